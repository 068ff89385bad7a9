//! Targeting: which help to fund for which bodies under a budget. Here is what the words mean and everything that is arithmetic;
//! what looks for the best package is the crate `targeting`. Kinds of help and their figures are those of the catalogue
//! ([`content::intervention`](crate::content::intervention)).
//!
//! Money is in whole US dollars of 2025, shares and factors in thousandths, value in [points](Points). Everything that a choice rests on is a whole
//! number, so that the same problem has the same answer on every machine.

mod body;
mod fit;
mod help;
mod limits;
mod needs;
mod package;
mod problem;
mod value;

pub use body::{Body, OpenGap};
pub use fit::{Fit, Obstacle};
pub use help::{ENOUGH_FOR_NEEDS, Help};
pub use limits::{
    Bound, EvidenceWeights, Floor, Funded, ImpactRule, Limits, Lock, UrgencyStep, Way, Weights,
};
pub use needs::{Below, BodyNeeds, Needs};
pub use package::{Item, Package, Spending, Tally, Violation};
pub use problem::{Problem, ProblemError};
pub use value::{Points, WHOLE, Worth};
