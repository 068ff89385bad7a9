//! The interface's words: Fluent files in `locales/`, looked up on the server only, for pages, for the command line, and for the labels that
//! rendering adds to content; and how each language writes numbers, days, moments, lists and the order of names.

mod formats;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, PoisonError, RwLock};

use domain::content::Lang;
use fluent_templates::fluent_bundle::FluentValue;
pub use fluent_templates::fluent_bundle::FluentValue as Value;
use fluent_templates::{LanguageIdentifier, Loader};

pub use formats::{compare, date, decimal, either, list, moment, number, percent, sort_by_name, time};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Fluent would put marks around every number; `isolated` does so where a text needs it.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(formats::write_number));
        },
    };
}

/// The languages of the table, as Fluent names them, in its order.
static IDENTIFIERS: LazyLock<Vec<LanguageIdentifier>> = LazyLock::new(|| {
    let parse = |lang: Lang| lang.tag().parse().expect("every tag of the table is one");
    Lang::ALL.iter().copied().map(parse).collect()
});

fn identifier(lang: Lang) -> &'static LanguageIdentifier {
    &IDENTIFIERS[lang as usize]
}

/// Arguments of a message.
pub type Arguments<'a> = [(&'static str, FluentValue<'a>)];

/// The message with that key.
pub fn text(lang: Lang, key: &str) -> String {
    static KNOWN: [RwLock<BTreeMap<String, &'static str>>; Lang::ALL.len()] =
        [const { RwLock::new(BTreeMap::new()) }; Lang::ALL.len()];
    let known = &KNOWN[lang as usize];
    if let Some(text) = known.read().unwrap_or_else(PoisonError::into_inner).get(key) {
        return (*text).to_owned();
    }
    let text = LOCALES.lookup(identifier(lang), key);
    if has(lang, key) {
        // A page asks for a hundred messages, always the same: looking one up in Fluent takes ten times as long. There are as many as
        // there are messages, and they stay for as long as the program runs.
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key.to_owned(), text.clone().leak());
    }
    text
}

/// The message with that key, filled in.
pub fn text_with(lang: Lang, key: &str, arguments: &Arguments<'_>) -> String {
    let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> = arguments
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), isolated(lang, value)))
        .collect();
    LOCALES.lookup_with_args(identifier(lang), key, &arguments)
}

fn isolated<'a>(lang: Lang, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) => match isolate(lang, text) {
            Cow::Owned(text) => text.into(),
            Cow::Borrowed(_) => value.clone(),
        },
        _ => value.clone(),
    }
}

/// A text in the other direction of writing, as names often are, would draw the figures and the punctuation beside it to its side: marks
/// that nobody sees set it apart (U+2068, U+2069). Everything else stays as it is.
fn isolate(lang: Lang, text: &str) -> Cow<'_, str> {
    let is_other = |letter: char| letter.is_alphabetic() && is_rtl(letter) != (lang.dir() == "rtl");
    if text.starts_with('\u{2068}') || !text.contains(is_other) {
        return text.into();
    }
    format!("\u{2068}{text}\u{2069}").into()
}

/// Whether a letter belongs to a script that is written from right to left.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether there is a message with that key in that language itself, without falling back.
pub fn has(lang: Lang, key: &str) -> bool {
    LOCALES
        .lookup_single_language::<&str>(identifier(lang), key, None)
        .is_ok()
}

/// The best language for an `Accept-Language` header.
pub fn negotiate(header: &str) -> Option<Lang> {
    let mut wanted: Vec<(f32, Lang)> = header
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.split(';');
            let lang = Lang::parse(pieces.next()?)?;
            let quality = pieces
                .find_map(|piece| piece.trim().strip_prefix("q="))
                .map_or(1.0, |quality| quality.parse().unwrap_or(0.0));
            (quality > 0.0).then_some((quality, lang))
        })
        .collect();
    // Stable: of equal wishes the first named wins.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.first().map(|(_, lang)| *lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The messages of a language, each with the values that it takes.
    fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(lang.tag());
        let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let mut current = None;
            for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
                if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                    current = line.split_once(" =").map(|(key, _)| key.to_owned());
                }
                let Some(key) = current.clone().filter(|_| !line.starts_with('#')) else {
                    continue;
                };
                let values = line.split('$').skip(1).map(|rest| {
                    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
                    rest[..end.unwrap_or(rest.len())].to_owned()
                });
                messages.entry(key).or_default().extend(values);
            }
        }
        messages
    }

    fn keys(lang: Lang) -> BTreeSet<String> {
        messages(lang).into_keys().collect()
    }

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_language_has_the_same_messages() {
        let english = keys(Lang::En);
        for lang in Lang::ALL {
            let own = keys(lang);
            let missing: Vec<_> = english.symmetric_difference(&own).collect();
            assert!(missing.is_empty(), "{lang:?} and English differ in {missing:?}");
        }
    }

    #[test]
    fn every_message_takes_the_same_values_in_every_language() {
        let english = messages(Lang::En);
        assert!(english["moment"].contains("date"));
        for lang in Lang::ALL {
            for (key, values) in messages(lang) {
                assert_eq!(Some(&values), english.get(&key), "{key} in {lang:?}");
            }
        }
    }

    #[test]
    fn every_message_that_the_code_names_exists() {
        let mut found = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for folder in [
            "app/src",
            "server/src",
            "crates/catalog/src",
            "crates/figures/src",
        ] {
            sources(&root.join(folder), &mut found);
        }
        let english = keys(Lang::En);
        let mut named = 0;
        for source in &found {
            for call in [
                ".t(\"",
                ".t_with(\"",
                "words::text(lang, \"",
                "words::text_with(lang, \"",
            ] {
                for (at, _) in source.match_indices(call) {
                    let rest = &source[at + call.len()..];
                    let key = rest.split('"').next().unwrap();
                    // Keys put together at run time are prefixes, as in `t(&format!("role-{role}"))`, and not seen here.
                    assert!(english.contains(key), "no message {key:?} in locales/en");
                    named += 1;
                }
            }
        }
        assert!(named > 0);
    }

    #[test]
    fn every_language_is_looked_up_as_itself() {
        for lang in Lang::ALL {
            assert_eq!(identifier(lang).to_string(), lang.tag());
        }
    }

    #[test]
    fn the_reader_s_wish_is_heard() {
        assert_eq!(negotiate("fr, ar-EG;q=0.8, en;q=0.5"), Some(Lang::Ar));
        assert_eq!(negotiate("en-GB,en;q=0.9,ar;q=0.9"), Some(Lang::En));
        assert_eq!(negotiate("ar;q=0"), None);
        assert_eq!(negotiate("de"), None);
    }

    #[test]
    fn names_in_the_other_direction_are_set_apart() {
        let link =
            |lang, name: &str| text_with(lang, "people-link-title", &[("name", name.to_owned().into())]);
        assert_eq!(link(Lang::En, "Noor 2"), "Link for Noor 2");
        assert_eq!(link(Lang::En, "نور 2"), "Link for \u{2068}نور 2\u{2069}");
        assert_eq!(link(Lang::Ar, "Noor 2"), "رابط من أجل \u{2068}Noor 2\u{2069}");
        assert_eq!(link(Lang::Ar, "نور 2"), "رابط من أجل نور 2");
        let at = time::macros::datetime!(2026-11-22 14:02 UTC);
        assert!(!moment(Lang::Ar, at).contains('\u{2068}'));
    }
}
