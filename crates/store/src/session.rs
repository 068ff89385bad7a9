//! Sessions: the store behind `tower-sessions`, with the account as a column, so that a person can see and end theirs.

use async_trait::async_trait;
use domain::id::AccountId;
use domain::timestamp::Timestamp;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use crate::tx::statement;
use crate::{Reader, Store, Tx};

/// The key in a session's data under which the account's id is kept.
pub const ACCOUNT_KEY: &str = "account";

/// The keys under which it is kept when somebody signed in, and was last seen.
const SIGNED_IN_KEY: &str = "signed_in_at";
const SEEN_KEY: &str = "seen_at";

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// Hash of the session's id, fit for a form: the id itself cannot be found from it.
    pub id_hash: String,
    /// What the session holds (JSON).
    pub data: String,
    /// Unix milliseconds.
    pub expires_at: i64,
}

const CREATE: &str = "INSERT INTO session (id_hash, account_id, data, expires_at) VALUES ($1, $2, $3, $4)";
/// Changes nothing if the session was ended meanwhile: a request that is still under way must not bring it back.
const SAVE: &str = "UPDATE session SET account_id = $2, data = $3, expires_at = $4 WHERE id_hash = $1";
const LOAD: &str = "SELECT id_hash, data, expires_at FROM session WHERE id_hash = $1";
const DELETE: &str = "DELETE FROM session WHERE id_hash = $1";
const DELETE_OF_ACCOUNT: &str = "DELETE FROM session WHERE id_hash = $1 AND account_id = $2";
pub(crate) const DELETE_ALL_OF_ACCOUNT: &str = "DELETE FROM session WHERE account_id = $1";
pub(crate) const DELETE_OTHERS_OF_ACCOUNT: &str =
    "DELETE FROM session WHERE account_id = $1 AND id_hash <> $2";
const OF_ACCOUNT: &str = "SELECT id_hash, data, expires_at FROM session
    WHERE account_id = $1 AND expires_at > $2 ORDER BY expires_at DESC, id_hash";
const DELETE_EXPIRED: &str = "DELETE FROM session WHERE expires_at <= $1";

/// The most sessions of one person: a PC at the office and one at home, a telephone, and some that were forgotten; more are a mistake or
/// a thief's. With one more the session that was not used for the longest time ends.
pub const MOST_SESSIONS: i64 = 10;
const END_SURPLUS: &str = "DELETE FROM session WHERE account_id = $1 AND id_hash NOT IN (
    SELECT id_hash FROM session WHERE account_id = $1 ORDER BY expires_at DESC, id_hash LIMIT $2)";

/// The session store handed to `tower-sessions`.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

/// The hash under which a session is kept, from its id as text.
pub fn session_hash(id: &str) -> String {
    hex::encode(Sha256::digest(id))
}

fn hash_id(id: &Id) -> String {
    session_hash(&id.to_string())
}

impl Sessions {
    async fn write(&self, statement: &'static str, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let account = record.data.get(ACCOUNT_KEY).and_then(|account| account.as_str());
        let expires_at = Timestamp::from_datetime(record.expiry_date);
        let mut tx = self.0.begin().await.map_err(failed)?;
        tx.write_session(statement, (&hash_id(&record.id), account, &data), expires_at)
            .await
            .map_err(failed)?;
        if let Some(account) = account.filter(|_| statement == CREATE) {
            tx.end_surplus_sessions(account).await.map_err(failed)?;
        }
        tx.commit().await.map_err(failed)
    }
}

/// Whether nothing of a session can have changed but when it was last used.
fn is_only_seen(record: &Record) -> bool {
    let at = |key| record.data.get(key).and_then(serde_json::Value::as_i64);
    at(SEEN_KEY) > at(SIGNED_IN_KEY)
}

