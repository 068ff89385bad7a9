//! Setting a password by a one-time link.

use axum::extract::Path;
use axum::response::IntoResponse;
use domain::policy::Actor;
use http::HeaderMap;
use leptos::prelude::*;
use serde::Deserialize;
use service::Error;

use super::known_browser;
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    password: String,
    #[serde(default)]
    repeated: String,
}

/// The form, or a word on why the link does not work.
pub async fn page(cx: Cx, Path(secret): Path<String>) -> PageResult {
    if !cx.services().is_link_usable(&secret).await? {
        return Ok(expired(&cx));
    }
    Ok(cx.render(
        Page::new(cx.t("set-password-title")),
        form(&cx, &secret, Vec::new()),
    ))
}

/// Sets the password and goes to the sign-in form.
pub async fn set_password(
    cx: Cx,
    Path(secret): Path<String>,
    headers: HeaderMap,
    Form(input): Form<Input>,
) -> PageResult {
    match cx
        .services()
        .set_password_by_link(&secret, input.password, &input.repeated)
        .await
    {
        Ok(account) => {
            // Whoever chose a language in this browser opened the link in it.
            if let Some(lang) = cx.chosen_lang {
                let actor = Actor {
                    account: Some(account.clone()),
                    ..Actor::default()
                };
                cx.services().choose_language(&actor, lang).await?;
            }
            // From here the way through the door is open, whatever others try at it.
            let known = known_browser::remember(&cx, &headers, &account).await?;
            Ok((known, cx.redirect("/sign-in")).into_response())
        }
        Err(Error::NotFound) => Ok(expired(&cx)),
        Err(Error::Invalid(errors)) => {
            let view = form(&cx, &secret, messages(&cx, &errors));
            Ok(cx.render_invalid(Page::new(cx.t("set-password-title")), view))
        }
        Err(error) => Err(error.into()),
    }
}

fn form(cx: &Cx, secret: &str, messages: Messages) -> impl IntoView + use<> {
    let action = format!("/set-password/{secret}");
    let cx = cx.clone();
    move || {
        view! {
            <div class="narrow">
                <h1>{cx.t("set-password-title")}</h1>
                <ErrorSummary messages=messages.clone()/>
                <form method="post" action=action.clone() class="form">
                    <Field name="password" label=cx.t("field-new-password") help=cx.t("set-password-help") kind=Kind::Password autocomplete="new-password" messages=messages.clone()/>
                    <Field name="repeated" label=cx.t("field-repeat-password") kind=Kind::Password autocomplete="new-password" messages=messages.clone()/>
                    <button class="button" type="submit">{cx.t("set-password-button")}</button>
                </form>
            </div>
        }
    }
}

fn expired(cx: &Cx) -> axum::response::Response {
    let title = cx.t("set-password-expired-title");
    let view = view! {
        <div class="narrow">
            <h1>{title.clone()}</h1>
            <p class="lead">{cx.t("set-password-expired")}</p>
        </div>
    };
    cx.render_with_status(http::StatusCode::GONE, Page::new(title), view)
}
