//! Which choices stay when the effects are not what the catalogue says.

use std::collections::BTreeMap;

use domain::content::intervention::Strength;
use domain::id::InterventionId;
use domain::target::{Item, Package, Problem};

use crate::{Effort, SolveError, solve};

/// Half, and one and a half times, in tenths.
const FACTORS: [u32; 2] = [5, 15];
/// Mixed cases, in which each help is off by itself.
const MIXED: u64 = 24;

/// What is taken to be off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    /// The lifts of one help, by so many tenths.
    One(InterventionId, u32),
    /// The lifts of every help with evidence of that strength.
    Strength(Strength, u32),
    /// Each help's by itself: half, as it is, or one and a half times, drawn from a fixed series.
    Mixed(u64),
}

/// What stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robustness {
    /// How many cases were solved.
    pub cases: u32,
    /// In how many of them each thing was in the best package, whether it is in that of the catalogue's figures or not.
    pub times: BTreeMap<Item, u32>,
    /// The cases in which the package is another.
    pub changed: Vec<Case>,
}

impl Robustness {
    /// What is in every case.
    pub fn always(&self) -> Package {
        let all = self.times.iter().filter(|(_, times)| **times == self.cases);
        all.map(|(item, _)| item.clone()).collect()
    }
}

/// Solves the problem with effects that are off by half. If all of them are off together by the same, no choice changes, so they are off one by one, by strength
/// of evidence, and mixed. What others need (a lift of 0.3) stays as the catalogue has it: it says in which order help can be given, not how well it works.
///
/// What a package is compared with is the answer for the problem as it is.
pub fn robustness(
    problem: &Problem,
    package: &Package,
    effort: &Effort<'_>,
) -> Result<Robustness, SolveError> {
    let mut found = Robustness::default();
    for case in cases(problem) {
        let mut changed = problem.clone();
        for (index, help) in problem.helps.iter().enumerate() {
            let tenths = case.tenths(index as u64, help);
            changed.effects.insert(help.id.clone(), tenths * 100);
        }
        let solution = solve(&changed, effort)?;
        found.cases += 1;
        for item in solution.package.items() {
            *found.times.entry(item.clone()).or_default() += 1;
        }
        if solution.package != *package {
            found.changed.push(case);
        }
    }
    Ok(found)
}

fn cases(problem: &Problem) -> Vec<Case> {
    let mut cases = Vec::new();
    for factor in FACTORS {
        cases.extend(
            problem
                .helps
                .iter()
                .map(|help| Case::One(help.id.clone(), factor)),
        );
        cases.extend(Strength::ALL.map(|strength| Case::Strength(strength, factor)));
    }
    cases.extend((0..MIXED).map(Case::Mixed));
    cases
}

impl Case {
    fn tenths(&self, index: u64, help: &domain::target::Help) -> u32 {
        match self {
            Self::One(id, factor) if *id == help.id => *factor,
            Self::Strength(strength, factor) if *strength == help.evidence => *factor,
            Self::One(..) | Self::Strength(..) => 10,
            Self::Mixed(draw) => [5, 10, 15][(mixed(draw << 32 | index) % 3) as usize],
        }
    }
}

/// A number that looks like chance and is none (the finisher of SplitMix64).
fn mixed(seed: u64) -> u64 {
    let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    seed ^ (seed >> 31)
}
