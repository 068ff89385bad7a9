//! The model of a closed round, as it called its parts then.

use domain::assess::model::{Model, ModelNames, ModelRef};
use domain::content::Lang;
use store::Reader;
use usecase::{Env, Result, seal, unsealed};

use crate::round::{RoundInfo, model_of_round};

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
    let Some((json, sha256)) = reader.round_names(&round.id).await? else {
        return Ok(model_of_round(env, lang, round)?.clone());
    };
    let kept: ModelNames = unsealed("names", round.id.as_str(), &json, &sha256)?;
    let model = env.model(lang, &kept.model)?.clone();
    let names = kept.names.get(&lang).or_else(|| kept.names.get(&Lang::default()));
    Ok(match names {
        Some(names) => model.called(names),
        None => model,
    })
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
