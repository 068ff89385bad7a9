//! What was typed is given back when the site did not take it, whatever the reason: it stands on the page of the error, to be copied.
//! Where it was through no fault of its writer (a session had ended, something failed), it can be sent again from there as it was.
//!
//! Whoever sends it again may be another person than the one who typed it, on a shared PC: unless the site knows that it is the same,
//! it asks first.

use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use http::header;
use leptos::prelude::*;

use crate::context::Cx;
use crate::form::{LARGEST_BODY, safe_next};

/// Names under which passwords are typed: a form with one of them is not given back.
const SECRET: [&str; 3] = ["current", "password", "repeated"];
/// Addresses at which people prove who they are: nothing is given back there.
const DOORS: [&str; 2] = ["/sign-in", "/set-password/"];
/// More fields than any form of the site has.
const MOST_FIELDS: usize = 1_000;
/// What is too large to be taken is still given back, to somebody who is signed in, if it is not larger than this.
const MOST_GIVEN_BACK: usize = 4 * LARGEST_BODY;
/// What a form holds that nobody typed: which button it was, versions, what an answer was before.
const NOT_TYPED: [&str; 7] = ["what", "action", "do", "next", "version", "was", "account"];

/// The field of a form that is sent again: the account of the person who typed it, empty if that is not known. It comes first.
const TYPED_BY: &str = "typed-by";

/// What a request that changes something brought: its form, as it came.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    form: Option<Bytes>,
    is_too_large: bool,
    typed_by: Option<String>,
}

/// Where what was sent is left for whoever makes pages of the errors that no page has seen, such as the time limit.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<OnceLock<Arc<Sent>>>);

impl Kept {
    /// What was sent, as far as it was read.
    pub fn sent(&self) -> Arc<Sent> {
        self.0.get().cloned().unwrap_or_default()
    }
}

impl Sent {
    /// Reads what a request brought, and leaves the request as it was, but for what [`Sent::form`] added. Nothing if it only asks for
    /// a page. A request that [is too large](Sent::is_too_large) has lost its body.
    pub async fn of(request: &mut Request, is_signed_in: bool) -> Option<Arc<Self>> {
        if request.method().is_safe() {
            return None;
        }
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        let sent = Arc::new(if is_form {
            Self::read(
                request,
                if is_signed_in {
                    MOST_GIVEN_BACK
                } else {
                    LARGEST_BODY
                },
            )
            .await
        } else {
            Self::default()
        });
        if let Some(kept) = request.extensions().get::<Kept>() {
            // Nobody has put anything there before: a request is read once.
            let _ = kept.0.set(Arc::clone(&sent));
        }
        Some(sent)
    }

    async fn read(request: &mut Request, most: usize) -> Self {
        let body = std::mem::take(request.body_mut());
        let Ok(bytes) = to_bytes(body, most).await else {
            return Self {
                is_too_large: true,
                ..Self::default()
            };
        };
        let (typed_by, form) = split(bytes);
        let is_too_large = form.len() > LARGEST_BODY;
        if !is_too_large {
            // The same bytes, not a copy of them.
            *request.body_mut() = Body::from(form.clone());
            if typed_by.is_some() {
                request
                    .headers_mut()
                    .insert(header::CONTENT_LENGTH, form.len().into());
            }
        }
        Self {
            form: Some(form),
            is_too_large,
            typed_by,
        }
    }

    /// Whether it is more than the site takes.
    pub fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    /// Whether it is sent again by somebody who may not be the person who typed it.
    pub fn is_under_another_name(&self, account: &str) -> bool {
        self.typed_by.as_ref().is_some_and(|typed_by| typed_by != account)
    }

