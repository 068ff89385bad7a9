//! Having a round closed by a worker, off the request.

use domain::id::RoundId;
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use jobs::{Job, enqueue_once};
use store::{JobState, Reader, Tx};
use usecase::{Env, Result};

use crate::preview_closing::round_to_close;

/// Where the closing of a round stands that somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingProgress {
    /// It waits for a worker, or one is at it, since then.
    Under(Timestamp),
    /// It was given up: the log and `polder jobs` say why.
    GivenUp,
}

/// Has a worker close a round. Asked twice, it is done once; of a round that is closed nothing is asked.
///
/// # Errors
/// There is no such round.
pub async fn ask_to_close(
    env: &Env,
    permit: &Permit<act::ManageRounds>,
    tx: &mut Tx,
    slug: &str,
) -> Result<()> {
    let (round, _) = round_to_close(tx, slug).await?;
    if !round.is_open() {
        return Ok(());
    }
    let job = Job::CloseRound {
        round: slug.to_owned(),
        by: permit.account().clone(),
    };
    let key = key(&round.id);
    if enqueue_once(tx, &job, &env.new_id(), env.now(), &key).await? {
        return Ok(());
    }
    // One that was given up is tried again.
    if let Some(given_up) = tx
        .job_of_key(&key)
        .await?
        .filter(|job| job.state == JobState::Dead)
    {
        tx.revive_job(&given_up.id, env.now()).await?;
    }
    Ok(())
}

/// Where the closing of an open round stands; nothing if nobody asked for it.
///
/// # Errors
/// There is no such round.
pub async fn closing_progress(
    _: &Env,
    _: &Permit<act::ManageRounds>,
    reader: &mut Reader,
    slug: &str,
) -> Result<Option<ClosingProgress>> {
    let (round, _) = round_to_close(reader, slug).await?;
    if !round.is_open() {
        return Ok(None);
    }
    Ok(reader
        .job_of_key(&key(&round.id))
        .await?
        .map(|job| match job.state {
            JobState::Dead => ClosingProgress::GivenUp,
            _ => ClosingProgress::Under(Timestamp(job.created_at)),
        }))
}

fn key(round: &RoundId) -> String {
    format!("close-round {round}")
}
