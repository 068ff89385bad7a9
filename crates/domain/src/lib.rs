//! Polder's rules, and nothing else: no I/O, no clock, no randomness. Everything here compiles to WebAssembly.

pub mod assess;
pub mod content;
pub mod disclose;
pub mod id;
pub mod identity;
pub mod learn;
pub mod ledger;
pub mod named;
pub mod purpose;
pub mod rounding;
pub mod target;
pub mod text;
pub mod timestamp;
pub mod typed;
