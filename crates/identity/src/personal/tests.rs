//! What a copy of somebody's data tells whom, and who is removed.
//!
//! Long because each part of the copy is asked as each person who may and may not have it.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::disclose::Consent;
use domain::id::{AssessmentId, OrganisationId, RoundId};
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::Actor;
use serde_json::Value;
use store::{AnswerChange, ConsentRoles};
use testkit::{START, act};

use super::*;
use crate::testing::{House, setting};

/// Roles that may propose and confirm.
const ROLES: ConsentRoles = ConsentRoles {
    propose: &["lead"],
    confirm: &["lead", "assessor"],
};

/// A body with a lead and an assessor, and somebody who runs the instance.
struct World {
    house: House,
    body: OrganisationId,
    lead: Actor,
    assessor: Actor,
    operator: Actor,
}

impl World {
    async fn new() -> Self {
        let house = setting().await;
        let body = house.organisation("body", OrganisationKind::ElectionBody).await;
        let own = house.organisation("house", OrganisationKind::Operator).await;
        Self {
            lead: house.person("lead", &[(&body, Role::Lead)]).await,
            assessor: house.person("assessor", &[(&body, Role::Assessor)]).await,
            operator: house.person("operator", &[(&own, Role::Operator)]).await,
            body,
            house,
        }
    }

    async fn record(&self, by: &str, event: Event) {
        let now = self.house.env.now();
        self.house.clock.set(now.plus_seconds(1));
        let env = &self.house.env;
        self.house
            .store()
            .write(async |tx| env.record(tx, &by.into(), event).await)
            .await
            .unwrap();
    }

    /// The lead proposes to be counted, and the assessor confirms it: both are on record.
    async fn agrees(&self) {
        let store = self.house.store();
        let round: RoundId = store::testing::round(store, "spring").await;
        let lead = AccountId::from("lead");
        let mut proposal =
            store::testing::proposal("proposal", &round, &self.body, "", Consent::AggregateOnly, &lead);
        proposal.proposed_at = START.0;
        let (body, now) = (&self.body, START.plus_seconds(60));
        store
            .write(async |tx| {
                tx.propose_consent(&proposal, ROLES).await?;
                tx.confirm_consent("proposal", body, &"assessor".into(), now, ROLES, "")
                    .await
            })
            .await
            .unwrap();
        let (organisation, consent) = (self.body.clone(), "proposal".to_owned());
        let confirmed = Event::ConsentConfirmed {
            organisation,
            round,
            consent,
            level: "aggregate-only".into(),
        };
        self.record("assessor", confirmed).await;
    }

    async fn own(&self, actor: &Actor) -> Value {
        let copy = act!(self.house, actor, own_personal_data()).unwrap();
        serde_json::from_str(&copy.to_json().unwrap()).unwrap()
    }

    async fn copy(&self, by: &Actor, of: &str) -> Value {
        let copy = act!(self.house, by, personal_data(&of.into())).unwrap();
        serde_json::from_str(&copy.to_json().unwrap()).unwrap()
    }
}

