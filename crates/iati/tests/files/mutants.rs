//! Sound files with something changed at random: whatever comes out, nothing panics, and what is kept stays within its bounds.

use iati::{Limits, read_where};

use super::one;

/// Numbers that look random and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

/// What breaks readers of XML.
const PIECES: [&[u8]; 24] = [
    b"<",
    b">",
    b"&",
    b";",
    b"\"",
    b"'",
    b"/",
    b"=",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE",
    b"<?xml ",
    b"?>",
    b"&#x",
    b"\0",
    b"\xFF\xFE",
    b"\xC3",
    b"-",
    b"9999999999999999999999",
    b" percentage='",
    b"\xE2\x80\xAE",
    b"</iati-activity>",
];

#[test]
fn nothing_panics_whatever_is_changed() {
    let sound = one(
        "<title><narrative xml:lang=\"fr\">Élections &amp; scrutin &#233;</narrative></title><activity-status code=\"2\"/>
<activity-date type=\"1\" iso-date=\"2026-01-01\"/><recipient-country code=\"KE\" percentage=\"60\"/><recipient-region code=\"289\" percentage=\"40\"/>
<sector vocabulary=\"1\" code=\"15161\" percentage=\"33.3\"/><sector code=\"22040\" percentage=\"66.7\"/>
<budget type=\"1\"><period-start iso-date=\"2026-01-01\"/><period-end iso-date=\"2026-12-31\"/><value currency=\"USD\">1000.5</value></budget>
<transaction><transaction-type code=\"D\"/><transaction-date iso-date=\"2026-01-01\"/><value>-3</value><![CDATA[x]]></transaction>",
    )
    .into_bytes();
    let limits = Limits {
        piece: 4_000,
        text: 200,
        ..Limits::default()
    };
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..5_000 {
        let mut file = sound.clone();
        for _ in 0..=dice.below(3) {
            let at = dice.below(file.len());
            match dice.below(4) {
                0 => file[at] = dice.below(256) as u8,
                1 => file.truncate(at + 1),
                2 => {
                    let end = (at + dice.below(40)).min(file.len());
                    file.drain(at..end);
                    file.push(b'\n');
                }
                _ => {
                    let piece = PIECES[dice.below(PIECES.len())];
                    file.splice(at..at, piece.iter().copied());
                }
            }
        }
        match read_where(file.as_slice(), &limits, |_| true) {
            Ok((activities, report)) => {
                taken += 1;
                assert!(activities.len() <= 2 && report.activities == activities.len() as u64);
                let titles = activities.iter().flat_map(|activity| &activity.titles);
                assert!(titles.into_iter().all(|title| title.text.len() <= 200));
            }
            Err(broken) => {
                refused += 1;
                assert!(broken.line >= 1 && broken.line <= 20, "{broken}");
                assert!(broken.to_string().chars().count() < 300, "{broken}");
            }
        }
    }
    // Neither half of them would say anything if it were empty.
    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
}
