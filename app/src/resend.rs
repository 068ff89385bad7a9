//! A form is given back when the site could not take it through no fault of its writer, because a session had ended or
//! something failed: it waits on the page of the error, to be sent again as it was.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use http::header;
use leptos::prelude::*;

use crate::context::Cx;
use crate::error::PageError;
use crate::form::{LARGEST_BODY, safe_next};

/// Names under which passwords are typed: a form with one of them is not given back.
const SECRET: [&str; 3] = ["current", "password", "repeated"];
/// Addresses at which people prove who they are: nothing is given back there.
const DOORS: [&str; 2] = ["/sign-in", "/set-password/"];
/// More fields than any form of the site has.
const MOST_FIELDS: usize = 1_000;

/// What a request that changes something brought: its form, as it came.
#[derive(Debug)]
pub struct Sent(Option<Bytes>);

impl Sent {
    /// Reads what a request brought, and leaves the request as it was. Nothing if it only asks for a page.
    ///
    /// # Errors
    /// [`PageError::TooLarge`]; the request has lost its body then.
    pub async fn of(request: &mut Request) -> Result<Option<Self>, PageError> {
        if request.method().is_safe() {
            return Ok(None);
        }
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if !is_form {
            return Ok(Some(Self(None)));
        }
        let body = std::mem::take(request.body_mut());
        let bytes = to_bytes(body, LARGEST_BODY)
            .await
            .map_err(|_| PageError::TooLarge)?;
        // The same bytes, not a copy of them.
        *request.body_mut() = Body::from(bytes.clone());
        Ok(Some(Self(Some(bytes))))
    }

    /// The form to send it again; nothing where a password may be in it.
    pub fn form(&self, cx: &Cx) -> Option<AnyView> {
        let fields = self.fields(&cx.path)?;
        let fields = fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view();
        Some(
            view! {
                <form method="post" class="actions" action=safe_next(&cx.path).to_owned()>
                    {fields}
                    <button class="button" type="submit">{cx.t("error-send-again")}</button>
                </form>
            }
            .into_any(),
        )
    }

    fn fields(&self, path: &str) -> Option<Vec<(String, String)>> {
        let form = form_urlencoded::parse(self.0.as_ref()?).into_owned();
        let fields: Vec<(String, String)> = form.take(MOST_FIELDS + 1).collect();
        let is_secret = DOORS.iter().any(|door| path.starts_with(door))
            || fields.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        (!is_secret && fields.len() <= MOST_FIELDS).then_some(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(form: impl Into<Bytes>) -> Sent {
        Sent(Some(form.into()))
    }

    #[test]
    fn every_field_comes_back_in_its_order() {
        let fields = sent("flags=a&note=%0D%0Ax+%26&flags=b")
            .fields("/assess")
            .unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            fields,
            [pair("flags", "a"), pair("note", "\r\nx &"), pair("flags", "b")]
        );
        assert_eq!(sent("").fields("/assess"), Some(Vec::new()));
        assert_eq!(Sent(None).fields("/assess"), None);
        assert_eq!(sent("a&".repeat(MOST_FIELDS + 1)).fields("/assess"), None);
    }

    #[test]
    fn no_password_comes_back() {
        assert_eq!(sent("what=password&current=x").fields("/account"), None);
        assert_eq!(sent("email=x").fields("/sign-in"), None);
        assert_eq!(sent("email=x").fields("/set-password/x"), None);
    }

    #[test]
    fn every_password_of_the_site_is_known_by_its_name() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages/account");
        let mut found = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for field in source.split("<Field ").skip(1) {
                let field = field.split("/>").next().unwrap();
                if field.contains("Kind::Password") {
                    let name = field.split('"').nth(1).unwrap();
                    assert!(SECRET.contains(&name), "{name} would be given back");
                    found += 1;
                }
            }
        }
        assert!(found > 0);
    }
}
