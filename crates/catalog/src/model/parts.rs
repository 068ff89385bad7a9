//! What a practice asks: read, checked, and in another language.

use domain::assess::model::Rules;
use domain::assess::part::{Part, Parts, Question, When};
use domain::id::PartId;
use serde::Deserialize;

use super::RawPractice;
use crate::lock::Kind;
use crate::raw::{Field, Reader};
use crate::translate::Translator;

/// Most parts of a practice.
const MOST_PARTS: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPart {
    id: Field,
    pub(super) text: Field,
    #[serde(default)]
    essential: bool,
}

/// What a practice asks, in the language in which it was written.
#[derive(Debug)]
pub(super) enum CheckedQuestion {
    Whole(String),
    Parts {
        when: When,
        parts: Vec<CheckedPart>,
        partly: String,
        largely: String,
    },
}

#[derive(Debug)]
pub(super) struct CheckedPart {
    pub(super) id: PartId,
    pub(super) text: String,
    pub(super) is_essential: bool,
}

impl CheckedQuestion {
    pub(super) fn check(raw: &RawPractice, rules: Rules, reader: &mut Reader<'_>) -> Self {
        match rules {
            Rules::EveryLevel => Self::whole(raw, reader),
            Rules::UpToTarget => Self::in_parts(raw, reader),
        }
    }

    fn whole(raw: &RawPractice, reader: &mut Reader<'_>) -> Self {
        if raw.when.is_some() || raw.parts.is_some() || raw.partly.is_some() || raw.largely.is_some() {
            let message = "when, parts, partly and largely belong to a model with rules = 2";
            reader.problem(&raw.id.span(), message);
        }
        let Some(question) = &raw.question else {
            reader.problem(&raw.id.span(), "the field `question` is missing");
            return Self::Whole(String::new());
        };
        Self::Whole(reader.text("the question", question))
    }

    fn in_parts(raw: &RawPractice, reader: &mut Reader<'_>) -> Self {
        if let Some(question) = &raw.question {
            let message = "with rules = 2 a practice asks by its parts and has no question of its own";
            reader.problem(&question.span(), message);
        }
        let mut needed = |name: &str, field: &Option<Field>| match field {
            Some(field) => reader.text(&format!("“{name}”"), field),
            None => {
                reader.problem(&raw.id.span(), format!("the field `{name}` is missing"));
                String::new()
            }
        };
        let (partly, largely) = (needed("partly", &raw.partly), needed("largely", &raw.largely));
        let when = match &raw.when {
            Some(when) => reader.one_of("time", when, When::parse, When::ALL.map(When::as_str)),
            None => {
                reader.problem(&raw.id.span(), "the field `when` is missing");
                None
            }
        };
        let raw_parts = raw.parts.as_deref().unwrap_or_default();
        if !(1..=MOST_PARTS).contains(&raw_parts.len()) {
            let message = format!(
                "the practice has {} parts; it needs one to {MOST_PARTS}",
                raw_parts.len()
            );
            reader.problem(&raw.id.span(), message);
        } else if !raw_parts.iter().any(|part| part.essential) {
            reader.problem(&raw.id.span(), "no part is essential: one at least must be");
        }
        let mut parts: Vec<CheckedPart> = Vec::new();
        for part in raw_parts {
            let id = part.id.get_ref();
            let is_letter = id.len() == 1 && id.bytes().all(|byte| byte.is_ascii_lowercase());
            if !is_letter {
                reader.problem(
                    &part.id.span(),
                    format!("the id of a part is one letter from a to z, not `{id}`"),
                );
            } else if parts.iter().any(|other| other.id.as_str() == id) {
                reader.problem(&part.id.span(), format!("the practice has two parts `{id}`"));
            }
            reader
                .ids
                .publish(Kind::Part, format!("{}/{id}", raw.id.get_ref()));
            parts.push(CheckedPart {
                id: id.as_str().into(),
                text: reader.text("the part", &part.text),
                is_essential: part.essential,
            });
        }
        Self::Parts {
            when: when.unwrap_or(When::AlwaysTrue),
            parts,
            partly,
            largely,
        }
    }

    pub(super) fn localise(&self, to: &Translator<'_>) -> Question {
        match self {
            Self::Whole(question) => Question::Whole(to.text(question)),
            Self::Parts {
                when,
                parts,
                partly,
                largely,
            } => Question::Parts(Parts {
                when: *when,
                parts: parts
                    .iter()
                    .map(|part| Part {
                        id: part.id.clone(),
                        text: to.text(&part.text),
                        is_essential: part.is_essential,
                    })
                    .collect(),
                partly: to.text(partly),
                largely: to.text(largely),
            }),
        }
    }
}
