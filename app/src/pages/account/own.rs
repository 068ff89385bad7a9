//! One's own account: name and language, password, sessions.

use axum::Extension;
use axum::extract::Query;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::content::Lang;
use domain::identity::policy::Instance;
use http::HeaderMap;
use http::header::SET_COOKIE;
use identity::{ChangePassword, OwnSession};
use leptos::prelude::*;
use serde::Deserialize;
use serde_html_form::de::empty_as_none;
use tower_sessions::Session;
use usecase::Error;

use super::known_browser;
use super::language::cookie;
use crate::components::form::{ErrorSummary, Field, Kind, SelectField};
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

const ADDRESS: &str = "/account";

/// What was just done, for the word at the top.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The form of name and language, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct PersonInput {
    #[serde(default)]
    name: String,
    #[serde(default, deserialize_with = "empty_as_none")]
    lang: Option<Lang>,
}

/// The form of the password, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct PasswordInput {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    repeated: String,
}

/// The form that ends a session, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct SessionInput {
    #[serde(default)]
    session: String,
}

#[derive(Clone)]
struct Content {
    done: Option<String>,
    name: String,
    lang: Option<Lang>,
    messages: Messages,
    sessions: Vec<OwnSession>,
}

/// The page.
pub async fn page(
    cx: Cx,
    Query(Done { done }): Query<Done>,
    Extension(session): Extension<Session>,
) -> PageResult {
    let known = ["person", "password", "session", "others"];
    let done = known
        .contains(&done.as_str())
        .then(|| cx.t(&format!("account-done-{done}")));
    let (name, lang) = stored(&cx);
    render(
        &cx,
        &session,
        Content {
            done,
            name,
            lang,
            messages: Messages::new(),
            sessions: Vec::new(),
        },
    )
    .await
}

/// Changes one's own name and language.
pub async fn save_person(
    cx: Cx,
    Extension(session): Extension<Session>,
    Form(input): Form<PersonInput>,
) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    match identity::edit_own_account(cx.env(), &permit, &mut tx, &input.name, input.lang).await {
        Ok(lang) => {
            tx.commit().await?;
            let cookie = AppendHeaders([(SET_COOKIE, cookie(&cx, lang))]);
            Ok((cookie, done(&cx, "person")).into_response())
        }
        Err(error) => {
            drop(tx);
            refused(&cx, &session, (input.name, input.lang), error).await
        }
    }
}

/// Changes the password and then the session's id, like signing in.
pub async fn save_password(
    cx: Cx,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Form(input): Form<PasswordInput>,
) -> PageResult {
    let permit = cx.permit(Instance)?;
    let change = ChangePassword {
        current: input.current,
        password: input.password,
        repeated: input.repeated,
        session: id(&session),
    };
    match identity::change_password(&cx.runner(), &permit, &cx.state.passwords, change).await {
        Ok(()) => {
            session.cycle_id().await?;
            // With the old password the other browsers are forgotten; this one has just shown that it is the owner's.
            let known = known_browser::remember(&cx, &headers, permit.account()).await?;
            Ok((known, done(&cx, "password")).into_response())
        }
        Err(error) => refused(&cx, &session, stored(&cx), error).await,
    }
}

/// Ends one of one's own sessions.
pub async fn end_session(cx: Cx, Form(input): Form<SessionInput>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    identity::end_own_session(cx.env(), &permit, &mut tx, &input.session).await?;
    tx.commit().await?;
    Ok(done(&cx, "session"))
}

/// Ends all of one's own sessions but this one.
pub async fn end_others(cx: Cx, Extension(session): Extension<Session>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    identity::end_other_own_sessions(cx.env(), &permit, &mut tx, &id(&session)).await?;
    tx.commit().await?;
    Ok(done(&cx, "others"))
}

/// Back to the page, with a word on what was done.
fn done(cx: &Cx, what: &str) -> Response {
    cx.redirect(&format!("{ADDRESS}?done={what}"))
}

/// The page once more, with what is wrong.
async fn refused(
    cx: &Cx,
    session: &Session,
    (name, lang): (String, Option<Lang>),
    error: Error,
) -> PageResult {
    let Error::Invalid(errors) = error else {
        return Err(error.into());
    };
    let content = Content {
        done: None,
        name,
        lang,
        messages: messages(cx, &errors),
        sessions: Vec::new(),
    };
    render(cx, session, content).await
}

fn id(session: &Session) -> String {
    session.id().map(|id| id.to_string()).unwrap_or_default()
}

fn stored(cx: &Cx) -> (String, Option<Lang>) {
    cx.identity
        .as_ref()
        .map(|identity| {
            let lang = identity.lang.unwrap_or(cx.lang);
            (identity.name.clone(), Some(lang))
        })
        .unwrap_or_default()
}

async fn render(cx: &Cx, session: &Session, content: Content) -> PageResult {
    let sessions =
        identity::own_sessions(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), &id(session)).await?;
    let is_valid = content.messages.is_empty();
    let content = Content { sessions, ..content };
    let page = Page::new(cx.t("account-title"));
    let own = cx.clone();
    let view = move || body(&own, content.clone());
    Ok(if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    })
}

