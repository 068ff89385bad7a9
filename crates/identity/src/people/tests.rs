//! Adding people, changing roles, giving out links.
//!
//! Long because who may give what to whom has a case for every path.

use domain::identity::policy::Refusal;
use domain::timestamp::Timestamp;

use super::*;
use crate::*;
use usecase::LinkFault;

use crate::credential::{actor_of, trusted};
use crate::links::LinkBefore;
use testkit::act;

use crate::testing::{House, setting};

const LONG_ENOUGH: &str = "a password of this test";

fn amal(roles: &[Role]) -> NewPerson {
    NewPerson {
        name: "Amal".into(),
        email: " Amal@Example.org ".into(),
        roles: roles.to_vec(),
    }
}

fn secret(link: &InvitationLink) -> &str {
    link.path.strip_prefix("/set-password/").unwrap()
}

async fn body_with_lead(setting: &House) -> (Organisation, Actor) {
    let id = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&id, Role::Lead)]).await;
    let body = setting.with_people(&lead, "body").await.unwrap();
    (body, lead)
}

#[tokio::test]
async fn a_new_person_gets_a_link_that_sets_the_password() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let added = setting
        .add_person(&lead, &body, &amal(&[Role::Assessor, Role::Assessor]))
        .await
        .unwrap();
    let link = added.link.unwrap();
    let account = setting
        .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
        .await
        .unwrap();
    let people = act!(setting, &lead, &body.id, people(&ListQuery::default()))
        .unwrap()
        .rows;
    let amal_now = people.iter().find(|person| person.account == account).unwrap();
    assert_eq!(amal_now.email, "amal@example.org");
    assert_eq!(amal_now.roles, [Role::Assessor]);
    assert!(amal_now.can_sign_in);
    // Used once.
    let again = setting
        .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
        .await;
    assert!(matches!(again, Err(Error::Link(LinkFault::Used(_)))), "{again:?}");
    // Added again, the person keeps the password.
    let again = setting
        .add_person(&lead, &body, &amal(&[Role::Learner]))
        .await
        .unwrap();
    assert_eq!(again.link, None);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    for (input, field) in [
        (
            NewPerson {
                name: " ".into(),
                ..amal(&[Role::Lead])
            },
            "name",
        ),
        (
            NewPerson {
                email: "amal".into(),
                ..amal(&[Role::Lead])
            },
            "email",
        ),
        (
            NewPerson {
                email: format!("{}@example.org", "a".repeat(250)),
                ..amal(&[Role::Lead])
            },
            "email",
        ),
        (amal(&[]), "roles"),
        (amal(&[Role::Analyst]), "roles"),
        (amal(&[Role::Lead, Role::Operator]), "roles"),
        (
            NewPerson {
                name: "\0".into(),
                ..amal(&[Role::Lead])
            },
            "name",
        ),
    ] {
        match setting.add_person(&lead, &body, &input).await {
            Err(Error::Invalid(errors)) => assert!(errors.of(field).is_some(), "{errors:?}"),
            other => panic!("{input:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_lead_cannot_take_over_an_account_of_elsewhere() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let operator = setting.person("amal", &[(&house, Role::Operator)]).await;
    let account = operator.account.clone().unwrap();
    // Nor add it: that would show a stranger's name, and end what was under way elsewhere.
    match setting.add_person(&lead, &body, &amal(&[Role::Assessor])).await {
        Err(Error::Invalid(errors)) => assert_eq!(errors.of("email"), Some("email-elsewhere")),
        other => panic!("{other:?}"),
    }
    // The operator can, who has not even set a password yet.
    setting
        .add_person(&Actor::console(), &body, &amal(&[Role::Assessor]))
        .await
        .unwrap();
    let link = act!(setting, &lead, &body, new_link(&account));
    assert!(
        matches!(link, Err(Error::NotNow(NotNow::LinkElsewhere))),
        "{link:?}"
    );
    // Another operator may, and so may the operator's own machine.
    let other = setting.person("other", &[(&house, Role::Operator)]).await;
    assert!(act!(setting, &other, &body, new_link(&account)).is_ok());
    assert!(act!(setting, &Actor::console(), new_link_by_email("amal@example.org")).is_ok());
    let refused = act!(setting, &lead, new_link_by_email("amal@example.org"));
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_link_dies_when_the_account_grows_beyond_who_gave_it() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let added = setting
        .add_person(&lead, &body, &amal(&[Role::Assessor]))
        .await
        .unwrap();
    let link = added.link.unwrap();
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        None
    );
    let donor = setting.organisation("donor", OrganisationKind::Donor).await;
    let account = setting
        .store()
        .reader()
        .account_by_email("amal@example.org")
        .await
        .unwrap()
        .unwrap()
        .id;
    setting.roles(&account.into(), &[(&donor, Role::Analyst)]).await;
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        Some(LinkFault::Withdrawn)
    );
    let used = setting
        .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
        .await;
    assert!(matches!(used, Err(Error::Link(LinkFault::Withdrawn))), "{used:?}");
}

