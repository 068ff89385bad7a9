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
mod tests;
