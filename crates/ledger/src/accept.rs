//! A body's answer to an offer.

use domain::id::{AccountId, HelpOfferId, HelpRequestId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{OfferMove, OfferState, RequestMove};
use store::{HelpChange, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::fields::{offer_id, request_id};
use crate::kept::{Offer, find_own, offers_of};

/// Accepts an offer, which makes a pledge of it. The request is no longer open to others, and other offers that wait are declined. Accepting
/// it twice changes nothing.
///
/// # Errors
/// [`Error::NotNow`] if the request or the offer has come elsewhere, or the request is over.
pub async fn accept_offer(
    env: &Env,
    permit: &Permit<act::AnswerOffers>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let (id, now) = (request_id(request)?, env.now());
    let found = find_own(tx, body, &id, now).await?;
    let offers = offers_of(tx, &id).await?;
    let chosen = find(&offers, offer)?;
    if chosen.state.is_pledge() {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = found.state.after(RequestMove::Pledge).ok_or_else(settled)?;
    let offer_to = chosen.state.after(OfferMove::Accept).ok_or_else(settled)?;
    if now >= found.ends_at {
        return Err(Error::NotNow(NotNow::HelpRequestOver));
    }
    let is_moved = tx.move_help_request(&id, (found.state, to)).await?
        && tx
            .move_help_offer(&chosen.id, (chosen.state, offer_to), HelpChange::Answered, now)
            .await?;
    if !is_moved {
        return Err(settled());
    }
    tx.decline_other_help_offers(&id, Some(&chosen.id), now).await?;
    let (helper, offer) = (&chosen.helper, &chosen.id);
    let accepted = Event::HelpOfferAccepted {
        organisation: body.clone(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, accepted).await?;
    security_event!("help-offer-accepted", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    record_declined(env, tx, by, body, &id, &offers, Some(offer)).await
}

/// Declines an offer. Declining it twice changes nothing.
///
/// # Errors
/// [`Error::NotNow`] if it was accepted or taken back.
pub async fn decline_offer(
    env: &Env,
    permit: &Permit<act::AnswerOffers>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let (id, now) = (request_id(request)?, env.now());
    find_own(tx, body, &id, now).await?;
    let offers = offers_of(tx, &id).await?;
    let chosen = find(&offers, offer)?;
    if chosen.state == OfferState::Declined {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = chosen.state.after(OfferMove::Decline).ok_or_else(settled)?;
    if !tx
        .move_help_offer(&chosen.id, (chosen.state, to), HelpChange::Answered, now)
        .await?
    {
        return Err(settled());
    }
    record_declined(env, tx, by, body, &id, std::slice::from_ref(chosen), None).await
}

/// Records that each of these offers which waited is declined, but for one.
pub(crate) async fn record_declined(
    env: &Env,
    tx: &mut Tx,
    by: &AccountId,
    body: &OrganisationId,
    request: &HelpRequestId,
    offers: &[Offer],
    but: Option<&HelpOfferId>,
) -> Result<()> {
    let waited = offers.iter().filter(|offer| offer.state == OfferState::Made);
    for declined in waited.filter(|offer| Some(&offer.id) != but) {
        let (helper, offer) = (&declined.helper, &declined.id);
        let event = Event::HelpOfferDeclined {
            organisation: body.clone(),
            request: request.clone(),
            offer: offer.clone(),
            helper: helper.clone(),
        };
        env.record(tx, by, event).await?;
        security_event!("help-offer-declined", by = %by, organisation = %body, request = %request, offer = %offer, helper = %helper);
    }
    Ok(())
}

/// The offer with that id among those on a request.
pub(crate) fn find<'a>(offers: &'a [Offer], id: &str) -> Result<&'a Offer> {
    let id = offer_id(id)?;
    offers.iter().find(|offer| offer.id == id).ok_or(Error::NotFound)
}
