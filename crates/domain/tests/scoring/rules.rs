//! The rules of version 2 of the model by hand.

use domain::assess::answer::Answer;
use domain::assess::gap::{gap_report, priority};
use domain::assess::model::{Model, Practice, Rules};
use domain::assess::profile::Profile;
use domain::assess::score::{Scope, score};

use crate::models::{TODAY, a_domain, answers, model, practice};

fn second(targets: [u8; 4], practices: Vec<Practice>) -> Model {
    let mut model = model(vec![a_domain("GOV", targets, practices)]);
    model.rules = Rules::UpToTarget;
    model.priority.lead_weight = 0.003;
    model
}

fn levels(of: &[u8]) -> Vec<Practice> {
    let numbered = of.iter().zip(1..);
    numbered
        .map(|(&level, number)| practice(&format!("GOV-0{number}"), level, 3, 2, 10))
        .collect()
}

#[test]
fn what_is_not_asked_counts_nothing_above_the_target_and_as_the_level_below_up_to_it() {
    use Answer::{Fully, NotImplemented, Partly};
    let of = |target: u8, practices: &[u8], given: &[(&str, Answer)]| {
        let model = second([target; 4], levels(practices));
        let score = score(&model, &Profile::default(), &answers(given), Scope::Full);
        (score.domains[0].average, score.domains[0].gated)
    };
    // The example of the design: level 1 done, nothing of level 2, nothing asked above.
    let done_one = [("GOV-01", Fully), ("GOV-02", NotImplemented)];
    assert_eq!(of(2, &[1, 2], &done_one), (Some(1.0), Some(1)));
    // Level 3 is not asked: neither what stands there, nor what is said of it, changes anything.
    let told_more = [("GOV-01", Fully), ("GOV-02", Fully), ("GOV-03", Fully)];
    assert_eq!(of(2, &[1, 2, 3], &told_more), (Some(2.0), Some(2)));
    // Level 2 has no practice: as level 1. Level 1 has none: as level 2.
    assert_eq!(
        of(3, &[1, 3], &[("GOV-01", Partly), ("GOV-02", Fully)]).0,
        Some(1.0 / 3.0 + 1.0 / 3.0 + 1.0)
    );
    assert_eq!(of(2, &[2], &[("GOV-01", Fully)]), (Some(2.0), Some(2)));
}

#[test]
fn a_level_that_is_opened_is_asked_counts_and_is_in_the_plan() {
    let model = second([1; 4], levels(&[1, 2, 3]));
    let given = answers(&[("GOV-01", Answer::Fully), ("GOV-02", Answer::NotImplemented)]);
    let mut body = Profile::default();
    assert!(
        gap_report(&model, &body, &given, Scope::Full, TODAY)
            .gaps
            .is_empty()
    );
    body.opened.insert("GOV".into(), 2);
    let report = gap_report(&model, &body, &given, Scope::Full, TODAY);
    assert_eq!(
        report
            .gaps
            .iter()
            .map(|gap| gap.practice.as_str())
            .collect::<Vec<_>>(),
        ["GOV-02"]
    );
    assert_eq!(
        (report.score.domains[0].in_scope, report.score.domains[0].target),
        (2, 1)
    );
    // Opening less than the target closes nothing.
    body.opened.insert("GOV".into(), 0);
    assert_eq!(score(&model, &body, &given, Scope::Full).domains[0].in_scope, 1);
}

#[test]
fn priority_by_hand() {
    let close = |lead_weight: f64, gap, (impact, effort, lead), gates, by_hand: f64| {
        let mut constants = second([1; 4], Vec::new()).priority;
        constants.lead_weight = lead_weight;
        let computed = priority(
            &constants,
            gap,
            &practice("GOV-01", 1, impact, effort, lead),
            gates,
        );
        assert!((computed - by_hand).abs() < 1e-9, "{computed} is not {by_hand}");
    };
    close(0.0, 1.0, (5, 1, 40), false, 100.0);
    close(0.0, 1.0, (5, 1, 40), true, 125.0);
    close(0.0, 1.0, (5, 5, 40), false, 62.5); // 100 / 1.6
    close(0.0, 1.0, (1, 1, 40), false, 20.0);
    close(0.0, 2.0 / 3.0, (3, 3, 40), true, 38.461_538_461_538_46); // 100 · 2/3 · 0.6 · 1.25 / 1.3 = 50 / 1.3
    close(0.003, 1.0, (5, 1, 0), true, 125.0);
    close(0.003, 1.0, (5, 1, 100), false, 76.923_076_923_076_92); // 100 / 1.3
    close(0.003, 1.0, (5, 5, 100), false, 48.076_923_076_923_08); // 100 / (1.6 · 1.3)
}

#[test]
fn equals_are_ordered_by_what_is_sooner_done_and_never_by_their_names() {
    let same = |id, level, effort, lead| practice(id, level, 3, effort, lead);
    let mut model = second(
        [2; 4],
        vec![
            same("GOV-09", 1, 2, 8),
            same("GOV-08", 1, 2, 8),
            same("GOV-01", 1, 3, 8),
            same("GOV-02", 1, 3, 4),
        ],
    );
    // Nothing tells them apart but what the tie is broken by.
    model.priority.effort_weight = 0.0;
    model.priority.lead_weight = 0.0;
    let given = answers(&[("GOV-09", Answer::NotImplemented)]);
    let order = |model: &Model| {
        let report = gap_report(model, &Profile::default(), &given, Scope::Full, TODAY);
        report
            .gaps
            .into_iter()
            .map(|gap| gap.practice.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(order(&model), ["GOV-02", "GOV-09", "GOV-08", "GOV-01"]);
    model.rules = Rules::EveryLevel;
    assert_eq!(order(&model), ["GOV-01", "GOV-02", "GOV-08", "GOV-09"]);
}
