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
    let alone = act!(
        world.setting,
        &lead,
        &own,
        confirm_consent(&proposal, &Words::default())
    );
    assert!(
        matches!(&alone, Err(Error::Invalid(errors)) if errors.0[0].1 == "consent-own-proposal"),
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
