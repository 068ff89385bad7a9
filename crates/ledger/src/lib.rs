//! The ledger: a body asks for help on one gap of its newest submitted report, donors and partners offer, the body accepts, help is delivered, and
//! what the next report says of the gap stands beside what the first one said.
//!
//! This crate never depends on `assess`: nothing here can name a function that reads a body's answers. What a request shows is taken from the
//! report that was kept at a submission, frozen, and seen by two people of the body before anybody else sees it.

mod accept;
mod ask;
mod close;
mod confirm;
mod decline;
mod deliver;
mod delivery;
mod fields;
mod helpers;
mod kept;
mod offer;
mod offers;
mod open;
mod own;
mod propose;
mod seen;
mod take_back;
#[cfg(test)]
mod tests;
mod withdraw;

pub use accept::{accept_offer, decline_offer};
pub use ask::{Asking, Helper, ask, askable};
pub use close::close_pledge;
pub use confirm::confirm_request;
pub use decline::decline_request;
pub use deliver::{Delivery, report_delivery};
pub use delivery::{confirm_delivery, say_missing};
pub use helpers::helpers_of;
pub use kept::{Offer, OwnRequest, Stage};
pub use offer::{OfferInput, helps_for, offer_help};
pub use offers::{OwnOffer, own_offers};
pub use open::{OpenQuery, SeenRequest, open_requests};
pub use own::{OwnRequestWhole, own_request, own_requests};
pub use propose::{NewRequest, propose_request};
pub use seen::{SeenRequestWhole, seen_request};
pub use take_back::take_back_offer;
pub use withdraw::withdraw_request;