/// An error of the database as tower-sessions takes it: [`Error::Backend`] says that it did not answer, and may do so in a moment.
fn failed(error: crate::Error) -> Error {
    if error.is_passing() {
        Error::Backend(error.to_string())
    } else {
        Error::Decode(error.to_string())
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.write(CREATE, record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        match self.write(SAVE, record).await {
            // tower-sessions would put an error in the place of an answer to something that was done. It is noted at the next request.
            Err(Error::Backend(cause)) if is_only_seen(record) => {
                tracing::warn!(%cause, "that a session is in use could not be noted");
                Ok(())
            }
            result => result,
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = self.0.reader().session(&hash_id(id)).await.map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = Timestamp(row.expires_at).datetime();
        // The trait has no clock; whoever reads the account out of a session checks its age against the injected one.
        #[expect(
            clippy::disallowed_methods,
            reason = "tower-sessions asks stores to hide expired records"
        )]
        let now = OffsetDateTime::now_utc();
        Ok((expiry_date > now).then_some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.0.begin().await.map_err(failed)?;
        tx.delete_session(&hash_id(id)).await.map_err(failed)?;
        tx.commit().await.map_err(failed)
    }
}

impl Reader {
    async fn session(&mut self, id_hash: &str) -> crate::Result<Option<SessionRow>> {
        Ok(statement!(self, db => sqlx::query_as(LOAD).bind(id_hash).fetch_optional(db).await)?)
    }

    /// The sessions of an account that have not expired, the newest first.
    pub async fn sessions(&mut self, account: &AccountId, now: Timestamp) -> crate::Result<Vec<SessionRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(OF_ACCOUNT).bind(account.as_str()).bind(now.0)
            .fetch_all(db).await)?,
        )
    }
}

