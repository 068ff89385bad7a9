//! The gap report of a body that shows itself by name, as it was when the round closed.

use axum::extract::Path;
use domain::identity::policy::Instance;
use insight::NamedReport;
use leptos::prelude::*;

use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::pages::assess::report::{report_view, weeks_now};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path((round, org)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let named = insight::named_report(cx.env(), &permit, &mut tx, &round, &org).await?;
    tx.commit().await?;
    let page = Page::wide(cx.t_with(
        "insight-body-page-title",
        &[
            ("body", named.body.name.clone().into()),
            ("round", named.round.title.clone().into()),
        ],
    ));
    let context = cx.clone();
    Ok(cx.render(page, move || body(&context, &named)))
}

fn body(cx: &Cx, named: &NamedReport) -> AnyView {
    let trail = vec![
        ("/insight".to_owned(), cx.t("insight-title")),
        (
            format!("/insight/{}", named.round.slug),
            named.round.title.clone(),
        ),
    ];
    view! {
        <Breadcrumbs trail=trail/>
        <p class="notice">{cx.t("insight-body-frozen")}</p>
        {weeks_now(cx, &named.report)}
        {report_view(cx, &named.report)}
    }
    .into_any()
}
