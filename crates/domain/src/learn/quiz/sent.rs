//! What a form sends of an attempt, and how an answer is read out of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Item, Response, Task};
use crate::id::{ChoiceId, ItemId};

/// What a form sent, not checked yet. An item whose parts are answered one by one has a field for each of them. What is moved is named by its
/// place on the page, from one: its id would tell where it belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent(BTreeMap<ItemId, SentAnswer>);

/// What was sent for an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct SentAnswer {
    chosen: BTreeSet<String>,
    parts: BTreeMap<usize, String>,
}

/// Why an answer cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is chosen.
    Unanswered,
    /// More than one choice where there can be one.
    OneChoice,
    /// No line is marked.
    Unmarked,
    /// An entry has no place.
    Unplaced,
    /// Two entries have one place.
    SamePlace,
    /// A left side has nothing that belongs to it.
    Unmatched,
    /// Two left sides have the same right side.
    SameMatch,
}

impl Fault {
    /// The key of its message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unanswered => "question-unanswered",
            Self::OneChoice => "question-one-choice",
            Self::Unmarked => "question-unmarked",
            Self::Unplaced => "question-unplaced",
            Self::SamePlace => "question-same-place",
            Self::Unmatched => "question-unmatched",
            Self::SameMatch => "question-same-match",
        }
    }
}

/// The name of the field for an item, or for a part of it.
pub fn field(item: &ItemId, part: Option<usize>) -> String {
    match part {
        Some(part) => format!("{item}.{part}"),
        None => item.to_string(),
    }
}

impl Sent {
    /// Reads the fields of a form, each a name and a value.
    pub fn read(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            let part = name
                .rsplit_once('.')
                .and_then(|(item, part)| Some((item, part.parse().ok()?)));
            match part {
                Some((item, part)) => {
                    let answer = sent.0.entry(item.into()).or_default();
                    answer.parts.insert(part, value);
                }
                None => {
                    sent.0.entry(name.into()).or_default().chosen.insert(value);
                }
            }
        }
        sent
    }

    /// The fields of a form that sends this.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (item, answer) in &self.0 {
            let chosen = answer
                .chosen
                .iter()
                .map(|value| (field(item, None), value.clone()));
            fields.extend(chosen);
            let parts = answer.parts.iter();
            fields.extend(parts.map(|(part, value)| (field(item, Some(*part)), value.clone())));
        }
        fields
    }

    /// Whether a choice was chosen, or a line marked.
    pub fn has(&self, item: &ItemId, choice: &ChoiceId) -> bool {
        self.0
            .get(item)
            .is_some_and(|answer| answer.chosen.contains(choice.as_str()))
    }

    /// What was given to a part of an item, from one.
    pub fn part(&self, item: &ItemId, part: usize) -> Option<usize> {
        self.0.get(item)?.parts.get(&part)?.parse().ok()
    }

    /// What a form sends for these answers; `shown` is the order in which the movable parts of an item are on its page.
    pub(super) fn of<'a>(
        response: &Response,
        shown: impl Fn(&ItemId) -> Option<(&'a Item, &'a [ChoiceId])>,
    ) -> Self {
        let mut sent = Self::default();
        for (id, answer) in response {
            let Some((item, shown)) = shown(id) else { continue };
            let mut fields = SentAnswer::default();
            let place = |id: &ChoiceId| shown.iter().position(|other| other == id).map(|index| index + 1);
            match answer {
                Answer::Chosen(chosen) => fields.chosen.extend(chosen.iter().map(ToString::to_string)),
                Answer::Placed(places) => {
                    let parts = places.iter();
                    fields
                        .parts
                        .extend(parts.filter_map(|(entry, at)| Some((place(entry)?, at.to_string()))));
                }
                Answer::Matched(matches) => {
                    if let Task::Matching { pairs, .. } = &item.task {
                        let parts = pairs.iter().zip(1..).filter_map(|(pair, part)| {
                            Some((part, place(matches.get(&pair.id)?)?.to_string()))
                        });
                        fields.parts.extend(parts);
                    }
                }
            }
            sent.0.insert(id.clone(), fields);
        }
        sent
    }

    /// Reads the answer to an item; what the item does not have counts for nothing.
    pub(super) fn answer(&self, item: &Item, shown: &[ChoiceId]) -> Result<Answer, Fault> {
        let chosen = |ids: &mut dyn Iterator<Item = &ChoiceId>| -> BTreeSet<ChoiceId> {
            ids.filter(|id| self.has(&item.id, id)).cloned().collect()
        };
        match &item.task {
            Task::Single { choices } | Task::Multiple { choices } => {
                let chosen = chosen(&mut choices.iter().map(|choice| &choice.id));
                match (chosen.len(), &item.task) {
                    (0, _) => Err(Fault::Unanswered),
                    (2.., Task::Single { .. }) => Err(Fault::OneChoice),
                    _ => Ok(Answer::Chosen(chosen)),
                }
            }
            Task::Mark { artefact } => {
                let marked = chosen(&mut artefact.lines.iter().map(|line| &line.id));
                if marked.is_empty() {
                    return Err(Fault::Unmarked);
                }
                Ok(Answer::Chosen(marked))
            }
            Task::Ordering { entries, .. } => {
                let given = self.parts(item, entries.len(), entries.len());
                let places = all_apart(given, Fault::Unplaced, Fault::SamePlace)?;
                Ok(Answer::Placed(shown.iter().cloned().zip(places).collect()))
            }
            Task::Matching { pairs, .. } => {
                let given = self.parts(item, pairs.len(), shown.len());
                let given = all_apart(given, Fault::Unmatched, Fault::SameMatch)?;
                let rights = given.into_iter().map(|place| shown[place - 1].clone());
                let lefts = pairs.iter().map(|pair| pair.id.clone());
                Ok(Answer::Matched(lefts.zip(rights).collect()))
            }
        }
    }

    /// What each part of an item was given; nothing where that is no number up to `most`.
    fn parts(&self, item: &Item, parts: usize, most: usize) -> Vec<Option<usize>> {
        let given = (1..=parts).map(|part| self.part(&item.id, part));
        given
            .map(|given| given.filter(|given| (1..=most).contains(given)))
            .collect()
    }
}

/// The numbers, if each is there and no two are the same.
fn all_apart(given: Vec<Option<usize>>, missing: Fault, same: Fault) -> Result<Vec<usize>, Fault> {
    let given: Vec<usize> = given.into_iter().collect::<Option<_>>().ok_or(missing)?;
    if given.iter().collect::<BTreeSet<_>>().len() < given.len() {
        return Err(same);
    }
    Ok(given)
}
