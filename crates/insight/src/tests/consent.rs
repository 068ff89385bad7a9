//! Two people decide what a body allows.

use super::*;

#[tokio::test]
async fn it_takes_two_people_up_and_down() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    world.body("other", "north").await;
    let round = world.open("first").await;
    let own = OrganisationId::from("own");
    let (lead, assessor) = world.bodies["own"].clone();
    let level = async || {
        let sharing = act!(world.setting, &lead, &own, crate::sharing()).unwrap();
        sharing.rounds[0].level(&domain::disclose::Recipient::EveryDonor)
    };

    let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
    assert_eq!(level().await, Consent::None);
    // The message stands beside the proposal that it is about.
    let beside = format!("proposal-{proposal}");
    let alone = act!(
        world.setting,
        &lead,
        &own,
        confirm_consent(&proposal, &Words::default())
    );
    assert!(
        matches!(&alone, Err(Error::Invalid(errors)) if errors.of(&beside) == Some("consent-own-proposal")),
        "{alone:?}"
    );
    let twice = world.propose("own", &round, "", Consent::AggregateOnly).await;
    assert!(
        matches!(&twice, Err(Error::Invalid(errors)) if errors.0[0].1 == "consent-waiting"),
        "{twice:?}"
    );
    for stranger in [&world.bodies["other"].0, &world.first, &world.operator] {
        let refused = act!(
            world.setting,
            stranger,
            &own,
            confirm_consent(&proposal, &Words::default())
        );
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    // A proposal of one body cannot be settled in the name of another.
    let other = act!(
        world.setting,
        &world.bodies["other"].0,
        "other",
        confirm_consent(&proposal, &Words::default())
    );
    assert!(is_not_found(other));
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&proposal, &Words::default())
    )
    .unwrap();
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&proposal, &Words::default())
    )
    .unwrap();
    assert_eq!(level().await, Consent::Named);

    let lower = world.propose("own", &round, "", Consent::None).await.unwrap();
    assert_eq!(level().await, Consent::Named);
    act!(world.setting, &assessor, &own, decline_consent(&lower)).unwrap();
    let late = act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&lower, &Words::default())
    );
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::ConsentSettled))),
        "{late:?}"
    );
    let again = world.propose("own", &round, "", Consent::None).await.unwrap();
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&again, &Words::default())
    )
    .unwrap();
    assert_eq!(level().await, Consent::None);

    let mistake = world.propose("own", &round, "", Consent::Named).await.unwrap();
    let assessors = act!(world.setting, &assessor, &own, withdraw_consent(&mistake));
    assert!(
        matches!(assessors, Err(Error::Refused(Refusal::NotYours))),
        "{assessors:?}"
    );
    act!(world.setting, &lead, &own, withdraw_consent(&mistake)).unwrap();
    act!(world.setting, &lead, &own, withdraw_consent(&mistake)).unwrap();
    let sharing = act!(world.setting, &assessor, &own, crate::sharing()).unwrap();
    let states: Vec<&str> = sharing.rounds[0]
        .proposals
        .iter()
        .map(|proposal| match proposal.state {
            ProposalState::Waiting => "waiting",
            ProposalState::Ended => "ended",
            ProposalState::Confirmed { .. } => "confirmed",
            ProposalState::Withdrawn { .. } => "withdrawn",
            ProposalState::Declined { .. } => "declined",
        })
        .collect();
    assert_eq!(states, ["withdrawn", "confirmed", "declined", "confirmed"]);
    let receipt = act!(world.setting, &assessor, &own, consent_receipt(&proposal)).unwrap();
    assert_eq!(
        (receipt.proposal.level, receipt.proposal.text_version),
        (Consent::Named, crate::CONSENT_TEXT_VERSION)
    );
    assert!(is_not_found(act!(
        world.setting,
        &assessor,
        &own,
        consent_receipt(&mistake)
    )));
}

#[tokio::test]
async fn an_assessor_does_not_propose_and_one_donor_is_shown_all_or_nothing() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (_, assessor) = &world.bodies["own"];
    let input = NewProposal {
        round: round.clone(),
        recipient: domain::disclose::Recipient::EveryDonor,
        level: Consent::Named,
    };
    let refused = act!(
        world.setting,
        assessor,
        "own",
        propose_consent(&input, &Words::default())
    );
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
    assert!(is_not_found(
        world.propose("own", &round, "d1", Consent::AggregateOnly).await
    ));
    assert!(is_not_found(
        world.propose("own", &round, "house", Consent::Named).await
    ));
    assert!(is_not_found(
        world.propose("own", "no such round", "", Consent::Named).await
    ));
}

