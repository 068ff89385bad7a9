//! What the program's jobs do, and when those that come again and again are due.

use std::time::Duration;

use domain::id::AccountId;
use domain::identity::policy::{Instance, Permit, act};
use domain::timestamp::Timestamp;
use insight::{Closing, ClosingOutcome, SummedUp};
use jobs::{Failed, Job, Outside, Schedule, Taken, Work, Worker, WorkerOptions};
use store::Tx;
use usecase::{Clock, Error, Random, Runner, SystemClock, SystemRandom, security_event};

/// For how long it is known of a job that it was done: longer than anybody asks for the same work twice.
const DONE_SECONDS: i64 = 7 * 86_400;

/// Entries of the audit that are sealed at once: a second's work on the slower database. The rest is sealed a minute later.
const MOST_SEALED: u32 = 5_000;

/// Jobs, done by the use cases.
pub struct Works(Runner);

impl Work for Works {
    type Prepared = Prepared;

    async fn prepare(&self, taken: &Taken) -> Result<Prepared, Failed> {
        match &taken.job {
            Job::CleanUp | Job::SealAudit => Ok(Prepared::Nothing),
            Job::CloseRound { round, by } => {
                let permit = self.permit(by).await?;
                let reader = &mut self.0.store.reader();
                let closing = insight::prepare_closing(&self.0.env, &permit, reader, round).await;
                Ok(match closing.map_err(failed)? {
                    Some(closing) => Prepared::Closing(permit, Box::new(closing)),
                    None => Prepared::Nothing,
                })
            }
            Job::SumUpNeeds { round, by } => {
                let permit = self.permit(by).await?;
                let reader = &mut self.0.store.reader();
                let needs = insight::sum_up_needs(&self.0.env, &permit, reader, round).await;
                Ok(Prepared::Needs(permit, needs.map_err(failed)?))
            }
        }
    }

    async fn apply(&self, taken: &Taken, prepared: Prepared, tx: &mut Tx) -> Result<(), Failed> {
        match &taken.job {
            Job::CleanUp => {
                identity::clean_up(&self.0.env, tx)
                    .await
                    .map_err(Failed::for_now)?;
                let until = self.0.env.now().plus_seconds(-DONE_SECONDS);
                Ok(tx.delete_done_jobs(until).await?)
            }
            Job::SealAudit => seal_audit(tx, self.0.env.now()).await,
            Job::CloseRound { round, by } => {
                let Prepared::Closing(permit, closing) = prepared else {
                    return Ok(());
                };
                let outcome = insight::finish_closing(&self.0.env, &permit, tx, &closing).await;
                match outcome.map_err(failed)? {
                    ClosingOutcome::Closed => {
                        let next = Job::SumUpNeeds {
                            round: round.clone(),
                            by: by.clone(),
                        };
                        let id = self.0.env.new_id();
                        Ok(jobs::enqueue(tx, &next, &id, self.0.env.now()).await?)
                    }
                    ClosingOutcome::Changed => {
                        Err(Failed::for_now("something changed while it was computed"))
                    }
                }
            }
            Job::SumUpNeeds { .. } => {
                let Prepared::Needs(permit, needs) = prepared else {
                    return Ok(());
                };
                let kept = insight::keep_needs(&self.0.env, &permit, tx, &needs).await;
                kept.map_err(failed)
            }
        }
    }
}

impl Works {
    /// The permit of whoever asked for a closing, if they may still have it.
    async fn permit(&self, by: &AccountId) -> Result<Permit<act::ManageRounds>, Failed> {
        let actor = identity::actor_of(&mut self.0.store.reader(), by.as_str()).await;
        self.0
            .env
            .permit(&actor.map_err(failed)?, Instance)
            .map_err(failed)
    }
}

/// What the slow part of a job hands on.
pub enum Prepared {
    /// There is none.
    Nothing,
    /// What closing a round writes, and the permit to.
    Closing(Permit<act::ManageRounds>, Box<Closing>),
    /// What is open at the bodies of a closed round, and the permit to keep it.
    Needs(Permit<act::ManageRounds>, SummedUp),
}

/// An error of a use case, as that of a job. A refusal stays one.
fn failed(error: Error) -> Failed {
    match error {
        Error::Refused(_) | Error::NotFound => Failed::for_good(error),
        error => Failed::for_now(error),
    }
}

/// Seals what waits, and writes the end of the chain where whoever can change the database cannot: into the security log.
async fn seal_audit(tx: &mut Tx, now: Timestamp) -> Result<(), Failed> {
    if let (entries @ 1.., Some(head)) = tx.seal_audit(now, MOST_SEALED).await? {
        security_event!("audit-sealed", entries, head = %head);
    }
    Ok(())
}

/// A worker on the machine's clock.
pub fn worker(runner: Runner) -> Worker<Works> {
    let outside = Outside::new(|| SystemClock.now(), |bytes| SystemRandom.fill(bytes));
    Worker::new(
        runner.store.clone(),
        Works(runner),
        outside,
        schedules(),
        WorkerOptions::default(),
    )
}

fn schedules() -> Vec<Schedule> {
    vec![
        Schedule {
            name: "clean-up",
            job: Job::CleanUp,
            every: Duration::from_secs(3_600),
        },
        Schedule {
            name: "seal-audit",
            job: Job::SealAudit,
            every: Duration::from_secs(60),
        },
    ]
}
