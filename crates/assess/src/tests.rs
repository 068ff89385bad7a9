//! Assessments over several use cases.

use domain::assess::score::Scope;
use domain::content::Lang;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Refusal};
use testkit::{START, Setting, act, setting};
use usecase::{Change, Error, NotNow, Result};

use super::*;
use crate::submitted::stored_report;

/// Submits an assessment as it is now, as a lead does who has just looked at it.
async fn submit(setting: &Setting, actor: &Actor, slug: &str, id: &str, is_confirmed: bool) -> Result<()> {
    let sheet = act!(setting, actor, slug, review_sheet(id))?;
    let seen = seen_of(&setting.env, &sheet)?;
    act!(setting, actor, slug, submit_assessment(id, is_confirmed, &seen))
}

fn not_applicable(practice: &str, version: i64) -> AnswerInput {
    AnswerInput {
        practice: practice.into(),
        answer: "not-applicable".into(),
        reason: "There is no such thing here.".into(),
        version,
        ..AnswerInput::default()
    }
}

#[tokio::test]
async fn a_body_is_its_own_people_s_business() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let donor = setting.organisation("donor", OrganisationKind::Donor).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let stranger = setting
        .person("stranger", &[(&other, Role::Lead), (&donor, Role::Analyst)])
        .await;
    let learner = setting.person("learner", &[(&own, Role::Learner)]).await;
    let assessor = setting.person("assessor", &[(&own, Role::Assessor)]).await;
    let id = act!(setting, &lead, "own", start_assessment(Scope::Quick, None)).unwrap();
    let (own_id, visitor) = (id.as_str(), Actor::default());

    let not_yours = |error: Error| matches!(error, Error::NotFound | Error::Refused(Refusal::NotYours));
    assert!(not_yours(
        act!(setting, &stranger, "own", overview()).unwrap_err()
    ));
    assert!(not_yours(
        act!(setting, &stranger, "own", assessment_sheet(own_id)).unwrap_err()
    ));
    assert!(not_yours(
        act!(setting, &stranger, "own", body_report(own_id)).unwrap_err()
    ));
    // Nor under an address of one's own.
    assert!(not_yours(
        act!(setting, &stranger, "other", assessment_sheet(own_id)).unwrap_err()
    ));
    assert!(not_yours(
        act!(setting, &stranger, "donor", overview()).unwrap_err()
    ));
    assert!(not_yours(
        act!(setting, &lead, "nowhere", overview()).unwrap_err()
    ));
    assert!(not_yours(act!(setting, &lead, "ow\0n", overview()).unwrap_err()));
    assert!(not_yours(
        act!(setting, &lead, "own", assessment_sheet("\0")).unwrap_err()
    ));
    assert!(act!(setting, &learner, "own", overview()).is_ok());
    assert!(not_yours(
        act!(setting, &learner, "own", assessment_sheet(own_id)).unwrap_err()
    ));
    assert!(act!(setting, &assessor, "own", assessment_sheet(own_id)).is_ok());
    assert!(not_yours(
        act!(setting, &assessor, "own", review_sheet(own_id)).unwrap_err()
    ));
    assert!(not_yours(
        act!(setting, &assessor, "own", start_assessment(Scope::Full, None)).unwrap_err()
    ));
    assert!(not_yours(
        submit(&setting, &assessor, "own", own_id, true)
            .await
            .unwrap_err()
    ));
    let asked = act!(setting, &visitor, "nowhere", overview()).unwrap_err();
    assert!(matches!(asked, Error::Refused(Refusal::SignIn)));
}

