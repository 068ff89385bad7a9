//! Polder's rules, and nothing else: no I/O, no clock, no randomness. Everything here compiles to WebAssembly.

pub mod answer;
pub mod audit;
pub mod content;
pub mod disclosure;
pub mod framework;
pub mod gap;
pub mod id;
pub mod model;
pub mod organisation;
pub mod place;
pub mod policy;
pub mod profile;
pub mod progress;
pub mod quiz;
pub mod rounding;
pub mod score;
pub mod text;
pub mod timestamp;
