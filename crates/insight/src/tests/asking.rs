//! Having a round closed by a worker, and being told where that stands.

use domain::timestamp::Timestamp;
use store::JobState;
use store::testing::tamper;

use super::*;

/// Where the closing of a round stands.
async fn progress(world: &World, round: &str) -> Option<ClosingProgress> {
    act!(world.setting, &world.operator, closing_progress(round)).unwrap()
}

async fn ask(world: &World, round: &str) {
    act!(world.setting, &world.operator, ask_to_close(round)).unwrap();
}

/// Where the jobs stand that are not done.
async fn jobs(world: &World) -> Vec<JobState> {
    let jobs = world.setting.store().reader().open_jobs(9).await.unwrap();
    jobs.into_iter().map(|job| job.state).collect()
}

#[tokio::test]
async fn each_round_is_asked_for_on_its_own_and_once() {
    let world = World::new().await;
    let (first, second) = (world.open("first").await, world.open("second").await);
    assert_eq!(progress(&world, &first).await, None);
    let asked: Timestamp = world.setting.env.now();
    ask(&world, &first).await;
    world.setting.clock.set(asked.plus_seconds(60));
    ask(&world, &first).await;
    assert_eq!(jobs(&world).await, [JobState::Waiting]);
    assert_eq!(
        progress(&world, &first).await,
        Some(ClosingProgress::Under(asked))
    );
    // The other is another matter.
    assert_eq!(progress(&world, &second).await, None);
    ask(&world, &second).await;
    assert_eq!(jobs(&world).await, [JobState::Waiting; 2]);
    let later = asked.plus_seconds(60);
    assert_eq!(
        progress(&world, &second).await,
        Some(ClosingProgress::Under(later))
    );
}

#[tokio::test]
async fn a_closing_that_was_given_up_is_told_and_tried_again() {
    let world = World::new().await;
    let round = world.open("first").await;
    ask(&world, &round).await;
    // As a worker leaves what failed too often.
    let given_up = "UPDATE job SET state = 'dead', attempts = 9, finished_at = created_at";
    tamper(world.setting.store(), given_up).await;
    assert_eq!(progress(&world, &round).await, Some(ClosingProgress::GivenUp));
    ask(&world, &round).await;
    assert_eq!(jobs(&world).await, [JobState::Waiting]);
    assert!(matches!(
        progress(&world, &round).await,
        Some(ClosingProgress::Under(_))
    ));
}

#[tokio::test]
async fn of_a_closed_round_nothing_is_asked() {
    let world = World::new().await;
    let round = world.open("first").await;
    world.close(&round).await;
    ask(&world, &round).await;
    assert_eq!(jobs(&world).await, []);
    // Nor is anything said of one for which it was asked before.
    let other = world.open("second").await;
    ask(&world, &other).await;
    world.close(&other).await;
    assert_eq!(progress(&world, &other).await, None);
    assert!(is_not_found(act!(
        world.setting,
        &world.operator,
        ask_to_close("none")
    )));
}
