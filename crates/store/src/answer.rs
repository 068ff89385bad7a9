//! Answers to the practices of an assessment.
//!
//! Long because each rule about who may change what at the same moment stands beside its test on both databases.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::part::Ticks;
use domain::assess::upgrade::Change;
use domain::id::{AccountId, AssessmentId, PracticeId};
use domain::timestamp::Timestamp;

use crate::backend::Backend;
use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// An answer, with the name of who gave it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerRow {
    /// The practice.
    pub practice_id: String,
    /// The answer.
    #[sqlx(try_from = "String")]
    pub answer: Answer,
    /// What is ticked of the practice's parts; nothing: it has none, or they are open.
    pub ticks: Option<String>,
    /// How the practice changed since the version of the model from which the answer was taken over; nothing once somebody answered.
    pub taken_over: Option<String>,
    /// A note.
    pub note: String,
    /// What it rests on.
    #[sqlx(try_from = "String")]
    pub evidence: EvidenceGrade,
    /// Why the practice does not apply.
    pub reason: String,
    /// The lead who approved that it does not apply.
    pub approved_by: Option<String>,
    /// Raised by each change, from 1.
    pub version: i64,
    /// Who gave it.
    pub answered_by: String,
    /// That person's name.
    pub answered_by_name: String,
    /// Unix milliseconds.
    pub answered_at: i64,
}

/// What the scores need of an answer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerMarkRow {
    /// The practice.
    pub practice_id: String,
    /// The answer.
    #[sqlx(try_from = "String")]
    pub answer: Answer,
    /// Whether the lead approved it.
    pub approved: bool,
}

/// An answer as it is to be, and the version of it that the person saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// The practice.
    pub practice: PracticeId,
    /// The answer.
    pub answer: Answer,
    /// What is ticked of the practice's parts; nothing: it has none, or they are open.
    pub ticks: Option<Ticks>,
    /// A note.
    pub note: String,
    /// What it rests on.
    pub evidence: EvidenceGrade,
    /// Why the practice does not apply.
    pub reason: String,
    /// The version that it replaces; 0 for a first answer.
    pub on: i64,
}

/// What a lead decided about a *not applicable*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicableDecision {
    /// The practice.
    pub practice: String,
    /// The version of the answer that the lead saw.
    pub on: i64,
    /// Whether the lead agrees. If not, the answer becomes the one of `sent_back`.
    pub approve: bool,
}

const OF_ASSESSMENT: &str =
    "SELECT a.practice_id, a.answer, a.ticks, a.taken_over, a.note, a.evidence, a.reason, a.approved_by, a.version,
        a.answered_by, p.name AS answered_by_name, a.answered_at
    FROM answer a JOIN account p ON p.id = a.answered_by
    WHERE a.assessment_id = $1 ORDER BY a.practice_id";
const ONE: &str = "SELECT a.practice_id, a.answer, a.ticks, a.taken_over, a.note, a.evidence, a.reason, a.approved_by, a.version,
        a.answered_by, p.name AS answered_by_name, a.answered_at
    FROM answer a JOIN account p ON p.id = a.answered_by
    WHERE a.assessment_id = $1 AND a.practice_id = $2";
const MARKS: &str = "SELECT practice_id, answer, approved_by IS NOT NULL AS approved
    FROM answer WHERE assessment_id = $1";
/// Holds the assessment open until the transaction ends, for one alone: whoever else holds it waits, or was first and this finds nothing.
/// SQLite has one writer anyway; on PostgreSQL it is the row's lock that matters.
pub(crate) const HOLD_OPEN: &str =
    "UPDATE assessment SET submitted_at = NULL WHERE id = $1 AND submitted_at IS NULL";
/// The same beside others: those who answer do not wait for each other's turn at the disk, and whoever submits waits for all of them.
const HOLD_OPEN_TOGETHER: &str = "SELECT id FROM assessment WHERE id = $1 AND submitted_at IS NULL FOR SHARE";
/// Gives no row back if somebody else changed the answer since. An approval stays only with what was approved.
const SAVE: &str = "INSERT INTO answer (assessment_id, practice_id, answer, note, evidence, reason, version,
        answered_by, answered_at, ticks)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $10)
    ON CONFLICT (assessment_id, practice_id) DO UPDATE SET
        approved_by = CASE WHEN answer.answer = excluded.answer AND answer.reason = excluded.reason
            THEN answer.approved_by ELSE NULL END,
        answer = excluded.answer, note = excluded.note, evidence = excluded.evidence, reason = excluded.reason,
        ticks = excluded.ticks, taken_over = NULL,
        version = answer.version + 1, answered_by = excluded.answered_by, answered_at = excluded.answered_at
        WHERE answer.version = $9
    RETURNING version";
