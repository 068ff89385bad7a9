use super::*;
use crate::content::Lang;
use crate::id::ChoiceId;
use proptest::prelude::*;

fn item(id: &str, pool: Option<&str>) -> Item {
    let choice = |id: &str, correct| Choice {
        id: id.into(),
        text: Text::new(id, Lang::En),
        correct,
        feedback: Text::new("", Lang::En),
    };
    Item {
        id: id.into(),
        version: 3,
        task: Task::Multiple {
            choices: vec![choice("a", true), choice("b", true), choice("c", false)],
        },
        prompt: Html(String::new()),
        objective: Text::new("", Lang::En),
        pool: pool.map(str::to_owned),
    }
}

fn quiz(shuffle: bool) -> Quiz {
    Quiz {
        id: "q".into(),
        title: Text::new("", Lang::En),
        intro: Text::new("", Lang::En),
        shuffle,
        items: vec![
            item("1", None),
            item("2", Some("p")),
            item("3", Some("p")),
            item("4", Some("p")),
            item("5", None),
        ],
        pools: vec![Pool {
            name: "p".into(),
            draw: 2,
        }],
    }
}

fn marked(quiz: &Quiz, seed: u64, response: &Response, pass_mark: u8) -> Mark {
    let items: Vec<Item> = quiz.draw(seed).into_iter().cloned().collect();
    mark(&items, response, pass_mark)
}

fn response(chosen: &[(&str, &[&str])]) -> Response {
    chosen
        .iter()
        .map(|(item, choices)| {
            (
                (*item).into(),
                Answer::Chosen(choices.iter().map(|&choice| choice.into()).collect()),
            )
        })
        .collect()
}

#[test]
fn exactly_the_correct_choices_count() {
    let quiz = quiz(false);
    let drawn: Vec<String> = quiz.draw(1).iter().map(|item| item.id.to_string()).collect();
    let pooled = drawn[1].as_str();
    let mark = marked(
        &quiz,
        1,
        &response(&[
            ("1", &["a", "b"]),
            ("5", &["a"]),
            (pooled, &["a", "b", "c"]),
            ("9", &["a"]),
        ]),
        80,
    );
    let correct: Vec<bool> = mark.items.iter().map(|item| item.correct).collect();
    assert_eq!(correct, [true, false, false, false]);
    assert_eq!((mark.percent, mark.passed), (25, false));
    assert!(mark.items.iter().all(|item| item.version == 3));
}

#[test]
fn the_pass_mark_is_met_by_exact_shares_only() {
    let quiz = quiz(false);
    let all = response(&[
        ("1", &["a", "b"]),
        ("2", &["a", "b"]),
        ("3", &["a", "b"]),
        ("4", &["a", "b"]),
        ("5", &[]),
    ]);
    assert!(marked(&quiz, 7, &all, 75).passed);
    assert!(!marked(&quiz, 7, &all, 76).passed);
}

proptest! {
    #[test]
    fn a_draw_depends_on_the_seed_only(seed: u64, shuffle: bool) {
        let quiz = quiz(shuffle);
        let ids = |items: Vec<&Item>| items.into_iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        let first = ids(quiz.draw(seed));
        prop_assert_eq!(&first, &ids(quiz.draw(seed)));
        prop_assert_eq!(first.len(), 4);
        prop_assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 4);
        prop_assert!(first.contains(&"1".into()) && first.contains(&"5".into()));
        if !shuffle {
            prop_assert!(first.is_sorted());
        }
    }
}

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn with_task(id: &str, task: Task) -> Item {
    Item {
        task,
        ..item(id, None)
    }
}

