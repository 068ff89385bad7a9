//! What is sent: what is wrong with it, sent twice, from an older form.

use super::*;

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_at_its_field() {
    let world = World::new().await;
    let good = world.typed("GOV-01", &["donor"]).await;
    let send = async |typed: NewRequest| {
        wrong(act!(
            world.setting,
            &world.lead,
            &world.own,
            propose_request(&typed)
        ))
    };
    for (typed, expected) in [
        (
            NewRequest {
                to: String::new(),
                ..good.clone()
            },
            "to help-to-missing",
        ),
        (
            NewRequest {
                recipients: Vec::new(),
                ..good.clone()
            },
            "to help-recipients-missing",
        ),
        // A body is no recipient.
        (
            NewRequest {
                recipients: vec!["other".to_owned()],
                ..good.clone()
            },
            "to help-recipients-missing",
        ),
        (
            NewRequest {
                last_day: world.day(0),
                ..good.clone()
            },
            "last_day help-day-range",
        ),
        (
            NewRequest {
                last_day: world.day(366),
                ..good.clone()
            },
            "last_day help-day-range",
        ),
        (
            NewRequest {
                last_day: "soon".to_owned(),
                ..good.clone()
            },
            "last_day help-day-unread",
        ),
        (
            NewRequest {
                wanted: "no-such-help".to_owned(),
                ..good.clone()
            },
            "wanted help-unknown",
        ),
    ] {
        assert_eq!(send(typed).await, expected);
    }
    for practice in ["", "NO-99", "GOV\0"] {
        let typed = NewRequest {
            practice: practice.to_owned(),
            ..good.clone()
        };
        let sent = act!(world.setting, &world.lead, &world.own, propose_request(&typed));
        assert!(is_not_found(&sent), "{practice:?}");
    }
    for who in [&world.assessor, &world.stranger, &world.donor] {
        let sent = act!(world.setting, who, &world.own, propose_request(&good));
        assert!(is_not_found(&sent));
    }
    act!(world.setting, &world.lead, &world.own, propose_request(&good)).unwrap();
    // Sent twice: it stands already.
    assert_eq!(send(good).await, "practice help-stands");
    let asking = act!(world.setting, &world.lead, &world.own, ask("GOV-01")).unwrap();
    assert!(asking.standing.is_some());
}

#[tokio::test]
async fn an_older_report_is_not_shown() {
    let world = World::new().await;
    let typed = world.typed("GOV-01", &[]).await;
    let id = world.propose("GOV-02", &[]).await.unwrap();
    world.submit(Answer::Largely).await;
    // From a form that showed the report before.
    let sent = act!(world.setting, &world.lead, &world.own, propose_request(&typed));
    assert_eq!(wrong(sent), "help-report-changed");
    let confirmed = act!(world.setting, &world.assessor, &world.own, confirm_request(&id));
    assert_eq!(wrong(confirmed), "help-report-changed");
    let again = world.typed("GOV-01", &[]).await;
    let id = act!(world.setting, &world.lead, &world.own, propose_request(&again)).unwrap();
    assert_eq!(world.whole(&id).await.request.shown.answer, Some(Answer::Largely));
}

#[tokio::test]
async fn what_is_no_gap_is_not_asked_for() {
    let world = World::new().await;
    world.submit(Answer::Fully).await;
    let asking = act!(world.setting, &world.lead, &world.own, ask("GOV-01"));
    assert!(is_not_found(&asking));
    let stranger = act!(world.setting, &world.stranger, "other", ask("GOV-01"));
    assert!(is_not_found(&stranger), "a body without a report");
}

#[tokio::test]
async fn a_proposal_is_declined_by_another_and_taken_back_by_a_lead() {
    let world = World::new().await;
    let id = world.propose("GOV-01", &[]).await.unwrap();
    let own = act!(world.setting, &world.lead, &world.own, decline_request(&id));
    assert_eq!(wrong(own), "request help-own-decline");
    for _ in 0..2 {
        act!(world.setting, &world.assessor, &world.own, decline_request(&id)).unwrap();
    }
    let confirmed = act!(world.setting, &world.second, &world.own, confirm_request(&id));
    assert_eq!(wrong(confirmed), "help-settled");
    let withdrawn = act!(world.setting, &world.lead, &world.own, withdraw_request(&id));
    assert_eq!(wrong(withdrawn), "help-settled");
    // The way is free for the next.
    let id = world.open("GOV-01", &[]).await;
    let declined = act!(world.setting, &world.second, &world.own, decline_request(&id));
    assert_eq!(wrong(declined), "help-settled");
}

#[tokio::test]
async fn a_proposal_whose_proposer_left_is_not_confirmed() {
    let world = World::new().await;
    let id = world.propose("GOV-01", &[]).await.unwrap();
    store::testing::set_roles(world.setting.store(), &"lead".into(), &world.own, &["learner"], 0).await;
    let confirmed = act!(world.setting, &world.assessor, &world.own, confirm_request(&id));
    assert_eq!(wrong(confirmed), "help-ended");
    act!(world.setting, &world.second, &world.own, withdraw_request(&id)).unwrap();
}

#[tokio::test]
async fn what_is_wrong_with_an_offer_is_said_at_its_field() {
    let world = World::new().await;
    let id = world.open("GOV-01", &[]).await;
    let good = world.an_offer("donor");
    let send = async |input: OfferInput| {
        wrong(act!(
            world.setting,
            &world.donor,
            "donor",
            offer_help(&id, &input)
        ))
    };
    for (input, expected) in [
        (
            OfferInput {
                help: String::new(),
                ..good.clone()
            },
            "help help-kind-missing",
        ),
        (
            OfferInput {
                help: "no-such-help".to_owned(),
                ..good.clone()
            },
            "help help-unknown",
        ),
        (
            OfferInput {
                who_delivers: " ".to_owned(),
                ..good.clone()
            },
            "who_delivers help-who-missing",
        ),
        (
            OfferInput {
                words: "a".repeat(1001),
                ..good.clone()
            },
            "words help-words-long",
        ),
        (
            OfferInput {
                cost: "free".to_owned(),
                ..good.clone()
            },
            "cost help-cost-unknown",
        ),
    ] {
        assert_eq!(send(input).await, expected);
    }
    act!(world.setting, &world.donor, "donor", offer_help(&id, &good)).unwrap();
    assert_eq!(send(good).await, "help help-offered-already");
    // A body offers nothing, a partner not in the name of a donor.
    for (who, helper) in [
        (&world.lead, "own"),
        (&world.partner, "donor"),
        (&world.stranger, "partner"),
    ] {
        let input = world.an_offer("x");
        let sent = act!(world.setting, who, helper, offer_help(&id, &input));
        assert!(is_not_found(&sent), "{helper}");
    }
}
