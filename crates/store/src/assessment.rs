//! Assessments: who started which, with which scope, and what was submitted.

use domain::assess::score::Scope;
use domain::id::{AccountId, AssessmentId, ModelId, OrganisationId};
use domain::timestamp::Timestamp;

use crate::answer::HOLD_OPEN;
use crate::submitted_report::insert;
use crate::tx::statement;
use crate::{NewSubmittedReport, Reader, Result, Tx};

/// An assessment.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AssessmentRow {
    /// UUIDv7.
    pub id: String,
    /// The body.
    pub organisation_id: String,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// What is asked.
    #[sqlx(try_from = "String")]
    pub scope: Scope,
    /// The account that started it.
    pub created_by: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// The account that submitted it.
    pub submitted_by: Option<String>,
    /// Unix milliseconds.
    pub submitted_at: Option<i64>,
    /// The body's profile at submission, as JSON.
    pub frozen_profile: Option<String>,
    /// A digest of the model's texts as they were when the assessment was started.
    pub model_digest: Option<String>,
    /// The assessment from which it took answers over.
    pub follows: Option<String>,
}

const INSERT: &str =
    "INSERT INTO assessment (id, organisation_id, model_id, model_version, scope, created_by, created_at,
        submitted_by, submitted_at, frozen_profile, model_digest, follows)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const BY_ID: &str = "SELECT id, organisation_id, model_id, model_version, scope, created_by, created_at,
        submitted_by, submitted_at, frozen_profile, model_digest, follows
    FROM assessment WHERE id = $1";
const OF_BODY: &str = "SELECT id, organisation_id, model_id, model_version, scope, created_by, created_at,
        submitted_by, submitted_at, frozen_profile, model_digest, follows
    FROM assessment WHERE organisation_id = $1 ORDER BY created_at DESC, id DESC";
const CHANGE_SCOPE: &str =
    "UPDATE assessment SET scope = $2 WHERE id = $1 AND submitted_at IS NULL AND scope <> $2";
/// Every change of an answer raises its version, so that the sum tells whether any was changed.
const STATE: &str =
    "SELECT a.scope, COUNT(w.practice_id) AS answers, CAST(COALESCE(SUM(w.version), 0) AS BIGINT) AS versions
    FROM assessment a LEFT JOIN answer w ON w.assessment_id = a.id WHERE a.id = $1 GROUP BY a.scope";
const NOTE_DIGEST: &str = "UPDATE assessment SET model_digest = $3
    WHERE model_id = $1 AND model_version = $2 AND model_digest IS NULL AND submitted_at IS NULL";
const SUBMIT: &str =
    "UPDATE assessment SET submitted_by = $2, submitted_at = $3, frozen_profile = $4 WHERE id = $1";

/// What is to be submitted, as it was looked at before.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AssessmentState {
    /// What is asked.
    #[sqlx(try_from = "String")]
    pub scope: Scope,
    /// How many answers it has.
    pub answers: i64,
    /// The sum of their versions.
    pub versions: i64,
}

/// What came of an attempt to submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is submitted now.
    Now,
    /// It was submitted before; nothing was changed.
    Before,
    /// Somebody extended it or changed an answer meanwhile; nothing was changed.
    Changed,
}

