//! The gap report of a body that shows itself by name, as it was when the round closed.

use axum::extract::Path;
use leptos::prelude::*;
use service::NamedReport;

use super::content;
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path((round, org)): Path<(String, String)>) -> PageResult {
    let named = cx.services().named_report(&cx.actor, &round, &org).await?;
    let page = Page::wide(cx.t_with(
        "insight-body-page-title",
        &[("body", named.body.name.clone().into()), ("round", named.round.title.clone().into())],
    ));
    let context = cx.clone();
    Ok(cx.render(page, move || body(&context, &named)))
}

fn body(cx: &Cx, named: &NamedReport) -> AnyView {
    let model = cx.services().catalog().model(cx.lang);
    let trail = vec![
        ("/insight".to_owned(), cx.t("insight-title")),
        (format!("/insight/{}", named.round.slug), named.round.title.clone()),
    ];
    let lines = named
        .report
        .score
        .domains
        .iter()
        .filter_map(|score| {
            let domain = model.domain(score.code.as_str())?;
            let average =
                score.average.map_or_else(|| cx.t("insight-not-answered"), domain::rounding::two_decimals);
            let gated = score.gated.map_or_else(|| cx.t("insight-not-answered"), |level| level.to_string());
            Some(view! {
                <tr>
                    <th scope="row">{content(cx, &domain.title)}</th>
                    <td class="number">{average}</td>
                    <td class="number">{gated}</td>
                    <td class="number">{score.target}</td>
                </tr>
            })
        })
        .collect_view();
    view! {
        <Breadcrumbs trail=trail/>
        <h1 dir="auto">{named.body.name.clone()}</h1>
        <p class="muted">
            {cx.t_with("insight-submitted-on", &[("date", cx.date(named.body.submitted_at.date()).into())])}
        </p>
        <div class="table-scroll">
            <table>
                <caption>{cx.t("insight-body-caption")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{cx.t("insight-domain")}</th>
                        <th scope="col" class="number">{cx.t("insight-average")}</th>
                        <th scope="col" class="number">{cx.t("insight-gated")}</th>
                        <th scope="col" class="number">{cx.t("insight-target")}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
