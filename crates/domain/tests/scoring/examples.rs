//! Numbers computed by hand from the formulas.
//!
//! Long because each example shows its whole calculation.

use domain::assess::answer::Answer::{self, Fully, Largely, NotApplicable, NotImplemented, Partly, Unknown};
use domain::assess::gap::{Bucket, GapReport, gap_report};
use domain::assess::model::{Model, Tier};
use domain::assess::profile::{Override, Profile};
use domain::assess::score::{Answers, DomainScore, Scope, score};
use time::macros::date;

use crate::models::{APPROVED_NA, FLAGS, TODAY, a_domain, answers, model, practice};

#[track_caller]
fn close(computed: f64, by_hand: f64) {
    assert!((computed - by_hand).abs() < 1e-9, "{computed} is not {by_hand}");
}

/// Three domains, of which the third is not answered.
///
/// - A, target 2: A-1 (level 1) fully, A-2 (level 1) partly, A-3 (level 2) largely, A-4 (level 3) unanswered.
/// - B, target 3: B-1 (level 1) largely, level 2 empty, B-2 (level 3) unknown, B-3 (level 3) not applicable.
/// - C, target 1.
fn example() -> (Model, Profile, Answers) {
    let model = model(vec![
        a_domain(
            "A",
            [2; 4],
            vec![
                practice("A-1", 1, 1, 1, 1),
                practice("A-2", 1, 5, 3, 4),
                practice("A-3", 2, 3, 1, 20),
                practice("A-4", 3, 5, 1, 1),
            ],
        ),
        a_domain(
            "B",
            [3; 4],
            vec![
                practice("B-1", 1, 4, 2, 16),
                practice("B-2", 3, 2, 5, 12),
                practice("B-3", 3, 5, 1, 1),
            ],
        ),
        a_domain("C", [1; 4], vec![practice("C-1", 1, 5, 1, 1)]),
    ]);
    // 113 days: 16 whole weeks.
    let profile = Profile {
        next_election: Some(date!(2026 - 11 - 22)),
        ..Profile::default()
    };
    let mut answers = answers(&[
        ("A-1", Fully),
        ("A-2", Partly),
        ("A-3", Largely),
        ("B-1", Largely),
        ("B-2", Unknown),
    ]);
    answers.insert("B-3".into(), APPROVED_NA);
    (model, profile, answers)
}

fn example_report() -> GapReport {
    let (model, profile, answers) = example();
    gap_report(&model, &profile, &answers, Scope::Full, TODAY)
}

#[test]
fn scores_by_hand() {
    let (model, profile, answers) = example();
    let score = score(&model, &profile, &answers, Scope::Full);
    let [a, b, c] = &score.domains[..] else {
        panic!("three domains")
    };

    // Level means 2/3, 2/3, 0; level 4 is empty.
    close(a.average.expect("answered"), 16.0 / 9.0);
    assert_eq!(a.levels, [Some(2.0 / 3.0), Some(2.0 / 3.0), Some(0.0), None]);
    assert_eq!(
        (a.gated, a.target, a.in_scope, a.answered, a.na_warning),
        (Some(0), 2, 4, 3, false)
    );

    // Level means 2/3 and 0. The empty level 2 does not block, the unmet level 3 does.
    close(b.average.expect("answered"), 4.0 / 3.0);
    assert_eq!((b.gated, b.target, b.in_scope, b.answered), (Some(2), 3, 3, 3));
    assert_eq!((b.unknown, b.not_applicable, b.na_warning), (1, 1, true));

    assert_eq!((c.average, c.gated, c.levels), (None, None, [None; 4]));
    assert_eq!((c.target, c.in_scope, c.answered), (1, 1, 0));

    close(score.average.expect("answered"), 14.0 / 9.0);
    assert_eq!(score.gated, Some(0));
    // 1 − (2/9 + 15/9) / 5
    close(score.to_target.expect("answered"), 28.0 / 45.0);
    assert_eq!(
        (
            score.in_scope,
            score.answered,
            score.unknown,
            score.not_applicable
        ),
        (8, 6, 1, 1)
    );
    close(score.share_answered(), 0.75);
    assert_eq!(score.lowest(), Some(a));
    assert_eq!(score.domain(&"B".into()), Some(b));
}

