//! R4: what rows say, and what tables and files say of it.
//!
//! Long because the worked examples of the rules stand here side by side.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{
    Band, Consent, Contribution, Counts, GroupCounts, Ledger, MARK, Mean, Parameters, Release, Round, Row,
    RowShown, SEVERAL, Stratum, read,
};

use crate::history::{domain, model, share};

/// Bodies of a stratum in one level, each with its score.
fn bodies(level: Consent, region: &str, income_group: &str, scores: &[f64]) -> Vec<Contribution> {
    (0..)
        .zip(scores)
        .map(|(number, &score)| {
            let name = format!("{region}/{income_group}/{level:?}/{number}");
            Contribution {
                assessment: format!("assessment {name}").into(),
                body: name.into(),
                level,
                stratum: Stratum::new(region, income_group),
                scores: [
                    (domain(), Some(share(score))),
                    ("SUP".into(), (number > 0).then(|| share(score))),
                ]
                .into(),
            }
        })
        .collect()
}

fn release(contributions: &[Vec<Contribution>]) -> Release {
    let register = ["North", "East", "South", "West"]
        .iter()
        .flat_map(|&region| ["low", "high"].map(|group| Stratum::new(region, group)));
    let domains = vec![domain(), "SUP".into()];
    let round =
        Round::new("r".into(), model(), register, domains, contributions.concat()).expect("a sound round");
    Release::build(&round, Parameters::default(), &Ledger::default()).release
}

fn region(name: &str) -> Row {
    Row::Region {
        region: name.to_owned(),
    }
}

fn income_group(name: &str) -> Row {
    Row::IncomeGroup {
        income_group: name.to_owned(),
    }
}

/// North low starting and North high advanced; East developing with West in its label; South advanced.
fn example() -> Release {
    release(&[
        bodies(Consent::AggregateOnly, "North", "low", &[0.05; 5]),
        bodies(Consent::AggregateOnly, "North", "high", &[3.0; 6]),
        bodies(Consent::Anonymised, "East", "low", &[1.5; 5]),
        bodies(Consent::AggregateOnly, "South", "high", &[3.5; 7]),
        bodies(Consent::AggregateOnly, "West", "low", &[2.0; 2]),
        bodies(Consent::Named, "North", "low", &[4.0, 3.0]),
        bodies(Consent::Named, "West", "high", &[1.005]),
        bodies(Consent::None, "West", "high", &[0.0; 9]),
    ])
}

fn shown(release: &Release, row: &Row) -> RowShown {
    release.cell(row, &domain()).hidden().shown()
}

#[test]
fn rows_say_what_the_groups_within_them_say() {
    let release = example();
    let labels: Vec<Vec<String>> = release
        .groups()
        .iter()
        .map(|group| {
            group
                .label()
                .iter()
                .map(|own| format!("{} {}", own.region, own.income_group))
                .collect()
        })
        .collect();
    assert_eq!(
        labels,
        [
            vec!["East high", "East low", "West high", "West low"],
            vec!["North high"],
            vec!["North low"],
            vec!["South high", "South low"]
        ]
    );
    assert_eq!(
        shown(&release, &Row::Stratum(Stratum::new("North", "low"))),
        RowShown::Band(Band::Starting)
    );
    assert_eq!(shown(&release, &region("South")), RowShown::Band(Band::Advanced));
    assert_eq!(
        shown(&release, &region("North")),
        RowShown::Groups(GroupCounts {
            bands: [1, 0, 0, 1],
            not_shown: 0
        })
    );
    assert_eq!(
        shown(&release, &Row::All),
        RowShown::Groups(GroupCounts {
            bands: [1, 1, 0, 2],
            not_shown: 0
        })
    );
    // Their group reaches beyond them.
    for name in ["East", "West"] {
        assert_eq!(shown(&release, &region(name)), RowShown::Hidden);
    }
    assert_eq!(
        shown(&release, &Row::Stratum(Stratum::new("South", "high"))),
        RowShown::Hidden
    );
    // Each holds one group, and parts of others.
    assert_eq!(
        shown(&release, &income_group("low")),
        RowShown::Band(Band::Starting)
    );
    assert_eq!(
        shown(&release, &income_group("high")),
        RowShown::Band(Band::Advanced)
    );
}

#[test]
fn a_row_of_any_strata_is_read_the_same_way() {
    let release = example();
    let area = |names: &[&str]| Row::Strata {
        strata: names
            .iter()
            .flat_map(|&region| ["low", "high"].map(|group| Stratum::new(region, group)))
            .collect(),
    };
    assert_eq!(shown(&release, &area(&["East"])), RowShown::Hidden);
    assert_eq!(
        shown(&release, &area(&["East", "West"])),
        RowShown::Band(Band::Developing)
    );
    assert_eq!(
        shown(&release, &area(&["East", "West", "South"])),
        RowShown::Groups(GroupCounts {
            bands: [0, 1, 0, 1],
            not_shown: 0
        })
    );
    assert_eq!(shown(&release, &area(&[])), RowShown::Hidden);
    assert_eq!(
        read(&area(&["East", "West"]), &domain(), release.groups()),
        release.cell(&area(&["East", "West"]), &domain()).hidden()
    );
    let kinds = [
        Row::All,
        region("A"),
        income_group("low"),
        Row::Stratum(Stratum::new("A", "low")),
        area(&[]),
    ];
    assert_eq!(
        kinds.map(|row| (row.kind(), row.region().is_some(), row.income_group().is_some())),
        [
            ("all", false, false),
            ("region", true, false),
            ("income-group", false, true),
            ("stratum", true, true),
            ("strata", false, false)
        ]
    );
}

