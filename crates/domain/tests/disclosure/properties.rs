//! The properties that hold for every history. The second halves of some, with a rule switched off, are in `search.rs`.
//!
//! Long because the eight properties are read together: each is a line of the proof.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{Band, Consent, Ledger, Parameters, Release, Row, RowShown, narrowest, read, width};
use domain::id::AssessmentId;

use crate::history::{
    ALL_RULES, Entry, History, Kind, Played, Rng, Shown, attack_on, band_over, domain, members, parts, unions,
};

const KIND: Kind = Kind {
    most_rounds: 5,
    ceilings: true,
    open: true,
};

fn histories(seed: u64, number: usize, kind: Kind) -> impl Iterator<Item = (History, Rng)> {
    let mut rng = Rng(seed);
    (0..number).map(move |_| (kind.history(&mut rng), rng.clone()))
}

/// The same membership and the same answered questions with other scores, whole places at a time.
fn rescored(history: &History, rng: &mut Rng) -> History {
    let mut next = history.clone();
    for round in &mut next.rounds {
        let by_place: BTreeMap<(usize, usize), f64> = round
            .iter()
            .map(|entry| ((entry.region, entry.income_group), Kind::score(rng)))
            .collect();
        let each = rng.one_in(3);
        for entry in round.iter_mut() {
            entry.share = if each {
                Kind::score(rng)
            } else {
                by_place[&(entry.region, entry.income_group)]
            };
        }
    }
    next
}

/// Labels, members, and which figures are shown.
fn marks(played: &Played) -> Vec<String> {
    let of_release = |release: &Release| {
        let groups: Vec<String> = release
            .groups()
            .iter()
            .map(|group| format!("{:?} {}", group.label(), group.figure(&domain()).is_some()))
            .collect();
        let rows: Vec<(bool, usize)> = release
            .cells()
            .map(|cell| {
                let shown = cell.hidden().shown();
                (
                    shown == RowShown::Hidden,
                    cell.named().map_or(0, |mean| mean.bodies),
                )
            })
            .collect();
        format!("{groups:?} {rows:?} {:?}", release.coverage())
    };
    played
        .built
        .iter()
        .map(|built| format!("{} {:?}", of_release(&built.release), built.uses))
        .collect()
}

/// Property 1.
#[test]
fn marks_do_not_depend_on_scores() {
    for (history, mut rng) in histories(11, 200, KIND) {
        let other = rescored(&history, &mut rng);
        assert_eq!(marks(&history.play(ALL_RULES)), marks(&other.play(ALL_RULES)));
    }
}

/// Property 1, where rows that a programme finds too narrow are hidden instead: then marks do speak of scores.
#[test]
fn marks_of_suppression_by_programme_do() {
    let shown = |history: &History| -> Vec<BTreeSet<AssessmentId>> {
        let round = history.round(0, ALL_RULES);
        let built = Release::build(&round, history.parameters(), &Ledger::default());
        let played = history.play(ALL_RULES);
        let mut figures = played.figures.clone();
        for members in unions(&round, &built) {
            let Some(band) = band_over(&round, &members) else {
                continue;
            };
            figures.push(Shown { band, members });
            let system = attack_on(&figures, &played.named, &played.known).system;
            if system
                .narrowest()
                .expect("they fit")
                .is_some_and(|found| found.width < 2.0)
            {
                figures.pop();
            }
        }
        figures.into_iter().map(|shown| shown.members).collect()
    };
    let kind = Kind {
        most_rounds: 1,
        ceilings: false,
        open: false,
    };
    let differ = histories(12, 200, kind)
        .any(|(history, mut rng)| (0..4).any(|_| shown(&history) != shown(&rescored(&history, &mut rng))));
    assert!(differ, "the test is too weak");
}

/// Property 2.
#[test]
fn members_are_never_in_two_groups_and_never_named() {
    let mut again = 0;
    for (history, _) in histories(21, 400, KIND) {
        let played = history.play(ALL_RULES);
        let mut seen: BTreeSet<AssessmentId> = BTreeSet::new();
        for (number, built) in played.built.iter().enumerate() {
            let round = history.round(number, ALL_RULES);
            let groups = members(built);
            let grouped: BTreeSet<&AssessmentId> = groups.iter().flatten().collect();
            let admitted: BTreeSet<&AssessmentId> = round
                .contributions()
                .filter(|own| matches!(own.level, Consent::AggregateOnly | Consent::Anonymised))
                .map(|own| &own.assessment)
                .filter(|own| !seen.contains(*own) && !named_until(&played, number).contains(*own))
                .collect();
            again += round
                .contributions()
                .filter(|own| seen.contains(&own.assessment))
                .count();
            if admitted.len() < history.k {
                assert!(groups.is_empty());
            } else {
                assert_eq!(grouped, admitted);
            }
            for (members, group) in groups.iter().zip(built.release.groups()) {
                assert!(members.len() >= history.k);
                assert!(members.is_disjoint(&played.named));
                let of_label = round
                    .contributions()
                    .filter(|own| group.label().contains(&own.stratum));
                let of_label: BTreeSet<&AssessmentId> = of_label.map(|own| &own.assessment).collect();
                assert!(members.iter().all(|member| of_label.contains(member)));
                for member in members {
                    assert!(seen.insert(member.clone()), "counted twice");
                }
            }
        }
    }
    assert!(
        again > 500,
        "too few histories in which an assessment could count again: {again}"
    );
}

