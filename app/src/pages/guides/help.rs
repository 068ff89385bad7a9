//! Kinds of help that can be funded: what each changes, what it costs, how long it takes, and how much is known of its effect.

mod one;

use domain::content::intervention::{Cost, Estimate, Intervention, Kind};
use domain::id::InterventionId;
use leptos::prelude::*;

use super::{share, trail, untranslated};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

pub use one::page as one;

/// The address of the list.
pub const PATH: &str = "/guides/help";

/// The address of a kind of help.
pub fn path(help: &InterventionId) -> String {
    format!("{PATH}/{help}")
}

/// The list.
pub async fn page(cx: Cx) -> PageResult {
    if cx.env().catalog().interventions(cx.lang).is_empty() {
        return Err(PageError::NotFound);
    }
    let page = Page::new(cx.t("help-title")).public();
    let render = {
        let cx = cx.clone();
        move || list(&cx)
    };
    Ok(cx.render(page, render))
}

fn list(cx: &Cx) -> AnyView {
    let all = cx.env().catalog().interventions(cx.lang);
    let of = |kind: Kind| all.iter().filter(move |help| help.kind == kind);
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| of(*kind).next().is_some())
        .collect();
    let contents = kinds
        .iter()
        .map(|kind| {
            let href = format!("#{}", kind.as_str());
            view! { <li><a href=href>{kind_name(cx, *kind)}</a></li> }
        })
        .collect_view();
    let groups = kinds
        .iter()
        .map(|kind| {
            let rows = of(*kind).map(|help| row(cx, help)).collect_view();
            view! {
                <section>
                    <h2 id=kind.as_str()>{kind_name(cx, *kind)}</h2>
                    <ul class="guide-list">{rows}</ul>
                </section>
            }
        })
        .collect_view();
    let translated = share(cx.lang, all.iter().map(|help| &help.summary.lang));
    view! {
        <Breadcrumbs trail=trail(cx)/>
        <article class="prose">
            <h1>{cx.t("help-title")}</h1>
            <p class="lead">{cx.t("help-lead")}</p>
            {caution(cx)}
            <p>{cx.t("package-from-help")} " " <a href="/insight">{cx.t("package-from-help-link")}</a></p>
            {untranslated(cx, translated)}
            <nav aria-label=cx.t("help-contents")><ul>{contents}</ul></nav>
            {groups}
        </article>
    }
    .into_any()
}

/// What the figures are and what they are not.
fn caution(cx: &Cx) -> AnyView {
    let places = cx.number(Cost::REFERENCE_POLLING_PLACES);
    view! { <p>{cx.t_with("help-caution", &[("places", places.into())])}</p> }.into_any()
}

fn kind_name(cx: &Cx, kind: Kind) -> String {
    cx.t(&format!("help-kind-{}", kind.as_str()))
}

fn row(cx: &Cx, help: &Intervention) -> AnyView {
    let href = path(&help.id);
    let figures = [
        cost(cx, &help.cost),
        weeks(cx, help.weeks),
        cx.t(&format!("help-strength-{}", help.evidence.strength.as_str())),
    ];
    view! {
        <li class="guide-row">
            <h3><a href=href>{content(cx, &help.title)}</a></h3>
            <p>{content(cx, &help.summary)}</p>
            <p class="small muted">{figures.join(" · ")}</p>
        </li>
    }
    .into_any()
}

/// What it costs, once and for one body of reference.
fn cost(cx: &Cx, cost: &Cost) -> String {
    let body = cost.for_body(Cost::REFERENCE_POLLING_PLACES);
    let arguments = [
        ("fixed", money(cx, cost.fixed).into()),
        ("body", money(cx, body).into()),
    ];
    cx.t_with("help-cost-is", &arguments)
}

/// A range of US dollars.
pub fn money(cx: &Cx, estimate: Estimate) -> String {
    range(cx, "help-money", estimate)
}

fn weeks(cx: &Cx, estimate: Estimate) -> String {
    range(cx, "help-weeks", estimate)
}

fn range(cx: &Cx, key: &str, estimate: Estimate) -> String {
    let ends = [
        ("low", cx.number(estimate.low).into()),
        ("high", cx.number(estimate.high).into()),
    ];
    cx.t_with(key, &ends)
}

#[cfg(test)]
mod tests;
