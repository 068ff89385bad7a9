//! Kinds of help: what they lift, need and cost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use super::{Body, Bound};
use crate::id::{InterventionId, PracticeId};
use crate::named::named;

/// Polling places of the body for which the catalogue states costs and days.
pub const REFERENCE_PLACES: u32 = 3_000;

/// Help that lifts a practice by so many thousandths brings it far enough for other help to build on it.
pub const ENOUGH_FOR_NEEDS: u16 = 300;

/// A kind of help, with the figures of the catalogue: every one is a judgement inside a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Its id in the catalogue.
    pub id: InterventionId,
    /// For each practice, the share of what is still open that the help typically closes, in thousandths.
    pub lifts: BTreeMap<PracticeId, u16>,
    /// What has to be there before; all of them.
    pub needs: Vec<Need>,
    /// US dollars, paid once for any number of bodies.
    pub fixed_cost: Band,
    /// What each body costs beside that.
    pub per_body: PerBody,
    /// Weeks from the decision to fund until the lift is there, contracting under a framework included.
    pub weeks: Band,
    /// Person-days that the reference body's own people give to it.
    pub own_days: u32,
    /// Whether it touches no election system, so that it may still run in the freeze.
    pub may_run_in_freeze: bool,
    /// How well what is known supports the benefit that it claims.
    pub evidence: Evidence,
}

/// The lowest and the highest that is to be expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The lower bound.
    pub low: u32,
    /// The upper bound.
    pub high: u32,
}

impl Band {
    /// Both bounds.
    pub const fn new(low: u32, high: u32) -> Self {
        Self { low, high }
    }

    /// The figure to count with; the middle is rounded half up.
    pub fn at(self, bound: Bound) -> u32 {
        match bound {
            Bound::Lower => self.low,
            Bound::Middle => self.low.midpoint(self.high) + (self.low ^ self.high) % 2,
            Bound::Upper => self.high,
        }
    }
}

/// US dollars for each body: a base, and so much for each polling place where the work is done in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerBody {
    /// The base.
    pub base: Band,
    /// For each polling place; zero for office work.
    pub per_place: Band,
}

/// What help needs before it can begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A practice that is at least partly in place, or is lifted by [`ENOUGH_FOR_NEEDS`] by other help that ends no later.
    Practice(PracticeId),
    /// Other help, in the package or given by others.
    Help(InterventionId),
}

/// How well what is known supports what a kind of help claims. Strong studies that find little make it weak.
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
pub enum Evidence {
    /// Two or more large or randomised measurements, or a proof.
    Strong,
    /// One good comparison, or several in a field nearby.
    Moderate,
    /// Cases, an operator's own figures, correlation.
    Weak,
    /// Guidance only.
    ExpertJudgement,
}

named!(Evidence);

impl Evidence {
    /// Every strength, from strong to judgement.
    pub const ALL: [Self; Self::COUNT] = [Self::Strong, Self::Moderate, Self::Weak, Self::ExpertJudgement];
}

impl Help {
    /// What this body costs, without the fixed cost. The middle is that of the whole, rounded half up.
    pub fn cost_for(&self, body: &Body, bound: Bound) -> u64 {
        let of = |bound: Bound| {
            let places = u64::from(body.polling_places) * u64::from(self.per_body.per_place.at(bound));
            u64::from(self.per_body.base.at(bound)) + places
        };
        match bound {
            Bound::Lower | Bound::Upper => of(bound),
            Bound::Middle => (of(Bound::Lower) + of(Bound::Upper)).div_ceil(2),
        }
    }

    /// Person-days of this body's own people, rounded up. Of work that is done in all polling places, half is taken to grow with them.
    pub fn own_days_for(&self, body: &Body) -> u32 {
        if self.per_body.per_place.high == 0 {
            return self.own_days;
        }
        let reference = u64::from(REFERENCE_PLACES);
        let days = u64::from(self.own_days) * (reference + u64::from(body.polling_places));
        u32::try_from(days.div_ceil(2 * reference)).unwrap_or(u32::MAX)
    }

    /// What it lifts of this practice, in thousandths.
    pub fn lift(&self, practice: &PracticeId) -> u16 {
        self.lifts.get(practice).copied().unwrap_or_default()
    }

    /// Whether it can fulfil that need of other help, if its time allows.
    pub fn provides(&self, need: &Need) -> bool {
        match need {
            Need::Practice(practice) => self.lift(practice) >= ENOUGH_FOR_NEEDS,
            Need::Help(help) => *help == self.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_band_is_rounded_half_up() {
        assert_eq!(Band::new(1, 2).at(Bound::Middle), 2);
        assert_eq!(Band::new(2, 5).at(Bound::Middle), 4);
        assert_eq!(Band::new(2, 6).at(Bound::Middle), 4);
        assert_eq!(Band::new(2, 6).at(Bound::Lower), 2);
        assert_eq!(Band::new(2, 6).at(Bound::Upper), 6);
    }
}