#[tokio::test]
async fn one_assessment_is_open_at_a_time_and_a_quick_scan_grows() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let id = act!(setting, &lead, "own", start_assessment(Scope::Quick, None)).unwrap();
    let second = act!(setting, &lead, "own", start_assessment(Scope::Full, None));
    assert!(matches!(second, Err(Error::NotNow(NotNow::AssessmentOpen))));
    let input = AnswerInput {
        practice: "GOV-01".into(),
        answer: "fully".into(),
        ticks: testkit::ticks("GOV-01", "fully"),
        ..AnswerInput::default()
    };
    act!(setting, &lead, "own", save_answers(id.as_str(), "GOV", &[input])).unwrap();
    let model = setting.env.catalog().model(Lang::En);
    let before = act!(setting, &lead, "own", assessment_sheet(id.as_str()))
        .unwrap()
        .score(model);
    for _ in 0..2 {
        act!(setting, &lead, "own", extend_assessment(id.as_str())).unwrap();
    }
    let sheet = act!(setting, &lead, "own", assessment_sheet(id.as_str())).unwrap();
    let after = sheet.score(model);
    assert!(after.in_scope > before.in_scope);
    assert_eq!((before.answered, after.answered), (1, 1));
    assert_eq!(sheet.info.scope, Scope::Full);
}