const TAKE_OVER: &str =
    "INSERT INTO answer (assessment_id, practice_id, answer, note, evidence, reason, version,
        answered_by, answered_at, ticks, taken_over, approved_by)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11)";
/// The version stays: an approval changes nothing of what the answer says, so it disturbs nobody who has it open.
const APPROVE: &str = "UPDATE answer SET approved_by = $4
    WHERE assessment_id = $1 AND practice_id = $2 AND version = $3 AND answer = 'not-applicable'";
const SEND_BACK: &str = "UPDATE answer SET answer = $4, ticks = NULL, taken_over = NULL, approved_by = NULL, version = version + 1,
        answered_by = $5, answered_at = $6
    WHERE assessment_id = $1 AND practice_id = $2 AND version = $3 AND answer = 'not-applicable'";

impl Reader {
    /// The answers of an assessment.
    pub async fn answers(&mut self, assessment: &AssessmentId) -> Result<Vec<AnswerRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(OF_ASSESSMENT).bind(assessment.as_str())
            .fetch_all(db).await)?,
        )
    }

    /// The answer to one practice.
    pub async fn answer(
        &mut self,
        assessment: &AssessmentId,
        practice: &PracticeId,
    ) -> Result<Option<AnswerRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(ONE).bind(assessment.as_str()).bind(practice.as_str())
            .fetch_optional(db).await)?,
        )
    }

    /// What the scores need of the answers of an assessment.
    pub async fn answer_marks(&mut self, assessment: &AssessmentId) -> Result<Vec<AnswerMarkRow>> {
        Ok(statement!(self, db => sqlx::query_as(MARKS).bind(assessment.as_str()).fetch_all(db).await)?)
    }
}

/// An answer that a new assessment takes over from one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOverRow {
    /// The practice.
    pub practice: PracticeId,
    /// The answer.
    pub answer: Answer,
    /// What is ticked of the practice's parts; nothing: they are open.
    pub ticks: Option<Ticks>,
    /// How the practice changed.
    pub change: Change,
    /// A note.
    pub note: String,
    /// What it rests on.
    pub evidence: EvidenceGrade,
    /// Why the practice does not apply.
    pub reason: String,
    /// The lead who approved that it does not apply.
    pub approved_by: Option<String>,
    /// Who gave it.
    pub answered_by: String,
    /// Unix milliseconds.
    pub answered_at: i64,
}

impl Tx {
    /// Puts answers that are taken over into a new assessment, each as if given by who gave it then.
    pub async fn take_over_answers(
        &mut self,
        assessment: &AssessmentId,
        rows: &[TakenOverRow],
    ) -> Result<()> {
        statement!(self, tx => {
            for row in rows {
                sqlx::query(TAKE_OVER)
                    .bind(assessment.as_str()).bind(row.practice.as_str()).bind(row.answer.as_str()).bind(&row.note)
                    .bind(row.evidence.as_str()).bind(&row.reason).bind(&row.answered_by).bind(row.answered_at)
                    .bind(row.ticks.as_ref().map(Ticks::to_string)).bind(row.change.as_str()).bind(&row.approved_by)
                    .execute(&mut *tx).await?;
            }
            Ok(())
        })
    }

    /// Saves changes to answers, together. For each the new version, or nothing if somebody else changed that answer
    /// meanwhile. Nothing at all if the assessment is submitted.
    pub async fn save_answers(
        &mut self,
        assessment: &AssessmentId,
        changes: &[AnswerChange],
        by: &AccountId,
        now: Timestamp,
    ) -> Result<Option<Vec<Option<i64>>>> {
        let hold = self.hold_open_together();
        // Always in one order, so that no two wait for each other.
        let mut ordered: Vec<(usize, &AnswerChange)> = changes.iter().enumerate().collect();
        ordered.sort_by(|(_, a), (_, b)| a.practice.cmp(&b.practice));
        statement!(self, tx => {
            let open = sqlx::query(hold).bind(assessment.as_str()).execute(&mut *tx).await?;
            if open.rows_affected() == 0 {
                return Ok(None);
            }
            let mut versions: Vec<Option<i64>> = vec![None; changes.len()];
            for (place, change) in ordered {
                versions[place] = sqlx::query_scalar(SAVE)
                    .bind(assessment.as_str()).bind(change.practice.as_str()).bind(change.answer.as_str()).bind(&change.note)
                    .bind(change.evidence.as_str()).bind(&change.reason).bind(by.as_str()).bind(now.0).bind(change.on)
                    .bind(change.ticks.as_ref().map(Ticks::to_string)).fetch_optional(&mut *tx).await?;
            }
            Ok(Some(versions))
        })
    }