#[tokio::test]
async fn a_link_of_a_lead_who_left_is_worth_nothing() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let second = setting.person("second", &[(&body.id, Role::Lead)]).await;
    let link = setting
        .add_person(&lead, &body, &amal(&[Role::Assessor]))
        .await
        .unwrap()
        .link
        .unwrap();
    act!(
        setting,
        &second,
        &body,
        set_roles(lead.account.as_ref().unwrap(), &[])
    )
    .unwrap();
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        Some(LinkFault::Withdrawn)
    );
}

#[tokio::test]
async fn a_link_is_good_for_a_week() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let link = setting
        .add_person(&lead, &body, &amal(&[Role::Assessor]))
        .await
        .unwrap()
        .link
        .unwrap();
    setting.clock.set(Timestamp(link.expires_at.0 - 1));
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        None
    );
    setting.clock.set(link.expires_at);
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        Some(LinkFault::Expired(link.expires_at))
    );
}

#[tokio::test]
async fn the_last_lead_stays_and_strangers_are_not_found() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let own = lead.account.clone().unwrap();
    let left = act!(setting, &lead, &body, set_roles(&own, &[Role::Assessor]));
    assert!(matches!(left, Err(Error::NotNow(NotNow::LastLead))), "{left:?}");
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let stranger = setting.person("stranger", &[(&other, Role::Lead)]).await;
    let theirs = stranger.account.clone().unwrap();
    assert!(matches!(
        act!(setting, &lead, &body, set_roles(&theirs, &[Role::Lead])),
        Err(Error::NotFound)
    ));
    assert!(matches!(
        act!(setting, &lead, &body, new_link(&theirs)),
        Err(Error::NotFound)
    ));
    // The policy refuses each, before anything else does.
    let roles = [Role::Lead];
    let own = lead.account.clone().unwrap();
    for outcome in [
        setting
            .add_person(&stranger, &body, &amal(&[Role::Lead]))
            .await
            .map(|_| ()),
        act!(setting, &stranger, &body, set_roles(&own, &roles)).map(|_| ()),
        act!(setting, &stranger, &body, new_link(&own)).map(|_| ()),
        act!(setting, &stranger, &body.id, people(&ListQuery::default())).map(|_| ()),
    ] {
        assert!(
            matches!(outcome, Err(Error::Refused(Refusal::NotYours))),
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_person_of_several_roles_is_listed_once() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let both = [(&body.id, Role::Lead), (&body.id, Role::Assessor)];
    setting.person("second", &both).await;
    let people = act!(setting, &lead, &body.id, people(&ListQuery::default()))
        .unwrap()
        .rows;
    let listed: Vec<(&str, &[Role])> = people
        .iter()
        .map(|person| (person.name.as_str(), person.roles.as_slice()))
        .collect();
    assert_eq!(
        listed,
        [
            ("lead", &[Role::Lead][..]),
            ("second", &[Role::Assessor, Role::Lead])
        ]
    );
}

#[tokio::test]
async fn only_who_belongs_to_an_organisation_is_named() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    setting.person("stranger", &[(&other, Role::Lead)]).await;
    let name = async |account: &str| act!(setting, &lead, &body.id, name_of_person(&account.into()));
    assert_eq!(name("lead").await.unwrap(), "lead");
    for account in ["stranger", "nobody", "\0"] {
        let name = name(account).await;
        assert!(matches!(name, Err(Error::NotFound)), "{name:?}");
    }
    // SQLite finds nobody of that name anyway; PostgreSQL must not even be asked.
    assert!(is_id(&"lead".into()) && !is_id(&"lead\0".into()));
}

