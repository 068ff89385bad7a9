//! The one connection that writes to SQLite, and how those who write at the same moment share one wait for the disk.
//!
//! A commit waits for the disk (`synchronous=FULL`), which takes most of the time of a small write. So whoever writes does it in a
//! savepoint of a transaction that stays open while others wait for their turn: each releases the savepoint, queues behind those
//! who waited by then, and whoever comes round first commits for all. Nobody is told *done* before that commit. Alone, one writes and
//! commits at once.
//!
//! If the commit fails, or the database gave the whole transaction up, everybody in it is told so.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard};

use crate::{Error, Result};

/// The connection, and the queue before it. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    line: Arc<Mutex<Line>>,
    patience: Duration,
}

/// What only one at a time may touch.
#[derive(Debug)]
struct Line {
    /// `None` once it was closed.
    connection: Option<SqliteConnection>,
    /// The transaction that is open, with what was written in it so far.
    batch: Option<Arc<Batch>>,
    /// Whether somebody left without a word, and what they wrote is still to be taken back.
    is_left: bool,
    /// How often the disk was waited for.
    #[cfg(test)]
    commits: u32,
}

/// Those who are committed together.
#[derive(Debug, Default)]
struct Batch {
    outcome: OnceLock<std::result::Result<(), Uncommitted>>,
    settled: Notify,
}

/// Why a batch is not on the disk.
#[derive(Clone, Debug)]
struct Uncommitted {
    is_passing: bool,
    cause: String,
}

impl Batch {
    fn settle(&self, outcome: std::result::Result<(), Uncommitted>) {
        // The first to know decides; nobody who is told later can have another outcome.
        let _ = self.outcome.set(outcome);
        self.settled.notify_waiters();
    }

    /// The outcome, once there is one.
    async fn wait(&self) {
        let settled = self.settled.notified();
        tokio::pin!(settled);
        // Registered before it looks, so that no outcome passes in between.
        settled.as_mut().enable();
        if self.outcome.get().is_none() {
            settled.await;
        }
    }
}

impl From<&sqlx::Error> for Uncommitted {
    fn from(error: &sqlx::Error) -> Self {
        Self {
            is_passing: crate::error::is_passing(error),
            cause: error.to_string(),
        }
    }
}

impl From<Uncommitted> for Error {
    fn from(Uncommitted { is_passing, cause }: Uncommitted) -> Self {
        Self::Uncommitted { is_passing, cause }
    }
}

const BEGIN: &str = "BEGIN IMMEDIATE";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";
const SAVEPOINT: &str = "SAVEPOINT one";
const RELEASE: &str = "RELEASE one";
const ROLLBACK_TO: &str = "ROLLBACK TO one";

impl Line {
    fn connection(&mut self) -> std::result::Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    async fn run(&mut self, statement: &'static str) -> std::result::Result<(), sqlx::Error> {
        self.connection()?.execute(statement).await.map(|_| ())
    }

    /// Takes back what somebody wrote who left, and ends a transaction in which nothing is left.
    async fn tidy(&mut self) {
        if !self.is_left {
            return;
        }
        self.is_left = false;
        let taken_back = match self.run(ROLLBACK_TO).await {
            Ok(()) => self.run(RELEASE).await,
            error => error,
        };
        match taken_back {
            Err(error) => self.give_up(&error).await,
            // Nobody waits for it: another program may write.
            Ok(())
                if self
                    .batch
                    .as_ref()
                    .is_some_and(|batch| Arc::strong_count(batch) == 1) =>
            {
                self.batch = None;
                let _ = self.run(ROLLBACK).await;
            }
            Ok(()) => {}
        }
    }

    /// Ends the open transaction without keeping anything of it.
    async fn give_up(&mut self, cause: &sqlx::Error) {
        if let Some(batch) = self.batch.take() {
            batch.settle(Err(cause.into()));
        }
        // SQLite may have done so itself; then there is nothing to end.
        let _ = self.run(ROLLBACK).await;
    }

