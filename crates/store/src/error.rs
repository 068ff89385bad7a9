//! What can go wrong in storage, as far as a caller can do something about it.

/// A result of storage.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of storage.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was to be added is there already (a unique constraint).
    #[error("it is there already")]
    Duplicate,
    /// The database's address is not one of the two kinds.
    #[error("DATABASE_URL must begin with `sqlite:` or `postgres:`")]
    UnknownDatabase,
    /// What is stored cannot be read: the database was written by something else.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// An assessment is to contribute to a round, but its report was not kept.
    #[error("the report of assessment {0} was not kept")]
    WithoutReport(String),
    /// The database could not be brought to this version's tables.
    #[error("the database could not be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database is busy, or cannot be reached just now: the same may well work in a moment. A connection that broke while a
    /// transaction was being committed does not say whether it was.
    #[error("the database is busy: {0}")]
    Busy(sqlx::Error),
    /// What was written in one moment, by this and others, could not be put on the disk together.
    #[error("it could not be put on the disk: {cause}")]
    Uncommitted {
        /// Whether it is likely to pass by itself.
        is_passing: bool,
        /// What the database said.
        cause: String,
    },
    /// Anything else.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl Error {
    /// Whether it is likely to pass by itself.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Uncommitted { is_passing: true, .. })
    }
}

/// What PostgreSQL says when the same statement may work in a moment: serialization_failure, deadlock_detected,
/// lock_not_available, query_canceled (by a limit of time), too_many_connections, admin_shutdown, crash_shutdown,
/// cannot_connect_now.
const POSTGRES_PASSING: [&str; 8] = [
    "40001", "40P01", "55P03", "57014", "53300", "57P01", "57P02", "57P03",
];
/// SQLite's SQLITE_BUSY and SQLITE_LOCKED, whose extended codes keep them in the lowest byte.
const SQLITE_PASSING: [u32; 2] = [5, 6];

/// Whether an error of the database is one that passes.
pub(crate) fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) => true,
        sqlx::Error::Database(cause) => {
            let code = cause.code().unwrap_or_default();
            if cause
                .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
                .is_some()
            {
                POSTGRES_PASSING.contains(&&*code)
            } else {
                code.parse::<u32>()
                    .is_ok_and(|code| SQLITE_PASSING.contains(&(code & 0xff)))
            }
        }
        _ => false,
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Duplicate,
            _ if is_passing(&error) => Self::Busy(error),
            // A name that no variant of an enum ever had, for one.
            sqlx::Error::ColumnDecode { .. } => Self::Corrupt(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sqlx::Connection;
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;
    use crate::backend::Backend;
    use crate::testing;

    #[tokio::test]
    async fn a_database_in_which_another_writes_is_busy() {
        let store = testing::sqlite().await;
        let Backend::Sqlite { writer, .. } = &store.backend else {
            panic!("SQLite");
        };
        let file = testing::file(&store);
        let other = SqliteConnectOptions::new()
            .filename(file)
            .busy_timeout(Duration::ZERO);
        let mut other = sqlx::SqliteConnection::connect_with(&other).await.unwrap();
        let held = store.begin().await.unwrap();
        let error: Error = sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut other)
            .await
            .unwrap_err()
            .into();
        assert!(error.is_passing(), "{error:?}");
        drop(held);
        // Which is taken back before anybody else's turn.
        drop(writer.connection().await);
        let error: Error = sqlx::query("SELECT x FROM no_such_table")
            .execute(&mut other)
            .await
            .unwrap_err()
            .into();
        assert!(!error.is_passing(), "{error:?}");
        testing::remove(store).await;
    }

    #[tokio::test]
    async fn a_pool_that_has_nothing_left_is_busy() {
        assert!(Error::from(sqlx::Error::PoolTimedOut).is_passing());
        assert!(!Error::from(sqlx::Error::PoolClosed).is_passing());
        assert!(!Error::from(sqlx::Error::RowNotFound).is_passing());
    }

    #[tokio::test]
    async fn what_postgres_asks_to_try_again_is_busy() {
        let store = testing::postgres().await;
        let Backend::Postgres(pool) = &store.backend else {
            panic!("PostgreSQL");
        };
        for (code, passes) in [
            ("40001", true),
            ("40P01", true),
            ("57P03", true),
            ("22012", false),
        ] {
            let statement = sqlx::AssertSqlSafe(format!(
                "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{code}'; END $$"
            ));
            let error: Error = sqlx::query(statement).execute(pool).await.unwrap_err().into();
            assert_eq!(error.is_passing(), passes, "{error:?}");
        }
        testing::remove(store).await;
    }
}
