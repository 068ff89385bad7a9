//! The cookie by which a browser is known to the accounts that were used in it. It signs nobody in: with it somebody else's wrong
//! tries do not keep the owner of an account out.

use axum::response::AppendHeaders;
use domain::id::AccountId;
use domain::identity::policy::Instance;
use http::HeaderMap;
use http::header::SET_COOKIE;

use crate::context::{Cx, cookie};
use crate::error::PageError;

/// Half a year: after that a browser that was not used is forgotten.
const SECONDS: u32 = 180 * 24 * 60 * 60;
/// Secrets are so many hexadecimal digits.
const SECRET_LENGTH: usize = 32;
/// More are in no cookie that was given out.
const MOST_SECRETS: usize = 8;

/// The secrets that a browser sent.
pub fn secrets(cx: &Cx, headers: &HeaderMap) -> Vec<String> {
    let is_secret = |secret: &&str| {
        secret.len() == SECRET_LENGTH && secret.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    cookie(headers, name(cx))
        .unwrap_or_default()
        .split('.')
        .filter(is_secret)
        .take(MOST_SECRETS)
        .map(str::to_owned)
        .collect()
}

/// Makes the browser known to an account whose owner has just proved who they are.
pub async fn remember(
    cx: &Cx,
    headers: &HeaderMap,
    account: &AccountId,
) -> Result<AppendHeaders<[(http::HeaderName, String); 1]>, PageError> {
    let secrets = secrets(cx, headers);
    let mut tx = cx.begin().await?;
    let kept =
        identity::remember_browser(cx.env(), &cx.permit(Instance)?, &mut tx, account, &secrets).await?;
    tx.commit().await?;
    let secure = if cx.state.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}; Path=/; Max-Age={SECONDS}; SameSite=Lax; HttpOnly{secure}",
        name(cx),
        kept.join(".")
    );
    Ok(AppendHeaders([(SET_COOKIE, cookie)]))
}

fn name(cx: &Cx) -> &'static str {
    if cx.state.is_secure() {
        "__Host-known"
    } else {
        "known"
    }
}
