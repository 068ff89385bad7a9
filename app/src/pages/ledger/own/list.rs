//! A body's requests, with what came of them.

use axum::extract::{Path, Query};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, act};
use ledger::{OwnRequest, Stage};
use leptos::prelude::*;
use usecase::Listed;

use super::{address, may, trail};
use crate::components::layout::Breadcrumbs;
use crate::components::list::{Asked, list_pages};
use crate::context::Cx;
use crate::error::PageResult;
use crate::pages::ledger::parts::{practice_title, stage_name};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(org): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let permit = cx.permit_on_body::<act::ReadOwnRequests>(&org).await?;
    let after = asked.after()?;
    let mut reader = cx.reader();
    let listed = ledger::own_requests(cx.env(), &permit, &mut reader, after.as_ref()).await?;
    let body = permit.organisation().clone();
    // From where a new one can be sent.
    let report = if may(&cx, Action::ProposeRequest, &body) {
        ledger::askable(cx.env(), &cx.permit(body.clone())?, &mut reader).await?
    } else {
        None
    };
    let report = report.map(|assessment| format!("/assess/{}/{assessment}/report", body.slug));
    let context = cx.clone();
    Ok(cx.render(Page::new(cx.t("ledger-own-title")), move || {
        view(&context, &body, &asked, &listed, report.clone())
    }))
}

fn view(
    cx: &Cx,
    body: &Organisation,
    asked: &Asked,
    listed: &Listed<OwnRequest, i64>,
    report: Option<String>,
) -> AnyView {
    let list = if listed.rows.is_empty() {
        view! { <div class="empty"><p>{cx.t("ledger-own-none")}</p></div> }.into_any()
    } else {
        let rows = listed
            .rows
            .iter()
            .map(|request| row(cx, body, request))
            .collect_view();
        view! { <ul class="guide-list">{rows}</ul> }.into_any()
    };
    let ask = match report {
        Some(href) => view! { <p><a class="button" href=href>{cx.t("ledger-own-report")}</a></p> }.into_any(),
        None if may(cx, Action::ProposeRequest, body) => {
            view! { <p class="muted">{cx.t("ledger-own-no-report")}</p> }.into_any()
        }
        None => view! { <p class="muted">{cx.t("ledger-own-lead")}</p> }.into_any(),
    };
    view! {
        <Breadcrumbs trail=trail(cx, body, false)/>
        <h1>{cx.t("ledger-own-title")}</h1>
        <p class="lead">{cx.t("ledger-own-text")}</p>
        {ask}
        {list}
        {list_pages(cx, &address(body), &[], asked, listed.next.as_ref())}
    }
    .into_any()
}

fn row(cx: &Cx, body: &Organisation, request: &OwnRequest) -> AnyView {
    let href = format!("{}/{}", address(body), request.id);
    let last = cx.t_with("ledger-last-day", &[("date", cx.date(request.last_day).into())]);
    let offers = (request.stage == Stage::Open && request.offers > 0).then(|| {
        view! { <p>{cx.t_with("ledger-offers-wait", &[("n", request.offers.into())])}</p> }
    });
    view! {
        <li class="guide-row">
            <h2><a href=href>{practice_title(cx, &request.shown)}</a></h2>
            <p>{stage_name(cx, request.stage)}</p>
            {offers}
            <p class="small muted">{last}</p>
        </li>
    }
    .into_any()
}
