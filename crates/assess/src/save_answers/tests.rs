use domain::identity::organisation::{OrganisationKind, Role};

use domain::assess::score::Scope;
use domain::identity::policy::Actor;
use testkit::{Setting, act, setting, ticks};

use domain::assess::answer::EvidenceGrade;
use store::AnswerChange;

use super::*;
use crate::answer_input::{MAX_NOTE, fingerprint};
use crate::{assessment_sheet, start_assessment};

/// Two people on one open assessment.
async fn two_people() -> (Setting, Actor, Actor, String) {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let amal = setting.person("amal", &[(&own, Role::Lead)]).await;
    let badr = setting.person("badr", &[(&own, Role::Assessor)]).await;
    let id = act!(setting, &amal, "own", start_assessment(Scope::Full, None)).unwrap();
    (setting, amal, badr, id.as_str().to_owned())
}

fn input(practice: &str, answer: &str, version: i64) -> AnswerInput {
    AnswerInput {
        practice: practice.into(),
        answer: answer.into(),
        ticks: ticks(practice, answer),
        version,
        ..AnswerInput::default()
    }
}

#[tokio::test]
async fn the_later_of_two_sees_both_and_chooses() {
    let (setting, amal, badr, id) = two_people().await;
    let save = async |who: &Actor, inputs: &[AnswerInput]| {
        act!(setting, who, "own", save_answers(&id, "GOV", inputs)).unwrap()
    };
    let said = async || {
        let sheet = act!(setting, &amal, "own", assessment_sheet(&id)).unwrap();
        let answer = sheet.answer(&"GOV-01".into()).cloned().unwrap();
        (answer.answer.as_str(), answer.version)
    };
    let first = save(&amal, &[input("GOV-01", "partly", 0)]).await;
    assert!(first.is_complete());
    assert_eq!(first.saved[0].version, 1);

    // Badr's page is from before; the other practice of his form is saved all the same.
    let late = save(
        &badr,
        &[input("GOV-01", "fully", 0), input("GOV-02", "largely", 0)],
    )
    .await;
    assert_eq!((late.conflicts.len(), late.saved.len()), (1, 1));
    assert_eq!(late.conflicts[0].theirs.by, "amal");
    assert_eq!(late.conflicts[0].mine.answer, "fully");
    assert_eq!(said().await, ("partly", 1));

    // Shown the conflict, he has to choose, also once the version is right.
    let shown = AnswerInput {
        in_conflict: true,
        ..input("GOV-01", "fully", 1)
    };
    assert_eq!(save(&badr, std::slice::from_ref(&shown)).await.conflicts.len(), 1);
    let theirs = AnswerInput {
        keep: Some(Keep::Theirs),
        ..shown.clone()
    };
    assert!(save(&badr, &[theirs]).await.is_complete());
    assert_eq!(said().await, ("partly", 1));
    let mine = AnswerInput {
        keep: Some(Keep::Mine),
        ..shown
    };
    assert!(save(&badr, std::slice::from_ref(&mine)).await.is_complete());
    assert_eq!(said().await, ("fully", 2));
    // A third change in between is a new conflict.
    let mine = AnswerInput {
        answer: "largely".into(),
        ticks: ticks("GOV-01", "largely"),
        ..mine
    };
    assert_eq!(save(&amal, &[mine]).await.conflicts.len(), 1);
}

#[tokio::test]
async fn an_older_note_with_hidden_marks_is_changed_by_nobody_who_only_sends_it_back() {
    let (setting, amal, badr, id) = two_people().await;
    let odd = AnswerChange {
        practice: "GOV-01".into(),
        answer: Answer::Partly,
        ticks: ticks("GOV-01", "partly").parse().ok(),
        note: "e\u{301}crit\u{200b} hier\u{202e}".into(),
        evidence: EvidenceGrade::None,
        reason: String::new(),
        on: 0,
    };
    setting
        .store()
        .write(async |tx| {
            tx.save_answers(
                &id.as_str().into(),
                std::slice::from_ref(&odd),
                amal.account.as_ref().unwrap(),
                setting.env.now(),
            )
            .await
        })
        .await
        .unwrap()
        .unwrap();
    let back = AnswerInput {
        note: odd.note,
        ..input("GOV-01", "partly", 1)
    };
    let report = act!(setting, &badr, "own", save_answers(&id, "GOV", &[back])).unwrap();
    assert_eq!(report.saved[0].version, 1);
    // What is typed now is kept composed and without them.
    let typed = AnswerInput {
        note: "e\u{301}crit\u{200b} demain\u{202e}".into(),
        ..input("GOV-01", "partly", 1)
    };
    act!(setting, &badr, "own", save_answers(&id, "GOV", &[typed])).unwrap();
    let sheet = act!(setting, &badr, "own", assessment_sheet(&id)).unwrap();
    assert_eq!(sheet.answer(&"GOV-01".into()).unwrap().note, "écrit demain");
}

