//! A body goes from version 1 of the model to version 2, with the real content.

use std::collections::BTreeSet;

use domain::assess::answer::Answer;
use domain::assess::model::ModelRef;
use domain::assess::score::Scope;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::Actor;
use testkit::{Setting, act, setting};
use usecase::Error;

use super::*;
use crate::{
    AnswerInput, Verdict, assessment_sheet, decide_not_applicable, review_sheet, save_answers, seen_of,
    start_assessment, start_with, submit_assessment,
};

fn version(setting: &Setting, number: u32) -> ModelRef {
    let models = setting.env.catalog().models(Lang::En);
    models
        .iter()
        .find(|model| model.version == number)
        .expect("a version")
        .reference()
}

/// A body that answered every question of version 1, each with another answer, and submitted it.
async fn submitted_body(setting: &Setting) -> (Actor, AssessmentId) {
    let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
    let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
    let first = version(setting, 1);
    let id = act!(setting, &lead, "own", start_with(Scope::Full, &first, None)).unwrap();
    let model = setting.env.model(Lang::En, &first).unwrap();
    for domain in &model.domains {
        let inputs: Vec<AnswerInput> = domain
            .practices
            .iter()
            .enumerate()
            .map(|(index, practice)| {
                let answer = Answer::ALL[index % Answer::ALL.len()];
                AnswerInput {
                    practice: practice.id.to_string(),
                    answer: answer.as_str().into(),
                    note: format!("note on {}", practice.id),
                    reason: if answer == Answer::NotApplicable {
                        "None here.".into()
                    } else {
                        String::new()
                    },
                    ..AnswerInput::default()
                }
            })
            .collect();
        let saved = act!(
            setting,
            &lead,
            "own",
            save_answers(id.as_str(), domain.code.as_str(), &inputs)
        )
        .unwrap();
        assert!(saved.is_complete());
    }
    let sheet = act!(setting, &lead, "own", review_sheet(id.as_str())).unwrap();
    let verdicts: Vec<Verdict> = sheet
        .not_applicable(model)
        .map(|(practice, stored)| Verdict {
            practice: practice.id.to_string(),
            version: stored.version,
            approve: true,
        })
        .collect();
    act!(
        setting,
        &lead,
        "own",
        decide_not_applicable(id.as_str(), &verdicts)
    )
    .unwrap();
    let sheet = act!(setting, &lead, "own", review_sheet(id.as_str())).unwrap();
    let seen = seen_of(&setting.env, &sheet).unwrap();
    act!(setting, &lead, "own", submit_assessment(id.as_str(), true, &seen)).unwrap();
    (lead, id)
}

async fn earlier_of(setting: &Setting, lead: &Actor, id: &AssessmentId) -> (AssessmentSheet, Earlier) {
    let sheet = act!(setting, lead, "own", assessment_sheet(id.as_str())).unwrap();
    let earlier = act!(setting, lead, "own", earlier(&sheet)).unwrap();
    (sheet, earlier.expect("an earlier one"))
}

#[tokio::test]
async fn nothing_is_lost_and_nothing_counts_for_more() {
    let setting = setting().await;
    let (lead, old) = submitted_body(&setting).await;
    let before = act!(setting, &lead, "own", assessment_sheet(old.as_str())).unwrap();
    let new = act!(
        setting,
        &lead,
        "own",
        start_assessment(Scope::Full, Some(old.as_str()))
    )
    .unwrap();
    let model = setting.env.catalog().model(Lang::En);
    let upgrade = model.upgrade.as_ref().unwrap();
    let (sheet, earlier) = earlier_of(&setting, &lead, &new).await;
    assert_eq!(earlier.info.id, old);
    // Every old note is in an answer, or stands beside the practice that took its matter on.
    for stored in &before.answers {
        let successors: Vec<_> = upgrade.successors(model, &stored.practice).collect();
        assert!(!successors.is_empty(), "{} goes nowhere", stored.practice);
        for practice in successors {
            let is_taken = sheet
                .answer(&practice.id)
                .is_some_and(|answer| answer.note.contains(&stored.note));
            let is_beside = earlier
                .answers_to(model, &practice.id)
                .any(|old| old.note == stored.note);
            assert!(is_taken || is_beside, "{} in {}", stored.practice, practice.id);
        }
    }
    for stored in &sheet.answers {
        let old = before.answer(&stored.practice);
        let value = |answer: &StoredAnswer| answer.answer.thirds().unwrap_or_default();
        assert!(stored.taken_over.is_some() && stored.answer != Answer::Unknown);
        if let Some(old) = old {
            assert!(value(stored) <= value(old), "{}", stored.practice);
            assert_eq!(
                (stored.by_account.clone(), stored.at),
                (old.by_account.clone(), old.at)
            );
        }
        if stored.answer == Answer::NotApplicable {
            let was_approved = old.is_some_and(|old| old.approved);
            let is_same = stored.taken_over == Some(Change::Same);
            assert_eq!(stored.approved, was_approved && is_same, "{}", stored.practice);
        }
    }
    // Whatever is asked is answered, or on the list.
    let again = LookAgain::of(model, &sheet, &earlier);
    let listed: BTreeSet<&PracticeId> = [&again.fresh, &again.new]
        .into_iter()
        .flatten()
        .map(|(_, practice)| &practice.id)
        .collect();
    for domain in &model.domains {
        for practice in sheet.asked(model, domain) {
            let origin = upgrade.origin(&practice.id);
            let was_unknown = origin.is_some_and(|origin| origin.change != Change::Fresh)
                && sheet.answer(&practice.id).is_none();
            let is_told = sheet.answer(&practice.id).is_some() || listed.contains(&practice.id);
            assert!(is_told || was_unknown, "{}", practice.id);
        }
    }
    assert!(!again.reworded.is_empty() && !again.open_parts.is_empty() && !again.not_asked.is_empty());
    // The old one is what it was.
    let after = act!(setting, &lead, "own", assessment_sheet(old.as_str())).unwrap();
    assert_eq!(
        (after.answers, after.submitted),
        (before.answers, before.submitted)
    );
}

