//! What an item asks for, by its kind.

mod check;

use domain::id::ChoiceId;
use domain::learn::quiz::{Artefact, ArtefactKind, Choice, Distractor, Entry, Line, Pair, Task};

pub(super) use check::{RawChoice, RawLine, RawPair};

use crate::translate::Translator;

/// What an item asks for, in the language in which it was written.
#[derive(Debug)]
pub(super) enum CheckedTask {
    Single(Vec<CheckedChoice>),
    Multiple(Vec<CheckedChoice>),
    Ordering {
        entries: Vec<(ChoiceId, String)>,
        feedback: String,
    },
    Matching {
        pairs: Vec<CheckedPair>,
        distractors: Vec<(ChoiceId, String)>,
    },
    Mark {
        kind: ArtefactKind,
        title: String,
        lines: Vec<CheckedLine>,
    },
}

#[derive(Debug)]
pub(super) struct CheckedChoice {
    id: ChoiceId,
    pub(super) text: String,
    pub(super) correct: bool,
    feedback: String,
    /// Where it begins, counted from 1.
    pub(super) line: usize,
}

#[derive(Debug)]
pub(super) struct CheckedPair {
    id: ChoiceId,
    left: String,
    right: String,
    feedback: String,
}

#[derive(Debug)]
pub(super) struct CheckedLine {
    id: ChoiceId,
    text: String,
    wrong: bool,
    feedback: String,
}

impl CheckedTask {
    pub(super) fn localise(&self, to: &Translator<'_>) -> Task {
        match self {
            Self::Single(choices) => Task::Single {
                choices: localise_choices(choices, to),
            },
            Self::Multiple(choices) => Task::Multiple {
                choices: localise_choices(choices, to),
            },
            Self::Ordering { entries, feedback } => {
                let entries = entries.iter().map(|(id, text)| Entry {
                    id: id.clone(),
                    text: to.text(text),
                });
                Task::Ordering {
                    entries: entries.collect(),
                    feedback: to.text(feedback),
                }
            }
            Self::Matching { pairs, distractors } => {
                let pairs = pairs.iter().map(|pair| Pair {
                    id: pair.id.clone(),
                    left: to.text(&pair.left),
                    right: to.text(&pair.right),
                    feedback: to.text(&pair.feedback),
                });
                let distractors = distractors.iter().map(|(id, text)| Distractor {
                    id: id.clone(),
                    text: to.text(text),
                });
                Task::Matching {
                    pairs: pairs.collect(),
                    distractors: distractors.collect(),
                }
            }
            Self::Mark { kind, title, lines } => {
                let lines = lines.iter().map(|line| Line {
                    id: line.id.clone(),
                    text: to.text(&line.text),
                    wrong: line.wrong,
                    feedback: to.text(&line.feedback),
                });
                let artefact = Artefact {
                    kind: *kind,
                    title: to.text(title),
                    lines: lines.collect(),
                };
                Task::Mark { artefact }
            }
        }
    }
}

fn localise_choices(choices: &[CheckedChoice], to: &Translator<'_>) -> Vec<Choice> {
    let choices = choices.iter().map(|choice| Choice {
        id: choice.id.clone(),
        text: to.text(&choice.text),
        correct: choice.correct,
        feedback: to.text(&choice.feedback),
    });
    choices.collect()
}
