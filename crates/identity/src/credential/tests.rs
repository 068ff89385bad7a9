use domain::identity::organisation::{OrganisationKind, Role};

use super::*;
use crate::testing::setting;

/// Somebody who gave out a credential, in the name of an organisation that is called like its id in capitals.
fn giver(by: Option<&str>, organisation: Option<&str>) -> GiverRow {
    GiverRow {
        given_by: by.map(str::to_owned),
        given_at: Some(1),
        organisation: organisation.map(str::to_uppercase),
        organisation_id: organisation.map(str::to_owned),
        giver_since: None,
    }
}

/// An account can come from an organisation of which whoever looks must not learn that the person was there.
#[tokio::test]
async fn only_who_manages_the_people_of_an_organisation_is_told_that_a_credential_came_from_it() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let house = setting.organisation("house", OrganisationKind::Operator).await;
    let lead = setting
        .person("lead", &[(&own, Role::Lead), (&other, Role::Learner)])
        .await;
    let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
    let named = |name: &str| Origin::Organisation(name.to_owned());
    for (givers, of_lead, of_operator) in [
        (
            vec![giver(Some("a"), Some("own"))],
            vec![named("OWN")],
            vec![named("OWN")],
        ),
        (
            vec![giver(Some("a"), Some("other"))],
            vec![Origin::Elsewhere],
            vec![named("OTHER")],
        ),
        (
            vec![giver(Some(Actor::CONSOLE), None)],
            vec![Origin::Console],
            vec![Origin::Console],
        ),
        (
            vec![giver(Some("a"), None)],
            vec![Origin::Unknown],
            vec![Origin::Unknown],
        ),
        (
            vec![giver(None, None)],
            vec![Origin::Unknown],
            vec![Origin::Unknown],
        ),
        // Each once, and in an order that does not tell in which they were given out.
        (
            vec![
                giver(Some("b"), Some("other")),
                giver(Some("a"), Some("own")),
                giver(Some("c"), Some("other")),
                giver(Some("d"), Some("own")),
            ],
            vec![named("OWN"), Origin::Elsewhere],
            vec![named("OTHER"), named("OWN")],
        ),
    ] {
        assert_eq!(origins(&setting.env, &lead, &givers), of_lead, "{givers:?}");
        assert_eq!(
            origins(&setting.env, &operator, &givers),
            of_operator,
            "{givers:?}"
        );
    }
}

/// Who did something in the moment in which their own password was set may have been somebody else.
#[test]
fn what_was_done_under_a_name_counts_from_the_moment_in_which_it_was_one_s_own() {
    for (since, done_at, is_own) in [
        (None, None, true),
        (None, Some(5), true),
        (Some(5), None, false),
        (Some(5), Some(4), false),
        (Some(5), Some(5), false),
        (Some(5), Some(6), true),
    ] {
        assert_eq!(
            is_under_own_name(since, done_at, "somebody"),
            is_own,
            "{since:?} {done_at:?}"
        );
        assert!(is_under_own_name(since, done_at, Actor::CONSOLE));
    }
}
