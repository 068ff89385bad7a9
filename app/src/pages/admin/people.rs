//! The people who belong to no organisation: nobody but the operator sees them.

use axum::extract::Query;
use domain::identity::policy::Instance;
use identity::PersonFacts;
use leptos::prelude::*;
use serde::Deserialize;

use super::admin_nav;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// What was just done, for the word at the top.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The list.
pub async fn page(cx: Cx, Query(Done { done }): Query<Done>) -> PageResult {
    let people =
        identity::people_without_organisation(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    let view = body(&cx, &people, done == "removed");
    Ok(cx.render(Page::new(cx.t("admin-people-title")), view))
}

fn body(cx: &Cx, people: &[PersonFacts], is_removed: bool) -> AnyView {
    let list = if people.is_empty() {
        view! { <p class="empty">{cx.t("admin-people-empty")}</p> }.into_any()
    } else {
        let entries = people.iter().map(|person| entry(cx, person)).collect_view();
        view! { <ul class="people">{entries}</ul> }.into_any()
    };
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("admin-people-title")}</h1>
        {is_removed.then(|| view! { <p class="notice notice-good" role="status">{cx.t("admin-person-removed")}</p> })}
        <p class="lead">{cx.t("admin-people-lead")}</p>
        {list}
    }
    .into_any()
}

fn entry(cx: &Cx, person: &PersonFacts) -> impl IntoView + use<> {
    let waiting =
        (!person.can_sign_in).then(|| view! { <p class="small muted">{cx.t("people-no-password")}</p> });
    view! {
        <li class="person">
            <div class="person-words">
                <p class="person-name">
                    <a href=format!("/admin/people/{}", person.account)><bdi>{person.name.clone()}</bdi></a>
                </p>
                <p class="small muted"><bdi dir="ltr">{person.email.clone()}</bdi></p>
                {waiting}
            </div>
        </li>
    }
}
