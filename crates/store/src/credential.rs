//! The credential of an account: its password, and the one-time links with which one is set. Who gave it out, in whose name
//! and when is kept, so that it can be decided who else may know it.

use domain::id::{AccountId, OrganisationId};
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PasswordLinkRow {
    /// Whose password it sets.
    pub account_id: String,
    /// The account that gave it out, or what else did.
    pub created_by: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub expires_at: i64,
    /// Unix milliseconds, once used.
    pub used_at: Option<i64>,
    /// When a newer link, a new password or the account's removal made it worthless (Unix milliseconds).
    pub replaced_at: Option<i64>,
}

/// A one-time link to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// The hash of the secret in it.
    pub secret_hash: String,
    /// The account that gives it out, or what else does.
    pub created_by: String,
    /// The organisation in whose name.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// Somebody who may know a credential of an account: whoever gave out the link with which its password was set, or a link
/// that still works.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GiverRow {
    /// The account that gave it out, or what else did; nothing for a password from before that was recorded.
    pub given_by: Option<String>,
    /// Unix milliseconds.
    pub given_at: Option<i64>,
    /// The name of the organisation in whose name it was given out.
    pub organisation: Option<String>,
    /// The same organisation's id.
    pub organisation_id: Option<String>,
    /// When the giver's own password was set (Unix milliseconds): what was done under their name before, somebody else may
    /// have done.
    pub giver_since: Option<i64>,
}

impl GiverRow {
    /// Whether both are the same act.
    pub fn is(&self, other: &Self) -> bool {
        self.given_by == other.given_by && self.given_at == other.given_at
    }
}

pub(crate) const LOCK_ACCOUNT: &str = "UPDATE account SET name = name WHERE id = $1";
const LOCK_ACCOUNT_OF_LINK: &str = "UPDATE account SET name = name
    WHERE id = (SELECT account_id FROM password_link WHERE secret_hash = $1)";
/// At the server's own console, as the demo does.
const SET_PASSWORD: &str = "UPDATE account SET password_hash = $2, credential_by = 'console' WHERE id = $1";
/// Changed by whoever knew it: who gave it out stays the same. Only in place of the one that was known: a credential that was taken away
/// meanwhile does not come back.
const CHANGE_PASSWORD: &str = "UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash = $3";
const SET_PASSWORD_BY_LINK: &str = "UPDATE account SET password_hash = $2, credential_by = $3,
    credential_for = $4, credential_given_at = $5, credential_set_at = $6 WHERE id = $1";
pub(crate) const DROP_PASSWORD: &str = "UPDATE account SET password_hash = NULL, credential_by = NULL,
    credential_for = NULL, credential_given_at = NULL, credential_set_at = $2 WHERE id = $1";
pub(crate) const HAS_PASSWORD: &str =
    "SELECT COUNT(*) FROM account WHERE id = $1 AND password_hash IS NOT NULL";
/// Whoever gave out the password first: a copy of somebody's data says of the first where their password came from.
pub(crate) const GIVERS: &str = "SELECT a.credential_by AS given_by, a.credential_given_at AS given_at,
        o.name AS organisation, a.credential_for AS organisation_id, g.credential_set_at AS giver_since, 0 AS place
    FROM account a LEFT JOIN account g ON g.id = a.credential_by
        LEFT JOIN organisation o ON o.id = a.credential_for
    WHERE a.id = $1 AND a.password_hash IS NOT NULL
    UNION ALL
    SELECT l.created_by, l.created_at, o.name, l.organisation_id, g.credential_set_at, 1
    FROM password_link l LEFT JOIN account g ON g.id = l.created_by
        LEFT JOIN organisation o ON o.id = l.organisation_id
    WHERE l.account_id = $1 AND l.used_at IS NULL AND l.replaced_at IS NULL AND l.expires_at > $2
    ORDER BY place";