#[tokio::test]
async fn what_was_not_touched_or_says_the_same_is_no_conflict() {
    let (setting, amal, badr, id) = two_people().await;
    let save = async |who: &Actor, inputs: &[AnswerInput]| {
        act!(setting, who, "own", save_answers(&id, "GOV", inputs)).unwrap()
    };
    save(&amal, &[input("GOV-01", "partly", 0)]).await;
    let same = save(&badr, &[input("GOV-01", "partly", 0)]).await;
    assert!(same.is_complete());
    assert_eq!(same.saved[0].version, 1);
    save(&amal, &[input("GOV-01", "fully", 1)]).await;
    let untouched = AnswerInput {
        was: fingerprint("partly", &ticks("GOV-01", "partly"), "", "none", ""),
        ..input("GOV-01", "partly", 1)
    };
    let report = save(&badr, &[untouched]).await;
    assert!(report.is_complete() && report.saved.is_empty());
    let sheet = act!(setting, &badr, "own", assessment_sheet(&id)).unwrap();
    assert_eq!(sheet.answer(&"GOV-01".into()).unwrap().answer, Answer::Fully);
}

#[tokio::test]
async fn what_cannot_be_taken_keeps_nothing_else_from_being_saved() {
    let (setting, amal, _, id) = two_people().await;
    let inputs = [
        input("GOV-01", "not-applicable", 0),
        AnswerInput {
            note: "a note".into(),
            ..input("GOV-02", "", 0)
        },
        AnswerInput {
            note: "x".repeat(MAX_NOTE + 1),
            ..input("GOV-03", "fully", 0)
        },
        input("GOV-04", "perhaps", 0),
        AnswerInput {
            note: "fine\0\r\nso".into(),
            ..input("GOV-07", "fully", 0)
        },
        input("GOV-06", "", 0),
    ];
    let report = act!(setting, &amal, "own", save_answers(&id, "GOV", &inputs)).unwrap();
    assert_eq!(report.errors.of("GOV-01-reason"), Some("not-applicable-reason"));
    assert_eq!(report.errors.of("GOV-02-answer"), Some("answer-missing"));
    assert_eq!(report.errors.of("GOV-03-note"), Some("note-long"));
    assert_eq!(report.errors.of("GOV-04-answer"), Some("answer-unknown"));
    assert_eq!(report.errors.0.len(), 4);
    let sheet = act!(setting, &amal, "own", assessment_sheet(&id)).unwrap();
    assert_eq!(sheet.answers.len(), 1);
    assert_eq!(sheet.answers[0].note, "fine\nso");
    for wrong in [input("VRP-01", "fully", 0), input("GOV-99", "fully", 0)] {
        let refused = act!(setting, &amal, "own", save_answers(&id, "GOV", &[wrong]));
        assert!(matches!(refused, Err(Error::NotFound)));
    }
}

/// The organisation, the assessment, that one answer; then the assessment is held open, and the answer written. However much is answered.
#[tokio::test]
async fn saving_one_card_reads_one_answer() {
    let (setting, amal, _, id) = two_people().await;
    let model = setting.env.catalog().model(Lang::En);
    for practice in model.domain("GOV").unwrap().practices.iter().skip(1) {
        let inputs = [input(practice.id.as_str(), "fully", 0)];
        act!(setting, &amal, "own", save_answers(&id, "GOV", &inputs)).unwrap();
    }
    let before = setting.store().statements();
    let inputs = [input("GOV-01", "partly", 0)];
    let report = act!(setting, &amal, "own", save_answers(&id, "GOV", &inputs)).unwrap();
    assert!(report.is_complete());
    assert_eq!(setting.store().statements() - before, 5);
}

