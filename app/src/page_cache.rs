//! Lessons as visitors read them: rendered and compressed once for each lesson and language, then only handed out.
//!
//! The content does not change while the server runs, so nothing in here ever grows old. What is kept is rendered for a
//! visitor whom this file makes up itself, never for whoever happens to ask, so a page of somebody who is signed in cannot get
//! in. There are at most two pages for each lesson and
//! language: at the address that names the language, all links do too.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::body::{Body, Bytes};
use axum::response::Response;
use domain::content::Lang;
use domain::id::LessonId;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use leptos::prelude::IntoView;
use sha2::{Digest, Sha256};

use crate::compress::Encodings;
use crate::context::Cx;
use crate::shell::{Page, VARY, content_security_policy};

/// Each reader's own browser may keep it and must ask whether it is still good: a cache that many share might overlook the
/// language, or that somebody has signed in.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, max-age=0, must-revalidate");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The pages, by language, by whether the address names it, and by lesson.
#[derive(Debug, Default)]
pub struct PageCache([[Kept; 2]; Lang::ALL.len()]);

type Kept = RwLock<HashMap<LessonId, Arc<CachedPage>>>;

/// A page in each encoding.
#[derive(Debug)]
struct CachedPage {
    lang: Lang,
    policy: HeaderValue,
    hash: String,
    encodings: Encodings<Encoded>,
}

#[derive(Debug)]
struct Encoded {
    encoding: Option<HeaderValue>,
    body: Bytes,
    etag: HeaderValue,
}

impl PageCache {
    /// Answers with the page of a lesson for a visitor; `path` is its address and `render` makes it, the first time.
    pub fn answer<V, F>(
        &self,
        cx: &Cx,
        lesson: &LessonId,
        path: String,
        headers: &HeaderMap,
        render: impl FnOnce(&Cx) -> (Page, F),
    ) -> Response
    where
        V: IntoView + 'static,
        F: FnOnce() -> V,
    {
        let pages = &self.0[cx.lang as usize][usize::from(cx.address_lang.is_some())];
        let kept = pages
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(lesson)
            .cloned();
        let page = kept.unwrap_or_else(|| {
            let visitor = cx.anybody(path);
            let (page, view) = render(&visitor);
            let html = visitor.render_html(page, None, view);
            let page = Arc::new(CachedPage::new(cx.lang, html));
            let mut pages = pages.write().unwrap_or_else(PoisonError::into_inner);
            // Two readers may have rendered it at once; both got the same.
            Arc::clone(pages.entry(lesson.clone()).or_insert(page))
        });
        page.answer(headers)
    }

    /// How many pages are kept.
    pub fn len(&self) -> usize {
        self.0
            .iter()
            .flatten()
            .map(|pages| pages.read().unwrap_or_else(PoisonError::into_inner).len())
            .sum()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl CachedPage {
    fn new(lang: Lang, html: String) -> Self {
        // A hash of all that is sent changes with the content, with the program and with the addresses of its files.
        let hash = hex::encode(&Sha256::digest(&html)[..12]);
        Self {
            lang,
            policy: content_security_policy(None),
            hash,
            encodings: Encodings::new(html.into_bytes()),
        }
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let page = self.encodings.accepted(headers, |encoding, body| Encoded {
            encoding: encoding.map(HeaderValue::from_static),
            body,
            // A strong tag names the bytes, which differ by encoding.
            etag: HeaderValue::from_str(&format!("\"{}-{}\"", self.hash, encoding.unwrap_or("plain")))
                .unwrap_or(HeaderValue::from_static("\"\"")),
        });
        let known = is_known(headers, &page.etag);
        let mut response = Response::new(if known {
            Body::empty()
        } else {
            Body::from(page.body.clone())
        });
        let answer = response.headers_mut();
        answer.insert(header::ETAG, page.etag.clone());
        answer.insert(header::CACHE_CONTROL, CACHE_CONTROL);
        answer.insert(header::VARY, VARY);
        answer.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        answer.insert(header::CONTENT_TYPE, HTML);
        answer.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(self.lang.tag()),
        );
        if let Some(encoding) = &page.encoding {
            // The compression layer leaves alone what says that it is compressed.
            answer.insert(header::CONTENT_ENCODING, encoding.clone());
        }
        response
    }
}

/// Whether `If-None-Match` names the tag; it compares weakly (RFC 9110, 13.1.2).
pub(crate) fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let values = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || opaque(tag.as_bytes()) == opaque(etag.as_bytes()))
}

/// A tag without the mark of a weak one.
fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn each_encoding_has_a_tag_of_its_own_which_is_answered_with_nothing() {
        let page = CachedPage::new(Lang::Ar, "<p>text</p>".repeat(50));
        let mut tags = Vec::new();
        for (accepted, encoding) in [
            ("br, gzip", Some("br")),
            ("gzip", Some("gzip")),
            ("identity", None),
        ] {
            let request = headers(&[(header::ACCEPT_ENCODING, accepted)]);
            let answer = page.answer(&request);
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(
                answer
                    .headers()
                    .get(header::CONTENT_ENCODING)
                    .map(|value| value.to_str().unwrap()),
                encoding
            );
            let tag = answer.headers()[header::ETAG].to_str().unwrap().to_owned();
            let known = format!("\"other\", W/{tag}");
            let again = headers(&[
                (header::ACCEPT_ENCODING, accepted),
                (header::IF_NONE_MATCH, &known),
            ]);
            let answer = page.answer(&again);
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(answer.headers()[header::ETAG], tag);
            assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
            tags.push(tag);
        }
        tags.dedup();
        assert_eq!(tags.len(), 3);
        let plain = HeaderMap::new();
        let other = CachedPage::new(Lang::Ar, "<p>another</p>".to_owned());
        assert_ne!(
            other.answer(&plain).headers()[header::ETAG],
            page.answer(&plain).headers()[header::ETAG]
        );
    }

    #[test]
    fn no_cache_that_many_share_keeps_a_page() {
        let page = CachedPage::new(Lang::En, "<p>text</p>".to_owned());
        let first = page.answer(&HeaderMap::new());
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = page.answer(&headers(&[(header::IF_NONE_MATCH, &tag)]));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        for answer in [first, again] {
            let control = answer.headers()[header::CACHE_CONTROL].to_str().unwrap();
            let parts: Vec<&str> = control.split(", ").collect();
            assert!(
                parts.contains(&"private") && !parts.contains(&"public"),
                "{control}"
            );
            assert!(parts.contains(&"must-revalidate"), "{control}");
            assert_eq!(answer.headers()[header::VARY], VARY);
        }
    }
}
