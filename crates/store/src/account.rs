//! Accounts, and the one-time links with which a password is set.

use domain::id::AccountId;
use domain::timestamp::Timestamp;

use crate::backend::{read, transaction, write};
use crate::{Result, Store};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    /// UUIDv7.
    pub id: String,
    /// Lower case, unique.
    pub email: String,
    /// As the person writes it.
    pub name: String,
    /// PHC string, or nothing until a password is set.
    pub password_hash: Option<String>,
    /// BCP 47 tag, or empty while nobody has chosen one.
    pub language: String,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PasswordLinkRow {
    /// Whose password it sets.
    pub account_id: String,
    /// The account that gave it out, or what else did.
    pub created_by: String,
    /// Unix milliseconds.
    pub expires_at: i64,
    /// Unix milliseconds, once used.
    pub used_at: Option<i64>,
}

const INSERT: &str = "INSERT INTO account (id, email, name, password_hash, language, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const BY_EMAIL: &str =
    "SELECT id, email, name, password_hash, language, created_at FROM account WHERE email = $1";
const BY_ID: &str = "SELECT id, email, name, password_hash, language, created_at FROM account WHERE id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM account";
const SET_PASSWORD: &str = "UPDATE account SET password_hash = $2 WHERE id = $1";
const SET_LANGUAGE: &str = "UPDATE account SET language = $2 WHERE id = $1";
/// Changes nothing for somebody who chose one.
const TAKE_UP_LANGUAGE: &str = "UPDATE account SET language = $2 WHERE id = $1 AND language = ''";
const SET_NAME: &str = "UPDATE account SET name = $2 WHERE id = $1";
const INSERT_LINK: &str =
    "INSERT INTO password_link (secret_hash, account_id, created_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5)";
/// A new link makes the older ones of the account worthless.
const EXPIRE_LINKS: &str = "UPDATE password_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";
const LINK: &str =
    "SELECT account_id, created_by, expires_at, used_at FROM password_link WHERE secret_hash = $1";
/// Only one of two people who open the same link at once gets a row back.
const USE_LINK: &str = "UPDATE password_link SET used_at = $2
    WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING account_id";

