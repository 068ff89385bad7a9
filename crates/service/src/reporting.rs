//! Gap reports: of a draft as of today, of a submitted assessment as of its submission, for ever the same.

use std::collections::BTreeMap;

use domain::content::Lang;
use domain::gap::{GapReport, gap_report};
use domain::id::{AssessmentId, OrganisationId, RoundId};
use domain::model::ModelRef;
use domain::policy::{Action, Actor};
use domain::profile::Profile;
use domain::timestamp::Timestamp;
use store::{AnswerMarkRow, AssessmentRow};

use crate::assessment::{info, marks};
use crate::profile::parse_profile;
use crate::rounds::CLOSING_TRIES;
use crate::{AssessmentInfo, Body, Error, Result, Services};

/// A body's own gap report.
#[derive(Clone, Debug)]
pub struct BodyReport {
    /// The body.
    pub body: Body,
    /// The assessment.
    pub info: AssessmentInfo,
    /// The profile with which it was computed.
    pub profile: Profile,
    /// The report.
    pub report: GapReport,
}

/// A submitted assessment with its frozen report.
#[derive(Clone, Debug)]
pub struct SubmittedAssessment {
    /// The assessment.
    pub id: AssessmentId,
    /// The body.
    pub organisation: OrganisationId,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The report as of then.
    pub report: GapReport,
}

impl Services {
    /// The gap report of an assessment of one's own body.
    pub async fn body_report(&self, actor: &Actor, slug: &str, id: &str) -> Result<BodyReport> {
        let sheet = self.load_sheet(actor, slug, id, Action::ReadReport).await?;
        let model = self.model_of(Lang::default(), &sheet.info)?;
        let as_of = sheet.info.submitted_at.unwrap_or_else(|| self.now()).date();
        let report = gap_report(model, &sheet.profile, &sheet.given(), sheet.info.scope, as_of);
        Ok(BodyReport {
            body: sheet.body,
            info: sheet.info,
            profile: sheet.profile,
            report,
        })
    }

    /// The frozen report of an assessment that was loaded with its answers; nothing if it is not submitted. Whoever
    /// calls this has asked the policy.
    pub(crate) fn frozen_with(
        &self,
        row: AssessmentRow,
        answers: Vec<AnswerMarkRow>,
    ) -> Result<Option<SubmittedAssessment>> {
        let (Some(submitted_at), Some(json)) = (row.submitted_at.map(Timestamp), &row.frozen_profile) else {
            return Ok(None);
        };
        let profile = parse_profile(json)?;
        let organisation = OrganisationId::from(row.organisation_id.as_str());
        let info = info(row)?;
        let answers = marks(answers)?;
        let model = self.model_of(Lang::default(), &info)?;
        let report = gap_report(model, &profile, &answers, info.scope, submitted_at.date());
        Ok(Some(SubmittedAssessment {
            id: info.id,
            organisation,
            submitted_at,
            report,
        }))
    }

    /// The full assessment with that version of the model that each body with a consent in the round submitted last, in two readings
    /// whatever their number. Figures of different versions of a model do not belong into one band.
    pub(crate) async fn submitted_by_participants(
        &self,
        round: &RoundId,
        model: &ModelRef,
    ) -> Result<BTreeMap<OrganisationId, SubmittedAssessment>> {
        let model = (&model.id, i64::from(model.version));
        for _ in 0..CLOSING_TRIES {
            let rows = self.store().participating_assessments(round, model).await?;
            let mut marks: BTreeMap<String, Vec<AnswerMarkRow>> = BTreeMap::new();
            for row in self.store().participating_marks(round, model).await? {
                let of_assessment = marks.entry(row.assessment_id).or_default();
                if let (Some(practice_id), Some(answer)) = (row.practice_id, row.answer) {
                    of_assessment.push(AnswerMarkRow {
                        practice_id,
                        answer,
                        approved: row.approved,
                    });
                }
            }
            // A body submitted a newer one between the two readings: read again.
            if rows.len() != marks.len() || rows.iter().any(|row| !marks.contains_key(&row.id)) {
                continue;
            }
            let mut found = BTreeMap::new();
            for row in rows {
                let answers = marks.remove(&row.id).unwrap_or_default();
                if let Some(submitted) = self.frozen_with(row, answers)? {
                    found.insert(submitted.organisation.clone(), submitted);
                }
            }
            return Ok(found);
        }
        Err(Error::NotNow("round-busy"))
    }
}
