//! Tries to prove who one is, counted for whatever they are limited by: a network, an account, a browser. A try is counted before
//! the password is checked and given back if it was right, so that many at once cannot slip past a limit together.

use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Result, Tx};

/// A try after the window has ended starts a new one.
const ADD: &str = "INSERT INTO sign_in_failures (subject, failures, window_started_at) VALUES ($1, 1, $2)
    ON CONFLICT (subject) DO UPDATE SET
        failures = CASE WHEN sign_in_failures.window_started_at > $3
            THEN sign_in_failures.failures + 1 ELSE 1 END,
        window_started_at = CASE WHEN sign_in_failures.window_started_at > $3
            THEN sign_in_failures.window_started_at ELSE excluded.window_started_at END
    RETURNING failures, window_started_at";
const GIVE_BACK: &str =
    "UPDATE sign_in_failures SET failures = failures - 1 WHERE subject = $1 AND failures > 0";
const CLEAR: &str = "DELETE FROM sign_in_failures WHERE subject = $1";
const DELETE_OLD: &str = "DELETE FROM sign_in_failures WHERE window_started_at <= $1";

impl Tx {
    /// Counts a try at `now`, in the current window if that began after `since`, else in a new one. Gives back how many there are
    /// in the window with this one, and when it began.
    pub async fn count_try(
        &mut self,
        subject: &str,
        now: Timestamp,
        since: Timestamp,
    ) -> Result<(i64, Timestamp)> {
        let (count, began): (i64, i64) = statement!(self, db => sqlx::query_as(ADD).bind(subject).bind(now.0)
            .bind(since.0).fetch_one(db).await)?;
        Ok((count, Timestamp(began)))
    }

    /// Takes back a try that was none: the password was right, or another limit refused it.
    pub async fn give_back_try(&mut self, subject: &str) -> Result<()> {
        statement!(self, db => sqlx::query(GIVE_BACK).bind(subject).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Forgets the tries of a subject.
    pub async fn clear_tries(&mut self, subject: &str) -> Result<()> {
        statement!(self, db => sqlx::query(CLEAR).bind(subject).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Removes windows that began at or before `until`.
    pub async fn delete_old_tries(&mut self, until: Timestamp) -> Result<()> {
        statement!(self, db => sqlx::query(DELETE_OLD).bind(until.0).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::on_both;

    on_both! {
        async fn tries_count_within_a_window(store: &Store) {
            let count = async |now, since| store.write(async |tx| tx.count_try("amal", Timestamp(now), Timestamp(since)).await).await;
            assert_eq!(count(100, 0).await.unwrap(), (1, Timestamp(100)));
            assert_eq!(count(200, 0).await.unwrap(), (2, Timestamp(100)));
            store.write(async |tx| tx.give_back_try("amal").await).await.unwrap();
            assert_eq!(count(250, 0).await.unwrap(), (2, Timestamp(100)));
            assert_eq!(count(300, 150).await.unwrap(), (1, Timestamp(300)));
            store.write(async |tx| tx.clear_tries("amal").await).await.unwrap();
            store.write(async |tx| tx.give_back_try("amal").await).await.unwrap();
            assert_eq!(count(400, 0).await.unwrap(), (1, Timestamp(400)));
            store.write(async |tx| tx.delete_old_tries(Timestamp(399)).await).await.unwrap();
            assert_eq!(count(450, 0).await.unwrap(), (2, Timestamp(400)));
            store.write(async |tx| tx.delete_old_tries(Timestamp(400)).await).await.unwrap();
            assert_eq!(count(500, 0).await.unwrap(), (1, Timestamp(500)));
        }
    }
}
