//! Consents, rounds and releases through the use cases alone, by subject. Here is the world in which they are tried.

mod access;
mod asking;
mod closing;
mod consent;
mod counted;
mod kept;
mod lists;
mod needs;
mod opening;
mod package;
mod recorded;
mod tampering;

use std::collections::BTreeMap;

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Practice;
use domain::assess::score::Scope;
use domain::disclose::{Consent, Parameters, Published, Recipient, Release, Row, RowShown};
use domain::id::OrganisationId;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Refusal};
use store::{AnswerChange, AssessmentRow, OrganisationRow};

use domain::identity::policy::Instance;
use testkit::{Setting, act, setting, setting_with};
use usecase::{Error, NotNow, Result, Words};

use super::*;
use crate::round::all_rounds;

const DAY: i64 = 24 * 60 * 60;

/// An instance with an operator, two donors and some bodies.
struct World {
    setting: Setting,
    cache: ReleaseCache,
    operator: Actor,
    first: Actor,
    second: Actor,
    bodies: BTreeMap<String, (Actor, Actor)>,
}

impl World {
    async fn new() -> Self {
        Self::in_setting(setting().await).await
    }

    async fn in_setting(setting: Setting) -> Self {
        let house = setting.organisation("house", OrganisationKind::Operator).await;
        let (d1, d2) = (
            setting.organisation("d1", OrganisationKind::Donor).await,
            setting.organisation("d2", OrganisationKind::Donor).await,
        );
        let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
        let first = setting.person("first", &[(&d1, Role::Analyst)]).await;
        let second = setting.person("second", &[(&d2, Role::Analyst)]).await;
        Self {
            setting,
            cache: ReleaseCache::default(),
            operator,
            first,
            second,
            bodies: BTreeMap::new(),
        }
    }

    /// A body with a lead and an assessor.
    async fn body(&mut self, slug: &str, region: &str) {
        let row = OrganisationRow {
            name: format!("The body of {slug}"),
            region: region.into(),
            ..store::testing::new_organisation(slug, OrganisationKind::ElectionBody)
        };
        self.setting
            .store()
            .write(async |tx| tx.insert_organisation(&row).await)
            .await
            .unwrap();
        let id = OrganisationId::from(slug);
        let lead = self
            .setting
            .person(&format!("{slug}-lead"), &[(&id, Role::Lead)])
            .await;
        let assessor = self
            .setting
            .person(&format!("{slug}-assessor"), &[(&id, Role::Assessor)])
            .await;
        self.bodies.insert(slug.into(), (lead, assessor));
    }

    /// Bodies of a region that all answered everything.
    async fn answered_bodies(&mut self, slugs: &[&str], region: &str, answer: Answer) {
        for slug in slugs {
            self.body(slug, region).await;
            self.submit(slug, Scope::Full, |_| Some(answer)).await;
        }
    }

    async fn submit(&self, slug: &str, scope: Scope, answer: impl Fn(&Practice) -> Option<Answer>) {
        self.setting.clock.set(self.setting.env.now().plus_seconds(1));
        let model = self.setting.env.catalog().model(Default::default());
        let by = self.bodies[slug].0.account.clone().unwrap();
        let row = AssessmentRow {
            id: self.setting.env.new_id(),
            organisation_id: slug.into(),
            model_id: model.id.as_str().into(),
            model_version: i64::from(model.version),
            scope,
            created_by: by.as_str().into(),
            created_at: self.setting.env.now().0,
            submitted_by: None,
            submitted_at: None,
            frozen_profile: None,
            model_digest: None,
            follows: None,
        };
        let changes: Vec<AnswerChange> = model
            .practices()
            .filter(|practice| scope.includes(practice))
            .filter_map(|practice| {
                Some(AnswerChange {
                    practice: practice.id.clone(),
                    answer: answer(practice)?,
                    ticks: None,
                    note: String::new(),
                    evidence: EvidenceGrade::None,
                    reason: String::new(),
                    on: 0,
                })
            })
            .collect();
        store::testing::submitted(self.setting.store(), &row, &changes, self.setting.env.now()).await;
        for row in self
            .setting
            .store()
            .reader()
            .assessments_without_report()
            .await
            .unwrap()
        {
            self.setting
                .store()
                .write(async |tx| assess::keep_report(&self.setting.env, tx, row, slug).await)
                .await
                .unwrap();
        }
    }

    async fn open(&self, title: &str) -> String {
        act!(self.setting, &self.operator, open_round(&NewRound::titled(title)))
            .unwrap()
            .slug
    }

    async fn propose(&self, slug: &str, round: &str, recipient: &str, level: Consent) -> Result<String> {
        let (lead, _) = &self.bodies[slug];
        let id = OrganisationId::from(slug);
        let input = NewProposal::parse(round, recipient, level.as_str())?;
        act!(
            self.setting,
            lead,
            &id,
            propose_consent(&input, &Words::default())
        )?;
        let sharing = act!(self.setting, lead, &id, crate::sharing())?;
        let round = sharing
            .rounds
            .iter()
            .find(|found| found.round.slug == round)
            .unwrap();
        Ok(round.waiting(&Recipient::parse(recipient)).unwrap().id.clone())
    }

    /// Two people decide; nothing is to be decided if it is so already.
    async fn consent(&self, slug: &str, round: &str, recipient: &str, level: Consent) {
        match self.propose(slug, round, recipient, level).await {
            Ok(proposal) => {
                let (_, assessor) = &self.bodies[slug];
                act!(
                    self.setting,
                    assessor,
                    slug,
                    confirm_consent(&proposal, &Words::default())
                )
                .unwrap();
            }
            Err(Error::Invalid(errors)) => {
                assert_eq!(errors.of(&format!("level-{round}")), Some("consent-unchanged"));
            }
            Err(error) => panic!("{error}"),
        }
    }

    async fn close_as(&self, actor: &Actor, round: &str) -> Result<()> {
        let permit = self.setting.env.permit(actor, Instance)?;
        close_round(&self.setting, &permit, round).await
    }

    async fn close(&self, round: &str) -> PublishedRelease {
        self.setting.clock.set(self.setting.env.now().plus_seconds(DAY));
        self.close_as(&self.operator, round).await.unwrap();
        self.release(&self.first, round).await
    }

    async fn release(&self, donor: &Actor, round: &str) -> PublishedRelease {
        act!(self.setting, donor, release(&self.cache, round)).unwrap()
    }
}

/// The release of groups.
fn groups(published: &PublishedRelease) -> &Release {
    match published.whole() {
        Some(Published::Groups(release)) => release,
        other => panic!("{other:?}"),
    }
}

fn text(published: &PublishedRelease) -> String {
    String::from_utf8(groups(published).to_bytes()).unwrap()
}

fn aggregate(published: &PublishedRelease) -> Option<usize> {
    groups(published).coverage().aggregate_at_least
}

fn is_not_found<T>(result: Result<T>) -> bool {
    matches!(result, Err(Error::NotFound))
}
