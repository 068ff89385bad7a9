//! One use (rule R9): what became of every assessment, and what therefore may still be shown of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::width::known_allowed;
use crate::id::{AssessmentId, OrganisationId, RoundId};
use crate::timestamp::Timestamp;

/// A way in which an assessment was published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Use {
    /// In a group of a release.
    Group {
        /// The round.
        round: RoundId,
        /// The number of the group among those of the release, from 0.
        group: usize,
    },
    /// In the aggregate of a release of the first format, whose rows had figures of their own. How much more could be known of its
    /// bodies is not bounded by a formula, so nobody else is shown one of them.
    FormerAggregate {
        /// The round.
        round: RoundId,
    },
    /// By name, to every donor.
    NamedToAll,
    /// As an anonymised profile.
    Profile,
    /// By name, to one donor, while it was in no group. In a group of a later round that donor might know too many members.
    OneDonor,
}

/// What all releases so far used, and whom single donors saw. Assessments are used, not bodies: a body's next assessment is new.
///
/// It holds what was stored when each round was closed, all of it, also of bodies that have left since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    uses: BTreeMap<AssessmentId, BTreeSet<Use>>,
    seen: BTreeSet<(OrganisationId, AssessmentId)>,
    members: BTreeMap<(RoundId, usize), BTreeSet<AssessmentId>>,
}

/// What one donor would see beside the release, by a grant to it alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DonorGrant {
    /// When the grant was confirmed: of more than may be shown, the earlier ones are.
    pub confirmed_at: Timestamp,
    /// The assessment.
    pub assessment: AssessmentId,
    /// The donor.
    pub donor: OrganisationId,
}

/// What becomes of grants to single donors. None of them changes a byte of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Those that are shown, in the order of their confirmation.
    pub shown: Vec<DonorGrant>,
    /// Those that wait for the body's next assessment.
    pub waiting: Vec<DonorGrant>,
}

impl Ledger {
    /// What was used, as it was stored.
    pub fn new(uses: impl IntoIterator<Item = (AssessmentId, Use)>) -> Self {
        let mut ledger = Self::default();
        ledger.record(uses);
        ledger
    }

    /// Adds what a release used.
    pub fn record(&mut self, uses: impl IntoIterator<Item = (AssessmentId, Use)>) {
        for (assessment, how) in uses {
            if let Use::Group { round, group } = &how {
                self.members
                    .entry((round.clone(), *group))
                    .or_default()
                    .insert(assessment.clone());
            }
            self.uses.entry(assessment).or_default().insert(how);
        }
    }

    /// Adds what single donors saw by name.
    pub fn record_seen(&mut self, seen: impl IntoIterator<Item = (OrganisationId, AssessmentId)>) {
        self.seen.extend(seen);
    }

    /// How an assessment was used; nothing if it never was.
    pub fn uses(&self, assessment: &AssessmentId) -> impl Iterator<Item = &Use> {
        self.uses.get(assessment).into_iter().flatten()
    }

    /// Every assessment with its uses.
    pub fn iter(&self) -> impl Iterator<Item = (&AssessmentId, &BTreeSet<Use>)> {
        self.uses.iter()
    }

    /// Whether the assessment may be counted in a group: nothing was ever shown of it, in no way.
    pub fn admits_to_group(&self, assessment: &AssessmentId) -> bool {
        self.uses(assessment).next().is_none()
    }

    /// Whether the assessment may be shown to every donor by name: it never counted among hidden ones, which could then be
    /// worked out, nor was it a profile without a name.
    pub fn admits_by_name(&self, assessment: &AssessmentId) -> bool {
        self.uses(assessment)
            .all(|how| matches!(how, Use::NamedToAll | Use::OneDonor))
    }

    /// Which grants to single donors are shown: of each group at most [`known_allowed`] members for each donor, in the order in which they were
    /// confirmed (rule R9 e). What a donor saw before it may see again. To be asked after the release's own uses are recorded.
    pub fn grants(&self, wanted: impl IntoIterator<Item = DonorGrant>) -> Grants {
        let wanted: BTreeSet<DonorGrant> = wanted.into_iter().collect();
        let mut seen = self.seen.clone();
        let mut grants = Grants::default();
        for grant in wanted {
            let key = (grant.donor.clone(), grant.assessment.clone());
            if seen.contains(&key) || self.may_see(&grant, &seen) {
                seen.insert(key);
                grants.shown.push(grant);
            } else {
                grants.waiting.push(grant);
            }
        }
        grants
    }

    fn may_see(&self, grant: &DonorGrant, seen: &BTreeSet<(OrganisationId, AssessmentId)>) -> bool {
        self.uses(&grant.assessment).all(|how| match how {
            Use::Group { round, group } => {
                let members = self.members.get(&(round.clone(), *group));
                let known = members
                    .into_iter()
                    .flatten()
                    .filter(|&member| seen.contains(&(grant.donor.clone(), member.clone())))
                    .count();
                known < known_allowed(members.map_or(0, BTreeSet::len))
            }
            Use::FormerAggregate { .. } | Use::Profile => false,
            Use::NamedToAll | Use::OneDonor => true,
        })
    }

    /// How the assessments that [`Self::grants`] shows are used by that: those that were in no way published are from then on.
    pub fn uses_of<'a>(&'a self, grants: &'a Grants) -> impl Iterator<Item = (AssessmentId, Use)> + 'a {
        grants
            .shown
            .iter()
            .filter(|grant| self.admits_to_group(&grant.assessment))
            .map(|grant| (grant.assessment.clone(), Use::OneDonor))
    }
}
