//! All guides.

use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let catalog = cx.env().catalog();
    let title = cx.t("guides-title");
    let partners = (!catalog.partners(cx.lang).is_empty()).then(|| {
        view! {
            <li class="guide-row">
                <h2><a href="/guides/partners">{cx.t("partners-title")}</a></h2>
                <p>{cx.t("partners-lead")}</p>
            </li>
        }
    });
    let help = (!catalog.interventions(cx.lang).is_empty()).then(|| {
        view! {
            <li class="guide-row">
                <h2><a href="/guides/help">{cx.t("help-title")}</a></h2>
                <p>{cx.t("help-lead")}</p>
            </li>
        }
    });
    let guides = catalog
        .guides(cx.lang)
        .iter()
        .map(|guide| {
            let href = format!("/guides/{}", guide.slug);
            view! {
                <li class="guide-row">
                    <h2><a href=href>{content(&cx, &guide.title)}</a></h2>
                    <p>{content(&cx, &guide.summary)}</p>
                </li>
            }
        })
        .collect_view();
    let view = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{cx.t("guides-lead")}</p>
        <ul class="guide-list">{partners} {help} {guides}</ul>
    };
    Ok(cx.render(Page::new(title).public(), view))
}
