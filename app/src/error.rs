//! Errors that a person sees: a small set of safe messages. The cause goes to the log.

use axum::response::{IntoResponse, Response};
use domain::policy::Refusal;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;

use crate::context::Cx;
use crate::shell::Page;

/// A result of a page or an action.
pub type PageResult = Result<Response, PageError>;

/// An error as far as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// Nobody is signed in: the person is sent to the sign-in form, and from there back.
    SignIn,
    /// There is no such page, or it is somebody else's.
    NotFound,
    /// The request makes no sense: a form that this page did not make.
    BadRequest,
    /// The state of things does not allow it now; the key of a message.
    NotNow(&'static str),
    /// Too many tries; seconds to wait.
    TooMany(i64),
    /// Sent from another site.
    CrossSite,
    /// More was sent than is taken.
    TooLarge,
    /// Something failed; the cause, for the log only.
    Internal(String),
}

impl From<service::Error> for PageError {
    fn from(error: service::Error) -> Self {
        use service::Error;
        match error {
            Error::Refused(Refusal::SignIn) => Self::SignIn,
            Error::Refused(Refusal::NotYours) | Error::NotFound => Self::NotFound,
            // A page that can show what is wrong with a field does so itself, before it comes to this.
            Error::Invalid(_) => Self::BadRequest,
            Error::NotNow(key) => Self::NotNow(key),
            Error::TooMany(seconds) => Self::TooMany(seconds),
            error @ (Error::Store(_) | Error::Internal(_)) => Self::Internal(error.to_string()),
        }
    }
}

impl PageError {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotNow(_) => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for PageError {
    /// A bare answer that carries the error; [`render_errors`] makes a page of it, in the reader's language.
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "a request failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes pages of errors. Also of those that come from the router itself, such as an address that does not exist.
pub fn render_errors(cx: &Cx, response: Response) -> Response {
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
            StatusCode::INTERNAL_SERVER_ERROR => PageError::Internal(String::new()),
            _ => return response,
        },
    };
    if error == PageError::SignIn {
        return cx.redirect(&format!("/sign-in?next={}", crate::form::encode(&cx.path)));
    }
    let (title, text) = match &error {
        PageError::NotFound | PageError::SignIn => (cx.t("error-not-found-title"), cx.t("error-not-found")),
        PageError::BadRequest => (cx.t("error-bad-request-title"), cx.t("error-bad-request")),
        PageError::NotNow(key) => (cx.t("error-not-now-title"), cx.t(&format!("error-{key}"))),
        PageError::TooMany(seconds) => (
            cx.t("error-too-many-title"),
            cx.t_with("error-too-many", &[("minutes", (seconds / 60).max(1).into())]),
        ),
        PageError::CrossSite => (cx.t("error-cross-site-title"), cx.t("error-cross-site")),
        PageError::TooLarge => (cx.t("error-too-large-title"), cx.t("error-too-large")),
        PageError::Internal(_) => (cx.t("error-internal-title"), cx.t("error-internal")),
    };
    let (home, back) = (cx.t("error-home"), cx.t("error-back"));
    let view = view! {
        <article class="prose">
            <h1>{title.clone()}</h1>
            <p class="lead">{text}</p>
            <p>{back}</p>
            <p><a href="/">{home}</a></p>
        </article>
    };
    let mut page = cx.render_with_status(error.status(), Page::new(title), view);
    if let PageError::TooMany(seconds) = error {
        page.headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *page.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    }
    page
}
