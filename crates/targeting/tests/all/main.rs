//! Tests of the search as a whole, in one program.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;
mod exhaustive;
mod limits;
mod second_solver;
mod size;
mod worked_example;
mod written_out;
