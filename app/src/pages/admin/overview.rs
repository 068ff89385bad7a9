//! The instance at a glance.

use domain::identity::policy::Instance;
use insight::InstanceOverview;
use leptos::prelude::*;

use super::admin_nav;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let overview = insight::instance_overview(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    let view = body(&cx, &overview);
    Ok(cx.render(Page::new(cx.t("nav-admin")), view))
}

fn body(cx: &Cx, overview: &InstanceOverview) -> AnyView {
    let counts = overview
        .organisations
        .iter()
        .map(|(kind, count)| {
            view! {
                <dt>{cx.t(&format!("admin-kind-{}", kind.as_str()))}</dt>
                <dd>{*count}</dd>
            }
        })
        .collect_view();
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("nav-admin")}</h1>
        <h2>{cx.t("admin-nav-organisations")}</h2>
        <dl class="facts">{counts}</dl>
        <p><a href="/admin/organisations">{cx.t("admin-organisations-link")}</a></p>
        <h2>{cx.t("admin-nav-rounds")}</h2>
        <dl class="facts">
            <dt>{cx.t("admin-rounds-open")}</dt>
            <dd>{overview.open}</dd>
            <dt>{cx.t("admin-rounds-closed")}</dt>
            <dd>{overview.closed}</dd>
        </dl>
        <p><a href="/admin/rounds">{cx.t("admin-rounds-link")}</a></p>
    }
    .into_any()
}
