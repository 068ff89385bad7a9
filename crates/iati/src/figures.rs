//! Amounts, percentages and days as files write them.

use std::fmt;

use time::{Date, Month};

/// An amount of some currency, in hundredths: what stands behind is rounded half away from zero. It can be negative, since publishers take money back that way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// Why a figure is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoFigure {
    /// It is no decimal number.
    NotANumber,
    /// It is larger, or smaller, than makes sense.
    OutOfRange,
}

impl Amount {
    /// More than all aid of all time, in every currency.
    const MOST: i64 = 100 * 1_000_000_000_000_000;

    /// Whole units of a currency.
    ///
    /// # Errors
    /// Nothing is given back for more than 10^15 units.
    pub fn from_units(units: i64) -> Option<Self> {
        units
            .checked_mul(100)
            .filter(|hundredths| hundredths.abs() <= Self::MOST)
            .map(Self)
    }

    /// Reads a decimal number: `1200`, `-3.5`, `+.25`. Neither an exponent nor commas between thousands.
    pub(crate) fn parse(text: &str) -> Result<Self, NoFigure> {
        decimal(text, 2, Self::MOST).map(Self)
    }

    /// In hundredths of its currency.
    pub fn hundredths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}{units}")?;
        if rest > 0 {
            write!(f, ".{rest:02}")?;
        }
        Ok(())
    }
}

/// A share of a whole, in millionths; never more than the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u32);

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self(1_000_000);

    /// Reads a percentage from 0 to 100.
    pub(crate) fn parse(percent: &str) -> Result<Self, NoFigure> {
        let millionths = decimal(percent, 4, 1_000_000)?;
        u32::try_from(millionths)
            .map(Self)
            .map_err(|_| NoFigure::OutOfRange)
    }

    /// In millionths of the whole.
    pub fn millionths(self) -> u32 {
        self.0
    }
}

/// In percent.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        percent(u64::from(self.0), f)
    }
}

/// Millionths as percent, without noughts at the end.
pub(crate) fn percent(millionths: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}", millionths / 10_000)?;
    let rest = format!("{:04}", millionths % 10_000);
    match rest.trim_end_matches('0') {
        "" => Ok(()),
        rest => write!(f, ".{rest}"),
    }
}

/// A decimal number, times ten to the power of `places`, rounded half away from zero.
fn decimal(text: &str, places: usize, most: i64) -> Result<i64, NoFigure> {
    let text = text.trim();
    let (is_negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + behind.len() == 0 || !is_digits(whole) || !is_digits(behind) {
        return Err(NoFigure::NotANumber);
    }
    let kept = behind.bytes().chain(std::iter::repeat(b'0')).take(places);
    let mut number: i64 = 0;
    for digit in whole.bytes().chain(kept) {
        number = number * 10 + i64::from(digit - b'0');
        if number > most {
            return Err(NoFigure::OutOfRange);
        }
    }
    if behind.as_bytes().get(places).is_some_and(|next| *next >= b'5') {
        number += 1;
    }
    if number > most {
        return Err(NoFigure::OutOfRange);
    }
    Ok(if is_negative { -number } else { number })
}

/// A day as a file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) day: Date,
    /// Whether a time stood behind it.
    pub(crate) has_time: bool,
}

/// Reads `2024-02-29`, with a zone or a time behind it or not, of a year in which there was or may be such aid.
pub(crate) fn day(text: &str) -> Option<Day> {
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let mut parts = day.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<u16>().ok() } else { None }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if !(1950..=2100).contains(&year) {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let day = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    let is_zone = |zone: &str| {
        let plain = zone
            .strip_prefix(['+', '-'])
            .and_then(|zone| zone.split_once(':'));
        let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        zone.is_empty()
            || zone == "Z"
            || plain.is_some_and(|(hours, minutes)| two_digits(hours) && two_digits(minutes))
    };
    let has_time = match rest.strip_prefix('T') {
        Some(time) => {
            let is_time =
                |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | '+' | '-' | 'Z');
            if time.is_empty() || !time.chars().all(is_time) {
                return None;
            }
            true
        }
        None if is_zone(rest) => false,
        None => return None,
    };
    Some(Day { day, has_time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_hundredth() {
        let read = |text| Amount::parse(text).map(Amount::hundredths);
        assert_eq!(read("1200"), Ok(120_000));
        assert_eq!(read(" -3.5 "), Ok(-350));
        assert_eq!(read("+.25"), Ok(25));
        assert_eq!(read("0.005"), Ok(1));
        assert_eq!(read("-0.005"), Ok(-1));
        assert_eq!(read("0.0049999"), Ok(0));
        assert_eq!(read("1000000000000000"), Ok(Amount::MOST));
        let long = "9".repeat(400);
        for text in ["1000000000000000.01", "1000000000000000.005", &long] {
            assert_eq!(read(text), Err(NoFigure::OutOfRange), "{text}");
        }
        for text in ["", "-", ".", "1,000", "1e5", "NaN", "1 000", "--1", "٣", "0x10"] {
            assert_eq!(read(text), Err(NoFigure::NotANumber), "{text}");
        }
        assert_eq!(Amount(-350).to_string(), "-3.50");
        assert_eq!(Amount(120_000).to_string(), "1200");
    }

    #[test]
    fn shares_lie_between_none_and_all() {
        assert_eq!(Share::parse("33.33333"), Ok(Share(333_333)));
        assert_eq!(Share::parse("100.00"), Ok(Share::WHOLE));
        assert_eq!(Share::parse("-1"), Err(NoFigure::OutOfRange));
        assert_eq!(Share::parse("100.0001"), Err(NoFigure::OutOfRange));
        assert_eq!(Share::parse("50%"), Err(NoFigure::NotANumber));
        assert_eq!(Share(333_300).to_string(), "33.33");
        assert_eq!(Share::WHOLE.to_string(), "100");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let read = |text| day(text).map(|day| (day.day.to_string(), day.has_time));
        assert_eq!(read("2024-02-29"), Some(("2024-02-29".to_owned(), false)));
        assert_eq!(read("2024-02-29Z"), Some(("2024-02-29".to_owned(), false)));
        assert_eq!(read("2024-02-29+02:00"), Some(("2024-02-29".to_owned(), false)));
        assert_eq!(read("2024-02-29T00:00:00"), Some(("2024-02-29".to_owned(), true)));
        for text in [
            "",
            "2023-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-1-1",
            "01/02/2023",
            "2023",
            "0001-01-01",
            "9999-12-31",
            "2023-01-01x",
            "2023-01-01T",
            "2023-01-0é",
            "+023-01-01",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
