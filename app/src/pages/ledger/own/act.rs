//! What the forms of a body's request are sent to.

use axum::extract::Path;
use domain::identity::organisation::Organisation;
use domain::identity::policy::act;
use serde::Deserialize;
use usecase::Error;

use super::one::{render, whole};
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, messages};

/// A form about an offer, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OnOffer {
    #[serde(default)]
    offer: String,
    #[serde(default)]
    missing: String,
}

/// Where a form stands in its page.
type Place = Path<(String, String)>;

/// Confirms a request, as its second person.
pub async fn confirm(cx: Cx, Path((org, id)): Place) -> PageResult {
    let permit = cx.permit_on_body::<act::ConfirmRequest>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::confirm_request(cx.env(), &permit, &mut tx, &id).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Declines a request, as its second person.
pub async fn decline(cx: Cx, Path((org, id)): Place) -> PageResult {
    let permit = cx.permit_on_body::<act::ConfirmRequest>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::decline_request(cx.env(), &permit, &mut tx, &id).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Takes a request back.
pub async fn withdraw(cx: Cx, Path((org, id)): Place) -> PageResult {
    let permit = cx.permit_on_body::<act::ProposeRequest>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::withdraw_request(cx.env(), &permit, &mut tx, &id).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Accepts an offer.
pub async fn accept(cx: Cx, Path((org, id)): Place, Form(input): Form<OnOffer>) -> PageResult {
    let permit = cx.permit_on_body::<act::AnswerOffers>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::accept_offer(cx.env(), &permit, &mut tx, &id, &input.offer).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Declines an offer.
pub async fn decline_offer(cx: Cx, Path((org, id)): Place, Form(input): Form<OnOffer>) -> PageResult {
    let permit = cx.permit_on_body::<act::AnswerOffers>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::decline_offer(cx.env(), &permit, &mut tx, &id, &input.offer).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Confirms a delivery.
pub async fn delivered(cx: Cx, Path((org, id)): Place, Form(input): Form<OnOffer>) -> PageResult {
    let permit = cx.permit_on_body::<act::AnswerOffers>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::confirm_delivery(cx.env(), &permit, &mut tx, &id, &input.offer).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Says what is missing of a delivery.
pub async fn missing(cx: Cx, Path((org, id)): Place, Form(input): Form<OnOffer>) -> PageResult {
    let permit = cx.permit_on_body::<act::AnswerOffers>(&org).await?;
    let mut tx = cx.begin().await?;
    let missing = &input.missing;
    let outcome = ledger::say_missing(cx.env(), &permit, &mut tx, &id, &input.offer, missing).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, input.missing).await
}

/// Closes a pledge.
pub async fn close(cx: Cx, Path((org, id)): Place, Form(input): Form<OnOffer>) -> PageResult {
    let permit = cx.permit_on_body::<act::AnswerOffers>(&org).await?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::close_pledge(cx.env(), &permit, &mut tx, &id, &input.offer).await;
    answer(&cx, permit.organisation(), &id, tx, outcome, String::new()).await
}

/// Back to the page, or the page once more with what is wrong and what was typed.
async fn answer(
    cx: &Cx,
    body: &Organisation,
    id: &str,
    tx: usecase::Tx,
    outcome: usecase::Result<()>,
    typed: String,
) -> PageResult {
    match outcome {
        Ok(()) => {
            tx.commit().await?;
            Ok(cx.redirect(&format!("{}/{id}", super::address(body))))
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let whole = whole(cx, body, id).await?;
            Ok(render(cx, body.clone(), whole, typed, messages(cx, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}
