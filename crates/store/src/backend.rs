//! The two databases behind one type.

use std::fmt::{self, Debug, Formatter};
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tokio::sync::Notify;

use crate::counted::Counts;
use crate::tx::statement;
use crate::writer::Writer;
use crate::{Error, Result, migrator};

/// Storage. Cheap to clone; every clone is the same database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) backend: Backend,
    pub(crate) counts: Arc<Counts>,
    job_waits: Arc<Notify>,
}

#[derive(Clone, Debug)]
pub(crate) enum Backend {
    /// Readers run beside the one writer (WAL). A single writing connection queues writers in order instead of having
    /// them fail with "database is locked".
    Sqlite {
        reader: SqlitePool,
        writer: Writer,
    },
    Postgres(PgPool),
}

/// How long a connection to PostgreSQL may have been idle to be used without asking whether it still answers.
const RESTED: Duration = Duration::from_secs(1);

/// How long a statement waits for a connection, and on SQLite for another program that writes, before the database is called busy.
/// Less than what a request may take, so that a person is told so.
const PATIENCE: Duration = Duration::from_secs(10);

/// How to open a database.
#[derive(Clone)]
pub struct StoreOptions {
    /// `sqlite:path/to/file.db` or `postgres://…`.
    pub url: String,
    /// Connections for reading (SQLite) or in all (PostgreSQL).
    pub connections: u32,
}

impl Debug for StoreOptions {
    /// Without the password that may be in the address.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreOptions")
            .field("url", &self.redacted())
            .field("connections", &self.connections)
            .finish()
    }
}

/// How what is sent between this program and its database is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// It does not leave the machine.
    Local,
    /// It is encrypted, or nothing is sent.
    Encrypted,
    /// It leaves the machine and may be in the clear, since the address asks for that.
    InTheClear,
    /// It leaves the machine, and the address does not say how: it would be encrypted if the other side can, and else not.
    NotSaid,
}

impl StoreOptions {
    /// How what is sent is kept from others.
    ///
    /// # Errors
    /// The address cannot be read.
    pub fn transport(&self) -> Result<Transport> {
        if self.url.starts_with("sqlite:") {
            return Ok(Transport::Local);
        }
        let connect = PgConnectOptions::from_str(&self.url)?;
        let is_said = std::env::var_os("PGSSLMODE").is_some()
            || self.url.split_once('?').is_some_and(|(_, query)| {
                query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .any(|(name, _)| name == "sslmode" || name == "ssl-mode")
            });
        let host = connect.get_host();
        let is_local = connect.get_socket().is_some()
            || host.starts_with('/')
            || host == "localhost"
            || host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        Ok(match connect.get_ssl_mode() {
            _ if is_local => Transport::Local,
            PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull => Transport::Encrypted,
            _ if is_said => Transport::InTheClear,
            _ => Transport::NotSaid,
        })
    }

    /// The address without user, password and parameters, for messages.
    pub fn redacted(&self) -> String {
        let address = self.url.split('?').next().unwrap_or_default();
        match address.split_once("://") {
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((_, place)) => format!("{scheme}://…@{place}"),
                None => address.to_owned(),
            },
            None => address.to_owned(),
        }
    }

    fn is_in_memory(&self) -> bool {
        self.url.starts_with("sqlite::memory:")
            || self.url.starts_with("sqlite://:memory:")
            || self.url.contains("mode=memory")
    }
}

impl Store {
    /// Opens a database. A SQLite file that does not exist is made, with the folder around it.
    ///
    /// # Errors
    /// The address is of neither kind, or the database does not answer.
    pub async fn open(options: &StoreOptions) -> Result<Self> {
        Self::open_with(options, PATIENCE).await
    }

