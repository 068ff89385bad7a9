//! Facts about the instance.

use crate::tx::statement;
use crate::{Reader, Result, Tx};

const GET: &str = "SELECT value FROM setting WHERE name = $1";
const SET: &str = "INSERT INTO setting (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

impl Reader {
    /// The value of a setting, if it was ever set.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(GET).bind(name).fetch_optional(db).await)?)
    }
}

impl Tx {
    /// Sets a setting.
    pub async fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        statement!(self, db => sqlx::query(SET).bind(name).bind(value).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
