//! Takes jobs from the queue and has them done, several at once.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::timestamp::Timestamp;
use store::{AfterFailure, JobRow, Store, Taking};
use tokio::task::{Id, JoinError, JoinSet};

use crate::work::{Failed, Taken, Work};
use crate::{Job, Outside, enqueue};

/// How a worker works.
#[derive(Clone, Copy, Debug)]
pub struct WorkerOptions {
    /// Jobs at once.
    pub at_once: usize,
    /// How long a worker that finds nothing waits before it looks again. One in the process that puts a job into the queue looks at once.
    pub poll: Duration,
    /// How long a job stays with a worker from which nothing is heard.
    pub lease: Duration,
    /// How long one attempt may take.
    pub limit: Duration,
    /// The wait after the first failure; twice as long after each further one.
    pub first_wait: Duration,
    /// The longest wait.
    pub longest_wait: Duration,
    /// After so many attempts a job is given up.
    pub most_attempts: u32,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            at_once: 4,
            poll: Duration::from_secs(5),
            lease: Duration::from_secs(60),
            limit: Duration::from_secs(600),
            first_wait: Duration::from_secs(5),
            longest_wait: Duration::from_secs(3600),
            most_attempts: 10,
        }
    }
}

/// A job that is due again and again.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The name under which it is kept when it is due next.
    pub name: &'static str,
    /// The job.
    pub job: Job,
    /// The time between two.
    pub every: Duration,
}

/// Takes jobs and has them done.
#[derive(Debug)]
pub struct Worker<W> {
    inner: Arc<Inner<W>>,
    schedules: Vec<Schedule>,
}

#[derive(Debug)]
struct Inner<W> {
    store: Store,
    work: W,
    outside: Outside,
    options: WorkerOptions,
    /// Who has a job, for people who look: the machine's process, and a random part.
    name: String,
}

/// The attempts that are under way, each with its job.
type Running = (JoinSet<()>, HashMap<Id, JobRow>);

impl<W: Work> Worker<W> {
    /// A worker on a store, which does work by itself at these times.
    pub fn new(
        store: Store,
        work: W,
        outside: Outside,
        schedules: Vec<Schedule>,
        options: WorkerOptions,
    ) -> Self {
        let name = format!("{}-{}", std::process::id(), outside.new_id());
        Self {
            inner: Arc::new(Inner {
                store,
                work,
                outside,
                options,
                name,
            }),
            schedules,
        }
    }

    /// Works until it is told to stop, and then until what is under way has ended. Dropped before, that is broken off, and taken back by the
    /// database; it is done by another worker after its lease.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut running = Running::default();
        tokio::pin!(stop);
        let options = self.inner.options;
        loop {
            let has_more = self.look(&mut running).await;
            let is_free = running.0.len() < options.at_once;
            if has_more && is_free {
                continue;
            }
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(ended) = running.0.join_next_with_id() => self.ended(&mut running.1, ended).await,
                () = self.inner.store.job_waits(), if is_free => {}
                () = tokio::time::sleep(options.poll) => {}
            }
        }
        self.finish(running).await;
    }

    /// Does what is due, and what comes due meanwhile, until nothing is.
    pub async fn run_once(self) {
        let mut running = Running::default();
        loop {
            let has_more = self.look(&mut running).await;
            if has_more && running.0.len() < self.inner.options.at_once {
                continue;
            }
            match running.0.join_next_with_id().await {
                Some(ended) => self.ended(&mut running.1, ended).await,
                None => break,
            }
        }
    }

    async fn finish(&self, (mut tasks, mut jobs): Running) {
        while let Some(ended) = tasks.join_next_with_id().await {
            self.ended(&mut jobs, ended).await;
        }
    }

    /// Fires schedules and takes what is due, as much as there is room for. Gives back whether there may be more.
    async fn look(&self, running: &mut Running) -> bool {
        for schedule in &self.schedules {
            if let Err(error) = self.inner.fire(schedule).await {
                tracing::warn!(schedule = schedule.name, %error, "a schedule could not be looked at");
            }
        }
        let room = self.inner.options.at_once.saturating_sub(running.0.len());
        let taken = match self.inner.take(room).await {
            Ok(taken) => taken,
            Err(error) => {
                tracing::warn!(%error, "no jobs could be taken");
                return false;
            }
        };
        let is_full = taken.len() == room;
        for row in taken {
            let inner = Arc::clone(&self.inner);
            let task = running.0.spawn({
                let row = row.clone();
                async move { inner.attempt(&row).await }
            });
            running.1.insert(task.id(), row);
        }
        is_full
    }

    /// After an attempt: one that panicked has failed.
    async fn ended(&self, jobs: &mut HashMap<Id, JobRow>, ended: Result<(Id, ()), JoinError>) {
        match ended {
            Ok((id, ())) => {
                jobs.remove(&id);
            }
            Err(error) => {
                if let Some(row) = jobs.remove(&error.id()) {
                    self.inner.failed(&row, Failed::for_now("it panicked")).await;
                }
            }
        }
    }
}

