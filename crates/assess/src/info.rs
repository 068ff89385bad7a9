//! An assessment without its answers.

use domain::assess::model::{Model, ModelRef};
use domain::assess::score::{Answers, Given, Scope};
use domain::content::Lang;
use domain::id::{AssessmentId, ModelId, OrganisationId, PracticeId};
use domain::timestamp::Timestamp;
use store::{AnswerMarkRow, AssessmentRow, Reader};
use usecase::{Env, Error, Result};

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
    /// The assessment from which it took answers over.
    pub follows: Option<AssessmentId>,
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

/// What happened to the model of an open assessment since it was started; nothing for one that is submitted.
pub fn model_news(env: &Env, info: &AssessmentInfo) -> ModelNews {
    if info.submitted_at.is_some() {
        return ModelNews::default();
    }
    let newest = env.catalog().model(Lang::default()).version;
    let now = env.catalog().model_digest(&info.model_ref());
    ModelNews {
        newer: (newest > info.model_version).then_some(newest),
        is_corrected: info.model_digest.is_some() && info.model_digest.as_deref() != now,
    }
}

/// The version of the model in whose words a body describes itself: that of the open assessment, else the newest.
pub(crate) fn model_in_use(env: &Env, open: Option<&AssessmentInfo>) -> ModelRef {
    open.map_or_else(
        || env.catalog().model(Lang::default()).reference(),
        AssessmentInfo::model_ref,
    )
}

/// The model of an assessment, in the language in which it can be had.
///
/// # Errors
/// The content no longer has it.
pub fn model_of<'a>(env: &'a Env, lang: Lang, info: &AssessmentInfo) -> Result<&'a Model> {
    env.model(lang, &info.model_ref())
}

/// The assessment with that id, of that body: another body's is not found under this one's address.
pub(crate) async fn load_row(reader: &mut Reader, body: &OrganisationId, id: &str) -> Result<AssessmentRow> {
    let row = reader.assessment(&id.into()).await?.ok_or(Error::NotFound)?;
    if row.organisation_id == body.as_str() {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

pub(crate) fn info(row: AssessmentRow) -> Result<AssessmentInfo> {
    Ok(AssessmentInfo {
        scope: row.scope,
        model_version: u32::try_from(row.model_version)
            .map_err(|_| Error::corrupt("version", &row.model_version.to_string()))?,
        id: row.id.into(),
        model: row.model_id.into(),
        created_at: Timestamp(row.created_at),
        submitted_at: row.submitted_at.map(Timestamp),
        model_digest: row.model_digest,
        follows: row.follows.map(AssessmentId::from),
    })
}

pub(crate) fn marks(rows: Vec<AnswerMarkRow>) -> Answers {
    rows.into_iter()
        .map(|row| {
            let given = Given {
                answer: row.answer,
                approved: row.approved,
            };
            (PracticeId::from(row.practice_id), given)
        })
        .collect()
}
