//! The adversary: hill climbing with restarts over scores, membership, places, levels and new assessments (property 7), and the same with
//! a rule switched off (the second halves of properties 2, 5 and 6).
//!
//! Histories and seeds are fixed. `POLDER_SEARCH=long` searches fifty times as long.

use crate::history::{ALL_RULES, History, Kind, OneUse, Rng, Rules};

/// Steps from one start.
const CLIMB: usize = 60;

const KIND: Kind = Kind {
    most_rounds: 4,
    ceilings: false,
    open: false,
};

/// What the search found.
#[derive(Debug)]
struct Found {
    /// The narrowest range with the actual scores of everybody.
    width: f64,
    /// The narrowest that any score of an insider would have given in one of the histories.
    with_any_score: f64,
    /// How many histories were tried.
    tried: usize,
}

fn longer(histories: usize) -> usize {
    if std::env::var("POLDER_SEARCH").is_ok_and(|length| length == "long") {
        histories * 50
    } else {
        histories
    }
}

/// Climbs until a range is narrower than `enough`, or so many histories were tried.
fn search(kind: Kind, rules: Rules, seed: u64, histories: usize, enough: f64) -> Found {
    let mut rng = Rng(seed);
    let mut found = Found {
        width: 4.0,
        with_any_score: 4.0,
        tried: 0,
    };
    while found.tried < histories {
        let mut best: Option<(f64, History)> = None;
        for _ in 0..CLIMB {
            let history = best
                .as_ref()
                .map_or_else(|| kind.history(&mut rng), |(_, best)| kind.step(best, &mut rng));
            let played = history.play(rules);
            found.tried += 1;
            let width = played.narrowest_as_it_is();
            found.width = found.width.min(width);
            if enough <= 0.0 {
                found.with_any_score = found.with_any_score.min(played.narrowest());
            }
            if found.width < enough || found.tried >= histories {
                return found;
            }
            if best.as_ref().is_none_or(|(so_far, _)| width <= *so_far) {
                best = Some((width, history));
            }
        }
    }
    found
}

#[track_caller]
fn finds(kind: Kind, rules: Rules, histories: usize, below: f64) {
    let found = search(kind, rules, 1, histories, below);
    println!("{found:?}");
    assert!(found.width < below, "the search is too weak: {found:?}");
}

#[test]
fn with_all_rules_half_of_the_scale_stays_open() {
    let found = search(KIND, ALL_RULES, 7, longer(2_000), 0.0);
    println!("{found:?}");
    assert!(found.width >= 2.0 && found.with_any_score >= 2.0, "{found:?}");
    assert!(found.width <= 2.3, "the search is too weak: {found:?}");
    assert!((found.with_any_score - 2.225).abs() < 1e-6, "{found:?}");
}

#[test]
fn with_ceilings_half_of_what_can_be_reached_stays_open() {
    let kind = Kind {
        ceilings: true,
        ..KIND
    };
    let found = search(kind, ALL_RULES, 8, longer(300), 0.0);
    println!("{found:?}");
    assert!(found.width >= 2.0 && found.with_any_score >= 2.0, "{found:?}");
}

#[test]
fn without_the_ceiling_a_score_is_found() {
    let kind = Kind {
        ceilings: true,
        ..KIND
    };
    finds(
        kind,
        Rules {
            ceiling: false,
            ..ALL_RULES
        },
        500,
        0.1,
    );
}

#[test]
fn with_bands_of_rows_a_score_is_found() {
    let kind = Kind {
        most_rounds: 1,
        ..KIND
    };
    finds(
        kind,
        Rules {
            rows_are_read: false,
            ..ALL_RULES
        },
        2_000,
        0.5,
    );
}

fn one_use(one_use: OneUse) -> Rules {
    Rules { one_use, ..ALL_RULES }
}

#[test]
fn without_one_use_a_score_is_found() {
    finds(KIND, one_use(OneUse::Off), 1_000, 0.5);
}

#[test]
fn where_members_are_named_later_a_score_is_found() {
    finds(KIND, one_use(OneUse::NamedLater), 2_000, 0.5);
}

#[test]
fn where_members_are_counted_again_a_score_is_found() {
    finds(KIND, one_use(OneUse::CountedAgain), 2_000, 0.5);
}

#[test]
fn where_named_bodies_are_counted_after_a_score_is_found() {
    finds(KIND, one_use(OneUse::CountedAfterName), 2_000, 0.5);
}
