//! Assessments: starting one, extending it, where it stands, reviewing and submitting it.

use domain::answer::{Answer, EvidenceGrade};
use domain::content::Lang;
use domain::gap::ReportValue;
use domain::id::{AccountId, AssessmentId, ModelId, PracticeId};
use domain::model::{Domain, Model, ModelRef, Practice};
use domain::policy::{Action, Actor};
use domain::profile::Profile;
use domain::score::{Answers, Given, Scope, Score, score};
use domain::timestamp::Timestamp;
use store::{AnswerMarkRow, AnswerRow, AssessmentRow, AssessmentState, NotApplicableDecision, Submitted};

use crate::profile::parse_profile;
use crate::submitted::sealed;
use crate::{Body, BodyProfile, Error, FieldErrors, NotNow, Result, Seen, Services, security_event};

/// An assessment, without its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentInfo {
    /// The assessment.
    pub id: AssessmentId,
    /// The model that it is about.
    pub model: ModelId,
    /// The model's version.
    pub model_version: u32,
    /// How much of it is asked.
    pub scope: Scope,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it was submitted; nothing: it is open.
    pub submitted_at: Option<Timestamp>,
    /// The sign of the model's texts and numbers as they were when it was started, if that was noted.
    pub model_digest: Option<String>,
}

impl AssessmentInfo {
    /// The version of the model that it is about.
    pub fn model_ref(&self) -> ModelRef {
        ModelRef {
            id: self.model.clone(),
            version: self.model_version,
        }
    }
}

/// What happened to the model of an open assessment since it was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelNews {
    /// A newer version, which the next assessment will take.
    pub newer: Option<u32>,
    /// Whether texts or numbers of its own version were corrected.
    pub is_corrected: bool,
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The practice.
    pub practice: PracticeId,
    /// The answer.
    pub answer: Answer,
    /// A note.
    pub note: String,
    /// What it rests on.
    pub evidence: EvidenceGrade,
    /// Why the practice does not apply.
    pub reason: String,
    /// Whether the lead approved that it does not apply.
    pub approved: bool,
    /// The version of the answer.
    pub version: i64,
    /// The name of who gave it.
    pub by: String,
    /// The account of who gave it.
    pub by_account: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Where a body stands: what its first page shows.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The body.
    pub body: Body,
    /// Its profile.
    pub profile: BodyProfile,
    /// The open assessment, with its scores as they are now.
    pub draft: Option<(AssessmentInfo, Score)>,
    /// The version of the model in whose words the body describes itself: that of the open assessment, else the newest.
    pub model: ModelRef,
    /// What was submitted, newest first.
    pub submitted: Vec<AssessmentInfo>,
}

/// An assessment with everything that its pages need.
#[derive(Clone, Debug)]
pub struct AssessmentSheet {
    /// The body.
    pub body: Body,
    /// The assessment.
    pub info: AssessmentInfo,
    /// The profile in force: the frozen one once it is submitted.
    pub profile: Profile,
    /// Which version of the body's profile that is; 0 once it is submitted.
    pub profile_version: i64,
    /// The report, once it is submitted.
    pub submitted: Option<ReportValue>,
    /// The answers.
    pub answers: Vec<StoredAnswer>,
}

/// What a lead decides about a *not applicable*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The practice.
    pub practice: String,
    /// The version of the answer that the lead saw.
    pub version: i64,
    /// Whether it is approved; else it goes back, as *unknown*.
    pub approve: bool,
}

impl AssessmentSheet {
    /// Whether it can still be changed.
    pub fn is_open(&self) -> bool {
        self.info.submitted_at.is_none()
    }

    /// The answer to a practice.
    pub fn answer(&self, practice: &PracticeId) -> Option<&StoredAnswer> {
        self.answers.iter().find(|answer| answer.practice == *practice)
    }

    /// The answers as the scores need them.
    pub fn given(&self) -> Answers {
        self.answers
            .iter()
            .map(|stored| {
                (
                    stored.practice.clone(),
                    Given {
                        answer: stored.answer,
                        approved: stored.approved,
                    },
                )
            })
            .collect()
    }

