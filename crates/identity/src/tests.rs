//! Signing in, passwords and one's own account.

mod recorded;

use domain::content::Lang;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::Actor;
use usecase::Error;

use crate::password::MAX_BYTES;
use crate::set_password::check_form;
use crate::sign_in::LONGEST_EMAIL;

use super::*;
use testkit::act;

use crate::testing::{House, setting};
use domain::identity::policy::Refusal;

const PASSWORD: &str = "a password of this test";

async fn with_amal() -> (House, Actor) {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let hash = setting.passwords.hash(PASSWORD.into(), [1; 16]).await.unwrap();
    setting
        .store()
        .write(async |tx| tx.set_password(amal.account.as_ref().unwrap(), &hash).await)
        .await
        .unwrap();
    (setting, amal)
}

fn attempt(password: &str) -> SignIn {
    SignIn {
        email: "Amal@example.org ".into(),
        password: password.into(),
        address: "192.0.2.1".into(),
        browsers: Vec::new(),
    }
}

fn works(setting: &House) -> usize {
    setting.passwords.threads.lock().unwrap().len()
}

#[tokio::test]
async fn what_is_too_long_for_a_password_is_not_looked_at() {
    let (setting, amal) = with_amal().await;
    let before = works(&setting);
    let long = "x".repeat(MAX_BYTES + 1);
    for input in [
        attempt(&long),
        SignIn {
            email: format!("{}@example.org", "a".repeat(LONGEST_EMAIL)),
            ..attempt(PASSWORD)
        },
    ] {
        let refused = setting.sign_in(input).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    let refused = setting.change_password(&amal, change(&long, NEW, NEW)).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let refused = setting
        .change_password(&amal, change(PASSWORD, &long, &long))
        .await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    assert_eq!(works(&setting), before);
    // The longest is looked at.
    assert!(setting.sign_in(attempt(&long[1..])).await.is_err());
    assert_eq!(works(&setting), before + 1);
    let refused = setting.change_password(&amal, change(&long[1..], NEW, NEW)).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    assert_eq!(works(&setting), before + 2);
}

const NEW: &str = "another good password";

fn change(current: &str, password: &str, repeated: &str) -> ChangePassword {
    ChangePassword {
        current: current.into(),
        password: password.into(),
        repeated: repeated.into(),
        session: "s".into(),
    }
}

#[tokio::test]
async fn an_open_screen_is_no_invitation_to_guess() {
    let (setting, amal) = with_amal().await;
    for _ in 0..10 {
        let wrong = setting.change_password(&amal, change("wrong", NEW, NEW)).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
    }
    // Nothing is worked on after that, not even a password that is slow to judge.
    let before = works(&setting);
    let crafted = "4@8({[<369!1|70$5+%2abcegilostxz".repeat(3);
    let refused = setting
        .change_password(&amal, change(PASSWORD, &crafted, &crafted))
        .await;
    assert!(matches!(refused, Err(Error::TooMany(900))), "{refused:?}");
    assert_eq!(works(&setting), before);
    // It was in that session, and does not close the door, nor any other session.
    assert!(setting.sign_in(attempt(PASSWORD)).await.is_ok());
    let elsewhere = ChangePassword {
        session: "another".into(),
        ..change(PASSWORD, NEW, NEW)
    };
    setting.change_password(&amal, elsewhere).await.unwrap();
}

#[tokio::test]
async fn a_visitor_has_no_password_to_change() {
    let (setting, _) = with_amal().await;
    let refused = setting
        .change_password(&Actor::default(), change(PASSWORD, NEW, NEW))
        .await;
    assert!(
        matches!(
            refused,
            Err(Error::Refused(domain::identity::policy::Refusal::SignIn))
        ),
        "{refused:?}"
    );
}

#[tokio::test]
async fn tries_at_the_door_do_not_keep_the_owner_from_a_change() {
    let (setting, amal) = with_amal().await;
    for _ in 0..20 {
        let _ = setting.sign_in(attempt("wrong")).await;
    }
    setting
        .change_password(&amal, change(PASSWORD, NEW, NEW))
        .await
        .unwrap();
    // A change that succeeds begins the count anew.
    for current in ["wrong"; 9].into_iter().chain([NEW]).chain(["wrong"; 9]) {
        let next = change(current, PASSWORD, PASSWORD);
        let done = setting.change_password(&amal, next).await;
        assert!(!matches!(done, Err(Error::TooMany(_))), "{done:?}");
    }
}

#[tokio::test]
async fn a_password_is_judged_where_nobody_waits_for_it() {
    let (setting, amal) = with_amal().await;
    let before = works(&setting);
    let crafted = "4@8({[<369!1|70$5+%2abcegilostxz".repeat(3);
    let _ = setting
        .change_password(&amal, change(PASSWORD, &crafted, &crafted))
        .await;
    let threads = setting.passwords.threads.lock().unwrap();
    // The password until now, the judgement, and perhaps the hash of the new one.
    assert!(threads.len() >= before + 2);
    // The only worker of this runtime is the thread of the test.
    assert!(!threads.contains(&std::thread::current().id()));
}

#[tokio::test]
async fn words_of_the_organisation_are_no_password() {
    let setting = setting().await;
    let body = setting
        .organisation("halvoria", OrganisationKind::ElectionBody)
        .await;
    let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
    let hash = setting.passwords.hash(PASSWORD.into(), [1; 16]).await.unwrap();
    let account = lead.account.clone().unwrap();
    setting
        .store()
        .write(async |tx| tx.set_password(&account, &hash).await)
        .await
        .unwrap();
    for easy in ["Halvoria2026Halvoria", "Polder2026Polder", "election2026!!!!"] {
        match setting.change_password(&lead, change(PASSWORD, easy, easy)).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.of("password"), Some("password-easy")),
            other => panic!("{easy}: {other:?}"),
        }
    }
}

