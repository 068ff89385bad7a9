//! Answers to the practices of an assessment.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::named::named;

/// How far a practice is met.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Answer {
    /// Nothing of it is done: value 0.
    NotImplemented,
    /// Value 1/3.
    Partly,
    /// Value 2/3.
    Largely,
    /// Value 1.
    Fully,
    /// The person who answered does not know: value 0, and counted apart.
    Unknown,
    /// Left out of every score. Needs a reason, and the lead's approval.
    NotApplicable,
}

named!(Answer);

impl Answer {
    /// Every answer, in the order in which a questionnaire shows them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::NotImplemented,
        Self::Partly,
        Self::Largely,
        Self::Fully,
        Self::Unknown,
        Self::NotApplicable,
    ];

    /// The value in thirds (0–3), or nothing for an answer that is left out of the scores.
    pub fn thirds(self) -> Option<u32> {
        match self {
            Self::NotImplemented | Self::Unknown => Some(0),
            Self::Partly => Some(1),
            Self::Largely => Some(2),
            Self::Fully => Some(3),
            Self::NotApplicable => None,
        }
    }

    /// Whether the practice counts as met for the gated level: *largely* or *fully*.
    pub fn is_met(self) -> bool {
        matches!(self, Self::Largely | Self::Fully)
    }
}

/// What an answer rests on.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum EvidenceGrade {
    /// Nothing was looked at.
    #[default]
    None,
    /// Somebody who should know said so.
    Interview,
    /// A document shows it.
    Document,
    /// It was tried, and worked.
    Tested,
}

named!(EvidenceGrade);

impl EvidenceGrade {
    /// Every grade, weakest first.
    pub const ALL: [Self; Self::COUNT] = [Self::None, Self::Interview, Self::Document, Self::Tested];
}
