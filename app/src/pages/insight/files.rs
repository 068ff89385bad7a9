//! A release as files. They hide what the page hides: both are made from what was published. Files with names in them are for the
//! donors that there were when the round closed.

use axum::extract::Path;
use axum::response::IntoResponse;
use domain::disclose::Published;
use domain::identity::policy::Instance;
use http::{HeaderName, header};
use insight::{PublishedRelease, RoundInfo};

use crate::context::Cx;
use crate::error::{PageError, PageResult};

async fn read(cx: &Cx, round: &str) -> Result<PublishedRelease, PageError> {
    let permit = cx.permit(Instance)?;
    Ok(insight::release(cx.env(), &permit, &mut cx.reader(), &cx.state.releases, round).await?)
}

/// The rows as a table.
pub async fn csv(cx: Cx, Path(round): Path<String>) -> PageResult {
    let published = read(&cx, &round).await?;
    let table = report::release_csv(published.whole().ok_or(PageError::NotFound)?)?;
    file(&cx, &published.round, CSV, "", "csv", table.into_bytes()).await
}

/// The groups as a table: the same for every donor, whenever they came.
pub async fn groups(cx: Cx, Path(round): Path<String>) -> PageResult {
    let published = read(&cx, &round).await?;
    let table = report::groups_csv(published.group_table().ok_or(PageError::NotFound)?)?;
    file(&cx, &published.round, CSV, "-groups", "csv", table.into_bytes()).await
}

/// The release byte by byte, so that its fingerprint can be checked.
pub async fn json(cx: Cx, Path(round): Path<String>) -> PageResult {
    let published = read(&cx, &round).await?;
    let bytes = match published.whole().ok_or(PageError::NotFound)? {
        Published::Former(release) => release.to_bytes(),
        Published::Groups(release) => release.to_bytes(),
    };
    file(&cx, &published.round, JSON, "", "json", bytes).await
}

/// The manifest byte by byte: the same for every donor, whenever they came.
pub async fn manifest(cx: Cx, Path(round): Path<String>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let manifest = insight::manifest(cx.env(), &permit, &mut cx.reader(), &round).await?;
    file(
        &cx,
        &manifest.round,
        JSON,
        "-manifest",
        "json",
        manifest.bytes.into_bytes(),
    )
    .await
}

const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";

async fn file(
    cx: &Cx,
    round: &RoundInfo,
    kind: &'static str,
    part: &str,
    extension: &str,
    content: Vec<u8>,
) -> PageResult {
    let mut tx = cx.begin().await?;
    insight::note_release_export(cx.env(), &cx.permit(Instance)?, &mut tx, round, extension).await?;
    tx.commit().await?;
    let slug = &round.slug;
    // A slug holds letters, digits and hyphens only.
    let disposition = format!("attachment; filename=\"polder-{slug}{part}.{extension}\"");
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, content).into_response())
}
