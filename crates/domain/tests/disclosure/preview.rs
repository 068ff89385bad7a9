//! What the operator is told before a round is closed.

use domain::disclose::{
    Consent, Contribution, DonorGrant, Ledger, Parameters, Preview, Round, Stratum, Use, preview,
};
use domain::timestamp::Timestamp;

use crate::history::{domain, model, share};

/// So many bodies of a region, with a question left open by the first ones.
fn bodies(region: &str, level: Consent, number: usize, open: usize) -> Vec<Contribution> {
    (0..number)
        .map(|body| Contribution {
            assessment: format!("{region} {level:?} {body}").into(),
            body: format!("body {region} {level:?} {body}").into(),
            level,
            stratum: Stratum::new(region, "low"),
            scores: [
                (domain(), (body >= open).then(|| share(2.0))),
                ("SUP".into(), Some(share(1.0))),
            ]
            .into(),
        })
        .collect()
}

fn of(contributions: &[Vec<Contribution>], ledger: &Ledger, grants: Vec<DonorGrant>) -> Preview {
    let register = ["North", "South"].map(|region| Stratum::new(region, "low"));
    let domains = vec![domain(), "SUP".into()];
    let round =
        Round::new("r".into(), model(), register, domains, contributions.concat()).expect("a sound round");
    preview(&round, Parameters::default(), ledger, grants)
}

fn grants(region: &str, number: usize) -> Vec<DonorGrant> {
    (0..number)
        .map(|body| DonorGrant {
            confirmed_at: Timestamp(body as i64),
            assessment: format!("{region} AggregateOnly {body}").into(),
            donor: "d".into(),
        })
        .collect()
}

#[test]
fn numbers_are_counted_down_to_multiples_of_k() {
    let used = |region: &'static str, level: Consent, number: usize| {
        (0..number).map(move |body| {
            let how = Use::Group {
                round: "q".into(),
                group: 0,
            };
            (format!("{region} {level:?} {body}").into(), how)
        })
    };
    let ledger =
        Ledger::new(used("South", Consent::AggregateOnly, 6).chain(used("North", Consent::Named, 5)));
    let found = of(
        &[
            bodies("North", Consent::AggregateOnly, 13, 7),
            bodies("South", Consent::AggregateOnly, 11, 6),
            bodies("North", Consent::Named, 11, 11),
        ],
        &ledger,
        grants("North", 9),
    );
    assert_eq!(
        found,
        Preview {
            named: Some(5),
            counted: Some(15),
            groups: 2,
            // Seven of the North; the six of the South are used.
            open: vec![(domain(), Some(5)), ("SUP".into(), None)],
            reused: Some(5),
            not_by_name: Some(5),
            // Of thirteen a donor may know one, since counts can stand beside their band.
            grants_waiting: Some(5),
        }
    );
}

#[test]
fn nothing_is_told_of_fewer_than_k() {
    let found = of(
        &[bodies("North", Consent::Anonymised, 4, 4)],
        &Ledger::default(),
        Vec::new(),
    );
    let nothing = Preview {
        named: None,
        counted: None,
        groups: 0,
        open: vec![(domain(), None), ("SUP".into(), None)],
        reused: None,
        not_by_name: None,
        grants_waiting: None,
    };
    assert_eq!(found, nothing);
    assert_eq!(of(&[], &Ledger::default(), Vec::new()), nothing);
}

/// One body more changes what is read only where a multiple of k is reached.
#[test]
fn one_body_is_not_seen() {
    for (number, changes) in [
        (0, false),
        (3, false),
        (4, true),
        (5, false),
        (7, false),
        (9, true),
    ] {
        let [before, after] = [number, number + 1].map(|number| {
            of(
                &[
                    bodies("North", Consent::AggregateOnly, number, number),
                    bodies("South", Consent::Named, number, 0),
                ],
                &Ledger::default(),
                grants("North", number.min(3)),
            )
        });
        assert_eq!(before != after, changes, "{number}");
    }
}
