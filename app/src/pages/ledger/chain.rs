//! The chain of one gap: practice, lessons, kinds of help, request, pledge, delivery, what the next report says.

use domain::ledger::{OfferState, Revealed};
use ledger::Offer;
use leptos::prelude::*;

use super::parts::{answer_name, help_link, offer_state, outcome_text, practice_title};
use crate::components::text::content;
use crate::context::Cx;

/// At most so many kinds of help, those that do most first.
const HELPS: usize = 5;

/// The chain of one gap, as far as it has come. `request` says how the request stands.
pub(super) fn chain(cx: &Cx, shown: &Revealed, request: String, pledge: Option<&Offer>) -> AnyView {
    view! {
        <section aria-labelledby="chain">
            <h2 id="chain">{cx.t("ledger-chain-title")}</h2>
            <ol class="chain">
                <li>
                    <h3>{cx.t("ledger-chain-practice")}</h3>
                    <p>{practice_title(cx, shown)}</p>
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-lessons")}</h3>
                    {lessons(cx, shown)}
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-helps")}</h3>
                    {helps(cx, shown)}
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-request")}</h3>
                    <p>{request}</p>
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-pledge")}</h3>
                    {pledged(cx, pledge)}
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-delivery")}</h3>
                    {delivery(cx, pledge)}
                </li>
                <li>
                    <h3>{cx.t("ledger-chain-after")}</h3>
                    {after(cx, shown, pledge)}
                </li>
            </ol>
        </section>
    }
    .into_any()
}

fn lessons(cx: &Cx, shown: &Revealed) -> AnyView {
    let lessons = cx.env().catalog().lessons_for(cx.lang, &shown.practice);
    if lessons.is_empty() {
        return view! { <p class="muted">{cx.t("ledger-chain-no-lessons")}</p> }.into_any();
    }
    let items = lessons
        .into_iter()
        .map(|(course, lesson)| {
            let href = format!("/learn/{}/{}", course.slug, lesson.slug);
            view! { <li><a href=href>{content(cx, &lesson.title)}</a></li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

fn helps(cx: &Cx, shown: &Revealed) -> AnyView {
    let helps = ledger::helps_for(cx.env(), cx.lang, &shown.practice);
    let items: Vec<_> = helps
        .into_iter()
        .filter(|help| help.lift(&shown.practice) > 0.0)
        .take(HELPS)
        .map(|help| view! { <li>{help_link(cx, &help.id)}</li> })
        .collect();
    if items.is_empty() {
        // A practice of an earlier version of the model.
        return view! { <p class="muted">{cx.t("ledger-chain-no-helps")}</p> }.into_any();
    }
    view! { <ul>{items}</ul> }.into_any()
}

fn pledged(cx: &Cx, pledge: Option<&Offer>) -> AnyView {
    match pledge {
        None => view! { <p class="muted">{cx.t("ledger-chain-none")}</p> }.into_any(),
        Some(pledge) => view! {
            <p><bdi>{pledge.helper_name.clone()}</bdi> " · " {help_link(cx, &pledge.help)}</p>
        }
        .into_any(),
    }
}

fn delivery(cx: &Cx, pledge: Option<&Offer>) -> AnyView {
    let delivered = pledge.and_then(|pledge| Some((pledge, pledge.delivered_on?)));
    match delivered {
        None => view! { <p class="muted">{cx.t("ledger-chain-none")}</p> }.into_any(),
        Some((pledge, day)) => {
            let state = match pledge.state {
                // Closed: it was confirmed before.
                OfferState::Closed => OfferState::Confirmed,
                state => state,
            };
            view! { <p>{cx.date(day)} " · " {offer_state(cx, state)}</p> }.into_any()
        }
    }
}

/// What was said before and what is said now, which claims nothing about why.
fn after(cx: &Cx, shown: &Revealed, pledge: Option<&Offer>) -> AnyView {
    let before = cx.t_with(
        "ledger-before",
        &[
            ("date", cx.date(shown.submitted_at.date()).into()),
            ("answer", answer_name(cx, shown.answer).into()),
        ],
    );
    match pledge.and_then(|pledge| pledge.outcome.as_ref()) {
        None => view! { <p class="muted">{cx.t("ledger-chain-none")}</p> }.into_any(),
        Some(outcome) => view! {
            <p>{before} <br/> {outcome_text(cx, outcome)}</p>
            <p class="muted">{cx.t("ledger-no-cause")}</p>
        }
        .into_any(),
    }
}
