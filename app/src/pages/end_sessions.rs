//! Ending the sessions of a person of an organisation: by its lead under `/assess/{org}/people`, by the operator under
//! `/admin/organisations/{org}`.

use axum::response::Response;
use domain::identity::organisation::Organisation;
use identity::Person;
use leptos::prelude::*;
use serde::Deserialize;
use usecase::{Error, NotNow};

use super::people::{Place, name_of};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    account: String,
}

/// The form in a person's entry of the list.
pub fn form(cx: &Cx, address: &str, person: &Person) -> AnyView {
    view! {
        <form method="post" action=format!("{address}/sessions")>
            <input type="hidden" name="account" value=person.account.to_string()/>
            <button class="button button-quiet" type="submit">{cx.t("people-end-sessions")}</button>
        </form>
    }
    .into_any()
}

/// Ends the sessions, and says so on a page of its own.
pub async fn end(cx: &Cx, organisation: Organisation, place: Place, input: Input) -> PageResult {
    let account = input.account.as_str().into();
    let permit = cx.permit(organisation.clone())?;
    let mut tx = cx.begin().await?;
    let is_done = match identity::end_sessions_of(cx.env(), &permit, &mut tx, &account).await {
        Ok(()) => {
            tx.commit().await?;
            true
        }
        Err(Error::NotNow(NotNow::SessionsElsewhere)) => false,
        Err(error) => return Err(error.into()),
    };
    let name = name_of(cx, &organisation, &account).await?;
    let message = if is_done {
        cx.t_with("people-sessions-ended", &[("name", name.into())])
    } else {
        cx.t("error-sessions-elsewhere")
    };
    Ok(answer(cx, &organisation, place, message, is_done))
}

fn answer(cx: &Cx, organisation: &Organisation, place: Place, message: String, is_done: bool) -> Response {
    let title = cx.t("people-sessions-title");
    let back = cx.t_with("people-title", &[("name", organisation.name.clone().into())]);
    let class = if is_done {
        "notice notice-good"
    } else {
        "notice notice-attention"
    };
    let (page, heading) = (Page::new(title.clone()).passing(), title);
    let view = move || {
        view! {
            <Breadcrumbs trail=place.trail.clone()/>
            <h1>{heading.clone()}</h1>
            <p class=class role="status">{message.clone()}</p>
            <p><a href=place.address.clone()>{back.clone()}</a></p>
        }
    };
    if is_done {
        cx.render(page, view)
    } else {
        cx.render_with_status(http::StatusCode::CONFLICT, page, view)
    }
}
