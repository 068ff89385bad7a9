//! The queue of jobs: what waits to be done outside of any request. What a job is and does is the `jobs` crate's affair.
//!
//! A job is taken for a time, the *lease*. Each taking counts up its attempts, and that number is what everything later names: who was
//! given up for dead and comes back finds that the number is another one, and changes nothing. So no two finish a job, whatever clocks say.

use std::time::Duration;

use domain::timestamp::Timestamp;

use crate::backend::Backend;
use crate::tx::statement;
use crate::{Error, Reader, Result, Tx};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// For its time, or for somebody who takes it.
    Waiting,
    /// Somebody has it.
    Running,
    /// It is done.
    Done,
    /// It failed too often and was given up.
    Dead,
}

impl JobState {
    /// Every state, with the word under which it is stored.
    const WORDS: [(Self, &str); 4] = [
        (Self::Waiting, "waiting"),
        (Self::Running, "running"),
        (Self::Done, "done"),
        (Self::Dead, "dead"),
    ];

    /// The word under which it is stored.
    pub fn as_str(self) -> &'static str {
        Self::WORDS
            .iter()
            .find_map(|(state, word)| (*state == self).then_some(*word))
            .unwrap_or_default()
    }
}

impl TryFrom<String> for JobState {
    type Error = Error;

    fn try_from(word: String) -> Result<Self> {
        let found = Self::WORDS.iter().find(|(_, known)| *known == word);
        found
            .map(|(state, _)| *state)
            .ok_or_else(|| Error::Corrupt(format!("{word:?} is no state of a job")))
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct JobRow {
    /// UUIDv7.
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// With what (JSON).
    pub payload: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: JobState,
    /// Not before; Unix milliseconds.
    pub run_at: i64,
    /// How often it was taken.
    pub attempts: i64,
    /// Who has it.
    pub leased_by: Option<String>,
    /// Until when; Unix milliseconds.
    pub lease_until: Option<i64>,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// Unix milliseconds.
    pub created_at: i64,
    /// When it was done or given up; Unix milliseconds.
    pub finished_at: Option<i64>,
}

/// A job to be put into the queue.
#[derive(Clone, Copy, Debug)]
pub struct NewJob<'a> {
    /// UUIDv7.
    pub id: &'a str,
    /// What is to be done.
    pub kind: &'a str,
    /// With what (JSON).
    pub payload: &'a str,
    /// Not before.
    pub run_at: Timestamp,
    /// The present moment.
    pub now: Timestamp,
    /// The same work asked for twice is one job.
    pub idempotency_key: Option<&'a str>,
}

/// Who takes jobs, when, and what is fair.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    /// Who.
    pub by: &'a str,
    /// When.
    pub now: Timestamp,
    /// At most so many.
    pub most: usize,
    /// For how long.
    pub lease: Duration,
    /// The longest that a job waits after it failed.
    pub longest_wait: Duration,
    /// A job that nobody ended is not taken more often.
    pub most_attempts: u32,
}

/// What became of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is tried again, not before.
    Again(Timestamp),
    /// It was given up, when.
    Dead(Timestamp),
}

const ENQUEUE: &str =
    "INSERT INTO job (id, kind, payload, state, run_at, attempts, idempotency_key, created_at)
    VALUES ($1, $2, $3, 'waiting', $4, 0, $5, $6) ON CONFLICT (idempotency_key) DO NOTHING";

/// What can be taken at $1: its time has come, or its lease is over. The clock may have been set back since it was written: then what was
/// to be done at once is still to be done at once, and a wait after a failure that is twice as long as the longest ($2), or a lease that is
/// twice as long as any ($3), is one from before. Not once as long: the clocks of two machines are never the same, and one must not take
/// what the other has just taken.
macro_rules! due {
    () => {
        "finished_at IS NULL AND (
            (state = 'waiting' AND (run_at <= $1 OR (created_at > $1 AND run_at = created_at)
                OR (attempts > 0 AND run_at > $1 + 2 * $2)))
            OR (state = 'running' AND (lease_until <= $1 OR lease_until > $1 + 2 * $3)))"
    };
}

/// On PostgreSQL many take at once: `$skip` has each pass over what another is just taking or writing for. On SQLite one writes at a time.
macro_rules! take {
    ($skip:literal) => {
        concat!(
            "WITH due AS (SELECT id FROM job WHERE ",
            due!(),
            " ORDER BY run_at, id LIMIT $4 ",
            $skip,
            ") UPDATE job SET state = 'running', attempts = attempts + 1, leased_by = $5, lease_until = $1 + $3
            WHERE id IN (SELECT id FROM due) RETURNING *"
        )
    };
}
const TAKE_ON_SQLITE: &str = take!("");
const TAKE_ON_POSTGRES: &str = take!("FOR UPDATE SKIP LOCKED");

