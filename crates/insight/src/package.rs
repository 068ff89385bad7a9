//! A package of help for the bodies that a donor sees by name: which help to fund for which of them under a budget, and why.
//!
//! What is counted is what the donor may read: the frozen reports of a closed round. Reading them is recorded for each body, as reading one report is.

mod ask;
mod body;
mod more;
mod plan;
mod question;

pub use ask::{PackageAsked, ask_package, closed_round};
pub use body::{PackageBody, Portfolio};
pub use more::{
    BudgetPackage, BudgetStep, Budgets, Reasons, Steady, SteadyLines, Why, package_budgets, package_reasons,
    package_steadiness,
};
pub use plan::{Closes, NoPackage, PackageLine, PackagePlan, Planned, plan_package};
pub use question::{PackageInput, PackageQuestion};
pub use targeting::{Entry, Infeasible, Keeps, LeftOut, WhyIn, WhyOut};
