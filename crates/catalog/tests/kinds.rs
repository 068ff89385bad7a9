//! The kinds of questions: what is read, and what is wrong with them, with file and line.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::content::Lang;
use domain::learn::quiz::{Answer, ArtefactKind, Item, Task};
use fixture::*;

const ORDERING: &str = "0192f1c4-0000-7000-8000-0000000000a1";
const MATCHING: &str = "0192f1c4-0000-7000-8000-0000000000a2";
const MARK: &str = "0192f1c4-0000-7000-8000-0000000000a3";

fn item(lang: Lang, id: &str) -> Item {
    let fixture = Fixture::new();
    let catalog = fixture.load();
    let quiz = catalog.course(lang, "basics").unwrap().quizzes().next().unwrap();
    quiz.item(&id.into()).unwrap().clone()
}

#[test]
fn each_kind_is_read_with_its_key() {
    let Task::Ordering { entries, feedback } = item(Lang::En, ORDERING).task else {
        panic!("it is an ordering item")
    };
    let texts: Vec<&str> = entries.iter().map(|entry| &*entry.text).collect();
    assert_eq!(texts, ["Stop", "Ring", "Report"]);
    assert_eq!(&*feedback, "Nothing is sent before it was checked.");

    let Task::Matching { pairs, distractors } = item(Lang::En, MATCHING).task else {
        panic!("it is a matching item")
    };
    assert_eq!(
        (&*pairs[1].left, &*pairs[1].right),
        ("It asks for a restart", "Updates")
    );
    assert_eq!(&*distractors[0].text, "A longer cable");
    assert!(pairs.iter().all(|pair| pair.id != distractors[0].id));

    let mark = item(Lang::En, MARK);
    assert_eq!(mark.key(), Answer::Chosen(["b".into(), "c".into()].into()));
    let Task::Mark { artefact } = mark.task else {
        panic!("it is a mark item")
    };
    assert_eq!(
        (artefact.kind, &*artefact.title),
        (ArtefactKind::Address, "Links of this morning")
    );
}

#[test]
fn every_text_is_offered_for_translation_but_addresses() {
    let template = Fixture::new().load().template("basics").unwrap();
    for text in [
        "In which order?",
        "Nothing is sent before it was checked.",
        "Ring",
        "A longer cable",
        "It opens at a touch",
        "A screen lock",
        "Weak points stay open.",
        "Links of this morning",
        "Its owner has list.example.",
    ] {
        assert!(template.contains(&format!("msgid \"{text}\"")), "{text}");
    }
    assert!(!template.contains("https://ours.example"));
    // An address that nobody translates says in which direction it reads.
    let Task::Mark { artefact } = item(Lang::Ar, MARK).task else {
        panic!("it is a mark item")
    };
    assert!(artefact.lines.iter().all(|line| line.text.lang == Lang::En));
}

#[test]
fn ids_of_every_part_are_locked() {
    let fixture = Fixture::new();
    catalog::write_lock(fixture.dir()).unwrap();
    let lock = fixture.read(LOCK);
    for item in [ORDERING, MATCHING, MARK] {
        for part in ["a", "b", "c"] {
            assert!(lock.contains(&format!("choice {item}/{part}\n")), "{item}/{part}");
        }
    }
    fixture.replace(QUIZ, "id = \"a\"\n  left", "id = \"z\"\n  left");
    let problems = list(&fixture.problems());
    assert!(
        problems.contains(&format!("the choice {MATCHING}/a was published and is gone")),
        "{problems}"
    );
}