/// Whoever took it that often went away each time without a word: it may well be what ends them.
macro_rules! bury {
    ($skip:literal) => {
        concat!(
            "WITH lost AS (SELECT id FROM job WHERE finished_at IS NULL AND state = 'running' AND attempts >= $3
                AND (lease_until <= $1 OR lease_until > $1 + 2 * $2) ",
            $skip,
            ") UPDATE job SET state = 'dead', finished_at = $1, leased_by = NULL, lease_until = NULL,
                last_error = COALESCE(last_error || ' ', '') || 'Whoever ran it went away.'
            WHERE id IN (SELECT id FROM lost) RETURNING *"
        )
    };
}
const BURY_ON_SQLITE: &str = bury!("");
const BURY_ON_POSTGRES: &str = bury!("FOR UPDATE SKIP LOCKED");

const IS_DUE: &str = concat!("SELECT EXISTS (SELECT 1 FROM job WHERE ", due!(), ")");
const RENEW: &str = "UPDATE job SET lease_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'";
const FINISH: &str = "UPDATE job SET state = 'done', finished_at = $3, leased_by = NULL, lease_until = NULL
    WHERE id = $1 AND attempts = $2 AND state = 'running'";
const FAIL: &str = "UPDATE job SET state = $3, run_at = $4, finished_at = $5, last_error = $6,
        leased_by = NULL, lease_until = NULL
    WHERE id = $1 AND attempts = $2 AND state = 'running'";
const REVIVE: &str = "UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, finished_at = NULL
    WHERE id = $1 AND state = 'dead'";
const OPEN_OR_DEAD: &str =
    "SELECT * FROM job WHERE state <> 'done' ORDER BY finished_at, run_at, id LIMIT $1";
const DELETE_DONE: &str = "DELETE FROM job WHERE state = 'done' AND finished_at <= $1";

/// Whoever finds the time come sets the next one, and everybody else finds that. Not while the job of the last time is still open: what
/// takes longer than its schedule would pile up. A next time later than $5, twice as far ahead, was set before the clock was set back; a machine whose clock is
/// a little behind must not fire again.
const FIRE: &str = "INSERT INTO schedule (name, next_at, job_id) VALUES ($1, $4, $2)
    ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, job_id = excluded.job_id
    WHERE (schedule.next_at <= $3 OR schedule.next_at > $5)
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = schedule.job_id AND job.finished_at IS NULL)";
const OF_KEY: &str = "SELECT * FROM job WHERE idempotency_key = $1";
const NEXT: &str = "SELECT next_at FROM schedule WHERE name = $1";

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}

fn after(now: Timestamp, duration: Duration) -> i64 {
    now.0.saturating_add(milliseconds(duration))
}

impl Reader {
    /// Whether there is anything to take; costs less than to try.
    pub async fn is_job_due(
        &mut self,
        now: Timestamp,
        lease: Duration,
        longest_wait: Duration,
    ) -> Result<bool> {
        let (lease, longest_wait) = (milliseconds(lease), milliseconds(longest_wait));
        Ok(
            statement!(self, db => sqlx::query_scalar(IS_DUE).bind(now.0).bind(longest_wait).bind(lease)
            .fetch_one(db).await)?,
        )
    }

    /// The jobs that are not done, those that were given up last; at most so many.
    pub async fn open_jobs(&mut self, most: u32) -> Result<Vec<JobRow>> {
        Ok(statement!(self, db => sqlx::query_as(OPEN_OR_DEAD).bind(i64::from(most)).fetch_all(db).await)?)
    }

    /// The job with that idempotency key.
    pub async fn job_of_key(&mut self, key: &str) -> Result<Option<JobRow>> {
        Ok(statement!(self, db => sqlx::query_as(OF_KEY).bind(key).fetch_optional(db).await)?)
    }

    /// When a schedule is due next; nothing if it never was.
    pub async fn schedule(&mut self, name: &str) -> Result<Option<Timestamp>> {
        let next: Option<i64> =
            statement!(self, db => sqlx::query_scalar(NEXT).bind(name).fetch_optional(db).await)?;
        Ok(next.map(Timestamp))
    }
}

