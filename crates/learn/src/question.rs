//! A question of an open attempt: no field says what is correct, and neither does an order.

use domain::content::{Html, Text};
use domain::id::{ChoiceId, ItemId};
use domain::learn::quiz::{ArtefactKind, Choice, Item, Task};

/// A question of an open attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The item.
    pub item: ItemId,
    /// The question.
    pub prompt: Html,
    /// What is to be done.
    pub task: QuestionTask,
}

/// What is to be done. What is moved has no id here: its place in the list, from one, is what a form calls it.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionTask {
    /// To choose one.
    Single(Vec<(ChoiceId, Text)>),
    /// To choose one or more.
    Multiple(Vec<(ChoiceId, Text)>),
    /// To give each of these its place.
    Ordering(Vec<Text>),
    /// To find for each left side its right side.
    Matching {
        /// The left sides.
        lefts: Vec<Text>,
        /// The right sides, and what belongs to nothing.
        rights: Vec<Text>,
    },
    /// To mark lines.
    Mark {
        /// As what the artefact is drawn.
        kind: ArtefactKind,
        /// What it is called.
        title: Text,
        /// Its lines.
        lines: Vec<(ChoiceId, Text)>,
    },
}

impl Question {
    /// The question of an item, whose movable parts are shown in that order.
    pub(crate) fn of(item: &Item, shown: &[ChoiceId]) -> Self {
        let task = match &item.task {
            Task::Single { choices } => QuestionTask::Single(offered(choices)),
            Task::Multiple { choices } => QuestionTask::Multiple(offered(choices)),
            Task::Ordering { entries, .. } => {
                let text = |id: &ChoiceId| {
                    entries
                        .iter()
                        .find(|entry| entry.id == *id)
                        .map(|entry| &entry.text)
                };
                QuestionTask::Ordering(shown.iter().filter_map(text).cloned().collect())
            }
            Task::Matching { pairs, .. } => QuestionTask::Matching {
                lefts: pairs.iter().map(|pair| pair.left.clone()).collect(),
                rights: shown
                    .iter()
                    .filter_map(|id| item.task.right(id))
                    .cloned()
                    .collect(),
            },
            Task::Mark { artefact } => QuestionTask::Mark {
                kind: artefact.kind,
                title: artefact.title.clone(),
                lines: artefact
                    .lines
                    .iter()
                    .map(|line| (line.id.clone(), line.text.clone()))
                    .collect(),
            },
        };
        Self {
            item: item.id.clone(),
            prompt: item.prompt.clone(),
            task,
        }
    }
}

fn offered(choices: &[Choice]) -> Vec<(ChoiceId, Text)> {
    choices
        .iter()
        .map(|choice| (choice.id.clone(), choice.text.clone()))
        .collect()
}

#[cfg(test)]
mod tests;
