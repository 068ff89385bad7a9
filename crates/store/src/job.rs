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
    /// For how long. A lease that ends later than that from now was given before the clock was set back, and counts as over.
    pub lease: Duration,
    /// The longest that a job waits after it failed. One that would wait longer was put off before the clock was set back.
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

/// What can be taken at $1: its time has come, or its lease is over. After $1 the clock may have been set back: then what was to be done
/// at once is still to be done at once, no wait after a failure is longer than $2, no lease longer than $3.
macro_rules! due {
    () => {
        "finished_at IS NULL AND (
            (state = 'waiting' AND (run_at <= $1 OR (created_at > $1 AND run_at = created_at)
                OR (attempts > 0 AND run_at > $1 + $2)))
            OR (state = 'running' AND (lease_until <= $1 OR lease_until > $1 + $3)))"
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
                AND (lease_until <= $1 OR lease_until > $1 + $2) ",
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
/// takes longer than its schedule would pile up. A next time later than $4 was set before the clock was set back.
const FIRE: &str = "INSERT INTO schedule (name, next_at, job_id) VALUES ($1, $4, $2)
    ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, job_id = excluded.job_id
    WHERE (schedule.next_at <= $3 OR schedule.next_at > $4)
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.id = schedule.job_id AND job.finished_at IS NULL)";
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
mod tests {
    use super::*;
    use crate::testing::on_both;

    const LEASE: Duration = Duration::from_secs(60);
    const LONGEST_WAIT: Duration = Duration::from_secs(3600);

    fn new<'a>(id: &'a str, key: Option<&'a str>) -> NewJob<'a> {
        NewJob {
            id,
            kind: "kind",
            payload: "{}",
            run_at: Timestamp(1_000),
            now: Timestamp(1_000),
            idempotency_key: key,
        }
    }

    async fn enqueue(store: &crate::Store, job: NewJob<'_>) -> bool {
        store.write(async |tx| tx.enqueue(&job).await).await.unwrap()
    }

    async fn take(store: &crate::Store, now: i64) -> Vec<(String, i64)> {
        let taking = Taking {
            by: "worker",
            now: Timestamp(now),
            most: 10,
            lease: LEASE,
            longest_wait: LONGEST_WAIT,
            most_attempts: 3,
        };
        let due = store
            .reader()
            .is_job_due(taking.now, LEASE, LONGEST_WAIT)
            .await
            .unwrap();
        let taken = store.write(async |tx| tx.take_jobs(&taking).await).await.unwrap();
        assert_eq!(due, !taken.is_empty());
        taken.into_iter().map(|row| (row.id, row.attempts)).collect()
    }

    async fn bury(store: &crate::Store, now: i64) -> usize {
        let taking = Taking {
            by: "worker",
            now: Timestamp(now),
            most: 10,
            lease: LEASE,
            longest_wait: LONGEST_WAIT,
            most_attempts: 3,
        };
        store
            .write(async |tx| tx.bury_jobs(&taking).await)
            .await
            .unwrap()
            .len()
    }

    async fn finish(store: &crate::Store, id: &str, attempt: i64) -> bool {
        store
            .write(async |tx| tx.finish_job(id, attempt, Timestamp(2_000)).await)
            .await
            .unwrap()
    }

    fn one(id: &str, attempts: i64) -> Vec<(String, i64)> {
        vec![(id.to_owned(), attempts)]
    }