pub(crate) const INSERT_LINK: &str = "INSERT INTO password_link
        (secret_hash, account_id, created_by, organisation_id, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
/// A new link, or a new password, makes the older links of the account worthless.
pub(crate) const REPLACE_LINKS: &str = "UPDATE password_link SET replaced_at = $2
    WHERE account_id = $1 AND used_at IS NULL AND replaced_at IS NULL";
const LINK: &str = "SELECT account_id, created_by, created_at, expires_at, used_at, replaced_at
    FROM password_link WHERE secret_hash = $1";
pub(crate) const LAST_LINK: &str =
    "SELECT account_id, created_by, created_at, expires_at, used_at, replaced_at
    FROM password_link WHERE account_id = $1
    ORDER BY created_at DESC, CASE WHEN replaced_at IS NULL THEN 0 ELSE 1 END, secret_hash LIMIT 1";
/// Only one of two people who open the same link at once gets a row back.
const USE_LINK: &str = "UPDATE password_link SET used_at = $2
    WHERE secret_hash = $1 AND used_at IS NULL AND replaced_at IS NULL AND expires_at > $2
    RETURNING account_id, created_by, organisation_id, created_at";

/// Who may know a credential of the account, read inside of a transaction.
macro_rules! givers {
    ($tx:ident, $account:expr, $now:expr) => {
        sqlx::query_as::<_, $crate::GiverRow>($crate::credential::GIVERS)
            .bind($account)
            .bind($now.0)
            .fetch_all(&mut *$tx)
            .await?
    };
}

/// Ends whatever lets somebody into the account without its password, or past the limits of signing in: whoever was at home in it
/// until now need not be its owner.
macro_rules! end_access {
    ($tx:ident, $account:expr) => {
        for statement in [
            $crate::session::DELETE_ALL_OF_ACCOUNT,
            $crate::known::FORGET_BROWSERS,
            $crate::known::FORGET_NETWORKS,
        ] {
            sqlx::query(statement).bind($account).execute(&mut *$tx).await?;
        }
    };
}

/// Takes every credential of the account away: password, sessions, known browsers, links.
macro_rules! reset_credential {
    ($tx:ident, $account:expr, $now:expr) => {{
        sqlx::query($crate::credential::DROP_PASSWORD)
            .bind($account)
            .bind($now.0)
            .execute(&mut *$tx)
            .await?;
        $crate::credential::end_access!($tx, $account);
        sqlx::query($crate::credential::REPLACE_LINKS)
            .bind($account)
            .bind($now.0)
            .execute(&mut *$tx)
            .await?;
    }};
}

/// Keeps a new link of the account in place of the older ones.
macro_rules! give_link {
    ($tx:ident, $account:expr, $link:expr) => {{
        sqlx::query($crate::credential::REPLACE_LINKS)
            .bind($account)
            .bind($link.created_at.0)
            .execute(&mut *$tx)
            .await?;
        sqlx::query($crate::credential::INSERT_LINK)
            .bind(&$link.secret_hash)
            .bind($account)
            .bind(&$link.created_by)
            .bind($link.organisation.as_ref().map(OrganisationId::as_str))
            .bind($link.created_at.0)
            .bind($link.expires_at.0)
            .execute(&mut *$tx)
            .await?;
    }};
}

/// The newest link of the account, as it is at that moment of the transaction.
macro_rules! last_link {
    ($tx:ident, $account:expr) => {
        sqlx::query_as::<_, $crate::PasswordLinkRow>($crate::credential::LAST_LINK)
            .bind($account)
            .fetch_optional(&mut *$tx)
            .await?
    };
}

pub(crate) use {end_access, give_link, givers, last_link, reset_credential};

impl Reader {
    /// Who may know a credential of an account: whoever gave out the password, then whoever gave out a link that still works.
    pub async fn givers(&mut self, account: &AccountId, now: Timestamp) -> Result<Vec<GiverRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(GIVERS).bind(account.as_str()).bind(now.0)
            .fetch_all(db).await)?,
        )
    }

    /// The link with that secret.
    pub async fn password_link(&mut self, secret_hash: &str) -> Result<Option<PasswordLinkRow>> {
        Ok(statement!(self, db => sqlx::query_as(LINK).bind(secret_hash).fetch_optional(db).await)?)
    }
}

impl Tx {
    /// Sets a password by its hash, at the server's own console.
    pub async fn set_password(&mut self, id: &AccountId, hash: &str) -> Result<()> {
        statement!(self, db => sqlx::query(SET_PASSWORD).bind(id.as_str()).bind(hash)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Changes a password from the one that was known: every other session of the account ends, no link that was given out works any longer,
    /// and where the account was used is forgotten. Nothing happens, and the answer is `false`, if another password or none has taken
    /// its place meanwhile.
    pub async fn change_password(
        &mut self,
        id: &AccountId,
        (known, new): (&str, &str),
        kept_session: &str,
        now: Timestamp,
    ) -> Result<bool> {
        statement!(self, tx => {
            let changed = sqlx::query(CHANGE_PASSWORD).bind(id.as_str()).bind(new).bind(known)
                .execute(&mut *tx).await?;
            if changed.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query(crate::session::DELETE_OTHERS_OF_ACCOUNT).bind(id.as_str()).bind(kept_session)
                .execute(&mut *tx).await?;
            for statement in [crate::known::FORGET_BROWSERS, crate::known::FORGET_NETWORKS] {
                sqlx::query(statement).bind(id.as_str()).execute(&mut *tx).await?;
            }
            sqlx::query(REPLACE_LINKS).bind(id.as_str()).bind(now.0).execute(&mut *tx).await?;
            Ok(true)
        })
    }

    /// Keeps a new link, makes the account's older ones worthless, and gives back the one before it as it was until then.
    pub async fn insert_password_link(
        &mut self,
        account: &AccountId,
        link: &NewLink,
    ) -> Result<Option<PasswordLinkRow>> {
        let account = account.as_str();
        statement!(self, tx => {
            sqlx::query(LOCK_ACCOUNT).bind(account).execute(&mut *tx).await?;
            let before = last_link!(tx, account);
            give_link!(tx, account, link);
            Ok(before)
        })
    }

    /// Uses a link, sets the password, ends every session of the account and forgets where it was used, all or nothing. Gives back the account,
    /// or nothing if the link was used or replaced before or has expired.
    pub async fn use_password_link(
        &mut self,
        secret_hash: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<Option<AccountId>> {
        statement!(self, tx => {
            // The account first, as whoever resets it does: two who wait for each other would both fail.
            sqlx::query(LOCK_ACCOUNT_OF_LINK).bind(secret_hash).execute(&mut *tx).await?;
            let used: Option<(String, String, Option<String>, i64)> = sqlx::query_as(USE_LINK)
                .bind(secret_hash).bind(now.0).fetch_optional(&mut *tx).await?;
            let Some((account, given_by, organisation, given_at)) = used else { return Ok(None) };
            sqlx::query(SET_PASSWORD_BY_LINK).bind(&account).bind(password_hash).bind(given_by)
                .bind(organisation).bind(given_at).bind(now.0).execute(&mut *tx).await?;
            end_access!(tx, &account);
            Ok(Some(AccountId::from(account)))
        })
    }
}

#[cfg(test)]
mod tests;