impl<W: Work> Inner<W> {
    /// Makes a job of a schedule whose time has come. Looking costs a statement that reads; only when it seems due is it tried.
    async fn fire(&self, schedule: &Schedule) -> store::Result<()> {
        let now = self.outside.now();
        let latest = later(now, schedule.every * 2);
        let next = self.store.reader().schedule(schedule.name).await?;
        if next.is_some_and(|next| next > now && next <= latest) {
            return Ok(());
        }
        let id = self.outside.new_id();
        let mut tx = self.store.begin().await?;
        if tx.fire(schedule.name, &id, now, schedule.every).await? {
            enqueue(&mut tx, &schedule.job, &id, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn take(&self, room: usize) -> store::Result<Vec<JobRow>> {
        let now = self.outside.now();
        let options = self.options;
        if room == 0 {
            return Ok(Vec::new());
        }
        let mut reader = self.store.reader();
        if !reader
            .is_job_due(now, options.lease, options.longest_wait)
            .await?
        {
            return Ok(Vec::new());
        }
        drop(reader);
        let taking = Taking {
            by: &self.name,
            now,
            most: room,
            lease: options.lease,
            longest_wait: options.longest_wait,
            most_attempts: options.most_attempts,
        };
        let mut tx = self.store.begin().await?;
        let buried = tx.bury_jobs(&taking).await?;
        let taken = tx.take_jobs(&taking).await?;
        tx.commit().await?;
        for row in buried {
            tracing::error!(
                job = row.id,
                kind = row.kind,
                "a job was given up: whoever ran it went away each time"
            );
        }
        Ok(taken)
    }

    async fn attempt(&self, row: &JobRow) {
        let limited = tokio::time::timeout(self.options.limit, self.effect(row));
        let result = limited
            .await
            .unwrap_or_else(|_| Err(Failed::for_now("it took too long")));
        match result {
            // The schedules alone are two lines a minute.
            Ok(()) => tracing::debug!(job = row.id, kind = row.kind, "a job is done"),
            Err(failed) => self.failed(row, failed).await,
        }
    }

    async fn effect(&self, row: &JobRow) -> Result<(), Failed> {
        // A newer version may have put it in, and runs beside this one until all are upgraded.
        let taken = Taken::try_from(row).map_err(Failed::for_now)?;
        let prepared = self.prepare(&taken).await?;
        let mut tx = self.store.begin().await?;
        // First, so that on PostgreSQL nobody else can take the job while this writes.
        if !tx
            .finish_job(&taken.id, taken.attempt, self.outside.now())
            .await?
        {
            return Err(Failed::for_now("another worker took it meanwhile"));
        }
        self.work.apply(&taken, prepared, &mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The slow part, during which the lease is renewed.
    async fn prepare(&self, taken: &Taken) -> Result<W::Prepared, Failed> {
        let preparing = self.work.prepare(taken);
        tokio::pin!(preparing);
        loop {
            tokio::select! {
                biased;
                prepared = &mut preparing => return prepared,
                () = tokio::time::sleep(self.options.lease / 3) => {
                    if !self.renew(taken).await? {
                        return Err(Failed::for_now("another worker took it meanwhile"));
                    }
                }
            }
        }
    }

    async fn renew(&self, taken: &Taken) -> store::Result<bool> {
        let until = later(self.outside.now(), self.options.lease);
        let mut tx = self.store.begin().await?;
        let is_ours = tx.renew_lease(&taken.id, taken.attempt, until).await?;
        tx.commit().await?;
        Ok(is_ours)
    }

    /// Writes down that an attempt failed. If that fails too, the job is taken again after its lease.
    async fn failed(&self, row: &JobRow, failed: Failed) {
        let now = self.outside.now();
        let is_dead = failed.is_final || row.attempts >= i64::from(self.options.most_attempts);
        let after = if is_dead {
            AfterFailure::Dead(now)
        } else {
            AfterFailure::Again(later(now, self.wait(row.attempts)))
        };
        let (id, kind, attempt, cause) = (&row.id, &row.kind, row.attempts, &failed.cause);
        let noted = async {
            let mut tx = self.store.begin().await?;
            let is_ours = tx.fail_job(id, attempt, after, cause).await?;
            tx.commit().await?;
            Ok::<bool, store::Error>(is_ours)
        };
        match noted.await {
            Ok(true) if is_dead => tracing::error!(job = id, kind, attempt, cause, "a job was given up"),
            Ok(true) => tracing::warn!(job = id, kind, attempt, cause, "a job failed and is tried again"),
            Ok(false) => tracing::info!(
                job = id,
                kind,
                attempt,
                cause,
                "a job was another worker's by then"
            ),
            Err(error) => {
                tracing::warn!(job = id, kind, attempt, cause, %error, "that a job failed was not noted");
            }
        }
    }

    /// Twice as long after each failure, up to a limit; random, so that what failed together is not tried together.
    fn wait(&self, attempts: i64) -> Duration {
        let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(31);
        let wait = self.options.first_wait.saturating_mul(1 << doublings);
        self.outside.about(wait.min(self.options.longest_wait))
    }
}

fn later(now: Timestamp, duration: Duration) -> Timestamp {
    let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    Timestamp(now.0.saturating_add(milliseconds))
}
