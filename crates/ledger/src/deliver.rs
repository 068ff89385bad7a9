//! Saying that what was pledged is delivered.

use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::ledger::{MOST_WORDS, OfferMove, OfferState};
use domain::text::{is_longer_than, lines};
use domain::typed;
use store::{HelpChange, Tx};
use usecase::{Env, Error, FieldErrors, NotNow, Result, security_event};

use crate::accept::find;
use crate::fields::request_id;
use crate::seen::seen_by;

/// A delivery, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The day on which it was delivered.
    pub day: String,
    /// What was delivered.
    pub words: String,
}

/// Says that what was pledged is delivered. The body confirms it, or says what is missing. Saying it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's pledge; [`Error::NotNow`] if it is none; [`Error::Invalid`] for a day before the body accepted or after
/// today, and without words.
pub async fn report_delivery(
    env: &Env,
    permit: &Permit<act::OfferHelp>,
    tx: &mut Tx,
    request: &str,
    offer: &str,
    delivery: &Delivery,
) -> Result<()> {
    let (by, helper) = (permit.account(), &permit.organisation().id);
    let id = request_id(request)?;
    let (row, offers) = seen_by(env, permit.actor(), tx, std::slice::from_ref(helper), &id).await?;
    let own = find(&offers, offer)?;
    let mut errors = FieldErrors::new();
    let words = lines(&delivery.words);
    if words.is_empty() {
        errors.add("delivery_words", "help-delivery-missing");
    } else if is_longer_than(&words, MOST_WORDS) {
        errors.add("delivery_words", "help-words-long");
    }
    let day = typed::day(&delivery.day);
    let accepted = own.answered_at.map(domain::timestamp::Timestamp::date);
    match day {
        None => errors.add("day", "help-day-unread"),
        Some(day) if day > env.now().date() || accepted.is_some_and(|accepted| day < accepted) => {
            errors.add("day", "help-day-delivered");
        }
        Some(_) => {}
    }
    errors.into_result()?;
    if own.state == OfferState::Delivered {
        return Ok(());
    }
    let settled = || Error::NotNow(NotNow::HelpSettled);
    let to = own.state.after(OfferMove::Deliver).ok_or_else(settled)?;
    let on = day.map(|day| day.to_string()).unwrap_or_default();
    let change = HelpChange::Delivered {
        on: &on,
        words: &words,
    };
    if !tx
        .move_help_offer(&own.id, (own.state, to), change, env.now())
        .await?
    {
        return Err(settled());
    }
    let (body, offer) = (&row.organisation_id, &own.id);
    let delivered = Event::HelpDelivered {
        organisation: body.as_str().into(),
        request: id.clone(),
        offer: offer.clone(),
        helper: helper.clone(),
    };
    env.record(tx, by, delivered).await?;
    security_event!("help-delivered", by = %by, organisation = %body, request = %id, offer = %offer, helper = %helper);
    Ok(())
}
