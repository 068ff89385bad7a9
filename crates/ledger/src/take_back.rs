//! Taking an offer or a pledge back.

use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{OfferMove, OfferState, RequestMove, RequestState};
use store::{HelpChange, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::accept::find;
use crate::fields::request_id;
use crate::kept::offers_of;

/// Takes back an offer, or a pledge that is not delivered; then the request is open again until its end. Doing it twice changes nothing. It can
/// also be done once the request is over, of which nothing is shown.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's offer; [`Error::NotNow`] once it is declined or delivered.
pub async fn take_back_offer(
    env: &Env,
    permit: &Permit<act::OfferHelp>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
) -> Result<()> {
    let (by, helper) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    let row = tx.help_request_for(std::slice::from_ref(helper), &id).await?;
    let row = row.ok_or(Error::NotFound)?;
    let offers = offers_of(tx, &id).await?;
    let own = find(&offers, offer)?;
    if own.helper != *helper {
        return Err(Error::NotFound);
    }
    if own.state == OfferState::TakenBack {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = own.state.after(OfferMove::TakeBack).ok_or_else(settled)?;
    let mut is_moved = tx
        .move_help_offer(&own.id, (own.state, to), HelpChange::TakenBack, env.now())
        .await?;
    if own.state.is_pledge() {
        let open = RequestState::Pledged
            .after(RequestMove::Reopen)
            .ok_or_else(settled)?;
        is_moved = is_moved && tx.move_help_request(&id, (RequestState::Pledged, open)).await?;
    }
    if !is_moved {
        return Err(settled());
    }
    let (body, offer) = (&row.organisation_id, &own.id);
    let taken = Event::HelpOfferTakenBack {
        organisation: body.as_str().into(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, taken).await?;
    security_event!("help-offer-taken-back", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    Ok(())
}
