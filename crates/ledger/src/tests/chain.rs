//! From a request to what the next report says.

use domain::ledger::Outcome;

use super::*;

fn delivery(world: &World) -> Delivery {
    Delivery {
        day: world.day(0),
        words: "Two workshops.".to_owned(),
    }
}

#[tokio::test]
async fn help_is_delivered_and_the_next_answer_stands_beside_the_first() {
    let world = World::new().await;
    let (setting, own, lead) = (&world.setting, &world.own, &world.lead);
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.partner, "partner", &id).await.unwrap();
    let early = act!(
        setting,
        &world.partner,
        "partner",
        report_delivery(&id, &offer, &delivery(&world))
    );
    assert_eq!(wrong(early), "help-settled");
    let by_assessor = act!(setting, &world.assessor, own, accept_offer(&id, &offer));
    assert!(is_not_found(&by_assessor));
    for _ in 0..2 {
        act!(setting, lead, own, accept_offer(&id, &offer)).unwrap();
    }
    let confirmed = act!(setting, lead, own, confirm_delivery(&id, &offer));
    assert_eq!(wrong(confirmed), "help-settled");

    world.wait(10 * DAY);
    for (wrong_one, expected) in [
        (
            Delivery {
                day: world.day(1),
                ..delivery(&world)
            },
            "day help-day-delivered",
        ),
        (
            Delivery {
                day: world.day(-11),
                ..delivery(&world)
            },
            "day help-day-delivered",
        ),
        (
            Delivery {
                day: "then".to_owned(),
                ..delivery(&world)
            },
            "day help-day-unread",
        ),
        (
            Delivery {
                words: " ".to_owned(),
                ..delivery(&world)
            },
            "delivery_words help-delivery-missing",
        ),
    ] {
        let sent = act!(
            setting,
            &world.partner,
            "partner",
            report_delivery(&id, &offer, &wrong_one)
        );
        assert_eq!(wrong(sent), expected);
    }
    let elsewhere = act!(
        setting,
        &world.donor,
        "donor",
        report_delivery(&id, &offer, &delivery(&world))
    );
    assert!(is_not_found(&elsewhere));
    for _ in 0..2 {
        act!(
            setting,
            &world.partner,
            "partner",
            report_delivery(&id, &offer, &delivery(&world))
        )
        .unwrap();
    }
    let nothing = act!(setting, lead, own, say_missing(&id, &offer, ""));
    assert_eq!(wrong(nothing), "missing help-missing-missing");
    act!(
        setting,
        lead,
        own,
        say_missing(&id, &offer, "The second workshop.")
    )
    .unwrap();
    let seen = world.sees(&world.partner, &id).await.unwrap();
    assert_eq!(
        (seen.offers[0].state.as_str(), &*seen.offers[0].missing),
        ("missing", "The second workshop.")
    );
    act!(
        setting,
        &world.partner,
        "partner",
        report_delivery(&id, &offer, &delivery(&world))
    )
    .unwrap();
    let late = act!(setting, &world.partner, "partner", take_back_offer(&id, &offer));
    assert_eq!(wrong(late), "help-settled");
    for _ in 0..2 {
        act!(setting, lead, own, confirm_delivery(&id, &offer)).unwrap();
    }

    // Of the day itself nobody knows whether it was before or after.
    world.submit(Answer::Largely).await;
    let soon = act!(setting, lead, own, close_pledge(&id, &offer));
    assert_eq!(wrong(soon), "help-no-report");
    world.wait(DAY);
    world.submit(Answer::Largely).await;
    for _ in 0..2 {
        act!(setting, lead, own, close_pledge(&id, &offer)).unwrap();
    }
    // What is submitted later changes nothing of it.
    world.wait(DAY);
    world.submit(Answer::NotImplemented).await;
    let seen = world.sees(&world.partner, &id).await.unwrap();
    assert_eq!(seen.request.shown.answer, Some(Answer::Partly));
    let outcome = seen.offers[0].outcome.unwrap();
    assert!(
        matches!(
            outcome,
            Outcome::Gap {
                answer: Some(Answer::Largely),
                ..
            }
        ),
        "{outcome:?}"
    );
    let stage = world.whole(&id).await.request.stage;
    assert_eq!(stage, Stage::Pledged(domain::ledger::OfferState::Closed));
}

