//! One of a body's requests: what it shows, to whom, the offers, and the chain from the gap to what the next report says.

use axum::extract::Path;
use axum::response::Response;
use domain::disclose::is_second_person;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, act};
use domain::ledger::OfferState;
use ledger::{Offer, OwnRequestWhole, Stage};
use leptos::prelude::*;

use super::{address, may, trail};
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::Messages;
use crate::pages::ledger::chain::chain;
use crate::pages::ledger::parts::{
    content_card, help_link, offer_facts, offer_state, outcome_text, practice_title, stage_name,
};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body::<act::ReadOwnRequests>(&org).await?;
    let body = permit.organisation().clone();
    let whole = whole(&cx, &body, &id).await?;
    Ok(render(&cx, body, whole, String::new(), Vec::new()))
}

/// The request, with what its reader may know.
pub(super) async fn whole(cx: &Cx, body: &Organisation, id: &str) -> Result<OwnRequestWhole, PageError> {
    let permit = cx.permit(body.clone())?;
    let to_close = if may(cx, Action::AnswerOffers, body) {
        Some(cx.permit(body.clone())?)
    } else {
        None
    };
    Ok(ledger::own_request(cx.env(), &permit, &mut cx.reader(), id, to_close.as_ref()).await?)
}

/// The page, as it is or with what is wrong with a form.
pub(super) fn render(
    cx: &Cx,
    body: Organisation,
    whole: OwnRequestWhole,
    typed: String,
    found: Messages,
) -> Response {
    let title = cx.t_with(
        "ledger-one-page-title",
        &[("practice", whole.request.shown.practice.to_string().into())],
    );
    let (page, is_valid, context) = (Page::new(title), found.is_empty(), cx.clone());
    let view = move || view(&context, &body, &whole, &typed, &found);
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

pub(super) fn view(
    cx: &Cx,
    body: &Organisation,
    whole: &OwnRequestWhole,
    typed: &str,
    found: &Messages,
) -> AnyView {
    let request = &whole.request;
    let path = format!("{}/{}", address(body), request.id);
    let offers: Vec<AnyView> = whole
        .offers
        .iter()
        .map(|offer| offer_card(cx, body, whole, offer, &path, typed, found))
        .collect();
    let offers = (!offers.is_empty()).then(|| {
        view! {
            <section aria-labelledby="offers">
                <h2 id="offers">{cx.t("ledger-offers-title")}</h2>
                {offers}
            </section>
        }
    });
    let pledge = whole.offers.iter().find(|offer| offer.state.is_pledge());
    view! {
        <Breadcrumbs trail=trail(cx, body, true)/>
        <h1>{practice_title(cx, &request.shown)}</h1>
        <p><span class="tag">{stage_name(cx, request.stage)}</span></p>
        <ErrorSummary messages=found.clone()/>
        <h2>{cx.t("ledger-one-shown")}</h2>
        {content_card(cx, &request.shown)}
        {addressees(cx, whole)}
        {settle(cx, body, whole, &path)}
        {offers}
        {chain(cx, &request.shown, stage_name(cx, request.stage), pledge)}
    }
    .into_any()
}

/// To whom, until when, by whom.
fn addressees(cx: &Cx, whole: &OwnRequestWhole) -> AnyView {
    let request = &whole.request;
    let to = if request.to_all {
        cx.t("ledger-to-all")
    } else {
        let names: Vec<&str> = whole
            .recipients
            .iter()
            .map(|helper| helper.name.as_str())
            .collect();
        cx.list(&names)
    };
    let wanted = match &request.wanted {
        Some(help) => help_link(cx, help),
        None => cx.t("ledger-wanted-any").into_any(),
    };
    let proposed = cx.t_with(
        "sharing-proposed",
        &[
            ("proposer", cx.person(&request.proposer).into()),
            ("proposed", cx.moment(request.proposed_at).into()),
        ],
    );
    let confirmed = request.confirmed.as_ref().map(|(name, at)| {
        let text = cx.t_with(
            "ledger-confirmed",
            &[("name", cx.person(name).into()), ("date", cx.moment(*at).into())],
        );
        view! { <br/> {text} }
    });
    view! {
        <dl class="facts">
            <dt>{cx.t("ledger-to")}</dt>
            <dd>{to}</dd>
            <dt>{cx.t("ledger-last-day-field")}</dt>
            <dd>{cx.date(request.last_day)}</dd>
            <dt>{cx.t("ledger-wanted")}</dt>
            <dd>{wanted}</dd>
            <dt>{cx.t("ledger-proposed")}</dt>
            <dd>{proposed} {confirmed}</dd>
        </dl>
    }
    .into_any()
}

/// What the reader can do with the request itself.
fn settle(cx: &Cx, body: &Organisation, whole: &OwnRequestWhole, path: &str) -> AnyView {
    let request = &whole.request;
    let is_own =
        (cx.actor.account.as_ref()).is_some_and(|account| !is_second_person(&request.proposed_by, account));
    let withdraw = may(cx, Action::ProposeRequest, body).then(|| {
        view! { <button class="button button-quiet" type="submit" formaction=format!("{path}/withdraw")>{cx.t("ledger-withdraw")}</button> }
    });
    let text = view! { <p>{cx.t(&format!("ledger-text-{}", request.text_version))}</p> };
    match request.stage {
        Stage::Waiting if !is_own => view! {
            <form method="post" action=format!("{path}/confirm") class="card" id="request" tabindex="-1">
                <h2>{cx.t("ledger-waits-title")}</h2>
                {text}
                <p class="actions">
                    <button class="button" type="submit">{cx.t("sharing-confirm")}</button>
                    <button class="button button-quiet" type="submit" formaction=format!("{path}/decline")>{cx.t("sharing-decline")}</button>
                </p>
            </form>
        }
        .into_any(),
        Stage::Waiting => view! {
            <form method="post" action=format!("{path}/withdraw") class="card" id="request" tabindex="-1">
                <h2>{cx.t("ledger-waits-title")}</h2>
                <p>{cx.t("ledger-own-waits")}</p>
                <p class="actions">{withdraw}</p>
            </form>
        }
        .into_any(),
        Stage::Stuck | Stage::Open if withdraw.is_some() => view! {
            <form method="post" action=format!("{path}/withdraw") class="card" id="request" tabindex="-1">
                {text}
                <p class="actions">{withdraw}</p>
            </form>
        }
        .into_any(),
        _ => view! { <div id="request" tabindex="-1"></div> }.into_any(),
    }
}

/// An offer, with what the reader can do with it.
fn offer_card(
    cx: &Cx,
    body: &Organisation,
    whole: &OwnRequestWhole,
    offer: &Offer,
    path: &str,
    typed: &str,
    found: &Messages,
) -> AnyView {
    let may_answer = may(cx, Action::AnswerOffers, body);
    let hidden = || view! { <input type="hidden" name="offer" value=offer.id.to_string()/> };
    let is_open = whole.request.stage == Stage::Open;
    let actions = match offer.state {
        OfferState::Made if may_answer && is_open => view! {
            <form method="post" action=format!("{path}/accept")>
                {hidden()}
                <p>{cx.t("ledger-accept-text")}</p>
                <p class="actions">
                    <button class="button" type="submit">{cx.t("ledger-accept")}</button>
                    <button class="button button-quiet" type="submit" formaction=format!("{path}/decline-offer")>{cx.t("ledger-decline-offer")}</button>
                </p>
            </form>
        }
        .into_any(),
        OfferState::Delivered if may_answer => view! {
            <form method="post" action=format!("{path}/delivered") class="actions">
                {hidden()}
                <button class="button" type="submit">{cx.t("ledger-confirm-delivery")}</button>
            </form>
            <form method="post" action=format!("{path}/missing") class="form">
                {hidden()}
                <Field name="missing" label=cx.t("ledger-missing") kind=Kind::Lines value=typed.to_owned() messages=found.clone()/>
                <button class="button button-quiet" type="submit">{cx.t("ledger-say-missing")}</button>
            </form>
        }
        .into_any(),
        OfferState::Confirmed if may_answer => closing(cx, whole, offer, path),
        _ => ().into_any(),
    };
    view! {
        <div class="card">
            <p><span class="tag">{offer_state(cx, offer.state)}</span></p>
            {offer_facts(cx, offer)}
            {actions}
        </div>
    }
    .into_any()
}

/// Closing a pledge: what would be shown of the next report, before it is.
fn closing(cx: &Cx, whole: &OwnRequestWhole, offer: &Offer, path: &str) -> AnyView {
    let Some(outcome) = &whole.outcome_now else {
        return view! { <p>{cx.t("ledger-close-later")}</p> }.into_any();
    };
    view! {
        <form method="post" action=format!("{path}/close")>
            <input type="hidden" name="offer" value=offer.id.to_string()/>
            <p>{cx.t("ledger-close-text")}</p>
            <p><strong>{outcome_text(cx, outcome)}</strong></p>
            <p class="muted">{cx.t("ledger-no-cause")}</p>
            <p class="actions"><button class="button" type="submit">{cx.t("ledger-close")}</button></p>
        </form>
    }
    .into_any()
}