    /// The scores as they are now, or were at the submission; they also tell how much of each domain is answered.
    pub fn score(&self, model: &Model) -> Score {
        if let Some(submitted) = &self.submitted {
            return submitted.report.score.clone();
        }
        score(model, &self.profile, &self.given(), self.info.scope)
    }

    /// Whether a practice is asked of this body in this assessment.
    pub fn asks(&self, practice: &Practice) -> bool {
        if let Some(submitted) = &self.submitted {
            return submitted.asked.contains(&practice.id);
        }
        self.info.scope.includes(practice) && self.profile.in_scope(practice)
    }

    /// The practices of a domain that are asked, in the model's order.
    pub fn asked<'a>(&'a self, domain: &'a Domain) -> impl Iterator<Item = &'a Practice> {
        domain.practices.iter().filter(|practice| self.asks(practice))
    }

    /// The answers *not applicable* to practices that are asked, each with its practice and in the model's order.
    pub fn not_applicable<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a Practice, &'a StoredAnswer)> {
        model
            .practices()
            .filter(|practice| self.asks(practice))
            .filter_map(|practice| {
                let stored = self.answer(&practice.id)?;
                (stored.answer == Answer::NotApplicable).then_some((practice, stored))
            })
    }
}

impl Services {
    /// Where a body stands.
    pub async fn overview(&self, actor: &Actor, slug: &str) -> Result<Overview> {
        let body = self.body(actor, slug, Action::ReadBody).await?;
        let profile = self.load_profile(&body.id).await?;
        let mut draft = None;
        let mut submitted = Vec::new();
        for row in self.store().reader().assessments(&body.id).await? {
            let info = info(row)?;
            if info.submitted_at.is_some() {
                submitted.push(info)
            } else {
                draft = Some(info)
            }
        }
        submitted.sort_by_key(|info| std::cmp::Reverse(info.submitted_at));
        let draft = match draft {
            Some(info) => {
                let answers = marks(self.store().reader().answer_marks(&info.id).await?)?;
                let score = score(
                    self.model_of(Lang::default(), &info)?,
                    &profile.profile,
                    &answers,
                    info.scope,
                );
                Some((info, score))
            }
            None => None,
        };
        Ok(Overview {
            model: self.model_in_use(draft.as_ref().map(|(info, _)| info)),
            body,
            profile,
            draft,
            submitted,
        })
    }

    /// Starts an assessment against the newest model.
    ///
    /// # Errors
    /// [`Error::NotNow`] while another one of the body is open.
    pub async fn start_assessment(&self, actor: &Actor, slug: &str, scope: &str) -> Result<AssessmentId> {
        let body = self.body(actor, slug, Action::StartAssessment).await?;
        let account = actor.account.clone().ok_or(Error::NotFound)?;
        let scope = Scope::parse(scope).ok_or_else(|| Error::field("scope", "scope-missing"))?;
        let model = self.catalog().model(Lang::default());
        let digest = self.catalog().model_digest(&model.reference());
        let row = AssessmentRow {
            id: self.new_id(),
            organisation_id: body.id.as_str().to_owned(),
            model_id: model.id.as_str().to_owned(),
            model_version: model.version.into(),
            scope: scope.as_str().to_owned(),
            created_by: account.as_str().to_owned(),
            created_at: self.now().0,
            submitted_by: None,
            submitted_at: None,
            frozen_profile: None,
            model_digest: digest.map(str::to_owned),
        };
        match self
            .store()
            .write(async |tx| tx.insert_assessment(&row).await)
            .await
        {
            Ok(()) => {
                security_event!("assessment-started", by = %account, organisation = %body.id, assessment = %row.id);
                Ok(row.id.into())
            }
            Err(store::Error::Duplicate) => Err(Error::NotNow(NotNow::AssessmentOpen)),
            Err(error) => Err(error.into()),
        }
    }

