//! The table of who may do what, and what it must never come to.

use super::*;

#[test]
fn the_console_runs_the_instance_and_bears_a_name() {
    let console = Actor::console();
    assert_eq!(console.account, Some(Actor::CONSOLE.into()));
    for action in [
        Action::ReadInstance,
        Action::ManageOrganisations,
        Action::ManageRounds,
        Action::ManageAccounts,
    ] {
        assert_eq!(decide(&console, action, Resource::Instance), Ok(()), "{action:?}");
    }
    let body = OrganisationId::from("body");
    assert!(decide(&console, Action::ReadAssessment, Resource::Organisation(&body)).is_err());
}

/// One row for each action, one column for each role (a visitor first): `x` allowed on one's own organisation,
/// `.` refused.
const TABLE: &str = "
    action                 visitor learner assessor lead reviewer analyst implementer operator
    ReadContent            x       x       x        x    x        x       x           x
    UseDoor                x       x       x        x    x        x       x           x
    Learn                  .       x       x        x    x        x       x           x
    ManageOwnAccount       .       x       x        x    x        x       x           x
    ReadPeople             .       .       .        x    .        .       .           x
    ManagePeople           .       .       .        x    .        .       .           x
    EndSessions            .       .       .        x    .        .       .           x
    ReadBody               .       x       x        x    x        .       .           .
    EditProfile            .       .       .        x    .        .       .           .
    StartAssessment        .       .       .        x    .        .       .           .
    ReadAssessment         .       .       x        x    x        .       .           .
    Answer                 .       .       x        x    .        .       .           .
    ApproveNotApplicable   .       .       .        x    .        .       .           .
    SubmitAssessment       .       .       .        x    .        .       .           .
    ReadReport             .       .       x        x    x        .       .           .
    ReadConsent            .       .       x        x    .        .       .           .
    ProposeConsent         .       .       .        x    .        .       .           .
    ConfirmConsent         .       .       x        x    .        .       .           .
    ReadOwnRequests        .       .       x        x    .        .       .           .
    ProposeRequest         .       .       .        x    .        .       .           .
    ConfirmRequest         .       .       x        x    .        .       .           .
    AnswerOffers           .       .       .        x    .        .       .           .
    ReadRequests           .       .       .        .    .        x       x           .
    OfferHelp              .       .       .        .    .        x       x           .
    ReadRelease            .       .       .        .    .        x       .           .
    ReadNamedReport        .       .       .        .    .        x       .           .
    ReadInstance           .       .       .        .    .        .       .           x
    ManageOrganisations    .       .       .        .    .        .       .           x
    ManageRounds           .       .       .        .    .        .       .           x
    ReadAudit              .       .       .        x    .        .       .           .
    ReadWholeAudit         .       .       .        .    .        .       .           x
    ManageAccounts         .       .       .        .    .        .       .           x
";

fn kind_of(role: Role) -> OrganisationKind {
    match role {
        Role::Learner | Role::Assessor | Role::Lead | Role::Reviewer => OrganisationKind::ElectionBody,
        Role::Analyst => OrganisationKind::Donor,
        Role::Implementer => OrganisationKind::Partner,
        Role::Operator => OrganisationKind::Operator,
    }
}

fn actor(role: Option<Role>) -> Actor {
    role.map_or_else(Actor::default, |role| Actor {
        account: Some("person".into()),
        memberships: vec![Membership {
            organisation: "own".into(),
            kind: kind_of(role),
            role,
        }],
    })
}

fn may(actor: &Actor, action: Action, organisation: &OrganisationId) -> bool {
    let resource = match action.reach() {
        Reach::Instance => Resource::Instance,
        Reach::Organisation => Resource::Organisation(organisation),
        Reach::NamedReport => Resource::NamedReport {
            donor: organisation,
            granted: true,
        },
    };
    decide(actor, action, resource).is_ok()
}

#[test]
fn every_role_and_action_is_decided_as_in_the_table() {
    let mut rows = TABLE
        .lines()
        .map(str::split_whitespace)
        .filter(|row| row.clone().next().is_some());
    let header: Vec<&str> = rows.next().expect("a header").skip(1).collect();
    let roles: Vec<Option<Role>> = header
        .iter()
        .map(|&name| (name != "visitor").then(|| Role::parse(name).expect("a role")))
        .collect();
    assert_eq!(roles.len(), Role::ALL.len() + 1);
    let mut seen = Vec::new();
    for mut row in rows {
        let name = row.next().expect("an action");
        let action = Action::ALL
            .iter()
            .copied()
            .find(|action| format!("{action:?}") == name)
            .expect(name);
        seen.push(action);
        let expected: Vec<bool> = row.map(|mark| mark == "x").collect();
        assert_eq!(expected.len(), roles.len(), "{name}");
        for (role, expected) in roles.iter().zip(expected) {
            assert_eq!(
                may(&actor(*role), action, &"own".into()),
                expected,
                "{name} by {role:?}"
            );
        }
    }
    seen.sort();
    let mut all = Action::ALL.to_vec();
    all.sort();
    assert_eq!(seen, all);
}

