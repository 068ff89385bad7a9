//! The first page: what each kind of visitor can do here, on one screen.

use domain::identity::policy::{Action, may_anywhere};
use leptos::prelude::*;

use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page. A partner's people come to what is asked of them: of the doors here none is theirs.
pub async fn page(cx: Cx) -> PageResult {
    let has = |action| may_anywhere(&cx.actor, action);
    if has(Action::ReadRequests) && !has(Action::ReadRelease) && !has(Action::ReadBody) {
        return Ok(cx.redirect("/requests"));
    }
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
            <div>
                <h1>{cx.t("landing-title")}</h1>
                <p class="lead">{cx.t("landing-lead")}</p>
            </div>
            {picture()}
        </section>
        <ul class="doors">{doors.into_iter().collect_view()}</ul>
        <section class="prose">
            <h2>{cx.t("landing-trust-title")}</h2>
            <p>{cx.t("landing-trust-text")}</p>
        </section>
    };
    Ok(cx.render(Page::wide(cx.t("landing-page-title")).public(), view))
}

/// Crest, body and water line (0–4) of an invented body, domain by domain: the idea of the dyke profile at a glance.
const PICTURE: [(f64, f64, f64); 12] = [
    (3.1, 2.0, 2.0),
    (2.6, 2.0, 2.0),
    (3.0, 2.0, 2.0),
    (2.4, 2.0, 2.0),
    (2.9, 3.0, 2.5),
    (1.1, 0.4, 2.5),
    (2.7, 2.0, 2.5),
    (3.2, 3.0, 2.0),
    (2.8, 2.0, 2.0),
    (3.3, 3.0, 2.5),
    (2.5, 2.0, 2.0),
    (2.9, 2.0, 2.0),
];

/// The picture beside the title: decoration, since the title says the same in words.
fn picture() -> impl IntoView {
    const STEP: f64 = 40.0;
    const LEVEL: f64 = 42.0;
    const GROUND: f64 = 190.0;
    let columns = |height: fn(&(f64, f64, f64)) -> f64| {
        let mut path = format!("M0 {GROUND}");
        for (index, column) in PICTURE.iter().enumerate() {
            let (start, top) = (index as f64 * STEP, GROUND - height(column) * LEVEL);
            path.push_str(&format!(" L{} {top} L{} {top}", start + 3.0, start + STEP - 3.0));
        }
        path.push_str(&format!(" L{} {GROUND} Z", STEP * PICTURE.len() as f64));
        path
    };
    let mut line = String::new();
    let mut water = String::new();
    for (index, (crest, _, target)) in PICTURE.iter().enumerate() {
        let (start, top) = (index as f64 * STEP, GROUND - target * LEVEL);
        line.push_str(&format!(
            "{}{start} {top} H{} ",
            if index == 0 { "M" } else { "L" },
            start + STEP
        ));
        if crest < target {
            water.push_str(&format!(
                "M{} {top} H{} V{GROUND} H{} Z ",
                start - 2.0,
                start + STEP + 2.0,
                start - 2.0
            ));
        }
    }
    view! {
        <svg class="hero-picture" viewBox="0 0 480 200" width="480" height="200" aria-hidden="true" focusable="false">
            <path class="hero-water" d=water/>
            <path class="hero-crest" d=columns(|column| column.0)/>
            <path class="hero-body" d=columns(|column| column.1)/>
            <path class="hero-line" d=line/>
            <circle class="hero-lowest" cx="220" cy="160" r="26"/>
        </svg>
    }
}
