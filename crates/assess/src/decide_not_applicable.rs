//! What a lead decides about practices that are said not to apply.

use domain::assess::answer::Answer;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use store::{NotApplicableDecision, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::info::{info, load_row};

/// What a lead decides about a *not applicable*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The practice.
    pub practice: String,
    /// The version of the answer that the lead saw.
    pub version: i64,
    /// Whether it is approved; else it goes back, as *unknown*.
    pub approve: bool,
}

/// Carries out what a lead decided about *not applicable*. False if some of it had changed meanwhile, and so was left.
///
/// # Errors
/// [`Error::NotNow`] once it is submitted.
pub async fn decide_not_applicable(
    env: &Env,
    permit: &Permit<act::ApproveNotApplicable>,
    tx: &mut Tx,
    id: &str,
    verdicts: &[Verdict],
) -> Result<bool> {
    let (account, body) = (permit.account(), permit.organisation());
    let info = info(load_row(tx, &body.id, id).await?)?;
    if info.submitted_at.is_some() {
        return Err(Error::NotNow(NotNow::AssessmentSubmitted));
    }
    if verdicts.is_empty() {
        return Ok(true);
    }
    let decisions: Vec<NotApplicableDecision> = verdicts
        .iter()
        .filter(|verdict| !verdict.practice.contains('\0'))
        .map(|verdict| NotApplicableDecision {
            practice: verdict.practice.clone(),
            on: verdict.version,
            approve: verdict.approve,
        })
        .collect();
    let met = tx
        .decide_not_applicable(&info.id, &decisions, Answer::Unknown.as_str(), account, env.now())
        .await?
        .ok_or(Error::NotNow(NotNow::AssessmentSubmitted))?;
    let decided = Event::NotApplicableDecided {
        organisation: body.id.clone(),
        assessment: info.id.clone(),
        decisions: met,
    };
    env.record(tx, account, decided).await?;
    security_event!("not-applicable-decided", by = %account, organisation = %body.id, assessment = %info.id,
            decisions = met);
    Ok(met == verdicts.len() as u64)
}
