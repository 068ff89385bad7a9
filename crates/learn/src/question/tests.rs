//! What a question of an open attempt holds: nothing of the key.

use domain::content::Lang;
use domain::learn::quiz::{Artefact, Distractor, Entry, Line, Pair};

use super::*;

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn asked(task: Task, shown: &[&str]) -> QuestionTask {
    let item = Item {
        id: "item".into(),
        version: 1,
        task,
        prompt: Html(String::new()),
        objective: text(""),
        pool: None,
    };
    let shown: Vec<ChoiceId> = shown.iter().map(|id| (*id).into()).collect();
    let question = Question::of(&item, &shown);
    assert!(!format!("{question:?}").contains("secret"));
    question.task
}

#[test]
fn what_is_moved_stands_in_the_order_of_the_attempt() {
    let entry = |id: &str| Entry {
        id: id.into(),
        text: text(&format!("entry {id}")),
    };
    let ordering = Task::Ordering {
        entries: ["a", "b", "c"].map(entry).into(),
        feedback: text("secret"),
    };
    let shown = ["entry c", "entry a", "entry b"].map(text);
    assert_eq!(
        asked(ordering, &["c", "a", "b"]),
        QuestionTask::Ordering(shown.into())
    );

    let pair = |id: &str| Pair {
        id: id.into(),
        left: text(&format!("left {id}")),
        right: text(&format!("right {id}")),
        feedback: text("secret"),
    };
    let matching = Task::Matching {
        pairs: ["a", "b"].map(pair).into(),
        distractors: vec![Distractor {
            id: "distractor.1".into(),
            text: text("none"),
        }],
    };
    assert_eq!(
        asked(matching, &["b", "distractor.1", "a"]),
        QuestionTask::Matching {
            lefts: ["left a", "left b"].map(text).into(),
            rights: ["right b", "none", "right a"].map(text).into(),
        }
    );
}

#[test]
fn an_artefact_stands_as_it_was_written() {
    let line = |id: &str, wrong| Line {
        id: id.into(),
        text: text(id),
        wrong,
        feedback: text("secret"),
    };
    let artefact = Artefact {
        kind: ArtefactKind::Log,
        title: text("Log"),
        lines: vec![line("a", true), line("b", false)],
    };
    let QuestionTask::Mark { lines, .. } = asked(Task::Mark { artefact }, &[]) else {
        panic!("it is a mark item")
    };
    assert_eq!(lines, [("a".into(), text("a")), ("b".into(), text("b"))]);
}
