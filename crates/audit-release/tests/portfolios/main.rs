//! Portfolios of bodies as they could be: 5 to 200 bodies, every mix of consent, up to five rounds. What is built of them is sound, and what a
//! builder makes that leaves out a rule is found, each rule in turn.

mod broken;
mod portfolio;
mod rules;
mod sound;
mod written_out;
