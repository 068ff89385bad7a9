//! Taking answers over from a version before.

use domain::assess::answer::Answer;
use domain::assess::model::Practice;
use domain::assess::part::{Part, Parts, Question, When};
use domain::assess::score::{Answers, Given};
use domain::assess::upgrade::{Change, Origin, TakenOver, Upgrade};
use domain::id::PracticeId;

use crate::models::{APPROVED_NA, a_domain, answers, model, practice, text};

fn in_parts(id: &str) -> Practice {
    let part = |id: &str| Part {
        id: id.into(),
        text: text(),
        is_essential: id == "a",
    };
    let parts = Parts {
        when: When::AlwaysTrue,
        parts: ["a", "b", "c"].map(part).into(),
        partly: text(),
        largely: text(),
    };
    Practice {
        question: Question::Parts(parts),
        ..practice(id, 1, 3, 2, 10)
    }
}

fn upgrade(origins: &[(&str, Change, &[&str])]) -> Upgrade {
    let origins = origins.iter().map(|&(id, change, from)| {
        let from = from.iter().map(|&id| PracticeId::from(id)).collect();
        (id.into(), Origin { change, from })
    });
    Upgrade {
        from: 1,
        origins: origins.collect(),
    }
}

fn taken(change: Change, from: &[&str], before: &Answers) -> Option<TakenOver> {
    let upgrade = upgrade(&[("GOV-01", change, from)]);
    upgrade.take_over(&in_parts("GOV-01"), |id| before.get(id).copied())
}

#[test]
fn a_word_that_says_all_or_nothing_says_what_is_ticked() {
    use Answer::{Fully, Largely, NotImplemented, Partly};
    for change in [Change::Same, Change::Reworded] {
        for (answer, ticks) in [
            (Fully, Some("a b c")),
            (NotImplemented, Some("")),
            (Partly, None),
            (Largely, None),
        ] {
            let taken = taken(change, &["GOV-01"], &answers(&[("GOV-01", answer)])).expect("taken over");
            assert_eq!(taken.given, Given::new(answer));
            assert_eq!(taken.ticks.map(|ticks| ticks.to_string()).as_deref(), ticks);
            assert_eq!(taken.change, change);
        }
        assert_eq!(taken(change, &["GOV-01"], &Answers::new()), None);
    }
}

#[test]
fn what_is_not_known_is_asked_and_what_does_not_apply_is_judged_where_the_words_changed() {
    let unknown = answers(&[("GOV-01", Answer::Unknown)]);
    assert_eq!(taken(Change::Same, &["GOV-01"], &unknown), None);
    let left_out = Answers::from([("GOV-01".into(), APPROVED_NA)]);
    let approved = |change| {
        taken(change, &["GOV-01"], &left_out)
            .expect("taken over")
            .given
            .approved
    };
    assert!(approved(Change::Same));
    assert!(!approved(Change::Reworded));
    assert_eq!(taken(Change::Fresh, &["GOV-01"], &left_out), None);
}

#[test]
fn what_is_asked_anew_is_open_unless_nothing_of_it_was_in_place() {
    use Answer::{Fully, NotImplemented, Partly};
    let fresh = |given: &[(&str, Answer)]| {
        let taken = taken(Change::Fresh, &["GOV-01", "GOV-05"], &answers(given));
        taken.map(|taken| taken.given.answer)
    };
    assert_eq!(
        fresh(&[("GOV-01", NotImplemented), ("GOV-05", NotImplemented)]),
        Some(NotImplemented)
    );
    for other in [Fully, Partly, Answer::Unknown, Answer::NotApplicable] {
        assert_eq!(
            fresh(&[("GOV-01", NotImplemented), ("GOV-05", other)]),
            None,
            "{other:?}"
        );
    }
    assert_eq!(fresh(&[("GOV-01", NotImplemented)]), None);
    let new = upgrade(&[]);
    assert_eq!(
        new.take_over(&in_parts("GOV-01"), |_| Some(Given::new(Fully))),
        None
    );
}

/// Whatever was answered, and however a practice changed: it counts for no more than the least of what it is made of.
#[test]
fn nothing_counts_for_more_than_it_did() {
    let given = |answer, approved| Given { answer, approved };
    let all: Vec<Given> = Answer::ALL
        .into_iter()
        .flat_map(|answer| [given(answer, false), given(answer, true)])
        .collect();
    for change in Change::ALL {
        for &first in &all {
            for &second in &all {
                let before = Answers::from([("GOV-01".into(), first), ("GOV-05".into(), second)]);
                let from: &[&str] = if change == Change::Fresh {
                    &["GOV-01", "GOV-05"]
                } else {
                    &["GOV-01"]
                };
                let Some(taken) = taken(change, from, &before) else {
                    continue;
                };
                let value = |given: Given| given.counted().thirds();
                // What was left out counted nothing, and does not count more for being asked about again.
                let counted = value(first).unwrap_or_default();
                assert!(
                    value(taken.given).unwrap_or_default() <= counted,
                    "{change:?} {first:?} {second:?}"
                );
                if let Some(ticks) = taken.ticks {
                    let practice = in_parts("GOV-01");
                    let parts = practice.question.parts().expect("parts");
                    assert_eq!(parts.answer(&ticks), taken.given.answer);
                }
            }
        }
    }
}

#[test]
fn an_old_practice_leads_to_those_that_took_on_its_matter() {
    let model = model(vec![a_domain(
        "GOV",
        [1; 4],
        vec![in_parts("GOV-02"), in_parts("GOV-01")],
    )]);
    let upgrade = upgrade(&[
        ("GOV-01", Change::Fresh, &["GOV-01", "GOV-05"]),
        ("GOV-02", Change::Fresh, &["GOV-05"]),
    ]);
    let to = |old: &str| {
        let old = old.into();
        upgrade
            .successors(&model, &old)
            .map(|practice| practice.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(to("GOV-05"), ["GOV-02", "GOV-01"]);
    assert_eq!(to("GOV-01"), ["GOV-01"]);
    assert!(to("GOV-09").is_empty());
}
