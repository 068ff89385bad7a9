//! Which assessments a release counts, and what of them it tells.

use super::*;

#[tokio::test]
async fn taking_no_part_is_the_same_as_not_being_there() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d", "e", "f"], "north", Answer::Largely)
        .await;
    let figures = |published: &PublishedRelease| {
        let release = groups(published);
        (
            release.groups().to_vec(),
            release.coverage(),
            release.named().to_vec(),
        )
    };
    let silent = world.open("silent").await;
    let said_no = world.open("said no").await;
    for round in [&silent, &said_no] {
        for body in ["a", "b", "c", "d", "e"] {
            world.consent(body, round, "", Consent::AggregateOnly).await;
        }
    }
    world.consent("f", &said_no, "", Consent::Named).await;
    world.consent("f", &said_no, "", Consent::None).await;
    let silent = world.close(&silent).await;
    for body in ["a", "b", "c", "d", "e"] {
        world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
    }
    let said_no = world.close(&said_no).await;
    assert_eq!(figures(&silent), figures(&said_no));
    assert_eq!(aggregate(&silent), Some(5));
}

#[tokio::test]
async fn only_the_last_submitted_full_assessment_counts() {
    let mut world = World::new().await;
    world.body("quick", "north").await;
    world.submit("quick", Scope::Quick, |_| Some(Answer::Fully)).await;
    world.answered_bodies(&["twice"], "north", Answer::Partly).await;
    world.submit("twice", Scope::Full, |_| Some(Answer::Fully)).await;
    world
        .submit("twice", Scope::Quick, |_| Some(Answer::Partly))
        .await;
    let round = world.open("first").await;
    world.consent("quick", &round, "", Consent::Named).await;
    world.consent("twice", &round, "", Consent::Named).await;
    let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
    // One of each: both fewer than five.
    assert_eq!((preview.preview.named, preview.without_assessment), (None, None));
    let published = world.close(&round).await;
    let named = groups(&published).named();
    let names: Vec<&str> = named.iter().map(|body| body.body.as_str()).collect();
    assert_eq!(names, ["twice"]);
    assert_eq!(named[0].hundredths(&"GOV".into()), Some(400));
}

#[tokio::test]
async fn a_question_left_open_hides_its_domain_and_is_told_before_the_close() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d"], "north", Answer::Largely)
        .await;
    world.body("e", "north").await;
    world
        .submit("e", Scope::Full, |practice| {
            (practice.id.as_str() != "GOV-01").then_some(Answer::Largely)
        })
        .await;
    let round = world.open("first").await;
    for body in ["a", "b", "c", "d", "e"] {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    world.propose("a", &round, "d1", Consent::Named).await.unwrap();
    let before = world.setting.store().statements();
    let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
    // The two of a signed-in request come on top.
    assert!(
        world.setting.store().statements() - before <= 8,
        "{}",
        world.setting.store().statements() - before
    );
    assert_eq!((preview.preview.counted, preview.preview.groups), (Some(5), 1));
    // One of five is not said: it would tell something of whoever decided last.
    assert!(preview.preview.open.iter().all(|(_, bodies)| bodies.is_none()));
    let published = world.close(&round).await;
    for cell in groups(&published).cells() {
        assert_eq!(
            cell.hidden().band().is_some(),
            cell.domain().as_str() != "GOV",
            "{cell:?}"
        );
    }
}

#[tokio::test]
async fn a_body_is_told_what_a_round_made_of_it() {
    let mut world = World::new().await;
    let counted = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&counted, "north", Answer::Largely).await;
    let others = ["named", "single", "silent"];
    world.answered_bodies(&others, "north", Answer::Largely).await;
    world.body("unready", "north").await;
    let first = world.open("first").await;
    for body in counted {
        world.consent(body, &first, "", Consent::AggregateOnly).await;
    }
    world.consent("named", &first, "", Consent::Named).await;
    for body in ["single", "unready"] {
        world.consent(body, &first, "d1", Consent::Named).await;
    }
    world.close(&first).await;
    world.open("second").await;
    for (body, part, donors) in [
        ("a", crate::Part::Counted, vec![]),
        // Every donor is none in particular.
        ("named", crate::Part::ByName, vec![]),
        ("single", crate::Part::ToSingleDonors, vec!["d1"]),
        ("silent", crate::Part::None, vec![]),
        ("unready", crate::Part::None, vec![]),
    ] {
        let sharing = act!(world.setting, &world.bodies[body].0, body, crate::sharing()).unwrap();
        let [open, closed] = &sharing.rounds[..] else {
            panic!("{:?}", sharing.rounds)
        };
        assert_eq!(closed.part, part, "{body}");
        let shown_to: Vec<&str> = closed.shown_to.iter().map(OrganisationId::as_str).collect();
        assert_eq!(shown_to, donors, "{body}");
        // Only who took part can wait for a next assessment: without a first one there is nothing to wait for.
        assert!(!closed.waits_for_next_assessment(&"d1".into()), "{body}");
        // What one round showed is not said of another.
        assert_eq!((open.part, open.shown_to.len()), (crate::Part::None, 0), "{body}");
    }
}

