//! The two databases behind one type.

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::{Error, Result};

/// Storage. Cheap to clone; every clone is the same database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) backend: Backend,
    statements: Arc<AtomicU64>,
}

#[derive(Clone, Debug)]
pub(crate) enum Backend {
    /// Readers run beside the one writer (WAL). A single writing connection queues writers in order instead of having
    /// them fail with "database is locked".
    Sqlite {
        reader: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// How long a connection to PostgreSQL may have been idle to be used without asking whether it still answers.
const RESTED: Duration = Duration::from_secs(1);

/// How to open a database.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite:path/to/file.db` or `postgres://…`.
    pub url: String,
    /// Connections for reading (SQLite) or in all (PostgreSQL).
    pub connections: u32,
}

/// Runs a body with `$pool` bound to the pool for reading, on whichever database there is.
macro_rules! read {
    ($store:expr, $pool:ident => $body:expr) => {{
        $store.count_statement();
        match &$store.backend {
            $crate::backend::Backend::Sqlite { reader: $pool, .. } => $body,
            $crate::backend::Backend::Postgres($pool) => $body,
        }
    }};
}

/// The same, bound to the pool for writing.
macro_rules! write {
    ($store:expr, $pool:ident => $body:expr) => {{
        $store.count_statement();
        match &$store.backend {
            $crate::backend::Backend::Sqlite { writer: $pool, .. } => $body,
            $crate::backend::Backend::Postgres($pool) => $body,
        }
    }};
}

/// Runs a body inside a transaction, with `$tx` bound to it; commits if the body ends with `Ok`, else rolls back. In the body
/// `&mut *$tx` is what executes a statement, and `?` leaves the body, not the function around it.
macro_rules! transaction {
    ($store:expr, $tx:ident => $body:expr) => {{
        match &$store.backend {
            $crate::backend::Backend::Sqlite { writer, .. } => {
                // A transaction that begins with a read could fail when it comes to write; this takes the lock at once.
                let begun = writer.begin_with("BEGIN IMMEDIATE").await?;
                let mut $tx = $crate::backend::Counted::new(begun, &$store);
                let result: $crate::Result<_> = async { $body }.await;
                if result.is_ok() {
                    $tx.into_inner().commit().await?;
                }
                result
            }
            $crate::backend::Backend::Postgres(pool) => {
                let mut $tx = $crate::backend::Counted::new(pool.begin().await?, &$store);
                let result: $crate::Result<_> = async { $body }.await;
                if result.is_ok() {
                    $tx.into_inner().commit().await?;
                }
                result
            }
        }
    }};
}

pub(crate) use {read, transaction, write};

/// A transaction that counts its statements: each borrows the connection anew, as `&mut *tx`.
pub(crate) struct Counted<'a, D: sqlx::Database> {
    transaction: sqlx::Transaction<'a, D>,
    store: &'a Store,
}

impl<'a, D: sqlx::Database> Counted<'a, D> {
    pub(crate) fn new(transaction: sqlx::Transaction<'a, D>, store: &'a Store) -> Self {
        Self { transaction, store }
    }

    pub(crate) fn into_inner(self) -> sqlx::Transaction<'a, D> {
        self.transaction
    }
}

impl<D: sqlx::Database> Deref for Counted<'_, D> {
    type Target = D::Connection;

    fn deref(&self) -> &Self::Target {
        &self.transaction
    }
}

impl<D: sqlx::Database> DerefMut for Counted<'_, D> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.store.count_statement();
        &mut self.transaction
    }
}

impl Store {
    /// Opens a database. A SQLite file that does not exist is made, with the folder around it.
    ///
    /// # Errors
    /// The address is of neither kind, or the database does not answer.
    pub async fn open(options: &StoreOptions) -> Result<Self> {
        let backend = if options.url.starts_with("sqlite:") {
            Self::open_sqlite(options).await?
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            let connect = PgConnectOptions::from_str(&options.url)?;
            let pool = PgPoolOptions::new()
                .max_connections(options.connections)
                .acquire_timeout(Duration::from_secs(10))
                // sqlx asks each connection that is given back whether it still answers; asking again before the next
                // statement is worth a turn to the server only after a rest, in which the server may have gone.
                .test_before_acquire(false)
                .before_acquire(|connection, meta| {
                    Box::pin(async move {
                        if meta.idle_for > RESTED {
                            connection.ping().await?;
                        }
                        Ok(true)
                    })
                })
                .connect_with(connect)
                .await?;
            Backend::Postgres(pool)
        } else {
            return Err(Error::UnknownDatabase);
        };
        Ok(Self {
            backend,
            statements: Arc::default(),
        })
    }

    async fn open_sqlite(options: &StoreOptions) -> Result<Backend> {
        let connect = SqliteConnectOptions::from_str(&options.url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        if let Some(folder) = connect
            .get_filename()
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        // A connection is a thread of this program: it does not go away.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let writer = pool().max_connections(1).connect_with(connect.clone()).await?;
        let reader = pool()
            .max_connections(options.connections)
            .connect_with(connect.optimize_on_close(true, None))
            .await?;
        Ok(Backend::Sqlite { reader, writer })
    }

    /// Brings the tables to this version. Safe to call at each start.
    pub async fn migrate(&self) -> Result<()> {
        match &self.backend {
            Backend::Sqlite { writer, .. } => {
                sqlx::migrate!("../../migrations/sqlite").run(writer).await?;
            }
            Backend::Postgres(pool) => sqlx::migrate!("../../migrations/postgres").run(pool).await?,
        }
        // What SQL alone cannot bring to this version.
        self.settle_regions().await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        read!(self, pool => sqlx::query("SELECT 1").execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Which database it is, in words: `SQLite` or `PostgreSQL`.
    pub fn database(&self) -> &'static str {
        match self.backend {
            Backend::Sqlite { .. } => "SQLite",
            Backend::Postgres(_) => "PostgreSQL",
        }
    }

    /// Statements run since the store was opened, those inside of transactions too, without the beginnings and ends of
    /// these. Tests hold pages to a budget with it.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn count_statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// Closes every connection; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.backend {
            Backend::Sqlite { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
            Backend::Postgres(pool) => pool.close().await,
        }
    }
}
