//! What learners have read and passed.

use domain::id::{AccountId, CourseId, LessonId};
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// A lesson that was read, or a quiz at which attempts were handed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProgressRow {
    /// `lesson` or `quiz`.
    pub kind: String,
    /// The lesson's or the quiz's id.
    pub id: String,
    /// Unix milliseconds: when the lesson was read, or the quiz was first passed.
    pub done_at: Option<i64>,
    /// The best percentage of a quiz.
    pub best: Option<i64>,
    /// Which revision of a lesson was read last, if that was noted.
    pub revision: Option<String>,
}

/// Reading a lesson again does not change when it was first read, but which revision of it was read last.
const COMPLETE: &str = "INSERT INTO lesson_progress (account_id, course_id, lesson_id, completed_at, revision)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, lesson_id) DO UPDATE SET revision = excluded.revision";
const LESSONS_WITHOUT: &str =
    "SELECT DISTINCT lesson_id FROM lesson_progress WHERE revision IS NULL ORDER BY lesson_id";
const NOTE_REVISION: &str =
    "UPDATE lesson_progress SET revision = $2 WHERE lesson_id = $1 AND revision IS NULL";
/// Everything in one statement: every page of a learner needs it.
const PROGRESS: &str = "SELECT 'lesson' AS kind, lesson_id AS id, completed_at AS done_at, CAST(NULL AS BIGINT) AS best,
        revision
    FROM lesson_progress WHERE account_id = $1
    UNION ALL
    SELECT 'quiz' AS kind, quiz_id AS id, MIN(CASE WHEN passed THEN handed_in_at END) AS done_at, MAX(percent) AS best,
        CAST(NULL AS TEXT) AS revision
    FROM quiz_attempt WHERE account_id = $1 AND handed_in_at IS NOT NULL GROUP BY quiz_id";

impl Reader {
    /// The lessons of which an older version did not note which revision was read.
    pub async fn lessons_without_revision(&mut self) -> Result<Vec<LessonId>> {
        let ids: Vec<String> =
            statement!(self, db => sqlx::query_scalar(LESSONS_WITHOUT).fetch_all(db).await)?;
        Ok(ids.into_iter().map(LessonId::from).collect())
    }

    /// Everything that an account has read and handed in, each lesson and each quiz once.
    pub async fn progress(&mut self, account: &AccountId) -> Result<Vec<ProgressRow>> {
        Ok(statement!(self, db => sqlx::query_as(PROGRESS).bind(account.as_str()).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Notes that a lesson was read, in that revision. The first time counts.
    pub async fn complete_lesson(
        &mut self,
        account: &AccountId,
        course: &CourseId,
        lesson: &LessonId,
        revision: &str,
        at: Timestamp,
    ) -> Result<()> {
        statement!(self, db => sqlx::query(COMPLETE).bind(account.as_str()).bind(course.as_str())
            .bind(lesson.as_str()).bind(at.0).bind(revision).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Notes a revision for those who read the lesson before revisions were noted.
    pub async fn note_revision(&mut self, lesson: &LessonId, revision: &str) -> Result<()> {
        statement!(self, db => sqlx::query(NOTE_REVISION).bind(lesson.as_str()).bind(revision)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AttemptRow;
    use crate::testing::{account, on_both};

    on_both! {
        async fn a_lesson_is_read_once_and_by_its_reader_only(store: &Store) {
            let (amal, ben) = (account(store, "amal").await, account(store, "ben").await);
            let (course, lesson) = ("course".into(), "lesson".into());
            store.write(async |tx| tx.complete_lesson(&amal, &course, &lesson, "first", Timestamp(1_000)).await).await.unwrap();
            store.write(async |tx| tx.complete_lesson(&amal, &course, &lesson, "second", Timestamp(2_000)).await).await.unwrap();
            let expected = ProgressRow { kind: "lesson".into(), id: "lesson".into(), done_at: Some(1_000), best: None, revision: Some("second".into()) };
            assert_eq!(store.reader().progress(&amal).await.unwrap(), [expected]);
            assert_eq!(store.reader().progress(&ben).await.unwrap(), []);
        }

        async fn a_quiz_shows_its_best_result_and_when_it_was_first_passed(store: &Store) {
            let amal = account(store, "amal").await;
            for (id, percent, passed, at) in
                [("1", 50, false, 10), ("2", 90, true, 20), ("3", 80, true, 30), ("4", 20, false, 40)]
            {
                let open = AttemptRow::opened(id, &amal, "course", 1, "quiz", 7, Timestamp(at), "asked".into());
                store.write(async |tx| tx.open_attempt(&open).await).await.unwrap();
                assert!(store.write(async |tx| tx.hand_in_attempt(&id.into(), &amal, "{}", "{}", percent, passed, Timestamp(at)).await).await.unwrap());
            }
            let open = AttemptRow::opened("5", &amal, "course", 1, "quiz", 7, Timestamp(50), "asked".into());
            store.write(async |tx| tx.open_attempt(&open).await).await.unwrap();
            let expected = ProgressRow { kind: "quiz".into(), id: "quiz".into(), done_at: Some(20), best: Some(90), revision: None };
            assert_eq!(store.reader().progress(&amal).await.unwrap(), [expected]);
        }
    }
}
