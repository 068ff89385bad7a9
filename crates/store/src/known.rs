//! Where the owner of an account signed in before: browsers, by a hash of the secret that each keeps in a cookie, and networks.

use domain::id::AccountId;
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// The most browsers, and the most networks, that are remembered of one account: more than anybody uses, so that a table cannot
/// be filled. The one not used for the longest time goes.
const MOST: i64 = 20;

const REMEMBER_BROWSER: &str =
    "INSERT INTO known_browser (secret_hash, account_id, used_at) VALUES ($1, $2, $3)
    ON CONFLICT (secret_hash) DO UPDATE SET used_at = excluded.used_at";
const TRIM_BROWSERS: &str = "DELETE FROM known_browser WHERE account_id = $1 AND secret_hash NOT IN (
    SELECT secret_hash FROM known_browser WHERE account_id = $1 ORDER BY used_at DESC, secret_hash LIMIT $2)";
const REMEMBER_NETWORK: &str = "INSERT INTO known_network (account_id, network, used_at) VALUES ($1, $2, $3)
    ON CONFLICT (account_id, network) DO UPDATE SET used_at = excluded.used_at";
const TRIM_NETWORKS: &str = "DELETE FROM known_network WHERE account_id = $1 AND network NOT IN (
    SELECT network FROM known_network WHERE account_id = $1 ORDER BY used_at DESC, network LIMIT $2)";
const BROWSERS: &str = "SELECT known_browser.secret_hash FROM known_browser
    JOIN account ON account.id = known_browser.account_id
    WHERE account.email = $1 AND known_browser.used_at > $2";
const NETWORKS: &str =
    "SELECT COUNT(*) FROM known_network JOIN account ON account.id = known_network.account_id
    WHERE account.email = $1 AND known_network.network = $2 AND known_network.used_at > $3";
pub(crate) const FORGET_BROWSERS: &str = "DELETE FROM known_browser WHERE account_id = $1";
pub(crate) const FORGET_NETWORKS: &str = "DELETE FROM known_network WHERE account_id = $1";
const DELETE_OLD_BROWSERS: &str = "DELETE FROM known_browser WHERE used_at <= $1";
const DELETE_OLD_NETWORKS: &str = "DELETE FROM known_network WHERE used_at <= $1";

impl Reader {
    /// The hashes of the browsers that were used after `since` by the owner of the account with that address. For an address that
    /// nobody has the same is looked up, so that the time it takes tells nothing.
    pub async fn known_browsers(&mut self, email: &str, since: Timestamp) -> Result<Vec<String>> {
        Ok(
            statement!(self, db => sqlx::query_scalar(BROWSERS).bind(email).bind(since.0).fetch_all(db).await)?,
        )
    }

    /// Whether the owner of the account with that address came from a network after `since`.
    pub async fn is_known_network(&mut self, email: &str, network: &str, since: Timestamp) -> Result<bool> {
        let count: i64 = statement!(self, db => sqlx::query_scalar(NETWORKS).bind(email).bind(network)
            .bind(since.0).fetch_one(db).await)?;
        Ok(count > 0)
    }
}

