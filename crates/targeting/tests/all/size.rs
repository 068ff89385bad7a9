//! How long problems of the size of the whole catalogue take: `cargo test --release --package targeting --test all -- sizes --ignored --nocapture`.

use std::time::Instant;

use crate::common;
use targeting::{Effort, solve};

#[test]
#[ignore = "it measures"]
#[expect(clippy::disallowed_methods, reason = "what is measured is real time")]
fn sizes() {
    let sizes = std::env::var("SIZES").unwrap_or_else(|_| "1 3 10 30 100 300".to_owned());
    for bodies in sizes.split(' ').map(|size| size.parse().unwrap()) {
        for dollars in [20_000, 60_000, 150_000] {
            let problem = common::large(7, bodies, 40, dollars);
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
