//! The programme as it is written out, solved by a solver that knows nothing of targeting. `scripts/targeting-oracle` asks another one, of another make.

use crate::common;
use microlp::{ComparisonOp, OptimizationDirection, SolveOptions};
use targeting::programme::Programme;
use targeting::{Effort, SolveError, solve};

fn written_out(programme: &Programme) -> (microlp::Problem, Vec<microlp::Variable>) {
    let mut problem = microlp::Problem::new(OptimizationDirection::Maximize);
    let variables: Vec<microlp::Variable> = (0..programme.gains.len())
        .map(|index| {
            let gain = programme.gains[index] as f64;
            match (programme.is_whole[index], programme.is_one[index]) {
                (true, is_one) => problem.add_integer_var(gain, (i32::from(is_one), 1)),
                (false, _) => problem.add_var(gain, (0.0, 1.0)),
            }
        })
        .collect();
    for row in &programme.rows {
        let terms = row
            .terms
            .iter()
            .map(|(variable, factor)| (variables[*variable], *factor as f64));
        problem.add_constraint(terms.collect::<Vec<_>>(), ComparisonOp::Le, row.most as f64);
    }
    (problem, variables)
}

#[test]
fn a_general_solver_finds_the_same() {
    let mut compared = 0;
    for (index, problem) in common::for_second_solver().into_iter().enumerate().take(120) {
        // A floor counts for more than all points together: too much for one objective of floating-point numbers on these.
        let problem = domain::target::Problem {
            weights: domain::target::Weights {
                floor: None,
                ..problem.weights
            },
            ..problem
        };
        let programme = match Programme::new(&problem) {
            Ok(programme) => programme,
            Err(SolveError::Infeasible(_)) => continue,
            Err(error) => panic!("{error}"),
        };
        let (written, variables) = written_out(&programme);
        let other = written.solve_with(SolveOptions::default());
        match (solve(&problem, &Effort::USUAL), other) {
            (Ok(own), Ok(other)) => {
                // Its objective is one of floating-point numbers: what its package is worth is counted as ours is.
                let other = other.into_solution().unwrap();
                let package = programme.package(|variable| other.var_value(variables[variable]) > 0.5);
                let tally = problem.tally(&package);
                assert!(own.is_proved, "of problem {index}");
                assert_eq!(
                    (tally.worth, tally.violations),
                    (own.worth, vec![]),
                    "of problem {index}"
                );
                compared += 1;
            }
            (Err(SolveError::Infeasible(_)), Err(microlp::Error::Infeasible)) => {}
            (own, other) => panic!("{own:?} and {:?} of problem {index}", other.map(|_| ())),
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
#[ignore = "it measures"]
#[expect(clippy::disallowed_methods, reason = "what is measured is real time")]
fn sizes() {
    for bodies in [1, 3, 10, 30, 100] {
        let problem = common::large(7, bodies, 40, 60_000);
        let programme = Programme::new(&problem).unwrap();
        let mut options = SolveOptions::default();
        options.time_limit = Some(std::time::Duration::from_secs(120));
        let start = std::time::Instant::now();
        let outcome = written_out(&programme).0.solve_with(options);
        let value = outcome
            .ok()
            .and_then(|own| own.into_solution().ok())
            .map(|own| own.objective());
        println!(
            "{bodies} bodies, {} variables, {} rows: {:.2} s, {value:?}",
            programme.gains.len(),
            programme.rows.len(),
            start.elapsed().as_secs_f64()
        );
    }
}
