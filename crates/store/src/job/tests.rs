//! The queue on both databases.

use super::*;
use crate::testing::on_both;

const LEASE: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

fn new<'a>(id: &'a str, key: Option<&'a str>) -> NewJob<'a> {
    NewJob {
        id,
        kind: "kind",
        payload: "{}",
        run_at: Timestamp(1_000),
        now: Timestamp(1_000),
        idempotency_key: key,
    }
}

async fn enqueue(store: &crate::Store, job: NewJob<'_>) -> bool {
    store.write(async |tx| tx.enqueue(&job).await).await.unwrap()
}

async fn take(store: &crate::Store, now: i64) -> Vec<(String, i64)> {
    let taking = Taking {
        by: "worker",
        now: Timestamp(now),
        most: 10,
        lease: LEASE,
        longest_wait: LONGEST_WAIT,
        most_attempts: 3,
    };
    let due = store
        .reader()
        .is_job_due(taking.now, LEASE, LONGEST_WAIT)
        .await
        .unwrap();
    let taken = store.write(async |tx| tx.take_jobs(&taking).await).await.unwrap();
    assert_eq!(due, !taken.is_empty());
    taken.into_iter().map(|row| (row.id, row.attempts)).collect()
}

async fn bury(store: &crate::Store, now: i64) -> usize {
    let taking = Taking {
        by: "worker",
        now: Timestamp(now),
        most: 10,
        lease: LEASE,
        longest_wait: LONGEST_WAIT,
        most_attempts: 3,
    };
    store
        .write(async |tx| tx.bury_jobs(&taking).await)
        .await
        .unwrap()
        .len()
}

async fn finish(store: &crate::Store, id: &str, attempt: i64) -> bool {
    store
        .write(async |tx| tx.finish_job(id, attempt, Timestamp(2_000)).await)
        .await
        .unwrap()
}

fn one(id: &str, attempts: i64) -> Vec<(String, i64)> {
    vec![(id.to_owned(), attempts)]
}

