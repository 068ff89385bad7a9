//! Identifiers are for ever.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use fixture::*;

#[test]
fn the_lock_lists_every_id_once_and_sorted() {
    let fixture = Fixture::new();
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(35));
    let lock = fixture.read(LOCK);
    let lines: Vec<&str> = lock.lines().collect();
    assert_eq!(lines.len(), 35);
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

#[test]
fn an_old_address_leads_on_or_stops_everything() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    let lock = fixture.read(LOCK);
    let line = |address: &str| {
        let at = lock
            .lines()
            .position(|line| line.starts_with(&format!("address {address} ")));
        at.unwrap_or_else(|| panic!("no {address} in\n{lock}")) + 1
    };
    assert_eq!(fixture.load().moved("basics/messages"), None);

    // A lesson.
    let text = fixture.read(LESSON);
    fixture.remove(LESSON);
    fixture.write("courses/basics/01-first/01-false-messages.md", &text);
    let problems = list(&fixture.problems());
    let at = line("basics/messages");
    assert!(
        problems.contains(&format!(
            "ids.lock:{at}: the address /learn/basics/messages was published and no longer leads to "
        )) && problems.contains("add former = [\"messages\"]"),
        "{problems}"
    );
    let renamed = text.replacen("status = ", "former = [\"messages\"]\nstatus = ", 1);
    assert_ne!(renamed, text);
    fixture.write("courses/basics/01-first/01-false-messages.md", renamed);
    assert_eq!(
        fixture.load().moved("basics/messages"),
        Some("basics/false-messages")
    );
    // The new address is for ever too.
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(1));

    // The whole course, and then the module with its quiz: every older address goes on leading there.
    for file in [
        COURSE,
        MODULE,
        SECOND,
        QUIZ,
        PICTURE,
        "courses/basics/01-first/01-false-messages.md",
    ] {
        let text = fixture.read(file);
        let new = file
            .replace("courses/basics/01-first", "courses/essentials/01-start")
            .replace("courses/basics", "courses/essentials");
        fixture.remove(file);
        fixture.write(&new, text);
    }
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the address /learn/basics was published"),
        "{problems}"
    );
    let course = fixture.read("courses/essentials/course.toml");
    fixture.write(
        "courses/essentials/course.toml",
        format!("former = [\"basics\"]\n{course}"),
    );
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the address /learn/basics/quiz/first was published"),
        "{problems}"
    );
    let module = fixture.read("courses/essentials/01-start/module.toml");
    fixture.write(
        "courses/essentials/01-start/module.toml",
        format!("former = [\"first\"]\n{module}"),
    );
    let catalog = fixture.load();
    for (old, new) in [
        ("basics", "essentials"),
        ("basics/messages", "essentials/false-messages"),
        ("basics/false-messages", "essentials/false-messages"),
        ("basics/devices", "essentials/devices"),
        ("basics/quiz/first", "essentials/quiz/start"),
        ("essentials/quiz/first", "essentials/quiz/start"),
    ] {
        assert_eq!(catalog.moved(old), Some(new), "{old}");
    }
    assert_eq!(catalog.moved("essentials/devices"), None);
    assert!(
        catalog.media("basics", "seal.svg").is_some(),
        "pictures move with their course"
    );
}

#[test]
fn an_address_is_never_used_for_something_else() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    // Two lessons change their names.
    let (first, second) = (fixture.read(LESSON), fixture.read(SECOND));
    fixture.write(LESSON, &second);
    fixture.write(SECOND, &first);
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the address /learn/basics/messages was published and no longer leads to"),
        "{problems}"
    );
    // A former name that another lesson has is no way out.
    fixture.write(
        SECOND,
        first.replacen("status = ", "former = [\"messages\"]\nstatus = ", 1),
    );
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the address /learn/basics/messages would lead to two places"),
        "{problems}"
    );
}

#[test]
fn a_course_cannot_take_the_addresses_of_attempts() {
    let fixture = Fixture::new();
    for file in [COURSE, MODULE, LESSON, SECOND, QUIZ, PICTURE] {
        let text = fixture.read(file);
        fixture.remove(file);
        fixture.write(&file.replace("basics", "attempts"), text);
    }
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("a course cannot be named `attempts`"),
        "{problems}"
    );

    let fixture = Fixture::new();
    let course = fixture.read(COURSE);
    fixture.write(COURSE, format!("former = [\"attempts\"]\n{course}"));
    assert!(list(&fixture.problems()).contains("a course cannot be named `attempts`"));
    fixture.write(COURSE, format!("former = [\"No Slug\", \"a/b/c\"]\n{course}"));
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("`No Slug` is no former name") && problems.contains("`a/b/c` is no former name"),
        "{problems}"
    );
}

#[test]
fn a_version_of_the_model_is_never_gone() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    let (model, domain) = (fixture.read(MODEL), fixture.read(DOMAIN));
    fixture.replace(MODEL, "version = 1", "version = 2");
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("version 1 of the model") && problems.contains("named <slug>-v1"),
        "{problems}"
    );
    fixture.write("models/polder-v1/model.toml", model);
    fixture.write("models/polder-v1/01-GOV.toml", domain);
    let catalog = fixture.load();
    assert_eq!(catalog.models(domain::content::Lang::En).len(), 2);
    // Both versions have one file of translations, in which a text stands once.
    let template = catalog.template("model-polder").unwrap();
    assert_eq!(template.matches("msgid \"A named official answers\"").count(), 1);
    assert!(template.contains("models/polder-v1/01-GOV.toml"));
    assert_eq!(catalog::write_lock(fixture.dir()), Ok(1));
}