/// In the second domain the first body of each stratum left a question open.
#[test]
fn a_question_left_open_hides_the_domain_of_its_group_only() {
    let mut bodies_of_north = bodies(Consent::AggregateOnly, "North", "low", &[0.5; 6]);
    bodies_of_north.remove(0);
    let release = release(&[
        bodies_of_north,
        bodies(Consent::AggregateOnly, "South", "low", &[0.5; 5]),
    ]);
    let shown = |row: &Row, domain: &str| release.cell(row, &domain.into()).hidden().shown();
    assert_eq!(shown(&Row::All, "GOV"), RowShown::Band(Band::Starting));
    // East and West lie in a label of equal size, the first by name.
    assert_eq!(
        shown(&Row::All, "SUP"),
        RowShown::Groups(GroupCounts {
            bands: [1, 0, 0, 0],
            not_shown: 1
        })
    );
    assert_eq!(shown(&region("South"), "SUP"), RowShown::Hidden);
    assert_eq!(
        release
            .groups()
            .iter()
            .filter(|group| group.figure(&"SUP".into()).is_none())
            .count(),
        1
    );
}

/// Who reads a release cannot tell a region where nobody contributes from one where three bodies do.
#[test]
fn nobody_and_three_bodies_look_the_same() {
    for number in 0..=3 {
        let release = release(&[
            bodies(Consent::AggregateOnly, "North", "low", &[1.0; 6]),
            bodies(Consent::AggregateOnly, "South", "low", &vec![1.0; number]),
        ]);
        let south: Vec<RowShown> = release
            .cells()
            .filter(|cell| cell.row().region() == Some("South"))
            .map(|cell| cell.hidden().shown())
            .collect();
        assert_eq!(south, [RowShown::Hidden; 6], "{number}");
        let lines = release
            .table()
            .filter(|line| line[1] == "South")
            .map(|line| line[4..].to_vec());
        let lines: BTreeSet<Vec<String>> = lines.collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
    }
}

#[test]
fn named_means_stand_beside_and_are_shares_of_the_ceiling() {
    let release = example();
    let mean = |row: Row| release.cell(&row, &domain()).named();
    let of = |hundredths, bodies| Some(Mean { hundredths, bodies });
    assert_eq!(mean(region("North")), of(350, 2));
    assert_eq!(mean(income_group("high")), of(101, 1));
    assert_eq!(mean(income_group("low")), of(350, 2));
    assert_eq!(mean(region("South")), None);
    // (4 + 3 + 1.005) ÷ 3 = 2.668…
    assert_eq!(mean(Row::All), of(267, 3));
    // The first of each place left a question of the second domain open.
    assert_eq!(release.cell(&Row::All, &"SUP".into()).named(), of(300, 1));
    let named: Vec<(&str, Option<i64>, Option<i64>)> = release
        .named()
        .iter()
        .map(|own| {
            (
                own.body.as_str(),
                own.hundredths(&domain()),
                own.hundredths(&"SUP".into()),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("North/low/Named/0", Some(400), None),
            ("North/low/Named/1", Some(300), Some(300)),
            ("West/high/Named/0", Some(101), None)
        ]
    );
    assert_eq!(release.domains(), [domain(), "SUP".into()]);
    assert_eq!(release.model(), &model());
    assert_eq!(release.strata().len(), 8);
}

#[test]
fn a_mean_is_rounded_once() {
    // 1.333… and 1.335 are 1.33 and 1.34 when each is rounded, 1.335 on average, but 1.334… before rounding.
    let release = release(&[bodies(Consent::Named, "North", "low", &[4.0 / 3.0, 1.335])]);
    let cell = release.cell(&Row::All, &domain());
    assert_eq!(
        cell.named(),
        Some(Mean {
            hundredths: 133,
            bodies: 2
        })
    );
}

/// Ten bodies and more, two to all but two of them in each bar.
#[test]
fn counts_stand_beside_a_band_where_they_are_harmless() {
    let counts = |scores: &[f64]| {
        let release = release(&[bodies(Consent::AggregateOnly, "North", "low", scores)]);
        release.groups()[0].figure(&domain()).expect("answered").counts()
    };
    let of = |low, middle, high| Some(Counts { low, middle, high });
    assert_eq!(
        counts(&[0.0, 1.24, 1.25, 2.0, 2.74, 2.0, 2.75, 4.0, 3.0, 3.0]),
        of(2, 4, 4)
    );
    // Only nine; one or none in a bar.
    assert_eq!(counts(&[0.0, 1.24, 1.25, 2.0, 2.74, 2.0, 2.75, 4.0, 3.0]), None);
    assert_eq!(
        counts(&[1.24, 2.0, 1.25, 2.0, 2.74, 2.0, 2.75, 4.0, 3.0, 3.0]),
        None
    );
    assert_eq!(
        counts(&[0.0, 1.24, 1.25, 2.0, 2.74, 2.0, 2.7, 2.7, 2.7, 3.0]),
        None
    );
    assert_eq!(counts(&[0.0, 1.24, 1.0, 1.0, 1.0, 1.0, 1.0, 4.0, 3.0, 2.0]), None);
    assert_eq!(
        counts(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 4.0, 4.0]),
        of(6, 2, 2)
    );
    assert_eq!(counts(&[0.0; 10]), None);
}

