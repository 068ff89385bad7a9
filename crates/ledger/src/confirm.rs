//! Confirming a request, as its second person.

use domain::disclose::is_second_person;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, Refusal, act};
use domain::ledger::RequestState;
use store::{HelpConfirmed, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::fields::request_id;
use crate::kept::{Stage, acting_roles, find_own};

/// Opens a request, as its second person: from now on those to whom it is addressed see it. Confirming what is open changes nothing.
///
/// # Errors
/// [`Error::Invalid`] for one's own proposal; [`Error::NotNow`] if it is settled otherwise or over, or the body has submitted a newer report.
pub async fn confirm_request(
    env: &Env,
    permit: &Permit<act::ConfirmRequest>,
    tx: &mut Tx,
    request: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let now = env.now();
    let id = request_id(request)?;
    let found = find_own(tx, body, &id, now).await?;
    match found.stage {
        Stage::Open => return Ok(()),
        Stage::Waiting => {}
        Stage::Stuck => return Err(Error::NotNow(NotNow::HelpEnded)),
        Stage::Over => return Err(Error::NotNow(NotNow::HelpRequestOver)),
        Stage::Refused | Stage::Withdrawn | Stage::Pledged(_) => {
            return Err(Error::NotNow(NotNow::HelpSettled));
        }
    }
    if !is_second_person(&found.proposed_by, by) {
        return Err(Error::field("request", "help-own-proposal"));
    }
    // It would show an answer that is no longer the body's last.
    if tx.newest_report_id(body).await?.as_ref() != Some(&found.assessment) {
        return Err(Error::NotNow(NotNow::HelpReportChanged));
    }
    let confirmed = tx
        .confirm_help_request(&id, body, by, now, acting_roles().as_stored())
        .await?;
    match confirmed {
        HelpConfirmed::Now => {}
        HelpConfirmed::NotPermitted => return Err(Error::Refused(Refusal::NotYours)),
        HelpConfirmed::Ended => return Err(Error::NotNow(NotNow::HelpEnded)),
        HelpConfirmed::NotWaiting => {
            // Somebody else was faster.
            return match find_own(tx, body, &id, now).await?.state {
                RequestState::Open => Ok(()),
                _ => Err(Error::NotNow(NotNow::HelpSettled)),
            };
        }
    }
    let confirmed = Event::HelpConfirmed {
        organisation: body.clone(),
        request: id.clone(),
    };
    env.record(tx, by, confirmed).await?;
    security_event!("help-confirmed", by = %by, organisation = %body, request = %id);
    Ok(())
}
