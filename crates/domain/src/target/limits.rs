//! What a package has to keep to, and how its value is counted: the donor's choices, all of them visible.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::content::intervention::Strength;
use crate::id::{BodyKey, InterventionId};
use crate::named::named;

/// Which figure of a cost band is counted.
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
pub enum Bound {
    /// The lowest that is to be expected.
    Lower,
    /// The middle.
    Middle,
    /// The highest: a package that only fits at the middle cannot be funded.
    #[default]
    Upper,
}

named!(Bound);

impl Bound {
    /// Every bound, from low to high.
    pub const ALL: [Self; Self::COUNT] = [Self::Lower, Self::Middle, Self::Upper];
}

/// What a package has to keep to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// US dollars for everything, fixed costs included.
    pub budget: u64,
    /// Which figure of the cost bands is counted. Weeks always count at their upper bound: an election does not wait.
    pub bound: Bound,
    /// The most that may be spent on the bodies of one region (fixed costs aside), in thousandths of the budget.
    pub most_per_region: Option<u16>,
    /// Weeks that come before everything at a body without a framework or a running project.
    pub contracting_weeks: u16,
    /// What others fund already.
    pub funded: Vec<Funded>,
}

impl Limits {
    /// A tender or a request to the United Nations takes so long before anything starts, at its upper bound.
    pub const CONTRACTING_WEEKS: u16 = 17;

    /// That budget, counted at the upper bound, and nothing else.
    pub fn new(budget: u64) -> Self {
        Self {
            budget,
            bound: Bound::Upper,
            most_per_region: None,
            contracting_weeks: Self::CONTRACTING_WEEKS,
            funded: Vec::new(),
        }
    }

    /// US dollars that the bodies of one region may cost together.
    pub fn region_cap(&self) -> Option<u64> {
        self.most_per_region
            .map(|share| (u128::from(self.budget) * u128::from(share) / 1_000) as u64)
    }
}

/// Help that others give to a body: taken as there. It costs nothing, what it lifts counts already, and what needs it can begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funded {
    /// The body.
    pub body: BodyKey,
    /// The help.
    pub help: InterventionId,
    /// Whether it has ended. Until then it takes the body's own days.
    pub is_delivered: bool,
}

/// A choice that is not left to the optimiser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The body.
    pub body: BodyKey,
    /// The help.
    pub help: InterventionId,
    /// Into the package, or out of it.
    pub way: Way,
}

/// Into a package or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Into it.
    In,
    /// Out of it.
    Out,
}

/// How value is counted: a policy, shown beside every package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// How impact counts.
    pub impact: ImpactRule,
    /// Factor for practices of level 1, in thousandths.
    pub level_one: u16,
    /// What comes before any value, if anything.
    pub floor: Option<Floor>,
    /// What a lift is multiplied by.
    pub evidence: EvidenceWeights,
    /// Factors by nearness of the election, nearest first. The first that applies counts; else, and without a date, 1000.
    pub urgency: Vec<UrgencyStep>,
}

/// How impact (1–5) counts.
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
pub enum ImpactRule {
    /// I/5: cheap office measures come first, for field work costs by the thousand places.
    Linear,
    /// (I/5)².
    Squared,
}

named!(ImpactRule);

impl ImpactRule {
    /// Every rule.
    pub const ALL: [Self; Self::COUNT] = [Self::Linear, Self::Squared];
}

/// Each open practice of this level and impact gets something, if anything fits: as many of them as the limits allow, before any value is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    /// Up to this level.
    pub level: u8,
    /// From this impact.
    pub impact: u8,
    /// The least lift that is something, in thousandths, before evidence is weighed. A tenth spread over everything would keep to the letter and help nobody.
    pub least_lift: u16,
}

impl Floor {
    /// Level 1, impact 5, and what other help could build on.
    pub const DEFAULT: Self = Self {
        level: 1,
        impact: 5,
        least_lift: super::ENOUGH_FOR_NEEDS,
    };
}

/// What a lift is multiplied by, for each strength of evidence, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceWeights {
    /// For [`Strength::Strong`].
    pub strong: u16,
    /// For [`Strength::Moderate`].
    pub moderate: u16,
    /// For [`Strength::Weak`].
    pub weak: u16,
    /// For [`Strength::ExpertJudgement`].
    pub expert_judgement: u16,
}

impl EvidenceWeights {
    /// 1, 0.9, 0.75 and 0.6.
    pub const DEFAULT: Self = Self {
        strong: 1_000,
        moderate: 900,
        weak: 750,
        expert_judgement: 600,
    };
    /// Every kind of help as if its effect were proved.
    pub const EQUAL: Self = Self {
        strong: 1_000,
        moderate: 1_000,
        weak: 1_000,
        expert_judgement: 1_000,
    };

    /// The weight of that strength.
    pub fn of(self, evidence: Strength) -> u16 {
        match evidence {
            Strength::Strong => self.strong,
            Strength::Moderate => self.moderate,
            Strength::Weak => self.weak,
            Strength::ExpertJudgement => self.expert_judgement,
        }
    }
}

/// A factor for bodies whose election is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgencyStep {
    /// Up to so many weeks.
    pub within_weeks: u16,
    /// The factor, in thousandths.
    pub factor: u16,
}

impl Weights {
    /// Half a year: one and a half times; a year: one and a quarter.
    pub const URGENCY: [UrgencyStep; 2] = [
        UrgencyStep {
            within_weeks: 26,
            factor: 1_500,
        },
        UrgencyStep {
            within_weeks: 52,
            factor: 1_250,
        },
    ];

    /// Impact as a line, level 1 by a quarter more, weighed by evidence; no floor and no urgency.
    pub fn plain() -> Self {
        Self {
            impact: ImpactRule::Linear,
            level_one: 1_250,
            floor: None,
            evidence: EvidenceWeights::DEFAULT,
            urgency: Vec::new(),
        }
    }

    /// The factor for an election in so many weeks, in thousandths.
    pub fn urgency(&self, weeks_to_election: Option<u16>) -> u16 {
        let weeks = weeks_to_election.unwrap_or(u16::MAX);
        let step = self.urgency.iter().find(|step| weeks <= step.within_weeks);
        step.map_or(1_000, |step| step.factor)
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            floor: Some(Floor::DEFAULT),
            urgency: Self::URGENCY.to_vec(),
            ..Self::plain()
        }
    }
}
