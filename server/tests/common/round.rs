//! Bodies that answered and decided, for tests of rounds.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Model;
use domain::assess::score::Scope;
use domain::content::Lang;
use domain::disclose::Consent;
use domain::identity::organisation::OrganisationKind;
use store::testing::ROLES;
use store::{AnswerChange, AssessmentRow, Confirmed, OrganisationRow, Proposed};

use super::{START, Site};

/// A body of the north that answered everything alike and submitted it, with the newest version of the model; the id of the assessment.
pub async fn answered_body(site: &Site, slug: &str, answer: Answer) -> String {
    answered_body_with(site, slug, answer, site.runner.env.catalog().model(Lang::En)).await
}

/// The same with a version of the model that need not be the newest.
pub async fn answered_body_with(site: &Site, slug: &str, answer: Answer, model: &Model) -> String {
    let taken = site
        .store
        .reader()
        .organisation_by_slug(slug)
        .await
        .expect("a store")
        .is_some();
    if !taken {
        let row = OrganisationRow {
            name: format!("The {slug}"),
            country: "XB".into(),
            ..store::testing::new_organisation(slug, OrganisationKind::ElectionBody)
        };
        site.store
            .write(async |tx| tx.insert_organisation(&row).await)
            .await
            .expect("an organisation");
    }
    let row = AssessmentRow {
        id: site.runner.env.new_id(),
        organisation_id: slug.into(),
        model_id: model.id.as_str().into(),
        model_version: i64::from(model.version),
        scope: Scope::Full,
        created_by: "lead".into(),
        created_at: 0,
        submitted_by: None,
        submitted_at: None,
        frozen_profile: None,
        model_digest: None,
        follows: None,
    };
    let changes: Vec<AnswerChange> = model
        .practices()
        .map(|practice| AnswerChange {
            practice: practice.id.clone(),
            answer,
            ticks: practice
                .question
                .parts()
                .and_then(|parts| parts.ticks_for(answer)),
            note: "a note that stays in the house".into(),
            evidence: EvidenceGrade::None,
            reason: String::new(),
            on: 0,
        })
        .collect();
    store::testing::submitted(&site.store, &row, &changes, START).await;
    server::keeping::keep_what_was_submitted(&site.runner)
        .await
        .expect("its report");
    row.id
}

/// Puts a consent into force by two people of the body whom nobody else needs; the id of the consent.
pub async fn consent(site: &Site, round: &str, slug: &str, recipient: &str, level: Consent) -> String {
    let id = format!("{slug}-{round}-{recipient}");
    let mut people = Vec::new();
    for role in ["lead", "assessor"] {
        let person = format!("{slug}-{role}");
        let email = format!("{person}@example.org");
        if site
            .store
            .reader()
            .account_by_email(&email)
            .await
            .expect("a store")
            .is_none()
        {
            let account = store::testing::account(&site.store, &person).await;
            store::testing::member(&site.store, &account, &slug.into(), role).await;
        }
        people.push(person.into());
    }
    let proposal = store::testing::proposal(&id, &round.into(), &slug.into(), recipient, level, &people[0]);
    let proposed = site
        .store
        .write(async |tx| tx.propose_consent(&proposal, ROLES).await)
        .await;
    assert_eq!(proposed.expect("a store"), Proposed::Waiting);
    let confirmed = site
        .store
        .write(async |tx| {
            tx.confirm_consent(&id, &slug.into(), &people[1], START, ROLES, "")
                .await
        })
        .await;
    assert_eq!(confirmed.expect("a store"), Confirmed::Now);
    id
}
