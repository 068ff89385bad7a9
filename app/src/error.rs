//! Errors that a person sees: a small set of safe messages. The cause goes to the log.

use axum::response::{IntoResponse, Response};
use domain::identity::policy::Refusal;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use usecase::NotNow;

use crate::context::Cx;
use crate::resend::Sent;
use crate::shell::Page;

/// When it is worth asking again, after the server or its database was busy.
const RETRY_AFTER_SECONDS: &str = "10";

/// A result of a page or an action.
pub type PageResult = Result<Response, PageError>;

/// An error as far as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// Nobody is signed in: who asks for a page is sent to the sign-in form, and from there back; who sent a form gets it back.
    SignIn,
    /// There is no such page, or it is somebody else's.
    NotFound,
    /// The request makes no sense: a form that this page did not make.
    BadRequest,
    /// The state of things does not allow it now.
    NotNow(NotNow),
    /// Too many tries; seconds to wait.
    TooMany(i64),
    /// Sent from another site.
    CrossSite,
    /// Sent over plain HTTP to a site that is reached over HTTPS.
    Unencrypted,
    /// Sent again, after a session ended, by somebody who may not be the person who typed it.
    AnotherName,
    /// More was sent than is taken.
    TooLarge,
    /// It took longer than a request may.
    TooSlow,
    /// The database is busy or cannot be reached; the cause, for the log only.
    Busy(String),
    /// Something failed; the cause, for the log only.
    Internal(String),
}

impl From<usecase::Error> for PageError {
    fn from(error: usecase::Error) -> Self {
        use usecase::Error;
        match error {
            Error::Refused(Refusal::SignIn) => Self::SignIn,
            Error::Refused(Refusal::NotYours) | Error::NotFound | Error::Link(_) => Self::NotFound,
            // A page that can show what is wrong with a field does so itself, before it comes to this.
            Error::Invalid(_) => Self::BadRequest,
            Error::NotNow(reason) => Self::NotNow(reason),
            // A page that can show what was changed does so itself.
            Error::Changed(_) => Self::NotNow(NotNow::AssessmentChanged),
            Error::TooMany(seconds) => Self::TooMany(seconds),
            Error::Store(error) if error.is_passing() => Self::Busy(error.to_string()),
            error @ (Error::Store(_) | Error::Internal(_)) => Self::Internal(error.to_string()),
        }
    }
}

impl From<usecase::StoreError> for PageError {
    fn from(error: usecase::StoreError) -> Self {
        usecase::Error::from(error).into()
    }
}

impl From<tower_sessions::session::Error> for PageError {
    fn from(error: tower_sessions::session::Error) -> Self {
        use tower_sessions::session::Error;
        use tower_sessions::session_store::Error as Stored;
        match &error {
            // The database did not answer: what it holds and cannot be read is another variant.
            Error::Store(Stored::Backend(_)) => Self::Busy(error.to_string()),
            _ => Self::Internal(error.to_string()),
        }
    }
}

