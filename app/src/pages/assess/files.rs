//! The gap report as files: the numbers of the page.

use assess::BodyReport;
use axum::extract::Path;
use axum::response::IntoResponse;
use http::{HeaderValue, header};

use crate::context::Cx;
use crate::error::{PageError, PageResult};

/// As CSV.
pub async fn csv(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let report = export(&cx, &org, &id, "csv").await?;
    let text = ::report::to_csv(&report.value, cx.lang)?;
    answer(&report, text, "text/csv; charset=utf-8", "csv")
}

/// As JSON.
pub async fn json(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let report = export(&cx, &org, &id, "json").await?;
    let text = ::report::to_json(&report.value, cx.lang)?;
    answer(&report, text, "application/json", "json")
}

async fn export(cx: &Cx, org: &str, id: &str, format: &'static str) -> Result<BodyReport, PageError> {
    let permit = cx.permit_on_body(org).await?;
    let mut tx = cx.begin().await?;
    let report = assess::export_report(cx.env(), &permit, &mut tx, id, format).await?;
    tx.commit().await?;
    Ok(report)
}

fn answer(report: &BodyReport, text: String, kind: &'static str, extension: &str) -> PageResult {
    // Slugs are plain ASCII; whatever else came into the database is not put into a header.
    let slug: String = report
        .body
        .slug
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = format!(
        "attachment; filename=\"gap-report-{slug}-{}.{extension}\"",
        report.value.report.as_of
    );
    let name = HeaderValue::from_str(&name).map_err(|error| PageError::Internal(error.to_string()))?;
    let kind = HeaderValue::from_static(kind);
    Ok((
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
        text,
    )
        .into_response())
}
