//! Thousands of portfolios in which nothing is found. `POLDER_PORTFOLIOS=10000` tries so many.

use audit_release::{Check, verify};
use domain::disclose::{Counts, DomainShare, MARK, Published, Round, SEVERAL};

use crate::portfolio::{ALL, Portfolio, Rng};

/// So many, in a time that everybody can bear.
const PORTFOLIOS: usize = 200;

fn number() -> usize {
    let asked = std::env::var("POLDER_PORTFOLIOS").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(PORTFOLIOS)
}

/// Every check of every release, the attack by linear programme too.
#[test]
fn nothing_is_found_in_what_is_built() {
    let (mut rng, mut narrowest) = (Rng(1), 4.0f64);
    let (mut groups, mut counts, mut waiting) = (0, 0, 0);
    for place in 0..number() {
        let portfolio = Portfolio::new(&mut rng, ALL);
        let stored = portfolio.close();
        let report = verify(&stored);
        assert!(report.is_sound(), "{place}: {report:?}");
        let widths = report.checks.iter().filter(|own| own.check == Check::Programme);
        narrowest = widths.filter_map(|own| own.narrowest).fold(narrowest, f64::min);
        for (own, wanted) in stored.iter().zip(&portfolio.wanted) {
            waiting += wanted.len() - own.seen.len();
            let text = String::from_utf8_lossy(&own.bytes);
            groups += text.matches(r#""label""#).count();
            counts += text.matches(r#""low""#).count();
        }
    }
    println!("{groups} groups, {counts} with counts, {waiting} grants waited, narrowest {narrowest:.3}");
    assert!(
        (2.0..2.3).contains(&narrowest),
        "the portfolios are too tame: {narrowest}"
    );
    assert!(
        groups > 500 && counts > 50 && waiting > 50,
        "{groups} {counts} {waiting}"
    );
}

/// The same mark in bytes, in the table of the rows and in that of the groups.
#[test]
fn every_format_hides_the_same() {
    let mut rng = Rng(2);
    for _ in 0..number() {
        for stored in Portfolio::new(&mut rng, ALL).close() {
            let Ok(Published::Groups(release)) = Published::from_stored(&stored.bytes) else {
                panic!("a release of groups")
            };
            let groups: Vec<[String; 8]> = release.group_table().collect();
            for (number, group) in (1..).zip(release.groups()) {
                for domain in release.domains() {
                    let figure = group.figure(domain);
                    let band = figure.map_or(MARK, |figure| figure.band().as_str());
                    let bars = figure
                        .and_then(domain::disclose::Figure::counts)
                        .map(Counts::bars);
                    let bars = bars.map_or([const { String::new() }; 3], |bars| {
                        bars.map(|bar| bar.to_string())
                    });
                    let own = groups
                        .iter()
                        .filter(|line| line[0] == number.to_string() && line[3] == domain.as_str());
                    assert_eq!(own.clone().count(), group.label().len());
                    for line in own {
                        assert_eq!((&*line[4], &line[5..]), (band, &bars[..]));
                    }
                }
            }
            for (cell, line) in release.cells().zip(release.table()) {
                let figure = cell.hidden();
                assert_eq!(line[6], figure.as_str());
                let numbers = line[7..12].iter().filter(|number| !number.is_empty()).count();
                assert_eq!(numbers, if line[6] == SEVERAL { 5 } else { 0 });
                let bars = figure.bars().map_or([const { String::new() }; 3], |counts| {
                    counts.bars().map(|bar| bar.to_string())
                });
                assert_eq!(line[12..], bars[..]);
                // A row that shows nothing shows no bars either.
                assert!(line[6] != MARK || line[12..] == ["", "", ""]);
            }
        }
    }
}

/// The same rounds with other scores: the same membership, the same questions left open.
fn rescored(portfolio: &Portfolio, salt: u64) -> Portfolio {
    let rounds = portfolio.rounds.iter().map(|round| {
        let contributions = round.contributions().cloned().map(|mut own| {
            // One score for each assessment and domain, whichever round it is in.
            let seed = own.assessment.as_str().bytes().fold(salt, |seed, byte| {
                seed.wrapping_mul(0x0000_0100_0000_01b3) ^ u64::from(byte)
            });
            let mut rng = Rng(seed);
            for score in own.scores.values_mut() {
                let share = if rng.one_in(2) { 4.0 * rng.share() } else { 4.0 };
                *score = score.map(|own| {
                    DomainShare::new(share * f64::from(own.ceiling()) / 4.0, own.ceiling()).expect("a score")
                });
            }
            own
        });
        let (id, model) = (round.id().clone(), round.model().clone());
        let (strata, domains) = (round.strata().clone(), round.domains().to_vec());
        Round::new(id, model, strata, domains, contributions).expect("a sound round")
    });
    Portfolio {
        rounds: rounds.collect(),
        ..portfolio.clone()
    }
}

/// Labels, which figures are shown, how many bodies there are, and what is used: none of it speaks of scores. Counts (R5) may.
#[test]
fn marks_do_not_depend_on_scores() {
    let mut rng = Rng(6);
    let mut changed = 0;
    for salt in 0..number() {
        let portfolio = Portfolio::new(&mut rng, ALL);
        let other = rescored(&portfolio, salt as u64);
        for (one, other) in portfolio.close().iter().zip(other.close()) {
            let marks = |bytes: &[u8]| {
                let Ok(Published::Groups(release)) = Published::from_stored(bytes) else {
                    panic!("a release of groups")
                };
                let groups: Vec<_> = release
                    .groups()
                    .iter()
                    .map(|group| {
                        let shown = release
                            .domains()
                            .iter()
                            .map(|domain| group.figure(domain).is_some());
                        (group.label().clone(), shown.collect::<Vec<bool>>())
                    })
                    .collect();
                (groups, release.coverage())
            };
            assert_eq!(marks(&one.bytes), marks(&other.bytes));
            assert_eq!((&one.uses, &one.seen), (&other.uses, &other.seen));
            changed += usize::from(one.bytes != other.bytes);
        }
    }
    assert!(changed > 50, "{changed}");
}
