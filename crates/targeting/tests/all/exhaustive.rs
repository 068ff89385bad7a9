//! On small problems every package can be tried: the search finds the best, and knows it.

use crate::common;
use targeting::{Effort, SolveError, solve};

#[test]
fn the_best_of_all_packages_is_found_and_proved() {
    let (mut solved, mut refused, mut empty, mut floors) = (0, 0, 0, 0);
    for seed in 0..400 {
        let problem = common::small(seed);
        let best = common::exhaustive(&problem);
        match solve(&problem, &Effort::USUAL) {
            Ok(solution) => {
                assert_eq!(Some(solution.worth), best, "of problem {seed}");
                assert!(
                    solution.is_proved && solution.bound == solution.worth,
                    "of problem {seed}"
                );
                let tally = problem.tally(&solution.package);
                assert_eq!(
                    (tally.violations, tally.worth),
                    (vec![], solution.worth),
                    "of problem {seed}"
                );
                solved += 1;
                empty += i32::from(solution.package.is_empty());
                floors += solution.worth.floors;
            }
            Err(SolveError::Infeasible(why)) => {
                assert_eq!(best, None, "{why} of problem {seed}");
                refused += 1;
            }
            Err(error) => panic!("{error} of problem {seed}"),
        }
    }
    // The problems are of all kinds.
    assert!(
        solved >= 350 && refused >= 5 && empty < 150 && floors > 20,
        "{solved} {refused} {empty} {floors}"
    );
}

#[test]
fn the_order_in_which_things_stand_changes_nothing() {
    for seed in 0..100 {
        let problem = common::small(seed);
        let mut turned = problem.clone();
        turned.bodies.reverse();
        turned.helps.reverse();
        for body in &mut turned.bodies {
            body.gaps.reverse();
        }
        assert_eq!(
            solve(&problem, &Effort::USUAL),
            solve(&turned, &Effort::USUAL),
            "problem {seed}"
        );
    }
}
