//! What an item asks for, by its kind.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::content::Text;
use crate::id::ChoiceId;
use crate::named::named;

/// What an item asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Task {
    /// To choose the one that is correct.
    Single {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// To choose all that are correct: one or more.
    Multiple {
        /// In the order shown.
        choices: Vec<Choice>,
    },
    /// To give each entry its place.
    Ordering {
        /// In the right order.
        entries: Vec<Entry>,
        /// Why they follow each other so, shown after handing in.
        feedback: Text,
    },
    /// To find for each left side the right side that belongs to it.
    Matching {
        /// In the order in which the left sides are shown.
        pairs: Vec<Pair>,
        /// Right sides that belong to nothing.
        distractors: Vec<Distractor>,
    },
    /// To mark the lines of something that are wrong.
    Mark {
        /// What is looked at.
        artefact: Artefact,
    },
}

/// A choice of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Unique in its item.
    pub id: ChoiceId,
    /// What is offered.
    pub text: Text,
    /// Whether it is correct.
    pub correct: bool,
    /// What it teaches, shown after handing in.
    pub feedback: Text,
}

/// What is to be put in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique in its item.
    pub id: ChoiceId,
    /// What it says.
    pub text: Text,
}

/// Two sides that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Unique in its item: of the left side, and of the right one that belongs to it.
    pub id: ChoiceId,
    /// What is given.
    pub left: Text,
    /// What is to be found.
    pub right: Text,
    /// Why they belong together, shown after handing in.
    pub feedback: Text,
}

/// A right side that belongs to nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distractor {
    /// Unique in its item.
    pub id: ChoiceId,
    /// What it says.
    pub text: Text,
}

/// A thing in which something is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Artefact {
    /// As what it is drawn.
    pub kind: ArtefactKind,
    /// What it is called.
    pub title: Text,
    /// What it says, line by line.
    pub lines: Vec<Line>,
}

/// A line of an artefact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Unique in its item.
    pub id: ChoiceId,
    /// What it says.
    pub text: Text,
    /// Whether it is to be marked.
    pub wrong: bool,
    /// What it teaches, shown after handing in.
    pub feedback: Text,
}

/// As what an artefact is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumCount, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ArtefactKind {
    /// Addresses of the web, one a line.
    Address,
    /// A form that was filled in, or a list.
    Form,
    /// What was noted, one thing after the other.
    Log,
    /// A mail, a chat message, a draft of one.
    Message,
    /// The form with which a polling station reports its count.
    ResultForm,
}

impl ArtefactKind {
    /// Every kind.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Address,
        Self::Form,
        Self::Log,
        Self::Message,
        Self::ResultForm,
    ];
}

named!(ArtefactKind);

impl Task {
    /// The right side of the pair, or the distractor, with that id.
    pub fn right(&self, id: &ChoiceId) -> Option<&Text> {
        let Self::Matching { pairs, distractors } = self else {
            return None;
        };
        let rights = pairs.iter().map(|pair| (&pair.id, &pair.right));
        let others = distractors.iter().map(|other| (&other.id, &other.text));
        rights
            .chain(others)
            .find_map(|(other, text)| (other == id).then_some(text))
    }

    /// The parts that are shown in an order of their own, since the one in which they are written is the answer: the key first, then
    /// what belongs to nothing. None for other kinds.
    pub(super) fn movable(&self) -> (Vec<&ChoiceId>, usize) {
        let mut parts: Vec<&ChoiceId> = Vec::new();
        let key = match self {
            Self::Single { .. } | Self::Multiple { .. } | Self::Mark { .. } => 0,
            Self::Ordering { entries, .. } => {
                parts.extend(entries.iter().map(|entry| &entry.id));
                entries.len()
            }
            Self::Matching { pairs, distractors } => {
                parts.extend(pairs.iter().map(|pair| &pair.id));
                parts.extend(distractors.iter().map(|distractor| &distractor.id));
                pairs.len()
            }
        };
        (parts, key)
    }
}
