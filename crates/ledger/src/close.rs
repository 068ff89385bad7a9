//! Closing a pledge: what was said before, and what the next report says.

use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{OfferMove, OfferState, Outcome, ends_at};
use store::{HelpChange, Reader, Tx};
use usecase::{Env, Error, NotNow, Result, seal, security_event};

use crate::accept::find;
use crate::ask::report_of;
use crate::fields::request_id;
use crate::kept::{Offer, OwnRequest, find_own, offers_of};

/// Closes a pledge that was delivered: what the report that the body submitted last after the day of the delivery says of the gap, by the same
/// version of the maturity model, is frozen beside what the request says, and whoever pledged sees it. Closing it twice changes nothing.
///
/// # Errors
/// [`Error::NotNow`] if the delivery is not confirmed, or there is no such report yet.
pub async fn close_pledge(
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
    let pledge = find(&offers, offer)?;
    if pledge.state == OfferState::Closed {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = pledge.state.after(OfferMove::Close).ok_or_else(settled)?;
    let outcome = outcome_of(tx, permit, &found, pledge).await?;
    let outcome = outcome.ok_or(Error::NotNow(NotNow::HelpNoReport))?;
    let (json, sha256) = seal(&outcome)?;
    let change = HelpChange::Closed {
        outcome: &json,
        sha256: &sha256,
    };
    if !tx
        .move_help_offer(&pledge.id, (pledge.state, to), change, now)
        .await?
    {
        return Err(settled());
    }
    let (helper, offer) = (&pledge.helper, &pledge.id);
    let closed = Event::HelpClosed {
        organisation: body.clone(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, closed).await?;
    security_event!("help-closed", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    Ok(())
}

/// What the body's last report after a delivery says of the gap, by the model of the request; nothing if there is none yet. The permit says that
/// whoever asks may close.
pub(crate) async fn outcome_of(
    reader: &mut Reader,
    permit: &Permit<act::AnswerOffers>,
    request: &OwnRequest,
    pledge: &Offer,
) -> Result<Option<Outcome>> {
    let Some(day) = pledge.delivered_on else {
        return Ok(None);
    };
    let (model, version) = &request.model;
    // What was submitted on the day itself may come from before it.
    let since = ends_at(day);
    let body = &permit.organisation().id;
    match reader
        .report_since(body, (model.as_str(), *version), since)
        .await?
    {
        Some(kept) => Ok(Outcome::of(&report_of(&kept)?, &request.practice)),
        None => Ok(None),
    }
}
