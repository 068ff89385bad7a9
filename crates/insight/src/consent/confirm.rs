//! Confirming a proposal, as its second person.

use domain::disclose::is_second_person;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, Refusal, act};
use store::{Confirmed, Tx};
use usecase::{Env, Error, NotNow, Result, Words, security_event};

use super::proposal::{ProposalState, acting_roles, find_proposal};
use super::proposal_field;

/// Puts a proposal into force, as its second person. Confirming what is in force already changes nothing.
///
/// # Errors
/// [`Error::Invalid`] for one's own proposal; [`Error::NotNow`] once the round is closed or the proposal is settled otherwise.
pub async fn confirm_consent(
    env: &Env,
    permit: &Permit<act::ConfirmConsent>,
    tx: &mut Tx,
    proposal: &str,
    words: &Words,
) -> Result<()> {
    let (by, organisation) = (permit.account(), &permit.organisation().id);
    let found = find_proposal(tx, organisation, proposal).await?;
    if !is_second_person(&found.proposed_by, by) && found.state == ProposalState::Waiting {
        return Err(Error::field(proposal_field(proposal), "consent-own-proposal"));
    }
    let (words, now) = (words.to_stored()?, env.now());
    let confirmed = tx
        .confirm_consent(
            proposal,
            organisation,
            by,
            now,
            acting_roles().as_stored(),
            &words,
        )
        .await?;
    match confirmed {
        Confirmed::Now => {
            let confirmed = Event::ConsentConfirmed {
                organisation: organisation.clone(),
                round: found.round.clone(),
                consent: proposal.to_owned(),
                level: found.level.as_str().to_owned(),
            };
            env.record(tx, by, confirmed).await?;
            security_event!(
                "consent-confirmed",
                by = %by,
                organisation = %organisation,
                round = %found.round,
                consent = %proposal,
                level = found.level.as_str()
            );
            Ok(())
        }
        Confirmed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
        Confirmed::NotPermitted => Err(Error::Refused(Refusal::NotYours)),
        Confirmed::Ended => Err(Error::NotNow(NotNow::ConsentEnded)),
        Confirmed::NotWaiting => match find_proposal(tx, organisation, proposal).await?.state {
            ProposalState::Confirmed { .. } => Ok(()),
            ProposalState::Ended => Err(Error::NotNow(NotNow::ConsentEnded)),
            _ => Err(Error::NotNow(NotNow::ConsentSettled)),
        },
    }
}
