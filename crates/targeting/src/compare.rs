//! How far a package that somebody made is from the best.

use domain::target::{Package, Problem, Tally};

use crate::Solution;

/// A package beside the best one.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Everything about it, with the limits that it breaks.
    pub tally: Tally,
    /// The points that the best has more; negative if it has fewer, which a package that breaks a limit or meets fewer floors can bring about.
    pub points_behind: i64,
    /// The floors that the best meets more.
    pub floors_behind: i64,
    /// Its points as a share (0–1 or more) of the best's.
    pub share: f64,
    /// What the best has and it has not.
    pub lacks: Package,
    /// What it has and the best has not.
    pub adds: Package,
}

/// Compares a package made by hand with the best.
pub fn compare(problem: &Problem, solution: &Solution, hand_made: &Package) -> Comparison {
    let tally = problem.tally(hand_made);
    let best = solution.worth;
    Comparison {
        points_behind: best.points - tally.worth.points,
        floors_behind: i64::from(best.floors) - i64::from(tally.worth.floors),
        share: if best.points > 0 {
            tally.worth.points as f64 / best.points as f64
        } else {
            1.0
        },
        lacks: solution.package.without(hand_made),
        adds: hand_made.without(&solution.package),
        tally,
    }
}