fn body(cx: &Cx, content: Content) -> impl IntoView + use<> {
    let Content {
        done,
        name,
        lang,
        messages,
        sessions,
    } = content;
    let languages = Lang::ALL
        .into_iter()
        .map(|lang| (lang.tag().to_owned(), lang.own_name().to_owned()))
        .collect();
    let email = cx
        .identity
        .as_ref()
        .map(|identity| identity.email.clone())
        .unwrap_or_default();
    view! {
        <h1>{cx.t("account-title")}</h1>
        {done.map(|done| view! { <p class="notice notice-good" role="status">{done}</p> })}
        <ErrorSummary messages=messages.clone()/>
        <dl class="facts facts-long">
            <dt>{cx.t("field-email")}</dt>
            <dd><bdi dir="ltr">{email}</bdi></dd>
            {roles(cx)}
        </dl>
        <section aria-labelledby="person-title">
            <h2 id="person-title">{cx.t("account-person-title")}</h2>
            <form method="post" action=ADDRESS class="form">
                <Field name="name" label=cx.t("field-name") value=name autocomplete="name" messages=messages.clone()/>
                <SelectField name="lang" label=cx.t("field-language") options=languages value=lang.map_or("", Lang::tag).to_owned() messages=messages.clone()/>
                <button class="button" type="submit">{cx.t("account-person-button")}</button>
            </form>
        </section>
        <section aria-labelledby="password-title">
            <h2 id="password-title">{cx.t("account-password-title")}</h2>
            <p class="muted">{cx.t("account-password-help")}</p>
            <form method="post" action=format!("{ADDRESS}/password") class="form">
                <Field name="current" label=cx.t("field-current-password") kind=Kind::Password autocomplete="current-password" messages=messages.clone()/>
                <Field name="password" label=cx.t("field-new-password") help=cx.t("set-password-help") kind=Kind::Password autocomplete="new-password" messages=messages.clone()/>
                <Field name="repeated" label=cx.t("field-repeat-password") kind=Kind::Password autocomplete="new-password" messages=messages/>
                <button class="button" type="submit">{cx.t("account-password-button")}</button>
            </form>
        </section>
        <section aria-labelledby="sessions-title">
            <h2 id="sessions-title">{cx.t("account-sessions-title")}</h2>
            <p class="muted">{cx.t("account-sessions-help")}</p>
            {session_list(cx, &sessions)}
        </section>
        <section aria-labelledby="data-title">
            <h2 id="data-title">{cx.t("account-data-title")}</h2>
            <p class="muted">{cx.t("account-data-help")}</p>
            <p><a href="/account/data.json">{cx.t("account-data-link")}</a></p>
        </section>
    }
}

/// The organisations, each with the roles in it.
fn roles(cx: &Cx) -> impl IntoView + use<> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for membership in cx.identity.iter().flat_map(|identity| &identity.memberships) {
        let role = cx.t(&format!("role-{}", membership.role.as_str()));
        match lines.last_mut() {
            Some((name, roles)) if *name == membership.organisation.name => roles.push(role),
            _ => lines.push((membership.organisation.name.clone(), vec![role])),
        }
    }
    lines
        .into_iter()
        .map(|(name, roles)| {
            view! {
                <dt><bdi>{name}</bdi></dt>
                <dd>{cx.list(&roles)}</dd>
            }
        })
        .collect_view()
}

fn session_list(cx: &Cx, sessions: &[OwnSession]) -> impl IntoView + use<> {
    let entries = sessions
        .iter()
        .map(|session| session_entry(cx, session))
        .collect_view();
    let others = (sessions.len() > 1).then(|| {
        view! {
            <form method="post" action=format!("{ADDRESS}/sessions/end-others")>
                <button class="button button-danger" type="submit">
                    {cx.t("account-end-others")}
                </button>
            </form>
        }
    });
    let list = (!sessions.is_empty()).then(|| view! { <ul class="sessions">{entries}</ul> });
    view! {
        {list}
        <div class="actions">
            {others}
            <form method="post" action="/sign-out">
                <button class="button button-quiet" type="submit">{cx.t("sign-out")}</button>
            </form>
        </div>
    }
}

fn session_entry(cx: &Cx, session: &OwnSession) -> impl IntoView + use<> {
    let browser = browser_in_words(cx, &session.browser);
    let since = cx.t_with(
        "account-session-since",
        &[("moment", cx.moment(session.signed_in_at).into())],
    );
    let seen = cx.t_with(
        "account-session-seen",
        &[("moment", cx.moment(session.seen_at).into())],
    );
    let end = if session.is_current {
        view! { <p class="tag tag-good">{cx.t("account-session-current")}</p> }.into_any()
    } else {
        let label = cx.t_with("account-end-session-of", &[("browser", browser.clone().into())]);
        view! {
            <form method="post" action=format!("{ADDRESS}/sessions/end")>
                <input type="hidden" name="session" value=session.id.clone()/>
                <button class="button button-quiet" type="submit">{label}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="session">
            <div>
                <p class="person-name"><bdi>{browser}</bdi></p>
                <p class="small muted">{since}</p>
                <p class="small muted">{seen}</p>
            </div>
            {end}
        </li>
    }
}

/// What a person calls the browser. Every browser names a few others too, so the order matters.
fn browser_in_words(cx: &Cx, agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chromium", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => cx.t_with(
            "account-browser-on",
            &[("browser", browser.into()), ("system", system.into())],
        ),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => cx.t("account-browser-unknown"),
    }
}
