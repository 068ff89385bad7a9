//! What more or less money would do, how sure each choice is, and why one thing is in or out: each is many packages, so each has a page of its own.

use std::collections::BTreeMap;

use domain::target::{Bound, Item, Package};
use targeting::{Effort, Step, WhyIn, WhyOut, frontier, robustness, why_in, why_out};
use usecase::{Error, Result};

use super::ask::PackageAsked;
use super::body::Portfolio;
use super::plan::{EFFORT, NoPackage, in_turn, shares, solved, told};

/// Steps for each of many packages that are made for one page.
pub const EFFORT_OF_MANY: Effort<'static> = Effort {
    steps: 400_000,
    watch: None,
};

/// Steps for each of the packages of a page of budgets, which are few: enough that most are the best.
const EFFORT_OF_BUDGETS: Effort<'static> = Effort {
    steps: 2_000_000,
    watch: None,
};

/// The best packages for half to twice the budget.
#[derive(Clone, Debug)]
pub struct Budgets {
    /// For whom, and what was asked.
    pub portfolio: Portfolio,
    /// By budget.
    pub steps: Vec<BudgetStep>,
}

/// The best package for a budget.
#[derive(Clone, Debug)]
pub struct BudgetStep {
    /// Percent of the budget that was asked for.
    pub percent: u64,
    /// US dollars.
    pub budget: u64,
    /// The package; nothing where what was decided costs more.
    pub package: Option<BudgetPackage>,
}

/// A package beside the one for the next smaller budget.
#[derive(Clone, Debug)]
pub struct BudgetPackage {
    /// How many lines it has.
    pub lines: usize,
    /// US dollars, at the upper bound.
    pub costs: u64,
    /// The share (0–1) of the weighted gap that it closes.
    pub closes: f64,
    /// How many of the most important practices get something, where these come first.
    pub floors: u32,
    /// Whether no better one exists.
    pub is_proved: bool,
    /// What comes in beside the smaller budget.
    pub comes: Package,
    /// What goes.
    pub goes: Package,
}

/// How sure each choice is.
#[derive(Clone, Debug)]
pub struct Steady {
    /// For whom, and what was asked.
    pub portfolio: Portfolio,
    /// How many cases were tried; or why there is no package.
    pub outcome: std::result::Result<SteadyLines, NoPackage>,
}

/// In how many cases each line stays.
#[derive(Clone, Debug)]
pub struct SteadyLines {
    /// How many cases were tried.
    pub cases: u32,
    /// In how many of them each thing is in the best package: what is in most first.
    pub times: Vec<(Item, u32)>,
    /// The package for the figures of the catalogue.
    pub package: Package,
}

/// Why one thing is in or out.
#[derive(Clone, Debug)]
pub struct Reasons {
    /// For whom, and what was asked.
    pub portfolio: Portfolio,
    /// What is asked about.
    pub item: Item,
    /// The points of the best package, of which it is told what another has less; 0 without one.
    pub points: i64,
    /// Why; or why there is no package at all.
    pub outcome: std::result::Result<Why, NoPackage>,
}

/// In or out, with the reason.
#[derive(Clone, Debug)]
pub enum Why {
    /// It is in.
    In(WhyIn),
    /// It is out.
    Out(WhyOut),
}

/// The best packages for half to twice the budget.
///
/// # Errors
/// A report is not as it was kept.
pub async fn package_budgets(asked: PackageAsked) -> Result<Budgets> {
    in_turn(move |_| {
        let portfolio = Portfolio::read(asked)?;
        let mut before = Package::default();
        let mut steps = Vec::new();
        for Step {
            percent,
            budget,
            solution,
        } in frontier(&portfolio.problem, &EFFORT_OF_BUDGETS)
        {
            let package = match solution {
                Ok(solution) => {
                    let problem = &portfolio.problem;
                    let own = BudgetPackage {
                        lines: solution.package.len(),
                        costs: problem.cost(&solution.package, Bound::Upper).total(),
                        closes: shares(problem, &solution.package).0,
                        floors: solution.worth.floors,
                        is_proved: solution.is_proved,
                        comes: solution.package.without(&before),
                        goes: before.without(&solution.package),
                    };
                    before = solution.package;
                    Some(own)
                }
                Err(error) => {
                    told(error)?;
                    None
                }
            };
            steps.push(BudgetStep {
                percent,
                budget,
                package,
            });
        }
        Ok(Budgets { portfolio, steps })
    })
    .await
}

/// How often each line stays if effects are not what the catalogue says.
///
/// # Errors
/// A report is not as it was kept.
pub async fn package_steadiness(asked: PackageAsked) -> Result<Steady> {
    in_turn(move |_| {
        let portfolio = Portfolio::read(asked)?;
        let solution = match solved(&portfolio.problem, &EFFORT)? {
            Ok(solution) => solution,
            Err(why) => {
                return Ok(Steady {
                    portfolio,
                    outcome: Err(why),
                });
            }
        };
        let found = match robustness(&portfolio.problem, &solution.package, &EFFORT_OF_MANY) {
            Ok(found) => found,
            Err(error) => {
                return Ok(Steady {
                    portfolio,
                    outcome: Err(told(error)?),
                });
            }
        };
        let mut times: BTreeMap<Item, u32> = found.times;
        for item in solution.package.items() {
            times.entry(item.clone()).or_default();
        }
        let mut times: Vec<(Item, u32)> = times.into_iter().collect();
        times.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        let lines = SteadyLines {
            cases: found.cases,
            times,
            package: solution.package,
        };
        Ok(Steady {
            portfolio,
            outcome: Ok(lines),
        })
    })
    .await
}

/// Why a kind of help for a body is in the package or not.
///
/// # Errors
/// There is no such body or help for this donor, or a report is not as it was kept.
pub async fn package_reasons(
    asked: PackageAsked,
    body: String,
    help: domain::id::InterventionId,
) -> Result<Reasons> {
    in_turn(move |_| {
        let portfolio = Portfolio::read(asked)?;
        let item = portfolio.item(&body, &help).ok_or(Error::NotFound)?;
        let problem = &portfolio.problem;
        let mut points = 0;
        let outcome = match solved(problem, &EFFORT)? {
            Err(why) => Err(why),
            Ok(solution) => {
                points = solution.worth.points;
                let why = if solution.package.contains(&item) {
                    why_in(problem, &solution, &item, &EFFORT).map(Why::In)
                } else {
                    let steps = frontier(problem, &EFFORT_OF_MANY);
                    why_out(problem, &solution, &steps, &item, &EFFORT).map(Why::Out)
                };
                match why {
                    Ok(why) => Ok(why),
                    Err(error) => Err(told(error)?),
                }
            }
        };
        Ok(Reasons {
            portfolio,
            item,
            points,
            outcome,
        })
    })
    .await
}