#[tokio::test]
async fn what_does_not_apply_waits_for_the_lead_and_submitting_freezes() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let id = act!(setting, &lead, "own", start_assessment(Scope::Full, None)).unwrap();
    let id = id.as_str();
    let empty = submit(&setting, &lead, "own", id, true).await.unwrap_err();
    assert!(matches!(&empty, Error::Invalid(errors) if errors.of("confirm") == Some("nothing-answered")));

    let inputs = [not_applicable("GOV-01", 0), not_applicable("GOV-02", 0)];
    act!(setting, &lead, "own", save_answers(id, "GOV", &inputs)).unwrap();
    let waiting = submit(&setting, &lead, "own", id, true).await.unwrap_err();
    let Error::Invalid(errors) = waiting else {
        panic!("{waiting:?}")
    };
    assert_eq!(errors.of("GOV-01-verdict"), Some("verdict-missing"));

    let verdict = |practice: &str, version, approve| Verdict {
        practice: practice.into(),
        version,
        approve,
    };
    // About a version that is no more.
    assert!(
        !act!(
            setting,
            &lead,
            "own",
            decide_not_applicable(id, &[verdict("GOV-01", 9, true)])
        )
        .unwrap()
    );
    let verdicts = [verdict("GOV-01", 1, true), verdict("GOV-02", 1, false)];
    assert!(act!(setting, &lead, "own", decide_not_applicable(id, &verdicts)).unwrap());
    let unconfirmed = submit(&setting, &lead, "own", id, false).await.unwrap_err();
    assert!(
        matches!(&unconfirmed, Error::Invalid(errors) if errors.of("confirm") == Some("confirm-missing"))
    );
    submit(&setting, &lead, "own", id, true).await.unwrap();

    let again = submit(&setting, &lead, "own", id, true).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
    let late = act!(
        setting,
        &lead,
        "own",
        save_answers(id, "GOV", &[not_applicable("GOV-03", 0)])
    );
    assert!(matches!(late, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
    let decided = act!(setting, &lead, "own", decide_not_applicable(id, &verdicts));
    assert!(matches!(decided, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
    assert!(matches!(
        act!(setting, &lead, "own", extend_assessment(id)),
        Err(Error::NotNow(_))
    ));

    // Neither time nor a new profile changes the report.
    let before = act!(setting, &lead, "own", body_report(id)).unwrap().value.report;
    let profile = ProfileInput {
        flags: vec!["e-voting".into()],
        next_election: "2027-05-09".into(),
        ..ProfileInput::default()
    };
    act!(setting, &lead, "own", save_profile(&profile)).unwrap();
    setting.clock.set(START.plus_seconds(90 * 24 * 3600));
    assert_eq!(
        act!(setting, &lead, "own", body_report(id)).unwrap().value.report,
        before
    );
    let kept = stored_report(&mut setting.store().reader(), &id.into())
        .await
        .unwrap();
    assert_eq!((kept.report, kept.submitted_at), (before, Some(START)));
}

#[tokio::test]
async fn what_is_submitted_is_what_the_lead_saw() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let amal = setting.person("amal", &[(&own, Role::Assessor)]).await;
    let id = act!(setting, &lead, "own", start_assessment(Scope::Quick, None)).unwrap();
    let id = id.as_str();
    let answer = |practice: &str, version| AnswerInput {
        practice: practice.into(),
        answer: "partly".into(),
        ticks: testkit::ticks("GOV-01", "partly"),
        note: format!("version {version}"),
        version,
        ..AnswerInput::default()
    };
    let save = async |input| {
        let saved = act!(setting, &amal, "own", save_answers(id, "GOV", &[input]));
        assert!(saved.unwrap().is_complete());
    };
    save(answer("GOV-01", 0)).await;
    let look = async || {
        let sheet = act!(setting, &lead, "own", review_sheet(id)).unwrap();
        seen_of(&setting.env, &sheet).unwrap()
    };
    let refused = async |seen: &Seen| match act!(setting, &lead, "own", submit_assessment(id, true, seen)) {
        Err(Error::Changed(changes)) => changes,
        other => panic!("{other:?}"),
    };

    let seen = look().await;
    save(answer("GOV-01", 1)).await;
    save(answer("GOV-02", 0)).await;
    let named: Vec<String> = refused(&seen)
        .await
        .into_iter()
        .map(|change| match change {
            Change::Answer { practice, by, at } => format!("{practice} {by} {}", at == START),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(named, ["GOV-01 amal true", "GOV-02 amal true"]);

    let seen = look().await;
    let profile = ProfileInput {
        freeze_weeks: "3".into(),
        ..ProfileInput::default()
    };
    act!(setting, &lead, "own", save_profile(&profile)).unwrap();
    assert_eq!(refused(&seen).await, [Change::Profile]);

    let seen = look().await;
    act!(setting, &lead, "own", extend_assessment(id)).unwrap();
    assert_eq!(refused(&seen).await, [Change::Scope]);

    // Corrected content is another report.
    let sheet = act!(setting, &lead, "own", review_sheet(id)).unwrap();
    assert_eq!(refused(&Seen::of(&sheet, "another")).await, [Change::Model]);

    let seen = look().await;
    act!(setting, &lead, "own", submit_assessment(id, true, &seen)).unwrap();
    let late = act!(setting, &lead, "own", submit_assessment(id, true, &seen));
    assert!(matches!(late, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
}

#[tokio::test]
async fn a_report_that_was_changed_is_an_error_and_no_page() {
    let setting = setting().await;
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let id = act!(setting, &lead, "own", start_assessment(Scope::Full, None)).unwrap();
    let input = AnswerInput {
        practice: "GOV-01".into(),
        answer: "partly".into(),
        ticks: testkit::ticks("GOV-01", "partly"),
        ..AnswerInput::default()
    };
    act!(setting, &lead, "own", save_answers(id.as_str(), "GOV", &[input])).unwrap();
    submit(&setting, &lead, "own", id.as_str(), true).await.unwrap();
    let read = || async { act!(setting, &lead, "own", body_report(id.as_str())) };
    assert!(read().await.is_ok());
    let tamper = async |statement| store::testing::tamper(setting.store(), statement).await;
    tamper("UPDATE submitted_report SET report = REPLACE(report, '\"answered\":1,', '\"answered\":2,')")
        .await;
    assert!(matches!(read().await, Err(Error::Internal(_))));
    tamper("UPDATE submitted_report SET report = REPLACE(report, '\"answered\":2,', '\"answered\":1,')")
        .await;
    assert!(read().await.is_ok());
    tamper("UPDATE submitted_report SET model_version = 3").await;
    assert!(matches!(read().await, Err(Error::Internal(_))));
    tamper("DELETE FROM submitted_report").await;
    assert!(matches!(read().await, Err(Error::Internal(_))));
    // A page of the answers needs it too: what was asked is written in it.
    let sheet = act!(setting, &lead, "own", assessment_sheet(id.as_str()));
    assert!(matches!(sheet, Err(Error::Internal(_))));
}
