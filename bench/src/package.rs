//! How long a package of help takes to find, beside a general solver that is given the same integer programme on the same machine.

use std::path::Path;
use std::time::{Duration, Instant};

use catalog::Catalog;
use domain::content::Lang;
use domain::target::{Help, OpenGap, Problem};
use microlp::{ComparisonOp, OptimizationDirection, SolveOptions};
use targeting::programme::Programme;
use targeting::{Effort, sample, solve};

use crate::budget::Verdict;
use crate::growth::median;

/// Bodies; each has the first [`HELPS`] kinds of help of the catalogue to choose from.
const SIZES: [u64; 4] = [10, 50, 100, 300];
const HELPS: usize = 40;
/// US dollars for each body: so much that most of the choice is left open.
const DOLLARS: u64 = 60_000;
/// The general solver is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Own runs of each size; the one in the middle counts.
const RUNS: usize = 3;

/// Measures every size.
///
/// # Errors
/// The content cannot be read, or a problem has no answer.
pub fn measure(verdict: &mut Verdict) -> Result<(), String> {
    let content = Catalog::load(Path::new("content")).map_err(|problems| format!("{problems:?}"))?;
    let helps = content.interventions(Lang::default()).iter();
    let helps: Vec<Help> = helps.map(|own| Help::of(own)).take(HELPS).collect();
    let practices = content.model(Lang::default()).practices();
    let practices: Vec<OpenGap> = practices
        .map(|practice| OpenGap {
            practice: practice.id.clone(),
            level: practice.level,
            impact: practice.impact,
            open: 1_000,
        })
        .collect();
    println!(
        "\nA package of help, {HELPS} kinds, {DOLLARS} dollars for each body; microlp is given {PATIENCE:?}\n"
    );
    println!("| bodies | variables | seconds | at most so far from the best | microlp seconds |");
    println!("|-------:|----------:|--------:|-----------------------------:|----------------:|");
    let mut beside = Vec::new();
    for bodies in SIZES {
        let problem = sample::portfolio(7, bodies, &helps, &practices, DOLLARS);
        let mut times = Vec::new();
        let mut gap = None;
        for _ in 0..RUNS {
            let start = Instant::now();
            let solution = solve(&problem, &Effort::USUAL).map_err(|error| error.to_string())?;
            times.push(start.elapsed());
            gap = solution.gap();
        }
        let (own, gap) = (median(times), gap.unwrap_or(1.0));
        let (variables, other) = general(&problem)?;
        let shown = other.map_or_else(
            || "not in time".to_owned(),
            |time| format!("{:.2}", time.as_secs_f64()),
        );
        println!(
            "| {bodies:>6} | {variables:>9} | {:>7.2} | {:>27.4}% | {shown:>15} |",
            own.as_secs_f64(),
            gap * 100.0
        );
        beside.push((bodies, own, other.unwrap_or(PATIENCE), gap));
    }
    for (bodies, own, other, gap) in beside {
        verdict.package(bodies, own, other, gap);
    }
    Ok(())
}

/// How many variables the written-out programme has, and how long microlp takes for it; nothing if it is not done in time.
fn general(problem: &Problem) -> Result<(usize, Option<Duration>), String> {
    let programme = Programme::new(problem).map_err(|error| error.to_string())?;
    let mut written = microlp::Problem::new(OptimizationDirection::Maximize);
    let variables: Vec<microlp::Variable> = programme
        .gains
        .iter()
        .zip(&programme.is_whole)
        .map(|(gain, is_whole)| {
            if *is_whole {
                written.add_integer_var(*gain as f64, (0, 1))
            } else {
                written.add_var(*gain as f64, (0.0, 1.0))
            }
        })
        .collect();
    for row in &programme.rows {
        let terms = row.terms.iter();
        let terms = terms.map(|(variable, factor)| (variables[*variable], *factor as f64));
        written.add_constraint(terms.collect::<Vec<_>>(), ComparisonOp::Le, row.most as f64);
    }
    let mut options = SolveOptions::default();
    options.time_limit = Some(PATIENCE);
    let start = Instant::now();
    let outcome = written.solve_with(options);
    let time = start.elapsed();
    let is_done = outcome.is_ok_and(|own| own.into_solution().is_ok()) && time < PATIENCE;
    Ok((variables.len(), is_done.then_some(time)))
}
