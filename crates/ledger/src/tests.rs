//! The ledger over several use cases: who sees what, when, and what comes of it.

mod chain;
mod seen;
mod sending;

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::score::Scope;
use domain::id::OrganisationId;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Refusal};
use store::{AnswerChange, AssessmentRow};
use testkit::{Setting, act, setting};
use usecase::{Error, Result};

use super::*;

const DAY: i64 = 24 * 60 * 60;

/// A body with two leads and an assessor, another body, two donors and a partner.
struct World {
    setting: Setting,
    own: OrganisationId,
    lead: Actor,
    second: Actor,
    assessor: Actor,
    stranger: Actor,
    donor: Actor,
    other_donor: Actor,
    partner: Actor,
}

impl World {
    async fn new() -> Self {
        let setting = setting().await;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let other = setting
            .organisation("other", OrganisationKind::ElectionBody)
            .await;
        let donor = setting.organisation("donor", OrganisationKind::Donor).await;
        let rival = setting.organisation("rival", OrganisationKind::Donor).await;
        let partner = setting.organisation("partner", OrganisationKind::Partner).await;
        let world = Self {
            lead: setting.person("lead", &[(&own, Role::Lead)]).await,
            second: setting.person("second", &[(&own, Role::Lead)]).await,
            assessor: setting.person("assessor", &[(&own, Role::Assessor)]).await,
            stranger: setting.person("stranger", &[(&other, Role::Lead)]).await,
            donor: setting.person("analyst", &[(&donor, Role::Analyst)]).await,
            other_donor: setting.person("rival-analyst", &[(&rival, Role::Analyst)]).await,
            partner: setting
                .person("implementer", &[(&partner, Role::Implementer)])
                .await,
            own,
            setting,
        };
        world.submit(Answer::Partly).await;
        world
    }

    fn wait(&self, seconds: i64) {
        self.setting
            .clock
            .set(self.setting.env.now().plus_seconds(seconds));
    }

    /// The day so many days from now.
    fn day(&self, days: i64) -> String {
        self.setting.env.now().plus_seconds(days * DAY).date().to_string()
    }

    /// The body submits an assessment in which every practice is answered so; its id.
    async fn submit(&self, answer: Answer) -> String {
        self.wait(1);
        let model = self.setting.env.catalog().model(Default::default());
        let now = self.setting.env.now();
        let row = AssessmentRow {
            id: self.setting.env.new_id(),
            organisation_id: "own".into(),
            model_id: model.id.as_str().into(),
            model_version: i64::from(model.version),
            scope: Scope::Full,
            created_by: "lead".into(),
            created_at: now.0,
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
                ticks: None,
                note: String::new(),
                evidence: EvidenceGrade::None,
                reason: String::new(),
                on: 0,
            })
            .collect();
        store::testing::submitted(self.setting.store(), &row, &changes, now).await;
        let without = self.setting.store().reader().assessments_without_report().await;
        for row in without.unwrap() {
            let keep = self.setting.store();
            keep.write(async |tx| assess::keep_report(&self.setting.env, tx, row, "The own body").await)
                .await
                .unwrap();
        }
        row.id
    }

    /// What would be sent for a practice, to those or to all.
    async fn typed(&self, practice: &str, recipients: &[&str]) -> NewRequest {
        let asking = act!(self.setting, &self.lead, &self.own, ask(practice)).unwrap();
        NewRequest {
            practice: practice.to_owned(),
            assessment: asking.assessment.to_string(),
            wanted: String::new(),
            to: if recipients.is_empty() { "all" } else { "named" }.to_owned(),
            recipients: recipients.iter().map(|id| (*id).to_owned()).collect(),
            last_day: self.day(30),
        }
    }

    async fn propose(&self, practice: &str, recipients: &[&str]) -> Result<String> {
        let typed = self.typed(practice, recipients).await;
        act!(self.setting, &self.lead, &self.own, propose_request(&typed))
    }

    /// An open request.
    async fn open(&self, practice: &str, recipients: &[&str]) -> String {
        let id = self.propose(practice, recipients).await.unwrap();
        act!(self.setting, &self.assessor, &self.own, confirm_request(&id)).unwrap();
        id
    }

    async fn sees(&self, who: &Actor, id: &str) -> Result<SeenRequestWhole> {
        act!(self.setting, who, seen_request(id))
    }

    /// The practices of the open requests that somebody sees.
    async fn list(&self, who: &Actor) -> Vec<String> {
        let query = OpenQuery::default();
        let listed = act!(self.setting, who, open_requests(&query)).unwrap();
        listed
            .rows
            .iter()
            .map(|request| request.shown.practice.to_string())
            .collect()
    }

    async fn whole(&self, id: &str) -> OwnRequestWhole {
        act!(self.setting, &self.lead, &self.own, own_request(id, None)).unwrap()
    }

    fn an_offer(&self, id: &str) -> OfferInput {
        let practice = "GOV-01".into();
        let help = helps_for(&self.setting.env, Default::default(), &practice)[0]
            .id
            .to_string();
        OfferInput {
            help,
            who_delivers: format!("The people of {id}"),
            words: "In spring.".to_owned(),
            cost: "middle".to_owned(),
        }
    }

    /// Offers help on a request about GOV-01; the offer's id.
    async fn offer(&self, who: &Actor, helper: &str, request: &str) -> Result<String> {
        let input = self.an_offer(helper);
        // Offers stand in the order of time.
        self.wait(1);
        act!(self.setting, who, helper, offer_help(request, &input))?;
        let seen = self.sees(who, request).await?;
        Ok(seen.offers.last().unwrap().id.to_string())
    }
}

fn is_not_found<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::NotFound | Error::Refused(Refusal::NotYours)))
}

/// The key of the first thing that is wrong with what was sent.
fn wrong<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Invalid(errors)) => format!("{} {}", errors.0[0].0, errors.0[0].1),
        Err(Error::NotNow(reason)) => reason.key().to_owned(),
        other => format!("{other:?}"),
    }
}
