use time::macros::{date, datetime};

use super::*;

#[test]
fn each_file_names_conventions_that_can_be_read() {
    for lang in Lang::ALL {
        let said = text(lang, "formats");
        let locale: Locale = said.parse().unwrap();
        assert_eq!(Some(lang), Lang::parse(locale.id.language.as_str()), "{said}");
        formats(lang);
    }
}

#[test]
fn numbers() {
    assert_eq!(number(Lang::En, 12_345), "12,345");
    assert_eq!(decimal(Lang::En, "1.50"), "1.50");
    assert_eq!(decimal(Lang::En, "–"), "–");
    assert_eq!(number(Lang::Ar, 12_345), "12,345");
    assert_eq!(percent(Lang::En, 80), "80\u{a0}%");
    assert_eq!(percent(Lang::Ar, 80), "80٪");
    assert_eq!(percent(Lang::En, 12_000), "12,000\u{a0}%");
}

#[test]
fn days_and_moments() {
    let at = datetime!(2026-11-22 16:02 +2);
    assert_eq!(date(Lang::En, date!(2026 - 11 - 22)), "22 November 2026");
    assert_eq!(date(Lang::Ar, date!(2026 - 11 - 22)), "22 نوفمبر 2026");
    assert_eq!(moment(Lang::En, at), "22 November 2026, 14:02 UTC");
    assert_eq!(moment(Lang::Ar, at), "22 نوفمبر 2026، 14:02 بالتوقيت العالمي");
    assert_eq!(time(Lang::En, datetime!(2026-11-22 00:05 UTC)), "00:05");
}

#[test]
fn lists() {
    let none: [&str; 0] = [];
    assert_eq!(list(Lang::En, &none), "");
    assert_eq!(list(Lang::En, &["A"]), "A");
    assert_eq!(list(Lang::En, &["A", "B", "C"]), "A, B and C");
    assert_eq!(either(Lang::En, &["A", "B", "C"]), "A, B or C");
    assert_eq!(list(Lang::Ar, &["أ", "ب", "ج"]), "أ وب وج");
    assert_eq!(list(Lang::En, &["Noor", "نور"]), "Noor and \u{2068}نور\u{2069}");
}

#[test]
fn order() {
    let sorted = |lang, names: &[&'static str]| {
        let mut names = names.to_vec();
        sort_by_name(lang, &mut names, |name| name);
        names
    };
    assert_eq!(
        sorted(
            Lang::En,
            &["Zebra", "école", "apple", "Echo", "Station 10", "Station 9"]
        ),
        ["apple", "Echo", "école", "Station 9", "Station 10", "Zebra"]
    );
    assert_eq!(
        sorted(Lang::Ar, &["HTTPS", "إنذار", "إسناد", "اسم نطاق"]),
        ["اسم نطاق", "إسناد", "إنذار", "HTTPS"]
    );
}

/// Arabic is read with Latin figures everywhere, as the charts, the files and the lessons have them (docs/adr/0023).
#[test]
fn figures_in_arabic_are_latin() {
    let lang = Lang::Ar;
    let written = [
        number(lang, 1_234_567_890),
        decimal(lang, "1234567.89"),
        percent(lang, 99),
        moment(lang, datetime!(2026-11-22 14:02 UTC)),
        text_with(lang, "learn-minutes", &[("n", 1234.into())]),
    ];
    for text in written {
        let other = |letter: char| letter.is_numeric() && !letter.is_ascii_digit();
        assert!(!text.contains(other), "{text}");
        assert!(text.contains(|letter: char| letter.is_ascii_digit()), "{text}");
    }
}

#[test]
fn numbers_in_sentences_are_written_like_all_others() {
    let minutes = |lang| text_with(lang, "learn-minutes", &[("n", 12_345.into())]);
    assert!(minutes(Lang::En).contains("12,345"));
    assert!(minutes(Lang::Ar).contains("12,345"));
}
