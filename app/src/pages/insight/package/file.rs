//! A package as a file.

use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::identity::policy::Instance;
use http::{HeaderName, header};
use insight::package::{PackageInput, PackagePlan, plan_package};
use report::PackageRow;

use super::about::About;
use super::take_up_as_asked;
use crate::context::Cx;
use crate::error::{PageError, PageResult};

/// The lines as a table.
pub async fn csv(cx: Cx, Path(round): Path<String>, Query(input): Query<PackageInput>) -> PageResult {
    let asked = take_up_as_asked(&cx, &round, &input).await?;
    let plan = plan_package(asked).await?;
    let rows = rows(&cx, &plan, &input).ok_or(PageError::BadRequest)?;
    let table = report::package_csv(&rows)?;
    let mut tx = cx.begin().await?;
    let (permit, of) = (cx.permit(Instance)?, &plan.portfolio.round);
    insight::note_release_export(cx.env(), &permit, &mut tx, of, "package-csv").await?;
    tx.commit().await?;
    // A slug holds letters, digits and hyphens only.
    let disposition = format!("attachment; filename=\"polder-{}-package.csv\"", of.slug);
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, table.into_bytes()).into_response())
}

/// The lines; nothing if there is no package.
fn rows(cx: &Cx, plan: &PackagePlan, input: &PackageInput) -> Option<Vec<PackageRow>> {
    let planned = plan.outcome.as_ref().ok()?;
    let about = About {
        cx,
        portfolio: &plan.portfolio,
        input,
    };
    let row = |line: &insight::package::PackageLine| {
        let body = plan.portfolio.body(&line.item.body);
        let once = if line.is_first {
            line.once
        } else {
            Default::default()
        };
        let closes = line.closes.iter().map(|own| own.practice.to_string());
        PackageRow {
            body: about.body_name(&line.item),
            region: body.map(|body| body.stratum.region.clone()).unwrap_or_default(),
            help: line.item.help.to_string(),
            title: about.help_name(&line.item.help),
            cost: line.cost,
            once,
            own_days: line.own_days,
            weeks: line.weeks,
            election: body
                .and_then(|body| body.election)
                .map(|day| day.to_string())
                .unwrap_or_default(),
            closes: closes.collect(),
            is_decided: line.is_locked,
        }
    };
    Some(planned.lines.iter().map(row).collect())
}