/// An item of each kind that has something to be moved or marked.
fn kinds() -> [Item; 3] {
    let entry = |id: &str| Entry {
        id: id.into(),
        text: text(id),
    };
    let pair = |id: &str| Pair {
        id: id.into(),
        left: text(id),
        right: text(id),
        feedback: text(id),
    };
    let line = |id: &str, wrong| Line {
        id: id.into(),
        text: text(id),
        wrong,
        feedback: text(id),
    };
    let ordering = Task::Ordering {
        entries: ["a", "b", "c"].map(entry).into(),
        feedback: text("so"),
    };
    let matching = Task::Matching {
        pairs: ["a", "b"].map(pair).into(),
        distractors: vec![Distractor {
            id: "c".into(),
            text: text("c"),
        }],
    };
    let artefact = Artefact {
        kind: ArtefactKind::Log,
        title: text("Log"),
        lines: vec![line("a", true), line("b", false), line("c", true)],
    };
    [
        with_task("ordering", ordering),
        with_task("matching", matching),
        with_task("mark", Task::Mark { artefact }),
    ]
}

fn asked(items: &[Item], seed: u64) -> Asked {
    let texts = AskedTexts {
        course: text(""),
        quiz: text(""),
        items: items.to_vec(),
    };
    Asked {
        course: String::new(),
        course_version: 1,
        module: String::new(),
        pass_mark: 80,
        texts: [(Lang::En, texts)].into(),
        order: order(items, seed),
    }
}

