//! Those who write at once share one commit, and nobody takes another along.

use std::time::Duration;

use super::*;
use crate::backend::Backend;
use crate::tx::statement;
use crate::{Store, Tx, testing};

const TABLES: &str = "CREATE TABLE parent (id BIGINT PRIMARY KEY);
    CREATE TABLE child (id BIGINT PRIMARY KEY REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);";
const PARENT: &str = "INSERT INTO parent (id) VALUES ($1)";
/// Fails at the commit and not before, since there is no such parent.
const ORPHAN: &str = "INSERT INTO child (id) VALUES ($1)";

async fn store() -> Store {
    let store = testing::sqlite().await;
    testing::run(&store, TABLES).await;
    store
}

async fn insert(tx: &mut Tx, statement: &'static str, id: i64) -> Result<()> {
    statement!(tx, db => sqlx::query(statement).bind(id).execute(db).await.map(|_| ()))?;
    Ok(())
}

async fn write(store: Store, statement: &'static str, id: i64) -> Result<()> {
    store.write(async |tx| insert(tx, statement, id).await).await
}

async fn parents(store: &Store) -> i64 {
    let mut reader = store.reader();
    let count = async {
        Ok::<i64, Error>(
            statement!(reader, db => sqlx::query_scalar("SELECT COUNT(*) FROM parent").fetch_one(db).await)?,
        )
    };
    count.await.expect("a count")
}

async fn commits(store: &Store) -> u32 {
    let Backend::Sqlite { writer, .. } = &store.backend else {
        panic!("SQLite")
    };
    writer.line.lock().await.commits
}

/// Lets the tasks that were spawned come as far as they can.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// Runs the writes so that all of them wait before the first has its turn.
async fn at_once(store: &Store, writes: Vec<(&'static str, i64)>) -> Vec<Result<()>> {
    let held = store.begin().await.expect("a turn");
    let tasks: Vec<_> = writes
        .into_iter()
        .map(|(statement, id)| tokio::spawn(write(store.clone(), statement, id)))
        .collect();
    settle().await;
    drop(held);
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("a write"));
    }
    outcomes
}

#[tokio::test]
async fn sixteen_at_once_wait_for_the_disk_once() {
    let store = store().await;
    let before = commits(&store).await;
    let outcomes = at_once(&store, (0..16).map(|id| (PARENT, id)).collect()).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(parents(&store).await, 16);
    assert_eq!(commits(&store).await - before, 1);
    // Alone nobody waits for others.
    write(store.clone(), PARENT, 99).await.expect("alone");
    assert_eq!(commits(&store).await - before, 2);
    testing::remove(store).await;
}

#[tokio::test]
async fn one_that_fails_takes_nobody_along() {
    let store = store().await;
    write(store.clone(), PARENT, 1).await.expect("the first");
    let outcomes = at_once(&store, vec![(PARENT, 2), (PARENT, 1), (PARENT, 3)]).await;
    assert!(matches!(outcomes[1], Err(Error::Duplicate)), "{outcomes:?}");
    assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
    assert_eq!(parents(&store).await, 3);
    testing::remove(store).await;
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_everybody_in_it() {
    let store = store().await;
    let outcomes = at_once(&store, vec![(PARENT, 1), (ORPHAN, 7), (PARENT, 2)]).await;
    assert!(outcomes.iter().all(Result::is_err), "{outcomes:?}");
    assert_eq!(parents(&store).await, 0);
    // And nothing is left of it in anybody's way.
    write(store.clone(), PARENT, 1).await.expect("the next");
    assert_eq!(parents(&store).await, 1);
    testing::remove(store).await;
}

#[tokio::test]
async fn nothing_is_seen_before_it_is_committed_and_nothing_stays_of_who_leaves() {
    let store = store().await;
    let mut tx = store.begin().await.expect("a turn");
    insert(&mut tx, PARENT, 1).await.expect("a row");
    assert_eq!(parents(&store).await, 0);
    drop(tx);
    settle().await;
    // Another program may write: no transaction was left open.
    let other = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(testing::file(&store))
        .busy_timeout(Duration::ZERO);
    let mut other = SqliteConnection::connect_with(&other)
        .await
        .expect("another program");
    other
        .execute("INSERT INTO parent (id) VALUES (5)")
        .await
        .expect("its own row");
    let mut tx = store.begin().await.expect("a turn");
    insert(&mut tx, PARENT, 2).await.expect("a row");
    tx.commit().await.expect("a commit");
    assert_eq!(parents(&store).await, 2);
    testing::remove(store).await;
}

#[tokio::test]
async fn who_is_broken_off_leaves_nothing_half_done() {
    let store = store().await;
    for id in 0..200_i64 {
        let task = tokio::spawn(write(store.clone(), PARENT, id));
        for _ in 0..id % 40 {
            tokio::task::yield_now().await;
        }
        task.abort();
        // Whatever became of it, the next one can write and is committed.
        write(store.clone(), PARENT, 1_000 + id).await.expect("the next");
    }
    assert!(parents(&store).await >= 200);
    testing::remove(store).await;
}

#[tokio::test]
async fn who_waits_too_long_is_told_that_it_is_busy() {
    let store = testing::impatient_sqlite(Duration::from_millis(50)).await;
    let held = store.begin().await.expect("a turn");
    let error = store.begin().await.expect_err("nobody writes beside");
    assert!(error.is_passing(), "{error:?}");
    drop(held);
    testing::remove(store).await;
}
