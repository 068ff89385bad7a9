//! The release as a whole: its bytes, what they say of whom, and what is refused when they are read again.
//!
//! Long because every line that a stored release may lie about has its case.

use std::collections::BTreeSet;

use domain::disclose::{
    Consent, Contribution, Ledger, Parameters, Published, Release, Round, RowShown, StoredError, Stratum, Use,
};
use domain::id::DomainCode;
use proptest::prelude::*;

use crate::history::{model, share, stratum};

const DOMAINS: [&str; 3] = ["GOV", "SUP", "REG"];

fn domains() -> Vec<DomainCode> {
    DOMAINS.iter().map(|&code| code.into()).collect()
}

/// A roster and how it may be grouped.
#[derive(Clone, Debug)]
struct Case {
    register: Vec<Stratum>,
    roster: Vec<Contribution>,
    parameters: Parameters,
    ledger: Ledger,
}

impl Case {
    fn release(&self) -> Release {
        self.release_of(self.roster.clone())
    }

    fn release_of(&self, roster: Vec<Contribution>) -> Release {
        let round = Round::new(
            "round-1".into(),
            model(),
            self.register.clone(),
            domains(),
            roster,
        );
        Release::build(&round.expect("a sound round"), self.parameters, &self.ledger).release
    }

    fn hidden(&self) -> usize {
        let admitted = |own: &&Contribution| own.is_hidden() && self.ledger.admits_to_group(&own.assessment);
        self.roster.iter().filter(admitted).count()
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

fn level() -> impl Strategy<Value = Consent> {
    prop_oneof![
        1 => Just(Consent::None),
        6 => Just(Consent::AggregateOnly),
        1 => Just(Consent::Anonymised),
        2 => Just(Consent::Named),
    ]
}

fn used() -> impl Strategy<Value = Option<Use>> {
    prop_oneof![
        12 => Just(None),
        1 => Just(Some(Use::NamedToAll)),
        1 => Just(Some(Use::Group { round: "round-0".into(), group: 0 })),
    ]
}

/// Mostly answered, and in a third of the domains by everybody.
fn scores() -> impl Strategy<Value = Vec<Option<f64>>> {
    let score = || prop_oneof![3 => 0.0..=4.0, 1 => Just(0.0), 1 => Just(4.0), 1 => (0u8..=12).prop_map(|n| f64::from(n) / 3.0)];
    let mostly = || prop_oneof![1 => Just(None), 20 => score().prop_map(Some)];
    (score().prop_map(Some), mostly(), mostly()).prop_map(|(first, second, third)| vec![first, second, third])
}

prop_compose! {
    fn case()(regions in 1usize..=6, income_groups in 1usize..=4, k in 5usize..=7)(
        bodies in prop::collection::vec((0..regions, 0..income_groups, level(), scores(), used()), 0..=40),
        regions in Just(regions), income_groups in Just(income_groups), k in Just(k),
    ) -> Case {
        let assessment = |number: usize| format!("0198a55e-{number:04}-7000").into();
        Case {
            register: (0..regions)
                .flat_map(|region| (0..income_groups).map(move |income_group| stratum(region, income_group)))
                .collect(),
            ledger: Ledger::new(bodies.iter().enumerate().filter_map(|(number, (.., used))| Some((assessment(number), used.clone()?)))),
            roster: bodies
                .into_iter()
                .enumerate()
                .map(|(number, (region, income_group, level, scores, _))| Contribution {
                    assessment: assessment(number),
                    body: format!("0198c0de-{number:04}-7000").into(),
                    level,
                    stratum: stratum(region, income_group),
                    scores: domains().into_iter().zip(scores.into_iter().map(|score| score.map(share))).collect(),
                })
                .collect(),
            parameters: Parameters::new(k).expect("above the floor"),
        }
    }
}

fn read(bytes: &[u8]) -> Result<Release, StoredError> {
    match Published::from_stored(bytes)? {
        Published::Groups(release) => Ok(release),
        Published::Former(_) => panic!("a release of groups"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

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

    /// What was used before is as if it were not there.
    #[test]
    fn what_rule_r9_does_not_admit_equals_being_deleted(case in case()) {
        let admitted = |own: &&Contribution| match own.level {
            Consent::Named => case.ledger.admits_by_name(&own.assessment),
            _ => case.ledger.admits_to_group(&own.assessment),
        };
        let others = case.roster.iter().filter(admitted).cloned().collect();
        prop_assert_eq!(case.release_of(others).to_bytes(), case.release().to_bytes());
    }

    #[test]
    fn fewer_than_k_hidden_bodies_equal_none_at_all(case in case(), kept in 0usize..7) {
        let mut left = kept.min(case.parameters.k() - 1);
        let few = case.roster.iter().filter(|body| {
            let keep = !body.is_hidden() || left > 0;
            left -= usize::from(body.is_hidden() && keep);
            keep
        });
        let few = case.release_of(few.cloned().collect());
        let none = case.release_of(case.roster.iter().filter(|body| body.level == Consent::Named).cloned().collect());
        prop_assert_eq!(few.to_bytes(), none.to_bytes());
    }

    #[test]
    fn only_named_bodies_are_identified_and_no_assessment(case in case()) {
        let release = case.release();
        let bytes = String::from_utf8(release.to_bytes()).expect("JSON is UTF-8");
        let tables: String = release.table().flatten().chain(release.group_table().flatten()).collect();
        let debugged = format!("{release:?}");
        for own in &case.roster {
            let id = own.body.as_str();
            let is_named = own.level == Consent::Named && case.ledger.admits_by_name(&own.assessment);
            prop_assert_eq!(bytes.contains(id), is_named);
            prop_assert!(!tables.contains(id));
            prop_assert_eq!(debugged.contains(id), is_named);
            prop_assert_eq!(release.named().iter().any(|named| named.body == own.body), is_named);
            prop_assert!(!bytes.contains(own.assessment.as_str()) && !debugged.contains(own.assessment.as_str()));
        }
    }

    /// Otherwise known scores would shift the edges of the bands over the unknown ones.
    #[test]
    fn named_bodies_do_not_touch_the_groups_nor_hidden_ones_the_means(case in case()) {
        let without = |level: fn(&Contribution) -> bool| {
            case.release_of(case.roster.iter().filter(|body| !level(body)).cloned().collect())
        };
        let all = case.release();
        let unnamed = without(|own| own.level == Consent::Named);
        let named = without(|own| own.level != Consent::Named);
        prop_assert_eq!(all.groups(), unnamed.groups());
        prop_assert_eq!(all.named(), named.named());
        for (cell, named) in all.cells().zip(named.cells()) {
            prop_assert_eq!(cell.named(), named.named());
        }
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
    fn a_stored_release_reads_back_as_it_was(case in case()) {
        let release = case.release();
        let published = Published::from_stored(&release.to_bytes()).expect("stored a moment ago");
        prop_assert_eq!(published.round(), release.round());
        prop_assert_eq!(published.parameters(), release.parameters());
        prop_assert_eq!(published.domains(), release.domains());
        prop_assert_eq!(published.named_bodies(), release.named().len());
        prop_assert_eq!(read(&release.to_bytes()).expect("stored a moment ago"), release);
    }

    #[test]
    fn coverage_counts_down_to_a_multiple_of_k(case in case()) {
        let coverage = case.release().coverage();
        let k = case.parameters.k();
        let hidden = case.hidden();
        prop_assert_eq!(coverage.named, case.release().named().len());
        prop_assert_eq!(coverage.aggregate_at_least, (hidden >= k).then_some(hidden - hidden % k));
    }

    #[test]
    fn a_group_shows_a_domain_exactly_where_all_of_it_answered(case in case()) {
        let release = case.release();
        for domain in &domains() {
            for group in release.groups() {
                let of_group = case.roster.iter().filter(|own| {
                    own.is_hidden() && case.ledger.admits_to_group(&own.assessment) && group.label().contains(&own.stratum)
                });
                let answered: Option<Vec<f64>> = of_group.map(|own| own.scores[domain].map(domain::disclose::DomainShare::share)).collect();
                let band = answered.map(|shares| {
                    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
                    domain::disclose::Band::of(domain::rounding::to_hundredths(mean))
                });
                prop_assert_eq!(group.figure(domain).map(domain::disclose::Figure::band), band);
            }
        }
    }
}

/// Ten bodies in the North, of several scores; six in the South; two by name.
fn example() -> Release {
    let body = |region: &str, level: Consent, number: usize, score: f64| Contribution {
        assessment: format!("assessment {region} {level:?} {number}").into(),
        body: format!("{region}/{level:?}/{number}").into(),
        level,
        stratum: Stratum::new(region, "low"),
        scores: domains()
            .into_iter()
            .map(|domain| (domain, Some(share(score))))
            .collect(),
    };
    let north = [0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0];
    let roster = (0..)
        .zip(north)
        .map(|(number, score)| body("North", Consent::AggregateOnly, number, score))
        .chain((0..6).map(|number| body("South", Consent::AggregateOnly, number, 1.0)))
        .chain((0..2).map(|number| body("South", Consent::Named, number, 1.5)));
    let register = ["East", "North", "South"].map(|region| Stratum::new(region, "low"));
    let round = Round::new("round-1".into(), model(), register, domains(), roster).expect("a sound round");
    Release::build(&round, Parameters::default(), &Ledger::default()).release
}

#[test]
fn the_bytes_are_these() {
    let text = String::from_utf8(example().to_bytes()).expect("JSON is UTF-8");
    let (head, _) = text.split_once(r#"{"domain":"SUP""#).expect("a second domain");
    assert_eq!(
        head,
        concat!(
            r#"{"format":3,"round":"round-1","model":{"id":"polder","version":2},"parameters":{"k":5},"#,
            r#""coverage":{"named":2,"aggregate_at_least":15},"#,
            r#""strata":[{"region":"East","income_group":"low"},{"region":"North","income_group":"low"},"#,
            r#"{"region":"South","income_group":"low"}],"domains":["GOV","SUP","REG"],"#,
            r#""groups":[{"label":[{"region":"East","income_group":"low"},{"region":"South","income_group":"low"}],"#,
            r#""figures":[{"domain":"GOV","band":"starting","counts":null},"#
        )
    );
    assert!(
        text.contains(r#"{"domain":"GOV","band":"managed","counts":{"low":2,"middle":4,"high":4}}"#),
        "{text}"
    );
    assert!(text.contains(r#"{"body":"South/Named/0","stratum":{"region":"South","income_group":"low"},"scores":{"GOV":{"score":1.5,"ceiling":4},"#), "{text}");
}

#[test]
fn a_stored_release_that_was_touched_is_refused() {
    let text = String::from_utf8(example().to_bytes()).expect("JSON is UTF-8");
    let change = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1).as_bytes()).expect_err(to)
    };
    assert!(matches!(
        change(r#"{"format":3"#, r#"{"format":4"#),
        StoredError::Format(4)
    ));
    assert!(matches!(
        change(r#""starting""#, r#""splendid""#),
        StoredError::Unreadable(_)
    ));
    assert!(matches!(
        change(r#""score":1.5"#, r#""score":4.5"#),
        StoredError::Unreadable(_)
    ));
    let mut reasons = BTreeSet::new();
    let mut inconsistent = |from: &str, to: &str| match change(from, to) {
        StoredError::Inconsistent(reason) => reasons.insert(reason),
        other => panic!("{to}: {other}"),
    };
    inconsistent(r#""k":5"#, r#""k":4"#);
    inconsistent(r#"["GOV","SUP","REG"]"#, r#"["GOV","SUP","SUP"]"#);
    inconsistent(r#"["GOV","SUP","REG"]"#, r#"["GOV","REG","SUP"]"#);
    inconsistent(r#"["GOV","SUP","REG"]"#, r#"["GOV","SUP"]"#);
    inconsistent(r#""named":2"#, r#""named":3"#);
    inconsistent(r#""aggregate_at_least":15"#, r#""aggregate_at_least":16"#);
    inconsistent(r#""aggregate_at_least":15"#, r#""aggregate_at_least":5"#);
    inconsistent(r#""aggregate_at_least":15"#, r#""aggregate_at_least":null"#);
    inconsistent(r#""domain":"SUP""#, r#""domain":"GOV""#);
    // The label of the first group, without a stratum and with one of the other group.
    let east = r#"{"region":"East","income_group":"low"},{"region":"South""#;
    inconsistent(&format!(r#""label":[{east}"#), r#""label":[{"region":"South""#);
    inconsistent(
        r#""label":[{"region":"North","income_group":"low"}]"#,
        r#""label":[]"#,
    );
    inconsistent(r#""label":[{"region":"North""#, r#""label":[{"region":"South""#);
    // A stratum in two labels that together are the register; as many strata as the register has, and not the same.
    inconsistent(
        r#""label":[{"region":"North","income_group":"low"}]"#,
        r#""label":[{"region":"North","income_group":"low"},{"region":"South","income_group":"low"}]"#,
    );
    inconsistent(r#""label":[{"region":"North""#, r#""label":[{"region":"West""#);
    inconsistent(r#""low":2,"middle":4"#, r#""low":1,"middle":4"#);
    inconsistent(r#""low":2,"middle":4"#, r#""low":3,"middle":4"#);
    inconsistent(r#""band":"managed""#, r#""band":"starting""#);
    inconsistent(r#""band":"managed""#, r#""band":null"#);
    inconsistent(r#""body":"South/Named/0""#, r#""body":"South/Named/2""#);
    inconsistent(r#""body":"South/Named/0""#, r#""body":"South/Named/1""#);
    // Of the same number of members.
    inconsistent(r#""low":2,"middle":4"#, r#""low":1,"middle":5"#);
    let groups = text
        .split_once(r#""groups":["#)
        .and_then(|(_, rest)| rest.split_once(r#"],"named":["#))
        .expect("groups")
        .0;
    let (first, second) = groups.split_once(r#"]},{"label""#).expect("two groups");
    inconsistent(groups, &format!(r#"{{"label"{second},{first}]}}"#));
    inconsistent(r#""stratum":{"region":"South""#, r#""stratum":{"region":"West""#);
    inconsistent(r#""scores":{"GOV""#, r#""scores":{"XXX""#);
    inconsistent(r#"{"format":3"#, r#"{"more":0,"format":3"#);
    inconsistent(r#"{"format":3,"#, r#"{"format":3, "#);
    assert!(reasons.len() >= 10, "{reasons:?}");
}

#[test]
fn labels_that_do_not_divide_the_register_are_refused() {
    let text = String::from_utf8(example().to_bytes()).expect("JSON is UTF-8");
    // A register with a stratum more, which lies in no label.
    let wider = text.replacen(
        r#""strata":["#,
        r#""strata":[{"region":"Away","income_group":"low"},"#,
        1,
    );
    assert!(matches!(
        read(wider.as_bytes()),
        Err(StoredError::Inconsistent(_))
    ));
    // Without any group the register stays as it is.
    let (from, rest) = text.split_once(r#""groups":["#).expect("groups");
    let (_, to) = rest.split_once(r#","named":["#).expect("named bodies");
    let none = format!(r#"{from}"groups":[],"named":[{to}"#).replacen(
        r#""aggregate_at_least":15"#,
        r#""aggregate_at_least":null"#,
        1,
    );
    let release = read(none.as_bytes()).expect("a release of named bodies only");
    assert!(
        release
            .cells()
            .all(|cell| cell.hidden().shown() == RowShown::Hidden)
    );
    // And groups without enough bodies are none.
    let some = format!(r#"{from}"groups":[],"named":[{to}"#);
    assert!(matches!(read(some.as_bytes()), Err(StoredError::Inconsistent(_))));
}

#[test]
fn a_release_says_with_which_k_it_was_built() {
    let register = [Stratum::new("North", "low")];
    let round = Round::new("r".into(), model(), register, domains(), []).expect("a sound round");
    let stricter = Parameters::new(7).expect("above the floor");
    let release = Release::build(&round, stricter, &Ledger::default()).release;
    assert_eq!(release.parameters(), stricter);
    assert_eq!(read(&release.to_bytes()).expect("stored").parameters().k(), 7);
}

/// Three groups of five are at least fifteen bodies.
#[test]
fn groups_say_how_many_bodies_there_are_at_least() {
    let regions = ["East", "North", "South"];
    let roster = (0..15).map(|number| Contribution {
        assessment: format!("a{number}").into(),
        body: format!("b{number}").into(),
        level: Consent::AggregateOnly,
        stratum: Stratum::new(regions[number % 3], "low"),
        scores: [].into(),
    });
    let register = regions.map(|region| Stratum::new(region, "low"));
    let round = Round::new("r".into(), model(), register, domains(), roster).expect("a sound round");
    let bytes = Release::build(&round, Parameters::default(), &Ledger::default())
        .release
        .to_bytes();
    assert_eq!(read(&bytes).expect("stored").groups().len(), 3);
    let fewer = String::from_utf8(bytes).expect("JSON is UTF-8").replacen(
        r#""aggregate_at_least":15"#,
        r#""aggregate_at_least":10"#,
        1,
    );
    assert!(matches!(
        read(fewer.as_bytes()),
        Err(StoredError::Inconsistent(_))
    ));
}

#[test]
fn a_higher_k_makes_fewer_groups() {
    let stratum = |region: &str| Stratum::new(region, "low");
    let roster: Vec<Contribution> = (0..14)
        .map(|number| Contribution {
            assessment: format!("a{number}").into(),
            body: format!("b{number}").into(),
            level: Consent::AggregateOnly,
            stratum: stratum(if number < 7 { "North" } else { "South" }),
            scores: [].into(),
        })
        .collect();
    let groups = |k: usize| {
        let register = ["North", "South"].map(stratum);
        let round =
            Round::new("r".into(), model(), register, domains(), roster.clone()).expect("a sound round");
        Release::build(
            &round,
            Parameters::new(k).expect("above the floor"),
            &Ledger::default(),
        )
        .release
        .groups()
        .len()
    };
    assert_eq!([5, 7, 8, 14, 15].map(groups), [2, 2, 1, 1, 0]);
}

#[test]
fn a_round_without_bodies_is_a_release_too() {
    let empty = Round::new(
        "round-1".into(),
        model(),
        [Stratum::new("North", "low")],
        domains(),
        [],
    );
    let built = Release::build(
        &empty.expect("a sound round"),
        Parameters::default(),
        &Ledger::default(),
    );
    assert!(built.uses.is_empty());
    let release = built.release;
    assert_eq!(release.rows().len(), 4);
    assert_eq!(release.cells().count(), 12);
    assert!(
        release
            .cells()
            .all(|cell| cell.hidden().shown() == RowShown::Hidden && cell.named().is_none())
    );
    assert!(release.named().is_empty() && release.groups().is_empty());
    assert_eq!(release.group_table().count(), 0);
    assert_eq!(read(&release.to_bytes()).expect("stored"), release);
}

#[test]
fn what_is_used_is_told_beside_the_release() {
    let contribution = |number: usize, level: Consent| Contribution {
        assessment: format!("a{number}").into(),
        body: format!("b{number}").into(),
        level,
        stratum: Stratum::new(if number < 5 { "North" } else { "South" }, "low"),
        scores: [].into(),
    };
    let roster = (0..10).map(|number| contribution(number, Consent::AggregateOnly));
    let roster = roster.chain([contribution(10, Consent::Named), contribution(11, Consent::Named)]);
    let register = ["North", "South"].map(|region| Stratum::new(region, "low"));
    let round = Round::new("r".into(), model(), register, domains(), roster).expect("a sound round");
    let ledger = Ledger::new([("a11".into(), Use::Profile)]);
    let uses: BTreeSet<(String, Use)> = Release::build(&round, Parameters::default(), &ledger)
        .uses
        .into_iter()
        .map(|(assessment, how)| (assessment.as_str().to_owned(), how))
        .collect();
    let group = |group: usize| Use::Group {
        round: "r".into(),
        group,
    };
    let expected = (0..10).map(|number| (format!("a{number}"), group(number / 5)));
    assert_eq!(
        uses,
        expected.chain([("a10".to_owned(), Use::NamedToAll)]).collect()
    );
}