impl Tx {
    /// Puts a job into the queue, once this is committed; workers of this process then look at once. Gives back whether it is new: not if
    /// the same work was asked for before.
    pub async fn enqueue(&mut self, job: &NewJob<'_>) -> Result<bool> {
        let done = statement!(self, db => sqlx::query(ENQUEUE).bind(job.id).bind(job.kind).bind(job.payload)
            .bind(job.run_at.0).bind(job.idempotency_key).bind(job.now.0)
            .execute(db).await.map(|done| done.rows_affected()))?;
        self.wakes_workers();
        Ok(done == 1)
    }

    /// Takes what is due, the longest due first.
    pub async fn take_jobs(&mut self, taking: &Taking<'_>) -> Result<Vec<JobRow>> {
        let take = match self.store().backend {
            Backend::Sqlite { .. } => TAKE_ON_SQLITE,
            Backend::Postgres(_) => TAKE_ON_POSTGRES,
        };
        let mut taken: Vec<JobRow> = statement!(self, db => sqlx::query_as(take).bind(taking.now.0)
            .bind(milliseconds(taking.longest_wait)).bind(milliseconds(taking.lease))
            .bind(i64::try_from(taking.most).unwrap_or(i64::MAX)).bind(taking.by).fetch_all(db).await)?;
        taken.sort_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
        Ok(taken)
    }

    /// Gives up what was taken as often as allowed and never ended. Gives back which.
    pub async fn bury_jobs(&mut self, taking: &Taking<'_>) -> Result<Vec<JobRow>> {
        let bury = match self.store().backend {
            Backend::Sqlite { .. } => BURY_ON_SQLITE,
            Backend::Postgres(_) => BURY_ON_POSTGRES,
        };
        Ok(
            statement!(self, db => sqlx::query_as(bury).bind(taking.now.0).bind(milliseconds(taking.lease))
            .bind(i64::from(taking.most_attempts)).fetch_all(db).await)?,
        )
    }

    /// Keeps a job for longer. Gives back whether it is still one's own.
    pub async fn renew_lease(&mut self, id: &str, attempt: i64, until: Timestamp) -> Result<bool> {
        Ok(
            statement!(self, db => sqlx::query(RENEW).bind(id).bind(attempt).bind(until.0)
            .execute(db).await.map(|done| done.rows_affected()))?
                == 1,
        )
    }

    /// Ends a job. Done first in the transaction of its effect, this has nobody else take it until that is committed, and both happen or
    /// neither. Gives back whether it was still one's own: else the transaction must be dropped.
    #[must_use = "what was done for a job that is no longer one's own must not be kept"]
    pub async fn finish_job(&mut self, id: &str, attempt: i64, now: Timestamp) -> Result<bool> {
        Ok(
            statement!(self, db => sqlx::query(FINISH).bind(id).bind(attempt).bind(now.0)
            .execute(db).await.map(|done| done.rows_affected()))?
                == 1,
        )
    }

    /// Writes down that an attempt failed. Gives back whether the job was still one's own.
    pub async fn fail_job(
        &mut self,
        id: &str,
        attempt: i64,
        after: AfterFailure,
        error: &str,
    ) -> Result<bool> {
        let (state, run_at, finished_at) = match after {
            AfterFailure::Again(at) => (JobState::Waiting, at, None),
            AfterFailure::Dead(at) => (JobState::Dead, at, Some(at.0)),
        };
        Ok(
            statement!(self, db => sqlx::query(FAIL).bind(id).bind(attempt).bind(state.as_str()).bind(run_at.0)
            .bind(finished_at).bind(error).execute(db).await.map(|done| done.rows_affected()))?
                == 1,
        )
    }

    /// Has a job that was given up tried again, from the first attempt. Gives back whether there was one.
    pub async fn revive_job(&mut self, id: &str, now: Timestamp) -> Result<bool> {
        let done = statement!(self, db => sqlx::query(REVIVE).bind(id).bind(now.0)
            .execute(db).await.map(|done| done.rows_affected()))?;
        self.wakes_workers();
        Ok(done == 1)
    }

    /// Whether a schedule's time has come, its job of the last time is no longer open, and nobody else was first. The next time is then
    /// that long from now, and the job with this id is to be put into the queue in this transaction.
    pub async fn fire(&mut self, name: &str, job_id: &str, now: Timestamp, every: Duration) -> Result<bool> {
        Ok(
            statement!(self, db => sqlx::query(FIRE).bind(name).bind(job_id).bind(now.0).bind(after(now, every))
            .bind(after(now, every * 2))
            .execute(db).await.map(|done| done.rows_affected()))?
                == 1,
        )
    }

    /// Removes jobs that were done at or before `until`. What was given up stays until somebody has looked.
    pub async fn delete_done_jobs(&mut self, until: Timestamp) -> Result<()> {
        statement!(self, db => sqlx::query(DELETE_DONE).bind(until.0).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
