//! Starting an assessment, and extending a Quick Scan to a full one.

use domain::assess::model::ModelRef;
use domain::assess::score::Scope;
use domain::content::Lang;
use domain::id::AssessmentId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{AssessmentRow, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::info::{info, load_row};
use crate::take_over::{followed, take_over};

/// Starts an assessment against the newest model; `after` names a submitted one with the version before, whose answers are taken over.
///
/// # Errors
/// [`Error::NotNow`] while another one of the body is open; [`Error::NotFound`] if there is no such one to take answers over from.
pub async fn start_assessment(
    env: &Env,
    permit: &Permit<act::StartAssessment>,
    tx: &mut Tx,
    scope: Scope,
    after: Option<&str>,
) -> Result<AssessmentId> {
    let newest = env.catalog().model(Lang::default()).reference();
    start_with(env, permit, tx, scope, &newest, after).await
}

/// The same with a version of the model that need not be the newest: for what is told as if it had happened before there was a newer one.
///
/// # Errors
/// As [`start_assessment`]; and the content has no such version.
pub async fn start_with(
    env: &Env,
    permit: &Permit<act::StartAssessment>,
    tx: &mut Tx,
    scope: Scope,
    model: &ModelRef,
    after: Option<&str>,
) -> Result<AssessmentId> {
    let (account, body) = (permit.account(), permit.organisation());
    let model = env.model(Lang::default(), model)?;
    let followed = match after {
        Some(id) => Some(followed(env, tx, body, id).await?.id),
        None => None,
    };
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
        follows: followed.as_ref().map(|id| id.as_str().to_owned()),
    };
    match tx.insert_assessment(&row).await {
        Ok(()) => {
            let id = AssessmentId::from(row.id);
            if let Some(from) = &followed {
                take_over(model, tx, from, &id).await?;
            }
            let started = Event::AssessmentStarted {
                organisation: body.id.clone(),
                assessment: id.clone(),
            };
            env.record(tx, account, started).await?;
            security_event!("assessment-started", by = %account, organisation = %body.id, assessment = %id);
            Ok(id)
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
