//! The demonstration's own bodies, after which others are made.

use domain::assess::gap::ReportValue;
use domain::id::AssessmentId;
use serde_json::from_str;
use store::{AssessmentRow, OrganisationRow, Store};
use usecase::{Error, Result};

use crate::bodies::BODIES;

/// A submitted assessment of the demonstration, after which others are made.
pub(super) struct Model {
    pub(super) row: AssessmentRow,
    pub(super) report: ReportValue,
    pub(super) answers: usize,
}

/// A body of the demonstration, after which others are made.
pub(super) struct Template {
    pub(super) organisation: OrganisationRow,
    pub(super) submitted: Vec<Model>,
}

/// All of them, in their order.
pub(super) async fn templates(store: &Store) -> Result<Vec<Template>> {
    let mut templates = Vec::new();
    for body in &BODIES {
        let reader = &mut store.reader();
        let organisation = reader
            .organisation_by_slug(&body.slug())
            .await?
            .ok_or(Error::NotFound)?;
        let mut submitted = Vec::new();
        for row in reader.assessments(&organisation.id.as_str().into()).await? {
            let id = AssessmentId::from(row.id.as_str());
            let Some(kept) = reader.submitted_report(&id).await? else {
                continue;
            };
            let report = from_str(&kept.report).map_err(|error| Error::Internal(error.to_string()))?;
            let answers = reader.answer_marks(&id).await?.len();
            submitted.push(Model { row, report, answers });
        }
        // The first first.
        submitted.reverse();
        templates.push(Template {
            organisation,
            submitted,
        });
    }
    Ok(templates)
}
