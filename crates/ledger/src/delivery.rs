//! What a body says of a delivery.

use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{MOST_WORDS, OfferMove, OfferState};
use domain::text::{is_longer_than, lines};
use store::{HelpChange, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::accept::find;
use crate::fields::request_id;
use crate::kept::{find_own, offers_of};

/// Confirms that what was pledged is delivered. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotNow`] if nobody says that it is delivered.
pub async fn confirm_delivery(
    env: &Env,
    permit: &Permit<act::AnswerOffers>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    find_own(tx, body, &id, env.now()).await?;
    let offers = offers_of(tx, &id).await?;
    let pledge = find(&offers, offer)?;
    if matches!(pledge.state, OfferState::Confirmed | OfferState::Closed) {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = pledge.state.after(OfferMove::Confirm).ok_or_else(settled)?;
    let change = HelpChange::Checked { missing: "" };
    if !tx
        .move_help_offer(&pledge.id, (pledge.state, to), change, env.now())
        .await?
    {
        return Err(settled());
    }
    let (helper, offer) = (&pledge.helper, &pledge.id);
    let confirmed = Event::HelpDeliveryConfirmed {
        organisation: body.clone(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, confirmed).await?;
    security_event!("help-delivery-confirmed", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    Ok(())
}

/// Says what is missing of a delivery. Saying it twice changes nothing.
///
/// # Errors
/// [`Error::Invalid`] without words, or with too many; [`Error::NotNow`] if nobody says that it is delivered.
pub async fn say_missing(
    env: &Env,
    permit: &Permit<act::AnswerOffers>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
    missing: &str,
) -> Result<()> {
    let (by, body) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    find_own(tx, body, &id, env.now()).await?;
    let offers = offers_of(tx, &id).await?;
    let pledge = find(&offers, offer)?;
    let missing = lines(missing);
    if missing.is_empty() {
        return Err(Error::field("missing", "help-missing-missing"));
    }
    if is_longer_than(&missing, MOST_WORDS) {
        return Err(Error::field("missing", "help-words-long"));
    }
    if pledge.state == OfferState::Missing {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = pledge.state.after(OfferMove::SayMissing).ok_or_else(settled)?;
    let change = HelpChange::Checked { missing: &missing };
    if !tx
        .move_help_offer(&pledge.id, (pledge.state, to), change, env.now())
        .await?
    {
        return Err(settled());
    }
    let (helper, offer) = (&pledge.helper, &pledge.id);
    let said = Event::HelpMissing {
        organisation: body.clone(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, said).await?;
    security_event!("help-missing", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    Ok(())
}
