//! Problems made from a fixed series of numbers: what tests compare and what `make bench` measures, the same on every machine.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::intervention::Need;
use domain::id::InterventionId;
use domain::target::{Body, Help, Limits, OpenGap, Problem, Weights};

/// Numbers that look like chance (SplitMix64).
#[derive(Clone, Debug)]
pub struct Series(pub u64);

impl Series {
    /// The next of them.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let seed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        seed ^ (seed >> 31)
    }

    /// One below `end`, which is not zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    /// True in so many cases of a hundred.
    pub fn is(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these, of which there is at least one.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// So many bodies with these practices open in part, and these helps, under a budget of so many US dollars for each body.
pub fn portfolio(
    seed: u64,
    bodies: u64,
    helps: &[Help],
    practices: &[OpenGap],
    dollars_a_body: u64,
) -> Problem {
    let mut own = Series(seed);
    let body = |index: u64| {
        let mut gaps = Vec::new();
        let mut in_place = BTreeSet::new();
        for gap in practices {
            let open = own.of(&[0, 0, 333, 667, 1_000]);
            if open < 1_000 {
                in_place.insert(gap.practice.clone());
            }
            if open > 0 {
                gaps.push(OpenGap { open, ..gap.clone() });
            }
        }
        Body {
            id: format!("body-{index:04}").as_str().into(),
            region: format!("region-{}", own.below(5)),
            polling_places: 200 + own.below(8_000) as u32,
            weeks_to_election: own.of(&[Some(20), Some(30), Some(40), Some(60), Some(120), None]),
            freeze_weeks: own.of(&[2, 4, 6]),
            own_days: own.of(&[Some(100), Some(200), Some(300), Some(600)]),
            has_framework: own.is(70),
            in_place,
            gaps,
        }
    };
    let bodies: Vec<Body> = (0..bodies).map(body).collect();
    // What they need of those that are not here is left to practices.
    let ids: BTreeSet<&InterventionId> = helps.iter().map(|help| &help.id).collect();
    let mut helps = helps.to_vec();
    for help in &mut helps {
        help.needs
            .retain(|need| !matches!(need, Need::Intervention(other) if !ids.contains(other)));
    }
    Problem {
        limits: Limits::new(dollars_a_body * bodies.len() as u64),
        bodies,
        helps,
        weights: Weights {
            floor: None,
            ..Weights::default()
        },
        locks: Vec::new(),
        effects: BTreeMap::new(),
    }
}
