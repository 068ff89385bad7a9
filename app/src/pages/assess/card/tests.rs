//! The cards of a form as they are shown and as they are read.

use domain::assess::model::PracticeStatus;
use domain::assess::part::{Part, Parts, Question, When};
use domain::content::{Lang, Text};

use islands::questionnaire::{Place, Questionnaire};

use super::super::questionnaire::words;
use super::*;
use crate::testing::{Markup, visitor};

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn cards_are_read_by_practice() {
    let inputs = read_cards(&pairs(&[
        ("GOV-01-answer", "fully"),
        ("GOV-02-note", "later"),
        ("GOV-01-version", "3"),
        ("GOV-02-keep", "theirs"),
        ("go", "next"),
    ]))
    .unwrap();
    assert_eq!(inputs.len(), 2);
    assert_eq!(
        (
            inputs[0].practice.as_str(),
            inputs[0].answer.as_str(),
            inputs[0].version
        ),
        ("GOV-01", "fully", 3)
    );
    assert_eq!(
        (inputs[1].note.as_str(), inputs[1].keep),
        ("later", Some(Keep::Theirs))
    );
}

#[test]
fn as_many_cards_as_fit_into_a_form_are_read_in_no_time() {
    #[expect(clippy::disallowed_methods, reason = "this is about real time")]
    let now = std::time::Instant::now;
    let names = (0..40_000).map(|number| (format!("{number}-note"), String::new()));
    let (names, started): (Vec<_>, _) = (names.collect(), now());
    assert_eq!(read_cards(&names).unwrap().len(), 40_000);
    // Comparing each with all before takes many times as long.
    assert!((now() - started).as_secs() < 5);
}

#[test]
fn a_form_of_another_page_is_a_bad_request() {
    for pair in [
        ("GOV-01-version", "x"),
        ("GOV-01-keep", "both"),
        ("GOV-01-colour", "red"),
    ] {
        assert_eq!(
            read_cards(&pairs(&[pair])),
            Err(PageError::BadRequest),
            "{pair:?}"
        );
    }
}

fn practice() -> Practice {
    let text = |text: &str| Text::new(text, Lang::En);
    Practice {
        id: "GOV-01".into(),
        level: 1,
        applies_when: Vec::new(),
        title: text("Somebody is responsible"),
        question: Question::Whole(text("Is somebody responsible?")),
        help: text("Otherwise nobody is."),
        full: text("It is written down."),
        evidence: vec![text("A letter")],
        impact: 3,
        effort: 2,
        lead_weeks: 4,
        nist: Vec::new(),
        cis: Vec::new(),
        sources: Vec::new(),
        status: PracticeStatus::Published,
    }
}

fn stored() -> StoredAnswer {
    StoredAnswer {
        practice: "GOV-01".into(),
        answer: Answer::Partly,
        ticks: None,
        taken_over: None,
        note: "theirs <b>".to_owned(),
        evidence: EvidenceGrade::None,
        reason: String::new(),
        approved: false,
        version: 3,
        by: "Noor".to_owned(),
        by_account: "noor".into(),
        at: testkit::START,
    }
}

/// The card as a questionnaire has it.
fn on_sheet(cx: &Cx, shown: Card) -> impl IntoView + use<> {
    let place = Place {
        body: "harbour".to_owned(),
        assessment: "a".to_owned(),
        domain: "GOV".to_owned(),
        typed_by: "noor".to_owned(),
    };
    let (words, cx) = (words(cx), cx.clone());
    view! { <Questionnaire place=place words=words>{card(&cx, &practice(), &shown)}</Questionnaire> }
}

/// The same card with what was typed over what is stored.
fn typed(card: Card, note: &str) -> Card {
    let input = AnswerInput {
        answer: "fully".to_owned(),
        note: note.to_owned(),
        ..card.input
    };
    Card { input, ..card }
}

#[tokio::test]
async fn a_card_as_it_is() {
    let cx = visitor("/assess").await;
    let shown = Markup::of(&cx, |cx| on_sheet(cx, Card::of(&practice(), Some(&stored()))));
    insta::assert_snapshot!("card", shown.one("section#GOV-01").html().replace("><", ">\n<"));
}

