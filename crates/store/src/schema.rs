//! Both databases have the same tables, however they came to them.
//!
//! What a schema is made of is read as one line each: columns with type and default, keys, indexes with their conditions, tables with
//! triggers, views. What is not read the same from both (a check, an index of an expression) makes them differ, and is added here first.

use std::collections::BTreeSet;

use crate::Store;
use crate::backend::Backend;
use crate::testing::{on_both, postgres, remove, run, sqlite};

const SQLITE: &str = r#"
SELECT 'column ' || t.name || '.' || c.name || ' ' || CASE lower(c.type) WHEN 'blob' THEN 'bytea' ELSE c.type END
    || CASE c."notnull" WHEN 1 THEN ' not null' ELSE '' END || COALESCE(' default ' || c.dflt_value, '')
FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table'
UNION ALL
SELECT CASE i.origin WHEN 'pk' THEN 'primary key' WHEN 'u' THEN 'unique' ELSE 'index ' || i.name END || ' on ' || t.name
    || CASE WHEN i.origin = 'c' AND i."unique" = 1 THEN ' unique' ELSE '' END || ': '
    || (SELECT group_concat(k.part, ', ') FROM (SELECT COALESCE(x.name, 'expression') || CASE x."desc" WHEN 1 THEN ' desc' ELSE '' END AS part
        FROM pragma_index_xinfo(i.name) x WHERE x.key = 1 ORDER BY x.seqno) k)
    || CASE i.partial WHEN 1 THEN (SELECT substr(s.sql, instr(s.sql, ' WHERE ')) FROM sqlite_master s WHERE s.name = i.name) ELSE '' END
FROM sqlite_master t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'
UNION ALL
SELECT 'foreign key of ' || t.name || ': ' || group_concat(f."from" || ' to ' || f."table" || '.' || f."to", ', ')
    || ' on delete ' || f.on_delete || ' on update ' || f.on_update
FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' GROUP BY t.name, f.id
UNION ALL
SELECT DISTINCT 'trigger on ' || tbl_name FROM sqlite_master WHERE type = 'trigger'
UNION ALL
SELECT 'view ' || name FROM sqlite_master WHERE type = 'view'
"#;

const POSTGRES: &str = r"
SELECT 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || COALESCE(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid AND t.relkind IN ('r', 'p')
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE t.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' ELSE 'index ' || i.relname END || ' on ' || t.relname
    || CASE WHEN c.contype IS NULL AND x.indisunique THEN ' unique' ELSE '' END || ': '
    || (SELECT string_agg(pg_get_indexdef(x.indexrelid, k.n, TRUE) || CASE x.indoption[k.n - 1] & 1 WHEN 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.n)
        FROM generate_series(1, x.indnkeyatts) k (n))
    || COALESCE(' where ' || pg_get_expr(x.indpred, x.indrelid), '')
FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype IN ('p', 'u')
WHERE t.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'foreign key of ' || t.relname || ': '
    || (SELECT string_agg(a.attname || ' to ' || f.relname || '.' || b.attname, ', ' ORDER BY k.n)
        FROM unnest(c.conkey, c.confkey) WITH ORDINALITY k (own, other, n)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other)
    || ' on delete ' || r.words[strpos('arcnd', c.confdeltype::text)] || ' on update ' || r.words[strpos('arcnd', c.confupdtype::text)]
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid,
    (SELECT ARRAY['no action', 'restrict', 'cascade', 'set null', 'set default'] AS words) r
WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
UNION ALL
SELECT 'check on ' || t.relname || ': ' || pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype IN ('c', 'x') AND c.connamespace = current_schema()::regnamespace
UNION ALL
SELECT DISTINCT 'trigger on ' || t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND t.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'view ' || relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = current_schema()::regnamespace
";

/// What only one database has, by the beginning of its lines: the table of sqlx itself, which each of its drivers writes differently.
const OWN: [&str; 1] = ["column _sqlx_migrations."];

async fn schema(store: &Store) -> BTreeSet<String> {
    let lines: Vec<String> = match &store.backend {
        Backend::Sqlite { reader, .. } => sqlx::query_scalar(SQLITE).fetch_all(reader).await,
        Backend::Postgres(pool) => sqlx::query_scalar(POSTGRES).fetch_all(pool).await,
    }
    .expect("a schema");
    let lines = lines.iter().map(|line| plain(line));
    lines
        .filter(|line| !line.contains("sqlite_") && !OWN.iter().any(|own| line.starts_with(own)))
        .collect()
}

/// PostgreSQL writes conditions and defaults in its own way, with casts and more brackets; capitals and brackets are not compared.
fn plain(line: &str) -> String {
    let mut line = line.to_lowercase();
    for own in ["::text", "::bigint", "::boolean", "(", ")"] {
        line = line.replace(own, "");
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (one, other) = (sqlite().await, postgres().await);
    let (on_sqlite, on_postgres) = (schema(&one).await, schema(&other).await);
    assert!(on_sqlite.contains("primary key on account: id"), "{on_sqlite:?}");
    let differing: Vec<_> = on_sqlite.symmetric_difference(&on_postgres).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    remove(one).await;
    remove(other).await;
}

on_both! {
    /// Each kind of line is read as it is written here, so that what differs in it is seen.
    async fn a_schema_is_read_whole(store: &Store) {
        let before = schema(store).await;
        run(store, "
            CREATE TABLE odd (
                id TEXT NOT NULL, place BIGINT NOT NULL DEFAULT 7, share DOUBLE PRECISION, seen BOOLEAN NOT NULL DEFAULT FALSE,
                words TEXT NOT NULL DEFAULT 'none', account TEXT REFERENCES account (id) ON DELETE CASCADE,
                PRIMARY KEY (id, place), UNIQUE (words, id)
            );
            CREATE TABLE even (id TEXT NOT NULL, place BIGINT NOT NULL, FOREIGN KEY (id, place) REFERENCES odd (id, place));
            CREATE INDEX odd_seen ON odd (seen, share DESC) WHERE seen = TRUE AND (share IS NULL OR place > 3);
            CREATE UNIQUE INDEX odd_words ON odd (words);
            CREATE VIEW odd_words_only AS SELECT words FROM odd;
        ").await;
        let after = schema(store).await;
        assert!(before.is_subset(&after));
        let new: Vec<&str> = after.difference(&before).map(String::as_str).collect();
        assert_eq!(new, [
            "column even.id text not null",
            "column even.place bigint not null",
            "column odd.account text",
            "column odd.id text not null",
            "column odd.place bigint not null default 7",
            "column odd.seen boolean not null default false",
            "column odd.share double precision",
            "column odd.words text not null default 'none'",
            "foreign key of even: id to odd.id, place to odd.place on delete no action on update no action",
            "foreign key of odd: account to account.id on delete cascade on update no action",
            "index odd_seen on odd: seen, share desc where seen = true and share is null or place > 3",
            "index odd_words on odd unique: words",
            "primary key on odd: id, place",
            "unique on odd: words, id",
            "view odd_words_only",
        ]);
    }
}
