//! What the program does when a job is taken.

use std::sync::Arc;

use store::{JobRow, Tx};

use crate::Job;

/// A job that a worker has.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its id, the same at each attempt: the key with which to do something once elsewhere.
    pub id: Arc<str>,
    /// Which attempt it is, from 1.
    pub attempt: i64,
    /// What is to be done.
    pub job: Job,
}

/// Why a job was not done. It is logged and kept with the job: no secret and no person's name belongs into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// In words, for the operator.
    pub cause: String,
    /// Whether trying again is of no use.
    pub is_final: bool,
}

impl Failed {
    /// It may well work later.
    pub fn for_now(cause: impl ToString) -> Self {
        Self {
            cause: cause.to_string(),
            is_final: false,
        }
    }

    /// It would fail again.
    pub fn for_good(cause: impl ToString) -> Self {
        Self {
            cause: cause.to_string(),
            is_final: true,
        }
    }
}

impl From<store::Error> for Failed {
    fn from(error: store::Error) -> Self {
        Self::for_now(error)
    }
}

/// How jobs are done. One implementation matches over every [`Job`], so that a new kind does not compile before it is done somewhere.
pub trait Work: Send + Sync + 'static {
    /// What the slow part hands to the effect.
    type Prepared: Send;

    /// The slow part: reads, computes, asks other machines, outside of any transaction. The job stays this worker's meanwhile. It may be
    /// broken off at any point and done again from the start.
    fn prepare(&self, taken: &Taken) -> impl Future<Output = Result<Self::Prepared, Failed>> + Send;

    /// The effect: what is written. It is committed together with the end of the job, or not at all.
    fn apply(
        &self,
        taken: &Taken,
        prepared: Self::Prepared,
        tx: &mut Tx,
    ) -> impl Future<Output = Result<(), Failed>> + Send;
}

impl TryFrom<&JobRow> for Taken {
    type Error = crate::Unreadable;

    fn try_from(row: &JobRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: row.id.as_str().into(),
            attempt: row.attempts,
            job: Job::read(row)?,
        })
    }
}