#[tokio::test]
async fn what_is_shown_by_name_again_was_never_counted() {
    let mut world = World::new().await;
    world.answered_bodies(&["own"], "north", Answer::Largely).await;
    for title in ["first", "second"] {
        let round = world.open(title).await;
        world.consent("own", &round, "", Consent::Named).await;
        world.close(&round).await;
    }
    let sharing = act!(world.setting, &world.bodies["own"].0, "own", crate::sharing()).unwrap();
    assert!(
        sharing
            .rounds
            .iter()
            .all(|round| round.part == crate::Part::ByName)
    );
    assert_eq!(sharing.submitted.unwrap().used, crate::Used::ByName);
}

#[tokio::test]
async fn an_assessment_is_used_once() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e", "f", "g"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let first = world.open("first").await;
    world.consent("a", &first, "", Consent::Named).await;
    world.consent("b", &first, "d1", Consent::Named).await;
    for body in &bodies[2..] {
        world.consent(body, &first, "", Consent::AggregateOnly).await;
    }
    let first = world.close(&first).await;
    assert_eq!(aggregate(&first), Some(5));

    // Nobody counts again with what was published, in whatever way; nor does it become visible by name to every donor.
    let second = world.open("second").await;
    for body in &bodies[..6] {
        world.consent(body, &second, "", Consent::AggregateOnly).await;
    }
    world.consent("g", &second, "", Consent::Named).await;
    let preview = act!(world.setting, &world.operator, preview_closing(&second)).unwrap();
    assert_eq!((preview.preview.counted, preview.preview.reused), (None, Some(5)));
    let sharing = act!(world.setting, &world.bodies["g"].0, "g", crate::sharing()).unwrap();
    assert_eq!(sharing.submitted.unwrap().used, crate::Used::Counted);
    let sharing = act!(world.setting, &world.bodies["b"].0, "b", crate::sharing()).unwrap();
    assert_eq!(sharing.submitted.unwrap().used, crate::Used::ByName);
    let second = world.close(&second).await;
    assert_eq!((aggregate(&second), groups(&second).named().len()), (None, 0));
    assert!(is_not_found(act!(
        world.setting,
        &world.first,
        named_report("second", "g")
    )));
    let sharing = act!(world.setting, &world.bodies["g"].0, "g", crate::sharing()).unwrap();
    let parts: Vec<crate::Part> = sharing.rounds.iter().map(|round| round.part).collect();
    assert_eq!(parts, [crate::Part::NotPublished, crate::Part::Counted]);
    // Whoever finds a row hidden is led to the round in which it is not.
    let earlier = act!(
        world.setting,
        &world.first,
        shown_earlier(&world.cache, &second, &"GOV".into())
    )
    .unwrap();
    let rows: Vec<&str> = earlier.iter().map(|figure| figure.row.kind()).collect();
    assert_eq!(rows, ["all", "region", "income-group", "stratum"]);
    assert!(
        earlier
            .iter()
            .all(|figure| figure.round == first.round && first.rows()[figure.place] == figure.row)
    );
    let none = act!(
        world.setting,
        &world.first,
        shown_earlier(&world.cache, &first, &"GOV".into())
    )
    .unwrap();
    assert_eq!(none, []);

    // With new assessments all do, also who was only shown before.
    for body in bodies {
        world.submit(body, Scope::Full, |_| Some(Answer::Partly)).await;
    }
    let third = world.open("third").await;
    for body in &bodies[..6] {
        world.consent(body, &third, "", Consent::AggregateOnly).await;
    }
    world.consent("g", &third, "", Consent::Named).await;
    let third = world.close(&third).await;
    assert_eq!((aggregate(&third), groups(&third).named().len()), (Some(5), 1));
    // What is shown by name may be shown by name again.
    let fourth = world.open("fourth").await;
    world.consent("g", &fourth, "", Consent::Named).await;
    let fourth = world.close(&fourth).await;
    assert_eq!(groups(&fourth).named().len(), 1);
    // Of the rounds before, the newest that shows a row counts, and no row that is shown needs one.
    let fifth = world.open("fifth").await;
    let fifth = world.close(&fifth).await;
    for (published, rounds) in [
        (&third, vec![]),
        (&fourth, vec!["third"; 4]),
        (&fifth, vec!["third"; 4]),
    ] {
        let earlier = act!(
            world.setting,
            &world.first,
            shown_earlier(&world.cache, published, &"GOV".into())
        )
        .unwrap();
        let found: Vec<&str> = earlier.iter().map(|figure| figure.round.slug.as_str()).collect();
        assert_eq!(found, rounds, "{}", published.round.slug);
    }
}

