//! An assessment with its answers.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::gap::ReportValue;
use domain::assess::model::{Domain, Model, Practice};
use domain::assess::part::Ticks;
use domain::assess::profile::Profile;
use domain::assess::score::{Answers, Given, Score, score};
use domain::assess::upgrade::Change;
use domain::id::{AccountId, AssessmentId, PracticeId};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{AnswerRow, AssessmentRow, Reader};
use usecase::{Env, Error, Result};

use crate::info::{AssessmentInfo, info, load_row};
use crate::profile::{load_profile, parse_profile};
use crate::submitted::stored_report;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The practice.
    pub practice: PracticeId,
    /// The answer.
    pub answer: Answer,
    /// What is ticked of the practice's parts; nothing: it has none, or they are open.
    pub ticks: Option<Ticks>,
    /// How the practice changed since the version of the model from which the answer was taken over; nothing once somebody answered.
    pub taken_over: Option<Change>,
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

/// An assessment with everything that its pages need.
#[derive(Clone, Debug)]
pub struct AssessmentSheet {
    /// The body.
    pub body: Organisation,
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

    /// Whether a practice of a domain is asked of this body in this assessment.
    pub fn asks(&self, model: &Model, domain: &Domain, practice: &Practice) -> bool {
        if let Some(submitted) = &self.submitted {
            return submitted.asked.contains(&practice.id);
        }
        self.profile.asks(model, domain, practice, self.info.scope)
    }

    /// The practices of a domain that are asked, in the model's order.
    pub fn asked<'a>(&'a self, model: &'a Model, domain: &'a Domain) -> impl Iterator<Item = &'a Practice> {
        let asks = |practice: &&Practice| self.asks(model, domain, practice);
        domain.practices.iter().filter(asks)
    }

    /// The answers *not applicable* to practices that are asked, each with its practice and in the model's order.
    pub fn not_applicable<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a Practice, &'a StoredAnswer)> {
        model
            .domains
            .iter()
            .flat_map(|domain| self.asked(model, domain))
            .filter_map(|practice| {
                let stored = self.answer(&practice.id)?;
                (stored.answer == Answer::NotApplicable).then_some((practice, stored))
            })
    }
}

/// An assessment with its answers, for the questionnaire.
///
/// # Errors
/// The body has no such assessment.
pub async fn assessment_sheet(
    _: &Env,
    permit: &Permit<act::ReadAssessment>,
    reader: &mut Reader,
    id: &str,
) -> Result<AssessmentSheet> {
    load_sheet(reader, permit.organisation(), id).await
}

/// An assessment with its answers, for the lead who submits it.
///
/// # Errors
/// The body has no such assessment.
pub async fn review_sheet(
    _: &Env,
    permit: &Permit<act::SubmitAssessment>,
    reader: &mut Reader,
    id: &str,
) -> Result<AssessmentSheet> {
    load_sheet(reader, permit.organisation(), id).await
}

pub(crate) async fn load_sheet(
    reader: &mut Reader,
    body: &Organisation,
    id: &str,
) -> Result<AssessmentSheet> {
    let row = load_row(reader, &body.id, id).await?;
    sheet_of(reader, body.clone(), row).await
}

/// The sheet of an assessment that was found.
pub(crate) async fn sheet_of(
    reader: &mut Reader,
    body: Organisation,
    row: AssessmentRow,
) -> Result<AssessmentSheet> {
    let (profile, profile_version) = match &row.frozen_profile {
        Some(json) => (parse_profile(json)?, 0),
        None => {
            let stored = load_profile(reader, &body.id).await?;
            (stored.profile, stored.version)
        }
    };
    let info = info(row)?;
    let submitted = match info.submitted_at {
        Some(_) => Some(stored_report(reader, &info.id).await?),
        None => None,
    };
    let answers = load_answers(reader, &info.id).await?;
    Ok(AssessmentSheet {
        body,
        info,
        profile,
        profile_version,
        submitted,
        answers,
    })
}

pub(crate) async fn load_answer(
    reader: &mut Reader,
    id: &AssessmentId,
    practice: &PracticeId,
) -> Result<Option<StoredAnswer>> {
    reader.answer(id, practice).await?.map(stored).transpose()
}

pub(crate) async fn load_answers(reader: &mut Reader, id: &AssessmentId) -> Result<Vec<StoredAnswer>> {
    reader.answers(id).await?.into_iter().map(stored).collect()
}

pub(crate) fn stored(row: AnswerRow) -> Result<StoredAnswer> {
    let ticks = |text: String| text.parse().map_err(|_| Error::corrupt("ticks", &text));
    let change = |name: String| Change::parse(&name).ok_or_else(|| Error::corrupt("change", &name));
    Ok(StoredAnswer {
        ticks: row.ticks.map(ticks).transpose()?,
        taken_over: row.taken_over.map(change).transpose()?,
        answer: row.answer,
        evidence: row.evidence,
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
