//! Disclosure control: what a reader of releases can work out, tried on random and on the worst histories.
//!
//! The numbers of the properties are those of `docs/adr/0019-groups-one-band-one-use.md`.

mod counts;
mod examples;
mod former;
mod grants;
mod groups;
mod history;
mod manifest;
mod preview;
mod properties;
mod release;
mod rows;
mod search;
