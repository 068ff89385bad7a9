//! Who helps election bodies: the file `partners.toml`.

use std::collections::HashSet;

use domain::content::{Partner, PartnerKind, Text};
use serde::Deserialize;

use crate::raw::{Field, Reader, parse};
use crate::translate::Translator;

/// The file in the content directory.
pub(crate) const FILE: &str = "partners.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPartners {
    #[serde(default)]
    partners: Vec<RawPartner>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPartner {
    name: Field,
    short: Field,
    kind: Field,
    regions: Field,
    offers: Field,
    how_to_ask: Field,
    languages: Field,
    website: Option<Field>,
    source: Field,
    last_seen: Option<Field>,
}

/// The partners in the language in which the file is written, grouped by kind.
#[derive(Debug, Default)]
pub(crate) struct CheckedPartners(Vec<CheckedPartner>);

#[derive(Debug)]
struct CheckedPartner {
    name: String,
    short: String,
    kind: PartnerKind,
    regions: String,
    offers: String,
    how_to_ask: String,
    languages: String,
    website: Option<String>,
    source: String,
    last_seen: Option<String>,
}

impl CheckedPartners {
    pub(crate) fn check(reader: &mut Reader<'_>) -> Self {
        let Some(raw) = parse::<RawPartners>(reader.source, reader.problems) else {
            return Self::default();
        };
        let (mut names, mut keys) = (HashSet::new(), HashSet::new());
        let mut partners = Vec::new();
        for partner in &raw.partners {
            if !names.insert(partner.name.get_ref()) {
                let message = format!("{} is named twice", partner.name.get_ref());
                reader.problem(&partner.name.span(), message);
            }
            if !keys.insert(partner.short.get_ref()) {
                let message = format!("two partners have the short name {}", partner.short.get_ref());
                reader.problem(&partner.short.span(), message);
            }
            partners.push(partner.check(reader));
        }
        // The order of kinds is that of the page; within a kind it is the author's.
        partners.sort_by_key(|partner| partner.kind);
        Self(partners)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// By what other content refers to them.
    pub(crate) fn keys(&self) -> HashSet<String> {
        self.0.iter().map(|partner| partner.short.clone()).collect()
    }

    pub(crate) fn localise(&self, to: &Translator<'_>) -> Vec<Partner> {
        let partners = self.0.iter().map(|partner| Partner {
            name: to.text(&partner.name),
            key: partner.short.clone(),
            short: to.text(&partner.short),
            kind: partner.kind,
            regions: to.text(&partner.regions),
            offers: to.text(&partner.offers),
            how_to_ask: to.text(&partner.how_to_ask),
            languages: to.text(&partner.languages),
            website: partner.website.clone(),
            source: to.text(&partner.source),
            last_seen: partner.last_seen.as_deref().map(|seen| {
                if has_words(seen) {
                    to.text(seen)
                } else {
                    Text::new(seen, to.lang)
                }
            }),
        });
        partners.collect()
    }
}

impl RawPartner {
    fn check(&self, reader: &mut Reader<'_>) -> CheckedPartner {
        let kind = reader.one_of(
            "kind",
            &self.kind,
            PartnerKind::parse,
            PartnerKind::ALL.map(PartnerKind::as_str),
        );
        if let Some(website) = self
            .website
            .as_ref()
            .filter(|website| !is_host(website.get_ref()))
        {
            let message = format!(
                "`{}` is no website: write its name only, such as example.org",
                website.get_ref()
            );
            reader.problem(&website.span(), message);
        }
        CheckedPartner {
            name: reader.text("the name", &self.name),
            short: reader.text("the short name", &self.short),
            kind: kind.unwrap_or(PartnerKind::Home),
            regions: reader.text("regions", &self.regions),
            offers: reader.text("what it offers", &self.offers),
            how_to_ask: reader.text("how_to_ask", &self.how_to_ask),
            languages: reader.text("languages", &self.languages),
            website: self.website.as_ref().map(|website| website.get_ref().clone()),
            source: reader.text("the source", &self.source),
            last_seen: self.last_seen.as_ref().map(|seen| {
                if has_words(seen.get_ref()) {
                    reader.text("last_seen", seen)
                } else {
                    seen.get_ref().clone()
                }
            }),
        }
    }
}

/// Whether there is anything to translate: a year is the same in every language.
fn has_words(text: &str) -> bool {
    text.is_empty() || text.chars().any(char::is_alphabetic)
}

/// Whether a text is the name of a host and nothing more: it becomes a link.
fn is_host(name: &str) -> bool {
    name.contains('.')
        && name.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_the_name_of_a_host() {
        assert!(is_host("dppa.un.org") && is_host("csirt-2.lacnic.net"));
        for other in [
            "https://un.org",
            "un.org/ead",
            "un",
            "un..org",
            "un.org ",
            "UN.org",
            "",
        ] {
            assert!(!is_host(other), "{other}");
        }
    }
}
