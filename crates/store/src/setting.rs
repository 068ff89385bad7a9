//! Facts about the instance.

use crate::backend::{read, write};
use crate::{Result, Store};

const GET: &str = "SELECT value FROM setting WHERE name = $1";
const SET: &str = "INSERT INTO setting (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

impl Store {
    /// The value of a setting, if it was ever set.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(read!(self, pool => sqlx::query_scalar(GET).bind(name).fetch_optional(pool).await)?)
    }

    /// Sets a setting.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<()> {
        write!(self, pool => sqlx::query(SET).bind(name).bind(value).execute(pool).await.map(|_| ()))?;
        Ok(())
    }
}
