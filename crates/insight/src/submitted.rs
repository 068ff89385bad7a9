//! What closing a round reads of submitted assessments.

use std::collections::BTreeMap;

use domain::assess::model::ModelRef;
use domain::assess::score::Score;
use domain::id::{AssessmentId, OrganisationId, RoundId};
use domain::timestamp::Timestamp;
use store::{ParticipatingRow, Reader};

use usecase::{Error, Result, unsealed};

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
    /// The scores as they were then.
    pub score: Score,
}

/// The full assessment with that version of the model that each body with a consent in the round submitted last, in one reading of
/// small rows. Figures of different versions of a model do not belong into one band.
pub(crate) async fn submitted_by_participants(
    reader: &mut Reader,
    round: &RoundId,
    model: &ModelRef,
) -> Result<BTreeMap<OrganisationId, SubmittedAssessment>> {
    let model = (&model.id, i64::from(model.version));
    reader
        .participating(round, model)
        .await?
        .into_iter()
        .map(|row| {
            let submitted = submitted(row)?;
            Ok((submitted.organisation.clone(), submitted))
        })
        .collect()
}

fn submitted(row: ParticipatingRow) -> Result<SubmittedAssessment> {
    // Left out, the body would be missing in a release without a word.
    if row.sha256.is_empty() {
        return Err(Error::Internal(format!(
            "the report of assessment {} was not kept",
            row.assessment_id
        )));
    }
    Ok(SubmittedAssessment {
        score: unsealed("scores", &row.assessment_id, &row.score, &row.score_sha256)?,
        id: row.assessment_id.as_str().into(),
        organisation: row.organisation_id.into(),
        submitted_at: Timestamp(row.submitted_at),
    })
}
