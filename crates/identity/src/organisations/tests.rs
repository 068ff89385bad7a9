use domain::identity::policy::Actor;

use super::*;
use crate::*;
use testkit::act;

use crate::testing::setting;
use domain::identity::organisation::Role;
use domain::identity::policy::Refusal;

fn body() -> NewOrganisation {
    NewOrganisation {
        kind: Some(OrganisationKind::ElectionBody),
        name: " National Election Board of Àlba ".into(),
        slug: String::new(),
        country: "xa".into(),
        region: "Western Africa".into(),
        income_group: Some(IncomeGroup::Low),
    }
}

fn wrong(result: Result<Organisation>) -> Vec<(String, &'static str)> {
    match result {
        Err(Error::Invalid(errors)) => errors.0,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_organisation_is_added_once() {
    let setting = setting().await;
    let console = Actor::console();
    let added = act!(setting, &console, add_organisation(&body())).unwrap();
    let id = added.id.clone();
    assert_eq!(added.slug, "national-election-board-of-alba");
    assert_eq!(
        (added.country.as_str(), added.income_group),
        ("XA", Some(IncomeGroup::Low))
    );
    assert_eq!(
        act!(setting, &console, organisations(None, &ListQuery::default()))
            .unwrap()
            .rows,
        [added]
    );
    assert_eq!(
        wrong(act!(setting, &console, add_organisation(&body()))),
        [("slug".to_owned(), "slug-taken")]
    );
    // What is allowed in one is asked for by its id: no two have the same.
    let another = NewOrganisation {
        slug: "another".into(),
        ..body()
    };
    let another = act!(setting, &console, add_organisation(&another)).unwrap();
    assert!(id != another.id && !id.as_str().is_empty());
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let setting = setting().await;
    let console = Actor::console();
    let nothing = NewOrganisation {
        kind: Some(OrganisationKind::ElectionBody),
        ..NewOrganisation::default()
    };
    let fields: Vec<String> = wrong(act!(setting, &console, add_organisation(&nothing)))
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["name", "country", "region", "income_group"]);
    let named = |length: usize| NewOrganisation {
        name: "x".repeat(length),
        slug: "x".into(),
        ..body()
    };
    let of_no_kind = NewOrganisation { kind: None, ..body() };
    for (input, field, key) in [
        (of_no_kind, "kind", "kind-missing"),
        (named(201), "name", "name-long"),
    ] {
        let found = wrong(act!(setting, &console, add_organisation(&input)));
        assert_eq!(found, [(field.to_owned(), key)]);
    }
    assert!(act!(setting, &console, add_organisation(&named(200))).is_ok());
    for slug in ["-a", "a--b", "a b", "ä", &"a".repeat(61)] {
        let input = NewOrganisation {
            slug: slug.into(),
            ..body()
        };
        assert_eq!(
            wrong(act!(setting, &console, add_organisation(&input))),
            [("slug".to_owned(), "slug-malformed")],
            "{slug}"
        );
    }
    // A name of which no Latin letter is left asks for a name in addresses.
    let arabic = NewOrganisation {
        name: "هيئة".into(),
        ..body()
    };
    assert_eq!(
        wrong(act!(setting, &console, add_organisation(&arabic))),
        [("slug".to_owned(), "slug-needed")]
    );
}

#[tokio::test]
async fn places_are_those_of_the_lists() {
    let setting = setting().await;
    let console = Actor::console();
    for (country, region, field, key) in [
        ("N", "Western Africa", "country", "country-malformed"),
        ("UK", "Western Africa", "country", "country-malformed"),
        ("NL", "western africa", "region", "region-missing"),
        ("NL", "Northern Coast", "region", "region-missing"),
    ] {
        let input = NewOrganisation {
            country: country.into(),
            region: region.into(),
            ..body()
        };
        let found = wrong(act!(setting, &console, add_organisation(&input)));
        assert_eq!(found, [(field.to_owned(), key)], "{country} {region}");
    }
    act!(setting, &console, add_region("Northern Coast", false)).unwrap();
    let input = NewOrganisation {
        region: " Northern\u{a0}Coast".into(),
        ..body()
    };
    let added = act!(setting, &console, add_organisation(&input)).unwrap();
    assert_eq!(added.region, "Northern Coast");
}

#[tokio::test]
async fn a_donor_has_no_region() {
    let setting = setting().await;
    let input = NewOrganisation {
        kind: Some(OrganisationKind::Donor),
        ..body()
    };
    let donor = act!(setting, &Actor::console(), add_organisation(&input)).unwrap();
    assert_eq!((donor.region.as_str(), donor.income_group), ("", None));
    assert_eq!(donor.country, "");
}

#[tokio::test]
async fn the_operator_s_organisation_is_made_once() {
    let setting = setting().await;
    let console = Actor::console();
    let made = act!(setting, &console, operator_organisation()).unwrap();
    assert_eq!(act!(setting, &console, operator_organisation()).unwrap(), made);
    assert!(matches!(
        act!(setting, &Actor::default(), operator_organisation()),
        Err(Error::Refused(Refusal::SignIn))
    ));
}

#[tokio::test]
async fn only_the_operator_adds_and_corrects_organisations() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    for (actor, expected) in [(Actor::default(), Refusal::SignIn), (lead, Refusal::NotYours)] {
        for outcome in [
            act!(setting, &actor, add_organisation(&body())),
            act!(setting, &actor, correct_organisation("own", &body())),
            act!(setting, &actor, organisation("own")),
        ] {
            assert!(
                matches!(&outcome, Err(Error::Refused(why)) if *why == expected),
                "{outcome:?}"
            );
        }
    }
    // A visitor is asked to sign in whether there is such an organisation or not.
    let nowhere = setting.with_people(&Actor::default(), "nowhere").await;
    assert!(
        matches!(nowhere, Err(Error::Refused(Refusal::SignIn))),
        "{nowhere:?}"
    );
}

#[tokio::test]
async fn a_slip_is_corrected() {
    let setting = setting().await;
    let console = Actor::console();
    let added = act!(setting, &console, add_organisation(&body())).unwrap();
    let slip = NewOrganisation {
        region: " ".into(),
        ..body()
    };
    assert_eq!(
        wrong(act!(setting, &console, correct_organisation(&added.slug, &slip))),
        [("region".to_owned(), "region-missing")]
    );
    // The kind and the name in addresses are not for correcting.
    let input = NewOrganisation {
        kind: Some(OrganisationKind::Donor),
        slug: "another".into(),
        name: "The Board".into(),
        country: "xb".into(),
        region: "Southern Africa".into(),
        income_group: Some(IncomeGroup::High),
    };
    let corrected = act!(setting, &console, correct_organisation(&added.slug, &input)).unwrap();
    let expected = Organisation {
        name: "The Board".into(),
        country: "XB".into(),
        region: "Southern Africa".into(),
        income_group: Some(IncomeGroup::High),
        ..added
    };
    assert_eq!(corrected, expected);
    assert_eq!(
        act!(setting, &console, organisations(None, &ListQuery::default()))
            .unwrap()
            .rows,
        [expected]
    );
    let missing = act!(setting, &console, correct_organisation("nowhere", &input));
    assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
}
