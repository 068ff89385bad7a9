//! What is done to accounts, organisations and regions is on record: by whom, to what, and only if it was done.

use domain::identity::organisation::{IncomeGroup, OrganisationKind, Role};
use store::AuditFilter;

use super::*;

/// Who did what to what since this was asked last: from then on the clock stood still.
async fn recorded(setting: &House) -> Vec<String> {
    let now = setting.env.now();
    let filter = AuditFilter {
        from: Some(now),
        ..AuditFilter::default()
    };
    let rows = setting.store().reader().audit_list(&filter, 99).await.unwrap();
    setting.clock.set(now.plus_seconds(1));
    let told = rows.into_iter().map(|row| {
        let entry = row.entry;
        format!("{} {} {}", entry.actor, entry.action, entry.object_id)
    });
    told.collect()
}

#[tokio::test]
async fn what_somebody_does_with_their_own_account_is_on_record() {
    let (setting, amal) = with_amal().await;
    let none: [&str; 0] = [];
    setting.sign_in(attempt("wrong")).await.unwrap_err();
    assert_eq!(recorded(&setting).await, none);
    setting.sign_in(attempt(PASSWORD)).await.unwrap();
    assert_eq!(recorded(&setting).await, ["amal signed-in amal"]);
    act!(setting, &amal, note_sign_out()).unwrap();
    assert_eq!(recorded(&setting).await, ["amal signed-out amal"]);
    // A visitor has nothing to sign out of.
    act!(setting, &Actor::default(), note_sign_out()).unwrap();
    setting
        .change_password(&amal, change("wrong", NEW, NEW))
        .await
        .unwrap_err();
    assert_eq!(recorded(&setting).await, none);
    setting
        .change_password(&amal, change(PASSWORD, NEW, NEW))
        .await
        .unwrap();
    assert_eq!(recorded(&setting).await, ["amal password-changed amal"]);
}

#[tokio::test]
async fn sessions_that_were_ended_are_on_record() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
    let amal = setting.person("amal", &[(&body, Role::Learner)]).await;
    let account = amal.account.clone().unwrap();
    let sessions = async || act!(setting, &amal, own_sessions("")).unwrap().len();
    let open = async || store::testing::session(setting.store(), &account).await;
    let (first, second, third) = (open().await, open().await, open().await);
    // The one that asks comes first.
    for current in [&first, &second, &third] {
        let own = act!(setting, &amal, own_sessions(current)).unwrap();
        let are_current: Vec<bool> = own.iter().map(|session| session.is_current).collect();
        assert_eq!(are_current, [true, false, false]);
    }
    act!(setting, &amal, end_own_session(&store::session_hash(&first))).unwrap();
    assert_eq!(
        (sessions().await, recorded(&setting).await),
        (2, vec!["amal sessions-ended amal".to_owned()])
    );
    act!(setting, &amal, end_other_own_sessions(&second)).unwrap();
    assert_eq!(
        (sessions().await, recorded(&setting).await),
        (1, vec!["amal sessions-ended amal".to_owned()])
    );
    // It is the other one that was ended.
    let left = act!(setting, &amal, own_sessions(&second)).unwrap();
    assert!(left[0].is_current && left[0].id == store::session_hash(&second));
    act!(setting, &amal, end_own_session(&store::session_hash(&third))).unwrap();
    assert_eq!((sessions().await, recorded(&setting).await), (1, vec![]));
    act!(setting, &lead, &body, end_sessions_of(&account)).unwrap();
    assert_eq!(
        (sessions().await, recorded(&setting).await),
        (0, vec!["lead sessions-ended amal".to_owned()])
    );
}

#[tokio::test]
async fn nobody_ends_a_session_of_somebody_else_as_their_own() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    let badr = setting.person("badr", &[]).await;
    let id =
        store::session_hash(&store::testing::session(setting.store(), amal.account.as_ref().unwrap()).await);
    act!(setting, &badr, end_own_session(&id)).unwrap();
    act!(setting, &badr, end_other_own_sessions("")).unwrap();
    let own = act!(setting, &amal, own_sessions("")).unwrap();
    assert_eq!((own.len(), own[0].is_current), (1, false));
    assert!(act!(setting, &badr, own_sessions("")).unwrap().is_empty());
    // What no session can be called is nothing to look for, whoever asks.
    act!(setting, &amal, end_own_session("\0")).unwrap();
}

#[tokio::test]
async fn links_are_on_record_when_they_are_given_and_when_they_are_used() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
    setting.person("amal", &[(&body, Role::Learner)]).await;
    let link = act!(setting, &lead, &body, new_link(&"amal".into())).unwrap();
    assert_eq!(recorded(&setting).await, ["lead link-given amal"]);
    let console = Actor::console();
    act!(setting, &console, new_link_by_email("lead@example.org")).unwrap();
    assert_eq!(recorded(&setting).await, ["console link-given lead"]);
    let secret = link.path.rsplit('/').next().unwrap();
    for (password, repeated) in [
        ("short", "short"),
        (NEW, PASSWORD),
        ("passwordpassword", "passwordpassword"),
    ] {
        let refused = setting
            .set_password_by_link(secret, password.into(), repeated)
            .await;
        assert!(
            matches!(refused, Err(Error::Invalid(_))),
            "{password}: {refused:?}"
        );
    }
    assert!(recorded(&setting).await.is_empty());
    setting
        .set_password_by_link(secret, NEW.into(), NEW)
        .await
        .unwrap();
    assert_eq!(recorded(&setting).await, ["amal link-used amal"]);
}

