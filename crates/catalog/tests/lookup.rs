//! What is found, and what is offered.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::content::{Audience, Lang, Status};
use domain::id::PracticeId;
use fixture::*;

#[test]
fn everything_is_found_by_name_and_by_id() {
    let catalog = Fixture::new().load();
    for lang in Lang::ALL {
        let course = catalog.course(lang, "basics").unwrap();
        assert_eq!(catalog.course_by_id(lang, &course.id), Some(course));
        assert_eq!(course.roles, [Audience::AllStaff, Audience::It]);
        assert_eq!(
            (
                course.version,
                course.pass_mark,
                course.validity_months,
                course.minutes()
            ),
            (2, 80, 24, 20)
        );

        let (_, module, lesson) = catalog.lesson(lang, "basics", "devices").unwrap();
        assert_eq!((module.slug.as_str(), lesson.slug.as_str()), ("first", "devices"));
        assert_eq!(catalog.lesson_by_id(lang, &lesson.id).unwrap().2, lesson);
        assert!(catalog.lesson(lang, "basics", "nothing").is_none());
        assert!(catalog.lesson(lang, "nothing", "devices").is_none());

        let quiz = course.quizzes().next().unwrap();
        assert_eq!(catalog.quiz(lang, &quiz.id).unwrap().2, quiz);

        let model = catalog.model(lang);
        assert_eq!(catalog.model_version(lang, &model.id, 1), Some(model));
        assert_eq!(catalog.model_version(lang, &model.id, 2), None);
        let terms: Vec<&str> = catalog
            .glossary(lang)
            .iter()
            .map(|term| term.id.as_str())
            .collect();
        assert_eq!(terms, ["otp", "phishing"]);
    }
    let picture = catalog.media("basics", "seal.svg").unwrap();
    assert_eq!(picture.content_type, "image/svg+xml; charset=utf-8");
    assert!(catalog.media("basics", "../course.toml").is_none());
    assert!(catalog.template("nothing").is_none());
}

#[test]
fn practices_know_their_lessons() {
    let fixture = Fixture::new();
    let catalog = fixture.load();
    let lessons = catalog.lessons_for(Lang::En, &"GOV-01".into());
    assert_eq!(
        lessons
            .iter()
            .map(|(_, lesson)| lesson.slug.as_str())
            .collect::<Vec<_>>(),
        ["messages"]
    );
    assert!(catalog.lessons_for(Lang::En, &"GOV-02".into()).is_empty());
    assert_eq!(catalog.untaught(), [PracticeId::from("GOV-02")]);
    let warnings = catalog::check(fixture.dir()).warnings;
    assert!(
        warnings.contains(&"no lesson teaches these 1 practices: GOV-02".to_owned()),
        "{warnings:?}"
    );
}

#[test]
fn drafts_are_shown_to_nobody() {
    let fixture = Fixture::new();
    fixture.replace(LESSON, "\"published\"", "\"draft\"");
    let catalog = fixture.load();
    assert!(catalog.lesson(Lang::En, "basics", "messages").is_none());
    assert_eq!(catalog.course(Lang::En, "basics").unwrap().lessons().count(), 1);
    assert!(catalog.lessons_for(Lang::En, &"GOV-01".into()).is_empty());
}

#[test]
fn what_is_deprecated_is_kept_but_not_offered() {
    let fixture = Fixture::new();
    fixture.replace(LESSON, "\"published\"", "\"deprecated\"");
    let catalog = fixture.load();
    let (course, module, lesson) = catalog.lesson(Lang::En, "basics", "messages").unwrap();
    assert_eq!(
        (lesson.status, module.slug.as_str()),
        (Status::Deprecated, "first")
    );
    assert_eq!(
        course
            .lessons()
            .map(|lesson| lesson.slug.as_str())
            .collect::<Vec<_>>(),
        ["devices"]
    );
    assert_eq!(catalog.untaught().len(), 2);
    let quiz = course.quizzes().next().unwrap();
    assert!(catalog.quiz(Lang::En, &quiz.id).is_some());

    fixture.replace(SECOND, "\"published\"", "\"deprecated\"");
    let catalog = fixture.load();
    assert!(catalog.courses(Lang::En).is_empty());
    let course = catalog.course(Lang::En, "basics").unwrap();
    assert!(course.modules.is_empty());
    assert!(
        catalog
            .quiz(Lang::En, &"0192f1c4-0000-7000-8000-000000000005".into())
            .is_some()
    );
}

#[test]
fn courses_stand_in_their_order() {
    let fixture = Fixture::new();
    for (slug, number, order) in [("advanced", 1, ""), ("zero", 2, "order = 1\n"), ("also", 3, "")] {
        for file in ["course.toml", "01-first/module.toml", "01-first/02-devices.md"] {
            let text = fixture.read(&format!("courses/basics/{file}"));
            let text = text
                .replace("order = 3\n", order)
                .replace("-8000-", &format!("-800{number}-"));
            fixture.write(&format!("courses/{slug}/{file}"), text);
        }
    }
    let catalog = fixture.load();
    let slugs: Vec<&str> = catalog
        .courses(Lang::Ar)
        .iter()
        .map(|course| course.slug.as_str())
        .collect();
    assert_eq!(slugs, ["zero", "basics", "advanced", "also"]);
}

#[test]
fn an_old_version_of_the_model_stays_beside_the_new_one() {
    let fixture = Fixture::new();
    fixture.write("models/polder-v1/model.toml", fixture.read(MODEL));
    fixture.write("models/polder-v1/01-GOV.toml", fixture.read(DOMAIN));
    fixture.replace(MODEL, "version = 1", "version = 2");
    fixture.replace(DOMAIN, "A named official answers", "Somebody answers");
    let catalog = fixture.load();
    let model = catalog.model(Lang::En);
    assert_eq!(model.version, 2);
    let old = catalog.model_version(Lang::En, &model.id, 1).unwrap();
    assert_eq!(
        &*old.practice("GOV-01").unwrap().title,
        "A named official answers"
    );

    fixture.replace("models/polder-v1/model.toml", "\"polder\"", "\"dike\"");
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("model.toml:1: there can be only one model; its versions have one slug and one id"),
        "{problems}"
    );
}

#[test]
fn the_version_follows_every_change() {
    let fixture = Fixture::new();
    let first = fixture.load().version().to_owned();
    assert!(first.len() == 16 && first.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(fixture.load().version(), first);
    fixture.replace(PICTURE, "h64", "h63");
    assert_ne!(fixture.load().version(), first);
}
