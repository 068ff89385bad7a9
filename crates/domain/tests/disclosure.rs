//! What a reader of a release can work out, tried on random rounds: the promises of disclosure control as properties.
//!
//! The tests find out for themselves which hidden bodies a figure concerns ("support"), from the row and the roster.

use std::collections::BTreeSet;

use domain::disclosure::{
    Band, Consent, Contribution, Grant, MARK, Mean, Parameters, Recipient, Release, Round, Row, Shown,
    StoredError, Stratum, atoms, standing,
};
use domain::id::{DomainCode, OrganisationId};
use domain::rounding::to_hundredths;
use proptest::prelude::*;

const DOMAINS: [&str; 3] = ["GOV", "SUP", "REG"];

fn domains() -> Vec<DomainCode> {
    DOMAINS.iter().map(|&code| code.into()).collect()
}

fn stratum(region: usize, income_group: usize) -> Stratum {
    Stratum::new(format!("Region {region}"), format!("Income {income_group}"))
}

/// A roster and how it may be grouped.
#[derive(Clone, Debug)]
struct Case {
    register: Vec<Stratum>,
    roster: Vec<Contribution>,
    parameters: Parameters,
}

impl Case {
    fn round(&self) -> Round {
        round(&self.register, self.roster.clone())
    }

    fn release(&self) -> Release {
        Release::build(&self.round(), self.parameters)
    }

    fn release_of(&self, roster: Vec<Contribution>) -> Release {
        Release::build(&round(&self.register, roster), self.parameters)
    }

    /// The bodies that nobody may single out.
    fn hidden(&self) -> Vec<&Contribution> {
        self.roster
            .iter()
            .filter(|body| matches!(body.level, Consent::AggregateOnly | Consent::Anonymised))
            .collect()
    }

    /// The hidden bodies of a row as a vector of 0 and 1.
    fn support(&self, row: &Row) -> Vec<i128> {
        self.hidden()
            .iter()
            .map(|body| i128::from(row.covers(&body.stratum)))
            .collect()
    }

    /// The supports of the bands that a release shows in a domain: what a reader has to calculate with. The exact means
    /// concern no hidden body, so they add nothing.
    fn system(&self, release: &Release, domain: &DomainCode) -> Vec<Vec<i128>> {
        release
            .cells()
            .iter()
            .filter(|cell| cell.domain() == domain && cell.shown().band().is_some())
            .map(|cell| self.support(cell.row()))
            .collect()
    }

    fn edited(&self, edit: impl Fn(usize, &mut Contribution)) -> Vec<Contribution> {
        let mut roster = self.roster.clone();
        roster
            .iter_mut()
            .enumerate()
            .for_each(|(index, body)| edit(index, body));
        roster
    }
}

fn round(register: &[Stratum], roster: Vec<Contribution>) -> Round {
    Round::new("round-1".into(), register.to_vec(), domains(), roster).expect("a sound round")
}

fn level() -> impl Strategy<Value = Consent> {
    prop_oneof![
        1 => Just(Consent::None),
        6 => Just(Consent::AggregateOnly),
        1 => Just(Consent::Anonymised),
        2 => Just(Consent::Named),
    ]
}

/// Mostly answered, and in a third of the domains by everybody.
fn averages() -> impl Strategy<Value = Vec<Option<f64>>> {
    let score = || prop_oneof![3 => 0.0..=4.0, 1 => Just(0.0), 1 => Just(4.0), 1 => (0u8..=12).prop_map(|n| f64::from(n) / 3.0)];
    let mostly = || prop_oneof![1 => Just(None), 20 => score().prop_map(Some)];
    (score().prop_map(Some), mostly(), mostly()).prop_map(|(first, second, third)| vec![first, second, third])
}

prop_compose! {
    fn case()(regions in 1usize..=6, income_groups in 1usize..=4, k in 5usize..=7)(
        bodies in prop::collection::vec((0..regions, 0..income_groups, level(), averages()), 0..=40),
        regions in Just(regions), income_groups in Just(income_groups), k in Just(k),
    ) -> Case {
        Case {
            register: (0..regions)
                .flat_map(|region| (0..income_groups).map(move |income_group| stratum(region, income_group)))
                .collect(),
            roster: bodies
                .into_iter()
                .enumerate()
                .map(|(number, (region, income_group, level, averages))| Contribution {
                    body: format!("0198c0de-{number:04}-7000").into(),
                    level,
                    stratum: stratum(region, income_group),
                    averages: domains().into_iter().zip(averages).collect(),
                })
                .collect(),
            parameters: Parameters::new(k).expect("above the floor"),
        }
    }
}

