//! Why each thing is in or out.

use domain::target::{Item, Lock, Obstacle, Package, Problem, Way, Worth};

use crate::{Effort, Infeasible, Solution, SolveError, Step, solve};

/// At which budget something enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// At this step of the frontier it is in the best package for the first time.
    At {
        /// Percent of the budget.
        percent: u64,
        /// US dollars.
        budget: u64,
    },
    /// At none up to the last.
    NotUpTo {
        /// Percent of the budget.
        percent: u64,
    },
}

/// Why something is not in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyOut {
    /// It cannot be given, whatever else is chosen.
    Obstacle(Obstacle),
    /// It can, but not together with the locks.
    Locks(Infeasible),
    /// It could be given, and something would have to go.
    Displaces {
        /// What would go.
        leaves: Package,
        /// What would come with it, itself included.
        comes: Package,
        /// How much less the package would be worth: zero if there is a tie.
        loses: Worth,
        /// Where it enters.
        entry: Entry,
    },
}

/// Why something is in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyIn {
    /// It was locked in.
    Locked,
    /// Without it the best package would be another.
    Best {
        /// How much less that would be worth.
        loses: Worth,
        /// What would come in its place.
        comes: Package,
        /// What would go, itself included.
        leaves: Package,
    },
}

/// Why this is out: the best package with it is compared with the best one. `steps` are those of [`frontier`](crate::frontier).
pub fn why_out(
    problem: &Problem,
    solution: &Solution,
    steps: &[Step],
    item: &Item,
    effort: &Effort<'_>,
) -> Result<WhyOut, SolveError> {
    if let Some(obstacle) = problem.fit().obstacles.remove(item) {
        return Ok(WhyOut::Obstacle(obstacle));
    }
    let with = match solve(&locked(problem, item, Way::In), effort) {
        Ok(with) => with,
        Err(SolveError::Infeasible(why)) => return Ok(WhyOut::Locks(why)),
        Err(error) => return Err(error),
    };
    Ok(WhyOut::Displaces {
        leaves: solution.package.without(&with.package),
        comes: with.package.without(&solution.package),
        loses: less(solution.worth, with.worth),
        entry: entry(steps, item),
    })
}

/// Why this is in: the best package without it is compared with the best one.
pub fn why_in(
    problem: &Problem,
    solution: &Solution,
    item: &Item,
    effort: &Effort<'_>,
) -> Result<WhyIn, SolveError> {
    let mut locks = problem.locks.iter();
    if locks.any(|lock| lock.way == Way::In && lock.body == item.body && lock.help == item.help) {
        return Ok(WhyIn::Locked);
    }
    let without = solve(&locked(problem, item, Way::Out), effort)?;
    Ok(WhyIn::Best {
        loses: less(solution.worth, without.worth),
        comes: without.package.without(&solution.package),
        leaves: solution.package.without(&without.package),
    })
}

fn locked(problem: &Problem, item: &Item, way: Way) -> Problem {
    let mut changed = problem.clone();
    changed.locks.push(Lock {
        body: item.body.clone(),
        help: item.help.clone(),
        way,
    });
    changed
}

/// The difference in floors, and in points where the floors are the same or fewer. An answer that was not proved can fall behind: that is no loss.
fn less(best: Worth, other: Worth) -> Worth {
    Worth {
        floors: best.floors.saturating_sub(other.floors),
        points: if other >= best {
            0
        } else {
            best.points - other.points
        },
    }
}

fn entry(steps: &[Step], item: &Item) -> Entry {
    let has = |step: &&Step| step.solution.as_ref().is_ok_and(|own| own.package.contains(item));
    match steps.iter().find(has) {
        Some(step) => Entry::At {
            percent: step.percent,
            budget: step.budget,
        },
        None => Entry::NotUpTo {
            percent: steps.last().map_or(100, |step| step.percent),
        },
    }
}