#[tokio::test]
async fn a_proposal_ends_with_its_proposers_role() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let own = OrganisationId::from("own");
    let third = world.setting.person("third", &[(&own, Role::Lead)]).await;
    let (lead, assessor) = world.bodies["own"].clone();
    let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
    let state = async || {
        let sharing = act!(world.setting, &assessor, &own, crate::sharing()).unwrap();
        let found = sharing.rounds[0].proposals.iter().find(|own| own.id == proposal);
        found.unwrap().state.clone()
    };
    let is_ended = async || {
        let late = act!(
            world.setting,
            &assessor,
            &own,
            confirm_consent(&proposal, &Words::default())
        );
        matches!(late, Err(Error::NotNow(NotNow::ConsentEnded)))
    };
    assert_eq!(state().await, ProposalState::Waiting);
    world.setting.clock.set(world.setting.env.now().plus_seconds(60));
    let now = world.setting.env.now().0;
    let proposer = lead.account.clone().unwrap();
    store::testing::set_roles(world.setting.store(), &proposer, &own, &["assessor"], now).await;
    assert_eq!(state().await, ProposalState::Ended);
    assert!(is_ended().await);
    // It does not stand in the way of the next one, after which it is still no more than ended.
    let next = NewProposal::parse(&round, "", "named").unwrap();
    act!(
        world.setting,
        &third,
        &own,
        propose_consent(&next, &Words::default())
    )
    .unwrap();
    assert_eq!(state().await, ProposalState::Ended);
    assert!(is_ended().await);
}

#[tokio::test]
async fn the_first_person_takes_back_and_the_second_declines() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let own = OrganisationId::from("own");
    let third = world.setting.person("third", &[(&own, Role::Lead)]).await;
    let (lead, assessor) = world.bodies["own"].clone();
    let fault = |result: Result<()>, proposal: &str| match result {
        Err(Error::Invalid(errors)) => errors.of(&format!("proposal-{proposal}")),
        other => panic!("{other:?}"),
    };
    for is_declined in [false, true] {
        let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
        let declined = act!(world.setting, &lead, &own, decline_consent(&proposal));
        assert_eq!(fault(declined, &proposal), Some("consent-own-decline"));
        let withdrawn = act!(world.setting, &third, &own, withdraw_consent(&proposal));
        assert_eq!(fault(withdrawn, &proposal), Some("consent-not-own"));
        world.setting.clock.set(world.setting.env.now().plus_seconds(60));
        if is_declined {
            act!(world.setting, &assessor, &own, decline_consent(&proposal)).unwrap();
        } else {
            act!(world.setting, &lead, &own, withdraw_consent(&proposal)).unwrap();
        }
        world.setting.clock.set(world.setting.env.now().plus_seconds(60));
    }
    // It is recorded as what it was.
    let recorded = world
        .setting
        .store()
        .reader()
        .audit_list(&Default::default(), 3)
        .await
        .unwrap();
    let recorded: Vec<(&str, &str)> = recorded
        .iter()
        .map(|row| (row.entry.action.as_str(), row.entry.actor.as_str()))
        .collect();
    assert_eq!(
        recorded,
        [
            ("consent-declined", "own-assessor"),
            ("consent-proposed", "own-lead"),
            ("consent-withdrawn", "own-lead"),
        ]
    );
}

#[tokio::test]
async fn the_same_is_agreed_to_again_only_under_a_new_text() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    world.consent("own", &round, "", Consent::Named).await;
    let unchanged = world.propose("own", &round, "", Consent::Named).await;
    assert!(
        matches!(&unchanged, Err(Error::Invalid(errors)) if errors.0[0].1 == "consent-unchanged"),
        "{unchanged:?}"
    );
    let earlier = crate::CONSENT_TEXT_VERSION - 1;
    store::testing::run(
        world.setting.store(),
        &format!("UPDATE consent SET text_version = {earlier}"),
    )
    .await;
    assert!(world.propose("own", &round, "", Consent::Named).await.is_ok());
}

#[tokio::test]
async fn a_proposal_keeps_the_name_of_a_single_donor() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let lead = &world.bodies["own"].0;
    for (recipient, name) in [("d1", Some("d1")), ("", None)] {
        let id = world
            .propose("own", &round, recipient, Consent::Named)
            .await
            .unwrap();
        let sharing = act!(world.setting, lead, "own", crate::sharing()).unwrap();
        let found = sharing.rounds[0].proposals.iter().find(|own| own.id == id);
        assert_eq!(found.unwrap().recipient_name.as_deref(), name);
    }
}
