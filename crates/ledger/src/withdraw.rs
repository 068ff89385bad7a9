//! Taking a request back.

use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{RequestMove, RequestState};
use store::Tx;
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::fields::request_id;
use crate::kept::{find_own, offers_of};

/// Takes back a request that was proposed or is open: from now on nobody outside of the body sees it. Offers that wait are declined. It shows
/// less than before, so one lead is enough. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotNow`] once an offer was accepted, or the request was declined.
pub async fn withdraw_request(
    env: &Env,
    permit: &Permit<act::ProposeRequest>,
    tx: &mut Tx,
    request: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let (id, now) = (request_id(request)?, env.now());
    let found = find_own(tx, body, &id, now).await?;
    if found.state == RequestState::Withdrawn {
        return Ok(());
    }
    let to = found.state.after(RequestMove::Withdraw);
    let to = to.ok_or(Error::NotNow(NotNow::HelpSettled))?;
    if !tx.end_help_request(&id, body, (found.state, to), by, now).await? {
        return Err(Error::NotNow(NotNow::HelpSettled));
    }
    let offers = offers_of(tx, &id).await?;
    tx.decline_other_help_offers(&id, None, now).await?;
    crate::accept::record_declined(env, tx, by, body, &id, &offers, None).await?;
    let withdrawn = Event::HelpWithdrawn {
        organisation: body.clone(),
        request: id.clone(),
    };
    env.record(tx, by, withdrawn).await?;
    security_event!("help-withdrawn", by = %by, organisation = %body, request = %id);
    Ok(())
}