fn count(vector: &[i128]) -> usize {
    vector.iter().filter(|&&entry| entry != 0).count()
}

/// The reduced row echelon form up to a factor per row, in whole numbers and so without any rounding.
fn reduced(mut rows: Vec<Vec<i128>>) -> Vec<Vec<i128>> {
    let gcd = |mut a: i128, mut b: i128| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a.abs()
    };
    let mut done = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (done..rows.len()).find(|&row| rows[row][column] != 0) else {
            continue;
        };
        rows.swap(done, pivot);
        let pivot = rows[done].clone();
        for (index, row) in rows.iter_mut().enumerate() {
            if index == done || row[column] == 0 {
                continue;
            }
            let factor = row[column];
            for (entry, from) in row.iter_mut().zip(&pivot) {
                let kept = entry.checked_mul(pivot[column]).expect("small numbers");
                *entry = kept - from.checked_mul(factor).expect("small numbers");
            }
            let divisor = row.iter().fold(0, |so_far, &entry| gcd(so_far, entry));
            if divisor > 1 {
                row.iter_mut().for_each(|entry| *entry /= divisor);
            }
        }
        done += 1;
    }
    rows.truncate(done);
    rows
}

proptest! {
    #[test]
    fn atoms_partition_the_hidden_bodies(case in case()) {
        let atoms = atoms(&case.round(), case.parameters);
        let hidden: BTreeSet<&OrganisationId> = case.hidden().into_iter().map(|body| &body.body).collect();
        let members: Vec<&OrganisationId> = atoms.iter().flat_map(|atom| atom.members()).collect();
        prop_assert!(atoms.iter().all(|atom| atom.members().len() >= case.parameters.k()));
        if hidden.len() < case.parameters.k() {
            prop_assert!(atoms.is_empty());
        } else {
            prop_assert_eq!(members.len(), hidden.len(), "no body is in two atoms");
            prop_assert_eq!(members.into_iter().collect::<BTreeSet<_>>(), hidden);
        }
    }

    #[test]
    fn every_combination_of_cells_concerns_no_hidden_body_or_at_least_k(
        case in case(),
        factors in prop::collection::vec(prop::collection::vec(-3i128..=3, 36), 8),
    ) {
        let release = case.release();
        for domain in &domains() {
            let system = case.system(&release, domain);
            for factors in &factors {
                let mut sum = vec![0i128; case.hidden().len()];
                for (factor, support) in factors.iter().zip(&system) {
                    sum.iter_mut().zip(support).for_each(|(entry, &member)| *entry += factor * member);
                }
                let concerned = count(&sum);
                prop_assert!(concerned == 0 || concerned >= case.parameters.k(), "{} bodies", concerned);
            }
        }
    }

    #[test]
    fn no_row_reduction_reaches_fewer_than_k_bodies(case in case()) {
        let release = case.release();
        for domain in &domains() {
            for row in reduced(case.system(&release, domain)) {
                prop_assert_ne!(count(&row), 1, "a unit row gives a body away");
                prop_assert!(count(&row) >= case.parameters.k());
            }
        }
    }

    #[test]
    fn a_band_is_shown_exactly_where_whole_atoms_answered(case in case()) {
        let atoms = atoms(&case.round(), case.parameters);
        for cell in case.release().cells() {
            let members: Vec<&Contribution> =
                case.hidden().into_iter().filter(|body| cell.row().covers(&body.stratum)).collect();
            let ids: BTreeSet<&OrganisationId> = members.iter().map(|body| &body.body).collect();
            let whole: BTreeSet<&OrganisationId> = atoms
                .iter()
                .map(|atom| atom.members().iter().collect::<BTreeSet<_>>())
                .filter(|atom| atom.is_subset(&ids))
                .flatten()
                .collect();
            let scores: Option<Vec<f64>> = members.iter().map(|body| body.averages[cell.domain()]).collect();
            let band = scores
                .filter(|scores| !scores.is_empty() && whole == ids)
                .map(|scores| Band::of(to_hundredths(scores.iter().sum::<f64>() / scores.len() as f64)));
            prop_assert_eq!(cell.shown().band(), band, "{:?} {}", cell.row(), cell.domain());
        }
    }

    #[test]
    fn a_domain_that_a_member_left_open_is_hidden_wherever_its_atom_is(case in case(), who: prop::sample::Index) {
        let hidden = case.hidden();
        prop_assume!(!hidden.is_empty());
        let body = hidden[who.index(hidden.len())].body.clone();
        let domain = &domains()[0];
        let before = case.release();
        let after = case.release_of(case.edited(|_, entry| {
            if entry.body == body {
                entry.averages.insert(domain.clone(), None);
            }
        }));
        let atoms = atoms(&case.round(), case.parameters);
        let atom = atoms.iter().find(|atom| atom.members().contains(&body));
        for (before, after) in before.cells().iter().zip(after.cells()) {
            let concerned = after.domain() == domain
                && atom.is_some_and(|atom| atom.strata().iter().any(|stratum| after.row().covers(stratum)));
            if concerned {
                prop_assert_eq!(after.shown().band(), None);
            } else {
                prop_assert_eq!(after, before);
            }
        }
    }

    #[test]
    fn the_order_of_the_bodies_changes_no_byte(
        (case, shuffled) in case().prop_flat_map(|case| {
            let roster = Just(case.roster.clone()).prop_shuffle();
            (Just(case), roster)
        })
    ) {
        prop_assert_eq!(case.release_of(shuffled).to_bytes(), case.release().to_bytes());
    }

    #[test]
    fn taking_no_part_equals_being_deleted(case in case()) {
        let others = case.roster.iter().filter(|body| body.level != Consent::None).cloned().collect();
        prop_assert_eq!(case.release_of(others).to_bytes(), case.release().to_bytes());
    }

    #[test]
    fn fewer_than_k_hidden_bodies_equal_none_at_all(case in case(), kept in 0usize..7) {
        let mut left = kept.min(case.parameters.k() - 1);
        let few = case.roster.iter().filter(|body| {
            let hidden = matches!(body.level, Consent::AggregateOnly | Consent::Anonymised);
            let keep = !hidden || left > 0;
            left -= usize::from(hidden && keep);
            keep
        });
        let few = case.release_of(few.cloned().collect());
        let none = case.release_of(case.roster.iter().filter(|body| body.level == Consent::Named).cloned().collect());
        prop_assert_eq!(few.to_bytes(), none.to_bytes());
    }

    #[test]
    fn only_named_bodies_are_identified(case in case()) {
        let release = case.release();
        let bytes = String::from_utf8(release.to_bytes()).expect("JSON is UTF-8");
        let table: String = release.table().flatten().collect();
        let debugged = format!("{release:?}");
        for body in &case.roster {
            let id = body.body.as_str();
            prop_assert_eq!(bytes.contains(id), body.level == Consent::Named);
            prop_assert!(!table.contains(id));
            prop_assert_eq!(debugged.contains(id), body.level == Consent::Named);
        }
    }

    #[test]
    fn scores_change_neither_atoms_nor_the_mask(case in case(), scores in prop::collection::vec(0.0..=4.0, 40)) {
        let rescored = case.edited(|index, body| {
            body.averages.values_mut().flatten().for_each(|score| *score = scores[index]);
        });
        prop_assert_eq!(
            atoms(&round(&case.register, rescored.clone()), case.parameters),
            atoms(&case.round(), case.parameters)
        );
        let mask = |release: Release| -> Vec<_> {
            release
                .cells()
                .iter()
                .map(|cell| (cell.shown().band().is_some(), cell.shown().mean().map(|mean| mean.bodies)))
                .collect()
        };
        prop_assert_eq!(mask(case.release_of(rescored)), mask(case.release()));
    }

    /// Otherwise known scores would shift the thresholds of the bands over the unknown ones.
    #[test]
    fn named_bodies_do_not_touch_the_bands_nor_hidden_ones_the_means(case in case()) {
        let without = |level: fn(Consent) -> bool| {
            case.release_of(case.roster.iter().filter(|body| !level(body.level)).cloned().collect())
        };
        let all = case.release();
        let unnamed = without(|level| level == Consent::Named);
        let named = without(|level| level != Consent::Named);
        for ((cell, unnamed), named) in all.cells().iter().zip(unnamed.cells()).zip(named.cells()) {
            prop_assert_eq!(cell.shown().band(), unnamed.shown().band());
            prop_assert_eq!(cell.shown().mean(), named.shown().mean());
        }
    }

    #[test]
    fn a_grant_to_one_donor_changes_no_byte(case in case(), granted in prop::collection::vec(level(), 40)) {
        let donor = OrganisationId::from("donor-1");
        let with_grants = case.edited(|index, body| {
            let grants = [
                Grant { recipient: Recipient::EveryDonor, level: body.level },
                Grant { recipient: Recipient::Donor(donor.clone()), level: granted[index] },
            ];
            body.level = standing(&grants, &donor).release;
        });
        prop_assert_eq!(case.release_of(with_grants).to_bytes(), case.release().to_bytes());
    }

    #[test]
    fn anonymised_counts_as_in_aggregate_only(case in case()) {
        let lowered = case.edited(|_, body| {
            if body.level == Consent::Anonymised {
                body.level = Consent::AggregateOnly;
            }
        });
        prop_assert_eq!(case.release_of(lowered).to_bytes(), case.release().to_bytes());
    }

    #[test]
    fn every_format_hides_the_same(case in case()) {
        let release = case.release();
        let json: serde_json::Value = serde_json::from_slice(&release.to_bytes()).expect("JSON");
        let cells = json["cells"].as_array().expect("an array");
        prop_assert_eq!(cells.len(), release.cells().len());
        prop_assert_eq!(release.table().count(), release.cells().len());
        for ((cell, json), line) in release.cells().iter().zip(cells).zip(release.table()) {
            prop_assert_eq!(release.cell(cell.row(), cell.domain()), Some(cell));
            prop_assert_eq!([&line[0], &line[3]], [json["row"]["kind"].as_str().unwrap(), json["domain"].as_str().unwrap()]);
            let band = cell.shown().band().map(Band::as_str);
            prop_assert_eq!(json["aggregate"].as_str(), band);
            prop_assert_eq!(&line[6], band.unwrap_or(MARK));
            let mean = cell.shown().mean();
            prop_assert_eq!(json["named"].is_null(), mean.is_none());
            prop_assert_eq!(json["named"]["hundredths"].as_i64(), mean.map(|mean| mean.hundredths));
            prop_assert_eq!(line[4].is_empty(), mean.is_none());
        }
    }

    #[test]
    fn a_stored_release_reads_back_as_it_was(case in case()) {
        let release = case.release();
        prop_assert_eq!(Release::from_stored(&release.to_bytes()).expect("stored a moment ago"), release);
    }

    #[test]
    fn coverage_shows_no_count_below_k(case in case()) {
        let coverage = case.release().coverage();
        let hidden = case.hidden().len();
        let shown = (hidden >= case.parameters.k()).then_some(hidden);
        prop_assert_eq!(coverage.named, case.roster.iter().filter(|body| body.level == Consent::Named).count());
        prop_assert_eq!(coverage.aggregate_only, shown);
        prop_assert_eq!(coverage.contributing, shown.map(|hidden| hidden + coverage.named));
    }
}

