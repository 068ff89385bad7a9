//! What people type, made fit to keep: the one place where text comes over the border.
//!
//! Two texts that look the same are to be the same. So what is kept is composed (NFC), and holds no mark that nobody can see:
//! no control characters, no marks that reverse or set apart the order of letters, nothing of zero width. Two marks of zero
//! width are letters to those who write with them, and stay where they change what is seen, by the rules that domain names follow
//! (RFC 5892, appendix A.1 and A.2): the non-joiner of Persian and the joiner of the scripts of India.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
/// The combining class of the marks that take a consonant's vowel away.
const VIRAMA: u8 = 9;
/// No letter that is written takes more, with its marks.
pub const BYTES_OF_A_LETTER: usize = 32;
/// Longest name in addresses.
pub const LONGEST_SLUG: usize = 60;

/// A line: a name, a title. White space of any kind is a single space, and there is none at its ends.
pub fn line(typed: &str) -> String {
    kept(typed, |text| {
        let spaced: String = text
            .chars()
            .map(|letter| if is_white(letter) { ' ' } else { letter })
            .collect();
        spaced.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// A text of several lines: a note, a reason. Line ends are plain, tabs stay, other white space is a space.
pub fn lines(typed: &str) -> String {
    let plain = typed.replace("\r\n", "\n");
    kept(&plain, |text| {
        let spaced: String = text
            .chars()
            .map(|letter| match letter {
                '\n' | '\t' => letter,
                '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                letter if is_white(letter) => ' ',
                letter => letter,
            })
            .collect();
        spaced.trim().to_owned()
    })
}

/// An e-mail address as it is kept and looked up: in lower case, full-width letters as plain ones.
pub fn address(typed: &str) -> String {
    let compatible: String = line(typed).nfkc().collect();
    line(&line(&compatible).to_lowercase())
}

/// Whether an address can be somebody's: enough to catch a slip of the hand, and letters that only look like others. Letters
/// beyond ASCII are refused in both parts, because many of them cannot be told from Latin ones; the domain of another script has
/// a form in ASCII, which begins with `xn--`.
pub fn is_address(address: &str) -> bool {
    let is_local = |local: &str| {
        local.len() <= 64
            && local.split('.').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte))
            })
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    address.len() <= 254
        && address.split_once('@').is_some_and(|(local, domain)| {
            is_local(local) && domain.contains('.') && domain.split('.').all(is_label)
        })
}

/// How many letters a reader counts, which is neither bytes nor code points: a letter with its marks is one.
pub fn length(text: &str) -> usize {
    text.nfc().collect::<String>().graphemes(true).count()
}

/// Whether a text has more letters than `most`, as a reader counts, or so many marks on them that it is no text.
pub fn is_longer_than(text: &str, most: usize) -> bool {
    text.len() > most * BYTES_OF_A_LETTER || length(text) > most
}

/// What two spellings of one name have in common: neither case nor white space nor the way in which letters are composed or
/// wide. Compare with it, never show it.
pub fn folded(text: &str) -> String {
    let compatible: String = line(text).nfkc().collect();
    // Twice, since a capital can lose its case to a letter that is written in capitals otherwise (ẞ, İ).
    let lower = line(&compatible).to_lowercase().to_uppercase().to_lowercase();
    line(&lower)
}

