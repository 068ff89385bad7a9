use domain::content::{Html, Lang, Status, Text};
use insta::assert_snapshot;

use super::*;
use crate::testing::{Markup, reader, visitor};

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn lesson(items: Vec<CheckItem>) -> Lesson {
    Lesson {
        id: "lesson".into(),
        slug: "seals".to_owned(),
        title: text("Seals"),
        minutes: 10,
        objectives: Vec::new(),
        practices: Vec::new(),
        status: Status::Published,
        reviewed_on: time::Date::MIN,
        body: Html(String::new()),
        headings: Vec::new(),
        self_check: items,
        forms: Vec::new(),
        translated_percent: 100,
        revision: String::new(),
    }
}

fn question() -> CheckItem {
    let choice = |id: &str, of: &str, correct| CheckChoice {
        id: id.into(),
        text: text(of),
        correct,
        feedback: text(&format!("About {of}.")),
    };
    CheckItem {
        id: "item".into(),
        is_multiple: false,
        prompt: Html("What does a <em>seal</em> show?".to_owned()),
        choices: vec![
            choice("a", "who <opened> it", false),
            choice("b", "that it was opened", true),
        ],
    }
}

#[tokio::test]
async fn each_choice_opens_to_what_is_to_be_said_about_it() {
    let cx = visitor("/learn").await;
    let page = Markup::of(&cx, |cx| self_check(cx, &lesson(vec![question()])));
    assert_snapshot!("self-check", page.lines());
    // Which choice is correct is said in words, not by colour alone.
    assert_eq!(
        page.texts("details > p > strong"),
        ["Not a correct choice", "A correct choice"]
    );
    assert_eq!(page.all("details[open]").len(), 0);
    assert!(page.all("input, button, script").is_empty());
}

#[tokio::test]
async fn in_another_language_what_is_not_translated_is_marked() {
    let cx = reader("/learn", Lang::Ar, None).await;
    let page = Markup::of(&cx, |cx| self_check(cx, &lesson(vec![question()])));
    assert_eq!(page.all("summary > span[lang=en][dir=ltr]").len(), 2);
    assert_eq!(page.all("details > p > span[lang=en][dir=ltr]").len(), 2);
}

#[tokio::test]
async fn a_lesson_without_questions_has_no_section() {
    let cx = visitor("/learn").await;
    assert_eq!(
        Markup::of(&cx, |cx| self_check(cx, &lesson(Vec::new()))).lines(),
        ""
    );
}
