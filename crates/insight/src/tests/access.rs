//! What a donor can reach, tried with every level and recipient, and who closes rounds.

use super::*;
use usecase::ListQuery;

#[tokio::test]
async fn a_donor_sees_what_was_allowed_and_nothing_else() {
    let mut world = World::new().await;
    let others = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&others, "north", Answer::Largely).await;
    world
        .answered_bodies(&["hushed-body"], "north", Answer::Partly)
        .await;
    for level in Consent::ALL {
        for grant in [Consent::None, Consent::Named] {
            let round = world
                .open(&format!("{} {}", level.as_str(), grant.as_str()))
                .await;
            // An assessment counts once, so a round needs new ones.
            for other in others {
                world.submit(other, Scope::Full, |_| Some(Answer::Largely)).await;
                world.consent(other, &round, "", Consent::AggregateOnly).await;
            }
            world
                .submit("hushed-body", Scope::Full, |_| Some(Answer::Partly))
                .await;
            world.consent("hushed-body", &round, "", level).await;
            world.consent("hushed-body", &round, "d1", grant).await;
            // Nobody sees anything before the round is closed.
            assert!(is_not_found(act!(
                world.setting,
                &world.first,
                release(&world.cache, &round)
            )));
            assert!(is_not_found(act!(
                world.setting,
                &world.first,
                named_report(&round, "hushed-body")
            )));
            let published = world.close(&round).await;
            let case = format!("{level:?} to all, {grant:?} to one");
            let to_all = level == Consent::Named;
            assert_eq!(text(&published).contains("hushed-body"), to_all, "{case}");
            assert_eq!(groups(&published).named().len(), usize::from(to_all), "{case}");
            assert_eq!(published, world.release(&world.second, &round).await, "{case}");
            for (donor, is_granted) in [(&world.first, grant == Consent::Named), (&world.second, false)] {
                let may = to_all || is_granted;
                let report = act!(world.setting, donor, named_report(&round, "hushed-body"));
                assert_eq!(report.is_ok(), may, "{case}");
                assert!(may || is_not_found(report), "{case}");
                let profiles = act!(
                    world.setting,
                    donor,
                    named_profiles(&published.round, &ListQuery::default())
                )
                .unwrap()
                .rows;
                let slugs: Vec<&str> = profiles.iter().map(|body| body.slug.as_str()).collect();
                assert_eq!(slugs, if may { vec!["hushed-body"] } else { vec![] }, "{case}");
                assert!(profiles.iter().all(|body| body.is_beside != to_all), "{case}");
                // The others never decided to be seen.
                assert!(
                    is_not_found(act!(world.setting, donor, named_report(&round, "a"))),
                    "{case}"
                );
            }
            // Five and six look the same.
            assert_eq!(aggregate(&published), Some(5), "{case}");
            let uses = world.setting.store().reader().ledger().await.unwrap().uses;
            let counted = uses
                .iter()
                .filter(|own| own.round_id == published.round.id.as_str() && own.kind == "group");
            let hidden = 5 + usize::from(matches!(level, Consent::AggregateOnly | Consent::Anonymised));
            assert_eq!(counted.count(), hidden, "{case}");
        }
    }
}

#[tokio::test]
async fn few_of_a_group_show_themselves_to_the_same_donor() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let mut released = Vec::new();
    for (title, grants) in [("without", false), ("with", true)] {
        let round = world.open(title).await;
        for body in bodies {
            world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        if grants {
            for (donor, bodies) in [("d1", ["c", "a", "b"]), ("d2", ["b", "c", "d"])] {
                for body in bodies {
                    world.setting.clock.set(world.setting.env.now().plus_seconds(60));
                    world.consent(body, &round, donor, Consent::Named).await;
                }
            }
            let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
            assert_eq!(preview.preview.grants_waiting, None);
        }
        let published = world.close(&round).await;
        let id = published.round.id.as_str().to_owned();
        released.push((published.round.clone(), text(&published).replace(&id, "")));
    }
    // A grant changes no byte.
    assert_eq!(released[0].1, released[1].1);
    let names = async |donor: &Actor| -> Vec<String> {
        let profiles = act!(
            world.setting,
            donor,
            named_profiles(&released[1].0, &ListQuery::default())
        )
        .unwrap()
        .rows;
        profiles.into_iter().map(|profile| profile.slug).collect()
    };
    // Of five one: the first that was confirmed.
    assert_eq!(names(&world.first).await, ["c"]);
    assert_eq!(names(&world.second).await, ["b"]);
    let sharing = act!(world.setting, &world.bodies["a"].0, "a", crate::sharing()).unwrap();
    assert!(sharing.rounds[0].waits_for_next_assessment(&"d1".into()));
    assert!(!sharing.rounds[0].waits_for_next_assessment(&"d2".into()));
    let sharing = act!(world.setting, &world.bodies["c"].0, "c", crate::sharing()).unwrap();
    assert!(!sharing.rounds[0].waits_for_next_assessment(&"d1".into()));
    assert!(sharing.rounds[0].waits_for_next_assessment(&"d2".into()));
    // In a later round, with the same assessments, still only one.
    let later = world.open("later").await;
    for body in ["a", "b", "c"] {
        world.consent(body, &later, "d1", Consent::Named).await;
    }
    world.close(&later).await;
    let round = act!(world.setting, &world.first, release(&world.cache, &later))
        .unwrap()
        .round;
    let profiles = act!(
        world.setting,
        &world.first,
        named_profiles(&round, &ListQuery::default())
    )
    .unwrap()
    .rows;
    let slugs: Vec<&str> = profiles.iter().map(|profile| profile.slug.as_str()).collect();
    assert_eq!(slugs, ["c"]);
}

