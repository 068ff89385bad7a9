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
            #[allow(unused_imports, reason = "not every case needs what surrounds it")]
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

/// An account named and addressed after its id.
pub async fn account(store: &Store, id: &str) -> AccountId {
    store
        .write(async |tx| tx.insert_account(&new_account(id)).await)
        .await
        .expect("an account");
    id.into()
}

/// The same, not yet kept.
pub fn new_account(id: &str) -> AccountRow {
    AccountRow {
        id: id.into(),
        email: format!("{id}@example.org"),
        name: id.into(),
        password_hash: None,
        language: "en".into(),
        created_at: 0,
    }
}

/// A one-time link from the first millisecond of time until the ninth second, given out in nobody's name.
pub fn link(secret_hash: &str, created_by: &str) -> NewLink {
    NewLink {
        secret_hash: secret_hash.into(),
        created_by: created_by.into(),
        organisation: None,
        created_at: Timestamp(1),
        expires_at: Timestamp(9_000),
    }
}

/// A session of an account that lasts; the hash under which it is kept.
pub async fn session(store: &Store, account: &AccountId) -> String {
    use tower_sessions::SessionStore;
    let data = [(crate::session::ACCOUNT_KEY.to_owned(), account.as_str().into())].into();
    let mut record = tower_sessions::session::Record {
        id: tower_sessions::session::Id::default(),
        data,
        expiry_date: Timestamp(32_503_680_000_000).datetime(),
    };
    crate::Sessions(store.clone())
        .create(&mut record)
        .await
        .expect("a session");
    crate::session_hash(&record.id.to_string())
}

/// An election body named after its id.
pub async fn body(store: &Store, id: &str) -> OrganisationId {
    store
        .write(async |tx| {
            tx.insert_organisation(&OrganisationRow {
                id: id.into(),
                slug: id.into(),
                kind: "election-body".into(),
                name: id.into(),
                country: "XA".into(),
                region: "north".into(),
                income_group: "lower-middle".into(),
                created_at: 0,
            })
            .await
        })
        .await
        .expect("an organisation");
    id.into()
}

/// An open, full assessment of a body.
pub async fn assessment(
    store: &Store,
    id: &str,
    organisation: &OrganisationId,
    by: &AccountId,
) -> AssessmentId {
    store
        .write(async |tx| {
            tx.insert_assessment(&AssessmentRow {
                id: id.into(),
                organisation_id: organisation.as_str().into(),
                model_id: "model".into(),
                model_version: 1,
                scope: "full".into(),
                created_by: by.as_str().into(),
                created_at: 0,
                submitted_by: None,
                submitted_at: None,
                frozen_profile: None,
                model_digest: None,
            })
            .await
        })
        .await
        .expect("an assessment");
    id.into()
}

/// An assessment with answers, submitted for a body that uses no technology, as a version left it that did not keep reports yet.
pub async fn submitted(store: &Store, row: &AssessmentRow, answers: &[AnswerChange], now: Timestamp) {
    let (id, by) = (
        AssessmentId::from(row.id.as_str()),
        AccountId::from(row.created_by.as_str()),
    );
    store
        .write(async |tx| tx.insert_assessment(row).await)
        .await
        .expect("an assessment");
    store
        .write(async |tx| tx.save_answers(&id, answers, &by, now).await)
        .await
        .expect("a store")
        .expect("an open assessment");
    let profile = serde_json::to_string(&Profile::default()).expect("a profile");
    const SUBMIT: &str =
        "UPDATE assessment SET submitted_by = $2, submitted_at = $3, frozen_profile = $4 WHERE id = $1";
    alone!(store, db => sqlx::query(SUBMIT).bind(id.as_str()).bind(by.as_str()).bind(now.0).bind(&profile)
        .execute(db).await.map(|_| ()))
    .expect("a store");
}

/// Puts reports without texts and digest into the contributions of bodies by name, as an older version kept them.
pub async fn keep_numbers_only(store: &Store, report: &str) {
    const KEEP: &str = "UPDATE contribution SET report = $1, report_sha256 = NULL WHERE report IS NOT NULL";
    alone!(store, db => sqlx::query(KEEP).bind(report).execute(db).await.map(|_| ())).expect("a store");
}

/// A report to keep, with that text instead of a value.
pub fn report(text: &str) -> NewSubmittedReport {
    NewSubmittedReport {
        model_id: "model".into(),
        model_version: 1,
        engine: 1,
        report: text.into(),
        sha256: String::new(),
        score: "{}".into(),
        score_sha256: String::new(),
    }
}

/// An open round named after its id.
pub async fn round(store: &Store, id: &str) -> RoundId {
    store
        .write(async |tx| {
            tx.insert_round(&RoundRow {
                id: id.into(),
                slug: id.into(),
                title: id.into(),
                opened_at: 0,
                closed_at: None,
                model_id: "model".into(),
                model_version: 1,
            })
            .await
        })
        .await
        .expect("a round");
    id.into()
}

/// A proposal made at the beginning of time.
pub fn proposal(
    id: &str,
    round: &RoundId,
    body: &OrganisationId,
    recipient: &str,
    level: &str,
    by: &AccountId,
) -> NewConsent {
    NewConsent {
        id: id.into(),
        round_id: round.as_str().into(),
        organisation_id: body.as_str().into(),
        recipient: recipient.into(),
        level: level.into(),
        text_version: 1,
        proposed_by: by.as_str().into(),
        proposed_at: 0,
        words: String::new(),
    }
}

/// A person of a body since the beginning of time.
pub async fn member(store: &Store, account: &AccountId, body: &OrganisationId, role: &str) {
    store
        .write(async |tx| tx.insert_membership(account, body, role, 0).await)
        .await
        .expect("a membership");
}

/// The closing of a round in which nobody took part, the first of all.
pub fn no_closing(round: &RoundId) -> RoundClosing {
    RoundClosing {
        round: round.clone(),
        closed_at: Timestamp(5_000),
        consents: Vec::new(),
        latest: Vec::new(),
        closings: 0,
        contributions: Vec::new(),
        uses: Vec::new(),
        bytes: "{}".into(),
        sha256: "digest".into(),
        names: ("{}".into(), "digest".into()),
        basis: "{}".into(),
    }
}

/// Gives a person these roles in an organisation and no others, with a credential that everybody trusts.
pub async fn set_roles(
    store: &Store,
    account: &AccountId,
    organisation: &OrganisationId,
    roles: &[&str],
    now: i64,
) {
    let now = Timestamp(now);
    let trusted = store.reader().givers(account, now).await.expect("a store");
    let terms = CredentialTerms {
        trusted: &trusted,
        link: None,
        invites: false,
        now,
    };
    let changed = store
        .write(async |tx| tx.set_roles(account, organisation, roles, "", terms).await)
        .await
        .expect("a store");
    if changed == PeopleChange::NoMember {
        for role in roles {
            store
                .write(async |tx| tx.insert_membership(account, organisation, role, now.0).await)
                .await
                .expect("a store");
        }
    } else {
        assert!(matches!(changed, PeopleChange::Done(_)), "{changed:?}");
    }
}
