//! R5: what three counts beside a band leave open, enumerated: every size from 10 to 20, all counts and bands, and the scores of those who are
//! known at their worst. In thousandths of the scale.

use audit_release::attack::{Class, Figure, Part, System};
use domain::disclose::{Band, WITH_COUNTS, known_allowed, narrowest};

/// Where the bars are cut: what rounds to 1.25 and to 2.75.
const CUTS: [i64; 4] = [0, 1_245, 2_745, 4_000];

/// How many members lie in each bar.
type Bars = [i64; 3];

/// All counts of so many members with at least so many in each bar.
fn all_counts(n: i64, fewest: i64) -> impl Iterator<Item = Bars> {
    (fewest..=n).flat_map(move |low| {
        (fewest..=n - low)
            .map(move |middle| [low, middle, n - low - middle])
            .filter(move |counts| counts[2] >= fewest)
    })
}

/// From the lowest to the highest score that an unknown member can have, when `rest` are unknown, the known ones have `total` together, and the sum
/// of all lies between `from` and `to`.
fn hull(rest: Bars, cuts: [i64; 4], total: i64, from: i64, to: i64) -> Option<(i64, i64)> {
    let least: i64 = (0..3).map(|bar| rest[bar] * cuts[bar]).sum();
    let most: i64 = (0..3).map(|bar| rest[bar] * cuts[bar + 1]).sum();
    let of_bar = |bar: usize| {
        let low = cuts[bar].max(from - total - (most - cuts[bar + 1]));
        let high = cuts[bar + 1].min(to - total - (least - cuts[bar]));
        (rest[bar] > 0 && low <= high).then_some((low, high))
    };
    let bars = (0..3).filter_map(of_bar);
    bars.reduce(|(a, b), (low, high)| (a.min(low), b.max(high)))
}

/// The narrowest range for whoever knows so many members of a group of `n` that shows its counts.
fn least(n: i64, known: i64, cuts: [i64; 4]) -> i64 {
    let mut least = i64::MAX;
    for counts in all_counts(n, 2) {
        for band in Band::ALL {
            least = least.min(least_of(counts, band, known, cuts));
        }
    }
    least
}

/// The same for certain counts and a band.
fn least_of(counts: Bars, band: Band, known: i64, cuts: [i64; 4]) -> i64 {
    let n: i64 = counts.iter().sum();
    let (from, to) = (band.edges().0 * n, band.edges().1 * n);
    let mut least = i64::MAX;
    for own in all_counts(known, 0) {
        if (0..3).any(|bar| own[bar] > counts[bar]) {
            continue;
        }
        let rest: Bars = std::array::from_fn(|bar| counts[bar] - own[bar]);
        let sum = |members: Bars, of: usize| -> i64 { (0..3).map(|bar| members[bar] * cuts[bar + of]).sum() };
        // What the known ones can have together, so that all of it fits.
        let low = sum(own, 0).max(from - sum(rest, 1));
        let high = sum(own, 1).min(to - sum(rest, 0));
        if low > high {
            continue;
        }
        for total in (low..=high).step_by(100).chain([high]) {
            if let Some((a, b)) = hull(rest, cuts, total, from, to) {
                least = least.min(b - a);
            }
        }
    }
    least
}

#[test]
fn counts_beside_a_band_leave_what_is_said() {
    let mut found = [i64::MAX; 4];
    for n in 10..=20 {
        for (place, known) in (1..=4).enumerate() {
            found[place] = found[place].min(least(n, known, CUTS));
        }
        assert!(least(n, 0, CUTS) >= 2_745, "{n}");
    }
    assert_eq!(found.map(|width| width as f64 / 1_000.0), WITH_COUNTS);
    // So one known member is all that a donor may see where counts can stand.
    for n in 10..=200 {
        assert_eq!(known_allowed(n), 1);
    }
    const { assert!(WITH_COUNTS[0] >= 2.0 && WITH_COUNTS[1] < 2.0) };
}

#[test]
fn bars_that_are_cut_elsewhere_leave_less() {
    let other = (10..=20).map(|n| least(n, 1, [0, 1_995, 2_745, 4_000])).min();
    assert!(other.is_some_and(|width| width < 2_100), "{other:?}");
    // And a bar of one tells an insider in it that nobody else is there.
    let one = least_of([1, 2, 7], Band::Advanced, 1, CUTS);
    assert!(one > 2_000, "{one}");
    let both = least_of([1, 1, 8], Band::Advanced, 2, CUTS);
    assert!(both < 2_000, "{both}");
}

/// That counts are not shown says that a bar has fewer than two members: not enough to narrow anything for one insider.
#[test]
fn counts_that_are_dark_tell_nothing() {
    for n in 10..=20_i64 {
        for band in Band::ALL {
            let (from, to) = (band.edges().0 * n, band.edges().1 * n);
            for own in (0..=4_000).step_by(100).chain([1_245, 2_745]) {
                let bar = (0..3).find(|&bar| own < CUTS[bar + 1]).unwrap_or(2);
                let dark = all_counts(n, 0).filter(|counts| counts.iter().any(|&members| members < 2));
                let fitting = dark.filter(|counts| counts[bar] > 0).filter_map(|mut counts| {
                    counts[bar] -= 1;
                    let least: i64 = (0..3).map(|bar| counts[bar] * CUTS[bar]).sum();
                    let most: i64 = (0..3).map(|bar| counts[bar] * CUTS[bar + 1]).sum();
                    (from <= own + most && own + least <= to)
                        .then(|| hull(counts, CUTS, own, from, to))
                        .flatten()
                });
                let Some((low, high)) = fitting.reduce(|(a, b), (low, high)| (a.min(low), b.max(high)))
                else {
                    panic!("{n} {band:?} {own}: nothing fits")
                };
                let width = (high - low) as f64 / 1_000.0;
                assert!(
                    width >= narrowest(10, 1) - 1e-9,
                    "{n} {band:?} {own}: {low}–{high}"
                );
            }
        }
    }
}

/// The linear programme of the audit, which shares nothing with the enumeration, finds the same but for its steps.
#[test]
fn the_programme_agrees_with_the_enumeration() {
    let mut compared = 0;
    for counts in all_counts(10, 2).chain(all_counts(13, 2).step_by(5)) {
        for band in Band::ALL {
            let exact = least_of(counts, band, 1, CUTS);
            let (lower, upper) = band.edges();
            let parts = (0..3).map(|bar| Part {
                members: counts[bar] as usize,
                least: CUTS[bar] as f64 / 1_000.0,
                most: CUTS[bar + 1] as f64 / 1_000.0,
            });
            let system = System {
                classes: vec![Class {
                    parts: parts.collect(),
                }],
                figures: vec![Figure {
                    classes: vec![0],
                    known: 0.0,
                    known_members: 0,
                    lower: lower as f64 / 1_000.0,
                    upper: upper as f64 / 1_000.0,
                }],
                insiders: [vec![0]].into(),
            };
            let Ok(found) = system.narrowest() else {
                assert_eq!(exact, i64::MAX, "{counts:?} {band:?}");
                continue;
            };
            let without = least_of(counts, band, 0, CUTS).min(exact) as f64 / 1_000.0;
            let width = found.expect("somebody").width;
            assert!(
                (without - 1e-6..without + 0.05).contains(&width),
                "{counts:?} {band:?}: {width}, {without}"
            );
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}