    /// Makes a full assessment of a Quick Scan; every answer stays. Doing it twice is no error.
    pub async fn extend_assessment(&self, actor: &Actor, slug: &str, id: &str) -> Result<()> {
        let body = self.body(actor, slug, Action::StartAssessment).await?;
        let info = self.load_info(&body, id).await?;
        if info.submitted_at.is_some() {
            return Err(Error::NotNow(NotNow::AssessmentSubmitted));
        }
        self.store()
            .write(async |tx| tx.change_scope(&info.id, Scope::Full.as_str()).await)
            .await?;
        Ok(())
    }

    /// An assessment with its answers, for the questionnaire.
    pub async fn assessment_sheet(&self, actor: &Actor, slug: &str, id: &str) -> Result<AssessmentSheet> {
        self.load_sheet(actor, slug, id, Action::ReadAssessment).await
    }

    /// An assessment with its answers, for the lead who submits it.
    pub async fn review_sheet(&self, actor: &Actor, slug: &str, id: &str) -> Result<AssessmentSheet> {
        self.load_sheet(actor, slug, id, Action::SubmitAssessment).await
    }

    /// Carries out what a lead decided about *not applicable*. False if some of it had changed meanwhile, and so was left.
    pub async fn decide_not_applicable(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        verdicts: &[Verdict],
    ) -> Result<bool> {
        let body = self.body(actor, slug, Action::ApproveNotApplicable).await?;
        let account = actor.account.clone().ok_or(Error::NotFound)?;
        let info = self.load_info(&body, id).await?;
        if info.submitted_at.is_some() {
            return Err(Error::NotNow(NotNow::AssessmentSubmitted));
        }
        if verdicts.is_empty() {
            return Ok(true);
        }
        let decisions: Vec<NotApplicableDecision> = verdicts
            .iter()
            .filter(|verdict| !verdict.practice.contains('\0'))
            .map(|verdict| NotApplicableDecision {
                practice: verdict.practice.clone(),
                on: verdict.version,
                approve: verdict.approve,
            })
            .collect();
        let met = self
            .store()
            .write(async |tx| {
                tx.decide_not_applicable(
                    &info.id,
                    &decisions,
                    Answer::Unknown.as_str(),
                    &account,
                    self.now(),
                )
                .await
            })
            .await?
            .ok_or(Error::NotNow(NotNow::AssessmentSubmitted))?;
        security_event!("not-applicable-decided", by = %account, organisation = %body.id, assessment = %info.id,
            decisions = met);
        Ok(met == verdicts.len() as u64)
    }

    /// Submits an assessment as the lead `seen` it, which freezes it with the body's profile and keeps its report.
    ///
    /// # Errors
    /// [`Error::Changed`] if it is no longer what was seen; [`Error::Invalid`] without the confirmation, while a *not applicable* is not
    /// decided, or if nothing is answered.
    pub async fn submit_assessment(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        is_confirmed: bool,
        seen: &Seen,
    ) -> Result<()> {
        let sheet = self.load_sheet(actor, slug, id, Action::SubmitAssessment).await?;
        let account = actor.account.clone().ok_or(Error::NotFound)?;
        if !sheet.is_open() {
            return Err(Error::NotNow(NotNow::AssessmentSubmitted));
        }
        let model = self.model_of(Lang::default(), &sheet.info)?;
        let now = self.seen(&sheet)?;
        if *seen != now {
            return Err(Error::Changed(seen.changes(&now, &sheet)));
        }
        let mut errors = FieldErrors::new();
        for (practice, stored) in sheet.not_applicable(model) {
            if !stored.approved {
                errors.add(format!("{}-verdict", practice.id), "verdict-missing");
            }
        }
        if sheet.score(model).answered == 0 {
            errors.add("confirm", "nothing-answered");
        } else if !is_confirmed {
            errors.add("confirm", "confirm-missing");
        }
        errors.into_result()?;
        let frozen =
            serde_json::to_string(&sheet.profile).map_err(|error| Error::Internal(error.to_string()))?;
        let moment = self.now();
        let info = AssessmentInfo {
            submitted_at: Some(moment),
            ..sheet.info.clone()
        };
        let value = self.report_value(
            &sheet.body.name,
            &info,
            &sheet.profile,
            &sheet.given(),
            moment.date(),
        )?;
        // What was checked above is what is frozen, or nothing is.
        let state = AssessmentState {
            scope: sheet.info.scope.as_str().to_owned(),
            answers: sheet.answers.len() as i64,
            versions: sheet.answers.iter().map(|stored| stored.version).sum(),
        };
        let report = sealed(&value)?;
        let mut tx = self.store().begin().await?;
        let outcome = tx
            .submit_assessment(&sheet.info.id, &state, &account, moment, &frozen, &report)
            .await?;
        tx.commit().await?;
        match outcome {
            Submitted::Now => {
                security_event!("assessment-submitted", by = %account, organisation = %sheet.body.id, assessment = %sheet.info.id);
                Ok(())
            }
            Submitted::Before => Err(Error::NotNow(NotNow::AssessmentSubmitted)),
            // Between the reading above and the writing.
            Submitted::Changed => {
                let sheet = self.load_sheet(actor, slug, id, Action::SubmitAssessment).await?;
                Err(Error::Changed(seen.changes(&self.seen(&sheet)?, &sheet)))
            }
        }
    }

