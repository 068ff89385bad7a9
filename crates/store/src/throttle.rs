//! Failed sign-ins, counted per account and per address.

use domain::timestamp::Timestamp;

use crate::backend::{read, write};
use crate::{Result, Store};

const FAILURES: &str = "SELECT failures FROM sign_in_failures WHERE subject = $1 AND window_started_at > $2";
/// A failure after the window has ended starts a new one.
const ADD: &str = "INSERT INTO sign_in_failures (subject, failures, window_started_at) VALUES ($1, 1, $2)
    ON CONFLICT (subject) DO UPDATE SET
        failures = CASE WHEN sign_in_failures.window_started_at > $3
            THEN sign_in_failures.failures + 1 ELSE 1 END,
        window_started_at = CASE WHEN sign_in_failures.window_started_at > $3
            THEN sign_in_failures.window_started_at ELSE excluded.window_started_at END";
const CLEAR: &str = "DELETE FROM sign_in_failures WHERE subject = $1";
const DELETE_OLD: &str = "DELETE FROM sign_in_failures WHERE window_started_at <= $1";

impl Store {
    /// Failures of a subject in windows that began after `since`.
    pub async fn sign_in_failures(&self, subject: &str, since: Timestamp) -> Result<i64> {
        let failures: Option<i64> = read!(self, pool => sqlx::query_scalar(FAILURES).bind(subject)
            .bind(since.0).fetch_optional(pool).await)?;
        Ok(failures.unwrap_or(0))
    }

    /// Counts a failure at `now`, in the current window if that began after `since`, else in a new one.
    pub async fn add_sign_in_failure(&self, subject: &str, now: Timestamp, since: Timestamp) -> Result<()> {
        write!(self, pool => sqlx::query(ADD).bind(subject).bind(now.0).bind(since.0)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Forgets the failures of a subject.
    pub async fn clear_sign_in_failures(&self, subject: &str) -> Result<()> {
        write!(self, pool => sqlx::query(CLEAR).bind(subject).execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Removes windows that began at or before `until`.
    pub async fn delete_old_sign_in_failures(&self, until: Timestamp) -> Result<()> {
        write!(self, pool => sqlx::query(DELETE_OLD).bind(until.0).execute(pool).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::on_both;

    on_both! {
        async fn failures_count_within_a_window(store: &Store) {
            let add = |now, since| store.add_sign_in_failure("amal", Timestamp(now), Timestamp(since));
            add(100, 0).await.unwrap();
            add(200, 0).await.unwrap();
            assert_eq!(store.sign_in_failures("amal", Timestamp(0)).await.unwrap(), 2);
            assert_eq!(store.sign_in_failures("amal", Timestamp(100)).await.unwrap(), 0);
            add(300, 150).await.unwrap();
            assert_eq!(store.sign_in_failures("amal", Timestamp(150)).await.unwrap(), 1);
            store.clear_sign_in_failures("amal").await.unwrap();
            assert_eq!(store.sign_in_failures("amal", Timestamp(0)).await.unwrap(), 0);
        }
    }
}
