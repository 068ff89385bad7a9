//! Files of the International Aid Transparency Initiative (IATI): who funds what.
//!
//! [`read()`] takes an activity file of version 2.01, 2.02 or 2.03 as a stream and hands out [`Activity`] after [`Activity`]; its memory does not grow with
//! the file ([`Limits`]). What cannot be read as XML or is no such file is [`Broken`], with the line, and then nothing of it may be kept: [`read_where()`]
//! keeps to that by itself. What is merely not understood (a date that does not exist, a code of no list) is left out and told in the [`Report`].
//!
//! [`Footprint`] finds activities that may do the same.
//!
//! [`Draft`] goes the other way: activities out of a package of help, for a donor's own system to take over.
//!
//! Files come from strangers. Entities are never expanded, a `DOCTYPE` is refused, and every text that is kept went through `domain::text`.

mod activity;
mod broken;
mod codes;
mod draft;
mod elections;
mod figures;
mod limits;
mod overlap;
mod read;
mod remark;
mod source;
mod xml;

pub use activity::{
    Activity, Budget, Dates, Money, Narrative, Organisation, Participant, Place, Related, Sector,
    Transaction, Where,
};
pub use broken::{Broken, Why};
pub use codes::{
    CodeList, DateKind, OrganisationType, PlaceVocabulary, Relation, Role, SectorVocabulary, Status,
    TransactionKind,
};
pub use draft::{
    Draft, DraftActivity, DraftError, Funder, Partner, Piece, Reference, SectorSplit, pieces_of,
    stored_purposes,
};
pub use figures::{Amount, Share};
pub use limits::Limits;
pub use overlap::{Footprint, Overlap};
pub use read::{read, read_where};
pub use remark::{Remark, Report, Summed, What};
