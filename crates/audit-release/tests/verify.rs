//! Sound histories pass; each kind of tampering is found, by the check that is there for it.
//!
//! Long because each tampering is set up by hand, beside the check that finds it.

use std::collections::BTreeSet;

use audit_release::{Check, Difference, Report, StoredRound, verify};
use domain::assess::model::ModelRef;
use domain::disclose::{
    Consent, Contribution, DomainShare, Ledger, Parameters, Release, Round, Stratum, Use,
};
use domain::id::{AssessmentId, DomainCode, OrganisationId};

const REGIONS: [&str; 3] = ["East", "North", "South"];

fn contribution(number: usize, round: usize, level: Consent) -> Contribution {
    let score = DomainShare::new((number * 7 % 13) as f64 / 3.0, 4).expect("a score");
    Contribution {
        assessment: format!("assessment {number} of {round}").into(),
        body: format!("body {number}").into(),
        level,
        stratum: Stratum::new(REGIONS[number % 3], "low"),
        scores: [
            ("GOV".into(), Some(score)),
            ("SUP".into(), (number > 0).then_some(score)),
        ]
        .into(),
    }
}

fn round(number: usize, contributions: impl IntoIterator<Item = Contribution>) -> Round {
    let model = ModelRef {
        id: "polder".into(),
        version: 1,
    };
    let register = REGIONS.map(|region| Stratum::new(region, "low"));
    let domains: Vec<DomainCode> = vec!["GOV".into(), "SUP".into()];
    Round::new(
        format!("round {number}").into(),
        model,
        register,
        domains,
        contributions,
    )
    .expect("a sound round")
}

fn close(round: Round, ledger: &mut Ledger) -> StoredRound {
    let built = Release::build(&round, Parameters::default(), ledger);
    ledger.record(built.uses.iter().cloned());
    StoredRound {
        id: round.id().clone(),
        bytes: built.release.to_bytes(),
        round: Some(round),
        uses: built.uses,
        seen: Vec::new(),
    }
}

/// Two rounds: everybody in the first; in the second all but the first six answered anew, and two are named.
fn history() -> Vec<StoredRound> {
    let mut ledger = Ledger::default();
    let level = |number: usize| {
        if number < 2 {
            Consent::Named
        } else {
            Consent::AggregateOnly
        }
    };
    let first = round(0, (0..20).map(|number| contribution(number, 0, level(number))));
    let second = round(
        1,
        (0..24).map(|number| contribution(number, usize::from(number >= 6), level(number))),
    );
    vec![close(first, &mut ledger), close(second, &mut ledger)]
}

fn differences(report: &Report) -> Vec<(Check, Difference)> {
    let all = report.checks.iter().flat_map(|checked| {
        checked
            .differences
            .iter()
            .map(|difference| (checked.check, difference.clone()))
    });
    all.collect()
}

fn checks(report: &Report) -> BTreeSet<Check> {
    differences(report).into_iter().map(|(check, _)| check).collect()
}

#[test]
fn a_sound_history_passes() {
    let report = verify(&history());
    assert!(report.is_sound(), "{report:?}");
    let of = |round: &str| -> Vec<Check> {
        let own = report
            .checks
            .iter()
            .filter(|checked| checked.round.as_str() == round);
        own.map(|checked| checked.check).collect()
    };
    let all = [
        Check::Readable,
        Check::Rebuilt,
        Check::Uses,
        Check::Members,
        Check::Figures,
        Check::OneUse,
        Check::Grants,
        Check::Formula,
    ];
    assert_eq!(of("round 0"), all);
    assert_eq!(of("round 1"), [&all[..], &[Check::Programme]].concat());
    assert!(report.checks.iter().map(|checked| &checked.round).is_sorted());
    let narrowest = |check: Check| {
        let own = report.checks.iter().filter(|checked| checked.check == check);
        own.filter_map(|checked| checked.narrowest).fold(4.0, f64::min)
    };
    assert!(narrowest(Check::Formula) >= 2.225);
    assert!(narrowest(Check::Programme) >= narrowest(Check::Formula) - 1e-6);
    assert!(verify(&[]).is_sound() && verify(&[]).checks.is_empty());
}

fn text(stored: &StoredRound) -> String {
    String::from_utf8(stored.bytes.clone()).expect("JSON is UTF-8")
}

