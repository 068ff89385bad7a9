use domain::identity::organisation::{OrganisationKind, Role};

use testkit::{act, setting};

use super::*;

#[tokio::test]
async fn of_two_leads_the_later_is_told() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let input = |weeks: &str, version| ProfileInput {
        freeze_weeks: weeks.into(),
        version,
        ..ProfileInput::default()
    };
    act!(setting, &lead, "own", save_profile(&input("3", 0))).unwrap();
    // Sent twice, it is one act!(setting, &lead, "own", save_profile(&input("3", 0))).unwrap();
    let late = act!(setting, &lead, "own", save_profile(&input("5", 0))).unwrap_err();
    assert!(matches!(&late, Error::Invalid(errors) if errors.of("version") == Some("profile-changed")));
    let stored = act!(setting, &lead, "own", profile_form()).unwrap().stored;
    assert_eq!((stored.profile.freeze_weeks, stored.version), (Some(3), 1));
    act!(setting, &lead, "own", save_profile(&input("5", 1))).unwrap();
}

#[tokio::test]
async fn a_choice_of_one_s_own_needs_a_reason_and_everything_its_range() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let target = |value: &str, reason: &str| TargetInput {
        value: value.into(),
        reason: reason.into(),
        opened: String::new(),
    };
    let input = ProfileInput {
        flags: vec!["e-voting".into(), "no-such-flag".into()],
        tier: "T2".into(),
        targets: BTreeMap::from([("GOV".into(), target("4", "")), ("PPL".into(), target("7", ""))]),
        next_election: "2020-01-01".into(),
        freeze_weeks: "-1".into(),
        ..ProfileInput::default()
    };
    let Error::Invalid(errors) = act!(setting, &lead, "own", save_profile(&input)).unwrap_err() else {
        panic!("it was taken");
    };
    let expected = [
        ("tier-reason", "reason-missing"),
        ("target-GOV-reason", "reason-missing"),
        ("target-PPL", "target-range"),
        ("next-election", "date-past"),
        ("freeze-weeks", "freeze-range"),
    ];
    for (field, key) in expected {
        assert_eq!(errors.of(field), Some(key), "{field}");
    }
    // A slip of the hand in the year; the farthest that is taken is the end of the twentieth year.
    let with_election = |day: &str| ProfileInput {
        next_election: day.into(),
        ..ProfileInput::default()
    };
    let far = act!(setting, &lead, "own", save_profile(&with_election("2047-01-01")));
    assert!(matches!(&far, Err(Error::Invalid(errors)) if errors.of("next-election") == Some("date-far")));
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let other_lead = setting.person("other-lead", &[(&other, Role::Lead)]).await;
    let near = with_election("2046-12-31");
    act!(setting, &other_lead, "other", save_profile(&near)).unwrap();
    let input = ProfileInput {
        tier_reason: "One district only".into(),
        targets: BTreeMap::from([("GOV".into(), target("4", "Decided by law"))]),
        next_election: "2027-05-09".into(),
        freeze_weeks: "6".into(),
        ..input
    };
    act!(setting, &lead, "own", save_profile(&input)).unwrap();
    let stored = act!(setting, &lead, "own", profile_form()).unwrap().stored;
    assert_eq!(stored.profile.flags.len(), 1);
    let shown = ProfileInput {
        flags: vec!["e-voting".into()],
        version: 1,
        ..input
    };
    assert_eq!(ProfileInput::of(&stored), shown);
}

#[tokio::test]
async fn figures_of_any_script_are_taken() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let target = TargetInput {
        value: "٤".into(),
        reason: "قرار المفوضية".into(),
        opened: String::new(),
    };
    let input = ProfileInput {
        targets: BTreeMap::from([("GOV".into(), target)]),
        next_election: "۲۰۲۷/۰۵/۰۹".into(),
        freeze_weeks: "١٢".into(),
        ..ProfileInput::default()
    };
    act!(setting, &lead, "own", save_profile(&input)).unwrap();
    let stored = act!(setting, &lead, "own", profile_form())
        .unwrap()
        .stored
        .profile;
    assert_eq!(stored.target_overrides[&DomainCode::from("GOV")].value, 4);
    assert_eq!(stored.next_election, Some(time::macros::date!(2027 - 05 - 09)));
    assert_eq!(stored.freeze_weeks, Some(12));
}
