//! Gap reports: of a draft as of today, of a submitted assessment as it was kept at its submission.

use std::collections::BTreeMap;

use domain::gap::ReportValue;
use domain::id::{AccountId, AssessmentId, OrganisationId, RoundId};
use domain::model::ModelRef;
use domain::policy::{Action, Actor};
use domain::score::Score;
use domain::timestamp::Timestamp;
use store::ParticipatingRow;

use crate::assessment::info;
use crate::submitted::unsealed_score;
use crate::{AssessmentInfo, Body, Error, Result, Services, security_event};

/// A body's own gap report.
#[derive(Clone, Debug)]
pub struct BodyReport {
    /// The body.
    pub body: Body,
    /// The assessment.
    pub info: AssessmentInfo,
    /// The report with its texts.
    pub value: ReportValue,
}

/// A submitted assessment with what the closing of a round needs of its report. The report itself is copied into the contributions of bodies
/// that show themselves by name, by the store.
#[derive(Clone, Debug)]
pub struct SubmittedAssessment {
    /// The assessment.
    pub id: AssessmentId,
    /// The body.
    pub organisation: OrganisationId,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// The version of the model.
    pub model: ModelRef,
    /// The version of what computed it.
    pub engine: u32,
    /// The digest of the report.
    pub sha256: String,
    /// The scores as they were then.
    pub score: Score,
}

impl Services {
    /// The gap report of an assessment of one's own body.
    pub async fn body_report(&self, actor: &Actor, slug: &str, id: &str) -> Result<BodyReport> {
        let body = self.body(actor, slug, Action::ReadReport).await?;
        let row = self.load_row(&body, id).await?;
        if row.submitted_at.is_some() {
            let info = info(row)?;
            let value = self.stored_report(&info.id).await?;
            return Ok(BodyReport { body, info, value });
        }
        let sheet = self.sheet_of(body, row).await?;
        let today = self.now().date();
        let value = self.report_value(
            &sheet.body.name,
            &sheet.info,
            &sheet.profile,
            &sheet.given(),
            today,
        )?;
        Ok(BodyReport {
            body: sheet.body,
            info: sheet.info,
            value,
        })
    }

    /// The same, to be carried away as a file.
    pub async fn export_report(
        &self,
        actor: &Actor,
        slug: &str,
        id: &str,
        format: &'static str,
    ) -> Result<BodyReport> {
        let found = self.body_report(actor, slug, id).await?;
        let by = actor.account.as_ref().map_or("", AccountId::as_str);
        security_event!("report-exported", by = %by, organisation = %found.body.id, assessment = %found.info.id, format);
        Ok(found)
    }

    /// The full assessment with that version of the model that each body with a consent in the round submitted last, in one reading of small
    /// rows. Figures of different versions of a model do not belong into one band.
    pub(crate) async fn submitted_by_participants(
        &self,
        round: &RoundId,
        model: &ModelRef,
    ) -> Result<BTreeMap<OrganisationId, SubmittedAssessment>> {
        let model = (&model.id, i64::from(model.version));
        self.store()
            .reader()
            .participating(round, model)
            .await?
            .into_iter()
            .map(|row| {
                let submitted = submitted(row)?;
                Ok((submitted.organisation.clone(), submitted))
            })
            .collect()
    }
}

fn submitted(row: ParticipatingRow) -> Result<SubmittedAssessment> {
    // Left out, the body would be missing in a release without a word.
    if row.sha256.is_empty() {
        return Err(Error::Internal(format!(
            "the report of assessment {} was not kept",
            row.assessment_id
        )));
    }
    let number = |value: i64| {
        u32::try_from(value)
            .map_err(|_| Error::Internal(format!("a version {value} of {}", row.assessment_id)))
    };
    Ok(SubmittedAssessment {
        score: unsealed_score(&row.assessment_id, &row.score, &row.score_sha256)?,
        model: ModelRef {
            version: number(row.model_version)?,
            id: row.model_id.into(),
        },
        engine: number(row.engine)?,
        id: row.assessment_id.as_str().into(),
        organisation: row.organisation_id.into(),
        submitted_at: Timestamp(row.submitted_at),
        sha256: row.sha256,
    })
}
