//! What the lists of a donor have: every round, page by page, and each body once.

use super::*;
use crate::round::PAGE;
use usecase::ListQuery;

#[tokio::test]
async fn a_donor_pages_through_every_closed_round() {
    let world = World::new().await;
    let mut closed = Vec::new();
    // Two full pages and one: the last row of the second is the one that too short a list of what this donor sees would leave out.
    for number in 0..=2 * PAGE {
        let round = world.open(&format!("Round {number}")).await;
        world.setting.clock.set(world.setting.env.now().plus_seconds(DAY));
        world.close_as(&world.operator, &round).await.unwrap();
        closed.insert(0, round);
    }
    let mut listed = Vec::new();
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = act!(
            world.setting,
            &world.first,
            donor_rounds(&world.cache, after.as_ref())
        )
        .unwrap();
        pages.push(page.closed.len());
        for own in page.closed {
            // This donor was there when each of them closed, so it is told how many show themselves by name.
            assert_eq!(own.coverage.named, Some(0), "{}", own.round.slug);
            listed.push(own.round.slug);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, closed);
    assert_eq!(pages, [25, 25, 1]);
}

#[tokio::test]
async fn who_works_for_two_donors_sees_each_body_once() {
    let mut world = World::new().await;
    let bodies = ["to-all", "to-both", "to-one", "by-other"];
    world.answered_bodies(&bodies, "north", Answer::Partly).await;
    let (d1, d2) = (OrganisationId::from("d1"), OrganisationId::from("d2"));
    let roles = [(&d1, Role::Analyst), (&d2, Role::Analyst)];
    let both = world.setting.person("both", &roles).await;
    let round = world.open("first").await;
    for (body, recipient) in [
        ("to-all", ""),
        ("to-both", "d1"),
        ("to-both", "d2"),
        ("to-one", "d1"),
        ("by-other", "d2"),
    ] {
        world.consent(body, &round, recipient, Consent::Named).await;
    }
    let published = world.close(&round).await;
    for (donor, seen) in [
        (&both, &["by-other", "to-all", "to-both", "to-one"][..]),
        (&world.first, &["to-all", "to-both", "to-one"]),
        (&world.second, &["by-other", "to-all", "to-both"]),
    ] {
        let listed = act!(
            world.setting,
            donor,
            named_profiles(&published.round, &ListQuery::default())
        )
        .unwrap()
        .rows;
        let slugs: Vec<&str> = listed.iter().map(|body| body.slug.as_str()).collect();
        assert_eq!(slugs, seen);
        for body in listed {
            assert_eq!(body.is_beside, body.slug != "to-all", "{}", body.slug);
            // Its report has the same to say of it.
            let report = act!(world.setting, donor, named_report(&round, &body.slug)).unwrap();
            assert_eq!(report.body, body);
        }
    }
}

/// Whoever reads releases for one donor, and only learns with another, sees nothing through that.
#[tokio::test]
async fn only_the_analysts_of_a_donor_see_what_is_shown_to_it() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["to-one", "to-other"], "north", Answer::Partly)
        .await;
    let d2 = OrganisationId::from("d2");
    let late = world.setting.organisation("d3", OrganisationKind::Donor).await;
    let roles = [(&late, Role::Analyst), (&d2, Role::Learner)];
    let round = world.open("first").await;
    world.consent("to-one", &round, "d1", Consent::Named).await;
    world.consent("to-other", &round, "d2", Consent::Named).await;
    let published = world.close(&round).await;
    let both = world.setting.person("both", &roles).await;
    let listed = act!(
        world.setting,
        &both,
        named_profiles(&published.round, &ListQuery::default())
    )
    .unwrap();
    assert!(listed.rows.is_empty(), "{listed:?}");
    assert!(is_not_found(act!(
        world.setting,
        &both,
        named_report(&round, "to-other")
    )));
    // Nor do they count as there when the round closed, if only the donor with which they learn was.
    let latest = world.setting.organisation("d4", OrganisationKind::Donor).await;
    let late = world
        .setting
        .person("late", &[(&latest, Role::Analyst), (&d2, Role::Learner)])
        .await;
    assert!(!world.release(&late, &round).await.sees_names());
    assert!(world.release(&world.second, &round).await.sees_names());
}

#[tokio::test]
async fn a_body_is_shown_under_the_name_that_it_had() {
    let mut world = World::new().await;
    world.answered_bodies(&["shown"], "north", Answer::Partly).await;
    let round = world.open("first").await;
    world.consent("shown", &round, "d1", Consent::Named).await;
    let published = world.close(&round).await;
    let store = world.setting.store();
    store::testing::run(
        store,
        "UPDATE organisation SET name = 'Renamed' WHERE id = 'shown'",
    )
    .await;
    let names = async || {
        let query = ListQuery::default();
        let listed = act!(
            world.setting,
            &world.first,
            named_profiles(&published.round, &query)
        )
        .unwrap();
        let report = act!(world.setting, &world.first, named_report(&round, "shown")).unwrap();
        [listed.rows[0].name.clone(), report.body.name]
    };
    assert_eq!(names().await, ["The body of shown", "The body of shown"]);
    // What was kept before names were has the one of today.
    store::testing::tamper(
        store,
        "UPDATE contribution SET contribution = replace(contribution, 'The body of shown', '')",
    )
    .await;
    assert_eq!(names().await, ["Renamed", "Renamed"]);
}

#[tokio::test]
async fn an_instance_is_counted_and_its_rounds_come_in_pages() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    for number in 0..=PAGE {
        world.setting.clock.set(world.setting.env.now().plus_seconds(1));
        world.open(&format!("Round {number}")).await;
    }
    world.close("round-0").await;
    let overview = act!(world.setting, &world.operator, instance_overview()).unwrap();
    let count = |kind| {
        overview
            .organisations
            .iter()
            .find(|(known, _)| *known == kind)
            .unwrap()
            .1
    };
    assert_eq!(
        [
            OrganisationKind::ElectionBody,
            OrganisationKind::Donor,
            OrganisationKind::Operator
        ]
        .map(count),
        [1, 2, 1]
    );
    assert_eq!((overview.open, overview.closed), (25, 1));
    let first = act!(world.setting, &world.operator, rounds(None)).unwrap();
    assert_eq!((first.rows.len(), first.rows[0].slug.as_str()), (25, "round-25"));
    let second = act!(world.setting, &world.operator, rounds(first.next.as_ref())).unwrap();
    let slugs: Vec<&str> = second.rows.iter().map(|round| round.slug.as_str()).collect();
    assert_eq!((slugs, second.next), (vec!["round-0"], None));
}
