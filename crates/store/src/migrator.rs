//! The migrations of each database: those of `migrations/common`, which both understand, and those in the folder of its own, in the
//! order of their numbers.
//!
//! A new one goes to `common`; or, under one number, to both of the others, where each database needs its own words.

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

static COMMON: Migrator = sqlx::migrate!("../../migrations/common");
static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// What brings a SQLite database to this version.
pub(crate) fn sqlite() -> Migrator {
    with_common(&SQLITE, "postgres")
}

/// What brings a PostgreSQL database to this version.
pub(crate) fn postgres() -> Migrator {
    with_common(&POSTGRES, "sqlite")
}

fn with_common(own: &Migrator, other: &str) -> Migrator {
    let common = COMMON.iter().map(|migration| as_applied(migration, other));
    Migrator::with_migrations(common.chain(own.iter().cloned()).collect())
}

/// The text as databases have it on record, by its digest: where a migration was once kept for each database, its first line named the
/// file of the other.
fn as_applied(migration: &Migration, other: &str) -> Migration {
    let text = migration
        .sql
        .as_str()
        .replacen("migrations/OTHER/", &format!("migrations/{other}/"), 1);
    Migration::new(
        migration.version,
        migration.description.clone(),
        migration.migration_type,
        AssertSqlSafe(text).into_sql_str(),
        migration.no_tx,
    )
}

#[cfg(test)]
mod tests {

    use super::*;

    /// The beginnings of the digests that databases have on record, by number: SQLite, PostgreSQL. What was released is not changed; a
    /// new migration gets a line at its release.
    const APPLIED: [(i64, &str, &str); 8] = [
        (1, "e22f6c759efff7e5", "2f2a59fa07958c5f"),
        (2, "84902d0a48cc7a2b", "ab7ce3f3b89954a9"),
        (3, "f41b7c82ff1deb73", "415005268a41c1f9"),
        (4, "7d09d85893c2df70", "7d09d85893c2df70"),
        (5, "8db18d22d0be7019", "798b9f9983fde35e"),
        (6, "c4e1dfa5068061c6", "d9c77b260720d479"),
        (7, "180f343451769120", "bdd71fb5de814ff2"),
        (8, "094372d3cc9b601c", "a16dada3f31ede9c"),
    ];

    fn digest(migrations: &Migrator, version: i64) -> String {
        let found = migrations.iter().find(|migration| migration.version == version);
        hex::encode(&found.expect("a migration of that number").checksum[..8])
    }

    #[test]
    fn what_databases_have_on_record_is_unchanged() {
        let (sqlite, postgres) = (sqlite(), postgres());
        for (version, on_sqlite, on_postgres) in APPLIED {
            assert_eq!(digest(&sqlite, version), on_sqlite, "{version} on SQLite");
            assert_eq!(digest(&postgres, version), on_postgres, "{version} on PostgreSQL");
        }
    }

    #[test]
    fn both_databases_count_the_same_steps_each_once() {
        let versions = |migrator: Migrator| -> Vec<i64> { migrator.iter().map(|own| own.version).collect() };
        let (sqlite, postgres) = (versions(sqlite()), versions(postgres()));
        assert!(sqlite.is_sorted_by(|one, next| one < next), "{sqlite:?}");
        assert_eq!(sqlite, postgres);
    }
}
