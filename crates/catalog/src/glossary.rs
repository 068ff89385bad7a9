//! The glossary.

use std::collections::HashSet;

use domain::content::{Lang, Term};
use serde::Deserialize;

use crate::load::is_slug;
use crate::lock::Kind;
use crate::raw::{Field, Reader, parse};
use crate::translate::Translator;

/// The file in the content directory.
pub(crate) const GLOSSARY: &str = "glossary.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGlossary {
    #[serde(default)]
    terms: Vec<RawTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    id: Field,
    term: Field,
    definition: Field,
}

/// The glossary in the language in which it was written.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    terms: Vec<CheckedTerm>,
}

#[derive(Debug)]
struct CheckedTerm {
    id: String,
    term: String,
    definition: String,
}

impl Glossary {
    /// The language in which the glossary is written.
    pub(crate) const SOURCE: Lang = Lang::En;

    pub(crate) fn check(reader: &mut Reader<'_>) -> Self {
        let Some(raw) = parse::<RawGlossary>(reader.source, reader.problems) else {
            return Self::default();
        };
        let mut names = HashSet::new();
        let mut terms = Vec::new();
        for raw in &raw.terms {
            let id: String = reader.id(Kind::Term, &raw.id);
            if !is_slug(&id) {
                let message = format!("the id `{id}` may have lower-case letters, digits and hyphens only");
                reader.problem(&raw.id.span(), message);
            }
            let term = reader.text("the term", &raw.term);
            if !names.insert(term.to_lowercase()) {
                reader.problem(&raw.term.span(), format!("the term “{term}” is explained twice"));
            }
            let definition = reader.text("the definition", &raw.definition);
            terms.push(CheckedTerm { id, term, definition });
        }
        Self { terms }
    }

    /// The ids of all terms.
    pub(crate) fn ids(&self) -> HashSet<String> {
        self.terms.iter().map(|term| term.id.clone()).collect()
    }

    /// The terms in one language, as a dictionary of that language has them.
    pub(crate) fn localise(&self, to: &Translator<'_>) -> Vec<Term> {
        let mut terms: Vec<Term> = self
            .terms
            .iter()
            .map(|term| Term {
                id: term.id.clone(),
                term: to.text(&term.term),
                definition: to.text(&term.definition),
            })
            .collect();
        words::sort_by_name(to.lang, &mut terms, |term| &term.term);
        terms
    }
}
