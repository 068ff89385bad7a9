//! What several pages of this part share.

use domain::assess::answer::Answer;
use domain::id::{InterventionId, PracticeId};
use domain::ledger::{OfferState, Outcome, Revealed};
use ledger::{Offer, Stage};
use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;

/// An answer in words.
pub(super) fn answer_name(cx: &Cx, answer: Option<Answer>) -> String {
    match answer {
        Some(answer) => cx.t(&format!("answer-{}", answer.as_str())),
        None => cx.t("answer-none"),
    }
}

/// A practice as a title: its text, then its id.
pub(super) fn practice_title(cx: &Cx, shown: &Revealed) -> AnyView {
    let title = shown.title(cx.lang).map(|title| content(cx, title));
    view! { {title} " " <span class="small muted" dir="ltr">{shown.practice.to_string()}</span> }.into_any()
}

/// A kind of help, with the way to its page.
pub(super) fn help_link(cx: &Cx, id: &InterventionId) -> AnyView {
    let href = format!("/guides/help/{id}");
    match cx.env().catalog().intervention(cx.lang, id) {
        Some(help) => view! { <a href=href>{content(cx, &help.title)}</a> }.into_any(),
        None => view! { <bdi>{id.to_string()}</bdi> }.into_any(),
    }
}

/// The choices of a field for a kind of help on a practice.
pub(super) fn help_options(cx: &Cx, practice: &PracticeId) -> Vec<(String, String)> {
    let helps = ledger::helps_for(cx.env(), cx.lang, practice).into_iter();
    helps
        .map(|help| (help.id.to_string(), help.title.text.clone()))
        .collect()
}

/// Everything that a request shows of a body, and nothing else.
pub(super) fn content_card(cx: &Cx, shown: &Revealed) -> AnyView {
    let today = cx.env().now().date();
    let election = match (shown.next_election, shown.weeks_left_on(today)) {
        (Some(day), Some(weeks)) => {
            let weeks = cx.t_with("report-weeks-to-election", &[("n", weeks.into())]);
            format!("{} · {weeks}", cx.date(day))
        }
        (Some(day), None) => cx.t_with("report-election-past", &[("date", cx.date(day).into())]),
        (None, _) => cx.t("report-no-election"),
    };
    view! {
        <div class="card">
            <dl class="facts">
                <dt>{cx.t("ledger-body")}</dt>
                <dd><bdi>{shown.body.clone()}</bdi></dd>
                <dt>{cx.t("ledger-practice")}</dt>
                <dd>{practice_title(cx, shown)}</dd>
                <dt>{cx.t("ledger-answer")}</dt>
                <dd>{answer_name(cx, shown.answer)}</dd>
                <dt>{cx.t("ledger-answered-on")}</dt>
                <dd>{cx.date(shown.submitted_at.date())}</dd>
                <dt>{cx.t("report-election")}</dt>
                <dd>{election}</dd>
            </dl>
        </div>
    }
    .into_any()
}

/// How a request stands, in words.
pub(super) fn stage_name(cx: &Cx, stage: Stage) -> String {
    match stage {
        Stage::Waiting => cx.t("ledger-stage-waiting"),
        Stage::Stuck => cx.t("ledger-stage-stuck"),
        Stage::Refused => cx.t("ledger-stage-refused"),
        Stage::Open => cx.t("ledger-stage-open"),
        Stage::Over => cx.t("ledger-stage-over"),
        Stage::Withdrawn => cx.t("ledger-stage-withdrawn"),
        Stage::Pledged(state) => offer_state(cx, state),
    }
}

/// How far an offer has come, in words.
pub(super) fn offer_state(cx: &Cx, state: OfferState) -> String {
    cx.t(&format!("ledger-offer-{}", state.as_str()))
}

/// What an offer says.
pub(super) fn offer_facts(cx: &Cx, offer: &Offer) -> AnyView {
    let cost = offer.cost.map(|cost| {
        view! {
            <dt>{cx.t("ledger-cost")}</dt>
            <dd>{cx.t(&format!("ledger-cost-{}", cost.as_str()))}</dd>
        }
    });
    let words = (!offer.words.is_empty()).then(|| {
        view! {
            <dt>{cx.t("ledger-words")}</dt>
            <dd dir="auto">{offer.words.clone()}</dd>
        }
    });
    let delivery = offer.delivered_on.map(|day| {
        view! {
            <dt>{cx.t("ledger-delivered-on")}</dt>
            <dd>{cx.date(day)} <br/> <span dir="auto">{offer.delivery_words.clone()}</span></dd>
        }
    });
    let missing = (!offer.missing.is_empty()).then(|| {
        view! {
            <dt>{cx.t("ledger-missing-is")}</dt>
            <dd dir="auto">{offer.missing.clone()}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{cx.t("ledger-helper")}</dt>
            <dd><bdi>{offer.helper_name.clone()}</bdi></dd>
            <dt>{cx.t("ledger-help")}</dt>
            <dd>{help_link(cx, &offer.help)}</dd>
            <dt>{cx.t("ledger-who-delivers")}</dt>
            <dd><bdi>{offer.who_delivers.clone()}</bdi></dd>
            {cost}
            {words}
            {delivery}
            {missing}
        </dl>
    }
    .into_any()
}

/// What a later report says of the gap, in a sentence.
pub(super) fn outcome_text(cx: &Cx, outcome: &Outcome) -> String {
    let date = || cx.date(outcome.submitted_at().date()).into();
    match outcome {
        Outcome::Gap { answer, .. } => cx.t_with(
            "ledger-after-gap",
            &[("date", date()), ("answer", answer_name(cx, *answer).into())],
        ),
        Outcome::NoGap { .. } => cx.t_with("ledger-after-none", &[("date", date())]),
        Outcome::NotAsked { .. } => cx.t_with("ledger-after-not-asked", &[("date", date())]),
    }
}