#[test]
fn frameworks_by_hand() {
    let (mut model, profile, answers) = example();
    for (id, nist, cis) in [
        ("A-1", &["GV.RR-01", "GV.RR-02"][..], &["14.1"][..]),
        ("A-2", &["GV.RR-01", "GV.PO-01"], &[]),
        ("A-4", &["PR.AT-01"], &[]),
        // Not applicable: it serves nothing.
        ("B-3", &["GV.OV-01"], &["14.2"]),
        // Of the domain that is not answered, so that it does not count as 0.
        ("C-1", &["RC.CO-03", "GV.PO-02"], &["2.1"]),
    ] {
        let mut practices = model.domains.iter_mut().flat_map(|domain| &mut domain.practices);
        let practice = practices.find(|practice| practice.id.as_str() == id).expect(id);
        practice.nist = nist.iter().map(ToString::to_string).collect();
        practice.cis = cis.iter().map(ToString::to_string).collect();
    }
    let views = gap_report(&model, &profile, &answers, Scope::Full, TODAY).frameworks;
    assert_eq!((views.nist.len(), views.cis.len()), (6 + 22, 18));
    assert_eq!(
        (views.nist[0].code.as_str(), views.nist[1].code.as_str()),
        ("GV", "GV.OC")
    );
    let part = |code: &str| {
        let mut all = views.nist.iter().chain(&views.cis);
        all.find(|part| part.code == code).expect(code).clone()
    };
    let counts = |code: &str| {
        let part = part(code);
        (
            part.elements,
            part.covered,
            part.practices,
            part.answered,
            part.gaps,
        )
    };

    // A-1 fully and A-2 partly: 4 · (1 + 1/3) / 2.
    assert_eq!(counts("GV"), (31, 4, 3, 2, 1));
    close(part("GV").average.expect("answered"), 8.0 / 3.0);
    close(part("GV").weighted, 64.102_564_102_564_1);
    assert_eq!(counts("GV.RR"), (4, 2, 2, 2, 1));
    assert_eq!(counts("GV.PO"), (2, 2, 2, 1, 1));
    close(part("GV.PO").average.expect("answered"), 4.0 / 3.0);
    assert_eq!(counts("GV.OV"), (3, 0, 0, 0, 0));
    // Asked and without an answer is not zero.
    assert_eq!((counts("PR.AT"), part("PR.AT").average), ((2, 1, 1, 0, 0), None));
    assert_eq!((counts("RC.CO"), part("RC.CO").average), ((2, 1, 1, 0, 0), None));
    assert_eq!((counts("14"), part("14").average), ((9, 1, 1, 1, 0), Some(4.0)));
    // Control 1 is not control 14.
    assert_eq!((counts("1"), part("1").average), ((5, 0, 0, 0, 0), None));
}

#[test]
fn gaps_by_hand() {
    let report = example_report();
    assert_eq!(
        (report.weeks_to_election, report.freeze_weeks, report.tier),
        (Some(16), 4, Tier::T1)
    );
    let expected = [
        ("A-2", 64.102_564_102_564_1, true, Bucket::BeforeElection), // 100 · 2/3 · 5/5 · 1.25 / 1.3
        ("B-2", 31.25, true, Bucket::BeforeElection),                // 100 · 1 · 2/5 · 1.25 / 1.6
        ("B-1", 23.188_405_797_101_45, false, Bucket::ProceduralOnly), // 100 · 1/3 · 4/5 / 1.15
        ("A-3", 20.0, false, Bucket::Compensating),                  // 100 · 1/3 · 3/5
    ];
    assert_eq!(report.gaps.len(), expected.len());
    for (gap, (id, priority, gates, bucket)) in report.gaps.iter().zip(expected) {
        assert_eq!(
            (gap.practice.as_str(), gap.gates, gap.bucket),
            (id, gates, bucket)
        );
        close(gap.priority, priority);
    }
    assert_eq!(
        report
            .gaps
            .iter()
            .map(domain::assess::gap::Gap::is_met)
            .collect::<Vec<_>>(),
        [false, false, true, true]
    );

    let [a, b] = &report.shares[..] else {
        panic!("two domains have scores")
    };
    assert_eq!(
        (a.code.as_str(), a.gaps, b.code.as_str(), b.gaps),
        ("A", 2, "B", 2)
    );
    close(a.weighted, 84.102_564_102_564_1);
    close(b.weighted, 54.438_405_797_101_45);
    close(a.share, 84.102_564_102_564_1 / 138.540_969_899_665_55);
    close(a.share + b.share, 1.0);
}

