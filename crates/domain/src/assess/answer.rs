//! Answers to the practices of an assessment.

use serde::{Deserialize, Serialize};

/// How far a practice is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl Answer {
    /// Every answer, in the order in which a questionnaire shows them.
    pub const ALL: [Self; 6] = [
        Self::NotImplemented,
        Self::Partly,
        Self::Largely,
        Self::Fully,
        Self::Unknown,
        Self::NotApplicable,
    ];

    /// The name used in forms, files and storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotImplemented => "not-implemented",
            Self::Partly => "partly",
            Self::Largely => "largely",
            Self::Fully => "fully",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The answer with that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == name)
    }

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

impl EvidenceGrade {
    /// Every grade, weakest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Interview, Self::Document, Self::Tested];

    /// The name used in forms, files and storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Interview => "interview",
            Self::Document => "document",
            Self::Tested => "tested",
        }
    }

    /// The grade with that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for answer in Answer::ALL {
            assert_eq!(Answer::parse(answer.as_str()), Some(answer));
        }
        for grade in EvidenceGrade::ALL {
            assert_eq!(EvidenceGrade::parse(grade.as_str()), Some(grade));
        }
        assert_eq!(Answer::parse("Fully"), None);
    }
}
