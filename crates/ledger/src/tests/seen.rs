//! Who sees a request, and until when.

use domain::ledger::Revealed;

use super::*;

#[tokio::test]
async fn nobody_outside_sees_it_before_the_second_person_confirms() {
    let world = World::new().await;
    let id = world.propose("GOV-01", &[]).await.unwrap();
    for who in [&world.donor, &world.partner] {
        assert!(is_not_found(&world.sees(who, &id).await));
        assert!(world.list(who).await.is_empty());
    }
    let alone = act!(world.setting, &world.lead, &world.own, confirm_request(&id));
    assert_eq!(wrong(alone), "request help-own-proposal");
    let stranger = act!(world.setting, &world.stranger, &world.own, confirm_request(&id));
    assert!(is_not_found(&stranger));
    let elsewhere = act!(world.setting, &world.stranger, "other", confirm_request(&id));
    assert!(is_not_found(&elsewhere));
    // Sent twice.
    for _ in 0..2 {
        act!(world.setting, &world.assessor, &world.own, confirm_request(&id)).unwrap();
    }
    for who in [&world.donor, &world.other_donor, &world.partner] {
        assert!(world.sees(who, &id).await.unwrap().is_open);
        assert_eq!(world.list(who).await, ["GOV-01"]);
    }
    // Who is neither donor nor partner asks for it in vain.
    for who in [&world.lead, &world.stranger, &Actor::console()] {
        assert!(is_not_found(&world.sees(who, &id).await));
    }
}

#[tokio::test]
async fn it_shows_one_practice_and_nothing_else() {
    let world = World::new().await;
    let asking = act!(world.setting, &world.lead, &world.own, ask("GOV-01")).unwrap();
    let id = world.open("GOV-01", &[]).await;
    let seen = world.sees(&world.donor, &id).await.unwrap();
    // What was shown before it was sent is what is seen.
    assert_eq!(seen.request.shown, asking.shown);
    // All of it by name: whoever adds something to it changes the text that bodies agree to.
    let Revealed {
        body,
        practice,
        titles,
        answer,
        submitted_at,
        next_election,
    } = seen.request.shown;
    assert_eq!((body.as_str(), practice.as_str()), ("The own body", "GOV-01"));
    assert_eq!((answer, next_election), (Some(Answer::Partly), None));
    assert!(titles.len() == 2 && submitted_at <= world.setting.env.now());
}

#[tokio::test]
async fn a_request_to_some_is_not_there_for_the_others() {
    let world = World::new().await;
    let id = world.open("GOV-01", &["donor", "partner"]).await;
    for who in [&world.donor, &world.partner] {
        assert!(world.sees(who, &id).await.is_ok());
    }
    assert!(is_not_found(&world.sees(&world.other_donor, &id).await));
    assert!(world.list(&world.other_donor).await.is_empty());
    let input = world.an_offer("rival");
    let offer = act!(
        world.setting,
        &world.other_donor,
        "rival",
        offer_help(&id, &input)
    );
    assert!(is_not_found(&offer));
    // Nor in somebody else's name.
    let as_donor = act!(
        world.setting,
        &world.other_donor,
        "donor",
        offer_help(&id, &input)
    );
    assert!(is_not_found(&as_donor));
    for nonsense in ["", "\0", "no-such-request", "a b"] {
        assert!(
            is_not_found(&world.sees(&world.donor, nonsense).await),
            "{nonsense:?}"
        );
    }
}

