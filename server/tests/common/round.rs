//! Bodies that answered and decided, for tests of rounds.

use domain::answer::Answer;
use store::{AnswerChange, AssessmentRow, OrganisationRow};

use super::{START, Site};

/// A body of the north that answered everything alike and submitted it; the id of the assessment.
pub async fn answered_body(site: &Site, slug: &str, answer: Answer) -> String {
    let taken = site
        .store
        .organisation_by_slug(slug)
        .await
        .expect("a store")
        .is_some();
    if !taken {
        let row = OrganisationRow {
            id: slug.into(),
            slug: slug.into(),
            kind: "election-body".into(),
            name: format!("The {slug}"),
            country: "XB".into(),
            region: "north".into(),
            income_group: "lower-middle".into(),
            created_at: 0,
        };
        site.store
            .insert_organisation(&row)
            .await
            .expect("an organisation");
    }
    let model = site.services.catalog().model(Default::default());
    let row = AssessmentRow {
        id: format!("assessment-of-{slug}"),
        organisation_id: slug.into(),
        model_id: model.id.as_str().into(),
        model_version: i64::from(model.version),
        scope: "full".into(),
        created_by: "lead".into(),
        created_at: 0,
        submitted_by: None,
        submitted_at: None,
        frozen_profile: None,
        model_digest: None,
    };
    let changes: Vec<AnswerChange> = model
        .practices()
        .map(|practice| AnswerChange {
            practice: practice.id.as_str().into(),
            answer: answer.as_str().into(),
            note: "a note that stays in the house".into(),
            evidence: "none".into(),
            reason: String::new(),
            on: 0,
        })
        .collect();
    store::testing::submitted(&site.store, &row, &changes, START).await;
    site.services.keep_what_was_submitted().await.expect("its report");
    row.id
}

/// Puts a consent into force without its two people, who are tried elsewhere; the id of the consent.
pub async fn consent(site: &Site, round: &str, slug: &str, recipient: &str, level: &str) -> String {
    let id = format!("{slug}-{round}-{recipient}");
    let proposal =
        store::testing::proposal(&id, &round.into(), &slug.into(), recipient, level, &"lead".into());
    site.store.propose_consent(&proposal).await.expect("a proposal");
    site.store
        .confirm_consent(&id, &slug.into(), &"assessor".into(), START)
        .await
        .expect("a confirmation");
    id
}
