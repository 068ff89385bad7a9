//! What the program's jobs do, and when those that come again and again are due.

use std::time::Duration;

use jobs::{Failed, Job, Outside, Schedule, Taken, Work, Worker, WorkerOptions};
use service::{Clock, Random, Services, SystemClock, SystemRandom};
use store::{Store, Tx};

/// For how long it is known of a job that it was done: longer than anybody asks for the same work twice.
const DONE_SECONDS: i64 = 7 * 86_400;

/// Jobs, done by the use cases.
pub struct Works(Services);

impl Work for Works {
    type Prepared = ();

    async fn prepare(&self, taken: &Taken) -> Result<(), Failed> {
        match taken.job {
            Job::CleanUp => self.0.clean_up().await.map_err(Failed::for_now),
        }
    }

    async fn apply(&self, taken: &Taken, (): (), tx: &mut Tx) -> Result<(), Failed> {
        match taken.job {
            Job::CleanUp => {
                let until = self.0.now().plus_seconds(-DONE_SECONDS);
                Ok(tx.delete_done_jobs(until).await?)
            }
        }
    }
}

/// A worker on the machine's clock.
pub fn worker(store: Store, services: Services) -> Worker<Works> {
    let outside = Outside::new(|| SystemClock.now(), |bytes| SystemRandom.fill(bytes));
    Worker::new(
        store,
        Works(services),
        outside,
        schedules(),
        WorkerOptions::default(),
    )
}

fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: "clean-up",
        job: Job::CleanUp,
        every: Duration::from_secs(3_600),
    }]
}