impl From<report::Error> for PageError {
    fn from(error: report::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl PageError {
    /// Tells the log of a cause that no page tells.
    pub fn log(&self) {
        match self {
            Self::Internal(cause) => tracing::error!(%cause, "a request failed"),
            Self::Busy(cause) => tracing::warn!(%cause, "the database was busy"),
            _ => {}
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotNow(_) | Self::AnotherName => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::CrossSite | Self::Unencrypted => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow | Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for PageError {
    /// A bare answer that carries the error; [`render_errors`] makes a page of it, in the reader's language.
    fn into_response(self) -> Response {
        self.log();
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes pages of errors. Also of those that come from the router itself, such as an address that does not exist. What was
/// `sent` to an address that changes something is given back, to be copied, and to be sent again if that can help.
pub fn render_errors(cx: &Cx, sent: Option<&Sent>, response: Response) -> Response {
    let error = match response.extensions().get::<PageError>() {
        Some(error) => error.clone(),
        None if response.headers().contains_key(header::CONTENT_TYPE) => {
            // Axum's own rejections are plain text with an error status; every page of ours is HTML, data or a redirect.
            let is_text = response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
            match response.status() {
                StatusCode::PAYLOAD_TOO_LARGE if is_text => PageError::TooLarge,
                status if status.is_client_error() && is_text => PageError::BadRequest,
                _ => return response,
            }
        }
        None => match response.status() {
            StatusCode::NOT_FOUND => PageError::NotFound,
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::BAD_REQUEST => PageError::BadRequest,
            StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
            StatusCode::SERVICE_UNAVAILABLE => PageError::TooSlow,
            StatusCode::INTERNAL_SERVER_ERROR => PageError::Internal(String::new()),
            _ => return response,
        },
    };
    if error == PageError::SignIn && sent.is_none() {
        return cx.redirect(&format!("/sign-in?next={}", crate::form::encode(&cx.path)));
    }
    let (title, text) = match &error {
        PageError::SignIn => (cx.t("error-signed-out-title"), cx.t("error-signed-out")),
        PageError::NotFound => (cx.t("error-not-found-title"), cx.t("error-not-found")),
        PageError::BadRequest => (cx.t("error-bad-request-title"), cx.t("error-bad-request")),
        PageError::NotNow(key) => (cx.t("error-not-now-title"), cx.t(&format!("error-{}", key.key()))),
        PageError::TooMany(seconds) => (
            cx.t("error-too-many-title"),
            cx.t_with("error-too-many", &[("minutes", (seconds / 60).max(1).into())]),
        ),
        PageError::CrossSite => (cx.t("error-cross-site-title"), cx.t("error-cross-site")),
        PageError::Unencrypted => (cx.t("error-unencrypted-title"), cx.t("error-unencrypted")),
        PageError::AnotherName => (cx.t("error-another-name-title"), cx.t("error-another-name")),
        PageError::TooLarge => (cx.t("error-too-large-title"), cx.t("error-too-large")),
        PageError::TooSlow => (cx.t("error-too-slow-title"), cx.t("error-too-slow")),
        PageError::Busy(_) => (cx.t("error-busy-title"), cx.t("error-busy")),
        PageError::Internal(_) => (cx.t("error-internal-title"), cx.t("error-internal")),
    };
    let button = match &error {
        PageError::SignIn | PageError::Busy(_) | PageError::TooSlow | PageError::Internal(_) => {
            Some(cx.t("error-send-again"))
        }
        PageError::AnotherName => {
            let name = cx
                .identity
                .as_ref()
                .map(|identity| identity.name.clone())
                .unwrap_or_default();
            Some(cx.t_with("error-send-as", &[("name", name.into())]))
        }
        _ => None,
    };
    let again = sent.zip(button).and_then(|(sent, button)| sent.form(cx, button));
    // What another site wrote is never shown; nor has it been read.
    let texts = sent.and_then(|sent| sent.texts(cx));
    let kept = again.is_some().then(|| view! { <p>{cx.t("error-kept")}</p> });
    let steps = (error == PageError::SignIn).then(|| sign_in_first(cx, again.is_some()));
    // With it the operator finds the cause in the log.
    let number = error.status().is_server_error().then(|| {
        view! { <p class="muted">{cx.t("error-number")} " " <code dir="ltr">{cx.request_id.clone()}</code></p> }
    });
    let view = view! {
        <article class="prose">
            <h1>{title.clone()}</h1>
            <p class="lead">{text}</p>
            {number}
            {kept}
            {steps}
            {again}
            {texts}
            {home(cx, &error)}
        </article>
    };
    let page = Page::new(title);
    let page = if sent.is_some() { page.passing() } else { page };
    let mut page = cx.render_with_status(error.status(), page, view);
    match error {
        PageError::TooMany(seconds) => {
            page.headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        PageError::Busy(_) | PageError::TooSlow => {
            page.headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
        }
        // Every 401 names a scheme (RFC 9110, 15.5.2). There is none for forms and cookies, so browsers ask for nothing.
        PageError::SignIn => {
            page.headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Cookie"));
        }
        _ => {}
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *page.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        // Every 405 says what is allowed (RFC 9110, 15.5.6); axum knows.
        if let Some(allowed) = response.headers().get(header::ALLOW) {
            page.headers_mut().insert(header::ALLOW, allowed.clone());
        }
    }
    page
}

/// The way on: to the first page, or to the address at which the site is to be opened.
fn home(cx: &Cx, error: &PageError) -> AnyView {
    match error {
        PageError::CrossSite | PageError::Unencrypted => {
            let address = cx.state.public_url.clone();
            view! { <p><a href=address.clone()><bdi dir="ltr">{address.clone()}</bdi></a></p> }.into_any()
        }
        _ => view! { <p><a href="/">{cx.t("error-home")}</a></p> }.into_any(),
    }
}

/// The way to the sign-in form: beside this page, if what was sent waits on it.
fn sign_in_first(cx: &Cx, is_kept: bool) -> AnyView {
    if !is_kept {
        return view! { <p><a href="/sign-in">{cx.t("nav-sign-in")}</a></p> }.into_any();
    }
    view! {
        <p><a href="/sign-in" target="_blank" rel="noopener">{cx.t("error-sign-in-elsewhere")}</a></p>
        <p>{cx.t("error-then-send-again")}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::content::Lang;

    use super::*;

    #[test]
    fn every_reason_has_its_words() {
        for reason in NotNow::ALL {
            let key = format!("error-{reason}");
            for lang in Lang::ALL {
                // What is missing is shown as its key.
                let text = words::text(lang, &key);
                assert!(!text.contains(&key), "{lang:?}: {text}");
            }
        }
    }
}
