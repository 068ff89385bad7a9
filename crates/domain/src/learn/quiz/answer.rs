//! Answers to items: what is right, and what was given.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Item, Task};
use crate::id::{ChoiceId, ItemId};

/// An answer to an item. An attempt that was handed in keeps it in this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// The choices that were chosen, or the lines that were marked.
    Chosen(BTreeSet<ChoiceId>),
    /// The place of each entry, from one.
    Placed(BTreeMap<ChoiceId, usize>),
    /// For each pair, by its left side, the pair or the distractor whose right side it was given.
    Matched(BTreeMap<ChoiceId, ChoiceId>),
}

/// The answers of an attempt, by item.
pub type Response = BTreeMap<ItemId, Answer>;

impl Answer {
    /// Whether a choice was chosen, or a line marked.
    pub fn has(&self, id: &ChoiceId) -> bool {
        matches!(self, Self::Chosen(chosen) if chosen.contains(id))
    }

    /// The place that an entry was given, from one.
    pub fn place(&self, entry: &ChoiceId) -> Option<usize> {
        match self {
            Self::Placed(places) => places.get(entry).copied(),
            Self::Chosen(_) | Self::Matched(_) => None,
        }
    }

    /// What a pair's left side was matched with.
    pub fn matched(&self, pair: &ChoiceId) -> Option<&ChoiceId> {
        match self {
            Self::Matched(matches) => matches.get(pair),
            Self::Chosen(_) | Self::Placed(_) => None,
        }
    }
}

impl Item {
    /// The right answer.
    pub fn key(&self) -> Answer {
        match &self.task {
            Task::Single { choices } | Task::Multiple { choices } => {
                let correct = choices.iter().filter(|choice| choice.correct);
                Answer::Chosen(correct.map(|choice| choice.id.clone()).collect())
            }
            Task::Ordering { entries, .. } => {
                let places = entries.iter().zip(1..);
                Answer::Placed(places.map(|(entry, place)| (entry.id.clone(), place)).collect())
            }
            Task::Matching { pairs, .. } => {
                let ids = pairs.iter().map(|pair| &pair.id);
                Answer::Matched(ids.map(|id| (id.clone(), id.clone())).collect())
            }
            Task::Mark { artefact } => {
                let wrong = artefact.lines.iter().filter(|line| line.wrong);
                Answer::Chosen(wrong.map(|line| line.id.clone()).collect())
            }
        }
    }

    /// A whole answer that is wrong: what the demonstration gives now and then, and what tests give.
    pub fn mistake(&self) -> Answer {
        let chosen = |parts: &mut dyn Iterator<Item = (&ChoiceId, bool)>| {
            let parts: Vec<(&ChoiceId, bool)> = parts.collect();
            // Where all are right, one alone is too few.
            let wrong = parts.iter().find(|(_, is_right)| !is_right).or(parts.first());
            Answer::Chosen(wrong.map(|(id, _)| (*id).clone()).into_iter().collect())
        };
        match &self.task {
            Task::Single { choices } | Task::Multiple { choices } => {
                chosen(&mut choices.iter().map(|choice| (&choice.id, choice.correct)))
            }
            Task::Mark { artefact } => chosen(&mut artefact.lines.iter().map(|line| (&line.id, line.wrong))),
            Task::Ordering { entries, .. } => {
                let places = (2..=entries.len()).chain([1]);
                let entries = entries.iter().map(|entry| entry.id.clone());
                Answer::Placed(entries.zip(places).collect())
            }
            Task::Matching { pairs, .. } => {
                let ids = || pairs.iter().map(|pair| pair.id.clone());
                Answer::Matched(ids().zip(ids().cycle().skip(1)).collect())
            }
        }
    }
}