    /// Carries out what a lead decided about *not applicable*: approved, or replaced by the answer `sent_back`. Gives
    /// back how many decisions met the answer that they were about; nothing if the assessment is submitted.
    pub async fn decide_not_applicable(
        &mut self,
        assessment: &AssessmentId,
        decisions: &[NotApplicableDecision],
        sent_back: &str,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<Option<u64>> {
        let hold = self.hold_open_together();
        let mut ordered: Vec<&NotApplicableDecision> = decisions.iter().collect();
        ordered.sort_by(|a, b| a.practice.cmp(&b.practice));
        statement!(self, tx => {
            let open = sqlx::query(hold).bind(assessment.as_str()).execute(&mut *tx).await?;
            if open.rows_affected() == 0 {
                return Ok(None);
            }
            let mut met = 0;
            for decision in ordered {
                let done = if decision.approve {
                    sqlx::query(APPROVE).bind(assessment.as_str()).bind(&decision.practice).bind(decision.on)
                        .bind(by.as_str()).execute(&mut *tx).await?
                } else {
                    sqlx::query(SEND_BACK).bind(assessment.as_str()).bind(&decision.practice).bind(decision.on)
                        .bind(sent_back).bind(by.as_str()).bind(now.0).execute(&mut *tx).await?
                };
                met += done.rows_affected();
            }
            Ok(Some(met))
        })
    }

    fn hold_open_together(&self) -> &'static str {
        match self.store().backend {
            Backend::Sqlite { .. } => HOLD_OPEN,
            Backend::Postgres(_) => HOLD_OPEN_TOGETHER,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::AssessmentState;
    use crate::testing::{account, assessment, body, on_both};

    fn change(practice: &str, answer: &str, on: i64) -> AnswerChange {
        AnswerChange {
            practice: practice.into(),
            answer: Answer::parse(answer).expect("an answer"),
            ticks: None,
            note: "note".into(),
            evidence: EvidenceGrade::None,
            reason: "reason".into(),
            on,
        }
    }

    on_both! {
        async fn a_change_on_an_old_version_overwrites_nothing(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "one", &own, &amal).await;
            let save = |changes: Vec<AnswerChange>| {
                let (id, amal) = (id.clone(), amal.clone());
                async move { store.write(async |tx| tx.save_answers(&id, &changes, &amal, Timestamp(3)).await).await.unwrap().unwrap() }
            };
            assert_eq!(save(vec![change("GOV-01", "partly", 0), change("GOV-02", "fully", 0)]).await, [Some(1), Some(1)]);
            assert_eq!(save(vec![change("GOV-01", "largely", 1)]).await, [Some(2)]);
            // One of the two was changed meanwhile: the other is saved all the same.
            assert_eq!(save(vec![change("GOV-01", "fully", 1), change("GOV-02", "partly", 1)]).await, [None, Some(2)]);
            assert_eq!(save(vec![change("GOV-01", "fully", 0)]).await, [None]);
            let rows = store.reader().answers(&id).await.unwrap();
            assert_eq!(
                rows.iter().map(|row| (row.answer.as_str(), row.version)).collect::<Vec<_>>(),
                [("largely", 2), ("partly", 2)]
            );
            assert_eq!(rows[0].answered_by_name, "amal");
        }

        async fn ticks_are_kept_and_whoever_answers_takes_over_no_more(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "one", &own, &amal).await;
            let row = |practice: &str, ticks: Option<&str>, approved_by: Option<&AccountId>| TakenOverRow {
                practice: practice.into(),
                answer: Answer::Partly,
                ticks: ticks.map(|ticks| ticks.parse().expect("ticks")),
                change: Change::Reworded,
                note: "note".into(),
                evidence: EvidenceGrade::Document,
                reason: String::new(),
                approved_by: approved_by.map(|by| by.as_str().to_owned()),
                answered_by: amal.as_str().into(),
                answered_at: 7,
            };
            let rows = [row("GOV-01", None, None), row("GOV-02", Some("a c?"), Some(&amal))];
            store.write(async |tx| tx.take_over_answers(&id, &rows).await).await.unwrap();
            let answers = store.reader().answers(&id).await.unwrap();
            let told: Vec<_> = answers.iter().map(|row| (row.ticks.as_deref(), row.taken_over.as_deref(), row.version, row.answered_at)).collect();
            assert_eq!(told, [(None, Some("reworded"), 1, 7), (Some("a c?"), Some("reworded"), 1, 7)]);
            assert_eq!(answers[1].approved_by.as_deref(), Some(amal.as_str()));
            let change = AnswerChange { ticks: Some("b".parse().expect("ticks")), ..change("GOV-02", "partly", 1) };
            store.write(async |tx| tx.save_answers(&id, &[change], &amal, Timestamp(9)).await).await.unwrap();
            let answer = store.reader().answer(&id, &"GOV-02".into()).await.unwrap().unwrap();
            assert_eq!((answer.ticks.as_deref(), answer.taken_over), (Some("b"), None));
        }

        async fn who_answers_waits_for_nobody_and_who_submits_for_all(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "first", &own, &amal).await;
            let save = async |tx: &mut Tx, practice: &str| {
                let changes = [change(practice, "fully", 0)];
                tx.save_answers(&id, &changes, &amal, Timestamp(1)).await
            };
            let mut first = store.begin().await.unwrap();
            assert_eq!(save(&mut first, "GOV-01").await.unwrap(), Some(vec![Some(1)]));
            let mut seen = AssessmentState { scope: domain::assess::score::Scope::Full, answers: 0, versions: 0 };
            // SQLite has one writer at a time.
            if let Backend::Postgres(_) = store.backend {
                let beside = store.write(async |tx| save(tx, "GOV-02").await);
                let beside = tokio::time::timeout(Duration::from_secs(5), beside).await;
                assert_eq!(beside.expect("nobody to wait for").unwrap(), Some(vec![Some(1)]));
                (seen.answers, seen.versions) = (1, 1);
            }
            let report = crate::testing::report("x");
            let submit = store.write(async |tx| {
                tx.submit_assessment(&id, &seen, &amal, Timestamp(2), "{}", &report).await
            });
            let (submitted, ()) = tokio::join!(submit, async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                first.commit().await.unwrap();
            });
            assert_eq!(submitted.unwrap(), crate::Submitted::Changed);
        }

        async fn a_submitted_assessment_takes_no_answer(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "one", &own, &amal).await;
            let seen = AssessmentState { scope: domain::assess::score::Scope::Full, answers: 0, versions: 0 };
            store.write(async |tx| tx.submit_assessment(&id, &seen, &amal, Timestamp(5), "{}", &crate::testing::report("x")).await).await.unwrap();
            let saved = store.write(async |tx| tx.save_answers(&id, &[change("GOV-01", "partly", 0)], &amal, Timestamp(6)).await).await;
            assert_eq!(saved.unwrap(), None);
            assert!(store.reader().answers(&id).await.unwrap().is_empty());
            let decided = store.write(async |tx| tx.decide_not_applicable(&id, &[], "unknown", &amal, Timestamp(6)).await).await;
            assert_eq!(decided.unwrap(), None);
        }

        async fn an_approval_lasts_as_long_as_what_was_approved(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let id = assessment(store, "one", &own, &amal).await;
            let save = |change: AnswerChange| {
                let (id, amal) = (id.clone(), amal.clone());
                async move { store.write(async |tx| tx.save_answers(&id, &[change], &amal, Timestamp(3)).await).await.unwrap().unwrap()[0] }
            };
            let decide = |on, approve| {
                let (id, amal) = (id.clone(), amal.clone());
                async move {
                    let decisions = [NotApplicableDecision { practice: "GOV-01".into(), on, approve }];
                    store.write(async |tx| tx.decide_not_applicable(&id, &decisions, "unknown", &amal, Timestamp(4)).await).await.unwrap().unwrap()
                }
            };
            let approved = || async { store.reader().answer_marks(&id).await.unwrap()[0].approved };
            save(change("GOV-01", "not-applicable", 0)).await;
            assert_eq!(decide(7, true).await, 0);
            assert_eq!(decide(1, true).await, 1);
            assert!(approved().await);
            let note = AnswerChange { note: "other".into(), ..change("GOV-01", "not-applicable", 1) };
            save(note).await;
            assert!(approved().await);
            let reason = AnswerChange { reason: "other".into(), ..change("GOV-01", "not-applicable", 2) };
            save(reason).await;
            assert!(!approved().await);
            assert_eq!(decide(3, false).await, 1);
            let row = &store.reader().answers(&id).await.unwrap()[0];
            assert_eq!((row.answer.as_str(), row.version, row.reason.as_str()), ("unknown", 4, "other"));
        }
    }
}
