//! The reports of submitted assessments, as they were.

use domain::id::{AssessmentId, ModelId, OrganisationId, RoundId};

use crate::tx::statement;
use crate::{AssessmentRow, Reader, Result, Tx};

/// A report to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubmittedReport {
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The version of what computed it.
    pub engine: i64,
    /// The report's value (JSON).
    pub report: String,
    /// The digest of the report.
    pub sha256: String,
    /// The scores alone (JSON).
    pub score: String,
    /// The digest of the scores.
    pub score_sha256: String,
}

/// A report that was kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SubmittedReportRow {
    /// The assessment.
    pub assessment_id: String,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The version of what computed it.
    pub engine: i64,
    /// The report's value (JSON).
    pub report: String,
    /// The digest of the report.
    pub sha256: String,
}

/// A submitted assessment with its scores, for the closing of a round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ParticipatingRow {
    /// The assessment.
    pub assessment_id: String,
    /// The body.
    pub organisation_id: String,
    /// Unix milliseconds.
    pub submitted_at: i64,
    /// The maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The version of what computed it.
    pub engine: i64,
    /// The digest of the whole report.
    pub sha256: String,
    /// The scores (JSON).
    pub score: String,
    /// The digest of the scores.
    pub score_sha256: String,
}

/// The copy of a report in a closed round, which an older version kept without its digest.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UnsealedReportRow {
    /// The round.
    pub round_id: String,
    /// The body.
    pub organisation_id: String,
    /// The assessment.
    pub assessment_id: String,
    /// The report without texts (JSON).
    pub report: String,
}

pub(crate) const INSERT: &str = "INSERT INTO submitted_report
        (assessment_id, model_id, model_version, engine, report, sha256, score, score_sha256)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (assessment_id) DO NOTHING";
const BY_ASSESSMENT: &str = "SELECT assessment_id, model_id, model_version, engine, report, sha256
    FROM submitted_report WHERE assessment_id = $1";
/// The full assessment with that version of the model that each body with a consent in the round submitted last. No other body's is
/// read.
const PARTICIPATING: &str = "SELECT l.id AS assessment_id, l.organisation_id, l.submitted_at, l.model_id, l.model_version,
        COALESCE(s.engine, 0) AS engine, COALESCE(s.sha256, '') AS sha256, COALESCE(s.score, '') AS score,
        COALESCE(s.score_sha256, '') AS score_sha256
    FROM (SELECT a.id, a.organisation_id, a.submitted_at, a.model_id, a.model_version,
            ROW_NUMBER() OVER (PARTITION BY a.organisation_id ORDER BY a.submitted_at DESC, a.id DESC) AS place
        FROM assessment a WHERE a.scope = 'full' AND a.submitted_at IS NOT NULL
            AND a.model_id = $2 AND a.model_version = $3 AND a.organisation_id IN
            (SELECT organisation_id FROM consent WHERE round_id = $1 AND confirmed_at IS NOT NULL)) AS l
        LEFT JOIN submitted_report s ON s.assessment_id = l.id
    WHERE l.place = 1 ORDER BY l.organisation_id";
const WITHOUT: &str =
    "SELECT a.id, a.organisation_id, a.model_id, a.model_version, a.scope, a.created_by, a.created_at,
        a.submitted_by, a.submitted_at, a.frozen_profile, a.model_digest, a.follows
    FROM assessment a LEFT JOIN submitted_report s ON s.assessment_id = a.id
    WHERE a.submitted_at IS NOT NULL AND s.assessment_id IS NULL ORDER BY a.submitted_at, a.id";
const UNSEALED: &str = "SELECT round_id, organisation_id, assessment_id, report FROM contribution
    WHERE report IS NOT NULL AND report_sha256 IS NULL ORDER BY round_id, organisation_id";
const SEAL: &str = "UPDATE contribution SET report = $3, report_sha256 = $4
    WHERE round_id = $1 AND organisation_id = $2 AND report_sha256 IS NULL";

/// The statement that keeps a report, on either database.
macro_rules! insert {
    ($assessment:expr, $report:expr) => {
        sqlx::query($crate::submitted_report::INSERT)
            .bind($assessment)
            .bind(&$report.model_id)
            .bind($report.model_version)
            .bind($report.engine)
            .bind(&$report.report)
            .bind(&$report.sha256)
            .bind(&$report.score)
            .bind(&$report.score_sha256)
    };
}
pub(crate) use insert;