#[tokio::test]
async fn an_instance_is_without_accounts_until_the_first() {
    let setting = setting().await;
    assert!(is_without_accounts(&mut setting.store().reader()).await.unwrap());
    setting.person("amal", &[]).await;
    assert!(!is_without_accounts(&mut setting.store().reader()).await.unwrap());
}

/// The account with which [`amal`] is added, with a password set by the link.
async fn joined(setting: &House, link: &InvitationLink) -> AccountId {
    setting.clock.set(setting.env.now().plus_seconds(60));
    setting
        .set_password_by_link(secret(link), LONG_ENOUGH.into(), LONG_ENOUGH)
        .await
        .unwrap()
}

async fn has_password(setting: &House, account: &AccountId) -> bool {
    let row = setting.store().reader().account(account).await.unwrap().unwrap();
    row.password_hash.is_some()
}

#[tokio::test]
async fn an_account_prepared_by_a_lead_is_worth_nothing_elsewhere() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
    setting.organisation("donor", OrganisationKind::Donor).await;
    let donor = act!(setting, &operator, organisation("donor")).unwrap();
    let link = setting
        .add_person(&lead, &body, &amal(&[Role::Learner]))
        .await
        .unwrap()
        .link
        .unwrap();
    let account = joined(&setting, &link).await;
    let session = store::session_hash(&store::testing::session(setting.store(), &account).await);
    // Of the donor's people nobody gave that password out.
    let added = setting
        .add_person(&operator, &donor, &amal(&[Role::Analyst]))
        .await
        .unwrap();
    assert!(added.is_reset);
    let found = added.found.unwrap();
    assert_eq!(found.organisations, ["body"]);
    assert_eq!(found.origins, [Origin::Organisation("body".into())]);
    assert!(!has_password(&setting, &account).await);
    let sessions = setting
        .store()
        .reader()
        .sessions(&account, Timestamp(0))
        .await
        .unwrap();
    assert!(sessions.iter().all(|row| row.id_hash != session), "{sessions:?}");
    // The operator's link may stay: the operator could give any role.
    let link = added.link.unwrap();
    assert_eq!(link.before, Some(LinkBefore::Used(setting.env.now())));
    joined(&setting, &link).await;
    setting.organisation("other", OrganisationKind::Donor).await;
    let other = act!(setting, &operator, organisation("other")).unwrap();
    let added = setting
        .add_person(&operator, &other, &amal(&[Role::Analyst]))
        .await
        .unwrap();
    assert!(!added.is_reset && added.link.is_none(), "{added:?}");
    assert!(has_password(&setting, &account).await);
}

#[tokio::test]
async fn a_password_of_which_nobody_knows_the_giver_is_reset() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let lead = Actor {
        memberships: setting
            .roles(lead.account.as_ref().unwrap(), &[(&other, Role::Lead)])
            .await
            .memberships
            .into_iter()
            .chain(lead.memberships)
            .collect(),
        ..lead
    };
    let row = store::AccountRow {
        password_hash: Some("from before".into()),
        ..store::testing::new_account("amal")
    };
    setting
        .store()
        .write(async |tx| tx.insert_account(&row).await)
        .await
        .unwrap();
    setting.roles(&"amal".into(), &[(&other, Role::Learner)]).await;
    let added = setting
        .add_person(&lead, &body, &amal(&[Role::Learner]))
        .await
        .unwrap();
    assert!(added.is_reset && added.link.is_some());
    assert_eq!(added.found.unwrap().origins, [Origin::Unknown]);
    // All that was done to the account is recorded, in no order within the moment.
    let recorded = setting
        .store()
        .reader()
        .audit_list(&Default::default(), 9)
        .await
        .unwrap();
    let mut recorded: Vec<&str> = recorded.iter().map(|row| row.entry.action.as_str()).collect();
    recorded.sort_unstable();
    assert_eq!(recorded, ["account-reset", "link-given", "person-added"]);
}