#[tokio::test]
async fn the_answer_follows_from_what_is_ticked() {
    let (setting, amal, _, id) = two_people().await;
    let ticked = |answer: &str, ticks: &str, version| AnswerInput {
        ticks: ticks.into(),
        ..AnswerInput {
            practice: "GOV-01".into(),
            answer: answer.into(),
            version,
            ..AnswerInput::default()
        }
    };
    let save = async |input: AnswerInput| {
        let report = act!(setting, &amal, "own", save_answers(&id, "GOV", &[input])).unwrap();
        report
            .errors
            .0
            .first()
            .map(|(field, key)| (field.clone(), key.to_string()))
    };
    let said = async || {
        let sheet = act!(setting, &amal, "own", assessment_sheet(&id)).unwrap();
        let stored = sheet.answer(&"GOV-01".into())?.clone();
        Some((
            stored.answer.as_str(),
            stored.ticks.map(|ticks| ticks.to_string()),
            stored.version,
        ))
    };
    let refused = |key: &str| Some(("GOV-01-answer".to_owned(), key.to_owned()));
    // A card on which nothing was ticked says nothing.
    assert_eq!(save(ticked("", "", 0)).await, None);
    assert_eq!(said().await, None);
    assert_eq!(save(ticked("", "b a d?", 0)).await, None);
    assert_eq!(said().await, Some(("partly", Some("a b d?".into()), 1)));
    // One tick more, and the answer goes with it.
    assert_eq!(save(ticked("", "a b c", 1)).await, None);
    assert_eq!(said().await, Some(("largely", Some("a b c".into()), 2)));
    // Everything unticked: nothing of it is in place.
    assert_eq!(save(ticked("", "", 2)).await, None);
    assert_eq!(said().await, Some(("not-implemented", Some(String::new()), 3)));
    // Never more than what is ticked, and less only with a reason.
    assert_eq!(
        save(ticked("largely", "a", 3)).await,
        refused("answer-above-ticks")
    );
    assert_eq!(save(ticked("fully", "", 3)).await, refused("answer-needs-ticks"));
    assert_eq!(
        save(ticked("partly", "a b c", 3)).await,
        Some(("GOV-01-note".into(), "answer-below-ticks-note".into()))
    );
    let with_reason = AnswerInput {
        note: "Only in the capital.".into(),
        ..ticked("partly", "a b c", 3)
    };
    assert_eq!(save(with_reason).await, None);
    assert_eq!(said().await, Some(("partly", Some("a b c".into()), 4)));
    // What nobody knows is known to be unknown, whatever is ticked.
    assert_eq!(save(ticked("unknown", "a", 4)).await, None);
    assert_eq!(save(ticked("", "a? b?", 5)).await, None);
    assert_eq!(said().await, Some(("unknown", Some("a? b?".into()), 6)));
    for (wrong, key) in [
        ("a a?", "answer-ticks"),
        ("a; DROP", "answer-ticks"),
        ("z", "answer-unknown"),
    ] {
        assert_eq!(save(ticked("", wrong, 6)).await, refused(key), "{wrong}");
    }
    assert_eq!(said().await.unwrap().2, 6);
}

#[tokio::test]
async fn two_people_who_tick_different_parts_decide() {
    let (setting, amal, badr, id) = two_people().await;
    let ticked = |ticks: &str, version| AnswerInput {
        practice: "GOV-01".into(),
        ticks: ticks.into(),
        version,
        ..AnswerInput::default()
    };
    let save = async |who: &Actor, input: AnswerInput| {
        act!(setting, who, "own", save_answers(&id, "GOV", &[input])).unwrap()
    };
    save(&amal, ticked("a", 0)).await;
    save(&amal, ticked("a b", 1)).await;
    // The word is the same, the part is not.
    let late = save(&badr, ticked("a c", 1)).await;
    assert_eq!(late.conflicts.len(), 1);
    assert_eq!(late.conflicts[0].theirs.ticks_text(), "a b");
    assert_eq!(
        (&*late.conflicts[0].mine.ticks, &*late.conflicts[0].mine.answer),
        ("a c", "partly")
    );
    let decided = AnswerInput {
        in_conflict: true,
        keep: Some(Keep::Mine),
        ..ticked("a c", 2)
    };
    assert!(save(&badr, decided).await.is_complete());
    let sheet = act!(setting, &badr, "own", assessment_sheet(&id)).unwrap();
    assert_eq!(sheet.answer(&"GOV-01".into()).unwrap().ticks_text(), "a c");
}