#[tokio::test]
async fn whoever_may_close_it_sees_before_what_will_be_shown() {
    let world = World::new().await;
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.donor, "donor", &id).await.unwrap();
    act!(world.setting, &world.lead, &world.own, accept_offer(&id, &offer)).unwrap();
    act!(
        world.setting,
        &world.donor,
        "donor",
        report_delivery(&id, &offer, &delivery(&world))
    )
    .unwrap();
    act!(
        world.setting,
        &world.lead,
        &world.own,
        confirm_delivery(&id, &offer)
    )
    .unwrap();
    let store = world.setting.store();
    let to_close = world
        .setting
        .env
        .enter_by_id(&mut store.reader(), &world.lead, &world.own)
        .await
        .unwrap();
    let now = async || {
        act!(
            world.setting,
            &world.lead,
            &world.own,
            own_request(&id, Some(&to_close))
        )
        .unwrap()
        .outcome_now
    };
    assert_eq!(now().await, None);
    world.wait(2 * DAY);
    world.submit(Answer::Fully).await;
    assert!(matches!(now().await, Some(Outcome::NoGap { .. })));
    act!(world.setting, &world.lead, &world.own, close_pledge(&id, &offer)).unwrap();
    let seen = world.sees(&world.donor, &id).await.unwrap();
    assert!(matches!(seen.offers[0].outcome, Some(Outcome::NoGap { .. })));
}

#[tokio::test]
async fn a_pledge_that_is_taken_back_opens_the_request_again() {
    let world = World::new().await;
    let (setting, own) = (&world.setting, &world.own);
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.donor, "donor", &id).await.unwrap();
    let strange = act!(setting, &world.partner, "partner", take_back_offer(&id, &offer));
    assert!(is_not_found(&strange));
    act!(setting, &world.lead, own, accept_offer(&id, &offer)).unwrap();
    let withdrawn = act!(setting, &world.lead, own, withdraw_request(&id));
    assert_eq!(wrong(withdrawn), "help-settled");
    for _ in 0..2 {
        act!(setting, &world.donor, "donor", take_back_offer(&id, &offer)).unwrap();
    }
    assert_eq!(world.whole(&id).await.request.stage, Stage::Open);
    assert_eq!(world.list(&world.partner).await, ["GOV-01"]);
    // Accepting what was taken back, from a page that was opened before.
    let accepted = act!(setting, &world.lead, own, accept_offer(&id, &offer));
    assert_eq!(wrong(accepted), "help-settled");
    let other = world.offer(&world.partner, "partner", &id).await.unwrap();
    for _ in 0..2 {
        act!(setting, &world.lead, own, decline_offer(&id, &other)).unwrap();
    }
    let again = world.offer(&world.partner, "partner", &id).await.unwrap();
    assert_ne!(again, other);
}

#[tokio::test]
async fn every_move_is_in_the_audit_of_the_body() {
    let world = World::new().await;
    let (setting, own, lead) = (&world.setting, &world.own, &world.lead);
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.donor, "donor", &id).await.unwrap();
    world.offer(&world.partner, "partner", &id).await.unwrap();
    act!(setting, lead, own, accept_offer(&id, &offer)).unwrap();
    act!(
        setting,
        &world.donor,
        "donor",
        report_delivery(&id, &offer, &delivery(&world))
    )
    .unwrap();
    act!(setting, lead, own, say_missing(&id, &offer, "More.")).unwrap();
    act!(
        setting,
        &world.donor,
        "donor",
        report_delivery(&id, &offer, &delivery(&world))
    )
    .unwrap();
    act!(setting, lead, own, confirm_delivery(&id, &offer)).unwrap();
    // What changes nothing is not recorded.
    act!(setting, lead, own, confirm_delivery(&id, &offer)).unwrap();
    let filter = store::AuditFilter {
        of: store::AuditOf::Organisation(own.clone()),
        ..store::AuditFilter::default()
    };
    let mut rows = setting.store().reader().audit_list(&filter, 50).await.unwrap();
    rows.sort_by(|one, other| one.entry.id.cmp(&other.entry.id));
    let mut names: Vec<&str> = rows.iter().map(|row| row.entry.action.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "help-confirmed",
            "help-delivered",
            "help-delivered",
            "help-delivery-confirmed",
            "help-missing",
            "help-offer-accepted",
            "help-offer-declined",
            "help-offered",
            "help-offered",
            "help-proposed",
        ]
    );
}