/// Another band of the same group, in bytes that are sound by themselves.
#[test]
fn a_changed_band_is_found() {
    let mut history = history();
    let changed = text(&history[1]).replacen(r#""band":"managed""#, r#""band":"advanced""#, 1);
    assert_ne!(changed.as_bytes(), history[1].bytes);
    history[1].bytes = changed.into_bytes();
    let checks = checks(&verify(&history));
    assert_eq!(checks, [Check::Rebuilt, Check::Figures].into());
}

#[test]
fn a_changed_score_is_found() {
    let mut history = history();
    let own = history[0].round.clone().expect("stored");
    let changed = own.contributions().cloned().map(|mut own| {
        if own.is_hidden() {
            own.scores
                .insert("GOV".into(), Some(DomainShare::new(4.0, 4).expect("a score")));
        }
        own
    });
    history[0].round = Some(round(0, changed.collect::<Vec<_>>()));
    let checks = checks(&verify(&history));
    assert_eq!(checks, [Check::Rebuilt, Check::Figures].into());
}

#[test]
fn bytes_that_are_no_release_are_found() {
    let mut history = history();
    history[0].bytes.pop();
    assert!(checks(&verify(&history)).contains(&Check::Readable));
    let mut history = self::history();
    history[0].id = "another".into();
    assert!(differences(&verify(&history)).contains(&(Check::Readable, Difference::OtherRound)));
}

#[test]
fn a_release_without_its_round_is_found() {
    let mut history = history();
    history[1].round = None;
    assert_eq!(
        differences(&verify(&history)),
        [(Check::Rebuilt, Difference::NoRound)]
    );
}

/// The second release was built as if the first had used nothing.
#[test]
fn a_member_that_is_counted_twice_is_found() {
    let mut history = history();
    let again = history[1].round.clone().expect("stored");
    history[1] = close(again, &mut Ledger::default());
    let report = verify(&history);
    let found = differences(&report);
    assert!(
        found
            .iter()
            .any(|(_, difference)| matches!(difference, Difference::UsedTwice { .. })),
        "{found:?}"
    );
    let checks = checks(&report);
    assert!(
        checks.contains(&Check::Rebuilt) && checks.contains(&Check::OneUse),
        "{checks:?}"
    );
}

#[test]
fn a_member_that_is_named_as_well_is_found() {
    let mut history = history();
    let (member, _) = history[0]
        .uses
        .iter()
        .find(|(_, how)| *how != Use::NamedToAll)
        .cloned()
        .expect("a member");
    history[1].uses.push((member, Use::NamedToAll));
    let checks = checks(&verify(&history));
    assert!(
        checks.contains(&Check::OneUse) && checks.contains(&Check::Uses),
        "{checks:?}"
    );
}

#[test]
fn a_use_that_is_not_stored_is_found() {
    let mut history = history();
    history[1].uses.pop();
    assert_eq!(
        differences(&verify(&history)),
        [(Check::Uses, Difference::OtherUses(1))]
    );
}

/// The members of one group, but for four, moved to another.
#[test]
fn a_group_below_k_is_found() {
    let mut history = history();
    let group = |how: &Use| match how {
        Use::Group { group, .. } => Some(*group),
        _ => None,
    };
    let mut kept = 0;
    for (_, how) in &mut history[0].uses {
        if group(how) == Some(0) {
            kept += 1;
            if kept > 4 {
                *how = Use::Group {
                    round: "round 0".into(),
                    group: 1,
                };
            }
        }
    }
    let report = verify(&history);
    let found = differences(&report);
    assert!(
        found.contains(&(Check::Members, Difference::TooFew { group: 0, members: 4 })),
        "{found:?}"
    );
    assert!(
        found.contains(&(Check::Members, Difference::Stranger { group: 1 })),
        "{found:?}"
    );
    assert!(checks(&report).contains(&Check::Formula), "{found:?}");
}

#[test]
fn a_donor_that_saw_too_many_is_found() {
    let mut history = history();
    let of_group = |group: usize| {
        history[0]
            .uses
            .iter()
            .filter(|(_, how)| {
                *how == Use::Group {
                    round: "round 0".into(),
                    group,
                }
            })
            .map(|(assessment, _)| assessment.clone())
            .collect::<Vec<AssessmentId>>()
    };
    let members = of_group(0);
    let donor = |number: usize| OrganisationId::from(format!("donor {number}"));
    // One each for two donors, and one of another group.
    history[0].seen = vec![
        (donor(1), members[0].clone()),
        (donor(2), members[1].clone()),
        (donor(1), of_group(1)[0].clone()),
    ];
    assert!(verify(&history).is_sound());
    // One more in a later round.
    history[1].seen = vec![(donor(1), members[2].clone())];
    let expected = Difference::SeenTooMany { group: 0, members: 2 };
    assert_eq!(differences(&verify(&history)), [(Check::Grants, expected)]);
}

/// A release of the first format: nothing of it is attacked, and what it used counts.
#[test]
fn a_release_of_the_first_format_counts_as_used() {
    let bytes = include_bytes!("../../domain/tests/disclosure/release-1.json").to_vec();
    let counted = (2..12).map(|number| {
        (
            format!("assessment {number} of 0").into(),
            Use::FormerAggregate {
                round: "round-1".into(),
            },
        )
    });
    let named = (20..26).map(|number| (format!("assessment {number} of 0").into(), Use::NamedToAll));
    let former = StoredRound {
        id: "round-1".into(),
        bytes,
        round: None,
        uses: counted.chain(named).collect(),
        seen: Vec::new(),
    };
    let mut ledger = Ledger::new(former.uses.iter().cloned());
    let second = round(
        0,
        (0..20).map(|number| contribution(number, 0, Consent::AggregateOnly)),
    );
    let second = close(second, &mut ledger);
    assert_eq!(second.uses.len(), 10);
    let report = verify(&[former.clone(), second.clone()]);
    assert!(report.is_sound(), "{report:?}");
    // If it is not known what the first used, the second is not what it should be.
    let mut forgotten = former;
    forgotten.uses.clear();
    let checks = checks(&verify(&[forgotten, second]));
    assert!(
        checks.contains(&Check::Rebuilt) && checks.contains(&Check::Uses),
        "{checks:?}"
    );
}

#[test]
fn every_difference_can_be_said() {
    let all = [
        Difference::Unreadable("not JSON".into()),
        Difference::OtherRound,
        Difference::NoRound,
        Difference::OtherBytes,
        Difference::OtherUses(2),
        Difference::TooFew { group: 0, members: 4 },
        Difference::Stranger { group: 0 },
        Difference::LeftOut { group: 0, bodies: 2 },
        Difference::OtherFigure {
            group: 0,
            domain: "GOV".into(),
        },
        Difference::OtherDivision,
        Difference::OtherCoverage,
        Difference::OtherNames,
        Difference::UsedTwice {
            group: 0,
            assessments: 3,
        },
        Difference::SeenTooMany { group: 0, members: 2 },
        Difference::Narrow {
            domain: Some("GOV".into()),
            width: 1.5,
        },
        Difference::Narrow {
            domain: None,
            width: 1.5,
        },
        Difference::Unsolved {
            domain: "GOV".into(),
            reason: "no".into(),
        },
    ];
    let said: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), all.len());
    assert!(said.contains("group 1 has 4 members"));
    assert!(said.contains("GOV: a hidden score is known within 1.500"));
}

