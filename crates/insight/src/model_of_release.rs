//! The model of a closed round, as it called its parts then.

use domain::assess::model::{Model, ModelNames, ModelRef};
use domain::content::Lang;
use store::Reader;
use usecase::{Env, Result, check, seal, unsealed};

use crate::round::{RoundInfo, model_of_round};

/// How a closed round calls the parts of its model, as it is stored and before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseNames {
    /// JSON and its digest; nothing for a round that is open.
    stored: Option<(String, String)>,
}

impl ReleaseNames {
    /// The digest of the names; nothing for a round that is open, whose model is called as it is today.
    pub fn sha256(&self) -> Option<&str> {
        self.stored.as_ref().map(|(_, sha256)| sha256.as_str())
    }

    /// The model with these names.
    ///
    /// # Errors
    /// They are not as they were kept, or the content no longer has the version of the model.
    pub fn model(&self, env: &Env, lang: Lang, round: &RoundInfo) -> Result<Model> {
        let Some((json, sha256)) = &self.stored else {
            return Ok(model_of_round(env, lang, round)?.clone());
        };
        let kept: ModelNames = unsealed("names", round.id.as_str(), json, sha256)?;
        let model = env.model(lang, &kept.model)?.clone();
        let names = kept.names.get(&lang).or_else(|| kept.names.get(&Lang::default()));
        Ok(match names {
            Some(names) => model.called(names),
            None => model,
        })
    }
}

/// How a closed round calls the parts of its model.
///
/// # Errors
/// The database does not answer, or the names are not as they were kept.
pub async fn release_names(_: &Env, reader: &mut Reader, round: &RoundInfo) -> Result<ReleaseNames> {
    let stored = reader.round_names(&round.id).await?;
    if let Some((json, sha256)) = &stored {
        check("names", round.id.as_str(), json, sha256)?;
    }
    Ok(ReleaseNames { stored })
}

/// The model of a closed round as it called its parts when the round was closed. A round that is open has none yet, and is shown with the
/// model that it takes, as it is today.
///
/// # Errors
/// The content no longer has the version of the model.
pub async fn model_of_release(
    env: &Env,
    reader: &mut Reader,
    lang: Lang,
    round: &RoundInfo,
) -> Result<Model> {
    release_names(env, reader, round).await?.model(env, lang, round)
}

/// How a version of the model calls its parts now, to be kept: JSON and its digest.
///
/// # Errors
/// The content no longer has the version of the model.
pub fn model_names(env: &Env, model: &ModelRef) -> Result<(String, String)> {
    let names = Lang::ALL
        .into_iter()
        .map(|lang| Ok((lang, env.model(lang, model)?.names())))
        .collect::<Result<_>>()?;
    seal(&ModelNames {
        model: model.clone(),
        names,
    })
}