#[test]
fn summary_of_the_example() {
    let report = example_report();
    assert_eq!(
        report.lowest_domain().map(|domain| domain.code.as_str()),
        Some("A")
    );
    assert_eq!(report.widest_domain().map(|share| share.code.as_str()), Some("A"));
    assert_eq!((report.domains_with_scores(), report.domains_at_target()), (2, 0));
    assert_eq!(Bucket::ALL.map(|bucket| report.count_in(bucket)), [2, 1, 1, 0]);
    assert_eq!((report.gating(), report.weeks_to_freeze()), (2, Some(12)));
    assert_eq!((report.top(3).len(), report.top(9).len()), (3, 4));
    assert_eq!(report.top(1)[0].practice.as_str(), "A-2");
    assert_eq!(report.in_domain(&"B".into()).count(), 2);
    assert!(report.share_of(&"C".into()).is_none());
}

#[test]
fn a_quick_scan_asks_level_one_only() {
    let (model, profile, answers) = example();
    let report = gap_report(&model, &profile, &answers, Scope::Quick, TODAY);
    let [a, b, c] = &report.score.domains[..] else {
        panic!("three domains")
    };
    assert_eq!(
        (a.average, a.gated, a.target, a.in_scope),
        (Some(2.0 / 3.0), Some(0), 1, 2)
    );
    assert_eq!(
        (b.average, b.gated, b.target, b.in_scope),
        (Some(2.0 / 3.0), Some(1), 1, 1)
    );
    assert_eq!((c.average, c.target), (None, 1));
    close(report.score.to_target.expect("answered"), 2.0 / 3.0);
    let ids: Vec<&str> = report.gaps.iter().map(|gap| gap.practice.as_str()).collect();
    assert_eq!(ids, ["A-2", "B-1"]);
    assert_eq!(report.domains_at_target(), 1);
}

/// The score of a domain with one practice at each level that has an answer.
fn of_levels(given: [Option<Answer>; 4]) -> DomainScore {
    let ids = ["1", "2", "3", "4"];
    let present = || {
        (1..)
            .zip(ids)
            .zip(given)
            .filter_map(|((level, id), given)| Some((level, id, given?)))
    };
    let practices = present()
        .map(|(level, id, _)| practice(id, level, 1, 1, 1))
        .collect();
    let model = model(vec![a_domain("A", [2; 4], practices)]);
    let given: Vec<_> = present().map(|(_, id, answer)| (id, answer)).collect();
    score(&model, &Profile::default(), &answers(&given), Scope::Full)
        .domains
        .remove(0)
}

#[test]
fn an_empty_level_does_not_block_and_is_no_achievement() {
    let (met, unmet) = (Some(Largely), Some(Partly));
    assert_eq!(of_levels([met, met, met, met]).gated, Some(4));
    assert_eq!(of_levels([met, met, unmet, met]).gated, Some(2));
    assert_eq!(of_levels([unmet, met, met, met]).gated, Some(0));
    assert_eq!(of_levels([met, None, unmet, met]).gated, Some(2));
    assert_eq!(of_levels([None, unmet, met, None]).gated, Some(0));
    assert_eq!(of_levels([None, met, unmet, None]).gated, Some(2));
    assert_eq!(of_levels([met, None, None, None]).gated, Some(4));
    assert_eq!(of_levels([None, None, None, unmet]).gated, Some(0));
    assert_eq!(of_levels([None; 4]).gated, None);
}

#[test]
fn not_answered_is_not_zero() {
    let (model, profile, _) = example();
    let report = gap_report(&model, &profile, &Answers::new(), Scope::Full, TODAY);
    assert_eq!(
        (report.score.average, report.score.gated, report.score.to_target),
        (None, None, None)
    );
    assert!(report.gaps.is_empty() && report.shares.is_empty());
    assert!(report.lowest_domain().is_none() && report.widest_domain().is_none());

    let none = score(
        &model,
        &profile,
        &answers(&[("C-1", NotImplemented)]),
        Scope::Full,
    );
    assert_eq!(
        (none.average, none.gated, none.to_target),
        (Some(0.0), Some(0), Some(0.0))
    );
    let all_left_out = Answers::from([("C-1".into(), APPROVED_NA)]);
    let out = score(&model, &profile, &all_left_out, Scope::Full);
    assert_eq!((out.average, out.answered, out.not_applicable), (None, 1, 1));
    let waiting = score(&model, &profile, &answers(&[("C-1", NotApplicable)]), Scope::Full);
    assert_eq!(
        (waiting.average, waiting.unknown, waiting.not_applicable),
        (Some(0.0), 1, 0)
    );
}

