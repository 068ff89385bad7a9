//! The format of a release, and its manifest.

use domain::disclose::{
    Consent, Contribution, Ledger, Link, Parameters, Published, Release, Round, StoredError, Stratum,
};

use crate::history::{domain, model, share};

/// Twelve bodies in aggregate, four of them in each bar, and one by name.
fn round() -> Round {
    let contributions = (0..13).map(|number| Contribution {
        assessment: format!("assessment-{number}").into(),
        body: format!("body-{number:02}").into(),
        level: if number == 12 {
            Consent::Named
        } else {
            Consent::AggregateOnly
        },
        stratum: Stratum::new("North", "low"),
        scores: [(domain(), Some(share([0.5, 2.0, 3.5][number % 3])))].into(),
    });
    let register = [Stratum::new("North", "low")];
    Round::new("round-1".into(), model(), register, vec![domain()], contributions).expect("a sound round")
}

fn built(k: usize) -> Release {
    let parameters = Parameters::new(k).expect("above the floor");
    Release::build(&round(), parameters, &Ledger::default()).release
}

fn shows_counts(release: &Release) -> bool {
    let figure = release.groups()[0].figure(&domain()).expect("answered");
    figure.counts().is_some()
}

fn read(bytes: &[u8]) -> Result<Release, StoredError> {
    match Published::from_stored(bytes)? {
        Published::Groups(release) => Ok(release),
        Published::Former(_) => panic!("not of the first format"),
    }
}

/// R5: twice `k`, not ten.
#[test]
fn counts_are_shown_from_twice_k_members() {
    assert!(shows_counts(&built(5)) && shows_counts(&built(6)));
    assert!(!shows_counts(&built(7)));
    for k in [5, 6, 7] {
        let release = built(k);
        let file: Vec<[String; 8]> = release.group_table().collect();
        assert_eq!(file[0][5..] == ["4", "4", "4"], shows_counts(&release), "{k}");
        let row = release.table().next().expect("a row");
        assert_eq!(row[12..] == ["4", "4", "4"], shows_counts(&release), "{k}");
        let json = String::from_utf8(release.to_bytes()).expect("JSON is UTF-8");
        assert_eq!(json.contains(r#""low":4"#), shows_counts(&release), "{k}");
    }
    // Bytes that say otherwise are none that this program wrote.
    let counts = r#""counts":{"low":4,"middle":4,"high":4}"#;
    let stricter = String::from_utf8(built(7).to_bytes()).expect("JSON is UTF-8");
    let forged = stricter.replacen(r#""counts":null"#, counts, 1);
    assert_ne!(forged, stricter);
    assert!(matches!(
        read(forged.as_bytes()),
        Err(StoredError::Inconsistent(_))
    ));
}

/// A release of the second format showed counts from ten members on, whatever `k` was: it stays as it was published, and is built again by its
/// own rules.
#[test]
fn a_release_of_the_second_format_keeps_its_rules() {
    let text = String::from_utf8(built(7).to_bytes()).expect("JSON is UTF-8");
    let second = text.replacen(r#""format":3"#, r#""format":2"#, 1);
    let without = read(second.as_bytes()).expect("a release");
    let again = without.build_again(&round(), &Ledger::default()).release;
    assert!(shows_counts(&again) && again.format() == 2);
    assert_eq!(read(&again.to_bytes()).expect("a release"), again);
    let third = built(7);
    assert_eq!(third.build_again(&round(), &Ledger::default()).release, third);
}

fn link() -> Link {
    Link {
        number: 2,
        previous: Some("before".into()),
        unchained: Vec::new(),
        release: "digest".into(),
        code: "1.0".into(),
    }
}

#[test]
fn a_manifest_says_what_the_release_says_and_names_nobody() {
    let release = built(5);
    let bytes = link().manifest(&release);
    let text = String::from_utf8(bytes.clone()).expect("JSON is UTF-8");
    assert_eq!(
        text,
        concat!(
            r#"{"manifest":1,"number":2,"previous":"before","unchained":[],"release":"digest","code":"1.0","#,
            r#""round":"round-1","format":3,"model":{"id":"polder","version":2},"parameters":{"k":5},"aggregate_at_least":10,"#,
            r#""strata":[{"region":"North","income_group":"low"}],"domains":["GOV"],"#,
            r#""groups":[{"label":[{"region":"North","income_group":"low"}],"figures":[{"domain":"GOV","band":"managed","#,
            r#""counts":{"low":4,"middle":4,"high":4}}]}]}"#
        )
    );
    assert!(!text.contains("body-") && !text.contains("assessment"));
    assert_eq!(Link::from_manifest(&bytes).expect("a manifest"), link());
    assert!(matches!(
        Link::from_manifest(&release.to_bytes()),
        Err(StoredError::Unreadable(_))
    ));
    let later = text.replacen(r#""manifest":1"#, r#""manifest":2"#, 1);
    assert!(matches!(
        Link::from_manifest(later.as_bytes()),
        Err(StoredError::Format(2))
    ));
}
