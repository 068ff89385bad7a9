//! Links and passwords as they are kept: each is good once, on both databases.

use super::*;
use crate::testing::{account, body, link, on_both};

impl Tx {
    async fn reset(&mut self, account: &AccountId, now: Timestamp) -> Result<()> {
        statement!(self, tx => {
            reset_credential!(tx, account.as_str(), now);
            Ok(())
        })
    }
}

on_both! {
    async fn a_link_works_once_and_only_the_newest(store: &Store) {
        let amal = account(store, "amal").await;
        let give = async |secret: &str, at| {
            let new = NewLink { created_at: Timestamp(at), ..link(secret, "lead") };
            store.write(async |tx| tx.insert_password_link(&amal, &new).await).await.unwrap()
        };
        assert_eq!(give("old", 1_000).await, None);
        let before = give("new", 1_001).await.expect("the older link");
        assert_eq!((before.created_at, before.used_at, before.replaced_at), (1_000, None, None));
        let used = async |secret: &'static str, at| store.write(async |tx| tx.use_password_link(secret, "hash", Timestamp(at)).await).await;
        assert_eq!(used("old", 2_000).await.unwrap(), None);
        assert_eq!(store.reader().password_link("old").await.unwrap().unwrap().replaced_at, Some(1_001));
        assert_eq!(used("new", 9_000).await.unwrap(), None);
        assert_eq!(used("new", 2_000).await.unwrap(), Some(amal.clone()));
        assert_eq!(used("new", 2_001).await.unwrap(), None);
        let stored = store.reader().account(&amal).await.unwrap().unwrap();
        assert_eq!(stored.password_hash.as_deref(), Some("hash"));
        let before = give("third", 3_000).await.expect("the used link");
        assert_eq!((before.used_at, before.replaced_at), (Some(2_000), None));
    }

    async fn a_changed_password_makes_links_worthless(store: &Store) {
        let amal = account(store, "amal").await;
        store.write(async |tx| tx.insert_password_link(&amal, &link("link", "lead")).await).await.unwrap();
        assert_eq!(store.reader().password_link("link").await.unwrap().unwrap().created_by, "lead");
        store.write(async |tx| tx.set_password(&amal, "first").await).await.unwrap();
        assert!(store.write(async |tx| tx.change_password(&amal, ("first", "own"), "session", Timestamp(2)).await).await.unwrap());
        assert_eq!(store.write(async |tx| tx.use_password_link("link", "hash", Timestamp(3)).await).await.unwrap(), None);
        let stored = store.reader().account(&amal).await.unwrap().unwrap();
        assert_eq!(stored.password_hash.as_deref(), Some("own"));
    }

    async fn a_password_that_was_taken_away_does_not_come_back(store: &Store) {
        let amal = account(store, "amal").await;
        store.write(async |tx| tx.set_password(&amal, "known").await).await.unwrap();
        // While a change is under way, somebody resets the account and gives out a link.
        let now = Timestamp(2);
        store.write(async |tx| tx.reset(&amal, now).await).await.unwrap();
        store.write(async |tx| tx.insert_password_link(&amal, &link("link", "operator")).await).await.unwrap();
        store.write(async |tx| tx.remember_browser(&amal, "browser", now).await).await.unwrap();
        assert!(!store.write(async |tx| tx.change_password(&amal, ("known", "mine"), "session", now).await).await.unwrap());
        assert_eq!(store.reader().account(&amal).await.unwrap().unwrap().password_hash, None);
        assert_eq!(store.write(async |tx| tx.use_password_link("link", "hash", Timestamp(3)).await).await.unwrap(), Some(amal.clone()));
        // From here the other way round: the old password is not the known one.
        assert!(!store.write(async |tx| tx.change_password(&amal, ("known", "mine"), "session", now).await).await.unwrap());
        store.write(async |tx| tx.remember_browser(&amal, "browser", now).await).await.unwrap();
        assert!(store.write(async |tx| tx.change_password(&amal, ("hash", "own"), "session", now).await).await.unwrap());
        assert!(store.reader().known_browsers("amal@example.org", Timestamp(0)).await.unwrap().is_empty());
    }

    async fn it_is_known_who_gave_a_credential_out(store: &Store) {
        let (amal, own) = (account(store, "amal").await, body(store, "own").await);
        let now = Timestamp(2);
        assert!(store.reader().givers(&amal, now).await.unwrap().is_empty());
        let new = NewLink { organisation: Some(own), ..link("link", "lead") };
        store.write(async |tx| tx.insert_password_link(&amal, &new).await).await.unwrap();
        for _ in 0..2 {
            // First the link that still works, then the password that was set with it.
            let givers = store.reader().givers(&amal, now).await.unwrap();
            let [giver] = &givers[..] else { panic!("{givers:?}") };
            assert_eq!(giver.given_by.as_deref(), Some("lead"));
            assert_eq!((giver.organisation.as_deref(), giver.given_at), (Some("own"), Some(1)));
            store.write(async |tx| tx.use_password_link("link", "hash", now).await).await.unwrap();
        }
        // Changing it oneself changes nothing of that; a second link has a giver of its own.
        assert!(store.write(async |tx| tx.change_password(&amal, ("hash", "own"), "", now).await).await.unwrap());
        store.write(async |tx| tx.insert_password_link(&amal, &link("second", "console")).await).await.unwrap();
        let givers = store.reader().givers(&amal, now).await.unwrap();
        let names: Vec<_> = givers.iter().map(|giver| giver.given_by.as_deref()).collect();
        assert_eq!(names, [Some("lead"), Some("console")]);
        assert_eq!(store.reader().givers(&amal, Timestamp(9_000)).await.unwrap().len(), 1, "expired");
    }

    async fn whoever_gave_the_password_comes_before_whoever_gave_a_link(store: &Store) {
        let amal = account(store, "amal").await;
        let givers = async || {
            let givers = store.reader().givers(&amal, Timestamp(2)).await.unwrap();
            givers.into_iter().map(|giver| (giver.given_by.unwrap(), giver.given_at)).collect::<Vec<_>>()
        };
        // The link is there first, has a time and an earlier name; the password has none of these.
        store.write(async |tx| tx.insert_password_link(&amal, &link("link", "a-lead")).await).await.unwrap();
        store.write(async |tx| tx.set_password(&amal, "hash").await).await.unwrap();
        assert_eq!(givers().await, [("console".to_owned(), None), ("a-lead".to_owned(), Some(1))]);
    }

    /// What the migration does with rows from before it, tried on rows as they were written then.
    async fn what_there_was_before_is_kept(store: &Store) {
        const MIGRATION: &str = include_str!("../../../../migrations/common/0002_credentials.sql");
        for who in ["amal", "badr", "cleo"] {
            account(store, who).await;
        }
        // Until then a link that was replaced was marked as used, at the moment of the newer one.
        for row in [
            "('first', 'amal', 'lead', 1, 9, 5)", "('second', 'amal', 'lead', 5, 9, 7)",
            "('third', 'badr', 'console', 2, 9, 3)", "('fourth', 'cleo', 'console', 2, 9, 3)",
            "('fifth', 'cleo', 'lead', 4, 9, 6)",
        ] {
            let insert = sqlx::AssertSqlSafe(format!(
                "INSERT INTO password_link (secret_hash, account_id, created_by, created_at, expires_at, used_at) VALUES {row}"
            ));
            crate::testing::alone!(store, db => sqlx::query(insert).execute(db).await.map(|_| ())).unwrap();
        }
        crate::testing::alone!(store, db => sqlx::query("UPDATE account SET password_hash = 'hash'").execute(db).await.map(|_| ()))
            .unwrap();
        let lines: Vec<&str> = MIGRATION.lines().filter(|line| !line.starts_with("--")).collect();
        let statements = lines.join("\n");
        let updates: Vec<&str> = statements.split(';').map(str::trim).filter(|text| text.starts_with("UPDATE")).collect();
        assert_eq!(updates.len(), 2);
        for update in updates {
            crate::testing::alone!(store, db => sqlx::query(sqlx::AssertSqlSafe(update)).execute(db).await.map(|_| ())).unwrap();
        }
        let state = async |secret| {
            let row = store.reader().password_link(secret).await.unwrap().unwrap();
            (row.used_at, row.replaced_at)
        };
        assert_eq!(state("first").await, (None, Some(5)));
        assert_eq!(state("second").await, (Some(7), None));
        assert_eq!(state("third").await, (Some(3), None));
        // Who only ever had links from the console has the password from there; of the others nothing is known.
        for (who, expected) in [("amal", None), ("badr", Some(("console", 2))), ("cleo", None)] {
            let givers = store.reader().givers(&who.into(), Timestamp(10)).await.unwrap();
            let [giver] = &givers[..] else { panic!("{givers:?}") };
            assert_eq!(giver.given_by.as_deref().zip(giver.given_at), expected, "{who}");
        }
    }

    async fn two_who_open_one_link_at_once(store: &Store) {
        let amal = account(store, "amal").await;
        store.write(async |tx| tx.insert_password_link(&amal, &link("link", "lead")).await).await.unwrap();
        let (first, second) = tokio::join!(
            store.write(async |tx| tx.use_password_link("link", "one", Timestamp(2)).await),
            store.write(async |tx| tx.use_password_link("link", "two", Timestamp(2)).await),
        );
        assert_eq!([first.unwrap(), second.unwrap()].iter().flatten().count(), 1);
    }
}
