//! What a use case reads and writes through.
//!
//! [`Reader`] reads; [`Tx`] reads and writes, all or nothing, once it is committed. A function that takes a [`Reader`] cannot
//! write; one that takes a [`Tx`] does not decide when it is committed: whoever began it does, so that what belongs together (a
//! change, the entry that records it, the job that follows from it) is written together.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use crate::backend::{Backend, Store};
use crate::counted::Counts;
use crate::writer::Turn;
use crate::{Error, Result};

/// Reads. A connection is taken at the first statement and given back when this is dropped.
#[derive(Debug)]
pub struct Reader {
    store: Store,
    held: Option<Held>,
}

/// Reads and writes. Dropped without [`Tx::commit`], nothing that was written in it stays.
#[derive(Debug)]
pub struct Tx {
    reader: Reader,
    /// Whether it put something into the queue of jobs.
    wakes_workers: bool,
}

#[derive(Debug)]
enum Held {
    Sqlite(PoolConnection<Sqlite>),
    SqliteSnapshot(Transaction<'static, Sqlite>),
    SqliteWriting(Turn),
    Postgres(PoolConnection<Postgres>),
    PostgresTransaction(Transaction<'static, Postgres>),
}

/// The connection behind a reader.
pub(crate) enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

/// Runs statements: a body with `$db` bound to the connection, on whichever database there is. Where it runs more than one, each borrows
/// it anew, as `&mut *db`.
macro_rules! statement {
    ($reader:expr, $db:ident => $body:expr) => {{
        let counts = $reader.counts();
        match $reader.connection().await? {
            $crate::tx::Connection::Sqlite(connection) => {
                let $db = &mut $crate::counted::Counted::new(connection, counts);
                $body
            }
            $crate::tx::Connection::Postgres(connection) => {
                let $db = &mut $crate::counted::Counted::new(connection, counts);
                $body
            }
        }
    }};
}

pub(crate) use statement;

impl Store {
    /// Begins to read. Each statement sees what was committed before it.
    pub fn reader(&self) -> Reader {
        Reader {
            store: self.clone(),
            held: None,
        }
    }

    /// Begins to read as of one moment: nothing that is written meanwhile is seen.
    pub async fn snapshot(&self) -> Result<Reader> {
        const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let held = match &self.backend {
            Backend::Sqlite { reader, .. } => Held::SqliteSnapshot(reader.begin().await?),
            Backend::Postgres(pool) => Held::PostgresTransaction(pool.begin_with(ONE_MOMENT).await?),
        };
        Ok(Reader {
            store: self.clone(),
            held: Some(held),
        })
    }

    /// Begins to write. On SQLite one writes at a time, so nothing slow that needs no database belongs between this and
    /// [`Tx::commit`].
    ///
    /// # Errors
    /// The database does not answer, or others write for too long.
    pub async fn begin(&self) -> Result<Tx> {
        let held = match &self.backend {
            Backend::Sqlite { writer, .. } => Held::SqliteWriting(writer.turn().await?),
            Backend::Postgres(pool) => Held::PostgresTransaction(pool.begin().await?),
        };
        Ok(Tx {
            reader: Reader {
                store: self.clone(),
                held: Some(held),
            },
            wakes_workers: false,
        })
    }

    /// Writes all or nothing: what the work wrote stays if it ends with `Ok`.
    pub async fn write<T, E: From<Error>>(
        &self,
        work: impl AsyncFnOnce(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut tx = self.begin().await?;
        let done = work(&mut tx).await?;
        tx.commit().await?;
        Ok(done)
    }
}

impl Reader {
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn counts(&self) -> Arc<Counts> {
        Arc::clone(&self.store.counts)
    }

    pub(crate) async fn connection(&mut self) -> Result<Connection<'_>> {
        if self.held.is_none() {
            self.held = Some(match &self.store.backend {
                Backend::Sqlite { reader, .. } => Held::Sqlite(reader.acquire().await?),
                Backend::Postgres(pool) => Held::Postgres(pool.acquire().await?),
            });
        }
        Ok(match &mut self.held {
            Some(Held::Sqlite(connection)) => Connection::Sqlite(connection),
            Some(Held::SqliteSnapshot(transaction)) => Connection::Sqlite(transaction),
            Some(Held::SqliteWriting(turn)) => Connection::Sqlite(turn.connection()?),
            Some(Held::Postgres(connection)) => Connection::Postgres(connection),
            Some(Held::PostgresTransaction(transaction)) => Connection::Postgres(transaction),
            None => return Err(sqlx::Error::PoolClosed.into()),
        })
    }
}

impl Tx {
    /// Keeps everything that was written. What this has answered is on the disk.
    ///
    /// # Errors
    /// It could not be written; nothing of it stays. If the connection to PostgreSQL broke meanwhile, it may have been.
    pub async fn commit(mut self) -> Result<()> {
        match self.reader.held.take() {
            Some(Held::SqliteWriting(turn)) => turn.commit().await?,
            Some(Held::PostgresTransaction(transaction)) => transaction.commit().await?,
            _ => {}
        }
        if self.wakes_workers {
            self.reader.store.wake_workers();
        }
        Ok(())
    }

    /// Has the workers of this process look into the queue once this is committed, and not before: they would not see it yet.
    pub(crate) fn wakes_workers(&mut self) {
        self.wakes_workers = true;
    }
}

impl Deref for Tx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}