#[test]
fn another_organisation_is_closed_to_all_but_the_operator() {
    for role in Role::ALL {
        for &action in Action::ALL {
            if action.reach() != Reach::Instance {
                let operator_helps = role == Role::Operator
                    && matches!(
                        action,
                        Action::ReadPeople | Action::ManagePeople | Action::EndSessions
                    );
                assert_eq!(
                    may(&actor(Some(role)), action, &"other".into()),
                    operator_helps,
                    "{action:?} by {role:?}"
                );
            }
        }
    }
}

#[test]
fn an_action_on_the_wrong_kind_of_thing_is_refused() {
    let own = OrganisationId::from("own");
    for (role, action, resource) in [
        (Role::Operator, Action::ManageRounds, Resource::Organisation(&own)),
        (Role::Operator, Action::ManagePeople, Resource::Instance),
        (Role::Analyst, Action::ReadRelease, Resource::Organisation(&own)),
    ] {
        assert_eq!(
            decide(&actor(Some(role)), action, resource),
            Err(Refusal::NotYours),
            "{action:?} on {resource:?}"
        );
    }
}

#[test]
fn a_report_that_is_not_granted_stays_closed() {
    let resource = Resource::NamedReport {
        donor: &"own".into(),
        granted: false,
    };
    assert_eq!(
        decide(&actor(Some(Role::Analyst)), Action::ReadNamedReport, resource),
        Err(Refusal::NotYours)
    );
}

#[test]
fn a_role_of_the_wrong_kind_of_organisation_gives_nothing() {
    let odd = Actor {
        account: Some("person".into()),
        memberships: vec![Membership {
            organisation: "own".into(),
            kind: OrganisationKind::ElectionBody,
            role: Role::Operator,
        }],
    };
    assert_eq!(
        decide(&odd, Action::ManageRounds, Resource::Instance),
        Err(Refusal::NotYours)
    );
}

#[test]
fn a_visitor_is_asked_to_sign_in_and_a_stranger_sees_nothing() {
    let own = OrganisationId::from("own");
    let resource = Resource::Organisation(&own);
    assert_eq!(
        decide(&Actor::default(), Action::ReadReport, resource),
        Err(Refusal::SignIn)
    );
    assert_eq!(
        decide(&actor(Some(Role::Learner)), Action::ReadReport, resource),
        Err(Refusal::NotYours)
    );
}

#[test]
fn a_permit_says_who_asked_and_what_it_is_for() {
    let own = Organisation {
        id: "own".into(),
        kind: OrganisationKind::ElectionBody,
        slug: "own-body".into(),
        name: "Own body".into(),
        country: "NL".into(),
        region: "Europe".into(),
        income_group: None,
    };
    let lead = actor(Some(Role::Lead));
    let to_edit = permit::<act::EditProfile>(&lead, own.clone()).expect("a lead");
    assert_eq!(to_edit.actor(), &lead);
    assert_eq!(to_edit.account().as_str(), "person");
    assert_eq!(to_edit.organisation(), &own);

    let analyst = actor(Some(Role::Analyst));
    let shown = NamedReport {
        donor: "own".into(),
        granted: true,
    };
    let to_read = permit::<act::ReadNamedReport>(&analyst, shown.clone()).expect("an analyst");
    assert_eq!(to_read.actor(), &analyst);
    assert_eq!(to_read.donor(), &shown.donor);

    // What a visitor may do as well is still done by somebody, if somebody is signed in.
    for actor in [Actor::default(), lead] {
        let to_enter = permit::<act::UseDoor>(&actor, Instance).expect("anybody");
        assert_eq!(to_enter.account(), &actor.account);
    }
}

#[test]
fn somebody_is_led_only_to_where_they_may_go() {
    let leads_to = |role: Option<Role>| {
        let areas = [Action::ReadAssessment, Action::ReadRelease, Action::ReadInstance];
        areas.map(|action| may_anywhere(&actor(role), action))
    };
    let expected = [
        (None, [false, false, false]),
        (Some(Role::Learner), [false, false, false]),
        (Some(Role::Assessor), [true, false, false]),
        (Some(Role::Lead), [true, false, false]),
        (Some(Role::Reviewer), [true, false, false]),
        (Some(Role::Analyst), [false, true, false]),
        (Some(Role::Implementer), [false, false, false]),
        (Some(Role::Operator), [false, false, true]),
    ];
    for (role, areas) in expected {
        assert_eq!(leads_to(role), areas, "{role:?}");
    }
}
