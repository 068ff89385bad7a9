//! A guide.

use axum::extract::Path;
use domain::content::Guide;
use leptos::prelude::*;

use super::{trail, untranslated};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(slug): Path<String>) -> PageResult {
    let guide = cx
        .env()
        .catalog()
        .guide(cx.lang, &slug)
        .ok_or(PageError::NotFound)?;
    let page = Page::new(guide.title.text.clone()).public();
    let render = {
        let cx = cx.clone();
        move || {
            let guide = cx.env().catalog().guide(cx.lang, &slug)?;
            Some(article(&cx, guide))
        }
    };
    Ok(cx.render(page, render))
}

fn article(cx: &Cx, guide: &Guide) -> AnyView {
    let reviewed = cx.t_with("learn-reviewed", &[("date", cx.date(guide.reviewed_on).into())]);
    view! {
        <Breadcrumbs trail=trail(cx)/>
        <article class="prose">
            <h1>{content(cx, &guide.title)}</h1>
            <p class="lead">{content(cx, &guide.summary)}</p>
            <p class="muted">{reviewed}</p>
            {untranslated(cx, guide.translated_percent)}
            <div class="lesson-body" inner_html=guide.body.0.clone()></div>
        </article>
    }
    .into_any()
}
