//! Where a donor begins: what is open at the bodies that it sees by name, and at no other.

use super::*;

/// What a donor sees, as names of bodies, and how many of them nobody else sees.
async fn seen(world: &World, donor: &Actor, round: &str) -> (Vec<String>, u32) {
    let published = world.release(donor, round).await;
    let kept = match act!(world.setting, donor, needs(&published)).unwrap() {
        Some(kept) => kept,
        None => act!(world.setting, donor, needs_at_once(&published)).unwrap(),
    };
    let (needs, beside) = kept.read().unwrap();
    let mut names: Vec<String> = needs.bodies.into_iter().map(|body| body.slug).collect();
    assert_eq!(needs.count as usize, names.len());
    names.sort();
    (names, beside)
}

#[tokio::test]
async fn each_donor_sees_what_is_open_at_those_who_show_themselves_to_it() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["all", "one", "two", "hidden"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    world.consent("all", &round, "", Consent::Named).await;
    world.consent("one", &round, "d1", Consent::Named).await;
    world.consent("two", &round, "d2", Consent::Named).await;
    world.consent("hidden", &round, "", Consent::AggregateOnly).await;
    world.close(&round).await;
    for made_up_for in [false, true] {
        if made_up_for {
            store::testing::tamper(world.setting.store(), "DELETE FROM round_needs").await;
        }
        let expected = |own: &str| (vec!["all".to_owned(), own.to_owned()], 1);
        assert_eq!(seen(&world, &world.first, &round).await, expected("one"));
        assert_eq!(seen(&world, &world.second, &round).await, expected("two"));
    }
}

/// Every donor means those that there were when the round closed.
#[tokio::test]
async fn whoever_comes_later_sees_nobody() {
    let mut world = World::new().await;
    world.answered_bodies(&["all"], "north", Answer::Partly).await;
    let round = world.open("first").await;
    world.consent("all", &round, "", Consent::Named).await;
    world.close(&round).await;
    let donor = world.setting.organisation("d3", OrganisationKind::Donor).await;
    let late = world.setting.person("late", &[(&donor, Role::Analyst)]).await;
    for made_up_for in [false, true] {
        if made_up_for {
            store::testing::tamper(world.setting.store(), "DELETE FROM round_needs").await;
        }
        assert_eq!(seen(&world, &late, &round).await, (Vec::new(), 0));
    }
    assert_eq!(seen(&world, &world.first, &round).await.0, ["all"]);
}

#[tokio::test]
async fn what_was_changed_is_not_shown() {
    let mut world = World::new().await;
    world.answered_bodies(&["all"], "north", Answer::Partly).await;
    let round = world.open("first").await;
    world.consent("all", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    store::testing::tamper(
        world.setting.store(),
        "UPDATE round_needs SET needs = needs || ' '",
    )
    .await;
    let kept = act!(world.setting, &world.first, needs(&published))
        .unwrap()
        .unwrap();
    assert!(matches!(kept.read(), Err(Error::Internal(_))));
}
