//! What the tests of the queue work with: a clock that they move, and work whose effect is counted in the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use domain::timestamp::Timestamp;
use store::{JobRow, Store, Tx};
use tokio::sync::{Notify, Semaphore};

use crate::{Failed, Job, Outside, Schedule, Taken, Work, Worker, WorkerOptions, enqueue};

pub(super) const START: i64 = 1_793_523_600_000;
pub(super) const YEAR: i64 = 365 * 86_400_000;

/// The clock of a test, which its workers share.
#[derive(Clone)]
pub(super) struct Clock(Arc<AtomicI64>);

impl Clock {
    pub(super) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(START)))
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    pub(super) fn forward(&self, duration: Duration) {
        self.move_by(i64::try_from(duration.as_millis()).unwrap());
    }

    pub(super) fn move_by(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    pub(super) fn outside(&self) -> Outside {
        // Every test of a run has bytes of its own; ids must differ, and nothing else is asked of them.
        static NEXT: AtomicU64 = AtomicU64::new(0x9e37_79b9_7f4a_7c15);
        let clock = self.clone();
        Outside::new(
            move || clock.now(),
            |bytes| {
                for chunk in bytes.chunks_mut(8) {
                    let next = NEXT.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
                    let mixed = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    let length = chunk.len();
                    chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..length]);
                }
            },
        )
    }
}

/// What the work of a test does beside its effect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Willing,
    /// Every seventh job fails at its first attempt.
    Fitful,
    Failing,
    FailingForGood,
    Panicking,
    /// Waits after the effect for ever.
    HangsAfterEffect,
    /// Waits before the effect until it is let go.
    WaitsBefore,
}

/// Work whose effect is counted in the database, under the job's id.
#[derive(Clone)]
pub(super) struct Effects {
    pub(super) mood: Mood,
    pub(super) attempts: Arc<AtomicUsize>,
    pub(super) reached: Arc<Notify>,
    pub(super) go: Arc<Semaphore>,
    pub(super) at: Timestamp,
}

impl Effects {
    pub(super) fn new(mood: Mood) -> Self {
        Self {
            mood,
            attempts: Arc::default(),
            reached: Arc::default(),
            go: Arc::new(Semaphore::new(0)),
            at: Timestamp(START),
        }
    }
}

impl Work for Effects {
    type Prepared = ();

    async fn prepare(&self, _: &Taken) -> Result<(), Failed> {
        self.attempts.fetch_add(1, Ordering::SeqCst);
        if self.mood == Mood::WaitsBefore {
            self.reached.notify_one();
            self.go.acquire().await.unwrap().forget();
        }
        Ok(())
    }

    async fn apply(&self, taken: &Taken, (): (), tx: &mut Tx) -> Result<(), Failed> {
        tx.count_try(&taken.id, self.at, Timestamp(0)).await?;
        match self.mood {
            Mood::Failing => Err(Failed::for_now("no luck")),
            Mood::FailingForGood => Err(Failed::for_good("never")),
            Mood::Panicking => panic!("a job that panics"),
            Mood::Fitful if taken.attempt == 1 && seventh(&taken.id) => Err(Failed::for_now("not yet")),
            Mood::HangsAfterEffect => {
                self.reached.notify_one();
                std::future::pending().await
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn seventh(id: &str) -> bool {
    id.strip_prefix("job-")
        .and_then(|number| number.parse::<u32>().ok())
        .is_some_and(|number| number % 7 == 0)
}

pub(super) fn worker(store: &Store, clock: &Clock, work: &Effects) -> Worker<Effects> {
    worker_with(store, clock, work, Vec::new(), WorkerOptions::default())
}

pub(super) fn worker_with(
    store: &Store,
    clock: &Clock,
    work: &Effects,
    schedules: Vec<Schedule>,
    options: WorkerOptions,
) -> Worker<Effects> {
    Worker::new(store.clone(), work.clone(), clock.outside(), schedules, options)
}

pub(super) async fn put(store: &Store, id: &str, now: Timestamp) {
    store
        .write(async |tx| enqueue(tx, &Job::CleanUp, id, now).await)
        .await
        .unwrap();
}

/// How often a job's effect is in the database.
pub(super) async fn effects(store: &Store, id: &str) -> i64 {
    let mut tx = store.begin().await.unwrap();
    // Counted up by one and thrown away.
    tx.count_try(id, Timestamp(START), Timestamp(0)).await.unwrap().0 - 1
}

pub(super) async fn row(store: &Store, id: &str) -> Option<JobRow> {
    let rows = store.reader().open_jobs(10_000).await.unwrap();
    rows.into_iter().find(|row| row.id == id)
}

pub(super) fn every_minute() -> Vec<Schedule> {
    vec![Schedule {
        name: "clean-up",
        job: Job::CleanUp,
        every: Duration::from_secs(60),
    }]
}