impl Reader {
    /// The report of a submitted assessment.
    pub async fn submitted_report(
        &mut self,
        assessment: &AssessmentId,
    ) -> Result<Option<SubmittedReportRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(BY_ASSESSMENT).bind(assessment.as_str())
            .fetch_optional(db).await)?,
        )
    }

    /// The full assessment with that version of the model that each body with a consent in the round submitted last, with its
    /// scores.
    pub async fn participating(
        &mut self,
        round: &RoundId,
        (model, version): (&ModelId, i64),
    ) -> Result<Vec<ParticipatingRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(PARTICIPATING).bind(round.as_str()).bind(model.as_str())
            .bind(version).fetch_all(db).await)?,
        )
    }

    /// The assessments that were submitted when reports were not kept yet, the oldest first.
    pub async fn assessments_without_report(&mut self) -> Result<Vec<AssessmentRow>> {
        Ok(statement!(self, db => sqlx::query_as(WITHOUT).fetch_all(db).await)?)
    }

    /// The copies of reports in closed rounds that have no digest yet.
    pub async fn unsealed_reports(&mut self) -> Result<Vec<UnsealedReportRow>> {
        Ok(statement!(self, db => sqlx::query_as(UNSEALED).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Keeps the report of an assessment that was submitted without one. One that is there stays.
    pub async fn add_submitted_report(
        &mut self,
        assessment: &AssessmentId,
        report: &NewSubmittedReport,
    ) -> Result<()> {
        statement!(self, db => insert!(assessment.as_str(), report).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Gives such a copy its texts and its digest, once.
    pub async fn seal_report(
        &mut self,
        round: &RoundId,
        body: &OrganisationId,
        report: &str,
        sha256: &str,
    ) -> Result<()> {
        statement!(self, db => sqlx::query(SEAL).bind(round.as_str()).bind(body.as_str()).bind(report)
            .bind(sha256).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::timestamp::Timestamp;

    use super::*;
    use crate::testing::{account, body, on_both, report};
    use crate::{AssessmentState, Submitted};

    on_both! {
        async fn a_report_is_kept_with_the_submission_and_never_again(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = crate::testing::assessment(store, "first", &own, &amal).await;
            let seen = |answers| AssessmentState { scope: domain::assess::score::Scope::Full, answers, versions: answers };
            // What is refused leaves no report behind.
            let outcome = store.write(async |tx| tx.submit_assessment(&id, &seen(1), &amal, Timestamp(5), "{}", &report("x")).await).await;
            assert_eq!(outcome.unwrap(), Submitted::Changed);
            assert_eq!(store.reader().submitted_report(&id).await.unwrap(), None);
            let outcome = store.write(async |tx| tx.submit_assessment(&id, &seen(0), &amal, Timestamp(5), "{}", &report("x")).await).await;
            assert_eq!(outcome.unwrap(), Submitted::Now);
            assert_eq!(store.reader().assessments_without_report().await.unwrap(), []);
            store.write(async |tx| tx.add_submitted_report(&id, &report("y")).await).await.unwrap();
            let kept = store.reader().submitted_report(&id).await.unwrap().unwrap();
            assert_eq!((kept.report.as_str(), kept.model_version, kept.engine), ("x", 1, 1));
        }

        async fn what_was_submitted_before_is_found_once(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let open = crate::testing::assessment(store, "first", &own, &amal).await;
            let row = store.reader().assessment(&open).await.unwrap().unwrap();
            let outcome = store
                .write(async |tx| tx.submit_assessment(&open, &AssessmentState { scope: domain::assess::score::Scope::Full, answers: 0, versions: 0 }, &amal,
                    Timestamp(5), "{}", &report("x")).await)
                .await;
            assert_eq!(outcome.unwrap(), Submitted::Now);
            let old = AssessmentRow { id: "old".into(), ..row };
            crate::testing::submitted(store, &old, &[], Timestamp(4)).await;
            let without = store.reader().assessments_without_report().await.unwrap();
            let ids: Vec<&str> = without.iter().map(|row| row.id.as_str()).collect();
            assert_eq!(ids, ["old"]);
            store.write(async |tx| tx.add_submitted_report(&"old".into(), &report("z")).await).await.unwrap();
            assert_eq!(store.reader().assessments_without_report().await.unwrap(), []);
        }
    }
}