impl Reader {
    /// The assessment with that id.
    pub async fn assessment(&mut self, id: &AssessmentId) -> Result<Option<AssessmentRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(db).await)?)
    }

    /// The assessments of a body, newest first.
    pub async fn assessments(&mut self, organisation: &OrganisationId) -> Result<Vec<AssessmentRow>> {
        Ok(statement!(self, db => sqlx::query_as(OF_BODY).bind(organisation.as_str()).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Adds an assessment. [`Duplicate`](crate::Error::Duplicate) if the body has an open one and this one is open too.
    pub async fn insert_assessment(&mut self, assessment: &AssessmentRow) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT)
            .bind(&assessment.id).bind(&assessment.organisation_id).bind(&assessment.model_id)
            .bind(assessment.model_version).bind(assessment.scope.as_str()).bind(&assessment.created_by)
            .bind(assessment.created_at).bind(&assessment.submitted_by).bind(assessment.submitted_at)
            .bind(&assessment.frozen_profile).bind(&assessment.model_digest).bind(&assessment.follows)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Changes the scope of an open assessment. False if it is submitted, or has that scope already.
    pub async fn change_scope(&mut self, id: &AssessmentId, scope: Scope) -> Result<bool> {
        let changed = statement!(self, db => sqlx::query(CHANGE_SCOPE).bind(id.as_str()).bind(scope.as_str())
            .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Notes the texts of a model for the open assessments of which it is not known with which they were started.
    pub async fn note_model_digest(&mut self, (model, version): (&ModelId, i64), digest: &str) -> Result<()> {
        statement!(self, db => sqlx::query(NOTE_DIGEST).bind(model.as_str()).bind(version).bind(digest)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Submits an open assessment with the profile and the report that it is frozen with, if it is still as it was looked at.
    pub async fn submit_assessment(
        &mut self,
        id: &AssessmentId,
        seen: &AssessmentState,
        by: &AccountId,
        now: Timestamp,
        frozen_profile: &str,
        report: &NewSubmittedReport,
    ) -> Result<Submitted> {
        statement!(self, tx => {
            let open = sqlx::query(HOLD_OPEN).bind(id.as_str()).execute(&mut *tx).await?;
            if open.rows_affected() == 0 {
                return Ok(Submitted::Before);
            }
            let state: AssessmentState = sqlx::query_as(STATE).bind(id.as_str()).fetch_one(&mut *tx).await?;
            if state != *seen {
                return Ok(Submitted::Changed);
            }
            sqlx::query(SUBMIT).bind(id.as_str()).bind(by.as_str()).bind(now.0).bind(frozen_profile)
                .execute(&mut *tx).await?;
            insert!(id.as_str(), report).execute(&mut *tx).await?;
            Ok(Submitted::Now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AnswerChange;
    use crate::testing::{account, assessment, body, on_both, report};

    fn state(scope: Scope, answers: i64, versions: i64) -> AssessmentState {
        AssessmentState {
            scope,
            answers,
            versions,
        }
    }

    on_both! {
        async fn a_body_has_one_open_assessment_at_a_time(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let first = assessment(store, "first", &own, &amal).await;
            let row = store.reader().assessment(&first).await.unwrap().unwrap();
            let second = AssessmentRow { id: "second".into(), ..row };
            assert!(matches!(store.write(async |tx| tx.insert_assessment(&second).await).await, Err(crate::Error::Duplicate)));
            let empty = state(Scope::Full, 0, 0);
            assert_eq!(store.write(async |tx| tx.submit_assessment(&first, &empty, &amal, Timestamp(5), "{}", &report("x")).await).await.unwrap(), Submitted::Now);
            store.write(async |tx| tx.insert_assessment(&second).await).await.unwrap();
            assert_eq!(store.reader().assessments(&own).await.unwrap().len(), 2);
        }

        async fn an_answer_is_there_before_the_submission_or_not_at_all(store: &Store) {
            let amal = account(store, "amal").await;
            for number in 0..20 {
                let own = body(store, &format!("own-{number}")).await;
                let id = assessment(store, &format!("assessment-{number}"), &own, &amal).await;
                let change = AnswerChange {
                    practice: "GOV-01".into(),
                    answer: domain::assess::answer::Answer::Partly,
                ticks: None,
                    note: String::new(),
                    evidence: domain::assess::answer::EvidenceGrade::None,
                    reason: String::new(),
                    on: 0,
                };
                let (seen, changes, report) = (state(Scope::Full, 0, 0), [change], report("x"));
                let (saved, submitted) = tokio::join!(
                    store.write(async |tx| tx.save_answers(&id, &changes, &amal, Timestamp(4)).await),
                    store.write(async |tx| tx.submit_assessment(&id, &seen, &amal, Timestamp(5), "{}", &report).await),
                );
                let answers = store.reader().answers(&id).await.unwrap().len();
                let is_kept = store.reader().submitted_report(&id).await.unwrap().is_some();
                match (saved.unwrap(), submitted.unwrap()) {
                    (None, Submitted::Now) => assert_eq!((answers, is_kept), (0, true)),
                    (Some(_), Submitted::Changed) => assert_eq!((answers, is_kept), (1, false)),
                    both => panic!("a report without an answer that was acknowledged: {both:?}"),
                }
            }
        }

        async fn submitting_happens_once_and_freezes(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "first", &own, &amal).await;
            assert!(store.write(async |tx| tx.change_scope(&id, Scope::Quick).await).await.unwrap());
            assert!(!store.write(async |tx| tx.change_scope(&id, Scope::Quick).await).await.unwrap());
            assert!(store.write(async |tx| tx.change_scope(&id, Scope::Full).await).await.unwrap());
            let submit = async |seen: &AssessmentState, now: i64, profile: &str| {
                store.write(async |tx| tx.submit_assessment(&id, seen, &amal, Timestamp(now), profile, &report("x")).await).await.unwrap()
            };
            // Somebody made a full assessment of the Quick Scan that was looked at.
            assert_eq!(submit(&state(Scope::Quick, 0, 0), 3, "{}").await, Submitted::Changed);
            let change = AnswerChange {
                practice: "GOV-01".into(),
                answer: domain::assess::answer::Answer::Partly,
                ticks: None,
                note: String::new(),
                evidence: domain::assess::answer::EvidenceGrade::None,
                reason: String::new(),
                on: 0,
            };
            for on in [0, 1] {
                let change = AnswerChange { on, ..change.clone() };
                store.write(async |tx| tx.save_answers(&id, &[change], &amal, Timestamp(4)).await).await.unwrap();
            }
            // Somebody answered, and answered differently.
            for seen in [state(Scope::Full, 0, 0), state(Scope::Full, 1, 1)] {
                assert_eq!(submit(&seen, 4, "{}").await, Submitted::Changed);
            }
            let seen = state(Scope::Full, 1, 2);
            assert_eq!(submit(&seen, 5, "{}").await, Submitted::Now);
            assert_eq!(submit(&seen, 6, "other").await, Submitted::Before);
            assert!(!store.write(async |tx| tx.change_scope(&id, Scope::Quick).await).await.unwrap());
            let row = store.reader().assessment(&id).await.unwrap().unwrap();
            assert_eq!((row.submitted_at, row.frozen_profile.as_deref()), (Some(5), Some("{}")));
        }
    }
}
