//! Why nothing less does: arrangements in which a weaker rule gives a score away, each with what the rules make of it.

use std::collections::BTreeSet;

use domain::disclose::{Band, Consent, Published};
use domain::id::AssessmentId;

use crate::history::{ALL_RULES, Attack, Entry, History, OneUse, Played, Rules, Shown, attack_on, domain};

/// A body that counts in aggregate with a new assessment.
fn hidden(region: usize, share: f64) -> Entry {
    Entry {
        level: Consent::AggregateOnly,
        region,
        income_group: 0,
        is_new: true,
        share,
        is_answered: true,
    }
}

fn history(rounds: Vec<Vec<Entry>>) -> History {
    History {
        regions: 3,
        income_groups: 1,
        k: 5,
        ceilings: vec![4; rounds[0].len()],
        rounds,
    }
}

fn bands(played: &Played) -> Vec<Band> {
    played.figures.iter().map(|shown| shown.band).collect()
}

/// The range of a body's score for an insider who knows its own.
fn range(Attack { system, classes }: &Attack, played: &Played, target: usize, insider: usize) -> (f64, f64) {
    let body = |number: usize| crate::history::name(number);
    let of = |number: usize| {
        let is_own = move |member: &&AssessmentId| played.known[*member].0 == body(number);
        classes.iter().enumerate().flat_map(move |(class, members)| {
            let own = members.iter().filter(is_own);
            own.map(move |member| (class, played.known[member].1))
        })
    };
    let known: Vec<(usize, f64)> = of(insider).collect();
    let target = of(target).next().expect("the target is hidden").0;
    system.range(target, &known).expect("the scores fit")
}

fn attacked(played: &Played, target: usize, insider: usize) -> (f64, f64) {
    range(&played.attack(), played, target, insider)
}

/// Six advanced, seven developing, all thirteen advanced.
fn two_regions() -> History {
    let six = [1.75, 4.0, 4.0, 4.0, 4.0, 4.0].map(|share| hidden(0, share));
    let seven = [13.96 / 7.0; 7].map(|share| hidden(1, share));
    history(vec![[six.to_vec(), seven.to_vec()].concat()])
}

#[test]
fn a_row_above_groups() {
    let leaky = two_regions().play(Rules {
        rows_are_read: false,
        ..ALL_RULES
    });
    assert_eq!(bands(&leaky), [Band::Advanced, Band::Developing, Band::Advanced]);
    let (low, _) = attacked(&leaky, 3, 0);
    assert!(low > 3.9699, "{low}");

    let sound = two_regions().play(ALL_RULES);
    assert_eq!(bands(&sound), [Band::Advanced, Band::Developing]);
    let (low, high) = attacked(&sound, 3, 0);
    assert!(high - low > 3.2, "{low}–{high}");
}

/// Hiding a row because its band would tell too much tells that band: of three that fit, only one is too narrow.
#[test]
fn hiding_says_the_same_as_the_band() {
    let played = two_regions().play(ALL_RULES);
    let narrow: Vec<Band> = Band::ALL
        .into_iter()
        .filter(|&band| {
            let mut figures = played.figures.clone();
            let members = figures.iter().flat_map(|shown| shown.members.clone()).collect();
            figures.push(Shown { band, members });
            let system = attack_on(&figures, &BTreeSet::new(), &played.known).system;
            system
                .narrowest()
                .is_ok_and(|found| found.is_some_and(|found| found.width < 2.0))
        })
        .collect();
    assert_eq!(narrow, [Band::Advanced]);
}

