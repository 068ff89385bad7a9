//! What a queue must hold, on both databases: each effect once, whoever goes away and whatever clocks say.

mod effects;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::timestamp::Timestamp;
use store::testing::on_both;
use store::{JobRow, JobState};
use tokio::sync::Notify;

use self::effects::{
    Clock, Effects, Mood, START, YEAR, effects, every_minute, put, row, seventh, worker, worker_with,
};
use crate::{Job, WorkerOptions, enqueue, enqueue_once};

on_both! {
    async fn a_job_is_done_once(store: &Store) {
        let (clock, work) = (Clock::new(), Effects::new(Mood::Willing));
        put(store, "a", clock.now()).await;
        let once = store.write(async |tx| enqueue_once(tx, &Job::CleanUp, "b", clock.now(), "key").await);
        assert!(once.await.unwrap());
        let twice = store.write(async |tx| enqueue_once(tx, &Job::CleanUp, "c", clock.now(), "key").await);
        assert!(!twice.await.unwrap());
        // What is not committed is not there.
        let mut tx = store.begin().await.unwrap();
        enqueue(&mut tx, &Job::CleanUp, "d", clock.now()).await.unwrap();
        drop(tx);
        for _ in 0..2 {
            worker(store, &clock, &work).run_once().await;
        }
        assert_eq!(work.attempts.load(Ordering::SeqCst), 2);
        for (id, times) in [("a", 1), ("b", 1), ("c", 0), ("d", 0)] {
            assert_eq!(effects(store, id).await, times, "{id}");
        }
    }

    async fn killed_between_effect_and_commit_it_is_done_once_by_another_after_the_lease(store: &Store) {
        let clock = Clock::new();
        put(store, "a", clock.now()).await;
        let dying = Effects::new(Mood::HangsAfterEffect);
        let task = tokio::spawn(worker(store, &clock, &dying).run(std::future::pending()));
        dying.reached.notified().await;
        task.abort();
        let _ = task.await;

        let other = Effects::new(Mood::Willing);
        worker(store, &clock, &other).run_once().await;
        assert_eq!((other.attempts.load(Ordering::SeqCst), effects(store, "a").await), (0, 0));
        clock.forward(WorkerOptions::default().lease);
        worker(store, &clock, &other).run_once().await;
        assert_eq!((other.attempts.load(Ordering::SeqCst), effects(store, "a").await), (1, 1));
        worker(store, &clock, &other).run_once().await;
        assert_eq!(effects(store, "a").await, 1);
    }

    async fn who_comes_back_after_the_lease_changes_nothing(store: &Store) {
        let clock = Clock::new();
        put(store, "a", clock.now()).await;
        let slow = Effects::new(Mood::WaitsBefore);
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let options = WorkerOptions { lease: Duration::from_secs(3_600), ..WorkerOptions::default() };
        let first = worker_with(store, &clock, &slow, Vec::new(), options);
        let task = tokio::spawn(first.run(async move { stopped.notified().await }));
        slow.reached.notified().await;
        clock.forward(options.lease);
        let quick = Effects::new(Mood::Willing);
        worker_with(store, &clock, &quick, Vec::new(), options).run_once().await;
        assert_eq!(effects(store, "a").await, 1);
        slow.go.add_permits(9);
        stop.notify_one();
        task.await.unwrap();
        assert_eq!(effects(store, "a").await, 1);
        assert_eq!(row(store, "a").await, None);
    }

    async fn a_slow_job_stays_with_its_worker(store: &Store) {
        let clock = Clock::new();
        put(store, "a", clock.now()).await;
        let slow = Effects::new(Mood::WaitsBefore);
        let options = WorkerOptions { lease: Duration::from_millis(300), ..WorkerOptions::default() };
        let first = worker_with(store, &clock, &slow, Vec::new(), options);
        let task = tokio::spawn(first.run_once());
        slow.reached.notified().await;
        for _ in 0..3 {
            clock.move_by(290);
            let until = clock.now().0 + 300;
            let renewed = async {
                while row(store, "a").await.unwrap().lease_until.unwrap() < until {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(30), renewed).await.expect("a longer lease");
        }
        let other = Effects::new(Mood::Willing);
        worker_with(store, &clock, &other, Vec::new(), options).run_once().await;
        assert_eq!(other.attempts.load(Ordering::SeqCst), 0);
        slow.go.add_permits(1);
        task.await.unwrap();
        assert_eq!(effects(store, "a").await, 1);
    }

    async fn two_workers_and_a_thousand_jobs(store: &Store) {
        let clock = Clock::new();
        let ids: Vec<String> = (0..1_000).map(|number| format!("job-{number}")).collect();
        store.write(async |tx| {
            for id in &ids {
                enqueue(tx, &Job::CleanUp, id, clock.now()).await?;
            }
            Ok::<(), store::Error>(())
        }).await.unwrap();
        let (one, two) = (Effects::new(Mood::Fitful), Effects::new(Mood::Fitful));
        for _ in 0..2 {
            tokio::join!(worker(store, &clock, &one).run_once(), worker(store, &clock, &two).run_once());
            clock.forward(WorkerOptions::default().longest_wait);
        }
        let attempts = [&one, &two].map(|work| work.attempts.load(Ordering::SeqCst));
        let fitful = ids.iter().filter(|id| seventh(id)).count();
        // Nobody took what another had.
        assert_eq!(attempts.iter().sum::<usize>(), 1_000 + fitful);
        assert!(attempts.iter().all(|own| *own > 0), "{attempts:?}");
        let mut counted = BTreeMap::new();
        let mut tx = store.begin().await.unwrap();
        for id in &ids {
            let (count, _) = tx.count_try(id, Timestamp(START), Timestamp(0)).await.unwrap();
            *counted.entry(count - 1).or_insert(0) += 1;
        }
        assert_eq!(counted, BTreeMap::from([(1, 1_000)]));
    }

    async fn each_failure_doubles_the_wait_until_it_is_given_up(store: &Store) {
        let (clock, work) = (Clock::new(), Effects::new(Mood::Failing));
        let options = WorkerOptions { longest_wait: Duration::from_secs(60), ..WorkerOptions::default() };
        put(store, "a", clock.now()).await;
        for (attempt, longest) in [5, 10, 20, 40, 60, 60, 60, 60, 60].into_iter().enumerate() {
            worker_with(store, &clock, &work, Vec::new(), options).run_once().await;
            assert_eq!(work.attempts.load(Ordering::SeqCst), attempt + 1);
            let failed = row(store, "a").await.unwrap();
            assert_eq!((failed.state, failed.last_error.as_deref()), (JobState::Waiting, Some("no luck")));
            let wait = failed.run_at - clock.now().0;
            assert!((longest * 500..=longest * 1_000).contains(&wait), "{wait} after attempt {attempt}");
            clock.move_by(wait - 1);
            worker_with(store, &clock, &work, Vec::new(), options).run_once().await;
            assert_eq!(work.attempts.load(Ordering::SeqCst), attempt + 1);
            clock.move_by(1);
        }
        worker_with(store, &clock, &work, Vec::new(), options).run_once().await;
        assert_eq!(row(store, "a").await.unwrap().state, JobState::Dead);
        clock.move_by(YEAR);
        worker_with(store, &clock, &work, Vec::new(), options).run_once().await;
        assert_eq!((work.attempts.load(Ordering::SeqCst), effects(store, "a").await), (10, 0));
        // Somebody mends what was wrong, and has it tried again.
        let willing = Effects::new(Mood::Willing);
        assert!(store.write(async |tx| tx.revive_job("a", clock.now()).await).await.unwrap());
        worker_with(store, &clock, &willing, Vec::new(), options).run_once().await;
        assert_eq!((row(store, "a").await, effects(store, "a").await), (None, 1));
    }

    async fn what_cannot_ever_work_is_given_up_at_once_and_a_panic_is_a_failure(store: &Store) {
        let clock = Clock::new();
        put(store, "a", clock.now()).await;
        worker(store, &clock, &Effects::new(Mood::FailingForGood)).run_once().await;
        let dead = row(store, "a").await.unwrap();
        assert_eq!((dead.state, dead.last_error.as_deref()), (JobState::Dead, Some("never")));
        put(store, "b", clock.now()).await;
        worker(store, &clock, &Effects::new(Mood::Panicking)).run_once().await;
        let failed = row(store, "b").await.unwrap();
        assert_eq!((failed.state, failed.attempts), (JobState::Waiting, 1));
        // The worker is as good as before.
        clock.forward(WorkerOptions::default().longest_wait);
        worker(store, &clock, &Effects::new(Mood::Willing)).run_once().await;
        assert_eq!((effects(store, "a").await, effects(store, "b").await), (0, 1));
    }

    async fn a_schedule_fires_once_for_all_workers(store: &Store) {
        let (clock, work) = (Clock::new(), Effects::new(Mood::Willing));
        let run = async || {
            let new = || worker_with(store, &clock, &work, every_minute(), WorkerOptions::default());
            tokio::join!(new().run_once(), new().run_once(), new().run_once());
            work.attempts.load(Ordering::SeqCst)
        };
        assert_eq!(run().await, 1);
        assert_eq!(run().await, 1);
        clock.forward(Duration::from_secs(60));
        assert_eq!(run().await, 2);
        // What nobody was there for is done once and not as often as it was missed.
        clock.move_by(YEAR);
        assert_eq!(run().await, 3);
        // And a clock that was a year ahead holds nothing up.
        clock.move_by(-YEAR);
        assert_eq!(run().await, 4);
        assert_eq!(run().await, 4);
    }

    async fn a_clock_that_is_set_back_has_nothing_done_twice_or_never(store: &Store) {
        let clock = Clock::new();
        clock.move_by(YEAR);
        put(store, "before", clock.now()).await;
        let dying = Effects::new(Mood::HangsAfterEffect);
        let task = tokio::spawn(worker(store, &clock, &dying).run(std::future::pending()));
        dying.reached.notified().await;
        task.abort();
        let _ = task.await;
        put(store, "failing", clock.now()).await;
        worker(store, &clock, &Effects::new(Mood::Failing)).run_once().await;
        put(store, "waiting", clock.now()).await;

        clock.move_by(-YEAR);
        let work = Effects::new(Mood::Willing);
        for _ in 0..2 {
            worker(store, &clock, &work).run_once().await;
        }
        for id in ["before", "failing", "waiting"] {
            assert_eq!(effects(store, id).await, 1, "{id}");
        }
    }

    async fn a_job_of_this_process_is_done_at_once_and_a_worker_ends_what_it_began(store: &Store) {
        let clock = Clock::new();
        let work = Effects::new(Mood::WaitsBefore);
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let options = WorkerOptions { poll: Duration::from_secs(3_600), ..WorkerOptions::default() };
        let running = worker_with(store, &clock, &work, Vec::new(), options);
        let task = tokio::spawn(running.run(async move { stopped.notified().await }));
        tokio::time::sleep(Duration::from_millis(100)).await;
        put(store, "a", clock.now()).await;
        tokio::time::timeout(Duration::from_secs(30), work.reached.notified()).await.expect("at once");
        stop.notify_one();
        // Told to stop, it takes nothing more.
        put(store, "b", clock.now()).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(!task.is_finished());
        work.go.add_permits(2);
        task.await.unwrap();
        assert_eq!((effects(store, "a").await, effects(store, "b").await), (1, 0));
    }
}

#[tokio::test]
async fn what_this_version_does_not_know_is_left_for_one_that_does() {
    let (store, clock) = (store::testing::sqlite().await, Clock::new());
    let new = store::NewJob {
        id: "a",
        kind: "of-tomorrow",
        payload: "{}",
        run_at: clock.now(),
        now: clock.now(),
        idempotency_key: None,
    };
    store.write(async |tx| tx.enqueue(&new).await).await.unwrap();
    worker(&store, &clock, &Effects::new(Mood::Willing))
        .run_once()
        .await;
    let failed = row(&store, "a").await.unwrap();
    assert_eq!(failed.state, JobState::Waiting);
    assert!(
        failed
            .last_error
            .unwrap()
            .starts_with("this version knows no such job")
    );
    store::testing::remove(store).await;
}

#[test]
fn every_kind_is_read_as_it_was_stored() {
    for (job, kind) in [(Job::CleanUp, "clean-up"), (Job::SealAudit, "seal-audit")] {
        let (stored, payload) = job.stored().unwrap();
        assert_eq!(stored, kind);
        let row = JobRow {
            id: "a".into(),
            kind: stored,
            payload,
            state: JobState::Waiting,
            run_at: 0,
            attempts: 0,
            leased_by: None,
            lease_until: None,
            last_error: None,
            created_at: 0,
            finished_at: None,
        };
        assert_eq!(Job::read(&row).unwrap(), job);
    }
}
