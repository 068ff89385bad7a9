//! What a body allows donors to see, round by round. It takes two people: one proposes, another confirms.

mod confirm;
mod proposal;
mod propose;
mod receipt;
mod sharing;
mod take_back;

pub use confirm::confirm_consent;
pub use proposal::{Decider, Proposal, ProposalState};
pub use propose::{NewProposal, propose_consent};
pub use receipt::{ConsentReceipt, consent_receipt};
pub use sharing::{Donor, LastSubmission, Part, Sharing, SharingRound, Used, sharing};
pub use take_back::{decline_consent, withdraw_consent};

/// The version of the text in which the levels are explained. Whoever changes what a level means adds a new text and raises
/// this; receipts keep showing the text that was agreed to.
pub const CONSENT_TEXT_VERSION: i64 = 2;

/// The form field of a round's level, to which a message belongs.
fn level_field(round: &str) -> String {
    format!("level-{round}")
}

/// The part of the page that shows a proposal, to which a message belongs.
fn proposal_field(id: &str) -> String {
    format!("proposal-{id}")
}