fn sent(fields: &[(&str, &str)]) -> Sent {
    Sent::read(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

proptest! {
    #[test]
    fn what_a_form_sends_is_the_answer_it_was_made_of(seed: u64) {
        let items = kinds();
        let asked = asked(&items, seed);
        for answer in [Item::key, Item::mistake] {
            let response: Response = items.iter().map(|item| (item.id.clone(), answer(item))).collect();
            let sent = Sent::read(asked.sent(&response).fields());
            for item in &items {
                prop_assert_eq!(asked.answer(item, &sent), Ok(answer(item)));
            }
        }
    }

    #[test]
    fn nothing_is_shown_in_the_order_that_is_the_answer(seed: u64) {
        let asked = asked(&kinds(), seed);
        let ids = |item: &str| asked.shown(&item.into()).iter().map(ChoiceId::as_str).collect::<Vec<_>>();
        prop_assert_ne!(ids("ordering"), ["a", "b", "c"]);
        prop_assert!(ids("matching").iter().position(|id| *id == "b") < ids("matching").iter().position(|id| *id == "a"));
        prop_assert_eq!(ids("mark"), [""; 0]);
    }
}

#[test]
fn an_answer_is_right_as_a_whole() {
    let items = kinds();
    let all: Response = items.iter().map(|item| (item.id.clone(), item.key())).collect();
    assert_eq!(mark(&items, &all, 100).percent, 100);
    let none: Response = items
        .iter()
        .map(|item| (item.id.clone(), item.mistake()))
        .collect();
    assert_eq!(mark(&items, &none, 100).percent, 0);
    // An answer of another kind, to an item that was once of that kind, is wrong.
    let other: Response = [("ordering".into(), Answer::Chosen(["a".into()].into()))].into();
    assert!(!mark(&items, &other, 1).passed);
}

#[test]
fn what_a_form_may_not_say_is_refused() {
    let items = kinds();
    let [ordering, matching, marked] = &items;
    let asked = asked(&items, 1);
    let huge = "9".repeat(100_000);
    for (item, fields, fault) in [
        (ordering, &[][..], Fault::Unplaced),
        (
            ordering,
            &[("ordering.1", "1"), ("ordering.2", "2"), ("ordering.3", "")],
            Fault::Unplaced,
        ),
        (
            ordering,
            &[("ordering.1", "1"), ("ordering.2", "2"), ("ordering.3", "4")],
            Fault::Unplaced,
        ),
        (
            ordering,
            &[("ordering.1", "1"), ("ordering.2", "2"), ("ordering.3", "0")],
            Fault::Unplaced,
        ),
        (
            ordering,
            &[("ordering.1", "1"), ("ordering.2", "2"), ("ordering.3", "2")],
            Fault::SamePlace,
        ),
        (
            ordering,
            &[("ordering.1", "1"), ("ordering.2", "2"), ("ordering.3", &huge)],
            Fault::Unplaced,
        ),
        // An entry is not named by its id: nothing on the page tells it.
        (
            ordering,
            &[("ordering.a", "1"), ("ordering.b", "2"), ("ordering.c", "3")],
            Fault::Unplaced,
        ),
        (matching, &[("matching.1", "3")], Fault::Unmatched),
        (
            matching,
            &[("matching.1", "3"), ("matching.2", "4")],
            Fault::Unmatched,
        ),
        (
            matching,
            &[("matching.1", "a"), ("matching.2", "b")],
            Fault::Unmatched,
        ),
        (
            matching,
            &[("matching.1", "3"), ("matching.2", "3")],
            Fault::SameMatch,
        ),
        (marked, &[("mark", "d"), ("mark.1", "a")], Fault::Unmarked),
    ] {
        assert_eq!(asked.answer(item, &sent(fields)), Err(fault), "{fields:?}");
    }
    // Fields of parts that there are not change nothing.
    let more = sent(&[
        ("ordering.1", "2"),
        ("ordering.2", "3"),
        ("ordering.3", "1"),
        ("ordering.4", "1"),
        ("ordering.99999999999999999999", "1"),
    ]);
    assert!(asked.answer(ordering, &more).is_ok());
}

/// Word for word what an older program stored, with the two kinds that there were.
const STORED: &str = r#"{"course":"basics","course_version":2,"module":"first","pass_mark":80,"texts":{"en":{"course":{"text":"The basics","lang":"en"},"quiz":{"text":"Check","lang":"en"},"items":[{"id":"one","version":1,"kind":"single","prompt":"What?","objective":{"text":"Know","lang":"en"},"pool":null,"choices":[{"id":"a","text":{"text":"Yes","lang":"en"},"correct":true,"feedback":{"text":"So","lang":"en"}},{"id":"b","text":{"text":"No","lang":"en"},"correct":false,"feedback":{"text":"Not so","lang":"en"}}]},{"id":"two","version":4,"kind":"multiple","prompt":"Which?","objective":{"text":"Know","lang":"en"},"pool":"p","choices":[{"id":"a","text":{"text":"This","lang":"en"},"correct":true,"feedback":{"text":"So","lang":"en"}},{"id":"b","text":{"text":"That","lang":"en"},"correct":true,"feedback":{"text":"So","lang":"en"}}]}]}}}"#;

#[test]
fn what_an_older_program_stored_is_read_and_marked_as_it_was() {
    let asked: Asked = serde_json::from_str(STORED).unwrap();
    let [one, two] = asked.items(Lang::En) else {
        panic!("two items")
    };
    assert!(matches!(&one.task, Task::Single { choices } if choices.len() == 2 && choices[0].correct));
    assert!(matches!(&two.task, Task::Multiple { choices } if choices.iter().all(|choice| choice.correct)));
    assert_eq!((two.version, two.pool.as_deref()), (4, Some("p")));
    let response: Response = serde_json::from_str(r#"{"one":["a"],"two":["b"]}"#).unwrap();
    let mark = asked.mark(&response);
    assert_eq!(
        serde_json::to_string(&mark).unwrap(),
        r#"{"items":[{"item":"one","version":1,"correct":true},{"item":"two","version":4,"correct":false}],"percent":50,"passed":false}"#
    );
    // What is stored today for such items is the same but for the order of fields.
    let again: serde_json::Value = serde_json::to_value(&asked).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(STORED).unwrap());
    assert_eq!(
        serde_json::to_string(&response).unwrap(),
        r#"{"one":["a"],"two":["b"]}"#
    );
}

#[test]
fn answers_of_each_kind_survive_being_stored() {
    let items = kinds();
    let response: Response = items.iter().map(|item| (item.id.clone(), item.key())).collect();
    let json = serde_json::to_string(&response).unwrap();
    assert_eq!(
        json,
        r#"{"mark":["a","c"],"matching":{"a":"a","b":"b"},"ordering":{"a":1,"b":2,"c":3}}"#
    );
    assert_eq!(serde_json::from_str::<Response>(&json).unwrap(), response);
    let kept = asked(&items, 3);
    let json = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Asked>(&json).unwrap(), kept);
}
