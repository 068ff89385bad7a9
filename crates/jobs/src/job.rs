//! The kinds of jobs, and how one is put into the queue.

use domain::id::AccountId;
use domain::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use store::{JobRow, NewJob, Tx};

/// Something to be done. What is stored of it is ids, never words: whoever does it reads what is so then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "kebab-case")]
pub enum Job {
    /// Remove what has expired.
    CleanUp,
    /// Seal what the audit recorded since the last time.
    SealAudit,
    /// Close a round.
    CloseRound {
        /// Its name in addresses.
        round: String,
        /// Who asked for it.
        by: AccountId,
    },
    /// Sum up what is open at the bodies that a closed round shows by name.
    SumUpNeeds {
        /// The round's name in addresses.
        round: String,
        /// Who asked for the closing.
        by: AccountId,
    },
}

/// A job of a kind, or with a payload, that this version of the program does not know.
#[derive(Debug, thiserror::Error)]
#[error("this version knows no such job: {0}")]
pub struct Unreadable(#[from] serde_json::Error);

impl Job {
    /// The word under which its kind is stored, and the payload (JSON).
    pub(crate) fn stored(&self) -> Result<(String, String), Unreadable> {
        let mut value = serde_json::to_value(self)?;
        let kind = value["kind"].as_str().unwrap_or_default().to_owned();
        Ok((kind, value["payload"].take().to_string()))
    }

    /// The job that is stored.
    pub(crate) fn read(row: &JobRow) -> Result<Self, Unreadable> {
        let payload: serde_json::Value = serde_json::from_str(&row.payload)?;
        let mut stored = serde_json::Map::from_iter([("kind".to_owned(), row.kind.as_str().into())]);
        if !payload.is_null() {
            stored.insert("payload".to_owned(), payload);
        }
        Ok(serde_json::from_value(stored.into())?)
    }
}

/// Puts a job into the queue, to be done as soon as the transaction is committed. `id` is a new UUIDv7.
pub async fn enqueue(tx: &mut Tx, job: &Job, id: &str, now: Timestamp) -> store::Result<()> {
    put(tx, job, id, now, None).await?;
    Ok(())
}

/// The same, once for each `key`, for as long as the job is kept. Gives back whether this was the first time.
pub async fn enqueue_once(
    tx: &mut Tx,
    job: &Job,
    id: &str,
    now: Timestamp,
    key: &str,
) -> store::Result<bool> {
    put(tx, job, id, now, Some(key)).await
}

async fn put(tx: &mut Tx, job: &Job, id: &str, now: Timestamp, key: Option<&str>) -> store::Result<bool> {
    let (kind, payload) = job
        .stored()
        .map_err(|error| store::Error::Corrupt(error.to_string()))?;
    let new = NewJob {
        id,
        kind: &kind,
        payload: &payload,
        run_at: now,
        now,
        idempotency_key: key,
    };
    tx.enqueue(&new).await
}
