//! What learning follows: progress, and the marking of quizzes.

pub mod progress;
pub mod quiz;