#[tokio::test]
async fn a_link_is_no_way_to_try_passwords_without_end() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
    setting.person("amal", &[(&body, Role::Learner)]).await;
    let link = act!(setting, &lead, &body, new_link(&"amal".into())).unwrap();
    let secret = link.path.rsplit('/').next().unwrap();
    let easy = "passwordpassword";
    for _ in 0..20 {
        let refused = setting.set_password_by_link(secret, easy.into(), easy).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    let before = works(&setting);
    let refused = setting.set_password_by_link(secret, easy.into(), easy).await;
    assert!(matches!(refused, Err(Error::TooMany(900))), "{refused:?}");
    assert_eq!(works(&setting), before);
}

#[tokio::test]
async fn organisations_and_regions_are_on_record_when_they_change() {
    let setting = setting().await;
    let console = Actor::console();
    let none: [&str; 0] = [];
    act!(setting, &console, add_region("Northern Coast", false)).unwrap();
    assert_eq!(recorded(&setting).await, ["console regions-changed "]);
    act!(setting, &console, add_region("Northern coast", false)).unwrap();
    act!(setting, &console, add_region("Nothern Coast", false)).unwrap();
    assert_eq!(recorded(&setting).await, none);
    let body = NewOrganisation {
        kind: Some(OrganisationKind::ElectionBody),
        name: "Harbour".into(),
        country: "XA".into(),
        region: "Northern Coast".into(),
        income_group: Some(IncomeGroup::High),
        ..NewOrganisation::default()
    };
    let added = act!(setting, &console, add_organisation(&body)).unwrap();
    let what = |action: &str| [format!("console {action} {}", added.id)];
    assert_eq!(recorded(&setting).await, what("organisation-added"));
    act!(setting, &console, remove_region("Northern Coast")).unwrap_err();
    act!(setting, &console, add_organisation(&body)).unwrap_err();
    act!(setting, &console, correct_organisation("harbour", &body)).unwrap();
    assert_eq!(recorded(&setting).await, none);
    let corrected = NewOrganisation {
        region: "Western Africa".into(),
        ..body
    };
    act!(setting, &console, correct_organisation("harbour", &corrected)).unwrap();
    let reader = &mut setting.store().reader();
    let details = reader
        .audit_list(&Default::default(), 1)
        .await
        .unwrap()
        .remove(0)
        .entry
        .details;
    assert!(details.contains("[\"region\"]"), "{details}");
    assert_eq!(recorded(&setting).await, what("organisation-changed"));
    act!(setting, &console, remove_region("Northern Coast")).unwrap();
    assert_eq!(recorded(&setting).await, ["console regions-changed "]);
}

#[tokio::test]
async fn a_language_is_chosen_by_whoever_is_signed_in() {
    let (setting, amal) = with_amal().await;
    let account = amal.account.clone().unwrap();
    let lang = async || setting.identity(&account).await.unwrap().unwrap().lang;
    act!(setting, &Actor::default(), choose_language(Lang::Ar)).unwrap();
    assert_eq!(lang().await, Some(Lang::En));
    act!(setting, &amal, choose_language(Lang::Ar)).unwrap();
    assert_eq!(lang().await, Some(Lang::Ar));
}

#[tokio::test]
async fn the_policy_sees_every_role_of_whoever_is_recognised() {
    let (setting, amal) = with_amal().await;
    let account = amal.account.unwrap();
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let donor = setting.organisation("donor", OrganisationKind::Donor).await;
    let roles = [
        (&body, Role::Assessor),
        (&body, Role::Lead),
        (&donor, Role::Analyst),
    ];
    let mut expected = setting.roles(&account, &roles).await;
    let mut seen = setting.identity(&account).await.unwrap().unwrap().actor();
    seen.memberships.sort_by_key(|own| own.role.as_str());
    expected.memberships.sort_by_key(|own| own.role.as_str());
    assert_eq!(seen, expected);
}

/// Judging and hashing the new one takes a while; what is true when it is kept counts.
#[tokio::test]
async fn a_password_that_is_taken_away_while_it_is_changed_stays_away() {
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
    let (changed, ()) = tokio::join!(
        setting.change_password(&amal, change(PASSWORD, NEW, NEW)),
        taken_away
    );
    match changed {
        Err(Error::Invalid(errors)) => assert_eq!(errors.of("current"), Some("password-wrong")),
        other => panic!("{other:?}"),
    }
    assert!(recorded(&setting).await.is_empty());
    let row = setting.store().reader().account(&account).await.unwrap().unwrap();
    assert_eq!(row.password_hash.as_deref(), Some("another"));
}

#[tokio::test]
async fn what_is_missing_in_a_form_is_named_and_no_try() {
    let (setting, amal) = with_amal().await;
    let before = works(&setting);
    for (email, password, expected) in [
        ("", PASSWORD, vec![("email", "email-missing")]),
        ("amal@example.org", "", vec![("password", "password-missing")]),
        (
            " ",
            "",
            vec![("email", "email-missing"), ("password", "password-missing")],
        ),
    ] {
        let input = SignIn {
            email: email.into(),
            ..attempt(password)
        };
        match setting.sign_in(input).await {
            Err(Error::Invalid(errors)) => {
                let found: Vec<(&str, &str)> = errors
                    .0
                    .iter()
                    .map(|(field, key)| (field.as_str(), *key))
                    .collect();
                assert_eq!(found, expected);
            }
            other => panic!("{other:?}"),
        }
    }
    match setting.change_password(&amal, change("", NEW, NEW)).await {
        Err(Error::Invalid(errors)) => assert_eq!(errors.of("current"), Some("password-missing")),
        other => panic!("{other:?}"),
    }
    assert_eq!(works(&setting), before);
}