#[tokio::test]
async fn a_card_asks_its_question_with_one_name() {
    let cx = visitor("/assess").await;
    let shown = Markup::of(&cx, |cx| on_sheet(cx, Card::of(&practice(), None)));
    let title = shown
        .one("section#GOV-01")
        .attr("aria-labelledby")
        .unwrap_or_default();
    assert_eq!(
        shown.text(&format!("h2[id='{title}']")),
        "Somebody is responsible"
    );
    assert_eq!(shown.text("fieldset > legend"), "Is somebody responsible?");
    assert_eq!(
        shown
            .all("fieldset input[type=radio][name='GOV-01-answer']")
            .len(),
        Answer::ALL.len()
    );
    assert!(
        shown.all("[checked], .field-error, .conflict").is_empty(),
        "{}",
        shown.lines()
    );
    for field in ["GOV-01-reason", "GOV-01-evidence", "GOV-01-note"] {
        shown.one(&format!("label[for='{field}']"));
        shown.one(&format!("[id='{field}'][name='{field}']"));
    }
    assert_eq!(shown.one("[name='GOV-01-version']").attr("value"), Some("0"));
    // Only when there is something to say it speaks.
    assert_eq!(shown.text("[aria-live=polite]"), "");
}

#[tokio::test]
async fn an_error_stands_at_its_field_and_what_was_typed_stays() {
    let cx = visitor("/assess").await;
    let wrong = |field: &str| vec![(format!("GOV-01-{field}"), "It is missing.".to_owned())];
    let shown = |messages| {
        let card_of = typed(Card::of(&practice(), Some(&stored())), "\n</textarea><i>");
        Markup::of(&cx, |cx| on_sheet(cx, Card { messages, ..card_of }))
    };
    let answer = shown(wrong("answer"));
    // The link of the summary leads to the first choice.
    answer.one("input[type=radio][id='GOV-01-answer']");
    assert_eq!(
        answer.descriptions("section#GOV-01 fieldset:not(.conflict)"),
        ["It is missing."]
    );
    assert_eq!(answer.one("[checked]").attr("value"), Some("fully"));
    assert_eq!(answer.one("[name='GOV-01-version']").attr("value"), Some("3"));
    let reason = shown(wrong("reason"));
    assert_eq!(reason.descriptions("textarea#GOV-01-reason"), ["It is missing."]);
    assert_eq!(
        reason.one("textarea#GOV-01-reason").attr("aria-invalid"),
        Some("true")
    );
    assert_eq!(reason.one("textarea#GOV-01-note").attr("aria-invalid"), None);
    // A browser drops the first line break of a field, and no more.
    let note: String = reason.one("textarea#GOV-01-note").text().collect();
    assert_eq!(note, "\n</textarea><i>");
    assert!(reason.all("i").is_empty());
}

#[tokio::test]
async fn a_conflict_shows_both_and_lets_one_choose() {
    let cx = visitor("/assess").await;
    let mine = typed(Card::of(&practice(), None), "mine <i>");
    let conflict = Conflict {
        mine: mine.input.clone(),
        theirs: stored(),
    };
    let conflict = Some(conflict);
    let shown = Markup::of(&cx, |cx| on_sheet(cx, Card { conflict, ..mine }));
    insta::assert_snapshot!(
        "conflict",
        shown.one("fieldset.conflict").html().replace("><", ">\n<")
    );
    assert_eq!(
        shown.one("[type=hidden][name='GOV-01-conflict']").attr("value"),
        Some("1")
    );
    let sides = shown.texts(".conflict-said");
    assert!(
        sides[0].contains("mine <i>") && sides[1].contains("theirs <b>"),
        "{sides:?}"
    );
    let choices = shown.all("fieldset.conflict label > input[type=radio][name='GOV-01-keep']");
    let values: Vec<_> = choices.iter().filter_map(|choice| choice.attr("value")).collect();
    assert_eq!(values, ["mine", "theirs"]);
    // Nobody decides by not looking.
    assert!(choices.iter().all(|choice| choice.attr("checked").is_none()));
}

