use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::Refusal;

use domain::identity::policy::Actor;

use super::*;
use testkit::act;

use crate::testing::setting;

#[tokio::test]
async fn sessions_of_others_are_ended_by_those_who_answer_for_them() {
    let setting = setting().await;
    let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
    let donor = setting.organisation("donor", OrganisationKind::Donor).await;
    let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
    let assessor = setting.person("assessor", &[(&body, Role::Assessor)]).await;
    let both = setting
        .person("both", &[(&body, Role::Learner), (&donor, Role::Analyst)])
        .await;
    let stranger = setting.person("stranger", &[(&donor, Role::Analyst)]).await;
    let body = setting.with_people(&lead, "body").await.unwrap();
    let end = async |by: &Actor, of: &Actor| {
        let account = of.account.clone().unwrap();
        act!(setting, by, &body, end_sessions_of(&account))
    };
    assert!(end(&lead, &assessor).await.is_ok());
    assert!(end(&Actor::console(), &both).await.is_ok());
    let elsewhere = end(&lead, &both).await;
    assert!(
        matches!(elsewhere, Err(Error::NotNow(NotNow::SessionsElsewhere))),
        "{elsewhere:?}"
    );
    let unknown = end(&lead, &stranger).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    for by in [&assessor, &both, &stranger] {
        let refused = end(by, &assessor).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    let visitor = end(&Actor::default(), &assessor).await;
    assert!(
        matches!(visitor, Err(Error::Refused(Refusal::SignIn))),
        "{visitor:?}"
    );
}

#[tokio::test]
async fn a_visitor_has_no_sessions() {
    let setting = setting().await;
    let visitor = Actor::default();
    for refused in [
        act!(setting, &visitor, own_sessions("")).err(),
        act!(setting, &visitor, end_own_session("")).err(),
        act!(setting, &visitor, end_other_own_sessions("")).err(),
    ] {
        assert!(
            matches!(refused, Some(Error::Refused(Refusal::SignIn))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn what_ended_nothing_is_not_recorded() {
    let setting = setting().await;
    let amal = setting.person("amal", &[]).await;
    act!(setting, &amal, end_own_session("0123456789abcdef")).unwrap();
    act!(setting, &amal, end_other_own_sessions("of this browser")).unwrap();
    let recorded = setting
        .store()
        .reader()
        .audit_list(&Default::default(), 9)
        .await
        .unwrap();
    assert!(recorded.is_empty(), "{recorded:?}");
}