/// So many bodies of a stratum with the same score in every domain.
fn bodies(number: usize, level: Consent, region: &str, income_group: &str, score: f64) -> Vec<Contribution> {
    (0..number)
        .map(|index| Contribution {
            body: format!("{region}/{income_group}/{level:?}/{score}/{index}").into(),
            level,
            stratum: Stratum::new(region, income_group),
            averages: domains()
                .into_iter()
                .map(|domain| (domain, Some(score)))
                .collect(),
        })
        .collect()
}

fn example() -> Round {
    let roster = [
        bodies(5, Consent::AggregateOnly, "North", "low", 0.05),
        bodies(5, Consent::Named, "North", "low", 3.9),
        bodies(2, Consent::AggregateOnly, "East", "low", 2.0),
        bodies(3, Consent::AggregateOnly, "South", "high", 3.5),
        bodies(1, Consent::Named, "East", "low", 1.005),
        bodies(4, Consent::None, "West", "high", 1.0),
    ];
    let register = ["North", "East", "South", "West"]
        .iter()
        .flat_map(|&region| ["low", "high"].map(|group| Stratum::new(region, group)));
    Round::new("round-1".into(), register, domains(), roster.concat()).expect("a sound round")
}

fn region(name: &str) -> Row {
    Row::Region {
        region: name.to_owned(),
    }
}

