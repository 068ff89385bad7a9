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
    /// Anything else.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Duplicate,
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error.to_string())
    }
}