#[test]
fn one_in_five_not_applicable_is_no_warning_yet() {
    let practices = |n| ["1", "2", "3", "4", "5"].map(|id| practice(id, 1, 1, 1, 1))[..n].to_vec();
    let left_out = Answers::from([("1".into(), APPROVED_NA)]);
    let warns = |n| {
        let model = model(vec![a_domain("A", [1; 4], practices(n))]);
        score(&model, &Profile::default(), &left_out, Scope::Full).domains[0].na_warning
    };
    assert!(!warns(5));
    assert!(warns(4));
}

#[test]
fn technology_decides_what_is_asked_and_the_target() {
    let mut asked_with_flag = practice("A-2", 1, 1, 1, 1);
    asked_with_flag.applies_when = vec![FLAGS[0].into()];
    let model = model(vec![a_domain(
        "A",
        [1, 2, 3, 4],
        vec![practice("A-1", 1, 1, 1, 1), asked_with_flag],
    )]);
    let answers = answers(&[("A-1", Fully)]);
    let of = |profile: &Profile| score(&model, profile, &answers, Scope::Full).domains.remove(0);

    let mut profile = Profile::default();
    let paper = of(&profile);
    assert_eq!((paper.in_scope, paper.average, paper.target), (1, Some(4.0), 1));
    profile.flags.insert(FLAGS[0].into());
    let pollbook = of(&profile);
    assert_eq!(
        (pollbook.in_scope, pollbook.average, pollbook.target),
        (2, Some(2.0), 3)
    );
    profile.target_overrides.insert(
        "A".into(),
        Override {
            value: 2,
            reason: String::new(),
        },
    );
    assert_eq!(of(&profile).target, 2);
}

#[test]
fn a_past_election_is_no_date() {
    let (model, mut profile, answers) = example();
    let mut weeks = |election| {
        profile.next_election = Some(election);
        let report = gap_report(&model, &profile, &answers, Scope::Full, TODAY);
        assert_eq!(report.next_election.is_some(), report.weeks_to_election.is_some());
        (report.weeks_to_election, report.count_in(Bucket::NoDate))
    };
    assert_eq!(weeks(date!(2026 - 07 - 31)), (None, 4));
    assert_eq!(weeks(TODAY), (Some(0), 0));
    assert_eq!(weeks(date!(2026 - 08 - 07)), (Some(0), 0));
    assert_eq!(weeks(date!(2026 - 08 - 08)), (Some(1), 0));
}

#[test]
fn equal_priorities_go_by_level_and_id() {
    // c, a and b all have 20, but 100 · 1/3 · 3/5 comes out as 19.999…96 and 100 · 1 · 1/5 as 20.
    let practices = vec![
        practice("first", 1, 5, 1, 1),
        practice("b", 3, 1, 1, 1),
        practice("a", 3, 1, 1, 1),
        practice("c", 2, 3, 1, 1),
    ];
    let model = model(vec![a_domain("A", [4; 4], practices)]);
    let answers = answers(&[
        ("first", Partly),
        ("a", NotImplemented),
        ("b", NotImplemented),
        ("c", Largely),
    ]);
    let report = gap_report(&model, &Profile::default(), &answers, Scope::Full, TODAY);
    let ids: Vec<&str> = report.gaps.iter().map(|gap| gap.practice.as_str()).collect();
    assert_eq!(ids, ["first", "c", "a", "b"]);
    assert!(
        report.gaps[1].priority < report.gaps[2].priority,
        "else this shows nothing"
    );
}

#[test]
fn of_equal_domains_the_first_is_named() {
    let one = |code: &str| a_domain(code, [1; 4], vec![practice(&format!("{code}-1"), 1, 1, 1, 1)]);
    let model = model(vec![one("B"), one("A")]);
    let answers = answers(&[("A-1", Partly), ("B-1", Partly)]);
    let report = gap_report(&model, &Profile::default(), &answers, Scope::Full, TODAY);
    assert_eq!(
        report.lowest_domain().map(|domain| domain.code.as_str()),
        Some("B")
    );
    assert_eq!(report.widest_domain().map(|share| share.code.as_str()), Some("B"));
}

#[test]
fn dates_are_written_the_iso_way() {
    let json = serde_json::to_value(example_report()).expect("it can be written");
    assert_eq!(
        (&json["as_of"], &json["next_election"]),
        (&"2026-08-01".into(), &"2026-11-22".into())
    );
    assert_eq!(json["gaps"][0]["bucket"], "before-election");
}