/// A field of each entry of a list.
fn each<'a>(copy: &'a Value, list: &str, field: &str) -> Vec<&'a str> {
    let entries = copy[list].as_array().unwrap().iter();
    entries.map(|entry| entry[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_operator_s_copy_does_not_tell_who_takes_part_in_a_round() {
    let world = World::new().await;
    world.agrees().await;
    let store = world.house.store();
    store::testing::assessment(store, "assessment", &world.body, &"assessor".into()).await;
    let told = |copy: &Value| {
        let mut recorded = each(copy, "recorded", "what");
        // Each copy is itself on record, in those after it.
        recorded.retain(|what| *what != "account-exported");
        [
            each(copy, "acts", "what"),
            recorded,
            each(copy, "receipts", "round"),
        ]
        .map(|list| list.join(" "))
    };
    let whole = [
        "assessment-started consent-confirmed",
        "consent-confirmed",
        "spring",
    ];
    // Whoever it is about, and the console, which could read the database as well, get all of it.
    assert_eq!(told(&world.own(&world.assessor).await), whole);
    assert_eq!(told(&world.copy(&Actor::console(), "assessor").await), whole);
    // The operator gets what tells nothing of rounds, and no more.
    let copy = world.copy(&world.operator, "assessor").await;
    assert_eq!(told(&copy), ["assessment-started", "", ""]);
}

#[tokio::test]
async fn the_words_of_an_answer_go_to_who_gave_it_and_may_still_read_it() {
    let world = World::new().await;
    let store = world.house.store();
    let assessment: AssessmentId =
        store::testing::assessment(store, "assessment", &world.body, &"lead".into()).await;
    let answer = |practice: &str, note: &str| AnswerChange {
        practice: practice.into(),
        answer: Answer::Largely,
        ticks: None,
        note: note.into(),
        evidence: EvidenceGrade::None,
        reason: String::new(),
        on: 0,
    };
    for (by, practice, note) in [
        ("lead", "GOV-01", "by the lead"),
        ("assessor", "GOV-02", "by the assessor"),
    ] {
        store
            .write(async |tx| {
                tx.save_answers(&assessment, &[answer(practice, note)], &by.into(), START)
                    .await
            })
            .await
            .unwrap()
            .unwrap();
    }
    store::testing::run(
        store,
        "UPDATE answer SET approved_by = 'lead' WHERE practice_id = 'GOV-02'",
    )
    .await;
    let told = |copy: &Value| {
        let answers = copy["answers"].as_array().unwrap().clone();
        let told = answers.into_iter().map(|answer| {
            (
                answer["practice"].as_str().unwrap().to_owned(),
                (answer["given"] == true, answer["approved"] == true),
                answer["words"]["note"].as_str().map(str::to_owned),
            )
        });
        told.collect::<Vec<_>>()
    };
    let (given, approved) = ((true, false), (false, true));
    let first = |note: Option<&str>| ("GOV-01".to_owned(), given, note.map(str::to_owned));
    let second = ("GOV-02".to_owned(), approved, None);
    // What somebody else wrote is not the lead's, though the lead approved of it.
    let own = told(&world.own(&world.lead).await);
    assert_eq!(own, [first(Some("by the lead")), second.clone()]);
    let console = told(&world.copy(&Actor::console(), "lead").await);
    assert_eq!(console, own);
    // Neither the operator nor whoever left the body may read what it answered.
    let without = [first(None), second];
    assert_eq!(told(&world.copy(&world.operator, "lead").await), without);
    let left = Actor {
        memberships: Vec::new(),
        ..world.lead.clone()
    };
    assert_eq!(told(&world.own(&left).await), without);
}

#[tokio::test]
async fn an_entry_names_nobody_else() {
    let world = World::new().await;
    let roles = |of: &str| Event::RolesChanged {
        account: of.into(),
        organisation: world.body.clone(),
        roles: vec!["lead".into()],
    };
    for by in ["lead", "assessor", "console", "job"] {
        world.record(by, roles("lead")).await;
    }
    world.record("lead", roles("assessor")).await;
    let organisation = world.body.clone();
    let started = Event::AssessmentStarted {
        organisation: organisation.clone(),
        assessment: "assessment".into(),
    };
    world.record("lead", started).await;
    world.record("lead", Event::ProfileChanged { organisation }).await;
    let copy = world.own(&world.lead).await;
    assert_eq!(
        each(&copy, "recorded", "by"),
        [
            "oneself",
            "somebody-else",
            "console",
            "job",
            "oneself",
            "oneself",
            "oneself"
        ]
    );
    let recorded = copy["recorded"].as_array().unwrap();
    let details: Vec<bool> = recorded.iter().map(|entry| !entry["details"].is_null()).collect();
    // Whose roles the lead changed is not the lead's to carry away.
    assert_eq!(details, [true, true, true, true, false, true, true]);
    let subjects: Vec<&Value> = recorded.iter().map(|entry| &entry["subject"]).collect();
    assert_eq!(
        subjects,
        [
            &Value::Null,
            &Value::Null,
            &Value::Null,
            &Value::Null,
            &Value::Null,
            &"assessment".into(),
            &"body".into()
        ]
    );
    assert!(!copy["recorded"].to_string().contains("assessor"), "{copy}");
}

#[tokio::test]
async fn a_copy_that_was_given_out_is_on_record() {
    let world = World::new().await;
    world.own(&world.lead).await;
    world.house.clock.set(START.plus_seconds(1));
    world.copy(&world.operator, "lead").await;
    let recorded = world
        .house
        .store()
        .reader()
        .audit_list(&Default::default(), 9)
        .await
        .unwrap();
    let recorded: Vec<(&str, &str, &str)> = recorded
        .iter()
        .map(|row| {
            (
                row.entry.action.as_str(),
                row.entry.actor.as_str(),
                row.entry.object_id.as_str(),
            )
        })
        .collect();
    let exported = |by| ("account-exported", by, "lead");
    assert_eq!(recorded, [exported("operator"), exported("lead")]);
    for nobody in ["nobody", "\0"] {
        let none = act!(world.house, &world.operator, personal_data(&nobody.into()));
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    }
}

#[tokio::test]
async fn a_copy_tells_networks_and_browsers_apart() {
    let world = World::new().await;
    let lead = AccountId::from("lead");
    world
        .house
        .store()
        .write(async |tx| {
            tx.remember_network(&lead, "192.0.2.1", START).await?;
            tx.remember_browser(&lead, "hash", START.plus_seconds(1)).await
        })
        .await
        .unwrap();
    let copy = world.own(&world.lead).await;
    assert_eq!(each(&copy, "networks_known", "network"), ["192.0.2.1"]);
    assert_eq!(each(&copy, "networks_known", "used_at"), [START.iso()]);
    let browsers = &copy["browsers_used_at"];
    assert_eq!(*browsers, serde_json::json!([START.plus_seconds(1).iso()]));
}

#[tokio::test]
async fn a_copy_says_who_gave_out_the_password_that_there_is() {
    let world = World::new().await;
    let store = world.house.store();
    let given = |copy: &Value| {
        let account = &copy["account"];
        let name = account["password_given_in_the_name_of"]
            .as_str()
            .map(str::to_owned);
        (
            account["has_password"] == true,
            name,
            account["password_given_at_the_console"] == true,
        )
    };
    let own = async || given(&world.own(&world.assessor).await);
    let sign_up = async |by: &Actor| {
        let body = world.house.with_people(by, "body").await.unwrap();
        let link = act!(world.house, by, &body, crate::new_link(&"assessor".into())).unwrap();
        let secret = link.path.rsplit('/').next().unwrap().to_owned();
        let password = "a password of this test";
        // Of a link that nobody used, nothing is said.
        let before = own().await;
        world
            .house
            .set_password_by_link(&secret, password.into(), password)
            .await
            .unwrap();
        before
    };
    let none = (false, None, false);
    assert_eq!(sign_up(&world.lead).await, none);
    assert_eq!(own().await, (true, Some("body".to_owned()), false));
    store::testing::run(
        store,
        "UPDATE account SET password_hash = NULL WHERE id = 'assessor'",
    )
    .await;
    sign_up(&Actor::console()).await;
    let (has_password, _, at_the_console) = own().await;
    assert!(has_password && at_the_console);
}

#[tokio::test]
async fn nobody_is_removed_by_a_slip_of_the_hand() {
    let world = World::new().await;
    let remove = async |by: &Actor, who: &str, address: &str| {
        act!(world.house, by, remove_person(&who.into(), address))
    };
    for address in ["", "lead@example.org", "assessor"] {
        match remove(&world.operator, "assessor", address).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.of("address"), Some("remove-address")),
            other => panic!("{address}: {other:?}"),
        }
    }
    let own = remove(&world.operator, "operator", "operator@example.org").await;
    assert!(matches!(own, Err(Error::NotNow(NotNow::RemoveOwn))), "{own:?}");
    let last = remove(&world.operator, "lead", "lead@example.org").await;
    assert!(matches!(last, Err(Error::NotNow(NotNow::LastLead))), "{last:?}");
    for nobody in ["nobody", "\0"] {
        let none = remove(&world.operator, nobody, "").await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    }
    let recorded = async || {
        let reader = &mut world.house.store().reader();
        let rows = reader.audit_list(&Default::default(), 9).await.unwrap();
        let told = rows
            .into_iter()
            .map(|row| format!("{} {} {}", row.entry.actor, row.entry.action, row.entry.object_id));
        told.collect::<Vec<_>>()
    };
    assert!(recorded().await.is_empty());
    remove(&world.operator, "assessor", " Assessor@example.org")
        .await
        .unwrap();
    assert_eq!(recorded().await, ["operator account-removed assessor"]);
    let gone = remove(&world.operator, "assessor", "assessor@example.org").await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
}

