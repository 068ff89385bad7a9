//! Forms: what was sent, and how it is shown again when it cannot be taken.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use serde::de::DeserializeOwned;
use usecase::FieldErrors;

use crate::context::Cx;
use crate::error::PageError;

/// The largest body that is taken: the longest form is a domain's answers with their notes.
pub const LARGEST_BODY: usize = 256 * 1024;

/// A form that was sent. A body that is no form of this page is a bad request, never a panic or a bare text.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        match axum::extract::RawForm::from_request(request, state).await {
            Ok(axum::extract::RawForm(body)) => serde_html_form::from_bytes(&body)
                .map(Self)
                .map_err(|_| PageError::BadRequest),
            Err(rejection) => Err(match rejection.into_response().status() {
                http::StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
                _ => PageError::BadRequest,
            }),
        }
    }
}

/// What is wrong with a form, ready to be shown: the field's `id` and the message.
pub type Messages = Vec<(String, String)>;

/// The messages of a use case's field errors.
pub fn messages(cx: &Cx, errors: &FieldErrors) -> Messages {
    errors
        .0
        .iter()
        .map(|(field, key)| (field.clone(), cx.t(&format!("error-{key}"))))
        .collect()
}

impl Cx {
    /// Sends the browser on with a GET, after something was done (Post/Redirect/Get).
    pub fn redirect(&self, to: &str) -> Response {
        Redirect::to(&self.addressed(to)).into_response()
    }
}

/// A path of this site to which a person may be sent after signing in: anything else becomes `/`.
pub fn safe_next(next: &str) -> &str {
    let is_local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.contains(|c: char| c.is_control());
    if is_local { next } else { "/" }
}

/// An address with a query of the pairs that have a value.
pub fn address<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}

/// Encodes a value for a query.
pub fn encode(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for next in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\nb",
        ] {
            assert_eq!(safe_next(next), "/", "{next:?}");
        }
        assert_eq!(safe_next("/learn?role=it"), "/learn?role=it");
    }

    #[test]
    fn values_survive_a_query() {
        assert_eq!(encode("/a b?c=ä&d"), "%2Fa+b%3Fc%3D%C3%A4%26d");
    }
}