#[test]
fn bars_of_rows_are_sums_of_groups_that_all_show_theirs() {
    let ten = [0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0];
    let twelve = [0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0];
    let both = release(&[
        bodies(Consent::AggregateOnly, "North", "low", &ten),
        bodies(Consent::AggregateOnly, "South", "low", &twelve),
    ]);
    let bars = |release: &Release, row: &Row| release.cell(row, &domain()).hidden().bars();
    assert_eq!(
        bars(&both, &region("South")).map(domain::disclose::Counts::bars),
        Some([3, 6, 3])
    );
    assert_eq!(
        bars(&both, &Row::All).map(domain::disclose::Counts::bars),
        Some([5, 10, 7])
    );
    assert_eq!(bars(&both, &region("West")), None);
    let one = release(&[
        bodies(Consent::AggregateOnly, "North", "low", &ten),
        bodies(Consent::AggregateOnly, "South", "low", &[2.0; 12]),
    ]);
    assert_eq!(bars(&one, &Row::All), None);
}

#[test]
fn every_format_hides_the_same() {
    let release = example();
    assert_eq!(
        release.table().count(),
        release.rows().len() * release.domains().len()
    );
    assert_eq!(release.rows().len(), 1 + 4 + 2 + 8);
    for (cell, line) in release.cells().zip(release.table()) {
        assert_eq!(line[0], cell.row().kind());
        assert_eq!(line[1], cell.row().region().unwrap_or_default());
        assert_eq!(line[2], cell.row().income_group().unwrap_or_default());
        assert_eq!(line[3], cell.domain().as_str());
        let figure = cell.hidden();
        let (word, numbers) = match figure.shown() {
            RowShown::Hidden => (MARK, None),
            RowShown::Band(band) => (band.as_str(), None),
            RowShown::Groups(counts) => (SEVERAL, Some(counts)),
        };
        assert_eq!((figure.as_str(), &*line[6]), (word, word));
        assert_eq!(
            figure.band().is_some(),
            matches!(figure.shown(), RowShown::Band(_))
        );
        let numbers = numbers.map(|counts| [counts.bands.to_vec(), vec![counts.not_shown]].concat());
        let written: Vec<usize> = line[7..12]
            .iter()
            .filter_map(|number| number.parse().ok())
            .collect();
        assert_eq!(written, numbers.unwrap_or_default());
        assert_eq!(line[12..], ["", "", ""]);
        assert_eq!(line[4].is_empty(), cell.named().is_none());
    }
    let line = release.table().next().expect("a line");
    assert_eq!(
        line,
        [
            "all", "", "", "GOV", "2.67", "3", SEVERAL, "1", "1", "0", "2", "0", "", "", ""
        ]
    );
    assert_eq!(line.len(), Release::COLUMNS.len());
    let groups: Vec<[String; 8]> = release.group_table().collect();
    assert_eq!(groups.len(), 2 * 8);
    assert_eq!(groups[0], ["1", "East", "high", "GOV", "developing", "", "", ""]);
    assert_eq!(groups[4], ["1", "East", "high", "SUP", MARK, "", "", ""]);
    assert_eq!(groups[8], ["2", "North", "high", "GOV", "advanced", "", "", ""]);
    assert_eq!(groups[0].len(), Release::GROUP_COLUMNS.len());
}

/// A file of groups says the same as the groups: nobody needs the page to read rows again.
#[test]
fn rows_can_be_read_from_the_file_of_groups() {
    let release = example();
    let mut labels: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut bands: BTreeMap<String, String> = BTreeMap::new();
    for [number, region, income_group, domain, band, ..] in release.group_table() {
        labels
            .entry(number.clone())
            .or_default()
            .insert((region, income_group));
        if domain == "GOV" {
            bands.insert(number, band);
        }
    }
    for cell in release.cells().filter(|cell| cell.domain().as_str() == "GOV") {
        let covers = |own: &(String, String)| cell.row().covers(&Stratum::new(&*own.0, &*own.1));
        let inside: BTreeSet<&String> = labels
            .iter()
            .filter(|(_, label)| label.iter().all(covers))
            .map(|(number, _)| &bands[number])
            .collect();
        let word = match inside.len() {
            0 => MARK,
            1 => inside.first().expect("one"),
            _ => SEVERAL,
        };
        assert_eq!(cell.hidden().as_str(), word);
    }
}
