//! The best package that was found, line by line.

use std::collections::BTreeMap;

use domain::content::intervention::Estimate;
use domain::id::{InterventionId, PracticeId};
use domain::target::{Body, Bound, Help, Item, Package, Problem, Spending, Tally, Way, Worth};
use targeting::{Effort, Infeasible, LeftOut, Solution, SolveError, left_out, solve};
use tokio::sync::Semaphore;
use usecase::{Error, Result};

use super::ask::PackageAsked;
use super::body::Portfolio;
use crate::aside::{Aside, aside};

/// Steps for one package: a second at most, see docs/adr/0034-targeting-as-an-integer-programme.md. Where they end first, the answer says how far
/// from the best it can be.
pub const EFFORT: Effort<'static> = Effort {
    steps: 4_000_000,
    watch: None,
};

/// Packages that are made at one time: what is asked beyond that waits, so that other pages find a processor.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What comes out of a question.
#[derive(Clone, Debug)]
pub struct PackagePlan {
    /// For whom, and what was asked.
    pub portfolio: Portfolio,
    /// The package; or why none keeps to what was decided before.
    pub outcome: std::result::Result<Planned, NoPackage>,
}

/// Why there is no package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPackage {
    /// What was decided cannot be kept.
    Infeasible(Infeasible),
    /// None was found in the time that a page has.
    Undecided,
}

/// A package with everything that is told of it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The package, and how far from the best it can be.
    pub solution: Solution,
    /// What it takes; costs at their upper bound, as the budget counts them.
    pub tally: Tally,
    /// What it costs if everything costs as little as can be expected.
    pub at_least: Spending,
    /// The share (0–1) of everything open, weighed, that it closes.
    pub closes: f64,
    /// The same of what is open at level 1.
    pub closes_of_level_one: f64,
    /// Its lines, by body as in [`Portfolio::bodies`], then by what they add.
    pub lines: Vec<PackageLine>,
    /// What it leaves out, what adds most first.
    pub left_out: Vec<LeftOut>,
}

/// One kind of help for one body.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageLine {
    /// What for whom.
    pub item: Item,
    /// US dollars for this body.
    pub cost: Estimate,
    /// US dollars once, whoever gets it.
    pub once: Estimate,
    /// Whether this is the first line of the package that has this help: so what is paid once stands with one line.
    pub is_first: bool,
    /// Person-days of the body's own people.
    pub own_days: u32,
    /// Weeks until it takes effect, at their upper bound, contracting included.
    pub weeks: u32,
    /// What it closes, the largest part of the weighted gap first.
    pub closes: Vec<Closes>,
    /// What the package would be worth less without this line, everything else left as it is.
    pub adds: Worth,
    /// Lines for the same body that need it.
    pub needed_by: Vec<InterventionId>,
    /// Whether it was decided, and not computed.
    pub is_locked: bool,
}

/// What a line does for a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closes {
    /// The practice.
    pub practice: PracticeId,
    /// Thousandths of what is open, as the catalogue says.
    pub lift: u16,
    /// Whether no other line of the package does more for it: by this the package was chosen.
    pub is_best: bool,
}

/// Makes a package.
///
/// # Errors
/// A report is not as it was kept.
pub async fn plan_package(asked: PackageAsked) -> Result<PackagePlan> {
    in_turn(move |_| PackagePlan::of(Portfolio::read(asked)?)).await
}

impl PackagePlan {
    /// Makes the package of a portfolio. It takes up to a second, so that pages have [`plan_package`] do it.
    ///
    /// # Errors
    /// The problem makes no sense.
    pub fn of(portfolio: Portfolio) -> Result<Self> {
        let outcome = planned(&portfolio)?;
        Ok(Self { portfolio, outcome })
    }
}

/// Work of a second, off the threads that serve requests, so much of it at one time.
pub(super) async fn in_turn<T: Send + 'static>(
    work: impl FnOnce(&Aside) -> Result<T> + Send + 'static,
) -> Result<T> {
    // Nobody closes it.
    let _turn = AT_ONCE
        .acquire()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    aside(work).await
}

/// The solution of a problem; the inner error is one that a reader is told.
pub(super) fn solved(
    problem: &Problem,
    effort: &Effort<'_>,
) -> Result<std::result::Result<Solution, NoPackage>> {
    match solve(problem, effort) {
        Ok(solution) => Ok(Ok(solution)),
        Err(error) => told(error).map(Err),
    }
}

/// What a reader is told of an error of the search.
pub(super) fn told(error: SolveError) -> Result<NoPackage> {
    match error {
        SolveError::Infeasible(why) => Ok(NoPackage::Infeasible(why)),
        SolveError::Undecided => Ok(NoPackage::Undecided),
        SolveError::Problem(_) | SolveError::TooLarge => Err(Error::Internal(error.to_string())),
    }
}