#[tokio::test]
async fn every_donor_means_those_of_that_day() {
    let mut world = World::new().await;
    let others = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&others, "north", Answer::Largely).await;
    world
        .answered_bodies(&["open-body"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    for other in others {
        world.consent(other, &round, "", Consent::AggregateOnly).await;
    }
    world.consent("open-body", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    let late = world.setting.organisation("d3", OrganisationKind::Donor).await;
    let late = world.setting.person("late", &[(&late, Role::Analyst)]).await;
    let seen = act!(world.setting, &late, release(&world.cache, &round)).unwrap();
    assert!(seen.whole().is_none() && !seen.sees_names());
    assert_eq!(seen.coverage().named, None);
    for row in published.rows() {
        for domain in published.domains() {
            let (cell, own) = (published.cell(&row, domain), seen.cell(&row, domain));
            assert_eq!(
                (own.hidden, own.bars, own.named),
                (cell.hidden, cell.bars, None),
                "{row:?}"
            );
        }
    }
    assert!(published.cell(&Row::All, &"GOV".into()).named.is_some());
    assert_eq!(seen.groups(), published.groups());
    assert_eq!(seen.group_table(), published.group_table());
    assert!(
        act!(
            world.setting,
            &late,
            named_profiles(&published.round, &ListQuery::default())
        )
        .unwrap()
        .rows
        .is_empty()
    );
    assert!(is_not_found(act!(
        world.setting,
        &late,
        named_report(&round, "open-body")
    )));
    let rounds = act!(world.setting, &late, donor_rounds(&world.cache, None)).unwrap();
    assert_eq!(rounds.closed[0].coverage.named, None);
    // The next round is for this donor too.
    let next = world.open("next").await;
    world.consent("open-body", &next, "", Consent::Named).await;
    world.close(&next).await;
    assert!(act!(world.setting, &late, named_report(&next, "open-body")).is_ok());
    assert!(
        act!(world.setting, &late, release(&world.cache, &next))
            .unwrap()
            .sees_names()
    );
}

#[tokio::test]
async fn only_who_runs_the_instance_closes_a_round() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (lead, assessor) = &world.bodies["own"];
    for stranger in [lead, assessor, &world.first] {
        let refused = world.close_as(stranger, &round).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, preview_closing(&round));
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, verify_releases());
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, open_round(&NewRound::titled("mine")));
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    assert!(matches!(
        world.close_as(&Actor::default(), &round).await,
        Err(Error::Refused(Refusal::SignIn))
    ));
    assert!(all_rounds(&mut world.setting.store().reader()).await.unwrap()[0].is_open());
}

/// Nothing of a body that decided against it is kept with a round, not even that it was asked.
#[tokio::test]
async fn who_took_it_back_is_no_part_of_a_round() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["own", "other"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    for (recipient, level) in [("", Consent::AggregateOnly), ("d1", Consent::Named)] {
        world.consent("own", &round, recipient, level).await;
        world.consent("own", &round, recipient, Consent::None).await;
    }
    world.consent("other", &round, "", Consent::AggregateOnly).await;
    world.close(&round).await;
    let kept = world.setting.store().reader().contributions().await.unwrap();
    let kept: Vec<&str> = kept.iter().map(|own| own.organisation_id.as_str()).collect();
    assert_eq!(kept, ["other"]);
    for (body, part) in [("own", Part::None), ("other", Part::NotPublished)] {
        let sharing = act!(world.setting, &world.bodies[body].0, body, crate::sharing()).unwrap();
        assert_eq!(sharing.rounds[0].part, part, "{body}");
    }
}

/// Nobody can propose that; it is looked at once more where it would be given out.
#[tokio::test]
async fn nothing_is_shown_to_who_is_no_donor() {
    let mut world = World::new().await;
    world.answered_bodies(&["own"], "north", Answer::Partly).await;
    let round = world.open("first").await;
    world.consent("own", &round, "d1", Consent::Named).await;
    let store = world.setting.store();
    store::testing::tamper(
        store,
        "UPDATE consent SET recipient = 'house' WHERE recipient = 'd1'",
    )
    .await;
    world.close(&round).await;
    let reader = &mut store.reader();
    assert_eq!(reader.contributions().await.unwrap(), []);
    assert_eq!(reader.ledger().await.unwrap().grants, []);
}