/// The letters and digits of a text without accents, in lower case: what is left of a name when a hand slips.
pub fn bare(text: &str) -> String {
    plain(text)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// A name in addresses out of a name: Latin letters without their accents, digits, and hyphens between the words. Of another
/// script nothing is left, and whoever gives the name is asked for one.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in plain(name).chars() {
        if slug.len() == LONGEST_SLUG {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(letter, '\'' | '’' | 'ʼ') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether a text can be a name in addresses.
pub fn is_slug(slug: &str) -> bool {
    slug.len() <= LONGEST_SLUG
        && slug.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

/// Lower case, without marks, and the Latin letters that Unicode does not take apart written as their languages do without
/// them.
fn plain(text: &str) -> String {
    let apart: String = folded(text)
        .nfkd()
        // The stroke that makes an Arabic word longer is no letter of it.
        .filter(|letter| !is_combining_mark(*letter) && *letter != '\u{640}')
        .collect();
    let mut plain = String::with_capacity(apart.len());
    for letter in apart.chars() {
        match letter {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'đ' | 'ð' | 'ɖ' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            'ŋ' => plain.push('n'),
            'ħ' => plain.push('h'),
            'ŧ' => plain.push('t'),
            'ə' | 'ǝ' | 'ɛ' => plain.push('e'),
            'ɔ' => plain.push('o'),
            'ɓ' => plain.push('b'),
            'ɗ' => plain.push('d'),
            'ƙ' => plain.push('k'),
            'ƴ' => plain.push('y'),
            'ɲ' => plain.push('n'),
            letter => plain.push(letter),
        }
    }
    plain
}

/// Drops what nobody can see, composes, and lays out the white space, until nothing changes any longer: what is dropped can
/// bring letters together that compose, or leave a joiner without its neighbour.
fn kept(typed: &str, laid_out: impl Fn(&str) -> String) -> String {
    let mut text = typed.to_owned();
    loop {
        let composed: String = laid_out(&text)
            .chars()
            .filter(|letter| !is_dropped(*letter))
            .nfc()
            .collect();
        let next = laid_out(&without_idle_joiners(&composed));
        if next == text {
            return text;
        }
        text = next;
    }
}

/// White space, and the letter that is nothing but space.
fn is_white(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{2800}'
}

/// Whether a letter is a mark that nobody can see, or that changes the order of others, apart from the joiners.
pub fn is_dropped(letter: char) -> bool {
    match letter {
        '\n' | '\t' | NON_JOINER | JOINER => false,
        letter if letter.is_control() => true,
        // What is ignored by default (`Default_Ignorable_Code_Point`): soft hyphen, fillers, marks and reversals of direction, spaces
        // and selectors of zero width, tags.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        // Code points that are no characters.
        '\u{fdd0}'..='\u{fdef}' => true,
        letter => u32::from(letter) & 0xfffe == 0xfffe,
    }
}

/// A text without the joiners that change nothing to see. A joiner stays inside of a word after a virama, and the one that parts
/// stays between two letters of the Arabic script that would be joined without it (RFC 5892, appendix A).
///
/// In one pass each way: who types a hundred thousand joiners makes nobody wait.
fn without_idle_joiners(text: &str) -> String {
    if !text.contains([NON_JOINER, JOINER]) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    // After each place: the next letter that is no joiner, and the next that is no mark either.
    let mut ahead = vec![(None, None); letters.len()];
    let (mut next, mut base) = (None, None);
    for (place, letter) in letters.iter().copied().enumerate().rev() {
        ahead[place] = (next, base);
        if !matches!(letter, JOINER | NON_JOINER) {
            next = Some(letter);
            base = if is_combining_mark(letter) { base } else { next };
        }
    }
    let mut kept = String::with_capacity(text.len());
    // The last letter that was kept, and the last that is no mark.
    let (mut last, mut before) = (None::<char>, None::<char>);
    for (letter, (next, base)) in letters.into_iter().zip(ahead) {
        let follows_virama = || {
            last.is_some_and(|last| canonical_combining_class(last) == VIRAMA)
                && next.is_some_and(char::is_alphabetic)
        };
        let stays = match letter {
            JOINER => follows_virama(),
            NON_JOINER => follows_virama() || (before.is_some_and(joins_on) && base.is_some_and(joins_back)),
            _ => true,
        };
        if stays {
            kept.push(letter);
            last = Some(letter);
            if !is_combining_mark(letter) {
                before = last;
            }
        }
    }
    kept
}

/// Whether a letter of the Arabic script joins the one after it (`Joining_Type=D`).
fn joins_on(letter: char) -> bool {
    joins_back(letter)
        && !matches!(
            letter,
            '\u{622}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}' | '\u{671}'..='\u{673}'
                | '\u{675}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}' | '\u{6cd}' | '\u{6cf}'
                | '\u{6d2}' | '\u{6d3}' | '\u{6d5}' | '\u{6ee}' | '\u{6ef}' | '\u{759}'..='\u{75b}' | '\u{76b}' | '\u{76c}'
                | '\u{771}' | '\u{773}' | '\u{774}' | '\u{778}' | '\u{779}'
        )
}

/// Whether a letter of the Arabic script joins the one before it (`Joining_Type=D` or `R`).
fn joins_back(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6ee}'..='\u{6ef}'
        | '\u{6fa}'..='\u{6fc}' | '\u{6ff}' | '\u{750}'..='\u{77f}')
        && !matches!(letter, '\u{621}' | '\u{640}' | '\u{670}' | '\u{674}')
}

#[cfg(test)]
mod tests {
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
}
