//! R1: how groups are divided.

use domain::disclose::{Consent, Contribution, Ledger, Parameters, Round, Stratum, groups};

use crate::history::model;

/// The groups of so many hidden bodies in each stratum, each group as the names of its strata and its size.
fn divided(strata: &[(&str, &str, usize)]) -> Vec<(String, usize)> {
    let contributions = strata.iter().flat_map(|&(region, income_group, bodies)| {
        (0..bodies).map(move |number| Contribution {
            assessment: format!("{number}-{region}-{income_group}").into(),
            body: format!("{region}-{income_group}-{number}").into(),
            level: Consent::AggregateOnly,
            stratum: Stratum::new(region, income_group),
            scores: [].into(),
        })
    });
    let register = strata
        .iter()
        .map(|&(region, income_group, _)| Stratum::new(region, income_group));
    let round = Round::new("r".into(), model(), register, vec![], contributions).expect("a sound round");
    groups(&round, Parameters::default(), &Ledger::default())
        .into_iter()
        .map(|group| {
            let names: Vec<String> = group
                .label()
                .iter()
                .map(|stratum| format!("{} {}", stratum.region, stratum.income_group))
                .collect();
            assert!(group.members().is_sorted_by(|a, b| a.body < b.body));
            (names.join(" + "), group.members().len())
        })
        .collect()
}

fn expected(groups: &[(&str, usize)]) -> Vec<(String, usize)> {
    groups
        .iter()
        .map(|&(strata, bodies)| (strata.to_owned(), bodies))
        .collect()
}

#[test]
fn fewer_than_k_bodies_make_no_group() {
    assert_eq!(divided(&[]), []);
    assert_eq!(divided(&[("A", "low", 2), ("B", "low", 2)]), []);
    assert_eq!(divided(&[("A", "low", 5)]), expected(&[("A low", 5)]));
}

#[test]
fn a_region_of_k_is_a_group_and_is_divided_by_income_group_where_it_can() {
    assert_eq!(
        divided(&[
            ("A", "high", 1),
            ("A", "low", 4),
            ("B", "high", 5),
            ("B", "low", 7),
            ("B", "middle", 2)
        ]),
        expected(&[("A high + A low", 5), ("B high + B middle", 7), ("B low", 7)])
    );
}

#[test]
fn small_regions_are_pooled_and_the_pool_is_divided_like_a_region() {
    assert_eq!(
        divided(&[
            ("A", "low", 3),
            ("B", "low", 9),
            ("C", "high", 2),
            ("D", "low", 1)
        ]),
        expected(&[("A low + C high + D low", 6), ("B low", 9)])
    );
    assert_eq!(
        divided(&[
            ("A", "low", 3),
            ("B", "low", 4),
            ("A", "high", 4),
            ("C", "low", 5),
            ("D", "high", 1)
        ]),
        expected(&[("A high + A low", 7), ("B low + D high", 5), ("C low", 5)])
    );
    assert_eq!(
        divided(&[
            ("A", "low", 3),
            ("B", "low", 4),
            ("A", "high", 1),
            ("B", "high", 0),
            ("D", "high", 4)
        ]),
        expected(&[("A high + B high + D high", 5), ("A low + B low", 7)])
    );
}

#[test]
fn a_pool_that_is_too_small_joins_the_smallest_region() {
    assert_eq!(
        divided(&[("A", "low", 9), ("B", "low", 6), ("C", "low", 1), ("D", "low", 6)]),
        expected(&[("A low", 9), ("B low + C low", 7), ("D low", 6)])
    );
}

/// The label of the region's group covers the region of nobody just as one of three bodies.
#[test]
fn strata_of_nobody_lie_in_some_label_as_well() {
    for bodies in 0..=3 {
        assert_eq!(
            divided(&[("A", "low", 7), ("B", "low", 6), ("C", "low", bodies)]),
            expected(&[("A low", 7), ("B low + C low", 6 + bodies)])
        );
        assert_eq!(
            divided(&[("A", "high", 5), ("A", "low", 6), ("A", "middle", bodies)]),
            expected(&[("A high + A middle", 5 + bodies), ("A low", 6)])
        );
    }
}