#[tokio::test]
async fn whoever_says_that_it_is_still_true_has_looked() {
    let setting = setting().await;
    let (lead, old) = submitted_body(&setting).await;
    let new = act!(
        setting,
        &lead,
        "own",
        start_assessment(Scope::Full, Some(old.as_str()))
    )
    .unwrap();
    let model = setting.env.catalog().model(Lang::En);
    let (sheet, earlier) = earlier_of(&setting, &lead, &new).await;
    let again = LookAgain::of(model, &sheet, &earlier);
    let (domain, practice) = again.reworded[0];
    let stored = sheet.answer(&practice.id).unwrap();
    let same = AnswerInput {
        practice: practice.id.to_string(),
        answer: stored.answer.as_str().into(),
        ticks: stored.ticks_text(),
        note: stored.note.clone(),
        evidence: stored.evidence.as_str().into(),
        reason: stored.reason.clone(),
        version: stored.version,
        was: stored.fingerprint(),
        ..AnswerInput::default()
    };
    let code = domain.code.as_str();
    // To send the form back says nothing.
    act!(
        setting,
        &lead,
        "own",
        save_answers(new.as_str(), code, std::slice::from_ref(&same))
    )
    .unwrap();
    let (sheet, _) = earlier_of(&setting, &lead, &new).await;
    assert!(sheet.answer(&practice.id).unwrap().taken_over.is_some());
    let confirmed = AnswerInput {
        is_still_true: true,
        ..same
    };
    let report = act!(
        setting,
        &lead,
        "own",
        save_answers(new.as_str(), code, &[confirmed])
    )
    .unwrap();
    assert!(report.is_complete(), "{:?}", report.errors);
    let (sheet, earlier) = earlier_of(&setting, &lead, &new).await;
    assert_eq!(sheet.answer(&practice.id).unwrap().taken_over, None);
    let left = LookAgain::of(model, &sheet, &earlier);
    assert_eq!(left.reworded.len() + 1, again.reworded.len());
}

#[tokio::test]
async fn answers_are_taken_over_from_one_s_own_last_version_only() {
    let setting = setting().await;
    let (lead, old) = submitted_body(&setting).await;
    let other = setting
        .organisation("other", OrganisationKind::ElectionBody)
        .await;
    let stranger = setting.person("stranger", &[(&other, Role::Lead)]).await;
    let start = async |who: &Actor, slug: &str, after: &str| {
        act!(setting, who, slug, start_assessment(Scope::Full, Some(after)))
    };
    assert!(matches!(
        start(&stranger, "other", old.as_str()).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        start(&lead, "own", "nothing").await,
        Err(Error::NotFound)
    ));
    let new = start(&lead, "own", old.as_str()).await.unwrap();
    // One that is open, and of the same version, is nothing to begin from.
    assert!(matches!(
        start(&lead, "own", new.as_str()).await,
        Err(Error::NotFound)
    ));
    let sheet = act!(setting, &stranger, "own", assessment_sheet(new.as_str()));
    assert!(sheet.is_err());
}
