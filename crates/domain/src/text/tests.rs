//! Marks that cannot be seen, names that look alike, and lines that are kept apart.

use super::*;
use proptest::prelude::*;

/// Pairs that a reader cannot tell apart.
const SAME: [(&str, &str); 16] = [
    ("Ávila", "A\u{301}vila"),
    ("North Coast", "North\u{a0}Coast"),
    ("North Coast", " North \t\u{2003}Coast\n"),
    ("North Coast", "North\u{2028}Coast"),
    ("North Coast", "North\u{2800}Coast"),
    ("lead", "le\u{200b}ad"),
    ("lead", "lead\u{202e}"),
    ("lead", "\u{2067}lead\u{2069}"),
    ("lead", "\u{feff}le\u{ad}ad\u{200f}"),
    ("lead", "le\0ad\u{7f}\u{85}"),
    ("lead", "lead\u{e0041}\u{fe0f}"),
    ("lead", "le\u{200c}ad"),
    ("lead", "le\u{200d}ad\u{200d}"),
    // An alif joins nothing after it, so a non-joiner there is not seen.
    ("باب", "با\u{200c}ب"),
    ("نور", "نور\u{200c}"),
    ("각", "\u{1100}\u{1161}\u{11a8}"),
];

#[test]
fn a_line_of_joiners_makes_nobody_wait() {
    // Looked at anew for each joiner, these would take minutes here; the runner of the tests ends them long before.
    let joiners = format!("a{}b", "\u{200c}".repeat(80_000));
    assert_eq!(line(&joiners), "ab");
    let marks = format!("\u{628}{}", "\u{64b}\u{200c}".repeat(40_000));
    assert!(!line(&marks).contains('\u{200c}'));
}

#[test]
fn what_looks_the_same_is_the_same() {
    for (plain, typed) in SAME {
        assert_eq!(line(typed), plain, "{typed:?}");
    }
    assert_ne!(line("Ávila"), line("Avila"));
}

#[test]
fn joiners_stay_where_a_script_needs_them() {
    for word in [
        // "I want", in Persian.
        "می\u{200c}خواهم",
        // With a vowel mark between.
        "مِی\u{200c}خواهم",
        // "Sri", in Sinhala; a half form of Devanagari.
        "ශ්\u{200d}රී",
        "क्\u{200d}ष",
        "क्\u{200c}ष",
    ] {
        assert_eq!(line(word), word, "{word:?}");
        assert_eq!(lines(word), word, "{word:?}");
    }
    assert_eq!(line("می\u{200c}\u{200c}خواهم"), "می\u{200c}خواهم");
    assert_eq!(line("क्\u{200d} ष"), "क् ष");
}

#[test]
fn notes_keep_their_lines() {
    assert_eq!(lines(" a\r\nb\0\u{7}\r\tc \n"), "a\nb\n\tc");
    assert_eq!(lines("a\u{2029}b\u{a0}c\u{202e}"), "a\nb c");
    assert_eq!(lines("a\n\n  b  c"), "a\n\n  b  c");
    assert_eq!(lines("\u{200b}\n"), "");
}

#[test]
fn one_visible_address_is_one_address() {
    for typed in [
        " Lead2@Example.org ",
        "lead2\u{200b}@example.org",
        "lead2@example.org\u{202e}",
        "ｌｅａｄ２＠example.org",
        "\u{feff}lead2@exam\u{ad}ple.org",
    ] {
        assert_eq!(address(typed), "lead2@example.org", "{typed:?}");
    }
    for good in ["a@b.cd", "o'brien+x@b-c.example", "x@xn--bcher-kva.example"] {
        assert!(is_address(good), "{good}");
    }
    for bad in [
        "",
        "amal",
        "@b.cd",
        "a@",
        "a@b",
        "a@.cd",
        "a@b.cd.",
        "a@b..cd",
        "a@-b.cd",
        ".a@b.cd",
        "a..b@b.cd",
        "a@b@c.de",
        "a b@c.de",
        // Cyrillic letters that look like Latin ones, in either part.
        "l\u{435}ad2@example.org",
        "lead2@ex\u{430}mple.org",
        "é@b.cd",
        "a@bücher.example",
    ] {
        assert!(!is_address(&address(bad)), "{bad}");
    }
    assert!(!is_address(&format!("{}@b.cd", "a".repeat(65))));
    assert!(!is_address(&format!("a@{}.cd", "b".repeat(64))));
    assert!(!is_address(&format!("a@{}cd", "b.".repeat(130))));
}

