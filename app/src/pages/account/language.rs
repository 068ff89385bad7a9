//! Choosing the interface's language: remembered in a cookie, and with the account.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect};
use domain::content::Lang;
use domain::identity::policy::Instance;
use http::header::SET_COOKIE;
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{join, split};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, safe_next};
use crate::shell::Page;

const ONE_YEAR: u32 = 365 * 24 * 60 * 60;

/// What was chosen.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: String,
    #[serde(default)]
    next: String,
}

/// From which page somebody comes.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

/// Every language by its own name, as a button.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let title = cx.t("language-title");
    let next = safe_next(&asked.next).to_owned();
    let buttons = Lang::ALL
        .into_iter()
        .map(|lang| {
            let current = (lang == cx.lang).then_some("true");
            view! {
                <li>
                    <button class="button button-quiet" type="submit" name="lang" value=lang.tag() lang=lang.tag() dir=lang.dir() aria-current=current>
                        {lang.own_name()}
                    </button>
                </li>
            }
        })
        .collect_view();
    let view = view! {
        <div class="narrow">
            <h1>{title.clone()}</h1>
            <p class="lead">{cx.t("language-lead")}</p>
            <form method="post" action="/language">
                <input type="hidden" name="next" value=next.clone()/>
                <ul class="languages">{buttons}</ul>
            </form>
            <p><a href=next>{cx.t("language-back")}</a></p>
        </div>
    };
    // The header has no link to this page: it would lead back here.
    Ok(cx.render(Page::new(title).passing(), view))
}

/// Remembers the language and goes back to the page: in that language, if it came from an address that named one.
pub async fn choose(cx: Cx, Form(choice): Form<Choice>) -> PageResult {
    let lang = Lang::parse(&choice.lang).ok_or(PageError::BadRequest)?;
    if cx.identity.is_some() {
        let mut tx = cx.begin().await?;
        identity::choose_language(cx.env(), &cx.permit(Instance)?, &mut tx, lang).await?;
        tx.commit().await?;
    }
    // The address may have been made by anybody: what it leads to is asked for without a language, as all the rest is.
    let (_, next) = split(safe_next(&choice.next));
    let next = match cx.address_lang.filter(|_| cx.identity.is_none()) {
        Some(_) => join(lang, &next),
        None => next,
    };
    Ok(([(SET_COOKIE, cookie(&cx, lang))], Redirect::to(&next)).into_response())
}

/// The cookie that remembers a language.
pub fn cookie(cx: &Cx, lang: Lang) -> String {
    let secure = if cx.state.is_secure() { "; Secure" } else { "" };
    format!(
        "{}={}; Path=/; Max-Age={ONE_YEAR}; SameSite=Lax; HttpOnly{secure}",
        cx.state.language_cookie(),
        lang.tag()
    )
}
