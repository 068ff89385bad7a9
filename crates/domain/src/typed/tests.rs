use time::macros::date;

use super::*;

#[test]
fn whole_numbers_in_any_script() {
    for (typed, number) in [
        ("12", 12),
        (" 0 ", 0),
        ("007", 7),
        ("+3", 3),
        ("١٢", 12),
        ("۱۲", 12),
        ("१२", 12),
        ("১২", 12),
        ("๑๒", 12),
        ("１２", 12),
        ("\u{200f}١٢\u{200e}", 12),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\u{202f}200", 1200),
        ("1\u{a0}200", 1200),
        ("1'200", 1200),
        ("1’200", 1200),
        ("١٬٢٠٠", 1200),
        ("12,34,567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("2.0", 2),
        ("2,00", 2),
        ("٢٫٠", 2),
        ("1,200.00", 1200),
    ] {
        assert_eq!(whole(typed), Some(number), "{typed:?}");
    }
}

#[test]
fn what_is_no_whole_number() {
    for typed in [
        "",
        " ",
        "-1",
        "−1",
        "1.5",
        "1,5",
        "٢٫٥",
        "1,20",
        "12,3456",
        ",200",
        "1,,200",
        "1.200,5",
        "1,200.000,0",
        "4 weeks",
        "1e3",
        "0x10",
        "½",
        "²",
        "四",
        "99999999999",
        "1-2",
        "١٢a",
    ] {
        assert_eq!(whole(typed), None, "{typed:?}");
    }
}

#[test]
fn days_in_any_script() {
    for typed in [
        "2027-05-09",
        " 2027-05-09 ",
        "2027-5-9",
        "2027/05/09",
        "2027.05.09",
        "2027–05–09",
        "٢٠٢٧-٠٥-٠٩",
        "۲۰۲۷/۰۵/۰۹",
        "२०२७-०५-०९",
        "２０２７－０５－０９",
        "\u{200f}2027-05-09",
        "2027. 5. 9",
    ] {
        assert_eq!(day(typed), Some(date!(2027 - 05 - 09)), "{typed:?}");
    }
}

#[test]
fn what_is_no_day() {
    for typed in [
        "",
        "2027",
        "2027-13-01",
        "2027-02-29",
        "09-05-2027",
        "5/9/2027",
        "27-05-09",
        "2027-05",
        "2027-05-09-1",
        "2027-05/09",
        "9 May 2027",
        "+2027-05-09",
        "2027--09",
        "20270509",
    ] {
        assert_eq!(day(typed), None, "{typed:?}");
    }
}

#[test]
fn the_figures_of_a_script_are_ten() {
    assert!(ZEROS.is_sorted(), "they are searched by halves");
    for zero in ZEROS {
        for figure in 0..10 {
            let letter = char::from_u32(zero + figure).unwrap();
            assert!(letter.is_numeric(), "U+{:04X}", zero + figure);
            assert_eq!(digit(letter), Some(figure));
        }
    }
}