impl Tx {
    /// Remembers that the owner of an account used a browser.
    pub async fn remember_browser(
        &mut self,
        account: &AccountId,
        secret_hash: &str,
        now: Timestamp,
    ) -> Result<()> {
        statement!(self, tx => {
            sqlx::query(REMEMBER_BROWSER).bind(secret_hash).bind(account.as_str()).bind(now.0)
                .execute(&mut *tx).await?;
            sqlx::query(TRIM_BROWSERS).bind(account.as_str()).bind(MOST).execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// Remembers that the owner of an account came from a network.
    pub async fn remember_network(
        &mut self,
        account: &AccountId,
        network: &str,
        now: Timestamp,
    ) -> Result<()> {
        statement!(self, tx => {
            sqlx::query(REMEMBER_NETWORK).bind(account.as_str()).bind(network).bind(now.0)
                .execute(&mut *tx).await?;
            sqlx::query(TRIM_NETWORKS).bind(account.as_str()).bind(MOST).execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// Removes browsers and networks that were not used after these moments.
    pub async fn delete_old_known(&mut self, browsers: Timestamp, networks: Timestamp) -> Result<()> {
        statement!(self, db => sqlx::query(DELETE_OLD_BROWSERS).bind(browsers.0).execute(db).await.map(|_| ()))?;
        statement!(self, db => sqlx::query(DELETE_OLD_NETWORKS).bind(networks.0).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, link, on_both};

    const EMAIL: &str = "amal@example.org";

    on_both! {
        async fn a_browser_and_a_network_are_known_for_a_time(store: &Store) {
            let (amal, _) = (account(store, "amal").await, account(store, "badr").await);
            store.write(async |tx| tx.remember_browser(&amal, "one", Timestamp(100)).await).await.unwrap();
            store.write(async |tx| tx.remember_network(&amal, "192.0.2.1", Timestamp(100)).await).await.unwrap();
            let browsers = async |email: &'static str, since| store.reader().known_browsers(email, Timestamp(since)).await;
            let knows = async |email: &'static str, since| store.reader().is_known_network(email, "192.0.2.1", Timestamp(since)).await;
            assert_eq!(browsers(EMAIL, 99).await.unwrap(), ["one"]);
            assert!(browsers(EMAIL, 100).await.unwrap().is_empty());
            assert!(browsers("badr@example.org", 0).await.unwrap().is_empty());
            assert!(knows(EMAIL, 99).await.unwrap());
            assert!(!knows(EMAIL, 100).await.unwrap() && !knows("badr@example.org", 0).await.unwrap());
            assert!(!store.reader().is_known_network(EMAIL, "192.0.2.2", Timestamp(0)).await.unwrap());
            // Used again, they stay.
            store.write(async |tx| tx.remember_browser(&amal, "one", Timestamp(200)).await).await.unwrap();
            store.write(async |tx| tx.remember_network(&amal, "192.0.2.1", Timestamp(200)).await).await.unwrap();
            store.write(async |tx| tx.delete_old_known(Timestamp(199), Timestamp(199)).await).await.unwrap();
            assert!(!browsers(EMAIL, 0).await.unwrap().is_empty() && knows(EMAIL, 0).await.unwrap());
            store.write(async |tx| tx.delete_old_known(Timestamp(200), Timestamp(199)).await).await.unwrap();
            assert!(browsers(EMAIL, 0).await.unwrap().is_empty() && knows(EMAIL, 0).await.unwrap());
            store.write(async |tx| tx.delete_old_known(Timestamp(0), Timestamp(200)).await).await.unwrap();
            assert!(!knows(EMAIL, 0).await.unwrap());
        }

        async fn the_oldest_are_forgotten_when_there_are_many(store: &Store) {
            let amal = account(store, "amal").await;
            for at in 1..=MOST + 5 {
                store.write(async |tx| tx.remember_browser(&amal, &format!("browser {at}"), Timestamp(at)).await).await.unwrap();
                store.write(async |tx| tx.remember_network(&amal, &format!("network {at}"), Timestamp(at)).await).await.unwrap();
            }
            let known = store.reader().known_browsers(EMAIL, Timestamp(0)).await.unwrap();
            assert_eq!(known.len(), usize::try_from(MOST).unwrap());
            assert!(!known.contains(&"browser 5".to_owned()) && known.contains(&"browser 6".to_owned()));
            assert!(!store.reader().is_known_network(EMAIL, "network 5", Timestamp(0)).await.unwrap());
            assert!(store.reader().is_known_network(EMAIL, "network 6", Timestamp(0)).await.unwrap());
        }

        async fn a_password_by_link_forgets_where_the_account_was_used(store: &Store) {
            let amal = account(store, "amal").await;
            store.write(async |tx| tx.remember_browser(&amal, "one", Timestamp(1)).await).await.unwrap();
            store.write(async |tx| tx.remember_network(&amal, "192.0.2.1", Timestamp(1)).await).await.unwrap();
            store.write(async |tx| tx.insert_password_link(&amal, &link("link", "lead")).await).await.unwrap();
            assert!(store.write(async |tx| tx.use_password_link("link", "hash", Timestamp(2)).await).await.unwrap().is_some());
            assert!(store.reader().known_browsers(EMAIL, Timestamp(0)).await.unwrap().is_empty());
            assert!(!store.reader().is_known_network(EMAIL, "192.0.2.1", Timestamp(0)).await.unwrap());
        }
    }
}