impl Tx {
    async fn write_session(
        &mut self,
        statement: &'static str,
        (id_hash, account, data): (&str, Option<&str>, &str),
        expires_at: Timestamp,
    ) -> crate::Result<()> {
        statement!(self, db => sqlx::query(statement).bind(id_hash).bind(account).bind(data)
            .bind(expires_at.0).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    async fn end_surplus_sessions(&mut self, account: &str) -> crate::Result<()> {
        statement!(self, db => sqlx::query(END_SURPLUS).bind(account).bind(MOST_SESSIONS).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    async fn delete_session(&mut self, id_hash: &str) -> crate::Result<()> {
        statement!(self, db => sqlx::query(DELETE).bind(id_hash).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Ends one session of an account.
    ///
    /// Gives back how many there were.
    pub async fn end_session(&mut self, account: &AccountId, id_hash: &str) -> crate::Result<u64> {
        Ok(
            statement!(self, db => sqlx::query(DELETE_OF_ACCOUNT).bind(id_hash).bind(account.as_str())
            .execute(db).await.map(|done| done.rows_affected()))?,
        )
    }

    /// Ends every session of an account but the one kept. Gives back how many there were.
    pub async fn end_other_sessions(&mut self, account: &AccountId, kept: &str) -> crate::Result<u64> {
        Ok(
            statement!(self, db => sqlx::query(DELETE_OTHERS_OF_ACCOUNT).bind(account.as_str()).bind(kept)
            .execute(db).await.map(|done| done.rows_affected()))?,
        )
    }

    /// Ends every session of an account. Gives back how many there were.
    pub async fn end_all_sessions(&mut self, account: &AccountId) -> crate::Result<u64> {
        Ok(
            statement!(self, db => sqlx::query(DELETE_ALL_OF_ACCOUNT).bind(account.as_str())
            .execute(db).await.map(|done| done.rows_affected()))?,
        )
    }

    /// Removes expired sessions.
    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> crate::Result<()> {
        statement!(self, db => sqlx::query(DELETE_EXPIRED).bind(now.0).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, on_both};

    fn record(account: &AccountId, expiry_date: OffsetDateTime) -> Record {
        let data = [(ACCOUNT_KEY.to_owned(), account.as_str().into())].into();
        Record {
            id: Id::default(),
            data,
            expiry_date,
        }
    }

    on_both! {
        async fn a_session_is_kept_until_it_ends(store: &Store) {
            let amal = account(store, "amal").await;
            let sessions = Sessions(store.clone());
            let mut live = record(&amal, Timestamp(32_503_680_000_000).datetime());
            let mut expired = record(&amal, Timestamp(1_000).datetime());
            sessions.create(&mut live).await.unwrap();
            sessions.create(&mut expired).await.unwrap();
            assert_eq!(sessions.load(&live.id).await.unwrap(), Some(live.clone()));
            assert_eq!(sessions.load(&expired.id).await.unwrap(), None);
            let listed = store.reader().sessions(&amal, Timestamp(2_000)).await.unwrap();
            assert_eq!(listed.len(), 1);
            assert_eq!(listed[0].id_hash, hash_id(&live.id));
            store.write(async |tx| tx.end_session(&"somebody else".into(), &listed[0].id_hash).await).await.unwrap();
            assert!(sessions.load(&live.id).await.unwrap().is_some());
            store.write(async |tx| tx.end_session(&amal, &listed[0].id_hash).await).await.unwrap();
            assert_eq!(sessions.load(&live.id).await.unwrap(), None);
            // A request that had loaded it before saves what it noted.
            sessions.save(&live).await.unwrap();
            assert_eq!(sessions.load(&live.id).await.unwrap(), None);
        }

        async fn with_one_too_many_the_least_used_ends(store: &Store) {
            let (amal, badr) = (account(store, "amal").await, account(store, "badr").await);
            let sessions = Sessions(store.clone());
            let far = |later: i64| Timestamp(32_503_680_000_000 + later).datetime();
            let mut of_badr = record(&badr, far(0));
            sessions.create(&mut of_badr).await.unwrap();
            let mut of_amal = Vec::new();
            for number in 0..MOST_SESSIONS {
                let mut one = record(&amal, far(number));
                sessions.create(&mut one).await.unwrap();
                of_amal.push(one);
            }
            // Used again, the first is no longer the least used.
            of_amal[0].expiry_date = far(99);
            sessions.save(&of_amal[0]).await.unwrap();
            sessions.create(&mut record(&amal, far(100))).await.unwrap();
            let left = store.reader().sessions(&amal, Timestamp(0)).await.unwrap();
            assert_eq!(i64::try_from(left.len()).unwrap(), MOST_SESSIONS);
            assert!(sessions.load(&of_amal[0].id).await.unwrap().is_some());
            assert!(sessions.load(&of_amal[1].id).await.unwrap().is_none());
            assert!(sessions.load(&of_badr.id).await.unwrap().is_some());
            assert_eq!(store.write(async |tx| tx.end_all_sessions(&amal).await).await.unwrap(), 10);
            assert!(sessions.load(&of_amal[0].id).await.unwrap().is_none());
            assert!(sessions.load(&of_badr.id).await.unwrap().is_some());
        }

        async fn what_was_done_is_not_undone_by_a_session_that_cannot_be_noted(store: &Store) {
            let amal = account(store, "amal").await;
            let sessions = Sessions(store.clone());
            let far = Timestamp(32_503_680_000_000).datetime();
            let with = |record: &Record, signed_in: i64, seen: i64| {
                let mut record = record.clone();
                record.data.insert(SIGNED_IN_KEY.to_owned(), signed_in.into());
                record.data.insert(SEEN_KEY.to_owned(), seen.into());
                record
            };
            let mut record = record(&amal, far);
            sessions.create(&mut record).await.unwrap();
            assert!(!is_only_seen(&record) && !is_only_seen(&with(&record, 1, 1)));
            assert!(is_only_seen(&with(&record, 1, 2)));
        }

        async fn the_others_end_and_the_old_are_removed(store: &Store) {
            let (amal, badr) = (account(store, "amal").await, account(store, "badr").await);
            let sessions = Sessions(store.clone());
            let far = Timestamp(32_503_680_000_000).datetime();
            let (mut kept, mut other) = (record(&amal, far), record(&amal, far));
            let (mut of_badr, mut old) = (record(&badr, far), record(&amal, Timestamp(1_000).datetime()));
            for record in [&mut kept, &mut other, &mut of_badr, &mut old] {
                sessions.create(record).await.unwrap();
            }
            store.write(async |tx| tx.end_other_sessions(&amal, &hash_id(&kept.id)).await).await.unwrap();
            assert!(sessions.load(&kept.id).await.unwrap().is_some());
            assert!(sessions.load(&other.id).await.unwrap().is_none());
            assert!(sessions.load(&of_badr.id).await.unwrap().is_some());
            sessions.create(&mut old).await.unwrap();
            store.write(async |tx| tx.delete_expired_sessions(Timestamp(1_000)).await).await.unwrap();
            let left = store.reader().sessions(&amal, Timestamp(0)).await.unwrap();
            assert_eq!(left.len(), 1);
        }
    }
}