#[test]
fn a_worked_release() {
    let release = Release::build(&example(), Parameters::default());
    let shown = |row: Row| release.cell(&row, &"GOV".into()).expect("a cell").shown();
    let north = Mean {
        hundredths: 390,
        bodies: 5,
    };
    // The named bodies at 3.9 leave the band of the others where it is: over all ten it would be "developing".
    assert_eq!(shown(region("North")), Shown::Both(north, Band::Starting));
    assert_eq!(
        shown(Row::Stratum(Stratum::new("North", "low"))),
        Shown::Both(north, Band::Starting)
    );
    // East and South share an atom, so each of them shows its named bodies only, and West nothing.
    assert_eq!(
        shown(region("East")),
        Shown::Named(Mean {
            hundredths: 101,
            bodies: 1
        })
    );
    assert_eq!(shown(region("South")), Shown::Hidden);
    assert_eq!(shown(region("West")), Shown::Hidden);
    // (5 × 0.05 + 2 × 2 + 3 × 3.5) ÷ 10 = 1.475, and (5 × 3.9 + 1.005) ÷ 6 = 3.4175.
    assert_eq!(
        shown(Row::All),
        Shown::Both(
            Mean {
                hundredths: 342,
                bodies: 6
            },
            Band::Developing
        )
    );
    let coverage = release.coverage();
    assert_eq!(
        (coverage.named, coverage.aggregate_only, coverage.contributing),
        (6, Some(10), Some(16))
    );
    let line = release
        .table()
        .find(|line| line[1] == "East" && line[3] == "GOV")
        .expect("a line");
    assert_eq!(line, ["region", "East", "", "GOV", "1.01", "1", MARK]);
}

