//! The rounds, for donors; for everybody else, what donors find here.

use axum::extract::Query;
use domain::identity::policy::{Action, Instance, Resource, decide};
use insight::{DonorRounds, RoundInfo};
use leptos::prelude::*;

use super::coverage;
use crate::components::list::{Asked, list_pages};
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    // Nobody is refused anything here, which the security log would note.
    let rounds = match decide(&cx.actor, Action::ReadRelease, Resource::Instance) {
        Ok(()) => {
            let (permit, after) = (cx.permit(Instance)?, asked.after()?);
            let (reader, cache) = (&mut cx.reader(), &cx.state.releases);
            Some(insight::donor_rounds(cx.env(), &permit, reader, cache, after.as_ref()).await?)
        }
        Err(_) => None,
    };
    let title = cx.t("insight-title");
    let view = match rounds {
        Some(rounds) => listing(&cx, &rounds, &asked),
        None => explanation(&cx),
    };
    Ok(cx.render(Page::new(title).public(), view))
}

fn listing(cx: &Cx, rounds: &DonorRounds, asked: &Asked) -> AnyView {
    let closed = if rounds.closed.is_empty() {
        view! { <div class="empty"><p>{cx.t("insight-no-rounds")}</p></div> }.into_any()
    } else {
        let items = rounds
            .closed
            .iter()
            .map(|closed| {
                let round = &closed.round;
                let closed_at = round.closed_at.map(|at| {
                    cx.t_with("insight-closed-on", &[("date", cx.date(at.date()).into())])
                });
                view! {
                    <li class="round">
                        <h3><a href=format!("/insight/{}", round.slug)><bdi>{round.title.clone()}</bdi></a></h3>
                        <p class="muted">{closed_at}</p>
                        <p>{coverage(cx, closed.coverage, closed.parameters.k())}</p>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="round-list">{items}</ul> }.into_any()
    };
    let open = (!rounds.open.is_empty()).then(|| {
        let items = rounds
            .open
            .iter()
            .map(|round| open_round(cx, round))
            .collect_view();
        view! {
            <h2>{cx.t("insight-open-title")}</h2>
            <p class="muted">{cx.t("insight-open-text")}</p>
            <ul class="round-list">{items}</ul>
        }
    });
    view! {
        <h1>{cx.t("insight-title")}</h1>
        <p class="lead">{cx.t("insight-lead")}</p>
        <h2>{cx.t("insight-closed-title")}</h2>
        {closed}
        {list_pages(cx, "/insight", &[], asked, rounds.next.as_ref())}
        {open}
    }
    .into_any()
}

fn open_round(cx: &Cx, round: &RoundInfo) -> AnyView {
    let since = cx.t_with(
        "insight-open-since",
        &[("date", cx.date(round.opened_at.date()).into())],
    );
    view! {
        <li class="round">
            <h3><bdi>{round.title.clone()}</bdi></h3>
            <p class="muted">{since}</p>
        </li>
    }
    .into_any()
}

fn explanation(cx: &Cx) -> AnyView {
    let next = if cx.identity.is_none() {
        view! {
            <p>{cx.t("insight-sign-in-text")}</p>
            <p class="actions"><a class="button" href="/sign-in?next=%2Finsight">{cx.t("nav-sign-in")}</a></p>
        }
        .into_any()
    } else {
        view! { <div class="notice"><p>{cx.t("insight-no-role")}</p></div> }.into_any()
    };
    view! {
        <h1>{cx.t("insight-title")}</h1>
        <p class="lead">{cx.t("insight-lead")}</p>
        <h2>{cx.t("insight-about-see-title")}</h2>
        <ul>
            <li>{cx.t("insight-about-see-heatmap")}</li>
            <li>{cx.t("insight-about-see-named")}</li>
            <li>{cx.t("insight-about-see-lessons")}</li>
        </ul>
        <h2>{cx.t("insight-about-not-title")}</h2>
        <p>{cx.t("insight-about-not")}</p>
        <p><a href="/insight/about/sharing">{cx.t("seen-link")}</a></p>
        {next}
    }
    .into_any()
}