#[tokio::test]
async fn it_ends_with_its_last_day() {
    let world = World::new().await;
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.donor, "donor", &id).await.unwrap();
    world.wait(30 * DAY);
    assert!(
        world.sees(&world.partner, &id).await.is_ok(),
        "the last day belongs to it"
    );
    world.wait(DAY);
    for who in [&world.donor, &world.partner] {
        assert!(is_not_found(&world.sees(who, &id).await));
        assert!(world.list(who).await.is_empty());
    }
    let mine = act!(world.setting, &world.donor, own_offers(None)).unwrap();
    assert_eq!((mine.rows.len(), &mine.rows[0].shown), (1, &None));
    let accepted = act!(world.setting, &world.lead, &world.own, accept_offer(&id, &offer));
    assert_eq!(wrong(accepted), "help-request-over");
    assert_eq!(world.whole(&id).await.request.stage, Stage::Over);
    let late = world.propose("GOV-01", &[]).await.unwrap();
    assert_ne!(late, id);
    assert_eq!(world.whole(&id).await.request.stage, Stage::Over);
    // One that nobody confirmed in time is over too.
    world.wait(31 * DAY);
    let confirmed = act!(world.setting, &world.assessor, &world.own, confirm_request(&late));
    assert_eq!(wrong(confirmed), "help-request-over");
}

#[tokio::test]
async fn whoever_pledged_goes_on_seeing_it() {
    let world = World::new().await;
    let id = world.open("GOV-01", &[]).await;
    let offer = world.offer(&world.donor, "donor", &id).await.unwrap();
    let other = world.offer(&world.partner, "partner", &id).await.unwrap();
    act!(world.setting, &world.lead, &world.own, accept_offer(&id, &offer)).unwrap();
    assert!(is_not_found(&world.sees(&world.partner, &id).await));
    assert!(is_not_found(&world.sees(&world.other_donor, &id).await));
    world.wait(100 * DAY);
    let seen = world.sees(&world.donor, &id).await.unwrap();
    assert!(!seen.is_open);
    // An offer is seen by whoever made it and by the body.
    assert_eq!(seen.offers.len(), 1);
    let offers = world.whole(&id).await.offers;
    let states: Vec<_> = offers
        .iter()
        .map(|own| (own.id.as_str(), own.state.as_str()))
        .collect();
    assert_eq!(states, [(&*offer, "accepted"), (&*other, "declined")]);
}

#[tokio::test]
async fn what_was_taken_back_is_gone() {
    let world = World::new().await;
    let id = world.open("GOV-01", &[]).await;
    world.offer(&world.donor, "donor", &id).await.unwrap();
    let by_assessor = act!(world.setting, &world.assessor, &world.own, withdraw_request(&id));
    assert!(is_not_found(&by_assessor));
    for _ in 0..2 {
        act!(world.setting, &world.second, &world.own, withdraw_request(&id)).unwrap();
    }
    assert!(is_not_found(&world.sees(&world.donor, &id).await));
    let whole = world.whole(&id).await;
    assert_eq!(
        (whole.request.stage, whole.offers[0].state.as_str()),
        (Stage::Withdrawn, "declined")
    );
}

#[tokio::test]
async fn a_list_is_filtered_by_practice_and_kind_of_help() {
    let world = World::new().await;
    world.open("GOV-01", &[]).await;
    world.open("PPL-01", &[]).await;
    let list = async |query: OpenQuery| -> Vec<String> {
        let listed = act!(world.setting, &world.partner, open_requests(&query)).unwrap();
        listed
            .rows
            .iter()
            .map(|request| request.shown.practice.to_string())
            .collect()
    };
    let practice = |practice: &str| OpenQuery {
        practice: practice.to_owned(),
        ..OpenQuery::default()
    };
    assert_eq!(list(OpenQuery::default()).await.len(), 2);
    assert_eq!(list(practice("gov")).await, ["GOV-01"]);
    assert_eq!(list(practice(" PPL-01 ")).await, ["PPL-01"]);
    assert!(list(practice("GOV-02")).await.is_empty());
    let catalog = world.setting.env.catalog();
    for help in catalog.interventions(Default::default()) {
        let query = OpenQuery {
            help: Some(help.id.clone()),
            ..OpenQuery::default()
        };
        let expected = ["PPL-01", "GOV-01"]
            .into_iter()
            .filter(|id| help.lift(&(*id).into()) > 0.0);
        let mut expected: Vec<&str> = expected.collect();
        let mut found = list(query).await;
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{}", help.id);
    }
}
