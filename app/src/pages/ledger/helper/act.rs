//! What the forms of donors and partners are sent to.

use axum::extract::Path;
use ledger::{Delivery, OfferInput};
use serde::Deserialize;
use usecase::Error;

use super::one::{Typed, render, whole};
use super::{PATH, helper_permit};
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, messages};

/// An offer, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct NewOffer {
    #[serde(default, rename = "as")]
    helper: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    who_delivers: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    cost: String,
}

/// A form about one's own offer, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OnOffer {
    #[serde(default, rename = "as")]
    helper: String,
    #[serde(default)]
    offer: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    delivery_words: String,
}

/// Offers help.
pub async fn offer(cx: Cx, Path(id): Path<String>, Form(input): Form<NewOffer>) -> PageResult {
    let permit = helper_permit(&cx, &input.helper)?;
    let offer = OfferInput {
        help: input.help,
        who_delivers: input.who_delivers,
        words: input.words,
        cost: input.cost,
    };
    let mut tx = cx.begin().await?;
    let outcome = ledger::offer_help(cx.env(), &permit, &mut tx, &id, &offer).await;
    let typed = Typed {
        offer,
        ..Typed::default()
    };
    answer(&cx, &id, tx, outcome, typed).await
}

/// Takes an offer or a pledge back.
pub async fn take_back(cx: Cx, Path(id): Path<String>, Form(input): Form<OnOffer>) -> PageResult {
    let permit = helper_permit(&cx, &input.helper)?;
    let mut tx = cx.begin().await?;
    let outcome = ledger::take_back_offer(cx.env(), &permit, &mut tx, &id, &input.offer).await;
    if outcome.is_ok() {
        tx.commit().await?;
        // The request may not be theirs to see any more.
        return Ok(cx.redirect(&format!("{PATH}/offers")));
    }
    answer(&cx, &id, tx, outcome, Typed::default()).await
}

/// Says that what was pledged is delivered.
pub async fn deliver(cx: Cx, Path(id): Path<String>, Form(input): Form<OnOffer>) -> PageResult {
    let permit = helper_permit(&cx, &input.helper)?;
    let delivery = Delivery {
        day: input.day,
        words: input.delivery_words,
    };
    let mut tx = cx.begin().await?;
    let outcome = ledger::report_delivery(cx.env(), &permit, &mut tx, &id, &input.offer, &delivery).await;
    let typed = Typed {
        delivery,
        ..Typed::default()
    };
    answer(&cx, &id, tx, outcome, typed).await
}

/// Back to the page, or the page once more with what is wrong and what was typed.
async fn answer(
    cx: &Cx,
    id: &str,
    tx: usecase::Tx,
    outcome: usecase::Result<()>,
    typed: Typed,
) -> PageResult {
    match outcome {
        Ok(()) => {
            tx.commit().await?;
            Ok(cx.redirect(&format!("{PATH}/{id}")))
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let whole = whole(cx, id).await?;
            Ok(render(cx, whole, typed, messages(cx, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}
