//! Taking a proposal back: withdrawn by whoever made it, or declined by somebody else.

use domain::disclose::is_second_person;
use domain::id::{AccountId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::Tx;
use usecase::{Env, Error, NotNow, Result, security_event};

use super::proposal::{Proposal, ProposalState, find_proposal};
use super::proposal_field;

/// Declines a proposal, as its second person.
///
/// # Errors
/// [`Error::Invalid`] for one's own proposal; [`Error::NotNow`] once it is confirmed.
pub async fn decline_consent(
    env: &Env,
    permit: &Permit<act::ConfirmConsent>,
    tx: &mut Tx,
    proposal: &str,
) -> Result<()> {
    let (by, organisation) = (permit.account(), &permit.organisation().id);
    let found = find_proposal(tx, organisation, proposal).await?;
    if !is_second_person(&found.proposed_by, by) {
        return Err(Error::field(proposal_field(proposal), "consent-own-decline"));
    }
    take_back(env, tx, by, organisation, &found).await
}

/// Takes back one's own proposal.
///
/// # Errors
/// [`Error::Invalid`] for somebody else's proposal; [`Error::NotNow`] once it is confirmed.
pub async fn withdraw_consent(
    env: &Env,
    permit: &Permit<act::ProposeConsent>,
    tx: &mut Tx,
    proposal: &str,
) -> Result<()> {
    let (by, organisation) = (permit.account(), &permit.organisation().id);
    let found = find_proposal(tx, organisation, proposal).await?;
    if is_second_person(&found.proposed_by, by) {
        return Err(Error::field(proposal_field(proposal), "consent-not-own"));
    }
    take_back(env, tx, by, organisation, &found).await
}

async fn take_back(
    env: &Env,
    tx: &mut Tx,
    by: &AccountId,
    organisation: &OrganisationId,
    proposal: &Proposal,
) -> Result<()> {
    if tx
        .withdraw_consent(&proposal.id, organisation, by, env.now())
        .await?
    {
        if is_second_person(&proposal.proposed_by, by) {
            let declined = Event::ConsentDeclined {
                organisation: organisation.clone(),
                round: proposal.round.clone(),
                consent: proposal.id.clone(),
            };
            env.record(tx, by, declined).await?;
            security_event!("consent-declined", by = %by, organisation = %organisation, round = %proposal.round,
                    consent = %proposal.id);
        } else {
            let withdrawn = Event::ConsentWithdrawn {
                organisation: organisation.clone(),
                round: proposal.round.clone(),
                consent: proposal.id.clone(),
            };
            env.record(tx, by, withdrawn).await?;
            security_event!("consent-withdrawn", by = %by, organisation = %organisation, round = %proposal.round,
                    consent = %proposal.id);
        }
        return Ok(());
    }
    // Sent twice: it is as the person wanted it.
    match find_proposal(tx, organisation, &proposal.id).await?.state {
        ProposalState::Withdrawn { .. } | ProposalState::Declined { .. } | ProposalState::Ended => Ok(()),
        ProposalState::Confirmed { .. } | ProposalState::Waiting => {
            Err(Error::NotNow(NotNow::ConsentSettled))
        }
    }
}
