//! The pictures of a course: only files that the catalogue has checked.

use axum::extract::Path;
use axum::response::IntoResponse;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::page_cache::is_known;

/// The file. A browser keeps it and asks whether the content has changed.
pub async fn file(cx: Cx, Path((course, file)): Path<(String, String)>, headers: HeaderMap) -> PageResult {
    let catalog = cx.services().catalog();
    let media = catalog.media(&course, &file).ok_or(PageError::NotFound)?;
    let etag = HeaderValue::from_str(&format!("\"{}\"", catalog.version()))
        .map_err(|error| PageError::Internal(error.to_string()))?;
    let known = is_known(&headers, &etag);
    let fixed = [
        (header::ETAG, etag),
        (header::CONTENT_TYPE, HeaderValue::from_static(media.content_type)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    Ok(if known {
        (StatusCode::NOT_MODIFIED, fixed).into_response()
    } else {
        (fixed, media.bytes.clone()).into_response()
    })
}
