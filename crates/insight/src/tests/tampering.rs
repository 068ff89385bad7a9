//! Whoever can write to the database is found out by the check, in each of these ways.

use store::testing::tamper;

use super::*;

/// Two closed rounds: one with a group of six and a body by name, one with a group of the next assessments.
async fn world() -> World {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e", "f"];
    world.answered_bodies(&bodies, "north", Answer::Partly).await;
    world.answered_bodies(&["shown"], "north", Answer::Fully).await;
    for round in ["first", "second"] {
        let round = world.open(round).await;
        for body in bodies {
            world.submit(body, Scope::Full, |_| Some(Answer::Partly)).await;
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        world.consent("shown", &round, "", Consent::Named).await;
        world.close(&round).await;
    }
    world
}

/// The checks that find something.
async fn found(world: &World) -> Vec<(String, &'static str)> {
    let checks = act!(world.setting, &world.operator, verify_releases()).unwrap();
    let wrong = checks.into_iter().filter(|check| !check.is_sound());
    wrong.map(|check| (check.round, check.check)).collect()
}

async fn bytes(world: &World, round: &str) -> String {
    let reader = &mut world.setting.store().reader();
    let row = reader.release(round).await.unwrap().unwrap();
    reader.release_bytes(&row.id.into()).await.unwrap().unwrap()
}

/// Other bytes of a release, with the digest that fits them.
async fn forge(world: &World, round: &str, bytes: &str) {
    let sha256 = usecase::digest(bytes.as_bytes());
    let statement = format!(
        "UPDATE round_release SET bytes = '{bytes}', sha256 = '{sha256}'
            WHERE round_id = (SELECT id FROM round WHERE slug = '{round}')"
    );
    tamper(world.setting.store(), &statement).await;
}

#[tokio::test]
async fn what_nobody_touched_is_sound() {
    assert_eq!(found(&world().await).await, []);
}

#[tokio::test]
async fn a_changed_band_with_its_digest() {
    let world = world().await;
    let changed = bytes(&world, "first")
        .await
        .replacen("\"developing\"", "\"managed\"", 1);
    forge(&world, "first", &changed).await;
    let found = found(&world).await;
    assert!(found.contains(&("first".into(), "rebuilt")), "{found:?}");
    assert!(!found.contains(&("first".into(), "digest")), "{found:?}");
}

#[tokio::test]
async fn another_k_that_gives_the_same_groups() {
    let world = world().await;
    let changed = bytes(&world, "first").await.replace("\"k\":5", "\"k\":6");
    let changed = changed.replace("\"aggregate_at_least\":5", "\"aggregate_at_least\":6");
    forge(&world, "first", &changed).await;
    // Nor does it pass for the release that the manifest is of.
    let expected = [("first".into(), "parameters"), ("first".into(), "manifest")];
    assert_eq!(found(&world).await, expected);
}

#[tokio::test]
async fn changed_bytes_without_their_digest() {
    let world = world().await;
    tamper(world.setting.store(), "UPDATE round_release SET sha256 = 'other'").await;
    let found = found(&world).await;
    assert_eq!(found, [("first".into(), "digest"), ("second".into(), "digest")]);
}

#[tokio::test]
async fn a_release_that_was_thrown_away() {
    let world = world().await;
    let gone = "DELETE FROM round_release WHERE round_id = (SELECT id FROM round WHERE slug = 'first')";
    tamper(world.setting.store(), gone).await;
    let found = found(&world).await;
    assert!(found.contains(&("first".into(), "digest")), "{found:?}");
    assert!(!found.contains(&("second".into(), "digest")), "{found:?}");
}

/// A round and everything that is kept of it, as though it had never been.
async fn forget(world: &World, round: &str) {
    let of_round = format!("round_id = (SELECT id FROM round WHERE slug = '{round}')");
    for table in [
        "round_release",
        "round_names",
        "round_needs",
        "round_donor",
        "named_grant",
        "assessment_use",
        "contribution",
        "consent",
    ] {
        tamper(
            world.setting.store(),
            &format!("DELETE FROM {table} WHERE {of_round}"),
        )
        .await;
    }
    let itself = format!("DELETE FROM round WHERE slug = '{round}'");
    tamper(world.setting.store(), &itself).await;
}

#[tokio::test]
async fn a_round_that_was_deleted_with_all_its_rows() {
    for round in ["first", "second"] {
        let world = world().await;
        forget(&world, round).await;
        let found = found(&world).await;
        // The manifest of a later release still names that of an earlier one.
        let mut expected = vec![("every round".to_owned(), "closings")];
        expected.extend((round == "first").then(|| ("second".to_owned(), "manifest")));
        assert_eq!(found, expected, "{round}");
    }
    // By somebody who knows of the count too: the later round knows of the earlier one.
    let world = world().await;
    forget(&world, "first").await;
    tamper(world.setting.store(), "UPDATE ledger SET closings = 1").await;
    let expected = [("every round".into(), "closings"), ("second".into(), "manifest")];
    assert_eq!(found(&world).await, expected);
    // All of them.
    let world = self::world().await;
    for round in ["first", "second"] {
        forget(&world, round).await;
    }
    assert_eq!(found(&world).await, [("every round".into(), "closings")]);
}

#[tokio::test]
async fn a_release_of_the_first_format_in_the_place_of_another() {
    let world = world().await;
    let now: serde_json::Value = serde_json::from_str(&bytes(&world, "first").await).unwrap();
    // It says nothing, and so nothing in it contradicts itself.
    let forged = format!(
        r#"{{"format":1,"round":{},"parameters":{{"k":5}},"coverage":{{"named":0,"aggregate_only":null,"contributing":null}},"domains":[],"rows":[{{"kind":"all"}}],"cells":[],"named":[]}}"#,
        now["round"]
    );
    assert!(domain::disclose::Published::from_stored(forged.as_bytes()).is_ok());
    forge(&world, "first", &forged).await;
    let found = found(&world).await;
    assert!(found.contains(&("first".into(), "rebuilt")), "{found:?}");
    assert!(!found.contains(&("first".into(), "digest")), "{found:?}");
}

#[tokio::test]
async fn a_changed_score_of_a_contribution() {
    // One leaves the group in its band, one does not.
    for score in ["1.4", "2.9"] {
        let world = world().await;
        let of_first = "round_id = (SELECT id FROM round WHERE slug = 'first') AND organisation_id = 'a'";
        let statement = format!(
            "UPDATE contribution SET contribution = REPLACE(contribution, '\"score\":1.0', '\"score\":{score}')
                WHERE {of_first}"
        );
        tamper(world.setting.store(), &statement).await;
        let found = found(&world).await;
        assert!(
            found.contains(&("first".into(), "contributions")),
            "{score}: {found:?}"
        );
    }
    // All of a group at once, by somebody who knows of the digest too.
    let world = world().await;
    tamper(
        world.setting.store(),
        "UPDATE contribution SET contribution = REPLACE(contribution, '\"score\":1.0', '\"score\":2.9')",
    )
    .await;
    let found = found(&world).await;
    assert!(
        found.contains(&("first".into(), "rebuilt")) && found.contains(&("second".into(), "rebuilt")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_member_that_is_counted_twice() {
    let world = world().await;
    // The assessment of the first round is said to be that of the second, too.
    let id = |round: &str| {
        format!(
            "(SELECT assessment_id FROM contribution WHERE organisation_id = 'a'
                AND round_id = (SELECT id FROM round WHERE slug = '{round}'))"
        )
    };
    let (old, new) = (id("first"), id("second"));
    let store = world.setting.store();
    tamper(store, "DROP INDEX assessment_use_once").await;
    tamper(
        store,
        &format!("UPDATE assessment_use SET assessment_id = {old} WHERE assessment_id = {new}"),
    )
    .await;
    let second = "round_id = (SELECT id FROM round WHERE slug = 'second')";
    tamper(
        store,
        &format!("UPDATE contribution SET assessment_id = {old} WHERE assessment_id = {new} AND {second}"),
    )
    .await;
    let found = found(&world).await;
    assert!(found.contains(&("first".into(), "one-use")), "{found:?}");
    assert!(found.contains(&("second".into(), "one-use")), "{found:?}");
}

#[tokio::test]
async fn a_group_with_fewer_than_k_members() {
    let world = world().await;
    let store = world.setting.store();
    let of_second = "round_id = (SELECT id FROM round WHERE slug = 'second')";
    for body in ["a", "b"] {
        tamper(
            store,
            &format!(
                "DELETE FROM assessment_use WHERE {of_second} AND assessment_id =
                    (SELECT assessment_id FROM contribution WHERE organisation_id = '{body}' AND {of_second})"
            ),
        )
        .await;
    }
    let found = found(&world).await;
    for check in ["uses", "members", "formula"] {
        assert!(found.contains(&("second".into(), check)), "{check}: {found:?}");
    }
}

#[tokio::test]
async fn a_grant_that_should_wait() {
    let world = world().await;
    let of_first = "SELECT id FROM round WHERE slug = 'first'";
    for body in ["a", "b"] {
        tamper(
            world.setting.store(),
            &format!("INSERT INTO named_grant (round_id, organisation_id, recipient) SELECT id, '{body}', 'd1' FROM ({of_first}) AS r"),
        )
        .await;
    }
    assert_eq!(found(&world).await, [("first".into(), "grants")]);
}

/// Other text in the manifest of a release, with the digest that fits it.
async fn forge_manifest(world: &World, round: &str, from: &str, to: &str) {
    let store = world.setting.store();
    let manifest = store.reader().manifest(round).await.unwrap().unwrap().manifest;
    assert!(manifest.contains(from), "{manifest}");
    let forged = manifest.replacen(from, to, 1);
    let sha256 = usecase::digest(forged.as_bytes());
    let statement = format!(
        "UPDATE round_release SET manifest = '{forged}', manifest_sha256 = '{sha256}'
            WHERE round_id = (SELECT id FROM round WHERE slug = '{round}')"
    );
    tamper(store, &statement).await;
}

#[tokio::test]
async fn a_changed_manifest() {
    // What the release says too, and another program: the next manifest has the digest of the one that was there.
    for (from, to, wrong) in [
        (
            "\"band\":\"developing\"",
            "\"band\":\"managed\"",
            vec!["first", "second"],
        ),
        ("\"code\":\"", "\"code\":\"9", vec!["second"]),
        ("\"number\":1", "\"number\":2", vec!["first", "second"]),
    ] {
        let world = world().await;
        forge_manifest(&world, "first", from, to).await;
        let expected: Vec<(String, &str)> = wrong
            .into_iter()
            .map(|round| (round.to_owned(), "manifest"))
            .collect();
        assert_eq!(found(&world).await, expected, "{to}");
    }
    let world = world().await;
    tamper(
        world.setting.store(),
        "UPDATE round_release SET manifest_sha256 = 'other'",
    )
    .await;
    let expected = ["first", "second"].map(|round| (round.to_owned(), "manifest"));
    assert_eq!(found(&world).await, expected);
}

#[tokio::test]
async fn a_manifest_that_was_thrown_away() {
    let of = |round: &str| {
        format!(
            "UPDATE round_release SET manifest = NULL, manifest_sha256 = NULL
                WHERE round_id = (SELECT id FROM round WHERE slug = '{round}')"
        )
    };
    for (round, wrong) in [("first", "second"), ("second", "second")] {
        let world = world().await;
        tamper(world.setting.store(), &of(round)).await;
        assert_eq!(found(&world).await, [(wrong.to_owned(), "manifest")], "{round}");
    }
}

/// Releases from before there were manifests: the first one names them.
#[tokio::test]
async fn a_chain_begins_with_what_was_there() {
    let world = world().await;
    tamper(
        world.setting.store(),
        "UPDATE round_release SET closing = NULL, manifest = NULL, manifest_sha256 = NULL",
    )
    .await;
    assert_eq!(found(&world).await, []);
    let mut digests = Vec::new();
    for round in ["first", "second"] {
        digests.push(usecase::digest(bytes(&world, round).await.as_bytes()));
    }
    digests.sort();
    let round = world.open("third").await;
    world.close(&round).await;
    let link = async |round: &str| {
        let manifest = world
            .setting
            .store()
            .reader()
            .manifest(round)
            .await
            .unwrap()
            .unwrap()
            .manifest;
        domain::disclose::Link::from_manifest(manifest.as_bytes()).unwrap()
    };
    let third = link(&round).await;
    assert_eq!(
        (third.number, &third.previous, &third.unchained),
        (3, &None, &digests)
    );
    assert_eq!(found(&world).await, []);
    // Another release in the place of one of them.
    let forged = bytes(&world, "first")
        .await
        .replacen("\"developing\"", "\"managed\"", 1);
    forge(&world, "first", &forged).await;
    assert!(found(&world).await.contains(&("third".into(), "manifest")));
}