/// Who reads a release cannot tell a region where nobody contributes from one where somebody does.
#[test]
fn nobody_and_somebody_look_the_same() {
    let release = Release::build(&example(), Parameters::default());
    let south: Vec<Shown> = release
        .cells()
        .iter()
        .filter(|cell| *cell.row() == region("South"))
        .map(|cell| cell.shown())
        .collect();
    let west: Vec<Shown> = release
        .cells()
        .iter()
        .filter(|cell| *cell.row() == region("West"))
        .map(|cell| cell.shown())
        .collect();
    assert_eq!(south, west);
    assert_eq!(south, [Shown::Hidden; 3]);
}

#[test]
fn a_higher_k_hides_more() {
    let release = Release::build(&example(), Parameters::new(6).expect("above the floor"));
    let banded: Vec<&Row> = release
        .cells()
        .iter()
        .filter(|cell| cell.shown().band().is_some())
        .map(|cell| cell.row())
        .collect();
    assert_eq!(banded, [&Row::All; 3]);
}

#[test]
fn a_stored_release_that_was_touched_is_refused() {
    let release = Release::build(&example(), Parameters::default());
    let text = String::from_utf8(release.to_bytes()).expect("JSON is UTF-8");
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        Release::from_stored(text.replacen(from, to, 1).as_bytes()).expect_err(to)
    };
    assert!(matches!(
        refused("{\"format\":1", "{\"format\":2"),
        StoredError::Format(2)
    ));
    assert!(matches!(
        refused("\"k\":5", "\"k\":4"),
        StoredError::Inconsistent(_)
    ));
    assert!(matches!(
        refused("\"aggregate_only\":10", "\"aggregate_only\":4"),
        StoredError::Inconsistent(_)
    ));
    assert!(matches!(
        refused(
            "\"aggregate_only\":10,\"contributing\":16",
            "\"aggregate_only\":null,\"contributing\":null"
        ),
        StoredError::Inconsistent(_)
    ));
    assert!(matches!(
        refused("\"domain\":\"SUP\"", "\"domain\":\"GOV\""),
        StoredError::Inconsistent(_)
    ));
    assert!(matches!(
        refused("{\"format\":1", "{\"more\":0,\"format\":1"),
        StoredError::Inconsistent(_)
    ));
    assert!(matches!(
        refused("\"starting\"", "\"splendid\""),
        StoredError::Unreadable(_)
    ));
}

#[test]
fn the_row_reduction_of_these_tests_finds_what_a_release_must_not_give_away() {
    // Two totals that differ by one body.
    let rows = reduced(vec![vec![1, 1, 1], vec![1, 1, 0]]);
    assert!(rows.iter().any(|row| count(row) == 1));
    // Three pairs give away each of the three.
    let rows = reduced(vec![vec![1, 1, 0], vec![0, 1, 1], vec![1, 0, 1]]);
    assert_eq!(rows.iter().map(|row| count(row)).collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn a_round_without_bodies_is_a_release_too() {
    let empty =
        Round::new("round-1".into(), [Stratum::new("North", "low")], domains(), []).expect("a sound round");
    let release = Release::build(&empty, Parameters::default());
    assert_eq!(release.rows().len(), 4);
    assert!(release.cells().iter().all(|cell| cell.shown() == Shown::Hidden));
    assert!(release.named().is_empty());
}