#[tokio::test]
async fn a_new_role_counts_as_well_as_a_new_organisation() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let second = setting.person("second", &[(&body.id, Role::Lead)]).await;
    let link = setting
        .add_person(&lead, &body, &amal(&[Role::Learner]))
        .await
        .unwrap()
        .link
        .unwrap();
    let account = joined(&setting, &link).await;
    let raise = |roles: &'static [Role]| {
        let (second, body, account) = (&second, &body, &account);
        let runner = &setting.runner;
        async move { act!(runner, second, body, set_roles(account, roles)) }
    };
    // As long as the one who gave out the password could give the role too, it stays.
    assert_eq!(
        raise(&[Role::Learner, Role::Reviewer]).await.unwrap(),
        RolesSet::default()
    );
    let own = lead.account.clone().unwrap();
    act!(setting, &second, &body, set_roles(&own, &[])).unwrap();
    // Fewer roles are no gain.
    assert_eq!(raise(&[Role::Reviewer]).await.unwrap(), RolesSet::default());
    assert!(has_password(&setting, &account).await);
    let set = raise(&[Role::Reviewer, Role::Lead]).await.unwrap();
    assert_eq!(set.origins, [Origin::Organisation("body".into())]);
    assert!(set.link.is_some() && !has_password(&setting, &account).await);
    // For somebody of elsewhere too, whose password a lead may not renew, the operator has to do it.
    let donor = setting.organisation("donor", OrganisationKind::Donor).await;
    setting
        .store()
        .write(async |tx| tx.set_password(&account, "from elsewhere").await)
        .await
        .unwrap();
    let stranger = setting.person("stranger", &[(&donor, Role::Learner)]).await;
    let theirs = store::NewLink {
        created_by: stranger.account.unwrap().as_str().into(),
        created_at: setting.env.now(),
        expires_at: setting.env.now().plus_seconds(60),
        ..store::testing::link("theirs", "")
    };
    setting
        .store()
        .write(async |tx| tx.insert_password_link(&account, &theirs).await)
        .await
        .unwrap();
    setting.roles(&account, &[(&donor, Role::Learner)]).await;
    let refused = raise(&[Role::Reviewer, Role::Lead, Role::Assessor]).await;
    assert!(
        matches!(refused, Err(Error::NotNow(NotNow::CredentialElsewhere))),
        "{refused:?}"
    );
    assert!(has_password(&setting, &account).await);
}

#[tokio::test]
async fn what_was_done_under_a_name_before_its_owner_had_it_alone_is_not_trusted() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
    let house = act!(setting, &operator, organisation("house")).unwrap();
    // A second lead, whose password the first may know, gives out a link and then becomes an operator.
    let badr = NewPerson {
        email: "badr@example.org".into(),
        ..amal(&[Role::Lead])
    };
    let link = setting
        .add_person(&lead, &body, &badr)
        .await
        .unwrap()
        .link
        .unwrap();
    let badr_account = joined(&setting, &link).await;
    let as_badr = actor_of(&mut setting.store().reader(), badr_account.as_str())
        .await
        .unwrap();
    let link = setting
        .add_person(&as_badr, &body, &amal(&[Role::Learner]))
        .await
        .unwrap()
        .link
        .unwrap();
    setting.clock.set(setting.env.now().plus_seconds(60));
    let raised = setting
        .add_person(
            &operator,
            &house,
            &NewPerson {
                roles: vec![Role::Operator],
                ..badr
            },
        )
        .await
        .unwrap();
    assert!(raised.is_reset);
    joined(&setting, &raised.link.unwrap()).await;
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&link))).unwrap(),
        Some(LinkFault::Withdrawn)
    );
    // One that was used in time is found out when the account gains something.
    let link = act!(
        setting,
        &lead,
        &body,
        new_link(&account_of(&setting, "amal@example.org").await)
    )
    .unwrap();
    let account = joined(&setting, &link).await;
    let as_badr = actor_of(&mut setting.store().reader(), badr_account.as_str())
        .await
        .unwrap();
    let kept = setting
        .store()
        .reader()
        .givers(&account, setting.env.now())
        .await
        .unwrap();
    assert_eq!(
        trusted(&setting.env, &mut setting.store().reader(), &kept, &house.id)
            .await
            .unwrap(),
        []
    );
    let own_name = GiverRow {
        given_by: as_badr.account.map(|account| account.as_str().to_owned()),
        given_at: Some(setting.env.now().0),
        giver_since: Some(setting.env.now().0 - 1),
        ..kept[0].clone()
    };
    let before = GiverRow {
        giver_since: own_name.given_at,
        ..own_name.clone()
    };
    let trusted = trusted(
        &setting.env,
        &mut setting.store().reader(),
        &[own_name.clone(), before],
        &house.id,
    )
    .await
    .unwrap();
    assert_eq!(trusted, [own_name]);
}

