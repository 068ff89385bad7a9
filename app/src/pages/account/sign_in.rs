//! Signing in with address and password, and signing out.

use axum::Extension;
use axum::extract::Query;
use axum::response::IntoResponse;
use domain::identity::policy::Instance;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};
use identity::SignIn;
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;
use usecase::Error;

use super::known_browser;
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::context::{Cx, session_keys};
use crate::error::PageResult;
use crate::form::{Form, Messages, messages, safe_next};
use crate::shell::Page;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Target {
    #[serde(default)]
    next: String,
    /// What was done just before, to be said.
    #[serde(default)]
    done: String,
}

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form.
pub async fn page(cx: Cx, Query(target): Query<Target>) -> PageResult {
    if cx.identity.is_some() {
        return Ok(cx.redirect(safe_next(&target.next)));
    }
    let saved = (target.done == "password").then(|| {
        view! { <div class="narrow"><p class="notice notice-good" role="status">{cx.t("sign-in-password-saved")}</p></div> }
    });
    let fields = form(&cx, "", &target.next, &Vec::new());
    let view = view! { {saved} {fields} };
    Ok(cx.render(Page::new(cx.t("sign-in-title")), view))
}

/// Signs in: a new session, so that a session id known from before is worth nothing.
pub async fn sign_in(
    cx: Cx,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Form(input): Form<Input>,
) -> PageResult {
    let attempt = SignIn {
        email: input.email.clone(),
        password: input.password,
        address: cx.address.clone(),
        browsers: known_browser::secrets(&cx, &headers),
    };
    let account =
        match identity::sign_in(&cx.runner(), &cx.permit(Instance)?, &cx.state.passwords, attempt).await {
            Ok(account) => account,
            Err(Error::Invalid(errors)) => {
                let view = form(&cx, &input.email, &input.next, &messages(&cx, &errors));
                return Ok(cx.render_invalid(Page::new(cx.t("sign-in-title")), view));
            }
            Err(error) => return Err(error.into()),
        };
    let browser: String = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or("")
        .chars()
        .take(300)
        .collect();
    let now = cx.env().now().0;
    start_session(&session, account.as_str(), now, &browser).await?;
    if let Some(lang) = cx.chosen_lang {
        let mut tx = cx.begin().await?;
        identity::take_up_language(cx.env(), &cx.permit(Instance)?, &mut tx, &account, lang).await?;
        tx.commit().await?;
    }
    let known = known_browser::remember(&cx, &headers, &account).await?;
    let next = if input.next.is_empty() {
        "/"
    } else {
        safe_next(&input.next)
    };
    Ok((known, cx.redirect(next)).into_response())
}

/// Fills a fresh session.
pub async fn start_session(
    session: &Session,
    account: &str,
    now: i64,
    browser: &str,
) -> Result<(), tower_sessions::session::Error> {
    session.clear().await;
    // Not `flush`, after which the old id would be used again (tower-sessions 0.15).
    session.cycle_id().await?;
    session.insert(session_keys::ACCOUNT, account).await?;
    session.insert(session_keys::SIGNED_IN_AT, now).await?;
    session.insert(session_keys::SEEN_AT, now).await?;
    session.insert(session_keys::BROWSER, browser).await
}

/// What a browser forgets at the end of a session: pages that it keeps for *Back*, and whatever a script may have stored. Not its
/// cookies: the session's own is taken back by name, and the language on a shared PC is not this person's.
const FORGOTTEN: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// Ends the session, in the browser and in the database.
pub async fn sign_out(cx: Cx, Extension(session): Extension<Session>) -> PageResult {
    session.flush().await?;
    if cx.identity.is_some() {
        let mut tx = cx.begin().await?;
        identity::note_sign_out(cx.env(), &cx.permit(Instance)?, &mut tx).await?;
        tx.commit().await?;
    }
    let forget = [(HeaderName::from_static("clear-site-data"), FORGOTTEN)];
    Ok((forget, cx.redirect("/")).into_response())
}

fn form(cx: &Cx, email: &str, next: &str, messages: &Messages) -> impl IntoView + use<> {
    let (email, next, messages) = (email.to_owned(), next.to_owned(), messages.clone());
    let cx = cx.clone();
    move || {
        view! {
            <div class="narrow">
                <h1>{cx.t("sign-in-title")}</h1>
                <ErrorSummary messages=messages.clone()/>
                <form method="post" action="/sign-in" class="form">
                    <input type="hidden" name="next" value=next.clone()/>
                    <Field name="email" label=cx.t("field-email") kind=Kind::Email value=email.clone() autocomplete="username" messages=messages.clone()/>
                    <Field name="password" label=cx.t("field-password") kind=Kind::Password autocomplete="current-password" messages=messages.clone()/>
                    <button class="button" type="submit">{cx.t("sign-in-button")}</button>
                </form>
                <p class="muted">{cx.t("sign-in-help")}</p>
                {demo_accounts(&cx)}
            </div>
        }
    }
}

/// In the demo: with what to sign in as whom.
fn demo_accounts(cx: &Cx) -> Option<AnyView> {
    let demo = cx.state.demo.as_ref()?;
    let lines = demo
        .accounts
        .iter()
        .map(|(email, role)| {
            view! {
                <dt>{cx.t(&format!("role-{}", role.as_str()))}</dt>
                <dd><bdi dir="ltr">{*email}</bdi></dd>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="notice notice-attention" aria-labelledby="demo-accounts">
                <h2 id="demo-accounts">{cx.t("demo-accounts-title")}</h2>
                <p>{cx.t("demo-accounts-password")} " " <code dir="ltr">{demo.password}</code></p>
                <dl class="facts small">{lines}</dl>
            </section>
        }
        .into_any(),
    )
}
