//! What assessing follows: the maturity model, answers, profiles, scores, gaps.

pub mod answer;
pub mod framework;
pub mod gap;
pub mod model;
pub mod part;
pub mod profile;
pub mod score;
pub mod upgrade;