    /// The form to send it again, with a button that says what that does; nothing where a password may be in it, or where it would be too
    /// large again.
    pub fn form(&self, cx: &Cx, button: String) -> Option<AnyView> {
        let fields = self.fields(&cx.path).filter(|_| !self.is_too_large)?;
        // Whoever is signed in now was either asked, or typed it.
        let typed_by = cx.identity.as_ref().map(|identity| identity.account.to_string());
        let typed_by = typed_by.or_else(|| self.typed_by.clone()).unwrap_or_default();
        let fields = fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view();
        Some(
            view! {
                <form method="post" class="actions" action=safe_next(&cx.path).to_owned()>
                    <input type="hidden" name=TYPED_BY value=typed_by/>
                    {fields}
                    <button class="button" type="submit">{button}</button>
                </form>
            }
            .into_any(),
        )
    }

    /// What was typed, to be read and copied.
    pub fn texts(&self, cx: &Cx) -> Option<AnyView> {
        let texts: Vec<(String, String)> = self.fields(&cx.path)?.into_iter().filter(is_typed).collect();
        if texts.is_empty() {
            return None;
        }
        let texts = texts
            .into_iter()
            .map(|(name, value)| {
                view! {
                    <dt><code dir="ltr">{name}</code></dt>
                    <dd class="sent-text" dir="auto">{value}</dd>
                }
            })
            .collect_view();
        Some(
            view! {
                <section aria-labelledby="sent-title">
                    <h2 id="sent-title">{cx.t("error-sent-title")}</h2>
                    <p>{cx.t("error-sent")}</p>
                    <dl>{texts}</dl>
                </section>
            }
            .into_any(),
        )
    }

    fn fields(&self, path: &str) -> Option<Vec<(String, String)>> {
        let form = form_urlencoded::parse(self.form.as_ref()?).into_owned();
        let fields: Vec<(String, String)> = form.take(MOST_FIELDS + 1).collect();
        let is_secret = DOORS.iter().any(|door| path.starts_with(door))
            || fields.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        (!is_secret && fields.len() <= MOST_FIELDS).then_some(fields)
    }
}

/// Takes off the field that says who typed a form.
fn split(form: Bytes) -> (Option<String>, Bytes) {
    let first = form.split(|byte| *byte == b'&').next().unwrap_or_default();
    let typed_by = form_urlencoded::parse(first)
        .next()
        .filter(|(name, _)| name == TYPED_BY)
        .map(|(_, value)| value.into_owned());
    let rest = match typed_by {
        Some(_) => form.slice((first.len() + 1).min(form.len())..),
        None => form.clone(),
    };
    (typed_by, rest)
}

fn is_typed((name, value): &(String, String)) -> bool {
    let last = name.rsplit('-').next().unwrap_or_default();
    !value.trim().is_empty() && !NOT_TYPED.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(form: impl Into<Bytes>) -> Sent {
        Sent {
            form: Some(form.into()),
            ..Sent::default()
        }
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
        assert_eq!(Sent::default().fields("/assess"), None);
        assert_eq!(sent("a&".repeat(MOST_FIELDS + 1)).fields("/assess"), None);
    }

    #[test]
    fn who_typed_it_is_no_part_of_what_was_typed() {
        let split = |form: &'static str| {
            let (typed_by, rest) = split(Bytes::from_static(form.as_bytes()));
            (typed_by, String::from_utf8(rest.to_vec()).unwrap())
        };
        assert_eq!(
            split("typed-by=amal&note=x&a=b"),
            (Some("amal".into()), "note=x&a=b".into())
        );
        assert_eq!(split("typed-by=&note=x"), (Some(String::new()), "note=x".into()));
        assert_eq!(split("typed-by="), (Some(String::new()), String::new()));
        assert_eq!(
            split("note=x&typed-by=amal"),
            (None, "note=x&typed-by=amal".into())
        );
        assert_eq!(split(""), (None, String::new()));
    }

    #[test]
    fn what_nobody_typed_is_not_shown() {
        let is_typed = |name: &str, value: &str| is_typed(&(name.to_owned(), value.to_owned()));
        assert!(is_typed("GOV-01-note", "a thought") && is_typed("name", "Amal"));
        assert!(
            !is_typed("GOV-01-note", " \r\n") && !is_typed("GOV-01-version", "3") && !is_typed("what", "add")
        );
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
