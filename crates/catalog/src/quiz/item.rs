//! An item of a quiz.

use std::collections::HashSet;

use domain::content::Lang;
use domain::id::ItemId;
use domain::learn::quiz::Item;
use serde::Deserialize;
use toml::Spanned;

use super::prompt;
use super::task::{CheckedTask, RawChoice, RawLine, RawPair};
use crate::document::Unit;
use crate::lock::Kind;
use crate::markdown::Links;
use crate::problem::Problems;
use crate::raw::{Field, Number, Reader};
use crate::render;
use crate::translate::{Translator, fold};

/// An item as it stands in the file. What belongs to some kinds only is optional here: a type for each kind would lose the lines, since
/// serde reads such types twice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub(super) id: Field,
    version: Number,
    pub(super) kind: Field,
    objective: Field,
    pub(super) pool: Option<Field>,
    prompt: Field,
    pub(super) status: Option<Field>,
    #[serde(default)]
    pub(super) choices: Vec<Spanned<RawChoice>>,
    pub(super) feedback: Option<Field>,
    #[serde(default)]
    pub(super) pairs: Vec<RawPair>,
    #[serde(default)]
    pub(super) distractors: Vec<Field>,
    pub(super) artefact_kind: Option<Field>,
    pub(super) artefact_title: Option<Field>,
    #[serde(default)]
    pub(super) lines: Vec<RawLine>,
}

#[derive(Debug)]
pub(super) struct CheckedItem {
    id: ItemId,
    version: u32,
    prompt: Unit,
    pub(super) objective: String,
    pub(super) pool: Option<String>,
    pub(super) task: CheckedTask,
}

impl RawItem {
    /// Checks the item; `objectives` are those that it can be about.
    pub(super) fn check(
        &self,
        reader: &mut Reader<'_>,
        lang: Lang,
        objectives: &HashSet<String>,
        links: &Links<'_>,
    ) -> CheckedItem {
        let id: ItemId = reader.id(Kind::Item, &self.id);
        let version = reader.number("the version", &self.version, 1..=1_000_000);
        let objective = fold(self.objective.get_ref());
        if !objectives.contains(&objective) {
            let message =
                format!("“{objective}” is no objective of this module or of a lesson of this course");
            reader.problem(&self.objective.span(), message);
        }
        let prompt = prompt(&self.prompt, reader, lang, links);
        let task = self.task(&id, reader);
        CheckedItem {
            id,
            version,
            prompt,
            objective,
            pool: self.pool.as_ref().map(|pool| pool.get_ref().clone()),
            task,
        }
    }
}

impl CheckedItem {
    pub(super) fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Item {
        let prompt = to.unit(&self.prompt, &HashSet::new(), links, problems);
        Item {
            id: self.id.clone(),
            version: self.version,
            task: self.task.localise(to),
            prompt: render::inline(&prompt, to.lang),
            objective: to.text(&self.objective),
            pool: self.pool.clone(),
        }
    }
}
