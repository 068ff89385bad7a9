//! Attempts at quizzes.

use domain::id::{AccountId, AttemptId, QuizId};
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// An attempt.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AttemptRow {
    /// UUIDv7.
    pub id: String,
    /// Whose attempt it is.
    pub account_id: String,
    /// The course to which the quiz belonged.
    pub course_id: String,
    /// The version of the course with which it was opened and is marked.
    pub course_version: i64,
    /// The quiz.
    pub quiz_id: String,
    /// What fixes the items that are shown; the 64 bits of a `u64`.
    pub seed: i64,
    /// Unix milliseconds.
    pub started_at: i64,
    /// The questions with their key, as they were when it was opened (JSON). Nothing: an older version opened it.
    pub asked: Option<String>,
    /// Unix milliseconds, once handed in. Everything below is there from then on.
    pub handed_in_at: Option<i64>,
    /// What was chosen (JSON).
    pub response: Option<String>,
    /// How it was marked (JSON).
    pub mark: Option<String>,
    /// Percentage of items answered correctly.
    pub percent: Option<i64>,
    /// Whether it passes.
    pub passed: Option<bool>,
}

impl AttemptRow {
    /// A new attempt.
    #[expect(clippy::too_many_arguments, reason = "one for each column that is set")]
    pub fn opened(
        id: &str,
        account: &AccountId,
        course: &str,
        course_version: u32,
        quiz: &str,
        seed: u64,
        at: Timestamp,
        asked: String,
    ) -> Self {
        Self {
            id: id.to_owned(),
            account_id: account.as_str().to_owned(),
            course_id: course.to_owned(),
            course_version: course_version.into(),
            quiz_id: quiz.to_owned(),
            seed: seed.cast_signed(),
            started_at: at.0,
            asked: Some(asked),
            handed_in_at: None,
            response: None,
            mark: None,
            percent: None,
            passed: None,
        }
    }
}

/// Does nothing if the id is taken or an attempt is open.
const OPEN: &str =
    "INSERT INTO quiz_attempt (id, account_id, course_id, course_version, quiz_id, seed, started_at, asked)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
/// The attempt with that id goes before another one that is open.
const OPENED: &str = "SELECT id FROM quiz_attempt
    WHERE account_id = $1 AND quiz_id = $2 AND (id = $3 OR handed_in_at IS NULL)
    ORDER BY CASE WHEN id = $3 THEN 0 ELSE 1 END LIMIT 1";
const GET: &str =
    "SELECT id, account_id, course_id, course_version, quiz_id, seed, started_at, asked, handed_in_at,
        response, mark, percent, passed
    FROM quiz_attempt WHERE id = $1 AND account_id = $2";
/// The newest first; a person who tries a hundred times sees the last twenty.
const OF_QUIZ: &str =
    "SELECT id, account_id, course_id, course_version, quiz_id, seed, started_at, asked, handed_in_at,
        response, mark, percent, passed
    FROM quiz_attempt WHERE account_id = $1 AND quiz_id = $2
    ORDER BY CASE WHEN handed_in_at IS NULL THEN 0 ELSE 1 END, handed_in_at DESC, id DESC LIMIT 20";
/// What an older version opened, in pages.
const WITHOUT_QUESTIONS: &str =
    "SELECT id, account_id, course_id, course_version, quiz_id, seed, started_at, asked, handed_in_at,
        response, mark, percent, passed
    FROM quiz_attempt WHERE asked IS NULL AND id > $1 ORDER BY id LIMIT 500";
const KEEP_QUESTIONS: &str = "UPDATE quiz_attempt SET asked = $2 WHERE id = $1 AND asked IS NULL";
/// Only the first of two that hand in the same attempt changes anything.
const HAND_IN: &str = "UPDATE quiz_attempt
    SET response = $3, mark = $4, percent = $5, passed = $6, handed_in_at = $7
    WHERE id = $1 AND account_id = $2 AND handed_in_at IS NULL RETURNING id";

