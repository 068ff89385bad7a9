//! Scores and gap reports: worked examples, and what holds for any model, body and answers.

mod examples;
mod models;
mod properties;
mod rules;
mod upgrade;
