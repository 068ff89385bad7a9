//! What holds for any model, body and answers.

use domain::assess::answer::Answer;
use domain::assess::framework::FrameworkPart;
use domain::assess::gap::{GapReport, gap_report};
use domain::assess::model::{Practice, Rules};
use domain::assess::score::{Answers, Given, Scope, Score, score};
use domain::id::PracticeId;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::models::{APPROVED_NA, TODAY, World, world};

fn scores(world: &World, scope: Scope) -> Score {
    score(&world.model, &world.profile, &world.answers, scope)
}

fn report(world: &World, scope: Scope) -> GapReport {
    gap_report(&world.model, &world.profile, &world.answers, scope, TODAY)
}

fn scope() -> impl Strategy<Value = Scope> {
    select(Scope::ALL.to_vec())
}

fn fully() -> Given {
    Given::new(Answer::Fully)
}

/// Everything about a score but the counts of what was asked.
fn without_counts(score: &Score) -> impl PartialEq + std::fmt::Debug {
    let domains: Vec<_> = score
        .domains
        .iter()
        .map(|domain| {
            (
                domain.code.clone(),
                domain.average,
                domain.gated,
                domain.target,
                domain.levels,
                domain.unknown,
            )
        })
        .collect();
    (
        domains,
        score.average,
        score.gated,
        score.to_target,
        score.unknown,
    )
}

/// The rungs that an answer can be raised along. Everything of value 0 stands on the lowest.
fn raised(from: Option<Answer>, steps: usize) -> Option<Answer> {
    let rungs = [
        Answer::NotImplemented,
        Answer::Partly,
        Answer::Largely,
        Answer::Fully,
    ];
    let rung = from.map_or(Some(0), domain::assess::answer::Answer::thirds)? as usize;
    Some(rungs[(rung + steps).min(3)])
}

/// The parts of both frameworks.
fn parts(report: &GapReport) -> impl Iterator<Item = &FrameworkPart> {
    report.frameworks.nist.iter().chain(&report.frameworks.cis)
}

/// An assertion that a number that may be missing did not fall.
fn at_least<T: PartialOrd + Copy + std::fmt::Debug>(
    after: Option<T>,
    before: Option<T>,
) -> Result<(), TestCaseError> {
    prop_assert!(after >= before, "{before:?} fell to {after:?}");
    Ok(())
}

/// Whether two documents are the same, but for the last bit of a number, which reading JSON may change.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-12 * a.abs().max(1.0),
            _ => a == b,
        },
    }
}

