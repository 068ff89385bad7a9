//! Where a body stands.

use domain::assess::model::ModelRef;
use domain::assess::score::{Score, score};
use domain::content::Lang;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use store::Reader;
use usecase::{Env, Result};

use crate::info::{AssessmentInfo, info, marks, model_in_use, model_of};
use crate::profile::{BodyProfile, load_profile};

/// Where a body stands: what its first page shows.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The body.
    pub body: Organisation,
    /// Its profile.
    pub profile: BodyProfile,
    /// The open assessment, with its scores as they are now.
    pub draft: Option<(AssessmentInfo, Score)>,
    /// The version of the model in whose words the body describes itself: that of the open assessment, else the newest.
    pub model: ModelRef,
    /// What was submitted, newest first.
    pub submitted: Vec<AssessmentInfo>,
}

/// Where a body stands.
///
/// # Errors
/// The database does not answer.
pub async fn overview(env: &Env, permit: &Permit<act::ReadBody>, reader: &mut Reader) -> Result<Overview> {
    let body = permit.organisation().clone();
    let profile = load_profile(reader, &body.id).await?;
    let mut draft = None;
    let mut submitted = Vec::new();
    for row in reader.assessments(&body.id).await? {
        let info = info(row)?;
        if info.submitted_at.is_some() {
            submitted.push(info);
        } else {
            draft = Some(info);
        }
    }
    submitted.sort_by_key(|info| std::cmp::Reverse(info.submitted_at));
    let draft = match draft {
        Some(info) => {
            let answers = marks(reader.answer_marks(&info.id).await?);
            let score = score(
                model_of(env, Lang::default(), &info)?,
                &profile.profile,
                &answers,
                info.scope,
            );
            Some((info, score))
        }
        None => None,
    };
    Ok(Overview {
        model: model_in_use(env, draft.as_ref().map(|(info, _)| info)),
        body,
        profile,
        draft,
        submitted,
    })
}
