//! Opening a round.

use super::*;

#[tokio::test]
async fn a_round_needs_a_title_of_its_own() {
    let world = World::new().await;
    let first = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("  Spring  2027 "))
    )
    .unwrap();
    assert_eq!(
        (first.slug.as_str(), first.title.as_str()),
        ("spring-2027", "Spring 2027")
    );
    let arabic = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("جولة الربيع"))
    )
    .unwrap();
    assert_eq!(arabic.slug, "round-2026-11");
    let similar = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("Spring: 2027!"))
    )
    .unwrap();
    assert_eq!(similar.slug, "spring-2027-2");
    for (title, key) in [
        (" ", "round-title-missing"),
        ("spring 2027", "round-title-taken"),
        (&*"x".repeat(121), "round-title-long"),
    ] {
        let refused = act!(
            world.setting,
            &world.operator,
            open_round(&NewRound::titled(title))
        );
        assert!(
            matches!(&refused, Err(Error::Invalid(errors)) if errors.of("title") == Some(key)),
            "{refused:?}"
        );
    }
    let refused = act!(world.setting, &world.first, open_round(&NewRound::titled("mine")));
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_round_takes_a_version_of_the_model_that_there_is() {
    let world = World::new().await;
    let newest = world.setting.env.catalog().model(Default::default()).reference();
    let open = async |title: &str, version: Option<u32>| {
        let title = title.to_owned();
        act!(
            world.setting,
            &world.operator,
            open_round(&NewRound { title, version })
        )
    };
    assert_eq!(open("newest", None).await.unwrap().model, newest);
    assert_eq!(open("chosen", Some(newest.version)).await.unwrap().model, newest);
    let unknown = open("unknown", Some(newest.version + 1)).await;
    assert!(
        matches!(&unknown, Err(Error::Invalid(errors)) if errors.of("version") == Some("round-version-unknown")),
        "{unknown:?}"
    );
}