on_both! {
    async fn the_same_work_is_one_job(store: &Store) {
        assert!(enqueue(store, new("a", Some("key"))).await);
        assert!(!enqueue(store, new("b", Some("key"))).await);
        assert!(enqueue(store, new("c", None)).await);
        assert!(enqueue(store, new("d", None)).await);
        let ids: Vec<String> = store.reader().open_jobs(9).await.unwrap().into_iter().map(|row| row.id).collect();
        assert_eq!(ids, ["a", "c", "d"]);
    }

    async fn a_job_is_taken_when_its_time_comes_and_again_after_its_lease(store: &Store) {
        enqueue(store, NewJob { run_at: Timestamp(5_000), ..new("a", None) }).await;
        assert_eq!(take(store, 4_999).await, []);
        assert_eq!(take(store, 5_000).await, one("a", 1));
        assert_eq!(take(store, 64_999).await, []);
        let renewed = store.write(async |tx| tx.renew_lease("a", 1, Timestamp(70_000)).await).await.unwrap();
        assert!(renewed);
        assert_eq!(take(store, 65_000).await, []);
        assert_eq!(take(store, 70_000).await, one("a", 2));
        // Who had it first has lost it.
        let renewed = store.write(async |tx| tx.renew_lease("a", 1, Timestamp(99_000)).await).await.unwrap();
        assert!(!renewed && !finish(store, "a", 1).await);
        let failed = store.write(async |tx| tx.fail_job("a", 1, AfterFailure::Dead(Timestamp(1)), "x").await);
        assert!(!failed.await.unwrap());
        assert!(finish(store, "a", 2).await && !finish(store, "a", 2).await);
        assert_eq!(take(store, 999_000).await, []);
        store.write(async |tx| tx.delete_done_jobs(Timestamp(1_999)).await).await.unwrap();
        let with_key = NewJob { idempotency_key: Some("key"), ..new("b", None) };
        enqueue(store, with_key).await;
        assert_eq!(take(store, 999_000).await, one("b", 1));
        assert!(finish(store, "b", 1).await);
        // For as long as it is kept, it is known that it was done.
        store.write(async |tx| tx.delete_done_jobs(Timestamp(1_999)).await).await.unwrap();
        assert!(!enqueue(store, NewJob { id: "c", ..with_key }).await);
        store.write(async |tx| tx.delete_done_jobs(Timestamp(2_000)).await).await.unwrap();
        assert!(enqueue(store, NewJob { id: "c", ..with_key }).await);
    }

    async fn what_failed_waits_is_given_up_and_can_be_revived(store: &Store) {
        enqueue(store, new("a", None)).await;
        assert_eq!(take(store, 1_000).await, one("a", 1));
        store.write(async |tx| tx.fail_job("a", 1, AfterFailure::Again(Timestamp(9_000)), "no mail").await).await.unwrap();
        assert_eq!(take(store, 8_999).await, []);
        assert_eq!(take(store, 9_000).await, one("a", 2));
        store.write(async |tx| tx.fail_job("a", 2, AfterFailure::Dead(Timestamp(9_001)), "no disk").await).await.unwrap();
        assert_eq!(take(store, 999_000).await, []);
        let rows = store.reader().open_jobs(9).await.unwrap();
        assert_eq!((rows[0].state, rows[0].last_error.as_deref()), (JobState::Dead, Some("no disk")));
        let revive = async |id| store.write(async |tx| tx.revive_job(id, Timestamp(10_000)).await).await.unwrap();
        assert!(!revive("b").await);
        assert!(revive("a").await && !revive("a").await);
        assert_eq!(take(store, 10_000).await, one("a", 1));
    }

    async fn a_job_that_ends_whoever_runs_it_is_given_up(store: &Store) {
        enqueue(store, new("a", None)).await;
        for attempt in 1..=3 {
            assert_eq!(bury(store, attempt * 100_000).await, 0);
            assert_eq!(take(store, attempt * 100_000).await, one("a", attempt));
        }
        // Not while somebody has it.
        assert_eq!(bury(store, 300_001).await, 0);
        assert_eq!(bury(store, 400_000).await, 1);
        assert_eq!(take(store, 999_000).await, []);
        assert_eq!(store.reader().open_jobs(9).await.unwrap()[0].state, JobState::Dead);
    }

    async fn a_clock_that_is_set_back_holds_nothing_up(store: &Store) {
        let year = 365 * 86_400_000;
        // Put in, failed and taken while the clock was a year ahead; and one that is to wait for its day.
        enqueue(store, NewJob { run_at: Timestamp(2 * year), now: Timestamp(5_000), ..new("one-day", None) }).await;
        enqueue(store, NewJob { now: Timestamp(5_000), ..new("failed", None) }).await;
        assert_eq!(take(store, 5_000).await, one("failed", 1));
        store.write(async |tx| tx.fail_job("failed", 1, AfterFailure::Again(Timestamp(year)), "x").await).await.unwrap();
        enqueue(store, NewJob { now: Timestamp(5_000), ..new("taken", None) }).await;
        store.write(async |tx| {
            let taking = Taking { by: "w", now: Timestamp(5_001), most: 1, lease: LEASE, longest_wait: LONGEST_WAIT, most_attempts: 3 };
            let taken = tx.take_jobs(&taking).await?;
            assert_eq!(taken.len(), 1);
            tx.renew_lease(&taken[0].id, taken[0].attempts, Timestamp(year)).await
        }).await.unwrap();
        enqueue(store, NewJob { run_at: Timestamp(year), now: Timestamp(year), ..new("at-once", None) }).await;
        let mut ids: Vec<String> = take(store, 6_000).await.into_iter().map(|(id, _)| id).collect();
        ids.sort();
        assert_eq!(ids, ["at-once", "failed", "taken"]);
    }

    async fn a_clock_that_is_a_little_behind_takes_nothing_from_others(store: &Store) {
        enqueue(store, new("a", None)).await;
        assert_eq!(take(store, 50_000).await, one("a", 1));
        for behind in [1, 1_000, 40_000] {
            assert_eq!(take(store, 50_000 - behind).await, []);
        }
        let fire = async |id: &'static str, now| store.write(async |tx| {
            tx.fire("clean", id, Timestamp(now), Duration::from_secs(60)).await
        }).await.unwrap();
        assert!(fire("b", 50_000).await);
        for behind in [1, 1_000, 40_000] {
            assert!(!fire("c", 50_000 - behind).await);
        }
    }

    async fn a_schedule_fires_once_at_its_time_and_not_while_its_job_is_open(store: &Store) {
        let every = Duration::from_secs(60);
        let fire = async |id: &'static str, now| store.write(async |tx| {
            let fires = tx.fire("clean", id, Timestamp(now), every).await?;
            if fires {
                tx.enqueue(&NewJob { now: Timestamp(now), ..new(id, None) }).await?;
            }
            Ok::<bool, Error>(fires)
        }).await.unwrap();
        assert!(fire("a", 1_000).await);
        assert!(!fire("b", 1_000).await && !fire("b", 60_999).await);
        // Its time has come, and the first is still open.
        assert!(!fire("b", 61_000).await);
        assert_eq!(take(store, 61_000).await, one("a", 1));
        assert!(finish(store, "a", 1).await);
        assert!(fire("b", 61_000).await && !fire("c", 61_000).await);
        assert_eq!(store.reader().schedule("clean").await.unwrap(), Some(Timestamp(121_000)));
        assert_eq!(store.reader().schedule("other").await.unwrap(), None);
        // The clock was set back by more than the time between two.
        assert_eq!(take(store, 61_000).await, one("b", 1));
        assert!(finish(store, "b", 1).await);
        assert!(!fire("c", 61_500).await);
        assert!(fire("c", 500).await);
    }
}
