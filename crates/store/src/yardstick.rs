//! The least that a database can do to keep one more answer: what `make bench` measures saving an answer by. Nothing but a statement, on a
//! connection of its own, with the same durability as everywhere, one at a time.

use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::backend::Backend;
use crate::{Result, Store};

const ROWS: &str = "INSERT INTO answer
        (assessment_id, practice_id, answer, note, evidence, reason, approved_by, version, answered_by, answered_at)
    SELECT id, $1, 'partly', 'saved 1 times', 'interview', '', NULL, 1, created_by, 0
    FROM assessment WHERE submitted_at IS NULL ORDER BY id LIMIT 1";
const REMOVE: &str = "DELETE FROM answer WHERE practice_id LIKE 'yardstick-%'";

/// A connection that inserts answers into the first open assessment, and takes them back at the end.
#[derive(Debug)]
pub struct Yardstick(Own);

#[derive(Debug)]
enum Own {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Store {
    /// Opens a connection beside the others.
    pub async fn yardstick(&self) -> Result<Yardstick> {
        Ok(Yardstick(match &self.backend {
            Backend::Sqlite { reader, .. } => {
                Own::Sqlite(SqliteConnection::connect_with(&reader.connect_options()).await?)
            }
            Backend::Postgres(pool) => {
                Own::Postgres(PgConnection::connect_with(&pool.connect_options()).await?)
            }
        }))
    }
}

impl Yardstick {
    /// Keeps one more answer, and waits until it is on the disk.
    pub async fn insert(&mut self, number: u64) -> Result<()> {
        let practice = format!("yardstick-{number}");
        match &mut self.0 {
            Own::Sqlite(db) => sqlx::query(ROWS).bind(practice).execute(db).await.map(|_| ())?,
            Own::Postgres(db) => sqlx::query(ROWS).bind(practice).execute(db).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Removes what was inserted.
    pub async fn remove(mut self) -> Result<()> {
        match &mut self.0 {
            Own::Sqlite(db) => sqlx::query(REMOVE).execute(db).await.map(|_| ())?,
            Own::Postgres(db) => sqlx::query(REMOVE).execute(db).await.map(|_| ())?,
        }
        Ok(())
    }
}