async fn account_of(setting: &House, email: &str) -> AccountId {
    let row = setting
        .store()
        .reader()
        .account_by_email(email)
        .await
        .unwrap()
        .unwrap();
    row.id.into()
}

#[tokio::test]
async fn an_account_of_no_organisation_is_the_operator_s_alone() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
    let stranger = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    setting.person("badr", &[(&stranger, Role::Lead)]).await;
    setting.person("amal", &[]).await;
    // The lead learns the same of both.
    let badr = NewPerson {
        email: "badr@example.org".into(),
        ..amal(&[Role::Learner])
    };
    for person in [amal(&[Role::Learner]), badr] {
        match setting.add_person(&lead, &body, &person).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.0, [("email".to_owned(), "email-elsewhere")]),
            other => panic!("{other:?}"),
        }
    }
    let alone = act!(
        setting,
        &operator,
        people_without_organisation(&ListQuery::default())
    )
    .unwrap()
    .rows;
    let emails: Vec<&str> = alone.iter().map(|person| person.email.as_str()).collect();
    assert_eq!(emails, ["amal@example.org"]);
    let added = setting
        .add_person(&operator, &body, &amal(&[Role::Learner]))
        .await
        .unwrap();
    assert!(added.found.unwrap().organisations.is_empty());
    assert!(
        act!(
            setting,
            &operator,
            people_without_organisation(&ListQuery::default())
        )
        .unwrap()
        .rows
        .is_empty()
    );
    let refused = act!(setting, &lead, people_without_organisation(&ListQuery::default()));
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn nobody_gets_a_link_for_themselves() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
    setting
        .roles(operator.account.as_ref().unwrap(), &[(&body.id, Role::Learner)])
        .await;
    for actor in [&lead, &operator] {
        let own = actor.account.clone().unwrap();
        let link = act!(setting, actor, &body, new_link(&own));
        assert!(matches!(link, Err(Error::NotNow(NotNow::LinkOwn))), "{link:?}");
    }
    let link = act!(setting, &operator, new_link_by_email("operator@example.org"));
    assert!(matches!(link, Err(Error::NotNow(NotNow::LinkOwn))), "{link:?}");
    // Nor by adding oneself, or raising oneself, with a password that would have to be renewed.
    let row = setting
        .store()
        .reader()
        .givers(operator.account.as_ref().unwrap(), setting.env.now())
        .await
        .unwrap();
    assert!(row.is_empty());
    let foreign = store::NewLink {
        created_at: setting.env.now(),
        expires_at: setting.env.now().plus_seconds(60),
        ..store::testing::link("foreign", "nobody")
    };
    setting
        .store()
        .write(async |tx| {
            tx.insert_password_link(operator.account.as_ref().unwrap(), &foreign)
                .await
        })
        .await
        .unwrap();
    let own = NewPerson {
        email: "operator@example.org".into(),
        ..amal(&[Role::Lead])
    };
    let added = setting.add_person(&operator, &body, &own).await;
    assert!(
        matches!(added, Err(Error::NotNow(NotNow::CredentialOwn))),
        "{added:?}"
    );
    let raised = act!(
        setting,
        &operator,
        &body,
        set_roles(operator.account.as_ref().unwrap(), &[Role::Lead])
    );
    assert!(
        matches!(raised, Err(Error::NotNow(NotNow::CredentialOwn))),
        "{raised:?}"
    );
    // The console is not the person.
    assert!(
        act!(
            setting,
            &Actor::console(),
            new_link_by_email("operator@example.org")
        )
        .is_ok()
    );
}