impl Reader {
    /// An attempt of an account.
    pub async fn attempt(&mut self, id: &AttemptId, account: &AccountId) -> Result<Option<AttemptRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(GET).bind(id.as_str()).bind(account.as_str())
            .fetch_optional(db).await)?,
        )
    }

    /// The attempts of an account at a quiz: at most twenty, the open one first and then the newest.
    pub async fn attempts(&mut self, account: &AccountId, quiz: &QuizId) -> Result<Vec<AttemptRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(OF_QUIZ).bind(account.as_str()).bind(quiz.as_str())
            .fetch_all(db).await)?,
        )
    }

    /// Attempts that an older version opened without keeping their questions: the first few of those with a later id.
    pub async fn attempts_without_questions(&mut self, after: &str) -> Result<Vec<AttemptRow>> {
        Ok(statement!(self, db => sqlx::query_as(WITHOUT_QUESTIONS).bind(after).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Opens an attempt, unless one of that id or an open one at the same quiz is there. Gives back the id of the one to
    /// go on with, or nothing if the id is taken by something else.
    pub async fn open_attempt(&mut self, attempt: &AttemptRow) -> Result<Option<AttemptId>> {
        statement!(self, db => sqlx::query(OPEN).bind(&attempt.id).bind(&attempt.account_id)
            .bind(&attempt.course_id).bind(attempt.course_version).bind(&attempt.quiz_id).bind(attempt.seed)
            .bind(attempt.started_at).bind(&attempt.asked).execute(db).await.map(|_| ()))?;
        let id: Option<String> = statement!(self, db => sqlx::query_scalar(OPENED).bind(&attempt.account_id)
            .bind(&attempt.quiz_id).bind(&attempt.id).fetch_optional(db).await)?;
        Ok(id.map(AttemptId::from))
    }

    /// Keeps the questions of such an attempt, once.
    pub async fn keep_questions(&mut self, id: &AttemptId, asked: &str) -> Result<()> {
        statement!(self, db => sqlx::query(KEEP_QUESTIONS).bind(id.as_str()).bind(asked)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Hands an attempt in. Says whether this was what handed it in; the second time changes nothing.
    #[expect(clippy::too_many_arguments, reason = "one for each column that is set")]
    pub async fn hand_in_attempt(
        &mut self,
        id: &AttemptId,
        account: &AccountId,
        response: &str,
        mark: &str,
        percent: u8,
        passed: bool,
        at: Timestamp,
    ) -> Result<bool> {
        let changed: Option<String> = statement!(self, db => sqlx::query_scalar(HAND_IN).bind(id.as_str())
            .bind(account.as_str()).bind(response).bind(mark)
            .bind(i64::from(percent)).bind(passed).bind(at.0).fetch_optional(db).await)?;
        Ok(changed.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, on_both};

    fn opened(id: &str, account: &AccountId) -> AttemptRow {
        AttemptRow::opened(
            id,
            account,
            "course",
            2,
            "quiz",
            u64::MAX - 5,
            Timestamp(1_000),
            "questions".into(),
        )
    }

    on_both! {
        async fn one_attempt_is_open_at_a_time(store: &Store) {
            let (amal, ben) = (account(store, "amal").await, account(store, "ben").await);
            let first = opened("one", &amal);
            assert_eq!(store.write(async |tx| tx.open_attempt(&first).await).await.unwrap(), Some("one".into()));
            assert_eq!(store.write(async |tx| tx.open_attempt(&first).await).await.unwrap(), Some("one".into()));
            assert_eq!(store.write(async |tx| tx.open_attempt(&opened("two", &amal)).await).await.unwrap(), Some("one".into()));
            // The id of somebody else's attempt opens nothing.
            assert_eq!(store.write(async |tx| tx.open_attempt(&opened("one", &ben)).await).await.unwrap(), None);
            assert_eq!(store.reader().attempt(&"one".into(), &ben).await.unwrap(), None);
            assert_eq!(store.reader().attempt(&"one".into(), &amal).await.unwrap(), Some(first));
            assert!(store.write(async |tx| tx.hand_in_attempt(&"one".into(), &amal, "{}", "{}", 40, false, Timestamp(5)).await).await.unwrap());
            // The same form sent again leads to its result, not to another attempt.
            assert_eq!(store.write(async |tx| tx.open_attempt(&opened("one", &amal)).await).await.unwrap(), Some("one".into()));
            assert_eq!(store.write(async |tx| tx.open_attempt(&opened("two", &amal)).await).await.unwrap(), Some("two".into()));
            let ids: Vec<String> =
                store.reader().attempts(&amal, &"quiz".into()).await.unwrap().into_iter().map(|row| row.id).collect();
            assert_eq!(ids, ["two", "one"]);
        }

        async fn handing_in_twice_counts_once(store: &Store) {
            let (amal, ben) = (account(store, "amal").await, account(store, "ben").await);
            store.write(async |tx| tx.open_attempt(&opened("one", &amal)).await).await.unwrap();
            let id = "one".into();
            assert!(!store.write(async |tx| tx.hand_in_attempt(&id, &ben, "x", "y", 0, false, Timestamp(4)).await).await.unwrap());
            assert!(store.write(async |tx| tx.hand_in_attempt(&id, &amal, "first", "mark", 90, true, Timestamp(5)).await).await.unwrap());
            assert!(!store.write(async |tx| tx.hand_in_attempt(&id, &amal, "second", "mark", 100, true, Timestamp(6)).await).await.unwrap());
            let stored = store.reader().attempt(&id, &amal).await.unwrap().unwrap();
            assert_eq!(stored.response.as_deref(), Some("first"));
            assert_eq!((stored.course_version, stored.percent, stored.passed), (2, Some(90), Some(true)));
            assert_eq!((stored.handed_in_at, stored.seed), (Some(5), -6));
        }
    }
}
