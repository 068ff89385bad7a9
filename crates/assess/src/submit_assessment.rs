//! Submitting an assessment, which freezes it.

use domain::content::Lang;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{AssessmentState, Submitted, Tx};
use usecase::{Env, Error, FieldErrors, NotNow, Result, security_event};

use crate::info::{AssessmentInfo, model_of};
use crate::seen::{Seen, seen_of};
use crate::sheet::load_sheet;
use crate::submitted::{report_value, sealed};

/// Submits an assessment as the lead `seen` it, which freezes it with the body's profile and keeps its report.
///
/// # Errors
/// [`Error::Changed`] if it is no longer what was seen; [`Error::Invalid`] without the confirmation, while a *not applicable* is not
/// decided, or if nothing is answered.
pub async fn submit_assessment(
    env: &Env,
    permit: &Permit<act::SubmitAssessment>,
    tx: &mut Tx,
    id: &str,
    is_confirmed: bool,
    seen: &Seen,
) -> Result<()> {
    let account = permit.account();
    let sheet = load_sheet(tx, permit.organisation(), id).await?;
    if !sheet.is_open() {
        return Err(Error::NotNow(NotNow::AssessmentSubmitted));
    }
    let model = model_of(env, Lang::default(), &sheet.info)?;
    let now = seen_of(env, &sheet)?;
    if *seen != now {
        return Err(Error::Changed(seen.changes(&now, &sheet)));
    }
    let mut errors = FieldErrors::new();
    for (practice, stored) in sheet.not_applicable(model) {
        if !stored.approved {
            errors.add(format!("{}-verdict", practice.id), "verdict-missing");
        }
    }
    if sheet.score(model).answered == 0 {
        errors.add("confirm", "nothing-answered");
    } else if !is_confirmed {
        errors.add("confirm", "confirm-missing");
    }
    errors.into_result()?;
    let frozen = serde_json::to_string(&sheet.profile).map_err(|error| Error::Internal(error.to_string()))?;
    let moment = env.now();
    let info = AssessmentInfo {
        submitted_at: Some(moment),
        ..sheet.info.clone()
    };
    let value = report_value(
        env,
        &sheet.body.name,
        &info,
        &sheet.profile,
        &sheet.given(),
        moment.date(),
    )?;
    // What was checked above is what is frozen, or nothing is.
    let state = AssessmentState {
        scope: sheet.info.scope,
        answers: sheet.answers.len() as i64,
        versions: sheet.answers.iter().map(|stored| stored.version).sum(),
    };
    let report = sealed(&value)?;
    let outcome = tx
        .submit_assessment(&sheet.info.id, &state, account, moment, &frozen, &report)
        .await?;
    match outcome {
        Submitted::Now => {
            let submitted = Event::AssessmentSubmitted {
                organisation: sheet.body.id.clone(),
                assessment: sheet.info.id.clone(),
            };
            env.record(tx, account, submitted).await?;
            security_event!("assessment-submitted", by = %account, organisation = %sheet.body.id, assessment = %sheet.info.id);
            Ok(())
        }
        Submitted::Before => Err(Error::NotNow(NotNow::AssessmentSubmitted)),
        // Between the reading above and the writing.
        Submitted::Changed => {
            let sheet = load_sheet(tx, permit.organisation(), id).await?;
            Err(Error::Changed(seen.changes(&seen_of(env, &sheet)?, &sheet)))
        }
    }
}