/// Ten thousand bodies and twelve domains: checked within a minute, as tests are compiled; a few seconds where code is optimised.
#[test]
fn ten_thousand_bodies_are_checked_within_a_minute() {
    let domains: Vec<DomainCode> = (0..12).map(|number| format!("D{number:02}").into()).collect();
    let model = ModelRef {
        id: "polder".into(),
        version: 1,
    };
    let place = |number: usize| {
        Stratum::new(
            format!("Region {}", number % 22),
            format!("Income {}", number / 22 % 4),
        )
    };
    let contributions = (0..10_000).map(|number: usize| Contribution {
        assessment: format!("assessment {number:05}").into(),
        body: format!("body {number:05}").into(),
        level: Consent::AggregateOnly,
        stratum: place(number),
        scores: domains
            .iter()
            .enumerate()
            .map(|(domain, code)| {
                let score = (number * 31 + domain * 17) % 97;
                (
                    code.clone(),
                    Some(DomainShare::new(score as f64 / 24.25, 4).expect("a score")),
                )
            })
            .collect(),
    });
    let register: BTreeSet<Stratum> = (0..88).map(place).collect();
    let round =
        Round::new("round".into(), model, register, domains.clone(), contributions).expect("a sound round");
    #[expect(clippy::disallowed_methods, reason = "this is about real time")]
    let now = std::time::Instant::now;
    let started = now();
    let stored = close(round, &mut Ledger::default());
    let built = now() - started;
    let report = verify(&[stored]);
    println!("built in {built:?}, checked in {:?}", now() - started - built);
    assert!(report.is_sound(), "{:?}", differences(&report));
    assert!(
        report
            .checks
            .iter()
            .any(|checked| checked.check == Check::Programme && checked.narrowest.is_some())
    );
}
