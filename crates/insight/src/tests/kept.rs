//! A release stays as it was published.

use domain::content::Lang;
use store::testing::tamper;

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
    assert_eq!(domain::rounding::to_hundredths(overall), 83);
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
    store::testing::tamper(
        world.setting.store(),
        "UPDATE round_release SET bytes = REPLACE(bytes, 'north', 'south')",
    )
    .await;
    // What was read and checked before is shown as it was; whoever reads anew is told.
    assert_eq!(world.release(&world.first, &round).await, published);
    let fresh = ReleaseCache::default();
    let read = act!(world.setting, &world.first, release(&fresh, &round));
    assert!(matches!(read, Err(Error::Internal(_))), "{read:?}");
}

#[tokio::test]
async fn the_names_of_a_closed_round_are_known_by_their_digest() {
    let world = World::new().await;
    let round = world.open("first").await;
    let today = world.setting.env.catalog().model(Lang::En).clone();
    let store = world.setting.store();
    let open = all_rounds(&mut store.reader()).await.unwrap().remove(0);
    let names = release_names(&world.setting.env, &mut store.reader(), &open)
        .await
        .unwrap();
    assert_eq!(names.sha256(), None);
    assert_eq!(names.model(&world.setting.env, Lang::En, &open).unwrap(), today);

    let closed = world.close(&round).await.round;
    let (json, sha256) = model_names(&world.setting.env, &closed.model).unwrap();
    let names = release_names(&world.setting.env, &mut store.reader(), &closed)
        .await
        .unwrap();
    assert_eq!(names.sha256(), Some(&*sha256));
    assert_eq!(names.model(&world.setting.env, Lang::En, &closed).unwrap(), today);

    // Other names are others by it too: what is kept of a page is found again by the digest.
    let other = json.replace("Polder maturity model", "Former model");
    let digest = usecase::digest(other.as_bytes());
    assert_ne!(digest, sha256);
    let statement = format!(
        "UPDATE round_names SET names = REPLACE(names, 'Polder maturity model', 'Former model'), sha256 = '{digest}'"
    );
    tamper(store, &statement).await;
    let names = release_names(&world.setting.env, &mut store.reader(), &closed)
        .await
        .unwrap();
    assert_eq!(names.sha256(), Some(&*digest));
    let model = names.model(&world.setting.env, Lang::En, &closed).unwrap();
    assert!(model.title.contains("Former model"), "{}", model.title);
}
