//! A release as files. They hide what the page hides: both are made from the published cells.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, header};

use crate::context::Cx;
use crate::error::PageResult;

/// The cells as a table.
pub async fn csv(cx: Cx, Path(round): Path<String>) -> PageResult {
    let published = cx.services().release(&cx.actor, &round).await?;
    let table = report::release_csv(&published.release).into_bytes();
    Ok(file(
        "text/csv; charset=utf-8",
        &published.round.slug,
        "csv",
        table,
    ))
}

/// The release byte by byte, so that its fingerprint can be checked.
pub async fn json(cx: Cx, Path(round): Path<String>) -> PageResult {
    let published = cx.services().release(&cx.actor, &round).await?;
    Ok(file(
        "application/json",
        &published.round.slug,
        "json",
        published.release.to_bytes(),
    ))
}

fn file(kind: &'static str, slug: &str, extension: &str, content: Vec<u8>) -> Response {
    // A slug holds letters, digits and hyphens only.
    let disposition = format!("attachment; filename=\"polder-{slug}.{extension}\"");
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, content).into_response()
}
