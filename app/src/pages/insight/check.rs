//! How to check releases without this site, for whoever reads the figures.

use leptos::prelude::*;

use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// What checks the files. It is read before it is run, so it is short, and in plain Python.
const SCRIPT: &str = include_str!("../../../../docs/verify-release.py");

/// What to do, step by step.
const STEPS: [&str; 4] = ["files", "script", "compare", "keep"];

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let (page, context) = (Page::new(cx.t("insight-check-title")).public(), cx.clone());
    Ok(cx.render(page, move || view(&context)))
}

fn view(cx: &Cx) -> AnyView {
    let steps = STEPS
        .into_iter()
        .map(|step| view! { <li>{cx.t(&format!("insight-check-{step}"))}</li> })
        .collect_view();
    view! {
        <Breadcrumbs trail=vec![("/insight".to_owned(), cx.t("insight-title"))]/>
        <h1>{cx.t("insight-check-title")}</h1>
        <p class="lead">{cx.t("insight-check-lead")}</p>
        <ol>{steps}</ol>
        <h2>{cx.t("insight-check-says-title")}</h2>
        <p>{cx.t("insight-check-says")}</p>
        <p>{cx.t("insight-check-not")}</p>
        <h2 id="script">{cx.t("insight-check-script-title")}</h2>
        <p>{cx.t("insight-check-script-text")} " " <code dir="ltr">"verify-release.py"</code></p>
        <section class="script" lang="en" dir="ltr" tabindex="0" aria-labelledby="script">
            <pre><code>{SCRIPT}</code></pre>
        </section>
    }
    .into_any()
}