#[tokio::test]
async fn two_who_add_the_same_person_at_once_add_one() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let second = setting.person("second", &[(&body.id, Role::Lead)]).await;
    let person = amal(&[Role::Learner]);
    let (first, other) = tokio::join!(
        setting.add_person(&lead, &body, &person),
        setting.add_person(&second, &body, &person),
    );
    let added = [first.unwrap(), other.unwrap()];
    let people = act!(setting, &lead, &body.id, people(&ListQuery::default()))
        .unwrap()
        .rows;
    assert_eq!(
        people
            .iter()
            .filter(|person| person.email == "amal@example.org")
            .count(),
        1
    );
    let mut usable = 0;
    for link in added.iter().filter_map(|added| added.link.as_ref()) {
        usable += usize::from(
            act!(setting, &Actor::default(), link_fault(secret(link)))
                .unwrap()
                .is_none(),
        );
    }
    assert_eq!(usable, 1, "{added:?}");
}

#[tokio::test]
async fn a_link_sent_again_says_what_became_of_the_first() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let added = setting
        .add_person(&lead, &body, &amal(&[Role::Learner]))
        .await
        .unwrap();
    let first = added.link.unwrap();
    assert_eq!(first.before, None);
    let account = account_of(&setting, "amal@example.org").await;
    let again = async || act!(setting, &lead, &body, new_link(&account)).unwrap();
    let second = again().await;
    assert_eq!(second.before, Some(LinkBefore::Open(first.expires_at)));
    assert_eq!(
        act!(setting, &Actor::default(), link_fault(secret(&first))).unwrap(),
        Some(LinkFault::Replaced)
    );
    setting.clock.set(second.expires_at);
    let third = again().await;
    assert_eq!(third.before, Some(LinkBefore::Expired(second.expires_at)));
    joined(&setting, &third).await;
    let used_at = setting.env.now();
    assert_eq!(again().await.before, Some(LinkBefore::Used(used_at)));
    let fault = act!(setting, &Actor::default(), link_fault(secret(&third))).unwrap();
    assert_eq!(fault, Some(LinkFault::Used(used_at)));
    assert_eq!(
        act!(setting, &Actor::default(), link_fault("no secret")).unwrap(),
        Some(LinkFault::Damaged)
    );
    let unknown = act!(setting, &Actor::default(), link_fault(&"0".repeat(32))).unwrap();
    assert_eq!(unknown, Some(LinkFault::Unknown));
}

#[tokio::test]
async fn a_role_that_is_none_is_an_error_and_not_passed_over() {
    let setting = setting().await;
    let (body, lead) = body_with_lead(&setting).await;
    let account = store::testing::account(setting.store(), "amal").await;
    setting
        .store()
        .write(async |tx| tx.set_password(&account, "hash").await)
        .await
        .unwrap();
    setting
        .store()
        .write(async |tx| tx.insert_membership(&account, &body.id, "chief", 1).await)
        .await
        .unwrap();
    for outcome in [
        act!(setting, &lead, &body.id, people(&ListQuery::default())).map(|_| ()),
        setting.identity(&account).await.map(|_| ()),
        actor_of(&mut setting.store().reader(), account.as_str())
            .await
            .map(|_| ()),
    ] {
        assert!(
            matches!(outcome, Err(Error::Store(store::Error::Corrupt(_)))),
            "{outcome:?}"
        );
    }
}
