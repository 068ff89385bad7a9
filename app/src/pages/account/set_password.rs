//! Setting a password by a one-time link.

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::identity::policy::{Actor, Instance};
use http::{HeaderMap, StatusCode};
use identity::clean_secret;
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;
use usecase::{Error, LinkFault};

use super::known_browser;
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
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
    if let Some(fault) =
        identity::link_fault(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), &secret).await?
    {
        return Ok(unusable(&cx, fault));
    }
    Ok(cx.render(
        Page::new(cx.t("set-password-title")),
        form(&cx, &secret, Vec::new()),
    ))
}

/// Sets the password, ends the session of whoever used this browser, and goes to the sign-in form.
pub async fn set_password(
    cx: Cx,
    Extension(session): Extension<Session>,
    Path(secret): Path<String>,
    headers: HeaderMap,
    Form(input): Form<Input>,
) -> PageResult {
    let permit = cx.permit(Instance)?;
    let outcome = identity::set_password_by_link(
        &cx.runner(),
        &permit,
        &cx.state.passwords,
        &secret,
        input.password,
        &input.repeated,
    )
    .await;
    match outcome {
        Ok(account) => {
            // Else the pages that follow would be those of somebody else.
            if cx.identity.is_some() {
                session
                    .flush()
                    .await
                    .map_err(|error| PageError::Internal(error.to_string()))?;
            }
            // Whoever chose a language opened the link in it; a new account takes that in which its password is set.
            if let Some(lang) = cx.read_lang {
                let actor = Actor {
                    account: Some(account.clone()),
                    ..Actor::default()
                };
                let permit = cx.env().permit(&actor, Instance)?;
                let mut tx = cx.begin().await?;
                match cx.chosen_lang {
                    Some(lang) => identity::choose_language(cx.env(), &permit, &mut tx, lang).await?,
                    None => identity::take_up_language(cx.env(), &permit, &mut tx, &account, lang).await?,
                }
                tx.commit().await?;
            }
            // From here the way through the door is open, whatever others try at it.
            let known = known_browser::remember(&cx, &headers, &account).await?;
            Ok((known, cx.redirect("/sign-in?done=password")).into_response())
        }
        Err(Error::Link(fault)) => Ok(unusable(&cx, fault)),
        Err(Error::Invalid(errors)) => {
            let view = form(&cx, &secret, messages(&cx, &errors));
            Ok(cx.render_invalid(Page::new(cx.t("set-password-title")), view))
        }
        Err(error) => Err(error.into()),
    }
}

fn form(cx: &Cx, secret: &str, messages: Messages) -> impl IntoView + use<> {
    let action = format!("/set-password/{}", clean_secret(secret).unwrap_or_default());
    let cx = cx.clone();
    move || {
        let session = cx.identity.as_ref().map(|identity| {
            let text = cx.t_with(
                "set-password-signed-in",
                &[("name", identity.name.clone().into())],
            );
            view! { <p class="notice notice-attention">{text}</p> }
        });
        view! {
            <div class="narrow">
                <h1>{cx.t("set-password-title")}</h1>
                {session}
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

/// Why the link does not work. No more is said than whoever holds it may know: nothing of whose account it is.
fn unusable(cx: &Cx, fault: LinkFault) -> Response {
    let (status, title, text) = match fault {
        LinkFault::Damaged => (
            StatusCode::BAD_REQUEST,
            cx.t("link-damaged-title"),
            cx.t("link-damaged"),
        ),
        LinkFault::Unknown => (
            StatusCode::NOT_FOUND,
            cx.t("link-unknown-title"),
            cx.t("link-unknown"),
        ),
        LinkFault::Used(at) => (
            StatusCode::GONE,
            cx.t("link-used-title"),
            cx.t_with("link-used", &[("moment", cx.moment(at).into())]),
        ),
        LinkFault::Replaced => (
            StatusCode::GONE,
            cx.t("link-replaced-title"),
            cx.t("link-replaced"),
        ),
        LinkFault::Expired(at) => (
            StatusCode::GONE,
            cx.t("link-expired-title"),
            cx.t_with("link-expired", &[("moment", cx.moment(at).into())]),
        ),
        LinkFault::Withdrawn => (
            StatusCode::GONE,
            cx.t("link-withdrawn-title"),
            cx.t("link-withdrawn"),
        ),
    };
    let view = view! {
        <div class="narrow">
            <h1>{title.clone()}</h1>
            <p class="lead">{text}</p>
            <p><a href="/sign-in">{cx.t("nav-sign-in")}</a></p>
        </div>
    };
    cx.render_with_status(status, Page::new(title), view)
}