    /// What there is to be seen of an assessment: the form that submits it carries this.
    pub fn seen(&self, sheet: &AssessmentSheet) -> Result<Seen> {
        let model = sheet.info.model_ref();
        let digest = self
            .catalog()
            .model_digest(&model)
            .ok_or_else(|| Error::Internal(format!("version {model} of a model is gone")))?;
        Ok(Seen::of(sheet, digest))
    }

    /// What happened to the model of an open assessment since it was started; nothing for one that is submitted.
    pub fn model_news(&self, info: &AssessmentInfo) -> ModelNews {
        if info.submitted_at.is_some() {
            return ModelNews::default();
        }
        let newest = self.catalog().model(Lang::default()).version;
        let now = self.catalog().model_digest(&info.model_ref());
        ModelNews {
            newer: (newest > info.model_version).then_some(newest),
            is_corrected: info.model_digest.is_some() && info.model_digest.as_deref() != now,
        }
    }

    /// The version of the model in whose words a body describes itself.
    pub(crate) fn model_in_use(&self, open: Option<&AssessmentInfo>) -> ModelRef {
        open.map_or_else(
            || self.catalog().model(Lang::default()).reference(),
            AssessmentInfo::model_ref,
        )
    }

    /// The model of an assessment, in the language in which it can be had.
    pub fn model_of(&self, lang: Lang, info: &AssessmentInfo) -> Result<&Model> {
        self.model(lang, &info.model_ref())
    }

    pub(crate) async fn load_sheet(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        action: Action,
    ) -> Result<AssessmentSheet> {
        let body = self.body(actor, slug, action).await?;
        let row = self.load_row(&body, id).await?;
        self.sheet_of(body, row).await
    }

    /// The sheet of an assessment that was found. Whoever calls this has asked the policy.
    pub(crate) async fn sheet_of(&self, body: Body, row: AssessmentRow) -> Result<AssessmentSheet> {
        let (profile, profile_version) = match &row.frozen_profile {
            Some(json) => (parse_profile(json)?, 0),
            None => {
                let stored = self.load_profile(&body.id).await?;
                (stored.profile, stored.version)
            }
        };
        let info = info(row)?;
        let submitted = match info.submitted_at {
            Some(_) => Some(self.stored_report(&info.id).await?),
            None => None,
        };
        let answers = self.load_answers(&info.id).await?;
        Ok(AssessmentSheet {
            body,
            info,
            profile,
            profile_version,
            submitted,
            answers,
        })
    }

    pub(crate) async fn load_answers(&self, id: &AssessmentId) -> Result<Vec<StoredAnswer>> {
        self.store()
            .reader()
            .answers(id)
            .await?
            .into_iter()
            .map(stored)
            .collect()
    }