    on_both! {
        async fn the_same_work_is_one_job(store: &Store) {
            assert!(enqueue(store, new("a", Some("key"))).await);
            assert!(!enqueue(store, new("b", Some("key"))).await);
            assert!(enqueue(store, new("c", None)).await);
            assert!(enqueue(store, new("d", None)).await);
            let ids: Vec<String> = store.reader().open_jobs(9).await.unwrap().into_iter().map(|row| row.id).collect();
            assert_eq!(ids, ["a", "c", "d"]);
        }

        async fn a_job_is_taken_when_its_time_comes_and_again_after_its_lease(store: &Store) {
            enqueue(store, NewJob { run_at: Timestamp(5_000), ..new("a", None) }).await;
            assert_eq!(take(store, 4_999).await, []);
            assert_eq!(take(store, 5_000).await, one("a", 1));
            assert_eq!(take(store, 64_999).await, []);
            let renewed = store.write(async |tx| tx.renew_lease("a", 1, Timestamp(70_000)).await).await.unwrap();
            assert!(renewed);
            assert_eq!(take(store, 65_000).await, []);
            assert_eq!(take(store, 70_000).await, one("a", 2));
            // Who had it first has lost it.
            let renewed = store.write(async |tx| tx.renew_lease("a", 1, Timestamp(99_000)).await).await.unwrap();
            assert!(!renewed && !finish(store, "a", 1).await);
            let failed = store.write(async |tx| tx.fail_job("a", 1, AfterFailure::Dead(Timestamp(1)), "x").await);
            assert!(!failed.await.unwrap());
            assert!(finish(store, "a", 2).await && !finish(store, "a", 2).await);
            assert_eq!(take(store, 999_000).await, []);
            store.write(async |tx| tx.delete_done_jobs(Timestamp(1_999)).await).await.unwrap();
            let with_key = NewJob { idempotency_key: Some("key"), ..new("b", None) };
            enqueue(store, with_key).await;
            assert_eq!(take(store, 999_000).await, one("b", 1));
            assert!(finish(store, "b", 1).await);
            // For as long as it is kept, it is known that it was done.
            store.write(async |tx| tx.delete_done_jobs(Timestamp(1_999)).await).await.unwrap();
            assert!(!enqueue(store, NewJob { id: "c", ..with_key }).await);
            store.write(async |tx| tx.delete_done_jobs(Timestamp(2_000)).await).await.unwrap();
            assert!(enqueue(store, NewJob { id: "c", ..with_key }).await);
        }

        async fn what_failed_waits_is_given_up_and_can_be_revived(store: &Store) {
            enqueue(store, new("a", None)).await;
            assert_eq!(take(store, 1_000).await, one("a", 1));
            store.write(async |tx| tx.fail_job("a", 1, AfterFailure::Again(Timestamp(9_000)), "no mail").await).await.unwrap();
            assert_eq!(take(store, 8_999).await, []);
            assert_eq!(take(store, 9_000).await, one("a", 2));
            store.write(async |tx| tx.fail_job("a", 2, AfterFailure::Dead(Timestamp(9_001)), "no disk").await).await.unwrap();
            assert_eq!(take(store, 999_000).await, []);
            let rows = store.reader().open_jobs(9).await.unwrap();
            assert_eq!((rows[0].state, rows[0].last_error.as_deref()), (JobState::Dead, Some("no disk")));
            let revive = async |id| store.write(async |tx| tx.revive_job(id, Timestamp(10_000)).await).await.unwrap();
            assert!(!revive("b").await);
            assert!(revive("a").await && !revive("a").await);
            assert_eq!(take(store, 10_000).await, one("a", 1));
        }

        async fn a_job_that_ends_whoever_runs_it_is_given_up(store: &Store) {
            enqueue(store, new("a", None)).await;
            for attempt in 1..=3 {
                assert_eq!(bury(store, attempt * 100_000).await, 0);
                assert_eq!(take(store, attempt * 100_000).await, one("a", attempt));
            }
            // Not while somebody has it.
            assert_eq!(bury(store, 300_001).await, 0);
            assert_eq!(bury(store, 400_000).await, 1);
            assert_eq!(take(store, 999_000).await, []);
            assert_eq!(store.reader().open_jobs(9).await.unwrap()[0].state, JobState::Dead);
        }

        async fn a_clock_that_is_set_back_holds_nothing_up(store: &Store) {
            let year = 365 * 86_400_000;
            // Put in, failed and taken while the clock was a year ahead; and one that is to wait for its day.
            enqueue(store, NewJob { run_at: Timestamp(2 * year), now: Timestamp(5_000), ..new("one-day", None) }).await;
            enqueue(store, NewJob { now: Timestamp(5_000), ..new("failed", None) }).await;
            assert_eq!(take(store, 5_000).await, one("failed", 1));
            store.write(async |tx| tx.fail_job("failed", 1, AfterFailure::Again(Timestamp(year)), "x").await).await.unwrap();
            enqueue(store, NewJob { now: Timestamp(5_000), ..new("taken", None) }).await;
            store.write(async |tx| {
                let taking = Taking { by: "w", now: Timestamp(5_001), most: 1, lease: LEASE, longest_wait: LONGEST_WAIT, most_attempts: 3 };
                let taken = tx.take_jobs(&taking).await?;
                assert_eq!(taken.len(), 1);
                tx.renew_lease(&taken[0].id, taken[0].attempts, Timestamp(year)).await
            }).await.unwrap();
            enqueue(store, NewJob { run_at: Timestamp(year), now: Timestamp(year), ..new("at-once", None) }).await;
            let mut ids: Vec<String> = take(store, 6_000).await.into_iter().map(|(id, _)| id).collect();
            ids.sort();
            assert_eq!(ids, ["at-once", "failed", "taken"]);
        }

        async fn a_schedule_fires_once_at_its_time_and_not_while_its_job_is_open(store: &Store) {
            let every = Duration::from_secs(60);
            let fire = async |id: &'static str, now| store.write(async |tx| {
                let fires = tx.fire("clean", id, Timestamp(now), every).await?;
                if fires {
                    tx.enqueue(&NewJob { now: Timestamp(now), ..new(id, None) }).await?;
                }
                Ok::<bool, Error>(fires)
            }).await.unwrap();
            assert!(fire("a", 1_000).await);
            assert!(!fire("b", 1_000).await && !fire("b", 60_999).await);
            // Its time has come, and the first is still open.
            assert!(!fire("b", 61_000).await);
            assert_eq!(take(store, 61_000).await, one("a", 1));
            assert!(finish(store, "a", 1).await);
            assert!(fire("b", 61_000).await && !fire("c", 61_000).await);
            assert_eq!(store.reader().schedule("clean").await.unwrap(), Some(Timestamp(121_000)));
            assert_eq!(store.reader().schedule("other").await.unwrap(), None);
            // The clock was set back by more than the time between two.
            assert_eq!(take(store, 61_000).await, one("b", 1));
            assert!(finish(store, "b", 1).await);
            assert!(!fire("c", 61_500).await);
            assert!(fire("c", 2_000).await);
        }
    }
}
