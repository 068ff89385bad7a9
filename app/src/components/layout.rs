//! The frame's parts: header, navigation, footer.

use domain::content::Lang;
use domain::identity::policy::{Action, may_anywhere};
use leptos::prelude::*;

use crate::form::encode;
use crate::shell::{foreign, use_cx};

/// Name, navigation, language and account.
#[component]
pub fn SiteHeader(
    /// Whether the languages are offered.
    with_languages: bool,
) -> impl IntoView {
    let cx = use_cx();
    // A visitor is shown what there is; whoever is signed in, where they may go.
    let leads_to = |action| cx.identity.is_none() || may_anywhere(&cx.actor, action);
    let mut links = vec![("/learn", cx.t("nav-learn"))];
    if leads_to(Action::ReadAssessment) {
        links.push(("/assess", cx.t("nav-assess")));
    }
    if leads_to(Action::ReadRelease) {
        links.push(("/insight", cx.t("nav-insight")));
    }
    if may_anywhere(&cx.actor, Action::ReadRequests) {
        links.push(("/requests", cx.t("nav-requests")));
    }
    if may_anywhere(&cx.actor, Action::ReadInstance) {
        links.push(("/admin", cx.t("nav-admin")));
    }
    let links = links
        .into_iter()
        .map(|(href, label)| {
            let current = is_below(&cx.path, href).then_some("true");
            view! { <li><a href=href aria-current=current>{label}</a></li> }
        })
        .collect_view();
    let account = match &cx.identity {
        Some(identity) => view! {
            <a class="account-link" href="/account" dir="auto">{identity.name.clone()}</a>
            <form method="post" action="/sign-out">
                <button class="link-button" type="submit">{cx.t("sign-out")}</button>
            </form>
        }
        .into_any(),
        None => view! { <a class="account-link" href="/sign-in">{cx.t("nav-sign-in")}</a> }.into_any(),
    };
    view! {
        <header class="site-header">
            <div class="site-header-row">
                <a class="brand" href="/">
                    <svg class="brand-mark" viewBox="0 0 32 24" width="32" height="24" aria-hidden="true" focusable="false">
                        <path class="brand-dyke" d="M0 20 L9 7 H15 L20 13 H23 L27 9 H32 V24 H0 Z"/>
                        <path class="brand-water" d="M0 4 H32" fill="none" stroke-width="2" stroke-dasharray="4 3"/>
                    </svg>
                    <span>"Polder"</span>
                </a>
                <nav class="site-nav" aria-label=cx.t("nav-label")>
                    <ul>{links}</ul>
                </nav>
                <div class="site-tools">
                    {with_languages.then(|| view! { <LanguageSwitch/> })}
                    {account}
                </div>
            </div>
        </header>
    }
}

/// The language of the page, which leads to all of them: one word, however many there are.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let cx = use_cx();
    let href = format!("/language?next={}", encode(&cx.path));
    view! {
        <a class="language-link" href=href rel="nofollow">
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
                <path d="M10 1a9 9 0 1 0 0 18a9 9 0 1 0 0-18M1 10H19M10 1q-8 9 0 18q8-9 0-18" fill="none" stroke="currentColor" stroke-width="1.5"/>
            </svg>
            <span class="visually-hidden">{cx.t("language-label")} " "</span>
            <span>{cx.lang.own_name()}</span>
        </a>
    }
}

fn is_below(path: &str, href: &str) -> bool {
    path.strip_prefix(href)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// What the site is, and its small print.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let cx = use_cx();
    view! {
        <footer class="site-footer">
            <div class="site-footer-row">
                <p>{cx.t("footer-text")}</p>
                <ul>
                    <li><a href="/guides">{cx.t("nav-guides")}</a></li>
                    <li><a href="/glossary">{cx.t("nav-glossary")}</a></li>
                    <li><a href="/about">{cx.t("nav-about")}</a></li>
                </ul>
            </div>
        </footer>
    }
}

/// Where a page stands: links to the pages above it.
#[component]
pub fn Breadcrumbs(
    /// Address and name of each page above, the highest first.
    trail: Vec<(String, String)>,
    /// Language of the last name, if it comes out of content.
    #[prop(optional)]
    lang: Option<Lang>,
) -> impl IntoView {
    let cx = use_cx();
    let last = trail.len().saturating_sub(1);
    let links = trail.into_iter().enumerate().map(|(index, (href, name))| {
        let (lang, dir) = foreign(&cx, lang.filter(|_| index == last).unwrap_or(cx.lang));
        view! { <li><a href=href lang=lang dir=dir>{name}</a></li> }
    });
    view! {
        <nav class="breadcrumbs" aria-label=cx.t("breadcrumbs-label")>
            <ol>{links.collect_view()}</ol>
        </nav>
    }
}

#[cfg(test)]
mod tests;