fn planned(portfolio: &Portfolio) -> Result<std::result::Result<Planned, NoPackage>> {
    let problem = &portfolio.problem;
    let solution = match solved(problem, &EFFORT)? {
        Ok(solution) => solution,
        Err(why) => return Ok(Err(why)),
    };
    let tally = problem.tally(&solution.package);
    let (closes, closes_of_level_one) = shares(problem, &solution.package);
    Ok(Ok(Planned {
        at_least: problem.cost(&solution.package, Bound::Lower),
        closes,
        closes_of_level_one,
        lines: lines(problem, &solution.package),
        left_out: left_out(problem, &solution.package),
        tally,
        solution,
    }))
}

/// Which shares (0–1) of what is open, weighed, a package closes: of all, and of level 1. Each effect counts as much as its evidence is worth.
pub(super) fn shares(problem: &Problem, package: &Package) -> (f64, f64) {
    let share = |is_counted: fn(u8) -> bool| {
        let of = |body: &Body| {
            let own = body.gaps.iter().filter(|gap| is_counted(gap.level));
            own.map(|gap| problem.weight(body, gap)).sum::<i64>()
        };
        let all: i64 = problem.bodies.iter().map(of).sum();
        let closed = problem.combined_points(package, |gap| is_counted(gap.level));
        if all > 0 { closed / all as f64 } else { 0.0 }
    };
    (share(|_| true), share(|level| level == 1))
}

fn lines(problem: &Problem, package: &Package) -> Vec<PackageLine> {
    let mut first_of: BTreeMap<&InterventionId, &Item> = BTreeMap::new();
    let mut lines = Vec::new();
    for body in &problem.bodies {
        let own: Package = package
            .items()
            .filter(|item| item.body == body.id)
            .cloned()
            .collect();
        let helps: Vec<&Help> = own.items().filter_map(|item| problem.help(&item.help)).collect();
        let worth = problem.worth(&own);
        let mut of_body = Vec::new();
        for (item, help) in package.items().filter(|item| item.body == body.id).zip(&helps) {
            let rest = own.without(&Package::from_iter([item.clone()]));
            let without = problem.worth(&rest);
            of_body.push(PackageLine {
                item: item.clone(),
                cost: help.cost.for_body(body.polling_places),
                once: help.cost.fixed,
                is_first: false,
                own_days: help.own_days_for(body),
                weeks: problem.weeks(body, help, Bound::Upper),
                closes: closes(problem, body, help, &helps),
                adds: Worth {
                    floors: worth.floors.saturating_sub(without.floors),
                    points: (worth.points - without.points).max(0),
                },
                needed_by: needed_by(problem, body, help, &helps),
                is_locked: problem
                    .locks
                    .iter()
                    .any(|lock| lock.way == Way::In && lock.body == item.body && lock.help == item.help),
            });
        }
        of_body.sort_by(|a, b| b.adds.cmp(&a.adds).then_with(|| a.item.cmp(&b.item)));
        lines.extend(of_body);
    }
    for line in &mut lines {
        let item = package.items().find(|item| **item == line.item);
        let Some(item) = item else { continue };
        line.is_first = *first_of.entry(&item.help).or_insert(item) == item;
    }
    lines
}

fn closes(problem: &Problem, body: &Body, help: &Help, helps: &[&Help]) -> Vec<Closes> {
    let mut found: Vec<(i64, Closes)> = Vec::new();
    for gap in body.gaps.iter().filter(|gap| help.lift(&gap.practice) > 0) {
        let effect = problem.effect(help, &gap.practice);
        // Of equals the first one by name counts as the best.
        let is_best = helps.iter().all(|other| {
            let of_other = problem.effect(other, &gap.practice);
            of_other < effect || of_other == effect && other.id >= help.id
        });
        let closes = Closes {
            practice: gap.practice.clone(),
            lift: help.lift(&gap.practice),
            is_best,
        };
        found.push((Problem::points(problem.weight(body, gap), effect), closes));
    }
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.practice.cmp(&other.practice)));
    found.into_iter().map(|(_, closes)| closes).collect()
}

/// The lines that would miss this one: those with a need that no other fulfils.
fn needed_by(problem: &Problem, body: &Body, help: &Help, helps: &[&Help]) -> Vec<InterventionId> {
    let misses = |other: &&&Help| {
        other.needs.iter().any(|need| {
            let provides = |own: &Help| problem.provides_in_time(own, need, other);
            let elsewhere = helps.iter().any(|own| own.id != help.id && provides(own));
            !problem.is_met(body, need) && provides(help) && !elsewhere
        })
    };
    helps
        .iter()
        .filter(misses)
        .map(|other| other.id.clone())
        .collect()
}
