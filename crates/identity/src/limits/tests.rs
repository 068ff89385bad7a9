//! Limits of signing in: who is shut out, for how long, and who gets in all the same.
//!
//! Long because each limit is tried by the attacker and by the person whom it must not hit.

use domain::id::AccountId;
use domain::timestamp::Timestamp;

use super::*;
use crate::*;
use domain::identity::policy::Actor;
use testkit::act;

use crate::testing::{House, setting};

const PASSWORD: &str = "a password of this test";
/// The office, and the world outside of it.
const OFFICE: &str = "192.0.2.1";
const ELSEWHERE: &str = "198.51.100.7";

/// A hash that is checked like any other, since it names its own parameters, but in no time.
fn cheap_hash() -> String {
    use argon2::password_hash::{PasswordHasher, SaltString};
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let salt = SaltString::encode_b64(&[1; 16]).unwrap();
    argon2
        .hash_password(PASSWORD.as_bytes(), &salt)
        .unwrap()
        .to_string()
}

struct Door {
    setting: House,
}

impl Door {
    async fn new(people: &[&str]) -> Self {
        let setting = setting().await;
        let hash = cheap_hash();
        for who in people {
            let account = store::testing::account(setting.store(), who).await;
            setting
                .store()
                .write(async |tx| tx.set_password(&account, &hash).await)
                .await
                .unwrap();
        }
        Self { setting }
    }

    async fn sign_in(&self, who: &str, password: &str, from: &str, browser: &[String]) -> Result<AccountId> {
        let input = SignIn {
            email: format!("{who}@example.org"),
            password: password.into(),
            address: from.into(),
            browsers: browser.to_vec(),
        };
        self.setting.sign_in(input).await
    }

