//! The glossary: what the words of the courses mean. Lessons link to its terms.

use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let title = cx.t("glossary-title");
    let terms = cx.env().catalog().glossary(cx.lang);
    let list = (!terms.is_empty()).then(|| {
        let terms = terms
            .iter()
            .map(|term| {
                view! {
                    <div class="term-entry" id=term.id.clone()>
                        <dt>{content(&cx, &term.term)}</dt>
                        <dd>{content(&cx, &term.definition)}</dd>
                    </div>
                }
            })
            .collect_view();
        view! { <dl class="glossary">{terms}</dl> }
    });
    let view = view! {
        <h1>{title.clone()}</h1>
        <p class="lead">{cx.t_with("glossary-lead", &[("n", (terms.len() as i64).into())])}</p>
        {list}
    };
    Ok(cx.render(Page::new(title).public(), view))
}