/// An address that an older version kept as it was typed can be typed in either form.
#[tokio::test]
async fn an_address_kept_in_an_older_form_is_no_obstacle() {
    let world = World::new().await;
    for (address, of) in [("straße@example.org", "one"), ("STRASSE@example.org", "two")] {
        let account = store::testing::account(world.house.store(), of).await;
        store::testing::run(
            world.house.store(),
            &format!("UPDATE account SET email = '{address}' WHERE id = '{of}'"),
        )
        .await;
        act!(world.house, &world.operator, remove_person(&account, address)).unwrap();
    }
}

#[tokio::test]
async fn the_operator_sees_where_somebody_belongs_and_others_see_nothing() {
    let world = World::new().await;
    let other = world
        .house
        .organisation("another", OrganisationKind::ElectionBody)
        .await;
    world
        .house
        .roles(
            &"assessor".into(),
            &[(&world.body, Role::Learner), (&other, Role::Learner)],
        )
        .await;
    let facts = act!(world.house, &world.operator, person(&"assessor".into())).unwrap();
    assert_eq!(facts.organisations, ["another", "body"]);
    assert!(!facts.can_sign_in);
    world
        .house
        .store()
        .write(async |tx| tx.set_password(&"assessor".into(), "hash").await)
        .await
        .unwrap();
    let facts = act!(world.house, &world.operator, person(&"assessor".into())).unwrap();
    assert!(facts.can_sign_in);
    let account = act!(
        world.house,
        &world.operator,
        account_of_email(" Assessor@Example.org")
    )
    .unwrap();
    assert_eq!(account, facts.account);
    for refused in [
        act!(world.house, &world.lead, person(&"assessor".into())).err(),
        act!(world.house, &world.lead, personal_data(&"assessor".into())).err(),
        act!(
            world.house,
            &world.lead,
            remove_person(&"assessor".into(), "assessor@example.org")
        )
        .err(),
        act!(world.house, &world.lead, account_of_email("assessor@example.org")).err(),
    ] {
        assert!(
            matches!(
                refused,
                Some(Error::Refused(domain::identity::policy::Refusal::NotYours))
            ),
            "{refused:?}"
        );
    }
    let unknown = act!(
        world.house,
        &world.operator,
        account_of_email("nobody@example.org")
    );
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
}