    async fn right(&self, who: &str, from: &str, browser: &[String]) -> bool {
        match self.sign_in(who, PASSWORD, from, browser).await {
            Ok(account) => account.as_str() == who,
            Err(Error::TooMany(_)) => false,
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Whether a wrong password was looked at.
    async fn wrong(&self, who: &str, from: &str, browser: &[String]) -> bool {
        match self.sign_in(who, "wrong", from, browser).await {
            Err(Error::Invalid(_)) => true,
            Err(Error::TooMany(_)) => false,
            other => panic!("{other:?}"),
        }
    }

    /// How many of so many wrong passwords were looked at.
    async fn guesses(&self, count: usize, who: &str, from: &str) -> usize {
        let mut seen = 0;
        for _ in 0..count {
            seen += usize::from(self.wrong(who, from, &[]).await);
        }
        seen
    }

    /// The owner signs in, and the browser is known from then on.
    async fn known_browser(&self, who: &str, from: &str) -> Vec<String> {
        assert!(self.right(who, from, &[]).await);
        act!(
            self.setting,
            &Actor::default(),
            remember_browser(&who.into(), &[])
        )
        .unwrap()
    }

    fn wait(&self, seconds: i64) {
        let now = self.setting.env.now();
        self.setting.clock.set(now.plus_seconds(seconds));
    }
}

/// A way to put limits to the counter alone: the passwords of ten thousand tries need not be looked at.
async fn botnet(door: &Door, who: &str, tries: usize) -> usize {
    let mut passed = 0;
    for number in 0..tries {
        let from = format!("10.{}.{}.1", number / 250, number % 250);
        let gates = gates(&door.setting, &format!("{who}@example.org"), &from, &[])
            .await
            .unwrap();
        passed += usize::from(pass(&door.setting, &gates).await.is_ok());
    }
    passed
}

#[tokio::test]
async fn ten_thousand_tries_elsewhere_do_not_keep_a_known_browser_out() {
    let door = Door::new(&["amal"]).await;
    let browser = door.known_browser("amal", OFFICE).await;
    assert_eq!(botnet(&door, "amal", 10_000).await, 60);
    // A browser that nobody knows in a network that nobody knows waits.
    assert!(!door.right("amal", "203.0.113.9", &[]).await);
    // The known one gets in from anywhere, and a new one from where its owner is at home.
    assert!(door.right("amal", "203.0.113.10", &browser).await);
    assert!(door.right("amal", OFFICE, &[]).await);
    // What the brake refused was of no network's share.
    let gate = NETWORK.on("10.1.1.1");
    let (count, _) = door
        .setting
        .store()
        .write(async |tx| {
            tx.count_try(&gate.subject, door.setting.env.now(), Timestamp(0))
                .await
        })
        .await
        .unwrap();
    assert_eq!(count, 1);
    // The brake ends an hour after the first of the tries.
    door.wait(60 * 60 - 1);
    assert!(!door.right("amal", "203.0.113.11", &[]).await);
    door.wait(1);
    assert!(door.right("amal", "203.0.113.11", &[]).await);
}

#[tokio::test]
async fn one_address_guesses_ten_times_and_the_owner_gets_in_elsewhere() {
    let door = Door::new(&["amal"]).await;
    assert_eq!(door.guesses(200, "amal", ELSEWHERE).await, 10);
    // Not even from a place of which nothing is known.
    assert!(door.right("amal", OFFICE, &[]).await);
    assert!(!door.right("amal", ELSEWHERE, &[]).await);
    door.wait(15 * 60 - 1);
    assert!(!door.right("amal", ELSEWHERE, &[]).await);
    door.wait(1);
    assert!(door.right("amal", ELSEWHERE, &[]).await);
}

#[tokio::test]
async fn one_guesser_does_not_shut_out_an_office() {
    let people: Vec<String> = (0..50).map(|number| format!("person-{number}")).collect();
    let names: Vec<&str> = people.iter().map(String::as_str).collect();
    let door = Door::new(&names).await;
    // At one account: a tenth of the office's share, and everybody else gets in on the first morning.
    assert_eq!(door.guesses(300, "person-0", OFFICE).await, 10);
    for who in &names[1..] {
        assert!(door.right(who, OFFICE, &[]).await, "{who}");
    }
    // At the accounts of strangers, until the office has had its share.
    for number in 0..40 {
        door.guesses(10, &format!("nobody-{number}"), OFFICE).await;
    }
    assert!(!door.wrong("somebody", OFFICE, &[]).await);
    // Whoever signed in from there lately gets in, with any browser.
    for who in &names[1..] {
        assert!(door.right(who, OFFICE, &[]).await, "{who}");
    }
    // Only whoever has not, and has no known browser, waits for the window to end.
    assert!(!door.right("person-0", OFFICE, &[]).await);
    door.wait(15 * 60);
    assert!(door.right("person-0", OFFICE, &[]).await);
}

#[tokio::test]
async fn a_guesser_in_the_same_network_keeps_out_new_browsers_alone() {
    let door = Door::new(&["amal", "badr"]).await;
    let browser = door.known_browser("amal", OFFICE).await;
    assert_eq!(door.guesses(50, "amal", OFFICE).await, 10);
    assert!(!door.right("amal", OFFICE, &[]).await);
    assert!(door.right("amal", OFFICE, &browser).await);
    assert!(door.right("amal", ELSEWHERE, &[]).await);
    assert!(door.right("badr", OFFICE, &[]).await);
}

#[tokio::test]
async fn a_known_browser_has_a_budget_of_its_own_for_its_own_account() {
    let door = Door::new(&["amal", "badr"]).await;
    let browser = door.known_browser("amal", OFFICE).await;
    let mut seen = 0;
    for _ in 0..50 {
        seen += usize::from(door.wrong("amal", ELSEWHERE, &browser).await);
    }
    assert_eq!(seen, 10);
    assert!(!door.right("amal", OFFICE, &browser).await);
    // For another account it is a browser like any other.
    for _ in 0..10 {
        assert!(door.wrong("badr", ELSEWHERE, &browser).await);
    }
    assert!(!door.wrong("badr", ELSEWHERE, &browser).await);
    door.wait(15 * 60);
    assert!(door.right("amal", OFFICE, &browser).await);
}

#[tokio::test]
async fn a_right_password_begins_anew_and_costs_a_network_nothing() {
    let door = Door::new(&["amal"]).await;
    for _ in 0..3 {
        assert_eq!(door.guesses(9, "amal", OFFICE).await, 9);
        assert!(door.right("amal", OFFICE, &[]).await);
    }
    let door = Door::new(&["amal"]).await;
    for _ in 0..150 {
        // Each from a network that does not know the person.
        door.setting
            .store()
            .write(async |tx| {
                tx.delete_old_known(door.setting.env.now(), door.setting.env.now())
                    .await
            })
            .await
            .unwrap();
        assert!(door.right("amal", OFFICE, &[]).await);
    }
}

#[tokio::test]
async fn neighbours_in_ipv6_share_a_network() {
    let door = Door::new(&["amal"]).await;
    let mut seen = 0;
    for number in 0..40 {
        seen += usize::from(
            door.wrong("amal", &format!("2001:db8:1:1::{number:x}"), &[])
                .await,
        );
    }
    assert_eq!(seen, 10);
    // Whoever has a /48 goes on with its other networks, until the whole has had its share.
    let mut seen = 0;
    for number in 0..2_000 {
        let email = format!("person-{number}@example.org");
        let from = format!("2001:db8:2:{:x}::1", number % 100);
        let gates = gates(&door.setting, &email, &from, &[]).await.unwrap();
        seen += usize::from(pass(&door.setting, &gates).await.is_ok());
    }
    assert_eq!(seen, 400);
    assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
    assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
    assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
}

#[tokio::test]
async fn many_tries_at_once_do_not_slip_through() {
    let door = Door::new(&["amal"]).await;
    let tries = (0..30).map(|_| {
        let setting = door.setting.clone();
        let input = SignIn {
            email: "amal@example.org".into(),
            password: "wrong".into(),
            address: OFFICE.into(),
            browsers: Vec::new(),
        };
        tokio::spawn(async move { setting.sign_in(input).await })
    });
    let mut checked = 0;
    for result in tries.collect::<Vec<_>>() {
        checked += i64::from(matches!(result.await.unwrap(), Err(Error::Invalid(_))));
    }
    assert_eq!(checked, PAIR.tries);
}

#[tokio::test]
async fn a_shared_browser_knows_each_of_its_people() {
    let door = Door::new(&["amal", "badr"]).await;
    let amals = door.known_browser("amal", OFFICE).await;
    let both = act!(
        door.setting,
        &Actor::default(),
        remember_browser(&"badr".into(), &amals)
    )
    .unwrap();
    assert_eq!(both.len(), 2);
    assert_eq!(both[1], amals[0]);
    for who in ["amal", "badr"] {
        let gates = gates(&door.setting, &format!("{who}@example.org"), ELSEWHERE, &both)
            .await
            .unwrap();
        assert_eq!(gates.len(), 1, "{who}");
        // Signing in again adds nothing.
        assert_eq!(
            act!(
                door.setting,
                &Actor::default(),
                remember_browser(&who.into(), &both)
            )
            .unwrap()
            .len(),
            2
        );
    }
    // A secret that somebody planted is not taken up.
    let planted = vec!["0".repeat(32)];
    let kept = act!(
        door.setting,
        &Actor::default(),
        remember_browser(&"amal".into(), &planted)
    )
    .unwrap();
    assert_ne!(kept[0], planted[0]);
    let many: Vec<String> = (0..20).map(|number| format!("{number:032}")).collect();
    assert_eq!(
        act!(
            door.setting,
            &Actor::default(),
            remember_browser(&"amal".into(), &many)
        )
        .unwrap()
        .len(),
        8
    );
}

#[tokio::test]
async fn what_is_old_is_forgotten_and_removed() {
    let door = Door::new(&["amal"]).await;
    let browser = door.known_browser("amal", OFFICE).await;
    let gates = async |browser: &[String]| {
        gates(&door.setting, "amal@example.org", OFFICE, browser)
            .await
            .unwrap()
            .len()
    };
    assert_eq!((gates(&browser).await, gates(&[]).await), (1, 1));
    door.wait(NETWORK_SECONDS - 1);
    assert_eq!(gates(&[]).await, 1);
    door.wait(1);
    assert_eq!((gates(&browser).await, gates(&[]).await), (1, 3));
    door.wait(BROWSER_SECONDS - NETWORK_SECONDS);
    assert_eq!(gates(&browser).await, 3);
    // And the rows go: a count, a network, a browser, a session.
    assert!(door.wrong("nobody", OFFICE, &[]).await);
    let store = door.setting.store();
    let count = async || {
        store
            .write(async |tx| {
                tx.count_try("account nobody@example.org", door.setting.env.now(), Timestamp(0))
                    .await
            })
            .await
            .unwrap()
            .0
    };
    assert_eq!(count().await, 2);
    door.setting
        .store()
        .write(async |tx| clean_up(&door.setting.env, tx).await)
        .await
        .unwrap();
    assert_eq!(count().await, 3);
    assert!(
        store
            .reader()
            .known_browsers("amal@example.org", Timestamp(0))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        !store
            .reader()
            .is_known_network("amal@example.org", OFFICE, Timestamp(0))
            .await
            .unwrap()
    );
    door.wait(LONGEST_MINUTES * 60);
    door.setting
        .store()
        .write(async |tx| clean_up(&door.setting.env, tx).await)
        .await
        .unwrap();
    assert_eq!(count().await, 1);
}

/// Whoever has an account of their own could else begin the count of a network, or of their guesses at somebody, anew.
#[tokio::test]
async fn who_proves_who_they_are_gives_back_one_try_of_what_many_share() {
    let door = Door::new(&["amal"]).await;
    let passes = async |who: &str, from: &str| {
        let email = format!("{who}@example.org");
        let gates = gates(&door.setting, &email, from, &[]).await.unwrap();
        pass(&door.setting, &gates).await.is_ok()
    };
    for number in 0..99 {
        assert!(passes(&format!("nobody-{number}"), OFFICE).await);
    }
    assert!(door.right("amal", OFFICE, &[]).await);
    assert!(passes("somebody", OFFICE).await);
    assert!(!passes("somebody-else", OFFICE).await);
    // The brake of the account itself.
    let door = Door::new(&["amal"]).await;
    assert_eq!(botnet(&door, "amal", 59).await, 59);
    assert!(door.right("amal", ELSEWHERE, &[]).await);
    assert_eq!(botnet(&door, "amal", 10).await, 1);
}

#[tokio::test]
async fn who_waits_is_told_how_long() {
    let door = Door::new(&["amal"]).await;
    let told = async || match door.sign_in("amal", "wrong", OFFICE, &[]).await {
        Err(Error::TooMany(seconds)) => seconds,
        other => panic!("{other:?}"),
    };
    door.guesses(10, "amal", OFFICE).await;
    assert_eq!(told().await, 15 * 60);
    door.wait(10 * 60);
    assert_eq!(told().await, 5 * 60);
    door.wait(5 * 60 - 1);
    assert_eq!(told().await, 1);
}

/// Cleaning up in the middle of a window would begin its count anew, and forgetting a browser would shut its owner out.
#[tokio::test]
async fn what_still_counts_is_not_removed() {
    let door = Door::new(&["amal"]).await;
    let browser = door.known_browser("amal", OFFICE).await;
    let clean_up = async || {
        let env = &door.setting.env;
        door.setting
            .store()
            .write(async |tx| clean_up(env, tx).await)
            .await
            .unwrap();
    };
    let gates = async |browser: &[String]| {
        let gates = gates(&door.setting, "amal@example.org", OFFICE, browser).await;
        gates.unwrap().len()
    };
    clean_up().await;
    assert_eq!((gates(&browser).await, gates(&[]).await), (1, 1));
    door.wait(NETWORK_SECONDS - 1);
    clean_up().await;
    assert_eq!((gates(&browser).await, gates(&[]).await), (1, 1));
    door.wait(BROWSER_SECONDS - NETWORK_SECONDS);
    clean_up().await;
    assert_eq!(gates(&browser).await, 1);
    assert_eq!(botnet(&door, "amal", 60).await, 60);
    door.wait(LONGEST_MINUTES * 60 - 1);
    clean_up().await;
    assert_eq!(botnet(&door, "amal", 1).await, 0);
    // A session goes when it has ended, and not before.
    let account = AccountId::from("amal");
    store::testing::session(door.setting.store(), &account).await;
    let ends = door
        .setting
        .store()
        .reader()
        .kept_sessions(&account)
        .await
        .unwrap()[0]
        .expires_at;
    for (at, left) in [(ends - 1, 1), (ends, 0)] {
        door.setting.clock.set(Timestamp(at));
        clean_up().await;
        let kept = door
            .setting
            .store()
            .reader()
            .kept_sessions(&account)
            .await
            .unwrap();
        assert_eq!(kept.len(), left, "{at}");
    }
}

#[test]
fn the_limits_are_those_of_the_document() {
    let document = include_str!("../../../../SECURITY.md");
    for (name, limit) in [
        ("known browser", BROWSER),
        ("account and network", PAIR),
        ("network", NETWORK),
        ("network around it", WIDE_NETWORK),
        ("account", ACCOUNT),
        ("changing a password", CHANGE),
        ("one-time link", LINK),
    ] {
        let row = format!("| {name} | {} in {} minutes |", limit.tries, limit.minutes);
        assert!(document.contains(&row), "{row}");
        assert!(limit.minutes <= LONGEST_MINUTES);
    }
    for (what, value) in [
        ("browsers are known for", BROWSER_SECONDS / 86_400),
        ("networks are known for", NETWORK_SECONDS / 86_400),
    ] {
        assert!(document.contains(&format!("{what} {value} days")), "{what}");
    }
    assert!(document.contains(&format!("at most {} sessions", store::MOST_SESSIONS)));
}
