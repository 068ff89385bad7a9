//! Why a figure is hidden, for whoever reads the figures.

use leptos::prelude::*;

use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The reasons, in the order in which they are met most.
const REASONS: [&str; 4] = ["few", "beyond", "open", "again"];

/// The page. It is the same for everybody: which of the reasons it was in one place would tell who takes part.
pub async fn page(cx: Cx) -> PageResult {
    let (page, context) = (Page::new(cx.t("insight-why-title")).public(), cx.clone());
    Ok(cx.render(page, move || view(&context)))
}

fn view(cx: &Cx) -> AnyView {
    let disclosure = cx.env().disclosure();
    let k = disclosure.k();
    let reasons = REASONS
        .into_iter()
        .map(|reason| view! { <li>{cx.t_with(&format!("insight-why-{reason}"), &[("k", k.into())])}</li> })
        .collect_view();
    view! {
        <Breadcrumbs trail=vec![("/insight".to_owned(), cx.t("insight-title"))]/>
        <h1>{cx.t("insight-why-title")}</h1>
        <p class="lead">{cx.t("insight-why-lead")}</p>
        <ul>{reasons}</ul>
        <p>{cx.t("insight-why-same")}</p>
        <p>{cx.t_with("why-counts", &[("from", disclosure.counts_from().into())])}</p>
        <h2>{cx.t("why-example-title")}</h2>
        <p>{cx.t("why-example")}</p>
        <p>{cx.t("why-example-why")}</p>
        <h2>{cx.t("why-promise-title")}</h2>
        <p>{cx.t("why-promise")}</p>
        <p><a href="/insight/about/sharing">{cx.t("seen-link")}</a></p>
        <h2>{cx.t("insight-why-do-title")}</h2>
        <p>{cx.t("insight-why-do")}</p>
        <p><a href="/insight/about/check">{cx.t("insight-check-link")}</a></p>
    }
    .into_any()
}
