//! Insight: what bodies allow donors to see, rounds, and releases.
//!
//! This crate never depends on `assess`: nothing here can name a function that reads a body's answers. What crosses is frozen: the scores
//! and reports that were kept when an assessment was submitted.

mod aside;
mod ask_to_close;
mod cache;
mod close_round;
mod consent;
mod donor_rounds;
mod frozen;
mod manifest;
mod model_of_release;
mod named;
mod needs;
mod open_round;
pub mod package;
mod participants;
mod preview_closing;
mod published;
mod release;
mod round;
mod submitted;
#[cfg(test)]
mod tests;
mod verify;

pub use ask_to_close::{ClosingProgress, ask_to_close, closing_progress};
pub use cache::ReleaseCache;
pub use close_round::{Closing, ClosingOutcome, close_round, finish_closing, prepare_closing};
pub use consent::{
    CONSENT_TEXT_VERSION, ConsentReceipt, Decider, Donor, LastSubmission, NewProposal, Part, Proposal,
    ProposalState, Sharing, SharingRound, Used, confirm_consent, consent_receipt, decline_consent,
    propose_consent, sharing, withdraw_consent,
};
pub use donor_rounds::{ClosedRound, DonorRounds, donor_rounds};
pub use manifest::{ManifestFile, manifest};
pub use model_of_release::{ReleaseNames, model_names, model_of_release, release_names};
pub use named::{NamedProfile, NamedReport, named_profiles, named_report};
pub use needs::{KeptNeeds, SummedUp, keep_needs, needs, needs_at_once, sum_up_needs};
pub use open_round::{NewRound, open_round};
pub use preview_closing::{ClosingPreview, preview_closing};
pub use published::{PublishedRelease, ShownCell, ShownCoverage};
pub use release::{EarlierFigure, note_release_export, release, shown_earlier};
pub use round::{InstanceOverview, RoundInfo, instance_overview, model_of_round, rounds};
pub use verify::{ReleaseCheck, verify_releases};
