//! The people who belong to no organisation: nobody but the operator sees them.

use axum::extract::Query;
use domain::identity::policy::Instance;
use identity::PersonFacts;
use leptos::prelude::*;
use serde::Deserialize;
use usecase::Listed;

use super::admin_nav;
use crate::components::list::{Asked, list_pages, search_form};
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

const ADDRESS: &str = "/admin/people";

/// What was just done, for the word at the top.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The list.
pub async fn page(cx: Cx, Query(Done { done }): Query<Done>, Query(asked): Query<Asked>) -> PageResult {
    let (permit, query) = (cx.permit(Instance)?, asked.query()?);
    let people = identity::people_without_organisation(cx.env(), &permit, &mut cx.reader(), &query).await?;
    let view = body(&cx, &people, &asked, done == "removed");
    Ok(cx.render(Page::new(cx.t("admin-people-title")), view))
}

fn body(cx: &Cx, people: &Listed<PersonFacts>, asked: &Asked, is_removed: bool) -> AnyView {
    let list = if people.rows.is_empty() {
        let nobody = if asked.is_all() {
            "admin-people-empty"
        } else {
            "list-nothing"
        };
        view! { <p class="empty">{cx.t(nobody)}</p> }.into_any()
    } else {
        let entries = people.rows.iter().map(|person| entry(cx, person)).collect_view();
        view! { <ul class="people">{entries}</ul> }.into_any()
    };
    let pages = list_pages(cx, ADDRESS, &[], asked, people.next.as_ref());
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("admin-people-title")}</h1>
        {is_removed.then(|| view! { <p class="notice notice-good" role="status">{cx.t("admin-person-removed")}</p> })}
        <p class="lead">{cx.t("admin-people-lead")}</p>
        {search_form(cx, ADDRESS, asked, cx.t("people-search"), None)}
        {list}
        {pages}
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
