//! Disclosure control: what donors may see of a round, and the only place where such figures are made.
//!
//! The promise: whatever is published, in this round and in all later ones, and even to a reader who knows every rule, who takes
//! part, all named reports and all answers of one other body, the score of a body that counted in aggregate can still lie anywhere in
//! a range at least half as wide as the one that was possible for it. Why it holds, and what it does not cover, is in
//! `docs/adr/0019-groups-one-band-one-use.md`; the names of the rules (R1 …) are those of that page.
//!
//! - R1: bodies in aggregate are divided into [`groups`] of at least `k`, by public attributes and membership only.
//! - R2, R5: a [`Group`] shows one [`Band`] in each domain, with three [`Counts`] beside it where they are harmless. *Nothing else is
//!   ever computed from hidden answers.*
//! - R3: bands are of the [`DomainShare`] of what a body could reach.
//! - R4: a [`Row`] is only [`read`] from groups.
//! - R7: a domain that one member left open has no figure in its group. R8: one [`MARK`] for all that is not shown.
//! - R9: an assessment is published in one way, once; the [`Ledger`] knows how.
//! - R10: every donor reads the same bytes. R11: pages, files and charts are made from types that nothing outside can make.
//! - R12: until anonymised profiles exist, who allows one counts in aggregate.
//!
//! R6, of magnitudes such as costs, has no code: nothing publishes any (`docs/adr/0036-a-chain-of-manifests.md`). Each release has a
//! manifest, and a [`Link`] is its place in their chain.
//!
//! [`width()`] is the formula that bounds what one reader can work out of one group; since groups share no assessment, it bounds
//! what can be worked out of all of them.

mod band;
mod cell;
mod consent;
mod divide;
mod former;
mod group;
mod ledger;
mod manifest;
mod parameters;
mod preview;
mod release;
mod round;
mod row;
mod share;
mod width;

pub use band::Band;
pub use cell::{Mean, PublishedCell};
pub use consent::{Consent, Grant, Recipient, Standing, is_second_person, release_level, standing};
pub use divide::{Membership, groups};
pub use former::{FormerCell, FormerCoverage, FormerNamedBody, FormerRelease};
pub use group::{Counts, Figure, Group};
pub use ledger::{DonorGrant, Grants, Ledger, Use};
pub use manifest::Link;
pub use parameters::{FLOOR, PUBLIC_FLOOR, Parameters, ParametersError};
pub use preview::{Preview, preview};
pub use release::{Built, Coverage, NamedBody, Published, Release, StoredError};
pub use round::{Contribution, Round, RoundError, Stratum};
pub use row::{GroupCounts, MARK, Row, RowFigure, RowShown, SEVERAL, read};
pub use share::{DomainShare, ShareError};
pub use width::{WITH_COUNTS, known_allowed, known_beside_a_band, narrowest, width};
