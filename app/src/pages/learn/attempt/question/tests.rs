//! Questions as they are sent: one snapshot for each kind with something to be moved or marked, and in both directions of writing.

use domain::content::{Html, Lang};

use super::*;
use crate::testing::{Markup, reader, visitor};

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn question(task: QuestionTask) -> Question {
    Question {
        item: "item".into(),
        prompt: Html("What <strong>now</strong>?".to_owned()),
        task,
    }
}

fn ordering() -> Question {
    question(QuestionTask::Ordering(
        ["Call", "Stop", "Write <b>"].map(text).into(),
    ))
}

fn matching() -> Question {
    question(QuestionTask::Matching {
        lefts: ["A lock", "A mail"].map(text).into(),
        rights: ["The desk", "Nobody", "The caretaker"].map(text).into(),
    })
}

fn mark(kind: ArtefactKind) -> Question {
    question(QuestionTask::Mark {
        kind,
        title: text("This morning"),
        lines: vec![
            ("a".into(), text("https://ours.example/list")),
            ("b".into(), text("https://list.example/ours")),
        ],
    })
}

fn sent(fields: &[(&str, &str)]) -> Sent {
    Sent::read(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

fn shown(cx: &Cx, question: &Question, sent: &Sent, fault: Option<&'static str>) -> Markup {
    Markup::of(cx, |cx| {
        Asking {
            question,
            number: 2,
            total: 3,
            sent,
            fault,
        }
        .view(cx)
    })
}

#[tokio::test]
async fn an_order_is_given_by_menus() {
    let cx = visitor("/learn").await;
    let shown = shown(&cx, &ordering(), &Sent::default(), None);
    insta::assert_snapshot!("ordering", shown.lines());
    // Each menu is named by its entry.
    for select in shown.all("select") {
        let id = select.attr("id").unwrap();
        shown.one(&format!("label[for='{id}']"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_order_is_said_where_it_is() {
    let cx = visitor("/learn").await;
    let twice = sent(&[("item.1", "2"), ("item.2", "1"), ("item.3", "2")]);
    let shown = shown(&cx, &ordering(), &twice, Some("question-same-place"));
    insta::assert_snapshot!("ordering-with-error", shown.lines());
    let invalid = shown.all("select[aria-invalid=true]");
    let ids: Vec<_> = invalid.iter().filter_map(|select| select.attr("id")).collect();
    assert_eq!(ids, ["q2", "q2-3"]);
    assert_eq!(shown.descriptions("fieldset").len(), 2);
}

#[tokio::test]
async fn pairs_are_found_by_menus_beside_a_list() {
    let cx = visitor("/learn").await;
    let one = sent(&[("item.2", "3")]);
    let shown = shown(&cx, &matching(), &one, None);
    insta::assert_snapshot!("matching", shown.lines());
    assert_eq!(shown.all(".offers > li").len(), 3);
    assert_eq!(shown.text("option[selected]"), "3 The caretaker");
}

#[tokio::test]
async fn an_artefact_is_drawn_with_a_box_for_each_line() {
    let cx = visitor("/learn").await;
    let one = sent(&[("item", "b")]);
    let question = mark(ArtefactKind::Address);
    let shown = shown(&cx, &question, &one, None);
    insta::assert_snapshot!("mark", shown.lines());
    assert_eq!(shown.one("input[checked]").attr("value"), Some("b"));
}

#[tokio::test]
async fn each_artefact_says_what_it_is() {
    let cx = visitor("/learn").await;
    let mut kinds = Vec::new();
    for kind in ArtefactKind::ALL {
        let shown = shown(&cx, &mark(kind), &Sent::default(), None);
        shown.one(&format!("figure.artefact-{}", kind.as_str()));
        kinds.push(shown.text(".artefact-kind"));
        // Only addresses read from the left whatever the language.
        let is_address = kind == ArtefactKind::Address;
        assert_eq!(shown.all(".artefact-text[dir=ltr]").is_empty(), !is_address);
    }
    assert_eq!(kinds, ["Web addresses", "Form", "Log", "Message", "Results form"]);
}

#[tokio::test]
async fn an_arabic_reader_is_told_which_texts_are_english() {
    let cx = reader("/learn", Lang::Ar, None).await;
    let shown = shown(&cx, &matching(), &Sent::default(), None);
    for found in ["label > span", ".offers > li > span:last-child", "option[lang]"] {
        for element in shown.all(found) {
            assert_eq!(
                (element.attr("lang"), element.attr("dir")),
                (Some("en"), Some("ltr"))
            );
        }
        assert!(!shown.all(found).is_empty(), "{found}");
    }
}
