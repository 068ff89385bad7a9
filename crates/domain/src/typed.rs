//! Numbers and days as people type them: in the figures of any script, with the signs that they write between them.

use time::{Date, Month};

/// The zeros of every script that counts in tens (Unicode 16, category Nd); the nine figures after each are its others.
const ZEROS: [u32; 73] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40,
    0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da,
    0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0, 0x16b50,
    0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1fbf0,
];

/// What a figure stands for, whatever its script.
fn digit(letter: char) -> Option<u32> {
    let code = u32::from(letter);
    let above = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(above.checked_sub(1)?)?;
    Some(code - zero).filter(|digit| *digit < 10)
}

/// Marks of direction, which keyboards and copied text bring along and nobody sees.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same in ASCII's figures and signs: of the signs for one thing, one is left.
fn plain(typed: &str) -> String {
    let letter = |letter: char| match digit(letter) {
        Some(digit) => char::from_digit(digit, 10).unwrap_or(letter),
        None => match letter {
            '٬' | '،' | '，' => ',',
            '٫' | '．' | '。' => '.',
            '’' | '‘' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
            '\'' => ' ',
            '‐' | '‑' | '‒' | '–' | '−' | '－' => '-',
            '／' => '/',
            other => other,
        },
    };
    let kept = typed.chars().filter(|letter| !is_mark(*letter));
    kept.map(letter).collect::<String>().trim().to_owned()
}

/// A whole number that is not negative: `1200`, `1,200`, `1 200`, `١٢٠٠`, `2.0`. What can be read in two ways is read as people group figures: `1.200` is
/// twelve hundred.
pub fn whole(typed: &str) -> Option<u32> {
    let plain = plain(typed);
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    // `2,0` and `2.00` are whole as well.
    let (figures, _) = plain
        .rsplit_once([',', '.'])
        .filter(|(_, after)| (1..=2).contains(&after.len()) && after.bytes().all(|byte| byte == b'0'))
        .unwrap_or((plain, ""));
    let sign = figures.find(|letter: char| !letter.is_ascii_digit());
    let sign = sign.and_then(|at| figures[at..].chars().next());
    let joined = match sign {
        None => figures.to_owned(),
        Some(sign @ (',' | '.' | ' ')) => joined(figures, sign)?,
        Some(_) => return None,
    };
    joined.parse().ok()
}

/// Figures in groups as people write them: the last has three, each before it two or three, the first one to three.
fn joined(figures: &str, sign: char) -> Option<String> {
    let groups: Vec<&str> = figures.split(sign).collect();
    let (last, before) = groups.split_last()?;
    let (first, between) = before.split_first()?;
    let are_figures = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let is_grouped = last.len() == 3
        && (1..=3).contains(&first.len())
        && between.iter().all(|group| (2..=3).contains(&group.len()));
    (are_figures && is_grouped).then(|| groups.concat())
}

/// A day, the year first, as a browser sends it and as the help says: `2027-05-09`, `2027/5/9`, `٢٠٢٧-٠٥-٠٩`.
pub fn day(typed: &str) -> Option<Date> {
    let plain = plain(typed);
    let sign = plain.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(sign, '-' | '/' | '.') {
        return None;
    }
    let parts: Vec<&str> = plain.split(sign).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_written = year.len() == 4 && [month, day].iter().all(|part| (1..=2).contains(&part.len()));
    let are_figures = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_written || !are_figures {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests;
