//! A builder that leaves out a rule, each rule in turn, is caught by what `polder verify-release` runs.

use std::collections::BTreeSet;

use audit_release::{Check, Report, verify};

use crate::portfolio::{ALL, Kind, Portfolio, Rng};
use crate::rules::{Without, close};

/// Two rounds at least are needed where something is used twice.
const SEVERAL: Kind = Kind {
    most_bodies: 40,
    most_rounds: 3,
};

/// The checks that find something, without those that run the builder itself: a fault in it would be in them too.
fn found(report: &Report) -> BTreeSet<Check> {
    let wrong = report.checks.iter().filter(|own| !own.differences.is_empty());
    let checks = wrong.map(|own| own.check);
    checks
        .filter(|check| !matches!(check, Check::Rebuilt | Check::Uses))
        .collect()
}

/// The second builder, with all rules, makes the bytes of the first.
#[test]
fn two_builders_make_the_same_bytes() {
    let mut rng = Rng(3);
    for place in 0..200 {
        let portfolio = Portfolio::new(&mut rng, ALL);
        let (first, second) = (portfolio.close(), close(&portfolio, Without::Nothing));
        for (first, second) in first.iter().zip(&second) {
            let [a, b] = [first, second].map(|own| String::from_utf8_lossy(&own.bytes).into_owned());
            assert_eq!(a, b, "{place}");
            let [a, b] = [first, second].map(|own| own.uses.iter().collect::<BTreeSet<_>>());
            assert_eq!(a, b, "{place}");
            assert_eq!(first.seen, second.seen, "{place}");
        }
    }
}

/// Each rule with the checks of which one finds that it was left out.
const TABLE: [(Without, &[Check]); 19] = [
    (Without::GroupsOfK, &[Check::Readable, Check::Members]),
    (Without::AtLeastK, &[Check::Readable, Check::Members]),
    (Without::PublicAttributes, &[Check::Members]),
    (Without::TheRegister, &[Check::Members]),
    (Without::OneBand, &[Check::Readable]),
    (Without::TheCeiling, &[Check::Figures]),
    (Without::TheEdges, &[Check::Readable, Check::Figures]),
    (Without::LargeGroups, &[Check::Readable]),
    (Without::TwoInEachBar, &[Check::Readable]),
    (Without::TheCutsOfBars, &[Check::Figures, Check::Readable]),
    (Without::AllAnswered, &[Check::Readable, Check::Figures]),
    (Without::SteppedCoverage, &[Check::Readable, Check::Figures]),
    (Without::CountedOnce, &[Check::OneUse]),
    (Without::NeverNamedLater, &[Check::OneUse]),
    (Without::NeverCountedAfterName, &[Check::OneUse]),
    (Without::NeverCountedAfterOneDonor, &[Check::OneUse]),
    (Without::FewToOneDonor, &[Check::Grants]),
    (Without::Consent, &[Check::Members]),
    (Without::HiddenStaysHidden, &[Check::Figures]),
];

#[test]
fn each_rule_that_is_left_out_is_found() {
    for (without, expected) in TABLE {
        let mut rng = Rng(4);
        let (mut differ, mut all) = (0, BTreeSet::new());
        for place in 0..300 {
            let portfolio = Portfolio::new(&mut rng, SEVERAL);
            let (sound, broken) = (portfolio.close(), close(&portfolio, without));
            let is_same = sound
                .iter()
                .zip(&broken)
                .all(|(a, b)| a.bytes == b.bytes && a.seen == b.seen);
            if is_same {
                continue;
            }
            differ += 1;
            let report = verify(&broken);
            // Whatever differs is found, every time, and not by the builder alone.
            assert!(!report.is_sound(), "{without:?} {place}");
            let found = found(&report);
            assert!(
                expected.iter().any(|check| found.contains(check)),
                "{without:?} {place}: {found:?}"
            );
            all.extend(found);
            if differ == 4 {
                break;
            }
        }
        println!("{without:?}: {differ} differed, found by {all:?}");
        assert!(differ >= 2, "{without:?}: {differ}");
    }
}
