//! A release stays as it was published.

use super::*;

#[tokio::test]
async fn what_happens_after_the_close_changes_nothing() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d", "e"], "north", Answer::Partly)
        .await;
    world
        .answered_bodies(&["open-body"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    for body in ["a", "b", "c", "d", "e"] {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    world.consent("open-body", &round, "", Consent::Named).await;
    let waiting = world.propose("a", &round, "", Consent::Named).await.unwrap();
    let published = world.close(&round).await;
    let report = act!(world.setting, &world.first, named_report(&round, "open-body")).unwrap();

    for body in ["a", "open-body"] {
        world.submit(body, Scope::Full, |_| Some(Answer::Fully)).await;
    }
    let late = act!(
        world.setting,
        &world.bodies["a"].1,
        "a",
        confirm_consent(&waiting, &Words::default())
    );
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    let late = world.propose("open-body", &round, "", Consent::None).await;
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    world.close_as(&world.operator, &round).await.unwrap();

    assert_eq!(world.release(&world.second, &round).await, published);
    assert_eq!(
        act!(world.setting, &world.first, named_report(&round, "open-body")).unwrap(),
        report
    );
    let overall = report.report.report.score.average.unwrap();
    assert_eq!(domain::rounding::to_hundredths(overall), 133);
}

#[tokio::test]
async fn a_round_closed_again_adds_no_figure() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let round = world.open("first").await;
    for body in bodies {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    let published = world.close(&round).await;
    let used = world.setting.store().reader().ledger().await.unwrap();
    for body in bodies {
        world.submit(body, Scope::Full, |_| Some(Answer::Fully)).await;
    }
    for days in [0, 1, 400] {
        world
            .setting
            .clock
            .set(world.setting.env.now().plus_seconds(days * DAY));
        world.close_as(&world.operator, &round).await.unwrap();
        assert_eq!(world.release(&world.first, &round).await, published);
        assert_eq!(world.setting.store().reader().ledger().await.unwrap(), used);
    }
    let checks = act!(world.setting, &world.operator, verify_releases()).unwrap();
    assert!(
        checks.len() >= 8 && checks.iter().all(crate::ReleaseCheck::is_sound),
        "{checks:?}"
    );
}

#[tokio::test]
async fn damaged_bytes_are_not_shown() {
    let mut world = World::new().await;
    world.answered_bodies(&["a"], "north", Answer::Largely).await;
    let round = world.open("first").await;
    world.consent("a", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    let mut row = world
        .setting
        .store()
        .reader()
        .release(&round)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(read_release(&world.cache, row.clone(), true).unwrap(), published);
    row.bytes = row.bytes.replace("north", "south");
    assert!(matches!(
        read_release(&world.cache, row, true),
        Err(Error::Internal(_))
    ));
}
