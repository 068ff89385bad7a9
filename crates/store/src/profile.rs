//! The profiles of election bodies.

use domain::id::{AccountId, OrganisationId};
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// A body's profile.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProfileRow {
    /// [`Profile`](domain::assess::profile::Profile) as JSON.
    pub profile: String,
    /// Raised by each change, from 1.
    pub version: i64,
    /// The account that changed it last.
    pub updated_by: String,
    /// Unix milliseconds.
    pub updated_at: i64,
}

const GET: &str =
    "SELECT profile, version, updated_by, updated_at FROM body_profile WHERE organisation_id = $1";
/// Gives no row back if somebody else changed the profile since the version that the change was made on.
const SAVE: &str = "INSERT INTO body_profile (organisation_id, profile, version, updated_by, updated_at)
    VALUES ($1, $2, 1, $3, $4)
    ON CONFLICT (organisation_id) DO UPDATE SET
        profile = excluded.profile, version = body_profile.version + 1,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at
        WHERE body_profile.version = $5
    RETURNING version";

impl Reader {
    /// The profile of a body, once it has one.
    pub async fn profile(&mut self, organisation: &OrganisationId) -> Result<Option<ProfileRow>> {
        Ok(statement!(self, db => sqlx::query_as(GET).bind(organisation.as_str()).fetch_optional(db).await)?)
    }
}

impl Tx {
    /// Saves a profile that was changed on version `on` (0 for the first). Gives back the new version, or nothing if
    /// somebody else was faster.
    pub async fn save_profile(
        &mut self,
        organisation: &OrganisationId,
        profile: &str,
        on: i64,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<Option<i64>> {
        Ok(statement!(self, db => sqlx::query_scalar(SAVE)
            .bind(organisation.as_str()).bind(profile).bind(by.as_str()).bind(now.0).bind(on)
            .fetch_optional(db).await)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both};

    on_both! {
        async fn the_second_of_two_changes_on_one_version_is_refused(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            let save = async |text: &'static str, on| store.write(async |tx| tx.save_profile(&own, text, on, &amal, Timestamp(1)).await).await;
            assert_eq!(save("a", 0).await.unwrap(), Some(1));
            assert_eq!(save("b", 0).await.unwrap(), None);
            assert_eq!(save("c", 1).await.unwrap(), Some(2));
            assert_eq!(save("d", 1).await.unwrap(), None);
            let row = store.reader().profile(&own).await.unwrap().unwrap();
            assert_eq!((row.profile.as_str(), row.version), ("c", 2));
        }
    }
}