impl Store {
    /// Adds an account. [`Duplicate`](crate::Error::Duplicate) if the address is taken.
    pub async fn insert_account(&self, account: &AccountRow) -> Result<()> {
        write!(self, pool => sqlx::query(INSERT)
            .bind(&account.id).bind(&account.email).bind(&account.name).bind(&account.password_hash)
            .bind(&account.language).bind(account.created_at)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// The account with that address (lower case).
    pub async fn account_by_email(&self, email: &str) -> Result<Option<AccountRow>> {
        Ok(read!(self, pool => sqlx::query_as(BY_EMAIL).bind(email).fetch_optional(pool).await)?)
    }

    /// The account with that id.
    pub async fn account(&self, id: &AccountId) -> Result<Option<AccountRow>> {
        Ok(read!(self, pool => sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(pool).await)?)
    }

    /// How many accounts there are.
    pub async fn count_accounts(&self) -> Result<i64> {
        Ok(read!(self, pool => sqlx::query_scalar(COUNT).fetch_one(pool).await)?)
    }

    /// Sets a password by its hash.
    pub async fn set_password(&self, id: &AccountId, hash: &str) -> Result<()> {
        write!(self, pool => sqlx::query(SET_PASSWORD).bind(id.as_str()).bind(hash)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Changes a password: every other session of the account ends and no link that was given out works any longer.
    pub async fn change_password(
        &self,
        id: &AccountId,
        hash: &str,
        kept_session: &str,
        now: Timestamp,
    ) -> Result<()> {
        transaction!(self, tx => {
            sqlx::query(SET_PASSWORD).bind(id.as_str()).bind(hash).execute(&mut *tx).await?;
            sqlx::query(crate::session::DELETE_OTHERS_OF_ACCOUNT).bind(id.as_str()).bind(kept_session)
                .execute(&mut *tx).await?;
            sqlx::query(EXPIRE_LINKS).bind(id.as_str()).bind(now.0).execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// Remembers the language of an account.
    pub async fn set_language(&self, id: &AccountId, language: &str) -> Result<()> {
        write!(self, pool => sqlx::query(SET_LANGUAGE).bind(id.as_str()).bind(language)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Remembers the language of an account that has none yet.
    pub async fn take_up_language(&self, id: &AccountId, language: &str) -> Result<()> {
        write!(self, pool => sqlx::query(TAKE_UP_LANGUAGE).bind(id.as_str()).bind(language)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Changes the name of an account.
    pub async fn set_name(&self, id: &AccountId, name: &str) -> Result<()> {
        write!(self, pool => sqlx::query(SET_NAME).bind(id.as_str()).bind(name)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Keeps a new link and makes the account's older ones worthless.
    pub async fn insert_password_link(
        &self,
        secret_hash: &str,
        account: &AccountId,
        created_by: &str,
        created_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        transaction!(self, tx => {
            sqlx::query(EXPIRE_LINKS).bind(account.as_str()).bind(created_at.0).execute(&mut *tx).await?;
            sqlx::query(INSERT_LINK).bind(secret_hash).bind(account.as_str()).bind(created_by)
                .bind(created_at.0).bind(expires_at.0).execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// The link with that secret.
    pub async fn password_link(&self, secret_hash: &str) -> Result<Option<PasswordLinkRow>> {
        Ok(read!(self, pool => sqlx::query_as(LINK).bind(secret_hash).fetch_optional(pool).await)?)
    }

    /// Uses a link, sets the password, ends every session of the account and forgets where it was used, all or nothing. Gives back the account,
    /// or nothing if the link was used before or has expired.
    pub async fn use_password_link(
        &self,
        secret_hash: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<Option<AccountId>> {
        transaction!(self, tx => {
            let account: Option<String> = sqlx::query_scalar(USE_LINK)
                .bind(secret_hash).bind(now.0).fetch_optional(&mut *tx).await?;
            let Some(account) = account else { return Ok(None) };
            sqlx::query(SET_PASSWORD).bind(&account).bind(password_hash).execute(&mut *tx).await?;
            sqlx::query(crate::session::DELETE_ALL_OF_ACCOUNT).bind(&account).execute(&mut *tx).await?;
            // Whoever was at home in the account until now need not be its owner.
            sqlx::query(crate::known::FORGET_BROWSERS).bind(&account).execute(&mut *tx).await?;
            sqlx::query(crate::known::FORGET_NETWORKS).bind(&account).execute(&mut *tx).await?;
            Ok(Some(AccountId::from(account)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, on_both};

    on_both! {
        async fn an_address_is_taken_once(store: &Store) {
            account(store, "amal").await;
            let again = AccountRow { id: "other".into(), ..store.account(&"amal".into()).await.unwrap().unwrap() };
            assert!(matches!(store.insert_account(&again).await, Err(crate::Error::Duplicate)));
            assert_eq!(store.count_accounts().await.unwrap(), 1);
        }

        async fn a_link_works_once_and_only_the_newest(store: &Store) {
            let amal = account(store, "amal").await;
            let (now, later) = (Timestamp(1_000), Timestamp(9_000));
            store.insert_password_link("old", &amal, "lead", now, later).await.unwrap();
            store.insert_password_link("new", &amal, "lead", Timestamp(1_001), later).await.unwrap();
            let used = |secret: &'static str, at| store.use_password_link(secret, "hash", Timestamp(at));
            assert_eq!(used("old", 2_000).await.unwrap(), None);
            assert_eq!(used("new", 9_000).await.unwrap(), None);
            assert_eq!(used("new", 2_000).await.unwrap(), Some(amal.clone()));
            assert_eq!(used("new", 2_001).await.unwrap(), None);
            let stored = store.account(&amal).await.unwrap().unwrap();
            assert_eq!(stored.password_hash.as_deref(), Some("hash"));
        }

        async fn a_changed_password_makes_links_worthless(store: &Store) {
            let amal = account(store, "amal").await;
            store.insert_password_link("link", &amal, "lead", Timestamp(1), Timestamp(9_000)).await.unwrap();
            assert_eq!(store.password_link("link").await.unwrap().unwrap().created_by, "lead");
            store.change_password(&amal, "own", "session", Timestamp(2)).await.unwrap();
            assert_eq!(store.use_password_link("link", "hash", Timestamp(3)).await.unwrap(), None);
            let stored = store.account(&amal).await.unwrap().unwrap();
            assert_eq!(stored.password_hash.as_deref(), Some("own"));
        }
    }
}
