//! Many rows at once, for an instance that is generated to be measured (`polder demo --scale`). What a person does comes one at a time, by the
//! methods beside this.

use domain::disclose::Consent;
use domain::id::{AccountId, AssessmentId};
use domain::text::folded;
use sqlx::QueryBuilder;

use crate::tx::statement;
use crate::{AccountRow, AssessmentRow, NewSubmittedReport, OrganisationRow, Result, Tx};

/// A consent that two people gave, with its round and its body.
#[derive(Clone, Debug)]
pub struct GivenConsent<'a> {
    /// UUIDv7.
    pub id: String,
    /// The round.
    pub round_id: &'a str,
    /// The body and its name.
    pub body: (&'a str, &'a str),
    /// To every donor.
    pub level: Consent,
    /// The version of the text that was agreed to, and the words that both read (JSON).
    pub text: (i64, &'a str),
    /// Who proposed it and who confirmed it: account, name and address. Both as leads.
    pub people: [(&'a str, &'a str, &'a str); 2],
    /// When each of them did (Unix milliseconds).
    pub at: [i64; 2],
}

/// One statement with a row of values for each of many.
macro_rules! insert {
    ($tx:expr, $into:literal, $rows:expr, $push:expr) => {
        statement!($tx, db => {
            let mut insert = QueryBuilder::new($into);
            insert.push_values($rows, $push);
            insert.build().execute(db).await.map(|_| ())
        })?
    };
}

const COPY_ANSWERS: &str =
    "INSERT INTO answer (assessment_id, practice_id, answer, note, evidence, reason, approved_by,
        version, answered_by, answered_at, ticks)
    SELECT a.id, w.practice_id, w.answer, w.note, w.evidence, w.reason,
        CASE WHEN w.approved_by IS NULL THEN NULL ELSE a.created_by END, w.version, a.created_by, a.created_at, w.ticks
    FROM assessment a CROSS JOIN answer w
    WHERE a.id >= $1 AND a.id <= $2 AND w.assessment_id = $3
        AND NOT EXISTS (SELECT 1 FROM answer own WHERE own.assessment_id = a.id)";
const COPY_PROFILE: &str =
    "INSERT INTO body_profile (organisation_id, profile, version, updated_by, updated_at)
    SELECT o.id, p.profile, 1, m.account_id, p.updated_at
    FROM organisation o JOIN membership m ON m.organisation_id = o.id AND m.role = 'assessor'
        CROSS JOIN body_profile p
    WHERE o.id >= $1 AND o.id <= $2 AND o.kind = 'election-body' AND p.organisation_id = $3
        AND NOT EXISTS (SELECT 1 FROM body_profile own WHERE own.organisation_id = o.id)";
const COPY_PROGRESS: &str =
    "INSERT INTO lesson_progress (account_id, course_id, lesson_id, completed_at, revision)
    SELECT a.id, p.course_id, p.lesson_id, p.completed_at, p.revision
    FROM account a CROSS JOIN lesson_progress p
    WHERE a.id >= $1 AND a.id <= $2 AND p.account_id = $3
        AND NOT EXISTS (SELECT 1 FROM lesson_progress own WHERE own.account_id = a.id)";

impl Tx {
    /// Has the database count what it holds, which it does by itself only some time after so many rows came: its choice of indexes
    /// rests on that.
    pub async fn analyze(&mut self) -> Result<()> {
        statement!(self, db => sqlx::query("ANALYZE").execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Adds organisations.
    pub async fn insert_organisations(&mut self, rows: &[OrganisationRow]) -> Result<()> {
        insert!(
            self,
            "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at, folded) ",
            rows,
            |mut values, row: &OrganisationRow| {
                values
                    .push_bind(&row.id)
                    .push_bind(&row.slug)
                    .push_bind(row.kind.as_str())
                    .push_bind(&row.name);
                values
                    .push_bind(&row.country)
                    .push_bind(&row.region)
                    .push_bind(row.income_group.as_str());
                values.push_bind(row.created_at).push_bind(folded(&row.name));
            }
        );
        Ok(())
    }

    /// Adds accounts.
    pub async fn insert_accounts(&mut self, rows: &[AccountRow]) -> Result<()> {
        insert!(
            self,
            "INSERT INTO account (id, email, name, password_hash, language, created_at, folded) ",
            rows,
            |mut values, row: &AccountRow| {
                values
                    .push_bind(&row.id)
                    .push_bind(&row.email)
                    .push_bind(&row.name);
                values
                    .push_bind(&row.password_hash)
                    .push_bind(&row.language)
                    .push_bind(row.created_at);
                values.push_bind(folded(&row.name));
            }
        );
        Ok(())
    }

    /// Gives roles: account, organisation, role, time.
    pub async fn insert_memberships(&mut self, rows: &[(&str, &str, &str, i64)]) -> Result<()> {
        insert!(
            self,
            "INSERT INTO membership (account_id, organisation_id, role, created_at) ",
            rows,
            |mut values, (account, organisation, role, at): &(&str, &str, &str, i64)| {
                values
                    .push_bind(*account)
                    .push_bind(*organisation)
                    .push_bind(*role)
                    .push_bind(*at);
            }
        );
        Ok(())
    }

    /// Adds assessments that were submitted, each with its report.
    pub async fn insert_submitted(&mut self, rows: &[(AssessmentRow, NewSubmittedReport)]) -> Result<()> {
        insert!(
            self,
            "INSERT INTO assessment (id, organisation_id, model_id, model_version, scope, created_by, created_at,
                submitted_by, submitted_at, frozen_profile, model_digest, follows) ",
            rows,
            |mut values, (row, _): &(AssessmentRow, NewSubmittedReport)| {
                values.push_bind(&row.id).push_bind(&row.organisation_id).push_bind(&row.model_id);
                values.push_bind(row.model_version).push_bind(row.scope.as_str()).push_bind(&row.created_by);
                values.push_bind(row.created_at).push_bind(&row.submitted_by).push_bind(row.submitted_at);
                values.push_bind(&row.frozen_profile).push_bind(&row.model_digest).push_bind(&row.follows);
            }
        );
        insert!(
            self,
            "INSERT INTO submitted_report (assessment_id, model_id, model_version, engine, report, sha256, score,
                score_sha256) ",
            rows,
            |mut values, (row, report): &(AssessmentRow, NewSubmittedReport)| {
                values.push_bind(&row.id).push_bind(&report.model_id).push_bind(report.model_version);
                values.push_bind(report.engine).push_bind(&report.report).push_bind(&report.sha256);
                values.push_bind(&report.score).push_bind(&report.score_sha256);
            }
        );
        Ok(())
    }

    /// Gives the assessments from one id to another the answers of another assessment, in the name of whoever started them. Gives back how
    /// many these are.
    pub async fn copy_answers(&mut self, first: &str, last: &str, of: &AssessmentId) -> Result<u64> {
        Ok(
            statement!(self, db => sqlx::query(COPY_ANSWERS).bind(first).bind(last).bind(of.as_str()).execute(db).await
            .map(|done| done.rows_affected()))?,
        )
    }

    /// Gives the bodies from one id to another the profile of another body, in the name of their assessor.
    pub async fn copy_profile(&mut self, first: &str, last: &str, of: &str) -> Result<()> {
        statement!(self, db => sqlx::query(COPY_PROFILE).bind(first).bind(last).bind(of).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Has the accounts from one id to another have read the lessons that another account read.
    pub async fn copy_progress(&mut self, first: &str, last: &str, of: &AccountId) -> Result<()> {
        statement!(self, db => sqlx::query(COPY_PROGRESS).bind(first).bind(last).bind(of.as_str()).execute(db).await
            .map(|_| ()))?;
        Ok(())
    }

    /// Adds consents that are in force.
    pub async fn insert_consents(&mut self, rows: &[GivenConsent<'_>]) -> Result<()> {
        insert!(
            self,
            "INSERT INTO consent (id, round_id, organisation_id, recipient, level, text_version, proposed_by, proposed_at,
                version, body_name, recipient_name, proposer_name, proposer_email, proposer_roles, proposer_words,
                confirmed_by, confirmed_at, confirmer_name, confirmer_email, confirmer_roles, confirmer_words) ",
            rows,
            |mut values, row: &GivenConsent<'_>| {
                let [(proposer, proposer_name, proposer_email), (confirmer, confirmer_name, confirmer_email)] =
                    row.people;
                values.push_bind(row.id.clone()).push_bind(row.round_id).push_bind(row.body.0).push_bind("");
                values.push_bind(row.level.as_str()).push_bind(row.text.0).push_bind(proposer);
                values.push_bind(row.at[0]).push_bind(1_i64).push_bind(row.body.1).push_bind("");
                values.push_bind(proposer_name).push_bind(proposer_email).push_bind("lead").push_bind(row.text.1);
                values.push_bind(confirmer).push_bind(row.at[1]).push_bind(confirmer_name);
                values.push_bind(confirmer_email).push_bind("lead").push_bind(row.text.1);
            }
        );
        Ok(())
    }
}
