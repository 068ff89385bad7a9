//! How long problems of the size of the whole catalogue take: `cargo nextest run --workspace --run-ignored only --no-capture -E 'package(targeting) and test(size::sizes)'`.
//! `SIZES` names other numbers of bodies; into a folder `POLDER_PROGRAMMES` each is written out, for other solvers.

use std::path::Path;
use std::time::Instant;

use crate::common;
use targeting::programme::Programme;
use targeting::{Effort, solve};

#[test]
#[ignore = "it measures"]
#[expect(clippy::disallowed_methods, reason = "what is measured is real time")]
fn sizes() {
    let sizes = std::env::var("SIZES").unwrap_or_else(|_| "1 3 10 30 100 300".to_owned());
    for bodies in sizes.split(' ').map(|size| size.parse().unwrap()) {
        for dollars in [20_000, 60_000, 150_000] {
            let problem = common::large(7, bodies, 40, dollars);
            if let Ok(folder) = std::env::var("POLDER_PROGRAMMES") {
                let file = Path::new(&folder).join(format!("{bodies}-{dollars}.lp"));
                std::fs::write(file, Programme::new(&problem).unwrap().to_lp()).unwrap();
            }
            let start = Instant::now();
            let solution = solve(&problem, &Effort::USUAL).unwrap();
            println!(
                "{bodies} bodies, {dollars} each: {:.2} s, {} items, {} points, bound {}, gap {:.5} %, proved {}",
                start.elapsed().as_secs_f64(),
                solution.package.len(),
                solution.worth.points,
                solution.bound.points,
                100.0 * solution.gap().unwrap_or(1.0),
                solution.is_proved
            );
        }
    }
}
