//! Gap reports: of a draft as of today, of a submitted assessment as it was kept at its submission.

use domain::assess::gap::ReportValue;
use domain::identity::audit::Event;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use store::{Reader, Tx};
use usecase::{Env, Result, security_event};

use crate::info::{AssessmentInfo, info, load_row};
use crate::sheet::sheet_of;
use crate::submitted::{report_value, stored_report};

/// A body's own gap report.
#[derive(Clone, Debug)]
pub struct BodyReport {
    /// The body.
    pub body: Organisation,
    /// The assessment.
    pub info: AssessmentInfo,
    /// The report with its texts.
    pub value: ReportValue,
}

/// The gap report of an assessment of one's own body.
///
/// # Errors
/// The body has no such assessment.
pub async fn body_report(
    env: &Env,
    permit: &Permit<act::ReadReport>,
    reader: &mut Reader,
    id: &str,
) -> Result<BodyReport> {
    let body = permit.organisation().clone();
    let row = load_row(reader, &body.id, id).await?;
    if row.submitted_at.is_some() {
        let info = info(row)?;
        let value = stored_report(reader, &info.id).await?;
        return Ok(BodyReport { body, info, value });
    }
    let sheet = sheet_of(reader, body, row).await?;
    let today = env.now().date();
    let value = report_value(
        env,
        &sheet.body.name,
        &sheet.info,
        &sheet.profile,
        &sheet.given(),
        today,
    )?;
    Ok(BodyReport {
        body: sheet.body,
        info: sheet.info,
        value,
    })
}

/// The same, to be carried away as a file.
///
/// # Errors
/// The body has no such assessment.
pub async fn export_report(
    env: &Env,
    permit: &Permit<act::ReadReport>,
    tx: &mut Tx,
    id: &str,
    format: &'static str,
) -> Result<BodyReport> {
    let found = body_report(env, permit, tx, id).await?;
    let exported = Event::ReportExported {
        organisation: found.body.id.clone(),
        assessment: found.info.id.clone(),
        format: format.to_owned(),
    };
    env.record(tx, permit.account(), exported).await?;
    security_event!("report-exported", by = %permit.account(), organisation = %found.body.id, assessment = %found.info.id, format);
    Ok(found)
}
