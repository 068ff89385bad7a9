//! How data is handled, in plain words.

use leptos::prelude::*;

use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The sections, in order: each has a title and a text.
const SECTIONS: [&str; 7] = ["stored", "work", "door", "seen", "cookies", "donors", "rights"];

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let title = cx.t("about-title");
    let sections = SECTIONS
        .map(|section| {
            view! {
                <h2>{cx.t(&format!("about-{section}-title"))}</h2>
                <p>{cx.t(&format!("about-{section}-text"))}</p>
            }
        })
        .into_iter()
        .collect_view();
    let view = view! {
        <article class="prose">
            <h1>{title.clone()}</h1>
            <p class="lead">{cx.t("about-lead")}</p>
            {sections}
        </article>
    };
    Ok(cx.render(Page::new(title).public(), view))
}
