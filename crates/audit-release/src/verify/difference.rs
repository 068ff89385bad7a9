//! What may be found wrong, in words.

use std::fmt;

use super::*;

/// What is not as it should be. It names rounds, groups and domains, never a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// The bytes cannot be read.
    Unreadable(String),
    /// The bytes are those of another round.
    OtherRound,
    /// The round of the release is not stored.
    NoRound,
    /// Built again it has other bytes.
    OtherBytes,
    /// So many assessments are used in another way than is stored.
    OtherUses(usize),
    /// A group has so few members.
    TooFew {
        /// The group.
        group: usize,
        /// How many.
        members: usize,
    },
    /// A member of a group is not of its label, or not in the round.
    Stranger {
        /// The group.
        group: usize,
    },
    /// So many hidden bodies of a group's label are not in it, though they may still be counted.
    LeftOut {
        /// The group.
        group: usize,
        /// How many.
        bodies: usize,
    },
    /// The groups are not those of their members and public attributes.
    OtherDivision,
    /// What is shown of a group in a domain is not what its members give.
    OtherFigure {
        /// The group.
        group: usize,
        /// The domain.
        domain: DomainCode,
    },
    /// The number of bodies in aggregate is not theirs, counted down to a multiple of `k`.
    OtherCoverage,
    /// The bodies by name, or what is shown of them, are not those that agreed to it.
    OtherNames,
    /// So many assessments of a group were also used in another way.
    UsedTwice {
        /// The group.
        group: usize,
        /// How many.
        assessments: usize,
    },
    /// A donor saw so many members of a group.
    SeenTooMany {
        /// The group.
        group: usize,
        /// How many.
        members: usize,
    },
    /// A hidden score can be worked out this closely.
    Narrow {
        /// The domain, if it is of one.
        domain: Option<DomainCode>,
        /// The length of its range.
        width: f64,
    },
    /// A linear programme had no answer.
    Unsolved {
        /// The domain.
        domain: DomainCode,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "unreadable: {reason}"),
            Self::OtherRound => write!(f, "the bytes are those of another round"),
            Self::NoRound => write!(f, "what went into it is not stored"),
            Self::OtherBytes => write!(f, "built again it has other bytes"),
            Self::OtherUses(number) => {
                write!(f, "{number} assessments are used in another way than is stored")
            }
            Self::TooFew { group, members } => write!(f, "group {} has {members} members", group + 1),
            Self::Stranger { group } => {
                write!(f, "group {} has a member that is not of its label", group + 1)
            }
            Self::LeftOut { group, bodies } => {
                write!(f, "group {} lacks {bodies} bodies of its label", group + 1)
            }
            Self::OtherDivision => write!(
                f,
                "the groups are not those of their members and public attributes"
            ),
            Self::OtherFigure { group, domain } => {
                write!(
                    f,
                    "{domain}: what is shown of group {} is not what its members give",
                    group + 1
                )
            }
            Self::OtherCoverage => write!(f, "another number of bodies in aggregate than there were"),
            Self::OtherNames => write!(f, "the bodies by name are not those that agreed, as they were"),
            Self::UsedTwice { group, assessments } => {
                write!(
                    f,
                    "group {} has {assessments} assessments that were used elsewhere too",
                    group + 1
                )
            }
            Self::SeenTooMany { group, members } => {
                write!(
                    f,
                    "of group {} one donor saw {members} members by name",
                    group + 1
                )
            }
            Self::Narrow { domain, width } => match domain {
                Some(domain) => write!(f, "{domain}: a hidden score is known within {width:.3}"),
                None => write!(f, "a hidden score may be known within {width:.3}"),
            },
            Self::Unsolved { domain, reason } => write!(f, "{domain}: {reason}"),
        }
    }
}
