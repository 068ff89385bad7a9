//! Accounts.

use domain::id::AccountId;
use domain::text::folded;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

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

pub(crate) const INSERT: &str =
    "INSERT INTO account (id, email, name, password_hash, language, created_at, folded)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const BY_EMAIL: &str = "SELECT id, email, name, password_hash, language, created_at FROM account
    WHERE email = $1 AND removed_at IS NULL";
const BY_ID: &str = "SELECT id, email, name, password_hash, language, created_at FROM account
    WHERE id = $1 AND removed_at IS NULL";
const ANY: &str = "SELECT EXISTS (SELECT 1 FROM account)";
const SET_LANGUAGE: &str = "UPDATE account SET language = $2 WHERE id = $1";
const EDIT: &str = "UPDATE account SET name = $2, language = $3, folded = $4 WHERE id = $1";
/// Changes nothing for somebody who chose one.
const TAKE_UP_LANGUAGE: &str = "UPDATE account SET language = $2 WHERE id = $1 AND language = ''";

impl Reader {
    /// The account with that address (lower case). One that was removed has none.
    pub async fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_EMAIL).bind(email).fetch_optional(db).await)?)
    }

    /// The account with that id; nothing for one that was removed.
    pub async fn account(&mut self, id: &AccountId) -> Result<Option<AccountRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(db).await)?)
    }

    /// Whether there is an account.
    pub async fn has_accounts(&mut self) -> Result<bool> {
        Ok(statement!(self, db => sqlx::query_scalar(ANY).fetch_one(db).await)?)
    }
}

impl Tx {
    /// Adds an account. [`Duplicate`](crate::Error::Duplicate) if the address is taken.
    pub async fn insert_account(&mut self, account: &AccountRow) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT)
            .bind(&account.id).bind(&account.email).bind(&account.name).bind(&account.password_hash)
            .bind(&account.language).bind(account.created_at).bind(folded(&account.name))
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Remembers the language of an account.
    pub async fn set_language(&mut self, id: &AccountId, language: &str) -> Result<()> {
        statement!(self, db => sqlx::query(SET_LANGUAGE).bind(id.as_str()).bind(language)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Changes the name and the language of an account.
    pub async fn edit_account(&mut self, id: &AccountId, name: &str, language: &str) -> Result<()> {
        statement!(self, db => sqlx::query(EDIT).bind(id.as_str()).bind(name).bind(language).bind(folded(name))
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Remembers the language of an account that has none yet.
    pub async fn take_up_language(&mut self, id: &AccountId, language: &str) -> Result<()> {
        statement!(self, db => sqlx::query(TAKE_UP_LANGUAGE).bind(id.as_str()).bind(language)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, on_both};

    on_both! {
        async fn an_address_is_taken_once(store: &Store) {
            account(store, "amal").await;
            let again = AccountRow { id: "other".into(), ..store.reader().account(&"amal".into()).await.unwrap().unwrap() };
            assert!(matches!(store.write(async |tx| tx.insert_account(&again).await).await, Err(crate::Error::Duplicate)));
            assert!(store.reader().has_accounts().await.unwrap());
        }
    }
}
