//! Countries and regions by list, so that no spelling can split a group of bodies in two.

use crate::text::{bare, folded};

/// The codes of ISO 3166-1 alpha-2 that are assigned to a country or territory.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC \
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD \
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW \
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC \
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY \
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Whether this is a country's code: assigned by ISO 3166-1, or one of those that it leaves to users (`AA`, `QM` to `QZ`, `XA` to
/// `XZ`, `ZZ`), which countries of an exercise can have.
pub fn is_country(code: &str) -> bool {
    let is_users = matches!(
        code.as_bytes(),
        b"AA" | b"ZZ" | [b'Q', b'M'..=b'Z'] | [b'X', b'A'..=b'Z']
    );
    is_users || ASSIGNED.split(' ').any(|assigned| assigned == code)
}

/// A geographic region of the United Nations' standard M49, one below the continents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct M49Region {
    /// Its number.
    pub code: &'static str,
    /// Its English name, under which it is kept and published. Pages show it in the reader's language.
    pub name: &'static str,
}

/// The regions of M49 that are parts of a continent.
pub const M49: [M49Region; 22] = [
    m49("015", "Northern Africa"),
    m49("014", "Eastern Africa"),
    m49("017", "Middle Africa"),
    m49("018", "Southern Africa"),
    m49("011", "Western Africa"),
    m49("029", "Caribbean"),
    m49("013", "Central America"),
    m49("005", "South America"),
    m49("021", "Northern America"),
    m49("143", "Central Asia"),
    m49("030", "Eastern Asia"),
    m49("035", "South-eastern Asia"),
    m49("034", "Southern Asia"),
    m49("145", "Western Asia"),
    m49("151", "Eastern Europe"),
    m49("154", "Northern Europe"),
    m49("039", "Southern Europe"),
    m49("155", "Western Europe"),
    m49("053", "Australia and New Zealand"),
    m49("054", "Melanesia"),
    m49("057", "Micronesia"),
    m49("061", "Polynesia"),
];

const fn m49(code: &'static str, name: &'static str) -> M49Region {
    M49Region { code, name }
}

/// The region of M49 with that name.
pub fn m49_region(name: &str) -> Option<M49Region> {
    M49.into_iter().find(|region| region.name == name)
}

/// How alike two names of regions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Two spellings of one name.
    Same,
    /// A slip of the hand, or the same words in another order.
    Near,
    /// Two names.
    Different,
}

/// How alike two names are. Near ones can be two regions all the same (East and West differ by two letters), so a person decides.
pub fn likeness(one: &str, other: &str) -> Likeness {
    if folded(one) == folded(other) {
        return Likeness::Same;
    }
    let (one_bare, other_bare) = (bare(one), bare(other));
    let slips = slips(&one_bare, &other_bare);
    let shorter = one_bare.chars().count().min(other_bare.chars().count());
    if slips == 0 || slips <= shorter / 5 || words(one) == words(other) {
        Likeness::Near
    } else {
        Likeness::Different
    }
}

/// The words of a name, each bare, in the order of the alphabet.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort();
    words
}

/// The fewest letters to put in, take away or exchange that make one text the other (Levenshtein).
fn slips(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (column, &second) in other.iter().enumerate() {
            let exchanged = before + usize::from(letter != second);
            before = row[column + 1];
            row[column + 1] = exchanged.min(before + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_those_of_the_list() {
        assert_eq!(ASSIGNED.split(' ').count(), 249);
        for code in ["NL", "EG", "XA", "XZ", "AA", "ZZ", "QM", "QZ"] {
            assert!(is_country(code), "{code}");
        }
        for code in ["", "N", "nl", "NLD", "QL", "UK", "ZY", "A ", "\u{c5}A"] {
            assert!(!is_country(code), "{code}");
        }
    }

    #[test]
    fn regions_of_the_standard_are_different() {
        for (at, region) in M49.iter().enumerate() {
            assert_eq!(m49_region(region.name), Some(*region));
            for other in &M49[at + 1..] {
                assert_ne!(region.code, other.code);
                assert_ne!(likeness(region.name, other.name), Likeness::Same);
            }
        }
    }

    #[test]
    fn spellings_are_one_and_slips_are_near() {
        let region = "Northern Coast";
        for same in [
            "northern coast",
            "Northern  Coast",
            "Northern\u{a0}Coast",
            "Northern Coast\u{200b}",
        ] {
            assert_eq!(likeness(region, same), Likeness::Same, "{same:?}");
        }
        for near in [
            "Northern-Coast",
            "Coast, Northern",
            "Northern Cost",
            "Nothern Coasts",
            "Nórthern Coast",
        ] {
            assert_eq!(likeness(region, near), Likeness::Near, "{near:?}");
            assert_eq!(likeness(near, region), Likeness::Near, "{near:?}");
        }
        for different in ["Eastern Plains", "North", "", "الساحل الشمالي"] {
            assert_eq!(likeness(region, different), Likeness::Different, "{different:?}");
        }
        assert_eq!(likeness("المنطقة الشمالية", "المنطقه الشمالية"), Likeness::Near);
        assert_eq!(likeness("A", "B"), Likeness::Different);
    }
}