#[test]
fn letters_are_counted_as_they_are_read() {
    assert_eq!(length("e\u{301}e\u{301}"), 2);
    assert_eq!(length("نُورٌ"), 3);
    assert_eq!(length("क्षि"), 1);
    assert_eq!(length("👩‍👩‍👧"), 1);
    assert!(!is_longer_than("e\u{301}e\u{301}", 2) && is_longer_than("eee", 2));
    assert!(is_longer_than(&format!("e{}", "\u{301}".repeat(40)), 2));
}

#[test]
fn spellings_of_one_name_fold_to_one() {
    for other in [
        "northern coast",
        "NORTHERN  COAST",
        "Northern\u{a0}Coast",
        "Ｎorthern Coast",
        "Northern\u{200b} Coast ",
    ] {
        assert_eq!(folded(other), folded("Northern Coast"), "{other:?}");
    }
    assert_eq!(folded("E\u{301}ire"), folded("éire"));
    assert_eq!(folded("STRASSE"), folded("straße"));
    assert_ne!(folded("Avila"), folded("Ávila"));
    assert_eq!(bare("Côte-d’Or, Nord"), bare("cote d'or nord"));
    assert_eq!(bare("المنطقـــة"), bare("المنطقة"));
}

#[test]
fn names_in_addresses_keep_their_letters() {
    for (name, slug_of_it) in [
        ("Comisión Electoral de Ávila", "comision-electoral-de-avila"),
        (
            "Comisio\u{301}n Electoral de A\u{301}vila",
            "comision-electoral-de-avila",
        ),
        ("Påstått Øl & Łódź", "pastatt-ol-lodz"),
        ("Straße, Œuvre, Þing", "strasse-oeuvre-thing"),
        ("Côte d’Ivoire 2026", "cote-divoire-2026"),
        ("İstanbul / Iğdır", "istanbul-igdir"),
        ("Hội đồng bầu cử", "hoi-dong-bau-cu"),
        ("هيئة الانتخابات", ""),
        ("هيئة Elections", "elections"),
        ("--", ""),
    ] {
        assert_eq!(slug(name), slug_of_it, "{name}");
    }
    assert_eq!(slug(&"ab ".repeat(40)).len(), 59);
    for bad in ["", "-a", "a--b", "a b", "ä", "A", &"a".repeat(61)] {
        assert!(!is_slug(bad), "{bad}");
    }
}

/// Letters of every kind, with those that matter here more often than chance has them.
fn any_text() -> impl Strategy<Value = String> {
    let special: Vec<char> = "\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\u{2066}\u{feff}\u{ad}\u{34f}\u{301}\u{655}\u{94d}\u{0} \t\n\r\u{a0}\u{2028}eاوميक\u{1100}\u{1161}\u{fe0f}\u{e0041}"
        .chars()
        .collect();
    let letter = prop_oneof![proptest::sample::select(special), any::<char>()];
    proptest::collection::vec(letter, 0..24).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_kept_is_stable_and_holds_no_hidden_mark(typed in any_text()) {
        let (one, several, address) = (line(&typed), lines(&typed), address(&typed));
        prop_assert_eq!(&line(&one), &one);
        prop_assert_eq!(&lines(&several), &several);
        prop_assert_eq!(&super::address(&address), &address);
        for text in [&one, &several, &address] {
            prop_assert!(!text.chars().any(is_dropped), "{:?}", text);
            prop_assert_eq!(&text.nfc().collect::<String>(), text);
            prop_assert_eq!(text.trim(), text.as_str());
        }
        let is_one_line = !one.contains(['\n', '\t', '\r', '\u{a0}']) && !one.contains("  ");
        prop_assert!(is_one_line, "{:?}", one);
        prop_assert_eq!(&folded(&folded(&typed)), &folded(&typed));
        prop_assert_eq!(line(&lines(&typed)), one);
        let slug = slug(&typed);
        prop_assert!(slug.is_empty() || is_slug(&slug), "{}", slug);
    }

    #[test]
    fn marks_that_nobody_sees_make_no_other_name(typed in any_text(), at in 0_usize..24, mark in "[\u{200b}\u{200e}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{0}\u{ad}]") {
        let at = typed.char_indices().map(|(at, _)| at).nth(at).unwrap_or(typed.len());
        let marked = format!("{}{mark}{}", &typed[..at], &typed[at..]);
        prop_assert_eq!(line(&marked), line(&typed));
    }
}