    /// Puts what is open on the disk.
    async fn commit(&mut self) {
        let Some(batch) = self.batch.clone() else { return };
        match self.run(COMMIT).await {
            Ok(()) => {
                #[cfg(test)]
                {
                    self.commits += 1;
                }
                self.batch = None;
                batch.settle(Ok(()));
            }
            Err(error) => self.give_up(&error).await,
        }
    }
}

/// One's turn to write. Dropped without [`Turn::commit`], nothing of what was written in it stays.
#[derive(Debug)]
pub(crate) struct Turn {
    line: Option<OwnedMutexGuard<Line>>,
    writer: Writer,
}

impl Writer {
    pub(crate) fn new(connection: SqliteConnection, patience: Duration) -> Self {
        let line = Line {
            connection: Some(connection),
            batch: None,
            is_left: false,
            #[cfg(test)]
            commits: 0,
        };
        Self {
            line: Arc::new(Mutex::new(line)),
            patience,
        }
    }

    /// Waits for one's turn, and opens a savepoint in the transaction that is shared.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        let locked = tokio::time::timeout(self.patience, Arc::clone(&self.line).lock_owned());
        let mut line = locked.await.map_err(|_| Error::from(sqlx::Error::PoolTimedOut))?;
        line.tidy().await;
        // From here on whoever gives up waiting leaves a mark.
        let mut turn = Turn {
            line: Some(line),
            writer: self.clone(),
        };
        if let Err(error) = turn.open().await {
            if let Some(mut line) = turn.line.take() {
                line.give_up(&error).await;
            }
            return Err(error.into());
        }
        Ok(turn)
    }

    /// Closes the connection; on the way the write-ahead log is folded into the file.
    pub(crate) async fn close(&self) {
        let mut line = self.line.lock().await;
        line.tidy().await;
        line.commit().await;
        if let Some(connection) = line.connection.take() {
            let _ = connection.close().await;
        }
    }

    /// The connection itself, outside of any transaction: for migrations, and for tests.
    pub(crate) async fn connection(&self) -> Alone {
        let mut line = Arc::clone(&self.line).lock_owned().await;
        line.tidy().await;
        line.commit().await;
        Alone(line)
    }
}

/// The connection outside of any transaction; nobody else can write meanwhile.
#[derive(Debug)]
pub(crate) struct Alone(OwnedMutexGuard<Line>);

impl Alone {
    pub(crate) fn get(&mut self) -> Result<&mut SqliteConnection> {
        Ok(self.0.connection()?)
    }
}

impl Turn {
    async fn open(&mut self) -> std::result::Result<(), sqlx::Error> {
        let line = self.line.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        if line.batch.is_none() {
            line.batch = Some(Arc::default());
            line.run(BEGIN).await?;
        }
        line.run(SAVEPOINT).await
    }

    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        let line = self.line.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        Ok(line.connection()?)
    }

    /// Ends the turn, and gives back once everything that was written in it is on the disk.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let line = self.line.take().ok_or(sqlx::Error::PoolClosed)?;
        // Whoever asked may go at any moment; what was written must not stay in a transaction that nobody ends.
        let ended = tokio::spawn(self.writer.clone().end(line));
        ended.await.map_err(|_| Error::from(sqlx::Error::WorkerCrashed))?
    }
}

impl Writer {
    /// Ends a turn, and sees to it that its batch is committed: by somebody else, or here once it is one's turn again.
    async fn end(self, mut line: OwnedMutexGuard<Line>) -> Result<()> {
        let batch = line.batch.clone().ok_or(sqlx::Error::PoolClosed)?;
        if let Err(error) = line.run(RELEASE).await {
            line.give_up(&error).await;
            return Err(error.into());
        }
        drop(line);
        tokio::select! {
            () = batch.wait() => {}
            mut line = self.line.lock() => {
                line.tidy().await;
                if line.batch.as_ref().is_some_and(|open| Arc::ptr_eq(open, &batch)) {
                    line.commit().await;
                }
            }
        }
        match batch.outcome.get() {
            Some(outcome) => Ok(outcome.clone()?),
            None => Err(sqlx::Error::WorkerCrashed.into()),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut line) = self.line.take() else { return };
        line.is_left = true;
        // Whoever writes next tidies up; if nobody does, this does.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { line.tidy().await });
        }
    }
}

#[cfg(test)]
mod tests;