    pub(crate) async fn open_with(options: &StoreOptions, patience: Duration) -> Result<Self> {
        let backend = if options.url.starts_with("sqlite:") {
            Self::open_sqlite(options, patience).await?
        } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
            let connect = PgConnectOptions::from_str(&options.url)?;
            let pool = PgPoolOptions::new()
                .max_connections(options.connections)
                .acquire_timeout(patience)
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
            counts: Arc::default(),
            job_waits: Arc::default(),
        })
    }

    async fn open_sqlite(options: &StoreOptions, patience: Duration) -> Result<Backend> {
        let connect = SqliteConnectOptions::from_str(&options.url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives a power cut. Killing the program does not show it: what was written without a sync is
            // with the operating system, which goes on. The tests ask the connection.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience);
        if !options.is_in_memory() {
            crate::private::prepare(connect.get_filename()).map_err(sqlx::Error::Io)?;
        }
        let writer = Writer::new(sqlx::SqliteConnection::connect_with(&connect).await?, patience);
        // A connection is a thread of this program: it does not go away.
        let reader = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .acquire_timeout(patience)
            .max_connections(options.connections)
            .connect_with(connect.optimize_on_close(true, None))
            .await?;
        Ok(Backend::Sqlite { reader, writer })
    }

    /// Brings the tables to this version. Safe to call at each start.
    pub async fn migrate(&self) -> Result<()> {
        match &self.backend {
            Backend::Sqlite { writer, .. } => {
                let mut alone = writer.connection().await;
                migrator::sqlite().run(alone.get()?).await?;
            }
            Backend::Postgres(pool) => migrator::postgres().run(pool).await?,
        }
        // What SQL alone cannot bring to this version.
        let mut tx = self.begin().await?;
        tx.settle_regions().await?;
        tx.fold_names().await?;
        tx.commit().await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        let mut reader = self.reader();
        statement!(reader, db => sqlx::query("SELECT 1").execute(db).await.map(|_| ()))?;
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
        self.counts.statements()
    }

    /// Rows that these statements gave back. A page that reads more of them where there is more data grows with it.
    pub fn rows(&self) -> u64 {
        self.counts.rows()
    }

    /// Waits until a job was put into the queue through this store; at once if one was since this was last waited for. Other processes
    /// are not heard.
    pub async fn job_waits(&self) {
        self.job_waits.notified().await;
    }

    pub(crate) fn wake_workers(&self) {
        self.job_waits.notify_one();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// 2 is FULL (each commit waits for the disk), 1 NORMAL, 0 OFF.
    #[tokio::test]
    async fn the_connection_that_writes_waits_for_the_disk() {
        let store = testing::sqlite().await;
        let Backend::Sqlite { writer, .. } = &store.backend else {
            panic!("SQLite");
        };
        let mut alone = writer.connection().await;
        let mut ask = async |pragma: &'static str| -> i64 {
            sqlx::query_scalar(pragma)
                .fetch_one(alone.get().expect("a connection"))
                .await
                .expect("a number")
        };
        assert_eq!(ask("PRAGMA synchronous").await, 2);
        assert_eq!(ask("PRAGMA foreign_keys").await, 1);
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(alone.get().expect("a connection"))
            .await
            .expect("a mode");
        assert_eq!(journal, "wal");
        drop(alone);
        testing::remove(store).await;
    }

    #[tokio::test]
    async fn postgres_answers_after_the_disk_has_it() {
        let store = testing::postgres().await;
        let Backend::Postgres(pool) = &store.backend else {
            panic!("PostgreSQL");
        };
        let setting: String = sqlx::query_scalar("SHOW synchronous_commit")
            .fetch_one(pool)
            .await
            .expect("a value");
        assert_eq!(setting, "on");
        testing::remove(store).await;
    }

    fn options(url: &str) -> StoreOptions {
        StoreOptions {
            url: url.to_owned(),
            connections: 1,
        }
    }

    #[test]
    fn what_leaves_the_machine_says_how() {
        for (url, transport) in [
            ("sqlite:data/polder.db", Transport::Local),
            ("postgres://u:p@localhost/polder", Transport::Local),
            ("postgres://u:p@127.0.0.1:5433/polder", Transport::Local),
            ("postgres://u:p@[::1]/polder", Transport::Local),
            (
                "postgres://u:p@%2Fvar%2Frun%2Fpostgresql/polder",
                Transport::Local,
            ),
            ("postgres:///polder?host=/var/run/postgresql", Transport::Local),
            ("postgres://u:p@db.example/polder", Transport::NotSaid),
            (
                "postgres://u:p@192.0.2.7/polder?application_name=x",
                Transport::NotSaid,
            ),
            ("postgres:///polder?host=db.example", Transport::NotSaid),
            ("postgres://u:p@localhost.evil.example/polder", Transport::NotSaid),
            (
                "postgres://u:p@db.example/polder?sslmode=disable",
                Transport::InTheClear,
            ),
            (
                "postgres://u:p@db.example/polder?sslmode=prefer",
                Transport::InTheClear,
            ),
            (
                "postgres://u:p@db.example/polder?a=b&sslmode=require",
                Transport::Encrypted,
            ),
            (
                "postgresql://u:p@db.example/polder?sslmode=verify-full",
                Transport::Encrypted,
            ),
        ] {
            assert_eq!(options(url).transport().expect("an address"), transport, "{url}");
        }
        assert!(
            options("postgres://u:p@db.example:port/polder")
                .transport()
                .is_err()
        );
    }

    #[test]
    fn no_message_holds_a_password() {
        for url in [
            "postgres://u:se@cret@db.example/polder?password=secret",
            "postgres://secret:secret@db.example/polder",
        ] {
            let debugged = format!("{:?}", options(url));
            assert!(
                !debugged.contains("cret") && debugged.contains("@db.example/polder"),
                "{debugged}"
            );
        }
        assert_eq!(
            options("sqlite:data/polder.db").redacted(),
            "sqlite:data/polder.db"
        );
    }
}
