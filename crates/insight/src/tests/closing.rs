//! Closing a round while others decide, submit and close.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::timestamp::Timestamp;

use super::*;
use usecase::{Clock, Env, FixedClock, Runner, SeededRandom};

/// What somebody does in the middle of a closing.
#[derive(Clone, Copy)]
enum Meanwhile {
    Confirms,
    Submits,
}

/// A clock at which something happens when it is looked at, the first times. Closing looks at it between reading and writing.
struct Interrupted {
    world: Arc<World>,
    clock: Arc<FixedClock>,
    meanwhile: Meanwhile,
    times: usize,
    looks: Arc<AtomicUsize>,
}

impl Clock for Interrupted {
    fn now(&self) -> Timestamp {
        let look = self.looks.fetch_add(1, Ordering::Relaxed);
        if look < self.times {
            let world = Arc::clone(&self.world);
            let meanwhile = self.meanwhile;
            tokio::task::block_in_place(move || {
                tokio::runtime::Handle::current().block_on(async move {
                    match meanwhile {
                        Meanwhile::Confirms => {
                            // In turn, so that each time something new is in force.
                            let level = [Consent::AggregateOnly, Consent::None][look % 2];
                            world.consent("late", "first", "", level).await;
                        }
                        Meanwhile::Submits => {
                            world.submit("late", Scope::Full, |_| Some(Answer::Fully)).await;
                        }
                    }
                });
            });
        }
        self.clock.now()
    }
}

/// Five bodies in aggregate and a sixth who is late; a closing in the middle of which something happens so many times.
async fn interrupted(meanwhile: Meanwhile, times: usize) -> (Arc<World>, Result<()>, usize) {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Partly).await;
    world.answered_bodies(&["late"], "north", Answer::Partly).await;
    let round = world.open("first").await;
    for body in bodies {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    if matches!(meanwhile, Meanwhile::Submits) {
        world.consent("late", &round, "", Consent::Named).await;
    }
    let world = Arc::new(world);
    let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let looks = Arc::default();
    let clock = Interrupted {
        world: Arc::clone(&world),
        clock: Arc::clone(&world.setting.clock),
        meanwhile,
        times,
        looks: Arc::clone(&looks),
    };
    let catalog = catalog::Catalog::load(&content).unwrap();
    let store = world.setting.store().clone();
    let runner = Runner {
        env: Env::new(catalog, clock, SeededRandom::new(2), Parameters::default()),
        store,
    };
    let permit = runner.env.permit(&world.operator, Instance).unwrap();
    let result = close_round(&runner, &permit, &round).await;
    (world, result, looks.load(Ordering::Relaxed))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_confirms_in_the_middle_is_part_of_it() {
    let (world, result, looks) = interrupted(Meanwhile::Confirms, 1).await;
    result.unwrap();
    // Twice to compute, and twice more for the entry that records it.
    assert_eq!(looks, 4);
    let uses = world.setting.store().reader().ledger().await.unwrap().uses;
    assert_eq!(uses.iter().filter(|own| own.kind == "group").count(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_submitted_in_the_middle_counts() {
    let (world, result, looks) = interrupted(Meanwhile::Submits, 1).await;
    result.unwrap();
    // Twice to compute, and twice more for the entry that records it.
    assert_eq!(looks, 4);
    let published = world.release(&world.first, "first").await;
    assert_eq!(groups(&published).named()[0].hundredths(&"GOV".into()), Some(400));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_that_is_always_interrupted_gives_up_without_a_trace() {
    let (world, result, looks) = interrupted(Meanwhile::Confirms, 100).await;
    assert!(
        matches!(result, Err(Error::NotNow(NotNow::RoundBusy))),
        "{result:?}"
    );
    assert_eq!(looks, crate::close_round::CLOSING_TRIES);
    assert!(all_rounds(&mut world.setting.store().reader()).await.unwrap()[0].is_open());
    assert!(
        world
            .setting
            .store()
            .reader()
            .release("first")
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        world.setting.store().reader().ledger().await.unwrap(),
        store::LedgerRows::default()
    );
}

#[tokio::test]
async fn two_rounds_closed_at_once_share_no_assessment() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Partly).await;
    let (first, second) = (world.open("first").await, world.open("second").await);
    for body in bodies {
        world.consent(body, &first, "", Consent::AggregateOnly).await;
        world.consent(body, &second, "", Consent::AggregateOnly).await;
    }
    let (a, b, again) = tokio::join!(
        world.close_as(&world.operator, &first),
        world.close_as(&world.operator, &second),
        world.close_as(&world.operator, &first),
    );
    for result in [a, b, again] {
        result.unwrap();
    }
    let (first, second) = (
        world.release(&world.first, &first).await,
        world.release(&world.first, &second).await,
    );
    let mut counted = [aggregate(&first), aggregate(&second)];
    counted.sort();
    assert_eq!(counted, [None, Some(5)]);
    let checks = act!(world.setting, &world.operator, verify_releases()).unwrap();
    assert!(checks.iter().all(crate::ReleaseCheck::is_sound), "{checks:?}");
}

#[tokio::test]
async fn the_preview_moves_by_whole_steps_only() {
    let mut world = World::new().await;
    let round = world.open("first").await;
    let mut before = None;
    let mut moved = Vec::new();
    for number in 1..=12 {
        let slug = format!("body{number}");
        world
            .body(&slug, if number % 2 == 0 { "north" } else { "south" })
            .await;
        // All that one can do differently: leave a domain open, bring nothing, be seen by one donor, be known already.
        world
            .submit(&slug, Scope::Full, |practice| {
                (practice.id.as_str() != "GOV-01" || number % 3 > 0).then_some(Answer::Partly)
            })
            .await;
        world.consent(&slug, &round, "", Consent::AggregateOnly).await;
        let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
        if before.as_ref().is_some_and(|before| *before != preview) {
            moved.push(number);
        }
        before = Some(preview);
    }
    // The first body of the south makes the second region known, which is public. Then five bodies, ten, and five of each region.
    assert_eq!(moved, [2, 5, 9, 10]);
}