/// Nine advanced, then seven of them with the same assessments, managed.
#[test]
fn two_leave_and_the_rest_count_again() {
    let mut first = vec![hidden(0, 1.5), hidden(0, 4.0)];
    first.extend([19.21 / 7.0; 7].map(|share| hidden(0, share)));
    let second = first
        .iter()
        .enumerate()
        .map(|(body, entry)| Entry {
            level: if body < 2 { Consent::None } else { entry.level },
            is_new: false,
            ..entry.clone()
        })
        .collect();
    let history = history(vec![first, second]);
    let leaky = history.play(Rules {
        one_use: OneUse::CountedAgain,
        ..ALL_RULES
    });
    assert_eq!(bands(&leaky), [Band::Advanced, Band::Managed]);
    let (low, _) = attacked(&leaky, 1, 0);
    assert!(low > 3.9899, "{low}");

    let sound = history.play(ALL_RULES);
    assert_eq!(bands(&sound), [Band::Advanced]);
    assert!(sound.built[1].release.groups().is_empty());
    assert!(sound.built[1].uses.is_empty());
}

/// Seven starting, three of them shown by name later with the same assessments, 8.6 together.
#[test]
fn named_later() {
    let shares = [0.0, 0.0, 0.05, 0.05, 2.9, 2.9, 2.8];
    let first = shares.map(|share| hidden(0, share)).to_vec();
    let second = first
        .iter()
        .enumerate()
        .map(|(body, entry)| Entry {
            level: if body < 4 { entry.level } else { Consent::Named },
            is_new: false,
            ..entry.clone()
        })
        .collect();
    let history = history(vec![first, second]);
    let leaky = history.play(Rules {
        one_use: OneUse::NamedLater,
        ..ALL_RULES
    });
    let (_, high) = attacked(&leaky, 0, 4);
    assert!(high < 0.1151, "{high}");

    let sound = history.play(ALL_RULES);
    assert!(sound.named.is_empty());
    assert!(sound.built[1].release.named().is_empty());
    assert_eq!(sound.narrowest(), 4.0);
}

/// One of five answers anew and the band rises. No rule that shows bands of the same bodies twice could promise anything to whoever
/// knows that the other four repeated their answers; so assessments that are kept do not count again, and these do not.
#[test]
fn kept_and_new_assessments_are_never_in_one_band() {
    let first: Vec<Entry> = [0.2, 2.43, 2.44, 2.45, 2.44]
        .map(|share| hidden(0, share))
        .to_vec();
    let second = first
        .iter()
        .enumerate()
        .map(|(body, entry)| Entry {
            is_new: body == 0,
            share: if body == 0 { 4.0 } else { 0.0 },
            ..entry.clone()
        })
        .collect();
    let history = history(vec![first, second]);
    let leaky = history.play(Rules {
        one_use: OneUse::CountedAgain,
        ..ALL_RULES
    });
    assert_eq!(bands(&leaky), [Band::Developing, Band::Advanced]);
    assert!(attacked(&leaky, 0, 1).1 < 0.251);

    let sound = history.play(ALL_RULES);
    assert_eq!(bands(&sound), [Band::Developing]);
    assert!(sound.built[1].release.groups().is_empty());
}

#[test]
fn a_ceiling_of_three_without_the_division() {
    let scores = [1.73, 3.0, 3.0, 3.0, 2.996];
    let mut history = history(vec![scores.map(|score| hidden(0, score * 4.0 / 3.0)).to_vec()]);
    history.ceilings = vec![3; 5];
    let leaky = history.play(Rules {
        ceiling: false,
        ..ALL_RULES
    });
    assert_eq!(bands(&leaky), [Band::Advanced]);
    let (low, _) = attacked(&leaky, 1, 0);
    assert!(low > 2.99, "{low}");

    let sound = history.play(ALL_RULES);
    assert_eq!(bands(&sound), [Band::Advanced]);
    let (low, high) = attacked(&sound, 1, 0);
    assert!(high - low >= 2.0, "{low}–{high}");
}

/// What was built reads back from its bytes, group by group.
#[test]
fn the_examples_are_what_is_stored() {
    let played = two_regions().play(ALL_RULES);
    let bytes = played.built[0].release.to_bytes();
    let Ok(Published::Groups(release)) = Published::from_stored(&bytes) else {
        panic!("a release of groups")
    };
    let stored: Vec<Band> = release
        .groups()
        .iter()
        .filter_map(|group| group.figure(&domain()))
        .map(domain::disclose::Figure::band)
        .collect();
    assert_eq!(stored, bands(&played));
}
