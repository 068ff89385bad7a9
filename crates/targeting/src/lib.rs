//! Looks for the package of help that is worth most within its limits, and says how far from the best it can be.
//!
//! The integer programme: for each body and help that fits there a choice of 0 or 1, for each help its fixed cost once, each gap closed by its
//! best line only; within the budget, each body's own days, the caps of regions, and with what each help needs. It is written out in [`programme`], for
//! whoever wants to solve it with another solver. How it is solved here, and why not by a general solver, is in
//! `docs/adr/0034-targeting-as-an-integer-programme.md`.
//!
//! Everything is deterministic: numbers are whole, effort is counted in steps and not in seconds, and equals are told apart by their ids.

mod assemble;
mod block;
mod compare;
mod explain;
mod frontier;
mod instance;
mod left_out;
mod prices;
pub mod programme;
mod robustness;
pub mod sample;
mod solve;
mod sweep;

use std::ops::ControlFlow;

use domain::id::BodyKey;
use domain::target::{Item, Obstacle, Package, ProblemError, Worth};

pub use compare::{Comparison, compare};
pub use explain::{Entry, WhyIn, WhyOut, why_in, why_out};
pub use frontier::{Step, frontier};
pub use left_out::{Keeps, LeftOut, left_out};
pub use robustness::{Case, Robustness, robustness};
pub use solve::solve;

/// How much may be spent on an answer.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Steps of the search. Equal steps give equal answers on every machine, which seconds would not.
    pub steps: u64,
    /// Asked now and then whether to go on: for progress, and to stop when nobody waits any longer. What was found until then is the answer, with its bound.
    pub watch: Option<&'a dyn Fn(Progress) -> ControlFlow<()>>,
}

impl Effort<'_> {
    /// Enough for hundreds of bodies: some seconds.
    pub const USUAL: Self = Self {
        steps: 60_000_000,
        watch: None,
    };
}

impl std::fmt::Debug for Effort<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Effort")
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps that are left.
    pub steps_left: u64,
    /// The best so far, if there is one.
    pub worth: Option<Worth>,
    /// What nothing can exceed, as far as is known.
    pub bound: Option<Worth>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The best package that was found.
    pub package: Package,
    /// What it is worth.
    pub worth: Worth,
    /// No package is worth more than this.
    pub bound: Worth,
    /// Whether both are the same: then nothing is better.
    pub is_proved: bool,
}

impl Solution {
    /// By what share (0–1) of the bound the points may fall short of the best; nothing if not even the number of floors is proved.
    pub fn gap(&self) -> Option<f64> {
        let open = (self.bound.points - self.worth.points).max(0) as f64;
        (self.bound.floors == self.worth.floors).then(|| open / (self.bound.points.max(1)) as f64)
    }
}

/// Why there is no package that holds the locks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Infeasible {
    /// Something that is locked in cannot be given.
    #[error("{} is locked in for {} and cannot be given there: {obstacle:?}", item.help, item.body)]
    Locked {
        /// What.
        item: Item,
        /// Why it cannot.
        obstacle: Obstacle,
    },
    /// What is locked in takes more of a body's own people than they have.
    #[error(
        "what is locked in for {body} takes {takes} person-days of its own people, and there are {there_are}"
    )]
    OwnDays {
        /// The body.
        body: BodyKey,
        /// Person-days that it takes.
        takes: u32,
        /// Person-days that there are.
        there_are: u32,
    },
    /// What is locked in costs more than the budget.
    #[error("what is locked in costs {costs} dollars, more than the budget")]
    Budget {
        /// US dollars, fixed costs included.
        costs: u64,
    },
    /// What is locked in for a body does not fit there together with what it needs.
    #[error("what is locked in for {body} does not fit there together with what it needs")]
    WithNeeds {
        /// The body.
        body: BodyKey,
    },
    /// Each body's locks fit by themselves, but not all of them, with what they need, into the budget or the cap of a region.
    #[error(
        "what is locked in does not fit into the budget or into a region's cap together with what it needs"
    )]
    Together,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The problem makes no sense.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// The locks cannot be held.
    #[error(transparent)]
    Infeasible(#[from] Infeasible),
    /// The effort ended before a package was found that holds the locks, and it is not proved that there is none.
    #[error("no package that holds the locks was found with this effort")]
    Undecided,
    /// More than 128 kinds of help, or values that whole numbers cannot hold.
    #[error("the problem is too large")]
    TooLarge,
}
