//! What older versions of the program did not keep of submitted assessments.

use domain::assess::gap::{GapReport, ReportValue};
use domain::id::AssessmentId;
use domain::timestamp::Timestamp;
use store::{AssessmentRow, Reader, Tx};
use usecase::{Env, Error, Result};

use crate::info::{info, marks};
use crate::profile::parse_profile;
use crate::submitted::{report_value, sealed, stored_report, with_texts};

/// Keeps the report of an assessment that was submitted before reports were kept. `body` is the body's name.
///
/// # Errors
/// Its version of the model is gone.
pub async fn keep_report(env: &Env, tx: &mut Tx, row: AssessmentRow, body: &str) -> Result<()> {
    let id = AssessmentId::from(row.id.as_str());
    let profile = parse_profile(row.frozen_profile.as_deref().unwrap_or("null"))?;
    let submitted_at = Timestamp(row.submitted_at.unwrap_or_default());
    let info = info(row)?;
    let answers = marks(tx.answer_marks(&id).await?);
    let value = report_value(env, body, &info, &profile, &answers, submitted_at.date())?;
    tx.add_submitted_report(&id, &sealed(&value)?).await?;
    Ok(())
}

/// A report that a round kept as bare numbers, with its texts. The numbers stay those with which the round was closed; the texts are
/// those of today, since there are no others.
///
/// # Errors
/// Its version of the model is gone.
pub async fn named_value(
    env: &Env,
    reader: &mut Reader,
    assessment: &AssessmentId,
    body: &str,
    numbers: &str,
) -> Result<ReportValue> {
    let report: GapReport =
        serde_json::from_str(numbers).map_err(|error| Error::Internal(error.to_string()))?;
    let asked = stored_report(reader, assessment).await?.asked;
    let row = reader.assessment(assessment).await?.ok_or(Error::NotFound)?;
    with_texts(env, body, &info(row)?, asked, report)
}
