//! A question of an attempt that was handed in.
//!
//! What was answered is told with what it teaches. What would have been right is told once the quiz is passed, so that a new attempt is a
//! new try.

use domain::content::{Html, Text};
use domain::learn::quiz::{Answer, Artefact, ArtefactKind, Choice, Entry, Item, Pair, Task};

/// A question of an attempt that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedQuestion {
    /// The question; nothing if an older version of the program did not keep it and the quiz no longer has it.
    pub prompt: Option<Html>,
    /// Whether the answer was right in everything.
    pub correct: bool,
    /// Whether it was kept only after its meaning had changed.
    pub changed: bool,
    /// The answer, with what there is to say about it.
    pub answer: MarkedAnswer,
}

/// An answer with what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkedAnswer {
    /// To a question with choices.
    Choices {
        /// What was chosen, with the feedback on each.
        chosen: Vec<MarkedChoice>,
        /// The correct choices that were not chosen; empty unless the quiz is passed.
        missed: Vec<MarkedChoice>,
    },
    /// To a question for an order.
    Ordering {
        /// The entries as they were put, and whether each has its place.
        given: Vec<(Text, bool)>,
        /// The right order; empty where it was given, or is not told yet.
        right: Vec<Text>,
        /// Why it is right, once that is told.
        feedback: Option<Text>,
    },
    /// To a question for pairs.
    Matching(Vec<MarkedPair>),
    /// To a question for lines that are wrong.
    Mark {
        /// As what the artefact is drawn.
        kind: ArtefactKind,
        /// What it is called.
        title: Text,
        /// Its lines.
        lines: Vec<MarkedLine>,
    },
}

/// A choice with what it teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedChoice {
    /// What was offered.
    pub text: Text,
    /// Whether it is correct.
    pub correct: bool,
    /// What it teaches.
    pub feedback: Text,
}

/// A left side with what was found for it.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedPair {
    /// The left side.
    pub left: Text,
    /// The right side that it was given.
    pub given: Option<Text>,
    /// Whether it belongs there.
    pub correct: bool,
    /// The one that does; nothing where it was given, or is not told yet.
    pub right: Option<Text>,
    /// Why, once that is told.
    pub feedback: Option<Text>,
}

/// A line with what it teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedLine {
    /// What it says.
    pub text: Text,
    /// Whether it was marked.
    pub marked: bool,
    /// Whether it is wrong, and why or why not; nothing as long as that is not told.
    pub told: Option<(bool, Text)>,
}

impl MarkedQuestion {
    /// A question of which nothing was kept.
    pub(crate) fn gone(correct: bool) -> Self {
        Self {
            prompt: None,
            correct,
            changed: true,
            answer: MarkedAnswer::Choices {
                chosen: Vec::new(),
                missed: Vec::new(),
            },
        }
    }
}

/// What there is to say about an answer; `passed` is whether the quiz is.
pub(crate) fn marked_answer(
    item: &Item,
    answer: Option<&Answer>,
    correct: bool,
    passed: bool,
) -> MarkedAnswer {
    let tells = passed || correct;
    match &item.task {
        Task::Single { choices } | Task::Multiple { choices } => {
            let is_chosen = |choice: &Choice| answer.is_some_and(|answer| answer.has(&choice.id));
            MarkedAnswer::Choices {
                chosen: marked_choices(choices, is_chosen),
                missed: marked_choices(choices, |choice| passed && choice.correct && !is_chosen(choice)),
            }
        }
        Task::Ordering { entries, feedback } => MarkedAnswer::Ordering {
            given: given_order(entries, answer),
            right: if passed && !correct {
                entries.iter().map(|entry| entry.text.clone()).collect()
            } else {
                Vec::new()
            },
            feedback: tells.then(|| feedback.clone()),
        },
        Task::Matching { pairs, .. } => {
            let pairs = pairs.iter().map(|pair| marked_pair(item, pair, answer, passed));
            MarkedAnswer::Matching(pairs.collect())
        }
        Task::Mark { artefact } => marked_artefact(artefact, answer, tells),
    }
}

fn marked_choices(choices: &[Choice], wanted: impl Fn(&Choice) -> bool) -> Vec<MarkedChoice> {
    choices
        .iter()
        .filter(|choice| wanted(choice))
        .map(|choice| MarkedChoice {
            text: choice.text.clone(),
            correct: choice.correct,
            feedback: choice.feedback.clone(),
        })
        .collect()
}

fn given_order(entries: &[Entry], answer: Option<&Answer>) -> Vec<(Text, bool)> {
    let mut given: Vec<(usize, &Text, bool)> = entries
        .iter()
        .zip(1..)
        .filter_map(|(entry, right)| {
            let place = answer?.place(&entry.id)?;
            Some((place, &entry.text, place == right))
        })
        .collect();
    given.sort_by_key(|(place, ..)| *place);
    given
        .into_iter()
        .map(|(_, text, is_right)| (text.clone(), is_right))
        .collect()
}

fn marked_pair(item: &Item, pair: &Pair, answer: Option<&Answer>, passed: bool) -> MarkedPair {
    let given = answer.and_then(|answer| answer.matched(&pair.id));
    let correct = given == Some(&pair.id);
    MarkedPair {
        left: pair.left.clone(),
        given: given.and_then(|id| item.task.right(id)).cloned(),
        correct,
        right: (passed && !correct).then(|| pair.right.clone()),
        feedback: (passed || correct).then(|| pair.feedback.clone()),
    }
}

fn marked_artefact(artefact: &Artefact, answer: Option<&Answer>, tells: bool) -> MarkedAnswer {
    let lines = artefact.lines.iter().map(|line| {
        let marked = answer.is_some_and(|answer| answer.has(&line.id));
        MarkedLine {
            text: line.text.clone(),
            marked,
            told: (marked || tells).then(|| (line.wrong, line.feedback.clone())),
        }
    });
    MarkedAnswer::Mark {
        kind: artefact.kind,
        title: artefact.title.clone(),
        lines: lines.collect(),
    }
}

#[cfg(test)]
mod tests;
