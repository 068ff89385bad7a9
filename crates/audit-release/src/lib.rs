//! Checks what was published against what is stored, and attacks it.
//!
//! [`verify()`] builds every release again from its stored round and compares the bytes; checks over all rounds that no assessment was used
//! twice; checks the formula that the promise of disclosure control rests on (`domain::disclose::width`); and, as a check that
//! shares no code with the builder or the formula, solves the linear programmes of a reader who works out what is hidden
//! ([`attack`]). Nothing of this is needed to build a release.

pub mod attack;
mod programme;
mod verify;

pub use verify::{Check, Checked, Difference, Report, StoredRound, verify};

/// The range that stays open for every hidden score, on the scale 0–4: half of it.
pub const PROMISED: f64 = 2.0;
