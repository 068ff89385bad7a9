//! Starting an assessment, and extending a Quick Scan to a full one.

use domain::assess::score::Scope;
use domain::content::Lang;
use domain::id::AssessmentId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{AssessmentRow, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::info::{info, load_row};

/// Starts an assessment against the newest model.
///
/// # Errors
/// [`Error::NotNow`] while another one of the body is open.
pub async fn start_assessment(
    env: &Env,
    permit: &Permit<act::StartAssessment>,
    tx: &mut Tx,
    scope: Scope,
) -> Result<AssessmentId> {
    let (account, body) = (permit.account(), permit.organisation());
    let model = env.catalog().model(Lang::default());
    let digest = env.catalog().model_digest(&model.reference());
    let row = AssessmentRow {
        id: env.new_id(),
        organisation_id: body.id.as_str().to_owned(),
        model_id: model.id.as_str().to_owned(),
        model_version: model.version.into(),
        scope,
        created_by: account.as_str().to_owned(),
        created_at: env.now().0,
        submitted_by: None,
        submitted_at: None,
        frozen_profile: None,
        model_digest: digest.map(str::to_owned),
    };
    match tx.insert_assessment(&row).await {
        Ok(()) => {
            let started = Event::AssessmentStarted {
                organisation: body.id.clone(),
                assessment: row.id.as_str().into(),
            };
            env.record(tx, account, started).await?;
            security_event!("assessment-started", by = %account, organisation = %body.id, assessment = %row.id);
            Ok(row.id.into())
        }
        Err(store::Error::Duplicate) => Err(Error::NotNow(NotNow::AssessmentOpen)),
        Err(error) => Err(error.into()),
    }
}

/// Makes a full assessment of a Quick Scan; every answer stays. Doing it twice is no error.
///
/// # Errors
/// [`Error::NotNow`] once it is submitted.
pub async fn extend_assessment(
    _: &Env,
    permit: &Permit<act::StartAssessment>,
    tx: &mut Tx,
    id: &str,
) -> Result<()> {
    let info = info(load_row(tx, &permit.organisation().id, id).await?)?;
    if info.submitted_at.is_some() {
        return Err(Error::NotNow(NotNow::AssessmentSubmitted));
    }
    tx.change_scope(&info.id, Scope::Full).await?;
    Ok(())
}
