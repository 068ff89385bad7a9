//! The receipt of a consent.

use domain::identity::policy::{Permit, act};
use store::Reader;
use usecase::{Env, Error, Result};

use super::proposal::{Proposal, ProposalState, find_proposal};
use crate::round::RoundInfo;

/// A confirmed consent, to be kept or printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentReceipt {
    /// The round.
    pub round: RoundInfo,
    /// What was agreed to, and by whom.
    pub proposal: Proposal,
}

/// A confirmed consent, to be kept or printed.
///
/// # Errors
/// The body has no such consent.
pub async fn consent_receipt(
    _: &Env,
    permit: &Permit<act::ReadConsent>,
    reader: &mut Reader,
    proposal: &str,
) -> Result<ConsentReceipt> {
    let proposal = find_proposal(reader, &permit.organisation().id, proposal).await?;
    if !matches!(proposal.state, ProposalState::Confirmed { .. }) {
        return Err(Error::NotFound);
    }
    let round = reader.round(&proposal.round).await?;
    Ok(ConsentReceipt {
        round: round.ok_or(Error::NotFound)?.into(),
        proposal,
    })
}
