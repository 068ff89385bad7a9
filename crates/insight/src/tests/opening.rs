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
