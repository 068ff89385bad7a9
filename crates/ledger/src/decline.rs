//! Declining a request, as its second person.

use domain::disclose::is_second_person;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{RequestMove, RequestState};
use store::Tx;
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::fields::request_id;
use crate::kept::find_own;

/// Declines what somebody else proposed: it is never sent. Declining it twice changes nothing.
///
/// # Errors
/// [`Error::Invalid`] for one's own proposal, which is taken back instead; [`Error::NotNow`] once it is confirmed or taken back.
pub async fn decline_request(
    env: &Env,
    permit: &Permit<act::ConfirmRequest>,
    tx: &mut Tx,
    request: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    let found = find_own(tx, body, &id, env.now()).await?;
    if found.state == RequestState::Refused {
        return Ok(());
    }
    let to = found.state.after(RequestMove::Refuse);
    let to = to.ok_or(Error::NotNow(NotNow::HelpSettled))?;
    if !is_second_person(&found.proposed_by, by) {
        return Err(Error::field("request", "help-own-decline"));
    }
    if !tx
        .end_help_request(&id, body, (found.state, to), by, env.now())
        .await?
    {
        return Err(Error::NotNow(NotNow::HelpSettled));
    }
    let refused = Event::HelpRefused {
        organisation: body.clone(),
        request: id.clone(),
    };
    env.record(tx, by, refused).await?;
    security_event!("help-refused", by = %by, organisation = %body, request = %id);
    Ok(())
}
