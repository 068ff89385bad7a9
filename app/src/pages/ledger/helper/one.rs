//! One request, as a donor or partner sees it: what the body shows, their own offers, the form for one, the chain.

use axum::extract::Path;
use axum::response::Response;
use domain::identity::policy::Instance;
use domain::ledger::{CostBand, OfferState, RequestState};
use ledger::{Delivery, Offer, OfferInput, SeenRequestWhole};
use leptos::prelude::*;

use super::{PATH, own_helpers};
use crate::components::form::{ErrorSummary, Field, Kind, SelectField};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::Messages;
use crate::pages::ledger::chain::chain;
use crate::pages::ledger::parts::{
    content_card, help_link, help_options, offer_facts, offer_state, practice_title,
};
use crate::shell::Page;

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) offer: OfferInput,
    pub(super) delivery: Delivery,
}

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let whole = whole(&cx, &id).await?;
    Ok(render(&cx, whole, Typed::default(), Vec::new()))
}

/// The request, if the reader sees it.
pub(super) async fn whole(cx: &Cx, id: &str) -> Result<SeenRequestWhole, PageError> {
    let permit = cx.permit(Instance)?;
    Ok(ledger::seen_request(cx.env(), &permit, &mut cx.reader(), id).await?)
}

/// The page, as it is or with what is wrong with a form.
pub(super) fn render(cx: &Cx, whole: SeenRequestWhole, typed: Typed, found: Messages) -> Response {
    let title = cx.t_with(
        "ledger-seen-page-title",
        &[
            ("practice", whole.request.shown.practice.to_string().into()),
            ("body", whole.request.shown.body.clone().into()),
        ],
    );
    let (page, is_valid, context) = (Page::new(title), found.is_empty(), cx.clone());
    let view = move || view(&context, &whole, &typed, &found);
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

pub(super) fn view(cx: &Cx, whole: &SeenRequestWhole, typed: &Typed, found: &Messages) -> AnyView {
    let request = &whole.request;
    let path = format!("{PATH}/{}", request.id);
    let last = cx.t_with("ledger-last-day", &[("date", cx.date(request.last_day).into())]);
    let wanted = request.wanted.as_ref().map(|help| {
        view! { <p>{cx.t("ledger-wanted")} ": " {help_link(cx, help)}</p> }
    });
    let offers: Vec<AnyView> = whole
        .offers
        .iter()
        .map(|offer| own_offer(cx, offer, &path, typed, found))
        .collect();
    let offers = (!offers.is_empty()).then(|| {
        view! {
            <section aria-labelledby="own-offers">
                <h2 id="own-offers">{cx.t("ledger-mine-here")}</h2>
                {offers}
            </section>
        }
    });
    // Who waits for an answer does not offer twice.
    let waits = whole.offers.iter().any(|offer| offer.state == OfferState::Made);
    let form = (whole.is_open && !waits).then(|| offer_form(cx, whole, &path, typed, found));
    let pledge = whole.offers.iter().find(|offer| offer.state.is_pledge());
    let state = if request.state == RequestState::Open {
        cx.t("ledger-stage-open")
    } else {
        cx.t("ledger-seen-closed")
    };
    view! {
        <Breadcrumbs trail=vec![(PATH.to_owned(), cx.t("ledger-open-title"))]/>
        <h1>{practice_title(cx, &request.shown)}</h1>
        <ErrorSummary messages=found.clone()/>
        <p class="lead">{cx.t("ledger-seen-text")}</p>
        {content_card(cx, &request.shown)}
        {wanted}
        <p class="muted">{last}</p>
        {offers}
        {form}
        {chain(cx, &request.shown, state, pledge)}
        <p><a href=format!("{PATH}?practice={}", request.shown.practice)>{cx.t("ledger-same-practice")}</a></p>
    }
    .into_any()
}

/// An offer of one's own, with what can be done with it.
fn own_offer(cx: &Cx, offer: &Offer, path: &str, typed: &Typed, found: &Messages) -> AnyView {
    let hidden = || {
        view! {
            <input type="hidden" name="offer" value=offer.id.to_string()/>
            <input type="hidden" name="as" value=offer.helper.to_string()/>
        }
    };
    let deliver = matches!(offer.state, OfferState::Accepted | OfferState::Missing).then(|| {
        view! {
            <form method="post" action=format!("{path}/deliver") class="form">
                {hidden()}
                <Field name="day" label=cx.t("ledger-day") kind=Kind::Date value=typed.delivery.day.clone() messages=found.clone()/>
                <Field name="delivery_words" label=cx.t("ledger-delivery-words") kind=Kind::Lines value=typed.delivery.words.clone() messages=found.clone()/>
                <button class="button" type="submit">{cx.t("ledger-deliver")}</button>
            </form>
        }
    });
    let can_take_back = matches!(
        offer.state,
        OfferState::Made | OfferState::Accepted | OfferState::Missing
    );
    let take_back = can_take_back.then(|| {
        view! {
            <form method="post" action=format!("{path}/take-back") class="actions">
                {hidden()}
                <button class="button button-quiet" type="submit">{cx.t("ledger-take-back")}</button>
            </form>
        }
    });
    view! {
        <div class="card">
            <p><span class="tag">{offer_state(cx, offer.state)}</span></p>
            {offer_facts(cx, offer)}
            {deliver}
            {take_back}
        </div>
    }
    .into_any()
}

fn offer_form(cx: &Cx, whole: &SeenRequestWhole, path: &str, typed: &Typed, found: &Messages) -> AnyView {
    let helpers = own_helpers(cx);
    let who = match helpers.as_slice() {
        [only] => view! { <input type="hidden" name="as" value=only.id.to_string()/> }.into_any(),
        several => {
            let options = several
                .iter()
                .map(|own| (own.id.to_string(), own.name.clone()))
                .collect();
            let first = several.first().map(|own| own.id.to_string()).unwrap_or_default();
            view! { <SelectField name="as" label=cx.t("ledger-as") options=options value=first/> }.into_any()
        }
    };
    let helps = help_options(cx, &whole.request.shown.practice);
    let wished = whole.request.wanted.as_ref().map(ToString::to_string);
    let help = if typed.offer.help.is_empty() {
        wished.unwrap_or_default()
    } else {
        typed.offer.help.clone()
    };
    let mut costs: Vec<(String, String)> = CostBand::ALL
        .into_iter()
        .map(|band| {
            let name = cx.t(&format!("ledger-cost-{}", band.as_str()));
            (band.as_str().to_owned(), name)
        })
        .collect();
    costs.insert(0, (String::new(), cx.t("ledger-cost-none")));
    view! {
        <section aria-labelledby="make-offer">
            <h2 id="make-offer">{cx.t("ledger-offer-title")}</h2>
            <p>{cx.t("ledger-offer-text")}</p>
            <form method="post" action=format!("{path}/offer") class="form">
                {who}
                <SelectField name="help" label=cx.t("ledger-help") options=helps value=help messages=found.clone()/>
                <Field name="who_delivers" label=cx.t("ledger-who-delivers") help=cx.t("ledger-who-help") value=typed.offer.who_delivers.clone() messages=found.clone()/>
                <SelectField name="cost" label=cx.t("ledger-cost") options=costs value=typed.offer.cost.clone() messages=found.clone()/>
                <Field name="words" label=cx.t("ledger-words") kind=Kind::Lines help=cx.t("ledger-words-help") value=typed.offer.words.clone() messages=found.clone()/>
                <button class="button" type="submit">{cx.t("ledger-offer")}</button>
            </form>
        </section>
    }
    .into_any()
}