/// Changes one text of the quiz; the problem is expected so many lines after the change.
struct Case(&'static str, &'static str, usize, &'static str);

const CASES: &[Case] = &[
    Case(
        "kind = \"ordering\"",
        "kind = \"sorting\"",
        0,
        "the kind `sorting` is not known; known are single, multiple, ordering, matching and mark",
    ),
    Case(
        "text = \"Ring\"",
        "text = \"Stop\"",
        0,
        "two entries of this item say the same: “Stop”",
    ),
    Case(
        "text = \"Ring\"",
        "text = \"Ring\"\n  correct = true",
        1,
        "the entries stand in the right order",
    ),
    Case(
        "text = \"Ring\"",
        "text = \"Ring\"\n  feedback = \"So.\"",
        1,
        "the item has one for all",
    ),
    Case(
        "id = \"0192f1c4-0000-7000-8000-0000000000a1\"",
        "id = \"0192f1c4-0000-7000-8000-0000000000a1\"\nartefact_title = \"x\"",
        1,
        "an ordering item has no `artefact_title`",
    ),
    Case(
        "distractors = [\"A longer cable\"]",
        "distractors = [\"Updates\"]",
        0,
        "two right sides of this item say the same: “Updates”",
    ),
    Case(
        "distractors = [\"A longer cable\"]",
        "distractors = [\"\"]",
        0,
        "a distractor is empty",
    ),
    Case(
        "left = \"It asks for a restart\"",
        "left = \"It opens at a touch\"",
        0,
        "two left sides of this item say the same",
    ),
    Case(
        "right = \"Updates\"",
        "right = \" \"",
        0,
        "the right side of a pair is empty",
    ),
    Case(
        "distractors = [\"A longer cable\"]",
        "feedback = \"So.\"",
        0,
        "a matching item has no `feedback`",
    ),
    Case(
        "artefact_kind = \"address\"",
        "artefact_kind = \"poem\"",
        0,
        "the artefact_kind `poem` is not known; known are address, form, log, message and result-form",
    ),
    Case(
        "artefact_title = \"Links of this morning\"",
        "artefact_title = \"\"",
        0,
        "the title of the artefact is empty",
    ),
    Case(
        "text = \"https://list.example/ours\"",
        "text = \"\"",
        0,
        "the text of a line is empty",
    ),
    Case(
        "wrong = true\n  feedback = \"Ours stands behind",
        "feedback = \"Ours stands behind",
        0,
        "the field `wrong` is missing",
    ),
];

#[test]
fn a_change_that_breaks_an_item_is_told_on_its_line() {
    for Case(from, to, after, reason) in CASES {
        let fixture = Fixture::new();
        let mut line = fixture.replace(QUIZ, from, to) + after;
        if reason.contains("`wrong` is missing") {
            // It is told where the table begins.
            line -= 3;
        }
        expect(&fixture, line, reason);
    }
}

#[track_caller]
fn expect(fixture: &Fixture, line: usize, reason: &str) {
    let problems = fixture.problems();
    let found = problems.iter().any(|problem| {
        problem.file.to_str() == Some(QUIZ) && problem.line == line && problem.message.contains(reason)
    });
    assert!(
        found,
        "expected {QUIZ}:{line}: …{reason}…; found\n{}",
        list(&problems)
    );
}

/// Takes out what stands between two texts.
fn cut(fixture: &Fixture, from: &str, to: &str) {
    let text = fixture.read(QUIZ);
    let at = text.find(from).unwrap();
    let end = at + text[at..].find(to).unwrap();
    fixture.write(QUIZ, format!("{}{}", &text[..at], &text[end..]));
}

#[test]
fn an_item_has_enough_parts() {
    let fixture = Fixture::new();
    cut(
        &fixture,
        "  [[items.choices]]\n  id = \"c\"\n  text = \"Report\"",
        "[[items]]",
    );
    let line = fixture.replace(QUIZ, ORDERING, ORDERING);
    expect(
        &fixture,
        line,
        "at least 3 entries in [[items.choices]]; it has 2",
    );

    let fixture = Fixture::new();
    cut(&fixture, "  [[items.pairs]]\n  id = \"c\"", "[[items]]");
    let line = fixture.replace(QUIZ, MATCHING, MATCHING);
    expect(&fixture, line, "at least 3 pairs in [[items.pairs]]; it has 2");

    let fixture = Fixture::new();
    cut(&fixture, "  [[items.lines]]\n  id = \"a\"", "[[pools]]");
    let line = fixture.replace(QUIZ, MARK, MARK);
    expect(&fixture, line, "the artefact has no text");

    let fixture = Fixture::new();
    fixture.replace(
        QUIZ,
        "feedback = \"Nothing is sent before it was checked.\"\n",
        "",
    );
    let line = fixture.replace(QUIZ, ORDERING, ORDERING);
    expect(&fixture, line, "the field `feedback` is missing");

    let fixture = Fixture::new();
    fixture.replace(QUIZ, "artefact_kind = \"address\"\n", "");
    let line = fixture.replace(QUIZ, MARK, MARK);
    expect(&fixture, line, "the field `artefact_kind` is missing");
}

#[test]
fn some_lines_are_wrong_and_some_are_not() {
    for (from, to, wrong) in [
        ("wrong = true", "wrong = false", 0),
        ("wrong = false", "wrong = true", 3),
    ] {
        let fixture = Fixture::new();
        let text = fixture.read(QUIZ).replace(from, to);
        fixture.write(QUIZ, text);
        let line = fixture.replace(QUIZ, "kind = \"mark\"", "kind = \"mark\"");
        expect(&fixture, line, &format!("of these 3 lines {wrong} are"));
    }
}

#[test]
fn all_choices_of_a_multiple_item_may_be_correct() {
    let fixture = Fixture::new();
    let at = "correct = false\n  feedback = \"The forger";
    fixture.replace(QUIZ, at, &at.replace("false", "true"));
    assert_eq!(list(&fixture.problems()), "");
}
