//! The pictures of a course: only files that the catalogue has checked. Everybody may see them, so that the server answers with
//! them outside of the sessions, as with its own files.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use catalog::Media;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::context::AppState;
use crate::error::PageError;
use crate::page_cache::is_known;

/// Where they are.
pub const PATH: &str = "/learn/{course}/media/{file}";

/// The file.
pub async fn file(
    State(state): State<AppState>,
    Path((course, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match state.runner.env.catalog().media(&course, &file) {
        Some(media) => answer(media, &headers),
        None => PageError::NotFound.into_response(),
    }
}

/// Any cache keeps it for an hour and then asks whether it has changed.
fn answer(media: &Media, headers: &HeaderMap) -> Response {
    let hash = hex::encode(&Sha256::digest(&media.bytes)[..12]);
    // Weak: the bytes that are sent differ by encoding, and the server compresses drawings on their way out.
    let etag = HeaderValue::from_str(&format!("W/\"{hash}\"")).unwrap_or(HeaderValue::from_static("W/\"\""));
    let is_known = is_known(headers, &etag);
    let fixed = [
        (header::ETAG, etag),
        (header::CONTENT_TYPE, HeaderValue::from_static(media.content_type)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        ),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, fixed).into_response()
    } else {
        (fixed, media.bytes.clone()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_sent_again_only_after_it_changed() {
        let picture = |text: &str| Media {
            content_type: "image/svg+xml",
            bytes: text.into(),
        };
        let first = answer(&picture("<svg/>"), &HeaderMap::new());
        assert_eq!(first.status(), StatusCode::OK);
        let tag = &first.headers()[header::ETAG];
        let asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.clone())]);
        let again = answer(&picture("<svg/>"), &asked);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(&again.headers()[header::ETAG], tag);
        assert_eq!(answer(&picture("<svg></svg>"), &asked).status(), StatusCode::OK);
    }
}