#[tokio::test]
async fn each_group_keeps_its_own_members() {
    let mut world = World::new().await;
    let (north, south) = (["n1", "n2", "n3", "n4", "n5"], ["s1", "s2", "s3", "s4", "s5"]);
    world.answered_bodies(&north, "north", Answer::Largely).await;
    world.answered_bodies(&south, "south", Answer::Partly).await;
    let others = ["named", "single"];
    world.answered_bodies(&others, "north", Answer::Fully).await;
    let round = world.open("first").await;
    for body in north.iter().chain(&south) {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    world.consent("named", &round, "", Consent::Named).await;
    world.consent("single", &round, "d1", Consent::Named).await;
    let published = world.close(&round).await;
    assert_eq!(groups(&published).groups().len(), 2);
    let uses = world.setting.store().reader().ledger().await.unwrap().uses;
    let mut places: BTreeMap<(&str, Option<i64>), usize> = BTreeMap::new();
    for own in &uses {
        *places.entry((&own.kind, own.place)).or_default() += 1;
    }
    let expected = [
        (("group", Some(0)), 5),
        (("group", Some(1)), 5),
        (("named", None), 1),
        (("one-donor", None), 1),
    ];
    assert_eq!(places, BTreeMap::from(expected));
    // That each is where its figures say is what the check finds.
    let checks = act!(world.setting, &world.operator, verify_releases()).unwrap();
    assert!(checks.iter().all(crate::ReleaseCheck::is_sound), "{checks:?}");
}

#[tokio::test]
async fn rows_with_few_and_with_none_read_the_same() {
    let mut world = World::new().await;
    let north = ["a", "b", "c", "d", "e", "f"];
    world.answered_bodies(&north, "north", Answer::Largely).await;
    world
        .answered_bodies(&["s1", "s2", "s3", "s4"], "south", Answer::Partly)
        .await;
    world
        .answered_bodies(&["w1", "w2", "w3", "w4"], "west", Answer::Fully)
        .await;
    // Nobody of the south and three of the west; then three of the south and nobody of the west.
    let mut tables = Vec::new();
    for (title, few) in [("one", ["w1", "w2", "w3"]), ("two", ["s1", "s2", "s3"])] {
        let round = world.open(title).await;
        for body in north.iter().chain(&few) {
            world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        let published = world.close(&round).await;
        for region in ["south", "west"] {
            let row = Row::Region {
                region: region.into(),
            };
            assert_eq!(
                published.cell(&row, &"GOV".into()).hidden,
                RowShown::Hidden,
                "{title} {region}"
            );
        }
        let release = groups(&published);
        tables.push((
            release.table().collect::<Vec<_>>(),
            release.group_table().collect::<Vec<_>>(),
        ));
    }
    assert_eq!(tables[0], tables[1]);
}

#[tokio::test]
async fn a_round_is_closed_with_the_floor_of_the_instance() {
    let world = World::in_setting(setting_with(Parameters::new(7).unwrap()).await).await;
    let round = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("Strict"))
    )
    .unwrap();
    let published = world.close(&round.slug).await;
    assert_eq!(published.parameters().k(), 7);
}

/// Whoever runs the instance is told that something is missing, once it is enough that nobody's decision shows.
#[tokio::test]
async fn what_would_be_left_out_is_told_in_steps() {
    let mut world = World::new().await;
    let round = world.open("first").await;
    let told = async |world: &World| {
        let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
        (preview.without_assessment, preview.waiting)
    };
    for number in 0..6 {
        let (agreed, waits) = (format!("agreed-{number}"), format!("waits-{number}"));
        world.body(&agreed, "north").await;
        world.consent(&agreed, &round, "", Consent::AggregateOnly).await;
        world.body(&waits, "north").await;
        world
            .propose(&waits, &round, "", Consent::AggregateOnly)
            .await
            .unwrap();
        let expected = (number >= 4).then_some(5);
        assert_eq!(told(&world).await, (expected, expected), "{number}");
    }
    let published = world.close(&round).await;
    assert_eq!(
        (aggregate(&published), groups(&published).named().len()),
        (None, 0)
    );
}
