//! What a package is worth.
//!
//! Several lines on one practice close what is left: 1 − Π(1 − lift). That is what a report says. It is not linear, so what looks for a
//! package counts each gap as closed by its best line only: exact for one line, and a little low for several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Body, Help, ImpactRule, OpenGap, Package, Problem};
use crate::id::PracticeId;

/// Millionths of a practice of impact 5 that goes from nothing to *fully*, before any factor.
pub type Points = i64;

/// Such a practice as a whole.
pub const WHOLE: Points = 1_000_000;

/// What a package is worth by the rule of the best line: floors first, then points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Worth {
    /// Practices that the floor asks for and that get something; 0 without a floor.
    pub floors: u32,
    /// The points that the package adds to what others give.
    pub points: Points,
}

impl Problem {
    /// What closing this gap as a whole is worth: impact × what is open × level × urgency.
    pub fn weight(&self, body: &Body, gap: &OpenGap) -> Points {
        let impact = i64::from(gap.impact);
        let (impact, of) = match self.weights.impact {
            ImpactRule::Linear => (impact, 5),
            ImpactRule::Squared => (impact * impact, 25),
        };
        let level = if gap.level == 1 {
            self.weights.level_one
        } else {
            1_000
        };
        let urgency = self.weights.urgency(body.weeks_to_election);
        let factors = i128::from(gap.open) * i128::from(level) * i128::from(urgency);
        // Fits: at most 1000 · 65 535² · 10⁶.
        (i128::from(WHOLE * impact) * factors / (i128::from(of) * 1_000_000_000)) as Points
    }

    /// What this help does for a practice, in millionths of what is open: lift × weight of its evidence.
    pub fn effect(&self, help: &Help, practice: &PracticeId) -> u32 {
        let plain = u32::from(help.lift(practice)) * u32::from(self.weights.evidence.of(help.evidence));
        match self.effects.get(&help.id) {
            None => plain,
            Some(factor) => (u64::from(plain) * u64::from(*factor) / 1_000).min(1_000_000) as u32,
        }
    }

    /// The points of closing so many millionths of a gap of that weight, rounded half up.
    pub fn points(weight: Points, effect: u32) -> Points {
        ((i128::from(weight) * i128::from(effect) + 500_000) / 1_000_000) as Points
    }

    /// Whether the floor asks for this gap.
    pub fn is_floor(&self, gap: &OpenGap) -> bool {
        let floor = self.weights.floor;
        floor.is_some_and(|floor| gap.open > 0 && gap.level <= floor.level && gap.impact >= floor.impact)
    }

    /// Whether this help is something for a practice that the floor asks for.
    pub fn meets_floor(&self, help: &Help, gap: &OpenGap) -> bool {
        let floor = self.weights.floor;
        self.is_floor(gap) && floor.is_some_and(|floor| help.lift(&gap.practice) >= floor.least_lift.max(1))
    }

    /// Everything that is open, weighed: what a share is a share of.
    pub fn weighted_gap(&self) -> Points {
        let of = |body: &Body| body.gaps.iter().map(|gap| self.weight(body, gap)).sum::<Points>();
        self.bodies.iter().map(of).sum()
    }

    /// What a package is worth, each gap closed by its best line only.
    pub fn worth(&self, package: &Package) -> Worth {
        let mut worth = Worth::default();
        self.each_gap(package, |body, gap, own, others| {
            let weight = self.weight(body, gap);
            let best = |lines: &[&Help]| {
                let effects = lines.iter().map(|help| self.effect(help, &gap.practice));
                Self::points(weight, effects.max().unwrap_or_default())
            };
            worth.points += (best(own) - best(others)).max(0);
            let meets = |lines: &[&Help]| lines.iter().any(|help| self.meets_floor(help, gap));
            worth.floors += u32::from(meets(own) && !meets(others));
        });
        worth
    }

    /// The points that a package adds where several lines on one practice close what is left, over gaps that `counts` picks.
    /// For reports: no choice rests on it.
    pub fn combined_points(&self, package: &Package, counts: impl Fn(&OpenGap) -> bool) -> f64 {
        let mut points = 0.0;
        self.each_gap(package, |body, gap, own, others| {
            let left = |lines: &[&Help]| {
                let effects = lines.iter().map(|help| self.effect(help, &gap.practice));
                effects.fold(1.0, |left, effect| left * (1.0 - f64::from(effect) / 1e6))
            };
            if counts(gap) {
                points += self.weight(body, gap) as f64 * left(others) * (1.0 - left(own));
            }
        });
        points
    }

    /// Every gap that something lifts, with the lines of the package and those of others.
    fn each_gap(&self, package: &Package, mut visit: impl FnMut(&Body, &OpenGap, &[&Help], &[&Help])) {
        let helps: BTreeMap<_, _> = self.helps.iter().map(|help| (&help.id, help)).collect();
        let mut own: BTreeMap<_, Vec<&Help>> = BTreeMap::new();
        for item in package.items() {
            if let Some(help) = helps.get(&item.help) {
                own.entry(&item.body).or_default().push(help);
            }
        }
        for body in &self.bodies {
            let Some(own) = own.get(&body.id) else { continue };
            let others: Vec<&Help> = self.funded(body).map(|(help, _)| help).collect();
            for gap in &body.gaps {
                visit(body, gap, own, &others);
            }
        }
    }
}
