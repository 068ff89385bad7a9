//! The first page: what each kind of visitor can do here, on one screen.

use leptos::prelude::*;

use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let doors = ["official", "body", "donor"].map(|who| {
        let href = match who {
            "official" => "/learn",
            "body" => "/assess",
            _ => "/insight",
        };
        view! {
            <li class="door">
                <h2>{cx.t(&format!("landing-{who}-title"))}</h2>
                <p>{cx.t(&format!("landing-{who}-text"))}</p>
                <p><a class="button" href=href>{cx.t(&format!("landing-{who}-link"))}</a></p>
            </li>
        }
    });
    let view = view! {
        <section class="hero">
            <h1>{cx.t("landing-title")}</h1>
            <p class="lead">{cx.t("landing-lead")}</p>
        </section>
        <ul class="doors">{doors.into_iter().collect_view()}</ul>
        <section class="prose">
            <h2>{cx.t("landing-trust-title")}</h2>
            <p>{cx.t("landing-trust-text")}</p>
        </section>
    };
    Ok(cx.render(Page::wide(cx.t("landing-page-title")), view))
}
