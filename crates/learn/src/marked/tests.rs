//! What is told of an answer of each kind, and when.

use domain::content::Lang;
use domain::learn::quiz::{Distractor, Line};

use super::*;

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn item(task: Task) -> Item {
    Item {
        id: "item".into(),
        version: 1,
        task,
        prompt: Html(String::new()),
        objective: text(""),
        pool: None,
    }
}

fn ordering() -> Item {
    let entry = |id: &str| Entry {
        id: id.into(),
        text: text(id),
    };
    item(Task::Ordering {
        entries: ["a", "b", "c"].map(entry).into(),
        feedback: text("why"),
    })
}

fn matching() -> Item {
    let pair = |id: &str| Pair {
        id: id.into(),
        left: text(&format!("left {id}")),
        right: text(&format!("right {id}")),
        feedback: text(&format!("why {id}")),
    };
    item(Task::Matching {
        pairs: ["a", "b", "c"].map(pair).into(),
        distractors: vec![Distractor {
            id: "distractor.1".into(),
            text: text("none"),
        }],
    })
}

fn mark() -> Item {
    let line = |id: &str, wrong| Line {
        id: id.into(),
        text: text(id),
        wrong,
        feedback: text(&format!("why {id}")),
    };
    let lines = vec![line("a", true), line("b", false), line("c", true)];
    item(Task::Mark {
        artefact: Artefact {
            kind: ArtefactKind::Form,
            title: text("form"),
            lines,
        },
    })
}

#[test]
fn an_order_is_told_as_it_was_given() {
    let answer = Answer::Placed([("a".into(), 1), ("b".into(), 3), ("c".into(), 2)].into());
    let told = |passed| match marked_answer(&ordering(), Some(&answer), false, passed) {
        MarkedAnswer::Ordering {
            given,
            right,
            feedback,
        } => {
            let given: Vec<(String, bool)> = given
                .into_iter()
                .map(|(text, right)| (text.text, right))
                .collect();
            assert_eq!(
                given,
                [("a".into(), true), ("c".into(), false), ("b".into(), false)]
            );
            (right.len(), feedback.is_some())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(told(false), (0, false));
    assert_eq!(told(true), (3, true));
    // A right order is told why, even where the quiz is not passed.
    let right = marked_answer(&ordering(), Some(&ordering().key()), true, false);
    assert!(matches!(right, MarkedAnswer::Ordering { right, feedback: Some(_), .. } if right.is_empty()));
}

#[test]
fn a_pair_that_was_not_found_is_told_after_passing() {
    let given = [
        ("a".into(), "a".into()),
        ("b".into(), "distractor.1".into()),
        ("c".into(), "b".into()),
    ];
    let answer = Answer::Matched(given.into());
    let pairs = |passed| match marked_answer(&matching(), Some(&answer), false, passed) {
        MarkedAnswer::Matching(pairs) => pairs,
        other => panic!("{other:?}"),
    };
    let told: Vec<_> = pairs(false)
        .into_iter()
        .map(|pair| (pair.given.unwrap().text, pair.correct, pair.right, pair.feedback))
        .collect();
    assert_eq!(
        told,
        [
            ("right a".to_owned(), true, None, Some(text("why a"))),
            ("none".to_owned(), false, None, None),
            ("right b".to_owned(), false, None, None),
        ]
    );
    let told: Vec<_> = pairs(true)
        .into_iter()
        .map(|pair| (pair.right, pair.feedback))
        .collect();
    assert_eq!(told[0], (None, Some(text("why a"))));
    assert_eq!(told[1], (Some(text("right b")), Some(text("why b"))));
}

#[test]
fn lines_that_were_not_marked_are_told_after_passing() {
    let answer = Answer::Chosen(["a".into(), "b".into()].into());
    let told = |passed| match marked_answer(&mark(), Some(&answer), false, passed) {
        MarkedAnswer::Mark { lines, .. } => {
            let told = lines
                .into_iter()
                .map(|line| (line.marked, line.told.map(|(wrong, _)| wrong)));
            told.collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        told(false),
        [(true, Some(true)), (true, Some(false)), (false, None)]
    );
    assert_eq!(told(true)[2], (false, Some(true)));
}

/// The kind of an item can be another one than when an older version of the program marked it.
#[test]
fn an_answer_of_another_kind_says_nothing() {
    let answer = Answer::Chosen(["a".into()].into());
    assert!(matches!(
        marked_answer(&ordering(), Some(&answer), false, false),
        MarkedAnswer::Ordering { given, .. } if given.is_empty()
    ));
    assert!(matches!(
        marked_answer(&matching(), Some(&answer), false, false),
        MarkedAnswer::Matching(pairs) if pairs.iter().all(|pair| pair.given.is_none() && !pair.correct)
    ));
    assert!(matches!(
        marked_answer(&mark(), None, false, false),
        MarkedAnswer::Mark { lines, .. } if lines.iter().all(|line| !line.marked)
    ));
}
