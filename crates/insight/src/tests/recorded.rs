//! What is done with rounds, consents and releases is on record: by whom, to what, and only if it was done.

use store::AuditFilter;

use super::*;

/// Who did what to what for which body since this was asked last: from then on the clock stood still.
async fn recorded(world: &World) -> Vec<String> {
    let now = world.setting.env.now();
    let filter = AuditFilter {
        from: Some(now),
        ..AuditFilter::default()
    };
    let rows = world
        .setting
        .store()
        .reader()
        .audit_list(&filter, 99)
        .await
        .unwrap();
    world.setting.clock.set(now.plus_seconds(1));
    let told = rows.into_iter().map(|row| {
        let entry = row.entry;
        let body = entry.organisation_id.unwrap_or_default();
        format!("{} {} {} {body}", entry.actor, entry.action, entry.object_id)
    });
    told.collect()
}

#[tokio::test]
async fn rounds_and_what_bodies_decide_in_them_are_on_record() {
    let mut world = World::new().await;
    let none: [&str; 0] = [];
    world.body("own", "north").await;
    world.setting.clock.set(world.setting.env.now().plus_seconds(1));
    let round = world.open("first").await;
    let id = all_rounds(&mut world.setting.store().reader()).await.unwrap()[0]
        .id
        .clone();
    assert_eq!(recorded(&world).await, [format!("operator round-opened {id} ")]);
    assert!(
        act!(
            world.setting,
            &world.operator,
            open_round(&NewRound::titled("First"))
        )
        .is_err()
    );
    assert_eq!(recorded(&world).await, none);

    let (lead, assessor) = world.bodies["own"].clone();
    let own = OrganisationId::from("own");
    let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
    assert_eq!(
        recorded(&world).await,
        [format!("own-lead consent-proposed {id} own")]
    );
    let confirm = async |by: &Actor| {
        act!(
            world.setting,
            by,
            &own,
            confirm_consent(&proposal, &Words::default())
        )
    };
    assert!(confirm(&lead).await.is_err());
    assert!(world.propose("own", &round, "", Consent::Named).await.is_err());
    assert_eq!(recorded(&world).await, none);
    confirm(&assessor).await.unwrap();
    assert_eq!(
        recorded(&world).await,
        [format!("own-assessor consent-confirmed {id} own")]
    );
    // It is in force, whoever says so once more, and nothing else was done.
    confirm(&assessor).await.unwrap();
    confirm(&lead).await.unwrap();
    assert_eq!(recorded(&world).await, none);

    // Asked twice to be closed, it is closed once.
    world.close(&round).await;
    assert_eq!(recorded(&world).await, [format!("operator round-closed {id} ")]);
    world.close(&round).await;
    assert_eq!(recorded(&world).await, none);
}

#[tokio::test]
async fn what_is_carried_away_or_read_by_name_is_on_record() {
    let mut world = World::new().await;
    let none: [&str; 0] = [];
    world
        .answered_bodies(&["shown", "hidden"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    world.consent("shown", &round, "d1", Consent::Named).await;
    let published = world.close(&round).await;
    let id = published.round.id.clone();
    recorded(&world).await;
    act!(
        world.setting,
        &world.first,
        note_release_export(&published.round, "csv")
    )
    .unwrap();
    assert_eq!(recorded(&world).await, [format!("first release-exported {id} ")]);
    act!(world.setting, &world.first, named_report(&round, "shown")).unwrap();
    // To whom is what the body asks first.
    assert_eq!(recorded(&world).await, ["first named-report-read d1 shown"]);
    for (donor, body) in [
        (&world.first, "hidden"),
        (&world.first, "none"),
        (&world.second, "shown"),
    ] {
        assert!(is_not_found(act!(
            world.setting,
            donor,
            named_report(&round, body)
        )));
    }
    assert!(is_not_found(act!(
        world.setting,
        &world.first,
        named_report("none", "shown")
    )));
    assert_eq!(recorded(&world).await, none);
}

#[tokio::test]
async fn a_closed_round_takes_no_decision() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (lead, assessor) = world.bodies["own"].clone();
    let waiting = world.propose("own", &round, "", Consent::Named).await.unwrap();
    let to_one = world.propose("own", &round, "d1", Consent::Named).await.unwrap();
    world.close(&round).await;
    recorded(&world).await;
    for outcome in [
        world
            .propose("own", &round, "d2", Consent::Named)
            .await
            .map(|_| ()),
        act!(
            world.setting,
            &assessor,
            "own",
            confirm_consent(&waiting, &Words::default())
        ),
    ] {
        assert!(
            matches!(outcome, Err(Error::NotNow(NotNow::RoundClosed))),
            "{outcome:?}"
        );
    }
    // A proposal that counts for nothing can still be taken back.
    act!(world.setting, &lead, "own", withdraw_consent(&waiting)).unwrap();
    act!(world.setting, &assessor, "own", decline_consent(&to_one)).unwrap();
    let decided = recorded(&world).await;
    assert!(
        decided.iter().all(|line| !line.contains("confirmed")),
        "{decided:?}"
    );
    // Nor is there anything to look forward to.
    let preview = act!(world.setting, &world.operator, preview_closing(&round));
    assert!(
        matches!(preview, Err(Error::NotNow(NotNow::RoundClosed))),
        "{preview:?}"
    );
}