/// What was shown by name before a round.
fn named_until(played: &Played, number: usize) -> BTreeSet<AssessmentId> {
    let uses = played.built[..number].iter().flat_map(|built| &built.uses);
    uses.filter(|(_, how)| *how == domain::disclose::Use::NamedToAll)
        .map(|(assessment, _)| assessment.clone())
        .collect()
}

/// Property 3: for each group, insider and target there are two histories at least 2 apart in the target that give the same bytes.
#[test]
fn two_worlds() {
    let kind = Kind {
        ceilings: false,
        ..KIND
    };
    let bytes = |history: &History| -> Vec<Vec<u8>> {
        history
            .play(ALL_RULES)
            .built
            .iter()
            .map(|built| built.release.to_bytes())
            .collect()
    };
    let mut tried = 0;
    for (history, mut rng) in histories(31, 120, kind) {
        let played = history.play(ALL_RULES);
        for (number, built) in played.built.iter().enumerate() {
            for (group, published) in members(built).iter().zip(built.release.groups()) {
                let Some(figure) = published.figure(&domain()) else {
                    continue;
                };
                let members: Vec<&AssessmentId> = group.iter().collect();
                let (insider, target) = (rng.below(members.len()), rng.below(members.len() - 1));
                let target = if target >= insider { target + 1 } else { target };
                let (lower, upper) = figure.band().edges();
                let n = members.len() as f64;
                let (from, to) = (lower as f64 / 1_000.0 * n, upper as f64 / 1_000.0 * n);
                let own = played.known[members[insider]].1;
                let most = 4.0 * (n - 2.0);
                let ends = [(from - own - most).max(0.0) + 1e-5, (to - own).min(4.0) - 1e-5];
                assert!(ends[1] - ends[0] >= 2.0, "{ends:?}");
                let world = |share: f64| {
                    let rest = ((from + to) / 2.0 - own - share).clamp(0.0, most) / (n - 2.0);
                    let mut world = history.clone();
                    for (index, member) in members.iter().enumerate() {
                        if index != insider {
                            set(
                                &mut world,
                                number,
                                member,
                                if index == target { share } else { rest },
                            );
                        }
                    }
                    world
                };
                let [low, high] = ends.map(|share| bytes(&world(share)));
                assert_eq!(low, high);
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

/// Changes the score of an assessment that is in a round.
fn set(history: &mut History, number: usize, assessment: &AssessmentId, share: f64) {
    let (body, made_in) = parts(assessment);
    assert!(made_in <= number);
    history.rounds[made_in][body].share = share;
}

/// Property 4.
#[test]
fn the_programme_agrees_with_the_formula() {
    let kind = Kind {
        ceilings: false,
        ..KIND
    };
    let mut narrow = 0;
    for (history, _) in histories(41, 150, kind) {
        let played = history.play(ALL_RULES);
        let formula = played
            .figures
            .iter()
            .map(|shown| width(shown.band, shown.members.len(), 1))
            .fold(4.0, f64::min);
        let programme = played.narrowest();
        assert!((formula - programme).abs() < 1e-6, "{formula} {programme}");
        narrow += usize::from(formula < 4.0);
        let sizes = played.figures.iter().map(|shown| shown.members.len());
        assert!(sizes.map(|n| narrowest(n, 1)).all(|width| width >= 2.225));
    }
    assert!(narrow > 30, "{narrow}");
}

/// Property 5.
#[test]
fn rows_add_nothing() {
    let kind = Kind {
        most_rounds: 2,
        ceilings: false,
        open: true,
    };
    for (history, _) in histories(51, 100, kind) {
        let played = history.play(ALL_RULES);
        let mut figures = played.figures.clone();
        for built in &played.built {
            let release = &built.release;
            let groups = members(built);
            let rows = release.rows();
            for row in &rows {
                assert_eq!(
                    release.cell(row, &domain()).hidden(),
                    read(row, &domain(), release.groups())
                );
                let inside = groups
                    .iter()
                    .zip(release.groups())
                    .filter(|(_, group)| group.label().iter().all(|stratum| row.covers(stratum)));
                let inside: Vec<(&BTreeSet<AssessmentId>, Band)> = inside
                    .filter_map(|(members, group)| Some((members, group.figure(&domain())?.band())))
                    .collect();
                let statement = statement(release.cell(row, &domain()).hidden().shown());
                assert_eq!(statement.is_some(), !inside.is_empty());
                let Some((lowest, highest)) = statement else {
                    continue;
                };
                assert!(inside.iter().all(|(_, band)| (lowest..=highest).contains(band)));
                // That the mean over all of them lies between the lowest and the highest band.
                let members: BTreeSet<AssessmentId> = inside
                    .iter()
                    .flat_map(|(members, _)| members.iter().cloned())
                    .collect();
                for band in [lowest, highest] {
                    figures.push(Shown {
                        band,
                        members: members.clone(),
                    });
                }
            }
        }
        let without = played.attack().system;
        let mut with = attack_on(&figures, &played.named, &played.known).system;
        // Each statement is two figures over the same bodies: from the lowest, and to the highest.
        for pair in with.figures[played.figures.len()..].chunks_mut(2) {
            pair[0].upper = 4.0;
            pair[1].lower = 0.0;
        }
        let [without, with] =
            [without, with].map(|system| system.narrowest().expect("they fit").map(|found| found.width));
        assert_eq!(without.is_some(), with.is_some());
        if let (Some(without), Some(with)) = (without, with) {
            assert!((without - with).abs() < 1e-6, "{without} {with}");
        }
    }
}

/// The lowest and the highest band that a row names.
fn statement(shown: RowShown) -> Option<(Band, Band)> {
    match shown {
        RowShown::Hidden => None,
        RowShown::Band(band) => Some((band, band)),
        RowShown::Groups(counts) => {
            let named: Vec<Band> = Band::ALL
                .into_iter()
                .filter(|&band| counts.bands[band as usize] > 0)
                .collect();
            Some((*named.first()?, *named.last()?))
        }
    }
}

/// Property 6: in scores, the range is at least half of what each body can reach.
#[test]
fn half_of_the_ceiling_stays_open() {
    for (history, _) in histories(61, 150, KIND) {
        let played = history.play(ALL_RULES);
        assert!(played.narrowest() >= 2.0);
        for shown in &played.figures {
            assert!(width(shown.band, shown.members.len(), 1) >= 2.0);
        }
    }
}

/// Property 8: a round that is closed again, by which time its assessments are used, adds no figure.
#[test]
fn a_round_closed_again_adds_nothing() {
    for (history, _) in histories(81, 60, KIND) {
        let mut ledger = Ledger::default();
        for number in 0..history.rounds.len() {
            let round = history.round(number, ALL_RULES);
            let built = Release::build(&round, history.parameters(), &ledger);
            assert_eq!(Release::build(&round, history.parameters(), &ledger), built);
            let before: BTreeSet<AssessmentId> =
                ledger.iter().map(|(assessment, _)| assessment.clone()).collect();
            ledger.record(built.uses.iter().cloned());
            let again = Release::build(&round, history.parameters(), &ledger);
            let hidden = |release: &Release| release.groups().len();
            // What was too few to be used the first time still is, as nobody came.
            assert_eq!(hidden(&again.release), 0, "{before:?}");
            assert_eq!(again.release.named(), built.release.named());
        }
    }
}

/// Property 8: what might be shown to the public is a part of what donors see.
#[test]
fn the_public_sees_whole_groups_of_ten() {
    let mut public = 0;
    for (history, _) in histories(82, 100, KIND) {
        for built in history.play(ALL_RULES).built {
            let large: Vec<&domain::disclose::Group> = members(&built)
                .iter()
                .zip(built.release.groups())
                .filter(|(members, _)| members.len() >= 10)
                .map(|(_, group)| group)
                .collect();
            assert_eq!(built.public_groups().collect::<Vec<_>>(), large);
            public += large.len();
        }
    }
    assert!(public > 10, "{public}");
}

/// Property 8, for every release: a region with 0 and with 3 hidden bodies reads the same in its own row.
#[test]
fn a_region_of_few_reads_like_one_of_nobody() {
    for (mut history, mut rng) in histories(
        83,
        60,
        Kind {
            most_rounds: 1,
            ceilings: false,
            open: false,
        },
    ) {
        history.regions += 1;
        let own = Row::Region {
            region: format!("Region {}", history.regions - 1),
        };
        let shown = |history: &History| {
            let built = &history.play(ALL_RULES).built[0];
            built.release.cell(&own, &domain()).hidden()
        };
        let nobody = shown(&history);
        for _ in 0..3 {
            history.ceilings.push(4);
            history.rounds[0].push(Entry {
                level: Consent::AggregateOnly,
                region: history.regions - 1,
                income_group: 0,
                is_new: true,
                share: Kind::score(&mut rng),
                is_answered: true,
            });
            assert_eq!(shown(&history), nobody);
            assert_eq!(nobody.shown(), RowShown::Hidden);
        }
    }
}

/// A release over ten thousand bodies, built in well under a second where code is optimised.
#[test]
fn ten_thousand_bodies() {
    let mut rng = Rng(91);
    let entries = (0..10_000).map(|_| Entry {
        level: Kind::level(&mut rng),
        region: rng.below(22),
        income_group: rng.below(4),
        is_new: true,
        share: Kind::score(&mut rng),
        is_answered: true,
    });
    let history = History {
        regions: 22,
        income_groups: 4,
        k: 5,
        rounds: vec![entries.collect()],
        ceilings: vec![4; 10_000],
    };
    let round = history.round(0, ALL_RULES);
    let built = Release::build(&round, Parameters::default(), &Ledger::default());
    assert_eq!(built.release.groups().len(), 88);
    assert_eq!(
        members(&built).iter().map(BTreeSet::len).sum::<usize>(),
        round.hidden(&Ledger::default()).count()
    );
}
