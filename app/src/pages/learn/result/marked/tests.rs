//! Marked questions as they are sent, one snapshot for each kind.

use domain::content::{Html, Lang};

use super::*;
use crate::testing::{Markup, visitor};

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

async fn shown(correct: bool, answer: MarkedAnswer) -> Markup {
    let cx = visitor("/learn").await;
    let question = MarkedQuestion {
        prompt: Some(Html("What <strong>now</strong>?".to_owned())),
        correct,
        changed: false,
        answer,
    };
    Markup::of(&cx, |cx| super::view(cx, 2, &question))
}

#[tokio::test]
async fn choices_are_told_with_what_they_teach() {
    let choice = |name: &str, correct| MarkedChoice {
        text: text(name),
        correct,
        feedback: text("So <it> is"),
    };
    let shown = shown(
        false,
        MarkedAnswer::Choices {
            chosen: vec![choice("One", true), choice("Two", false)],
            missed: vec![choice("Three", true)],
        },
    );
    insta::assert_snapshot!("choices", shown.await.lines());
}

#[tokio::test]
async fn an_order_is_told_place_by_place() {
    let given = vec![
        (text("Call"), true),
        (text("Write"), false),
        (text("Stop"), false),
    ];
    let right = ["Call", "Stop", "Write"].map(text).into();
    let feedback = Some(text("Nothing is written before it stands still."));
    let shown = shown(
        false,
        MarkedAnswer::Ordering {
            given,
            right,
            feedback,
        },
    );
    insta::assert_snapshot!("ordering", shown.await.lines());
}

#[tokio::test]
async fn an_order_that_is_not_told_yet_is_not_there() {
    let given = vec![(text("Call"), false)];
    let shown = shown(
        false,
        MarkedAnswer::Ordering {
            given,
            right: Vec::new(),
            feedback: None,
        },
    )
    .await;
    assert_eq!(shown.all("ol").len(), 1);
    assert!(shown.all(".marked-feedback").is_empty());
}

#[tokio::test]
async fn pairs_are_told_one_by_one() {
    let pair = |correct: bool| MarkedPair {
        left: text("A lock"),
        given: Some(text("The desk")),
        correct,
        right: (!correct).then(|| text("The caretaker")),
        feedback: Some(text("The caretaker has the spare one.")),
    };
    let shown = shown(false, MarkedAnswer::Matching(vec![pair(true), pair(false)]));
    insta::assert_snapshot!("matching", shown.await.lines());
}

#[tokio::test]
async fn an_artefact_is_told_line_by_line() {
    let line = |marked, told: Option<bool>| MarkedLine {
        text: text("12:10 Opened by one person"),
        marked,
        told: told.map(|wrong| (wrong, text("Nobody can confirm it."))),
    };
    let lines = vec![
        line(true, Some(true)),
        line(true, Some(false)),
        line(false, Some(true)),
        line(false, Some(false)),
        line(false, None),
    ];
    let shown = shown(
        false,
        MarkedAnswer::Mark {
            kind: ArtefactKind::Log,
            title: text("Log of door 2"),
            lines,
        },
    )
    .await;
    insta::assert_snapshot!("mark", shown.lines());
    let verdicts = shown.texts(".marked-verdict");
    assert_eq!(
        verdicts,
        [
            "Rightly marked",
            "Not to be marked",
            "Should have been marked",
            "Rightly left"
        ]
    );
}
