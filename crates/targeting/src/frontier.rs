//! What more or less money would do.

use domain::target::Problem;

use crate::{Effort, Solution, SolveError, solve};

/// Percent of the budget for which the frontier is computed.
const PERCENT: [u64; 16] = [
    50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200,
];

/// The best package for a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Percent of the problem's budget.
    pub percent: u64,
    /// US dollars.
    pub budget: u64,
    /// The answer; why there is none, where the locks cost more than this.
    pub solution: Result<Solution, SolveError>,
}

/// The best packages from half to twice the budget. With each budget, the cap of a region grows as its share says.
///
/// What fits into a budget fits into every larger one: where a step was not proved and an earlier one found more, that is its answer too.
pub fn frontier(problem: &Problem, effort: &Effort<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for percent in PERCENT {
        let mut changed = problem.clone();
        changed.limits.budget = (u128::from(problem.limits.budget) * u128::from(percent) / 100) as u64;
        let mut solution = solve(&changed, effort);
        let before = steps.last().and_then(|step| step.solution.as_ref().ok());
        if let (Ok(own), Some(before)) = (&mut solution, before)
            && before.worth > own.worth
        {
            own.package = before.package.clone();
            own.worth = before.worth;
            own.bound = own.bound.max(own.worth);
            own.is_proved = own.worth == own.bound;
        }
        steps.push(Step {
            percent,
            budget: changed.limits.budget,
            solution,
        });
    }
    steps
}
