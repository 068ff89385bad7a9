//! The people of one's own election body. Other organisations have theirs under `/admin/organisations`.

use axum::extract::{Path, Query};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};

use crate::components::list::Asked;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::Form;
use crate::pages::end_sessions;
use crate::pages::people::{self, Adding, Entry, Place};

/// Who belongs to the body, in which roles.
pub async fn page(cx: Cx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    people::show(&cx, body, place, asked).await
}

/// Adds a person.
pub async fn add(cx: Cx, Path(slug): Path<String>, Form(input): Form<Adding>) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    people::add(&cx, body, place, input).await
}

/// Gives out a new link.
pub async fn give_link(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    people::give_link(&cx, body, place, input).await
}

/// Changes somebody's roles.
pub async fn set_roles(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    people::set_roles(&cx, body, place, input).await
}

/// Takes somebody out of the body.
pub async fn remove(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    people::remove(&cx, body, place, input).await
}

/// Ends the sessions of one of them.
pub async fn end_sessions(
    cx: Cx,
    Path(slug): Path<String>,
    Form(input): Form<end_sessions::Input>,
) -> PageResult {
    let (body, place) = load(&cx, &slug).await?;
    end_sessions::end(&cx, body, place, input).await
}

async fn load(cx: &Cx, slug: &str) -> Result<(Organisation, Place), PageError> {
    let permit: Permit<act::ReadPeople> = cx.permit_on_body(slug).await?;
    let body = permit.organisation().clone();
    let place = Place {
        address: format!("/assess/{}/people", body.slug),
        trail: vec![
            ("/assess".to_owned(), cx.t("nav-assess")),
            (format!("/assess/{}", body.slug), body.name.clone()),
        ],
        is_operators: false,
    };
    Ok((body, place))
}
