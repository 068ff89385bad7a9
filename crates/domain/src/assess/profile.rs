//! What a body says about itself: technology, tier, targets and the next election.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Date;

use crate::assess::model::{Domain, Model, Practice, PracticeStatus, Rules, Tier};
use crate::assess::score::{MAX_LEVEL, Scope};
use crate::id::{DomainCode, FlagId};

/// A body's profile. An assessment takes a copy when it is submitted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Technology in use.
    pub flags: BTreeSet<FlagId>,
    /// A tier other than the one that follows from the flags, with its reason.
    pub tier_override: Option<Override<Tier>>,
    /// Targets other than those of the tier, by domain, each with its reason.
    pub target_overrides: BTreeMap<DomainCode, Override<u8>>,
    /// The highest level asked in a domain, where the body wants to be asked more than its target says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub opened: BTreeMap<DomainCode, u8>,
    /// The next election day, if it is known.
    pub next_election: Option<Date>,
    /// Weeks before the election in which nothing may be changed; the model's default if none is named.
    pub freeze_weeks: Option<u16>,
}

/// A value that a body set instead of the computed one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Override<T> {
    /// The value.
    pub value: T,
    /// Why.
    pub reason: String,
}

impl Profile {
    /// The tier that follows from the flags: the highest that any of them asks for, T1 without any.
    pub fn computed_tier(&self, model: &Model) -> Tier {
        model
            .flags
            .iter()
            .filter(|flag| self.flags.contains(&flag.id))
            .map(|flag| flag.tier)
            .max()
            .unwrap_or(Tier::T1)
    }

    /// The tier in force: the body's own, else the computed one.
    pub fn tier(&self, model: &Model) -> Tier {
        self.tier_override
            .as_ref()
            .map_or_else(|| self.computed_tier(model), |own| own.value)
    }

    /// The target level (1–4) of a domain: the body's own, else its tier's.
    pub fn target(&self, model: &Model, domain: &Domain) -> u8 {
        self.target_overrides
            .get(&domain.code)
            .map_or_else(|| domain.targets.of(self.tier(model)), |own| own.value)
    }

    /// The highest level (1–4) that is asked in a domain.
    pub fn reach(&self, model: &Model, domain: &Domain) -> u8 {
        match model.rules {
            Rules::EveryLevel => MAX_LEVEL,
            Rules::UpToTarget => {
                let opened = self.opened.get(&domain.code).copied().unwrap_or_default();
                self.target(model, domain).max(opened)
            }
        }
    }

    /// Whether a practice of a domain is asked of this body.
    pub fn asks(&self, model: &Model, domain: &Domain, practice: &Practice, scope: Scope) -> bool {
        scope.includes(practice) && self.in_scope(practice) && practice.level <= self.reach(model, domain)
    }

    /// The practices that are asked of this body, in the model's order.
    pub fn asked<'a>(&'a self, model: &'a Model, scope: Scope) -> impl Iterator<Item = &'a Practice> {
        let of = move |domain: &'a Domain| {
            let asks = move |practice: &&Practice| self.asks(model, domain, practice, scope);
            domain.practices.iter().filter(asks)
        };
        model.domains.iter().flat_map(of)
    }

    /// Whether a practice applies to this body, whatever its level. One whose flags are all off is out of scope.
    pub fn in_scope(&self, practice: &Practice) -> bool {
        practice.status == PracticeStatus::Published
            && (practice.applies_when.is_empty()
                || practice.applies_when.iter().any(|flag| self.flags.contains(flag)))
    }

    /// Weeks of freeze before the election.
    pub fn freeze_weeks(&self, model: &Model) -> u16 {
        self.freeze_weeks.unwrap_or(model.priority.default_freeze_weeks)
    }
}
