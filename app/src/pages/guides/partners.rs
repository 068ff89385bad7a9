//! Whom to ask for help: who does what, how to ask, how long it takes.

use domain::content::{Partner, PartnerKind, Text};
use leptos::prelude::*;

use super::{share, trail, untranslated};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    if cx.env().catalog().partners(cx.lang).is_empty() {
        return Err(PageError::NotFound);
    }
    let page = Page::new(cx.t("partners-title")).public();
    let render = {
        let cx = cx.clone();
        move || article(&cx, cx.env().catalog().partners(cx.lang))
    };
    Ok(cx.render(page, render))
}

fn article(cx: &Cx, partners: &[Partner]) -> AnyView {
    let kinds: Vec<PartnerKind> = PartnerKind::ALL
        .into_iter()
        .filter(|kind| partners.iter().any(|partner| partner.kind == *kind))
        .collect();
    let contents = kinds
        .iter()
        .map(|kind| {
            let href = format!("#{}", kind.as_str());
            view! { <li><a href=href>{kind_title(cx, *kind)}</a></li> }
        })
        .collect_view();
    let groups = kinds.iter().map(|kind| group(cx, *kind, partners)).collect_view();
    let translated = share(cx.lang, partners.iter().map(|partner| &partner.offers.lang));
    view! {
        <Breadcrumbs trail=trail(cx)/>
        <article class="prose">
            <h1>{cx.t("partners-title")}</h1>
            <p class="lead">{cx.t("partners-lead")}</p>
            <p>{cx.t("partners-note")}</p>
            {untranslated(cx, translated)}
            <nav aria-label=cx.t("partners-contents")><ul>{contents}</ul></nav>
            {groups}
        </article>
    }
    .into_any()
}

fn kind_title(cx: &Cx, kind: PartnerKind) -> String {
    cx.t(&format!("partner-kind-{}", kind.as_str()))
}

fn group(cx: &Cx, kind: PartnerKind, partners: &[Partner]) -> AnyView {
    let entries = partners
        .iter()
        .filter(|partner| partner.kind == kind)
        .map(|partner| entry(cx, partner))
        .collect_view();
    view! {
        <section>
            <h2 id=kind.as_str()>{kind_title(cx, kind)}</h2>
            {entries}
        </section>
    }
    .into_any()
}

fn entry(cx: &Cx, partner: &Partner) -> AnyView {
    let fact = |key: &str, text: &Text| {
        view! {
            <div>
                <dt>{cx.t(key)}</dt>
                <dd>{content(cx, text)}</dd>
            </div>
        }
    };
    let short = (partner.short.text != partner.name.text)
        .then(|| view! { <span class="partner-short">" (" {content(cx, &partner.short)} ")"</span> });
    let seen = match &partner.last_seen {
        Some(when) => view! { {cx.t("partner-last-seen")} " " {content(cx, when)} }.into_any(),
        None => cx.t("partner-not-seen").into_any(),
    };
    view! {
        <section class="partner">
            <h3>{content(cx, &partner.name)} {short}</h3>
            <dl>
                {fact("partner-offers", &partner.offers)}
                {fact("partner-how-to-ask", &partner.how_to_ask)}
                {fact("partner-regions", &partner.regions)}
                {fact("partner-languages", &partner.languages)}
                {website(cx, partner)}
            </dl>
            <p class="partner-source muted">{content(cx, &partner.source)} " " {seen}</p>
        </section>
    }
    .into_any()
}

/// A site that nobody has looked at is named, and not linked.
fn website(cx: &Cx, partner: &Partner) -> Option<AnyView> {
    let name = partner.website.clone()?;
    let shown = match partner.last_seen {
        Some(_) => {
            let href = format!("https://{name}/");
            view! { <a href=href rel="noopener noreferrer" dir="ltr">{name}</a> }.into_any()
        }
        None => view! { <span dir="ltr">{name}</span> }.into_any(),
    };
    Some(
        view! {
            <div>
                <dt>{cx.t("partner-website")}</dt>
                <dd>{shown}</dd>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests;