    pub(crate) async fn load_info(&self, body: &Body, id: &str) -> Result<AssessmentInfo> {
        info(self.load_row(body, id).await?)
    }

    pub(crate) async fn load_row(&self, body: &Body, id: &str) -> Result<AssessmentRow> {
        let row = self
            .store()
            .reader()
            .assessment(&id.into())
            .await?
            .ok_or(Error::NotFound)?;
        // Another body's assessment is not found under this one's address.
        if row.organisation_id == body.id.as_str() {
            Ok(row)
        } else {
            Err(Error::NotFound)
        }
    }
}

fn corrupt(what: &str, value: &str) -> Error {
    Error::Internal(format!("a stored {what} cannot be read: {value:?}"))
}

pub(crate) fn info(row: AssessmentRow) -> Result<AssessmentInfo> {
    Ok(AssessmentInfo {
        scope: Scope::parse(&row.scope).ok_or_else(|| corrupt("scope", &row.scope))?,
        model_version: u32::try_from(row.model_version)
            .map_err(|_| corrupt("version", &row.model_version.to_string()))?,
        id: row.id.into(),
        model: row.model_id.into(),
        created_at: Timestamp(row.created_at),
        submitted_at: row.submitted_at.map(Timestamp),
        model_digest: row.model_digest,
    })
}

pub(crate) fn marks(rows: Vec<AnswerMarkRow>) -> Result<Answers> {
    rows.into_iter()
        .map(|row| {
            let answer = Answer::parse(&row.answer).ok_or_else(|| corrupt("answer", &row.answer))?;
            Ok((
                PracticeId::from(row.practice_id),
                Given {
                    answer,
                    approved: row.approved,
                },
            ))
        })
        .collect()
}

fn stored(row: AnswerRow) -> Result<StoredAnswer> {
    Ok(StoredAnswer {
        answer: Answer::parse(&row.answer).ok_or_else(|| corrupt("answer", &row.answer))?,
        evidence: EvidenceGrade::parse(&row.evidence).ok_or_else(|| corrupt("grade", &row.evidence))?,
        practice: row.practice_id.into(),
        note: row.note,
        reason: row.reason,
        approved: row.approved_by.is_some(),
        version: row.version,
        by: row.answered_by_name,
        by_account: row.answered_by.into(),
        at: Timestamp(row.answered_at),
    })
}

#[cfg(test)]
mod tests {
    use domain::organisation::{OrganisationKind, Role};
    use domain::policy::Refusal;

    use super::*;
    use crate::testing::{START, setting, submit};
    use crate::{AnswerInput, Change, ProfileInput};

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
        let services = &setting.services;
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
        let id = services.start_assessment(&lead, "own", "quick").await.unwrap();
        let (own_id, visitor) = (id.as_str(), Actor::default());

