//! What a body allows, to whom, and what follows from it.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::id::{AccountId, OrganisationId};
use crate::named::named;

/// What a body allows in a round. A higher level allows all that a lower one does.
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
pub enum Consent {
    /// The body takes no part.
    #[default]
    None,
    /// It counts in bands over at least `k` bodies, and appears nowhere else.
    AggregateOnly,
    /// Also a profile without its name. There are no such profiles yet, so a release treats this as *in aggregate only*.
    Anonymised,
    /// Its averages are shown with its name.
    Named,
}

named!(Consent);

impl Consent {
    /// Every level, the most private first.
    pub const ALL: [Self; Self::COUNT] = [Self::None, Self::AggregateOnly, Self::Anonymised, Self::Named];
}

/// To whom a level is given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// All donors alike. Only this level enters a release.
    EveryDonor,
    /// One donor.
    Donor(OrganisationId),
}

impl Recipient {
    /// Out of a form or the database: a donor's id, or an empty text for every donor.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            Self::EveryDonor
        } else {
            Self::Donor(text.into())
        }
    }

    /// The same, as it is written there.
    pub fn as_str(&self) -> &str {
        match self {
            Self::EveryDonor => "",
            Self::Donor(donor) => donor.as_str(),
        }
    }
}

/// A level given to a recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// To whom.
    pub recipient: Recipient,
    /// What.
    pub level: Consent,
}

/// Where a body stands towards one donor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its level in the release, the same for all donors.
    pub release: Consent,
    /// Its level towards this donor: that of the release, or *named* by a grant to this donor.
    pub donor: Consent,
}

impl Standing {
    /// Whether the body's profile is shown to this donor beside the release, by a grant of its own.
    pub fn beside_the_release(self) -> bool {
        self.donor == Consent::Named && self.release != Consent::Named
    }
}

/// The level of one kind of recipient among the grants in force; of two to the same, which should not happen, the lower.
fn level(grants: &[Grant], is_recipient: impl Fn(&Recipient) -> bool) -> Consent {
    grants
        .iter()
        .filter(|grant| is_recipient(&grant.recipient))
        .map(|grant| grant.level)
        .min()
        .unwrap_or_default()
}

/// A body's level in the release, from the grants in force.
pub fn release_level(grants: &[Grant]) -> Consent {
    level(grants, |recipient| *recipient == Recipient::EveryDonor)
}

/// Where a body stands towards a donor, from the grants in force.
///
/// Every donor gets the same release, so a grant to one donor never changes it, and *named* is the only level that it can
/// give: there is no aggregate for one donor alone. Nor can it take back what every donor sees.
pub fn standing(grants: &[Grant], donor: &OrganisationId) -> Standing {
    let release = release_level(grants);
    let own = level(
        grants,
        |recipient| matches!(recipient, Recipient::Donor(id) if id == donor),
    );
    Standing {
        release,
        donor: if own == Consent::Named { own } else { release },
    }
}

/// Whether somebody is the second person whom a consent takes: anybody but the one who proposed it. Only a second person confirms or
/// declines; only the first takes back.
pub fn is_second_person(proposed_by: &AccountId, by: &AccountId) -> bool {
    proposed_by != by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_all(level: Consent) -> Grant {
        Grant {
            recipient: Recipient::EveryDonor,
            level,
        }
    }

    fn to(donor: &str, level: Consent) -> Grant {
        Grant {
            recipient: Recipient::Donor(donor.into()),
            level,
        }
    }

    #[test]
    fn a_grant_to_one_donor_stays_beside_the_release() {
        let grants = [to_all(Consent::AggregateOnly), to("d1", Consent::Named)];
        let first = standing(&grants, &"d1".into());
        assert_eq!(
            first,
            Standing {
                release: Consent::AggregateOnly,
                donor: Consent::Named
            }
        );
        assert!(first.beside_the_release());
        let second = standing(&grants, &"d2".into());
        assert_eq!(
            second,
            Standing {
                release: Consent::AggregateOnly,
                donor: Consent::AggregateOnly
            }
        );
        assert!(!second.beside_the_release());
    }

    #[test]
    fn without_a_grant_there_is_nothing() {
        let nothing = Standing {
            release: Consent::None,
            donor: Consent::None,
        };
        assert_eq!(standing(&[], &"d1".into()), nothing);
        assert_eq!(
            standing(&[to("d1", Consent::AggregateOnly)], &"d1".into()),
            nothing
        );
    }

    #[test]
    fn one_donor_cannot_be_shown_less_than_all() {
        let named = Standing {
            release: Consent::Named,
            donor: Consent::Named,
        };
        assert_eq!(
            standing(&[to("d1", Consent::None), to_all(Consent::Named)], &"d1".into()),
            named
        );
        assert!(!named.beside_the_release());
    }

    #[test]
    fn of_two_grants_to_the_same_recipient_the_lower_counts() {
        let grants = [to_all(Consent::Named), to_all(Consent::AggregateOnly)];
        assert_eq!(standing(&grants, &"d1".into()).release, Consent::AggregateOnly);
    }

    #[test]
    fn the_second_person_is_anybody_but_the_first() {
        let (first, second) = (AccountId::from("first"), AccountId::from("second"));
        for (proposed_by, by, is_second) in [
            (&first, &first, false),
            (&first, &second, true),
            (&second, &first, true),
            (&second, &second, false),
        ] {
            assert_eq!(
                is_second_person(proposed_by, by),
                is_second,
                "{proposed_by} then {by}"
            );
        }
    }
}
