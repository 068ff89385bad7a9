//! Choosing the interface's language: remembered in a cookie, and with the account.

use axum::response::IntoResponse;
use domain::content::Lang;
use domain::identity::policy::Instance;
use http::header::SET_COOKIE;
use serde::Deserialize;

use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, safe_next};

const ONE_YEAR: u32 = 365 * 24 * 60 * 60;

/// The switch in the header.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: String,
    #[serde(default)]
    next: String,
}

/// Remembers the language and goes back to the page.
pub async fn choose(cx: Cx, Form(choice): Form<Choice>) -> PageResult {
    let lang = Lang::parse(&choice.lang).ok_or(PageError::BadRequest)?;
    if cx.identity.is_some() {
        let mut tx = cx.begin().await?;
        identity::choose_language(cx.env(), &cx.permit(Instance)?, &mut tx, lang).await?;
        tx.commit().await?;
    }
    Ok((
        [(SET_COOKIE, cookie(&cx, lang))],
        cx.redirect(safe_next(&choice.next)),
    )
        .into_response())
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
