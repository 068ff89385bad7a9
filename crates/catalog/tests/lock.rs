//! Identifiers are for ever.

#![allow(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use fixture::*;

#[test]
fn the_lock_lists_every_id_once_and_sorted() {
    let fixture = Fixture::new();
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(18));
    let lock = fixture.read(LOCK);
    let lines: Vec<&str> = lock.lines().collect();
    assert_eq!(lines.len(), 18);
    assert!(lines.is_sorted());
    for line in [
        "choice 0192f1c4-0000-7000-8000-000000000006/b",
        "course 0192f1c4-0000-7000-8000-000000000001",
        "domain GOV",
        "flag e-pollbook",
        "item 0192f1c4-0000-7000-8000-000000000007",
        "practice GOV-02",
        "term otp",
    ] {
        assert!(lines.contains(&line), "{line}");
    }
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(0));
    assert_eq!(fixture.read(LOCK), lock);
    assert!(
        fixture
            .dir()
            .join(".ids.lock.new")
            .try_exists()
            .is_ok_and(|exists| !exists)
    );
}

#[test]
fn an_id_that_is_gone_stops_everything() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    let line = fixture
        .read(LOCK)
        .lines()
        .position(|line| line == "term otp")
        .unwrap()
        + 1;
    fixture.replace(GLOSSARY, "\"otp\"", "\"one-time-password\"");
    let problems = fixture.problems();
    assert!(list(&problems).starts_with(&format!(
        "ids.lock:{line}: the term otp was published and is gone"
    )));
    assert_eq!(catalog::write_lock(fixture.dir()), Err(problems));
}

#[test]
fn an_id_keeps_its_kind() {
    let fixture = Fixture::new();
    fixture.write(LOCK, "lesson 0192f1c4-0000-7000-8000-000000000001\nnonsense\n");
    let problems = list(&fixture.problems());
    assert!(problems.contains("ids.lock:1: the lesson 0192f1c4-0000-7000-8000-000000000001 was published"));
    assert!(problems.contains("ids.lock:2: a line of this file is a kind and an id"));
}

#[test]
fn deprecated_content_keeps_its_ids() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    fixture.replace(LESSON, "\"published\"", "\"deprecated\"");
    fixture.replace(DOMAIN, "\"published\"", "\"deprecated\"");
    fixture.replace(QUIZ, "version = 1\n", "version = 1\nstatus = \"deprecated\"\n");
    assert_eq!(list(&fixture.problems()), "");
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(0));
}
