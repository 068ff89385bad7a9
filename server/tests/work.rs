//! `polder work` as a process: killed, started again, and told to stop.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use common::content::folder;
use common::{START, Store, on_both};
use domain::identity::audit::{By, Entry, Event};
use jobs::{Job, enqueue};
use store::testing::{tamper, url};
use usecase::{Clock, SystemClock};

static NEXT: AtomicU64 = AtomicU64::new(1);

async fn polder(store: &Store, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polder"));
    command
        .args(arguments)
        .env("DATABASE_URL", url(store).await)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A process that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn worker(store: &Store) -> Process {
    let child = work(store).await.spawn();
    Process(child.expect("polder work"))
}

async fn work(store: &Store) -> Command {
    let mut command = polder(store, &["work", "--log", "warn", "--content"]).await;
    command.arg(folder());
    command
}

/// Has a worker do what is due. What it logged.
async fn work_once(store: &Store) -> String {
    let output = work(store).await.arg("--once").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The exit status, and everything that was printed.
async fn polder_says(store: &Store, arguments: &[&str]) -> (Option<i32>, String) {
    let output = polder(store, arguments).await.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).unwrap())
}

async fn open_jobs(store: &Store) -> usize {
    store.reader().open_jobs(10_000).await.unwrap().len()
}

/// Waits for what a process does, which must come.
async fn until(store: &Store, is_so: impl Fn(usize) -> bool) {
    for _ in 0..3_000 {
        if is_so(open_jobs(store).await) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!(
        "it did not come to that: {} jobs are open",
        open_jobs(store).await
    );
}

on_both! {
    async fn what_a_killed_worker_left_is_done_by_the_next_and_one_that_is_told_to_stop_stops(store: &Store) {
        let put = async |name: &str, count: usize| store.write(async |tx| {
            for number in 0..count {
                enqueue(tx, &Job::CleanUp, &format!("{name}-{number}"), START).await?;
            }
            Ok::<(), store::Error>(())
        }).await.unwrap();
        put("first", 400).await;
        let killed = worker(store).await;
        until(store, |open| open < 390).await;
        drop(killed);
        assert!(open_jobs(store).await > 0, "it was too fast to be killed in the middle");
        // Its lease is not over: nobody waits for that in a test.
        tamper(store, "UPDATE job SET lease_until = 0 WHERE state = 'running'").await;
        work_once(store).await;
        assert_eq!(open_jobs(store).await, 0);

        put("second", 1).await;
        let mut stopped = worker(store).await;
        until(store, |open| open == 0).await;
        let told = Command::new("kill").arg(stopped.0.id().to_string()).status().unwrap();
        assert!(told.success() && stopped.0.wait().unwrap().success());
    }

    async fn what_was_given_up_is_listed_and_tried_again(store: &Store) {
        store.write(async |tx| enqueue(tx, &Job::CleanUp, "a-job", START).await).await.unwrap();
        tamper(store, "UPDATE job SET state = 'dead', finished_at = 1, last_error = 'no disk'").await;
        let run = async |arguments: &[&str]| polder_says(store, arguments).await;
        let (status, lines) = run(&["jobs"]).await;
        assert_eq!(status, Some(0));
        assert!(lines.contains("a-job") && lines.contains("dead") && lines.ends_with("no disk\n"), "{lines}");
        assert_eq!(run(&["jobs", "--retry", "another"]).await.0, Some(2));
        assert_eq!(run(&["jobs", "--retry", "a-job"]).await.0, Some(0));
        assert!(run(&["jobs"]).await.1.contains("waiting"));
    }

    async fn the_audit_is_sealed_by_a_worker_and_verified_by_a_command(store: &Store) {
        let record = async |count: usize| store.write(async |tx| {
            for _ in 0..count {
                let id = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
                let event = Event::SignedIn { account: "amal".into() };
                tx.audit(&Entry { id, at: SystemClock.now(), by: By::Console, event }).await?;
            }
            Ok::<(), store::Error>(())
        }).await.unwrap();
        record(3).await;
        let verify = async |more: &[&str]| polder_says(store, &[&["audit", "verify"], more].concat()).await;
        let (status, lines) = verify(&[]).await;
        assert_eq!(status, Some(0), "{lines}");
        assert!(lines.contains("3 entries wait"), "{lines}");
        // The end of the chain is in the security log, whatever else is logged.
        let log = work_once(store).await;
        assert!(log.contains("audit-sealed") && log.contains("entries=3"), "{log}");
        let (status, lines) = verify(&[]).await;
        assert!(status == Some(0) && lines.starts_with("3 sealed entries"), "{lines}");
        let head = lines.lines().find_map(|line| line.strip_prefix("The last of them is ")).unwrap();
        assert!(log.contains(head), "{log}");
        assert_eq!(verify(&["--head", head]).await.0, Some(0));
        let later = format!("4{}", &head[1..]);
        let (status, lines) = verify(&["--head", &later]).await;
        assert!(status == Some(1) && lines.contains("does not hold entry 4"), "{lines}");
        assert_eq!(verify(&["--head", "soon"]).await.0, Some(2));

        tamper(store, "INSERT INTO audit_entry (id, at, actor, action, object_kind, object_id, details)
            VALUES ('forged', 1, 'amal', 'signed-in', 'account', 'amal', '{}')").await;
        let (status, lines) = verify(&[]).await;
        assert!(status == Some(1) && lines.contains("entry forged was put in"), "{lines}");
    }
}
