//! Stores for tests: SQLite in a temporary file, PostgreSQL in a schema of its own.
//!
//! PostgreSQL is the one that `TEST_DATABASE_URL` names, else a temporary server that `scripts/postgres` starts. It is never
//! skipped: without either, the test fails.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::assess::profile::Profile;
use domain::id::{AccountId, AssessmentId, OrganisationId, RoundId};
use domain::timestamp::Timestamp;

use crate::backend::Backend;
use crate::{
    AccountRow, AnswerChange, AssessmentRow, ConsentRoles, CredentialTerms, NewConsent, NewLink,
    NewSubmittedReport, OrganisationRow, PeopleChange, RoundClosing, RoundRow, Store, StoreOptions, Tx,
};

/// The roles of the policy.
pub const ROLES: ConsentRoles<'static> = ConsentRoles {
    propose: &["lead"],
    confirm: &["lead", "assessor"],
};

/// Makes a test of each case for both databases: `mod case { fn sqlite(); fn postgres(); }`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $case:ident($store:ident: &Store) $body:block)*) => {$(
        mod $case {
            #[allow(clippy::allow_attributes, unused_imports, reason = "not every case needs what surrounds it")]
            use super::*;

            async fn case($store: &$crate::Store) $body

            $(#[$meta])*
            #[tokio::test]
            async fn sqlite() {
                let store = $crate::testing::sqlite().await;
                case(&store).await;
                $crate::testing::remove(store).await;
            }

            $(#[$meta])*
            #[tokio::test]
            async fn postgres() {
                let store = $crate::testing::postgres().await;
                case(&store).await;
                $crate::testing::remove(store).await;
            }
        }
    )*};
}
pub use on_both;

/// A name that no other test of this run or another uses.
#[expect(clippy::disallowed_methods, reason = "a run and the next use the same server")]
fn unique_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let nanoseconds = std::time::UNIX_EPOCH
        .elapsed()
        .map_or(0, |since| since.as_nanos());
    format!(
        "t{}_{nanoseconds}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}

/// An empty, migrated SQLite store.
pub async fn sqlite() -> Store {
    let file = std::env::temp_dir().join(format!("polder-{}.db", unique_name()));
    let store = Store::open(&StoreOptions {
        url: format!("sqlite:{}", file.display()),
        connections: 4,
    })
    .await
    .expect("a temporary SQLite file");
    store.migrate().await.expect("the migrations");
    store
}

/// The same, which waits for no more than this before it is busy.
pub async fn impatient_sqlite(patience: Duration) -> Store {
    let file = std::env::temp_dir().join(format!("polder-{}.db", unique_name()));
    let options = StoreOptions {
        url: format!("sqlite:{}", file.display()),
        connections: 4,
    };
    let store = Store::open_with(&options, patience)
        .await
        .expect("a temporary SQLite file");
    store.migrate().await.expect("the migrations");
    store
}

/// Writes for as long as the test wants: on SQLite nobody else can, until what this gives back is dropped.
pub async fn keep_writing(store: &Store) -> Tx {
    store.begin().await.expect("a turn to write")
}

/// The file of a SQLite store.
pub fn file(store: &Store) -> PathBuf {
    let Backend::Sqlite { reader, .. } = &store.backend else {
        panic!("only SQLite has a file");
    };
    Arc::clone(&reader.connect_options()).get_filename().to_owned()
}

/// The address under which another process reaches the same tables.
pub async fn url(store: &Store) -> String {
    match &store.backend {
        Backend::Sqlite { .. } => format!("sqlite:{}", file(store).display()),
        Backend::Postgres(pool) => schema_url(&schema(pool).await),
    }
}

/// The address of a schema of the tests' PostgreSQL.
fn schema_url(schema: &str) -> String {
    let url = postgres_url();
    let join = if url.contains('?') { '&' } else { '?' };
    format!("{url}{join}options=-csearch_path%3D{schema}")
}

async fn schema(pool: &sqlx::PgPool) -> String {
    sqlx::query_scalar("SELECT current_schema()")
        .fetch_one(pool)
        .await
        .expect("a schema")
}

/// Runs a statement behind the back of everything else.
macro_rules! alone {
    ($store:expr, $db:ident => $body:expr) => {
        match &$store.backend {
            $crate::backend::Backend::Sqlite { writer, .. } => {
                let mut alone = writer.connection().await;
                let $db = alone.get().expect("the connection that writes");
                $body
            }
            $crate::backend::Backend::Postgres($db) => $body,
        }
    };
}
#[cfg(test)]
pub(crate) use alone;

// After the macro that it uses.
mod rows;
pub use rows::*;

/// An empty, migrated PostgreSQL store.
pub async fn postgres() -> Store {
    let schema = unique_name();
    let admin = Store::open(&StoreOptions {
        url: postgres_url(),
        connections: 1,
    })
    .await
    .expect("PostgreSQL");
    if let Backend::Postgres(pool) = &admin.backend {
        let create = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
        sqlx::query(create).execute(pool).await.expect("a schema");
    }
    admin.close().await;
    let options = StoreOptions {
        url: schema_url(&schema),
        connections: 4,
    };
    let store = Store::open(&options).await.expect("PostgreSQL");
    store.migrate().await.expect("the migrations");
    store
}

/// Takes every table away, for a test of what a migration does with rows from before it.
pub async fn without_tables(store: &Store) {
    match &store.backend {
        Backend::Sqlite { reader, .. } => {
            let tables: Vec<String> = sqlx::query_scalar(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            )
            .fetch_all(reader)
            .await
            .expect("the tables");
            let drops: Vec<String> = tables
                .iter()
                .map(|table| format!("DROP TABLE {table};"))
                .collect();
            let text = format!(
                "PRAGMA foreign_keys = OFF; {} PRAGMA foreign_keys = ON;",
                drops.concat()
            );
            run(store, &text).await;
        }
        Backend::Postgres(pool) => {
            let schema = schema(pool).await;
            run(
                store,
                &format!("DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema};"),
            )
            .await;
        }
    }
}

/// Runs statements, one after the other.
pub async fn run(store: &Store, statements: &str) {
    let statements = sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()));
    alone!(store, db => statements.execute(db).await.map(|_| ())).expect("statements");
}

/// Runs a statement behind the program's back, as somebody could who has the database.
pub async fn tamper(store: &Store, statement: &str) {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    alone!(store, db => sqlx::query(statement).execute(db).await.map(|_| ())).expect("a statement");
}

/// Closes a store and removes what it kept.
pub async fn remove(store: Store) {
    match &store.backend {
        Backend::Sqlite { .. } => {
            let file = file(&store);
            store.close().await;
            for suffix in ["", "-wal", "-shm"] {
                let mut path = file.clone().into_os_string();
                path.push(suffix);
                let _ = std::fs::remove_file(path);
            }
        }
        Backend::Postgres(pool) => {
            let schema = schema(pool).await;
            let drop = sqlx::AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE"));
            sqlx::query(drop)
                .execute(pool)
                .await
                .expect("the schema is dropped");
            store.close().await;
        }
    }
}

fn postgres_url() -> String {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        std::env::var("TEST_DATABASE_URL").unwrap_or_else(|_| {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres");
            let output = Command::new(script)
                .arg("start")
                .output()
                .expect("scripts/postgres can be run");
            assert!(
                output.status.success(),
                "no PostgreSQL for the tests: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        })
    })
    .clone()
}
