//! The ledger of help: a body asks for help on one gap, donors and partners offer, the body accepts, help is delivered, and the body sees
//! what its next report says of the gap.

mod moves;
mod offer;
mod request;

pub use moves::{OfferMove, OfferState, RequestMove, RequestState};
pub use offer::{CostBand, MOST_WORDS, MOST_WORDS_OF_A_LINE, NewOffer, OfferFault};
pub use request::{
    DAYS_BY_DEFAULT, MOST_DAYS, Outcome, REQUEST_TEXT_VERSION, Revealed, Standing, ends_at, last_day,
};
