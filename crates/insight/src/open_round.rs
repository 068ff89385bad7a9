//! Opening a round.

use std::collections::BTreeSet;

use domain::assess::model::{Model, ModelRef};
use domain::content::Lang;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::text::{folded, is_longer_than, line};
use store::{RoundRow, Tx};
use usecase::{Env, Error, Result, security_event};

use crate::round::{RoundInfo, all_rounds};

/// Longest title of a round.
const MAX_TITLE: usize = 120;

/// A form that opens a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRound {
    /// As typed.
    pub title: String,
    /// A version of the maturity model; nothing for the newest.
    pub version: Option<u32>,
}

impl NewRound {
    /// A round with that title, for assessments with the newest version of the model.
    pub fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..Self::default()
        }
    }
}

/// Opens a round for assessments with a version of the model. Its name in addresses follows from the title.
///
/// # Errors
/// [`Error::Invalid`] if the title is missing, too long or taken, or if there is no such version.
pub async fn open_round(
    env: &Env,
    permit: &Permit<act::ManageRounds>,
    tx: &mut Tx,
    form: &NewRound,
) -> Result<RoundInfo> {
    let model = chosen_model(env, form.version)?;
    let title = line(&form.title);
    if title.is_empty() {
        return Err(Error::field("title", "round-title-missing"));
    }
    if is_longer_than(&title, MAX_TITLE) {
        return Err(Error::field("title", "round-title-long"));
    }
    let rounds = all_rounds(tx).await?;
    if rounds.iter().any(|round| folded(&round.title) == folded(&title)) {
        return Err(Error::field("title", "round-title-taken"));
    }
    let now = env.now();
    let mut stem = domain::text::slug(&title);
    if stem.is_empty() {
        let day = now.date();
        stem = format!("round-{}-{:02}", day.year(), u8::from(day.month()));
    }
    let slugs: BTreeSet<&str> = rounds.iter().map(|round| round.slug.as_str()).collect();
    let slug = (1..)
        .map(|n| {
            if n == 1 {
                stem.clone()
            } else {
                format!("{stem}-{n}")
            }
        })
        .find(|slug| !slugs.contains(slug.as_str()))
        .unwrap_or_default();
    let row = RoundRow {
        id: env.new_id(),
        slug,
        title,
        opened_at: now.0,
        closed_at: None,
        model_id: model.id.as_str().to_owned(),
        model_version: model.version.into(),
    };
    match tx.insert_round(&row).await {
        // Somebody sent the same form at the same moment.
        Err(store::Error::Duplicate) => Err(Error::field("title", "round-title-taken")),
        result => {
            result?;
            let opened = Event::RoundOpened {
                round: row.id.as_str().into(),
            };
            env.record(tx, permit.account(), opened).await?;
            security_event!("round-opened", by = %permit.account(), round = %row.id, model = %model);
            Ok(row.into())
        }
    }
}

fn chosen_model(env: &Env, version: Option<u32>) -> Result<ModelRef> {
    let models = env.catalog().models(Lang::default());
    let chosen = match version {
        None => models.first(),
        Some(version) => models.iter().find(|model| model.version == version),
    };
    chosen
        .map(Model::reference)
        .ok_or_else(|| Error::field("version", "round-version-unknown"))
}