#[test]
fn a_password_is_as_long_as_a_reader_counts() {
    let key = |password: &str| match check_form(password, password) {
        Err(Error::Invalid(errors)) => errors.of("password"),
        _ => None,
    };
    // Eight letters with accents, each written as two.
    assert_eq!(key(&"e\u{301}".repeat(8)), Some("password-short"));
    assert_eq!(key(&"e\u{301}".repeat(15)), None);
    assert_eq!(key(&"x".repeat(256)), None);
    assert_eq!(key(&"e\u{301}".repeat(256)), None);
    assert_eq!(key(&"क्षि".repeat(256)), None);
    assert_eq!(key(&"x".repeat(257)), Some("password-long"));
    assert_eq!(key(&"\u{301}".repeat(10_000)), Some("password-long"));
}

#[tokio::test]
async fn a_language_is_taken_up_by_whoever_has_none() {
    let (setting, amal) = with_amal().await;
    let account = amal.account.clone().unwrap();
    let lang = async || setting.identity(&account).await.unwrap().unwrap().lang;
    act!(setting, &Actor::default(), take_up_language(&account, Lang::Ar)).unwrap();
    assert_eq!(lang().await, Some(Lang::En));
    setting
        .store()
        .write(async |tx| tx.set_language(&account, "").await)
        .await
        .unwrap();
    assert_eq!(lang().await, None);
    act!(setting, &Actor::default(), take_up_language(&account, Lang::Ar)).unwrap();
    assert_eq!(lang().await, Some(Lang::Ar));
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    let (setting, amal) = with_amal().await;
    let change = |current: &str, password: &str, repeated: &str| {
        setting.change_password(&amal, change(current, password, repeated))
    };
    let new = NEW;
    for (current, password, repeated, field) in [
        ("", new, new, "current"),
        ("wrong", new, new, "current"),
        (PASSWORD, "short", "short", "password"),
        (PASSWORD, new, "another", "repeated"),
        (PASSWORD, "passwordpassword", "passwordpassword", "password"),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "password"),
        (PASSWORD, "amal@example.org", "amal@example.org", "password"),
    ] {
        match change(current, password, repeated).await {
            Err(Error::Invalid(errors)) => assert!(errors.of(field).is_some(), "{errors:?}"),
            other => panic!("{other:?}"),
        }
    }
    change(PASSWORD, new, new).await.unwrap();
    assert!(setting.sign_in(attempt(PASSWORD)).await.is_err());
    assert!(setting.sign_in(attempt(new)).await.is_ok());
}

#[tokio::test]
async fn a_name_and_a_language_are_one_s_own() {
    let (setting, amal) = with_amal().await;
    assert_eq!(
        act!(setting, &amal, edit_own_account(" Amal B. ", Some(Lang::Ar))).unwrap(),
        Lang::Ar
    );
    let identity = setting
        .identity(amal.account.as_ref().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (identity.name.as_str(), identity.lang),
        ("Amal B.", Some(Lang::Ar))
    );
    assert!(act!(setting, &amal, edit_own_account("", Some(Lang::Ar))).is_err());
    for (length, is_fit) in [(200, true), (201, false)] {
        let name = "x".repeat(length);
        let edited = act!(setting, &amal, edit_own_account(&name, Some(Lang::Ar)));
        assert_eq!(edited.is_ok(), is_fit, "{length}");
    }
    assert!(act!(setting, &amal, edit_own_account("Amal", None)).is_err());
    let refused = act!(
        setting,
        &Actor::default(),
        edit_own_account("Amal", Some(Lang::En))
    );
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::SignIn))),
        "{refused:?}"
    );
}

/// Looking at a password takes a while; what is true when the person is let in counts.
#[tokio::test]
async fn a_password_that_is_taken_away_while_it_is_looked_at_lets_nobody_in() {
    let (setting, amal) = with_amal().await;
    let account = amal.account.clone().unwrap();
    let taken_away = async {
        tokio::task::yield_now().await;
        while works(&setting) < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        setting
            .store()
            .write(async |tx| tx.set_password(&account, "another").await)
            .await
            .unwrap();
    };
    let (signed_in, ()) = tokio::join!(setting.sign_in(attempt(PASSWORD)), taken_away);
    assert!(matches!(signed_in, Err(Error::Invalid(_))), "{signed_in:?}");
    let recorded = setting
        .store()
        .reader()
        .audit_list(&Default::default(), 9)
        .await
        .unwrap();
    assert!(recorded.is_empty(), "{recorded:?}");
}
