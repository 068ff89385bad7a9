//! Self-checks: the questions at the end of a lesson that a learner asks of themselves.

use std::collections::HashSet;

use domain::content::{CheckChoice, CheckItem, Lang};
use domain::id::{ChoiceId, ItemId};
use serde::Deserialize;

use crate::document::Unit;
use crate::lock::Kind;
use crate::markdown::Links;
use crate::problem::{Problems, Source};
use crate::quiz::prompt;
use crate::raw::{Field, Reader};
use crate::render;
use crate::translate::Translator;

/// How the name of such a file ends; what is before it is the name of the lesson's file.
pub(crate) const ENDING: &str = ".check.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCheck {
    #[serde(default)]
    items: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    id: Field,
    kind: Field,
    prompt: Field,
    #[serde(default)]
    choices: Vec<RawChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    id: Field,
    text: Field,
    correct: bool,
    feedback: Field,
}

/// The file of a self-check.
pub(crate) struct CheckFile<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) raw: RawCheck,
}

/// A self-check in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedSelfCheck {
    pub(crate) file: String,
    items: Vec<CheckedItem>,
}

#[derive(Debug)]
struct CheckedItem {
    id: ItemId,
    is_multiple: bool,
    prompt: Unit,
    choices: Vec<CheckedChoice>,
}

#[derive(Debug)]
struct CheckedChoice {
    id: ChoiceId,
    text: String,
    correct: bool,
    feedback: String,
}

impl CheckFile<'_> {
    /// Whether it belongs to the lesson in that file.
    pub(crate) fn is_of(&self, lesson: &str) -> bool {
        let name = self.source.file.strip_suffix(ENDING);
        name.is_some() && name == lesson.strip_suffix(".md")
    }

    pub(crate) fn check(&self, reader: &mut Reader<'_>, lang: Lang, links: &Links<'_>) -> CheckedSelfCheck {
        let items = self.raw.items.iter();
        CheckedSelfCheck {
            file: self.source.file.to_owned(),
            items: items.map(|raw| raw.check(reader, lang, links)).collect(),
        }
    }
}

impl RawItem {
    fn check(&self, reader: &mut Reader<'_>, lang: Lang, links: &Links<'_>) -> CheckedItem {
        let id: ItemId = reader.id(Kind::Item, &self.id);
        let parse = |name: &str| match name {
            "single" => Some(false),
            "multiple" => Some(true),
            _ => None,
        };
        let is_multiple = reader.one_of("kind", &self.kind, parse, ["single", "multiple"]);
        let prompt = prompt(&self.prompt, reader, lang, links);
        let choices = self.choices.iter();
        let choices: Vec<CheckedChoice> = choices.map(|raw| raw.check(&id, reader)).collect();
        if choices.len() < 2 {
            reader.problem(&self.id.span(), "the item needs at least two choices");
        }
        let correct = choices.iter().filter(|choice| choice.correct).count();
        if is_multiple == Some(false) && correct != 1 {
            let message = format!("a single item has exactly one correct choice; this one has {correct}");
            reader.problem(&self.kind.span(), message);
        } else if correct == 0 {
            reader.problem(
                &self.kind.span(),
                "a multiple item has at least one correct choice",
            );
        }
        CheckedItem {
            id,
            is_multiple: is_multiple.unwrap_or_default(),
            prompt,
            choices,
        }
    }
}

impl RawChoice {
    fn check(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedChoice {
        CheckedChoice {
            id: reader.choice_id(item, &self.id),
            text: reader.text("a choice", &self.text),
            correct: self.correct,
            feedback: reader.text("the feedback of a choice", &self.feedback),
        }
    }
}

impl CheckedSelfCheck {
    /// How many questions it has.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn localise(
        &self,
        to: &Translator<'_>,
        links: &Links<'_>,
        problems: &mut Problems,
    ) -> Vec<CheckItem> {
        let items = self.items.iter();
        items.map(|item| item.localise(to, links, problems)).collect()
    }
}

impl CheckedItem {
    fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> CheckItem {
        let prompt = to.unit(&self.prompt, &HashSet::new(), links, problems);
        let choices = self.choices.iter().map(|choice| CheckChoice {
            id: choice.id.clone(),
            text: to.text(&choice.text),
            correct: choice.correct,
            feedback: to.text(&choice.feedback),
        });
        CheckItem {
            id: self.id.clone(),
            is_multiple: self.is_multiple,
            prompt: render::inline(&prompt, to.lang),
            choices: choices.collect(),
        }
    }
}
