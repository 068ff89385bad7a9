//! Kinds of help as targeting counts them: what they lift, need and cost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Body, Bound};
use crate::content::intervention::{Cost, Estimate, Intervention, Need, Strength};
use crate::id::{InterventionId, PracticeId};

/// Help that lifts a practice by so many thousandths brings it far enough for other help to build on it.
pub const ENOUGH_FOR_NEEDS: u16 = 300;

/// A kind of help, with the figures of the catalogue: every one is a judgement inside a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Its id in the catalogue.
    pub id: InterventionId,
    /// For each practice, the share of what is still open that the help typically closes, in thousandths.
    pub lifts: BTreeMap<PracticeId, u16>,
    /// What has to be there before; all of them. A practice is there if it is at least partly in place, or if other help lifts it by
    /// [`ENOUGH_FOR_NEEDS`] and ends no later; an intervention, if it is in the package or others give it.
    pub needs: Vec<Need>,
    /// What it costs.
    pub cost: Cost,
    /// Weeks from the decision to fund until the lift is there, contracting under a framework included.
    pub weeks: Estimate,
    /// Person-days that the own people of a body of [`Cost::REFERENCE_POLLING_PLACES`] give to it.
    pub own_days: u32,
    /// Whether it touches no election system, so that it may still run in the freeze.
    pub may_run_in_freeze: bool,
    /// How well what is known supports the benefit that it claims.
    pub evidence: Strength,
}

impl Estimate {
    /// The figure to count with; the middle is rounded half up.
    pub fn at(self, bound: Bound) -> u32 {
        match bound {
            Bound::Lower => self.low,
            Bound::Middle => self.low.midpoint(self.high) + (self.low ^ self.high) % 2,
            Bound::Upper => self.high,
        }
    }
}

impl Help {
    /// A kind of assistance of the catalogue, its lifts rounded to thousandths.
    pub fn of(intervention: &Intervention) -> Self {
        let lift = |share: f64| (share.clamp(0.0, 1.0) * 1_000.0).round() as u16;
        Self {
            id: intervention.id.clone(),
            lifts: intervention
                .lifts
                .iter()
                .map(|own| (own.practice.clone(), lift(own.share)))
                .collect(),
            needs: intervention.needs.clone(),
            cost: intervention.cost,
            weeks: intervention.weeks,
            own_days: intervention.own_days,
            may_run_in_freeze: intervention.in_freeze,
            evidence: intervention.evidence.strength,
        }
    }

    /// US dollars that this body costs, without the fixed cost. The middle is that of the whole, rounded half up.
    pub fn cost_for(&self, body: &Body, bound: Bound) -> u64 {
        u64::from(self.cost.for_body(body.polling_places).at(bound))
    }

    /// Person-days of this body's own people, rounded up. Of work that is done in all polling places, half is taken to grow with them.
    pub fn own_days_for(&self, body: &Body) -> u32 {
        if self.cost.per_polling_place.is_none() {
            return self.own_days;
        }
        let reference = u64::from(Cost::REFERENCE_POLLING_PLACES);
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
            Need::Intervention(help) => *help == self.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_band_is_rounded_half_up() {
        assert_eq!(Estimate::new(1, 2).at(Bound::Middle), 2);
        assert_eq!(Estimate::new(2, 5).at(Bound::Middle), 4);
        assert_eq!(Estimate::new(2, 6).at(Bound::Middle), 4);
        assert_eq!(Estimate::new(2, 6).at(Bound::Lower), 2);
        assert_eq!(Estimate::new(2, 6).at(Bound::Upper), 6);
        assert_eq!(Estimate::new(u32::MAX - 1, u32::MAX).at(Bound::Middle), u32::MAX);
    }
}
