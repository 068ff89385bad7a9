//! Disclosure control: what donors may see of a round, and the only place where such figures are made.
//!
//! The bodies that contribute in aggregate only are gathered into *atoms* of at least `k` ([`atoms`]). A [`Release`] shows
//! a figure about them only where a row of the table holds whole atoms, so that every sum or difference of figures
//! concerns no such body or at least `k`; and it shows a [`Band`], never a mean. Pages, files and charts are made from
//! [`PublishedCell`], which nothing outside this module can make.

mod atoms;
mod band;
mod cell;
mod consent;
mod parameters;
mod release;
mod round;

pub use atoms::{Atom, atoms};
pub use band::Band;
pub use cell::{MARK, Mean, PublishedCell, Row, Shown};
pub use consent::{Consent, Grant, Recipient, Standing, release_level, standing};
pub use parameters::{FLOOR, PUBLIC_FLOOR, Parameters, ParametersError};
pub use release::{Coverage, NamedBody, Release, StoredError};
pub use round::{Contribution, Round, RoundError, Stratum};