/// Cards are kept and put into pages: there they have to be what the browser finds in a questionnaire.
#[tokio::test]
async fn a_card_by_itself_is_the_one_of_a_questionnaire() {
    let cx = visitor("/assess").await;
    let shown = || Card::of(&practice(), Some(&stored()));
    let alone = cx.render_view(true, |cx| card(cx, &practice(), &shown()).to_html());
    let inside = cx.render_view(true, |cx| on_sheet(cx, shown()).to_html());
    assert!(inside.contains(&alone), "{alone}\n{inside}");
}

fn in_parts() -> Practice {
    let text = |text: &str| Text::new(text, Lang::En);
    let part = |id: &str, is_essential| Part {
        id: id.into(),
        text: text(&format!("Claim {id}")),
        is_essential,
    };
    let parts = Parts {
        when: When::AlwaysTrue,
        parts: vec![part("a", true), part("b", false), part("c", false)],
        partly: text("Somebody knows."),
        largely: text("Most know."),
    };
    Practice {
        question: Question::Parts(parts),
        ..practice()
    }
}

#[tokio::test]
async fn parts_are_ticked_and_the_answer_follows() {
    let cx = visitor("/assess").await;
    let stored = StoredAnswer {
        ticks: "a c?".parse().ok(),
        ..stored()
    };
    let shown = Markup::of(&cx, |cx| {
        let (practice, cx) = (in_parts(), cx.clone());
        let shown = Card::of(&practice, Some(&stored));
        let words = words(&cx);
        view! { <Questionnaire place=Place::default() words=words>{card(&cx, &practice, &shown)}</Questionnaire> }
    });
    let boxes = shown.all("ul.parts input[type=checkbox][name='GOV-01-tick']");
    let values: Vec<_> = boxes.iter().filter_map(|tick| tick.attr("value")).collect();
    assert_eq!(values, ["a", "a?", "b", "b?", "c", "c?"]);
    let checked = shown.all("ul.parts input[checked]");
    let checked: Vec<_> = checked.iter().filter_map(|tick| tick.attr("value")).collect();
    assert_eq!(checked, ["a", "c?"]);
    // What is stored is what follows: so it goes on following.
    assert_eq!(shown.one("input[type=radio][checked]").attr("value"), Some(""));
    assert_eq!(shown.text("[data-follows]"), "As ticked: Partly");
    // More than what is ticked cannot be chosen.
    assert!(shown.all("input[type=radio][value=fully]").is_empty());
    let unknown = shown.all("ul.parts input[value='b?']");
    let claim = unknown[0].attr("aria-describedby").unwrap_or_default();
    assert_eq!(shown.text(&format!("[id='{claim}']")), "Claim b");
}

/// A card in parts on which that was typed.
async fn ticked(ticks: &str) -> Markup {
    let cx = visitor("/assess").await;
    Markup::of(&cx, |cx| {
        let (practice, cx) = (in_parts(), cx.clone());
        let mut shown = Card::of(&practice, None);
        ticks.clone_into(&mut shown.input.ticks);
        let words = words(&cx);
        view! { <Questionnaire place=Place::default() words=words>{card(&cx, &practice, &shown)}</Questionnaire> }
    })
}

#[tokio::test]
async fn ticks_that_contradict_themselves_come_back_as_they_were() {
    for typed in ["a b b?", "b? a?", "a c"] {
        let shown = ticked(typed).await;
        let checked = shown.all("ul.parts input[checked]");
        let mut checked: Vec<_> = checked.iter().filter_map(|tick| tick.attr("value")).collect();
        let mut expected: Vec<_> = typed.split(' ').collect();
        checked.sort_unstable();
        expected.sort_unstable();
        assert_eq!(checked, expected);
    }
}

#[test]
fn what_is_ticked_is_read_from_its_boxes() {
    let inputs = read_cards(&pairs(&[
        ("GOV-01-tick", "a"),
        ("GOV-01-answer", ""),
        ("GOV-01-tick", "c?"),
        ("GOV-01-still", "1"),
    ]))
    .unwrap();
    assert_eq!((inputs[0].ticks.trim(), inputs[0].is_still_true), ("a c?", true));
}