        let not_yours = |error: Error| matches!(error, Error::NotFound | Error::Refused(Refusal::NotYours));
        assert!(not_yours(services.overview(&stranger, "own").await.unwrap_err()));
        assert!(not_yours(
            services
                .assessment_sheet(&stranger, "own", own_id)
                .await
                .unwrap_err()
        ));
        assert!(not_yours(
            services.body_report(&stranger, "own", own_id).await.unwrap_err()
        ));
        // Nor under an address of one's own.
        assert!(not_yours(
            services
                .assessment_sheet(&stranger, "other", own_id)
                .await
                .unwrap_err()
        ));
        assert!(not_yours(
            services.overview(&stranger, "donor").await.unwrap_err()
        ));
        assert!(not_yours(services.overview(&lead, "nowhere").await.unwrap_err()));
        assert!(not_yours(services.overview(&lead, "ow\0n").await.unwrap_err()));
        assert!(not_yours(
            services.assessment_sheet(&lead, "own", "\0").await.unwrap_err()
        ));
        assert!(services.overview(&learner, "own").await.is_ok());
        assert!(not_yours(
            services
                .assessment_sheet(&learner, "own", own_id)
                .await
                .unwrap_err()
        ));
        assert!(services.assessment_sheet(&assessor, "own", own_id).await.is_ok());
        assert!(not_yours(
            services.review_sheet(&assessor, "own", own_id).await.unwrap_err()
        ));
        assert!(not_yours(
            services
                .start_assessment(&assessor, "own", "full")
                .await
                .unwrap_err()
        ));
        assert!(not_yours(
            submit(services, &assessor, "own", own_id, true)
                .await
                .unwrap_err()
        ));
        let asked = services.overview(&visitor, "nowhere").await.unwrap_err();
        assert!(matches!(asked, Error::Refused(Refusal::SignIn)));
    }

    #[tokio::test]
    async fn one_assessment_is_open_at_a_time_and_a_quick_scan_grows() {
        let setting = setting().await;
        let services = &setting.services;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
        assert!(matches!(
            services.start_assessment(&lead, "own", "").await,
            Err(Error::Invalid(_))
        ));
        let id = services.start_assessment(&lead, "own", "quick").await.unwrap();
        let second = services.start_assessment(&lead, "own", "full").await;
        assert!(matches!(second, Err(Error::NotNow(NotNow::AssessmentOpen))));
        let input = AnswerInput {
            practice: "GOV-01".into(),
            answer: "fully".into(),
            ..AnswerInput::default()
        };
        services
            .save_answers(&lead, "own", id.as_str(), "GOV", &[input])
            .await
            .unwrap();
        let model = services.catalog().model(Lang::En);
        let before = services
            .assessment_sheet(&lead, "own", id.as_str())
            .await
            .unwrap()
            .score(model);
        for _ in 0..2 {
            services
                .extend_assessment(&lead, "own", id.as_str())
                .await
                .unwrap();
        }
        let sheet = services
            .assessment_sheet(&lead, "own", id.as_str())
            .await
            .unwrap();
        let after = sheet.score(model);
        assert!(after.in_scope > before.in_scope);
        assert_eq!((before.answered, after.answered), (1, 1));
        assert_eq!(sheet.info.scope, Scope::Full);
    }

    #[tokio::test]
    async fn what_does_not_apply_waits_for_the_lead_and_submitting_freezes() {
        let setting = setting().await;
        let services = &setting.services;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
        let id = services.start_assessment(&lead, "own", "full").await.unwrap();
        let id = id.as_str();
        let empty = submit(services, &lead, "own", id, true).await.unwrap_err();
        assert!(matches!(&empty, Error::Invalid(errors) if errors.of("confirm") == Some("nothing-answered")));

        let inputs = [not_applicable("GOV-01", 0), not_applicable("GOV-02", 0)];
        services
            .save_answers(&lead, "own", id, "GOV", &inputs)
            .await
            .unwrap();
        let waiting = submit(services, &lead, "own", id, true).await.unwrap_err();
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
            !services
                .decide_not_applicable(&lead, "own", id, &[verdict("GOV-01", 9, true)])
                .await
                .unwrap()
        );
        let verdicts = [verdict("GOV-01", 1, true), verdict("GOV-02", 1, false)];
        assert!(
            services
                .decide_not_applicable(&lead, "own", id, &verdicts)
                .await
                .unwrap()
        );
        let unconfirmed = submit(services, &lead, "own", id, false).await.unwrap_err();
        assert!(
            matches!(&unconfirmed, Error::Invalid(errors) if errors.of("confirm") == Some("confirm-missing"))
        );
        submit(services, &lead, "own", id, true).await.unwrap();

        let again = submit(services, &lead, "own", id, true).await;
        assert!(matches!(again, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
        let late = services
            .save_answers(&lead, "own", id, "GOV", &[not_applicable("GOV-03", 0)])
            .await;
        assert!(matches!(late, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
        let decided = services.decide_not_applicable(&lead, "own", id, &verdicts).await;
        assert!(matches!(decided, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
        assert!(matches!(
            services.extend_assessment(&lead, "own", id).await,
            Err(Error::NotNow(_))
        ));

        // Neither time nor a new profile changes the report.
        let before = services.body_report(&lead, "own", id).await.unwrap().value.report;
        let profile = ProfileInput {
            flags: vec!["e-voting".into()],
            next_election: "2027-05-09".into(),
            ..ProfileInput::default()
        };
        services.save_profile(&lead, "own", &profile).await.unwrap();
        setting.clock.set(START.plus_seconds(90 * 24 * 3600));
        assert_eq!(
            services.body_report(&lead, "own", id).await.unwrap().value.report,
            before
        );
        let kept = services.stored_report(&id.into()).await.unwrap();
        assert_eq!((kept.report, kept.submitted_at), (before, Some(START)));
    }

    #[tokio::test]
    async fn what_is_submitted_is_what_the_lead_saw() {
        let setting = setting().await;
        let services = &setting.services;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
        let amal = setting.person("amal", &[(&own, Role::Assessor)]).await;
        let id = services.start_assessment(&lead, "own", "quick").await.unwrap();
        let id = id.as_str();
        let answer = |practice: &str, version| AnswerInput {
            practice: practice.into(),
            answer: "partly".into(),
            note: format!("version {version}"),
            version,
            ..AnswerInput::default()
        };
        let save = async |input| {
            let saved = services.save_answers(&amal, "own", id, "GOV", &[input]).await;
            assert!(saved.unwrap().is_complete());
        };
        save(answer("GOV-01", 0)).await;
        let look = async || {
            let sheet = services.review_sheet(&lead, "own", id).await.unwrap();
            services.seen(&sheet).unwrap()
        };
        let refused = async |seen: &Seen| match services.submit_assessment(&lead, "own", id, true, seen).await
        {
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
        services.save_profile(&lead, "own", &profile).await.unwrap();
        assert_eq!(refused(&seen).await, [Change::Profile]);

        let seen = look().await;
        services.extend_assessment(&lead, "own", id).await.unwrap();
        assert_eq!(refused(&seen).await, [Change::Scope]);

        // Corrected content is another report.
        let sheet = services.review_sheet(&lead, "own", id).await.unwrap();
        assert_eq!(refused(&Seen::of(&sheet, "another")).await, [Change::Model]);

        let seen = look().await;
        services
            .submit_assessment(&lead, "own", id, true, &seen)
            .await
            .unwrap();
        let late = services.submit_assessment(&lead, "own", id, true, &seen).await;
        assert!(matches!(late, Err(Error::NotNow(NotNow::AssessmentSubmitted))));
    }

    #[tokio::test]
    async fn a_report_that_was_changed_is_an_error_and_no_page() {
        let setting = setting().await;
        let services = &setting.services;
        let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
        let id = services.start_assessment(&lead, "own", "full").await.unwrap();
        let input = AnswerInput {
            practice: "GOV-01".into(),
            answer: "partly".into(),
            ..AnswerInput::default()
        };
        services
            .save_answers(&lead, "own", id.as_str(), "GOV", &[input])
            .await
            .unwrap();
        submit(services, &lead, "own", id.as_str(), true).await.unwrap();
        let read = || services.body_report(&lead, "own", id.as_str());
        assert!(read().await.is_ok());
        let tamper = async |statement| store::testing::tamper(services.store(), statement).await;
        tamper("UPDATE submitted_report SET report = REPLACE(report, '\"answered\":1,', '\"answered\":2,')")
            .await;
        assert!(matches!(read().await, Err(Error::Internal(_))));
        tamper("UPDATE submitted_report SET report = REPLACE(report, '\"answered\":2,', '\"answered\":1,')")
            .await;
        assert!(read().await.is_ok());
        tamper("UPDATE submitted_report SET model_version = 2").await;
        assert!(matches!(read().await, Err(Error::Internal(_))));
        tamper("DELETE FROM submitted_report").await;
        assert!(matches!(read().await, Err(Error::Internal(_))));
        // A page of the answers needs it too: what was asked is written in it.
        let sheet = services.assessment_sheet(&lead, "own", id.as_str()).await;
        assert!(matches!(sheet, Err(Error::Internal(_))));
    }
}
