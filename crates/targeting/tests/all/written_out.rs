//! Writes problems as programmes in the format LP into a folder, with the values that were found for them: what `scripts/targeting-oracle` compares.

use std::fmt::Write as _;
use std::path::Path;

use crate::common;
use targeting::programme::Programme;
use targeting::{Effort, SolveError, solve};

#[test]
#[ignore = "it writes files: scripts/targeting-oracle"]
fn programmes_are_written_out() {
    let folder = std::env::var("POLDER_PROGRAMMES").unwrap();
    let folder = Path::new(&folder);
    let mut answers = String::new();
    for (index, problem) in common::for_second_solver().into_iter().enumerate() {
        let programme = match Programme::new(&problem) {
            Ok(programme) => programme,
            // What is locked in cannot be given: there is no programme.
            Err(SolveError::Infeasible(_)) => continue,
            Err(error) => panic!("{error}"),
        };
        let value = match solve(&problem, &Effort::USUAL) {
            Ok(own) if own.is_proved => {
                (i64::from(own.worth.floors) * programme.floor + own.worth.points).to_string()
            }
            Ok(_) => "unproved".to_owned(),
            Err(SolveError::Infeasible(_)) => "infeasible".to_owned(),
            Err(error) => panic!("{error}"),
        };
        let name = format!("{index:03}.lp");
        std::fs::write(folder.join(&name), programme.to_lp()).unwrap();
        let _ = writeln!(answers, "{name}\t{value}");
    }
    std::fs::write(folder.join("answers.tsv"), answers).unwrap();
}