proptest! {
    #[test]
    fn raising_an_answer_lowers_no_score_nor_raises_its_priority(
        world in world(), scope in scope(), pick: Index, steps in 0..4_usize,
    ) {
        let before = report(&world, scope);
        // An answer in a domain without scores begins it, which is not raising.
        let candidates: Vec<(&Practice, Answer)> = world
            .asked()
            .filter(|(domain, _)| before.share_of(&domain.code).is_some())
            .filter_map(|(_, practice)| Some((practice, raised(world.counted(practice), steps)?)))
            .collect();
        prop_assume!(!candidates.is_empty());
        let (practice, answer) = candidates[pick.index(candidates.len())];
        let after = report(
            &world.answering(|answers| { answers.insert(practice.id.clone(), Given::new(answer)); }),
            scope,
        );

        at_least(after.score.average, before.score.average)?;
        at_least(after.score.gated, before.score.gated)?;
        at_least(after.score.to_target, before.score.to_target)?;
        for (after, before) in after.score.domains.iter().zip(&before.score.domains) {
            at_least(after.average, before.average)?;
            at_least(after.gated, before.gated)?;
            for (after, before) in after.levels.into_iter().zip(before.levels) {
                at_least(after, before)?;
            }
        }
        for (after, before) in parts(&after).zip(parts(&before)) {
            at_least(after.average, before.average)?;
        }
        let own = |report: &GapReport| {
            report.gaps.iter().find(|gap| gap.practice == practice.id).map_or(0.0, |gap| gap.priority)
        };
        prop_assert!(own(&after) <= own(&before), "{} rose to {}", own(&before), own(&after));
    }

    #[test]
    fn not_applicable_equals_removing_the_practice(world in world(), scope in scope(), pick: Index) {
        let ids: Vec<PracticeId> = world.model.practices().map(|practice| practice.id.clone()).collect();
        prop_assume!(!ids.is_empty());
        let id = &ids[pick.index(ids.len())];
        let left_out = report(&world.answering(|answers| { answers.insert(id.clone(), APPROVED_NA); }), scope);
        let mut without = world.clone();
        for domain in &mut without.model.domains {
            domain.practices.retain(|practice| practice.id != *id);
        }
        let removed = report(&without, scope);
        prop_assert_eq!(without_counts(&left_out.score), without_counts(&removed.score));
        prop_assert_eq!(&left_out.gaps, &removed.gaps);
        prop_assert_eq!(&left_out.shares, &removed.shares);
        prop_assert_eq!(&left_out.frameworks, &removed.frameworks);
    }

    #[test]
    fn not_applicable_is_unknown_until_approved(world in world(), scope in scope()) {
        let unknown = world.answering(|answers| {
            for given in answers.values_mut() {
                *given = Given::new(given.counted());
                given.approved = given.answer == Answer::NotApplicable;
            }
        });
        prop_assert_eq!(scores(&world, scope), scores(&unknown, scope));
        let priorities = |world| report(world, scope).gaps.into_iter().map(|gap| gap.priority).collect::<Vec<_>>();
        prop_assert_eq!(priorities(&world), priorities(&unknown));
    }

    #[test]
    fn order_does_not_matter(
        (world, shuffled) in world().prop_flat_map(|world| {
            let orders: Vec<_> = world
                .model
                .domains
                .iter()
                .map(|domain| Just(domain.practices.clone()).prop_shuffle())
                .collect();
            (Just(world), orders)
        }),
        scope in scope(),
    ) {
        let mut other = world.clone();
        for (domain, practices) in other.model.domains.iter_mut().zip(shuffled) {
            domain.practices = practices;
        }
        other.answers = world.answers.iter().rev().map(|(id, given)| (id.clone(), *given)).collect();
        let (mut report, mut other) = (report(&world, scope), report(&other, scope));
        if world.model.rules == Rules::UpToTarget {
            // There what is equal in everything stands as in the model.
            for report in [&mut report, &mut other] {
                report.gaps.sort_by(|a, b| a.practice.cmp(&b.practice));
            }
        }
        prop_assert_eq!(report, other);
    }

    #[test]
    fn numbers_stay_in_their_ranges(world in world(), scope in scope()) {
        let report = report(&world, scope);
        let max = f64::from(scope.max_level());
        for domain in &report.score.domains {
            prop_assert_eq!(domain.average.is_some(), domain.gated.is_some());
            prop_assert!(domain.average.is_none_or(|average| (0.0..=max).contains(&average)));
            prop_assert!(domain.gated.is_none_or(|gated| gated <= scope.max_level()));
            prop_assert!(domain.answered <= domain.in_scope);
            prop_assert!(domain.not_applicable + domain.unknown <= domain.answered);
        }
        prop_assert!(report.score.average.is_none_or(|average| (0.0..=max).contains(&average)));
        prop_assert!(report.score.to_target.is_none_or(|share| (0.0..=1.0).contains(&share)));
        let total: f64 = report.shares.iter().map(|share| share.share).sum();
        let whole = if report.gaps.is_empty() { 0.0 } else { 1.0 };
        prop_assert!((total - whole).abs() < 1e-9);
        prop_assert_eq!(report.gaps.len(), report.shares.iter().map(|share| share.gaps).sum::<usize>());
        for part in parts(&report) {
            prop_assert!(part.average.is_none_or(|average| (0.0..=max).contains(&average)));
            prop_assert_eq!(part.average.is_some(), part.answered > 0);
            prop_assert!(part.covered <= part.elements && part.answered <= part.practices);
            prop_assert!(part.gaps <= report.gaps.len() && part.gaps <= part.practices);
            // No gap and full marks say the same.
            prop_assert!(part.gaps == 0 || part.average.is_none_or(|average| average < max));
            prop_assert_eq!(part.covered == 0, part.practices == 0);
        }
        for pair in report.gaps.windows(2) {
            prop_assert!(pair[0].bucket <= pair[1].bucket);
            prop_assert!(pair[0].bucket < pair[1].bucket || pair[0].priority >= pair[1].priority - 1e-6);
        }
    }

    /// The definition in the design, word for word, against the shorter way in which it is computed.
    #[test]
    fn the_gated_level_is_as_defined(world in world()) {
        for domain in &scores(&world, Scope::Full).domains {
            let all_met_up_to = |k| {
                let mut up_to = world.applicable(&domain.code).filter(move |practice| practice.level <= k).peekable();
                up_to.peek().is_some() && up_to.all(|practice| world.is_met(practice))
            };
            if let Some(gated) = domain.gated {
                let highest = match world.model.rules {
                    Rules::EveryLevel => 4,
                    Rules::UpToTarget => world.plan_level(&domain.code),
                };
                prop_assert_eq!(gated, (1..=highest).rev().find(|&k| all_met_up_to(k)).unwrap_or(0));
                for mean in domain.levels.iter().take(usize::from(gated)).flatten() {
                    prop_assert!(*mean >= 2.0 / 3.0);
                }
            }
        }
    }

    /// A gap gates exactly if it alone, with everything else in its domain in place, would hold the domain where it is.
    #[test]
    fn a_gating_gap_holds_its_domain_back_alone(world in world(), scope in scope()) {
        let report = report(&world, scope);
        for gap in report.gaps.iter().filter(|gap| !gap.is_met()) {
            let others: Vec<&Practice> =
                world.applicable(&gap.domain).filter(|practice| practice.id != gap.practice).collect();
            let alone = world.answering(|answers| {
                answers.extend(others.iter().map(|practice| (practice.id.clone(), fully())));
                answers.entry(gap.practice.clone()).or_insert(Given::new(Answer::Unknown));
            });
            let gated = |score: &Score| score.domain(&gap.domain).and_then(|domain| domain.gated);
            prop_assert_eq!(gap.gates, gated(&scores(&alone, scope)) == gated(&report.score));
        }
        prop_assert!(report.gaps.iter().all(|gap| !(gap.gates && gap.is_met())));
    }

    /// "Meets its target" in full: every applicable practice up to the target is *fully* in place.
    #[test]
    fn no_gap_exactly_if_everything_up_to_the_target_is_in_place(world in world(), complete: bool) {
        let mut world = world;
        if complete {
            let below: Vec<PracticeId> = world
                .asked()
                .filter(|(domain, practice)| {
                    practice.level <= world.plan_level(&domain.code)
                        && world.counted(practice) != Some(Answer::NotApplicable)
                })
                .map(|(_, practice)| practice.id.clone())
                .collect();
            world.answers.extend(below.into_iter().map(|id| (id, fully())));
        }
        let report = report(&world, Scope::Full);
        prop_assert!(!complete || report.gaps.is_empty());
        for share in &report.shares {
            let score = report.score.domain(&share.code).expect("a share belongs to a domain");
            let in_place = world
                .applicable(&share.code)
                .filter(|practice| practice.level <= world.plan_level(&share.code))
                .all(|practice| world.counted(practice) == Some(Answer::Fully));
            prop_assert_eq!(share.gaps == 0, in_place);
            // Met at the gate is weaker: what remains is the last third of what is largely in place.
            if score.reaches_target() {
                let mut to_target = report.in_domain(&share.code).filter(|gap| gap.level <= score.target);
                prop_assert!(to_target.all(|gap| gap.is_met() && gap.gap == 1.0 / 3.0));
            }
        }
    }

    /// What is asked can be in the plan, and who has all of it has reached the target: no more, no less.
    #[test]
    fn up_to_the_target_everything_asked_counts_and_is_enough(world in world(), low in select(Answer::ALL.to_vec())) {
        let mut world = world;
        world.model.rules = Rules::UpToTarget;
        world.answers = world.asked().map(|(_, practice)| (practice.id.clone(), Given::new(low))).collect();
        let asked = world.answers.len();
        let gaps = report(&world, Scope::Full).gaps.len();
        prop_assert_eq!(gaps, if low == Answer::Fully { 0 } else { asked });

        world.profile.opened.clear();
        let everything = world.asked().map(|(_, practice)| (practice.id.clone(), fully())).collect();
        world.answers = everything;
        for domain in scores(&world, Scope::Full).domains {
            let target = domain.average.is_some().then_some(domain.target);
            prop_assert_eq!(domain.average, target.map(f64::from));
            prop_assert_eq!(domain.gated, target);
        }
        // One of them less, and it is not reached.
        if let Some((_, practice)) = world.asked().last() {
            let less = world.answering(|answers| { answers.insert(practice.id.clone(), Given::new(Answer::Largely)); });
            prop_assert!(scores(&less, Scope::Full).domains.iter().any(|domain| domain.shortfall() > Some(0.0)));
        }
    }

    #[test]
    fn a_quick_scan_carries_into_a_full_assessment(world in world()) {
        let level_one: Answers = world
            .model
            .practices()
            .filter(|practice| practice.level == 1)
            .filter_map(|practice| Some((practice.id.clone(), *world.answers.get(&practice.id)?)))
            .collect();
        let world = World { answers: level_one, ..world };
        let quick = report(&world, Scope::Quick);
        let full = report(&world, Scope::Full);
        for (quick, full) in quick.score.domains.iter().zip(&full.score.domains) {
            prop_assert_eq!(quick.levels[0], full.levels[0]);
            prop_assert_eq!(quick.levels[0], quick.average);
            prop_assert_eq!(quick.gated, full.gated.map(|gated| gated.min(1)));
        }
        prop_assert!(quick.gaps.iter().all(|gap| full.gaps.contains(gap)));
    }

    #[test]
    fn a_report_survives_json(world in world(), scope in scope()) {
        let report = report(&world, scope);
        let json = serde_json::to_string(&report).expect("it can be written");
        let read: GapReport = serde_json::from_str(&json).expect("it can be read");
        prop_assert!(same(&serde_json::json!(read), &serde_json::json!(report)));
    }
}
