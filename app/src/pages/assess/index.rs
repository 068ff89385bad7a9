//! The bodies that somebody belongs to.

use domain::identity::organisation::OrganisationKind;
use leptos::prelude::*;

use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// One body: on to it. Several: a list. None, or nobody signed in: what to do.
pub async fn page(cx: Cx) -> PageResult {
    let title = cx.t("assess-title");
    let Some(identity) = &cx.identity else {
        let view = view! {
            <h1>{title.clone()}</h1>
            <p class="lead">{cx.t("assess-visitor-lead")}</p>
            <ol>
                <li>{cx.t("assess-visitor-step-1")}</li>
                <li>{cx.t("assess-visitor-step-2")}</li>
                <li>{cx.t("assess-visitor-step-3")}</li>
            </ol>
            <p class="actions"><a class="button" href="/sign-in?next=/assess">{cx.t("nav-sign-in")}</a></p>
            <p class="muted">{cx.t("assess-visitor-trust")}</p>
        };
        return Ok(cx.render(Page::new(title).public(), view));
    };
    let mut bodies: Vec<(String, String)> = identity
        .memberships
        .iter()
        .filter(|membership| membership.organisation.kind == OrganisationKind::ElectionBody)
        .map(|membership| {
            (
                membership.organisation.slug.clone(),
                membership.organisation.name.clone(),
            )
        })
        .collect();
    bodies.dedup();
    cx.sort_by_name(&mut bodies, |(_, name)| name);
    match bodies.as_slice() {
        [] => {
            let view = view! {
                <h1>{title.clone()}</h1>
                <div class="empty">
                    <p>{cx.t("assess-no-body")}</p>
                    <p><a class="button" href="/learn">{cx.t("assess-no-body-link")}</a></p>
                </div>
            };
            Ok(cx.render(Page::new(title), view))
        }
        [(slug, _)] => Ok(cx.redirect(&format!("/assess/{slug}"))),
        _ => {
            let items = bodies
                .into_iter()
                .map(|(slug, name)| {
                    view! { <li><a href=format!("/assess/{slug}") dir="auto">{name}</a></li> }
                })
                .collect_view();
            let view = view! {
                <h1>{title.clone()}</h1>
                <p class="lead">{cx.t("assess-choose-body")}</p>
                <ul class="line-list">{items}</ul>
            };
            Ok(cx.render(Page::new(title), view))
        }
    }
}
