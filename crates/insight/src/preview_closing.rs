//! What closing a round would mean.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{Preview, preview};
use domain::identity::policy::{Permit, act};
use store::{Reader, RoundRow, RoundToCloseRow};
use usecase::{Env, Error, NotNow, Result};

use crate::aside::{Aside, aside};
use crate::participants::{Participants, participants};
use crate::round::{RoundInfo, domains_of};

/// What closing a round now would mean. Whoever runs the instance needs to know that something is missing, not whose it is: every
/// number is counted down to a multiple of `k`, so that reading this again after each decision does not tell who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingPreview {
    /// The round.
    pub round: RoundInfo,
    /// The fewest bodies that a figure may concern.
    pub k: usize,
    /// What would be published, and what would go dark and why.
    pub preview: Preview,
    /// The regions of the register, and whether at least `k` bodies of them would count in aggregate. One with fewer has no figure of
    /// its own.
    pub regions: Vec<(String, bool)>,
    /// Bodies that agreed to take part but never submitted a full assessment with the version of the model that the round takes, at
    /// least: they would be left out.
    pub without_assessment: Option<usize>,
    /// Proposals that wait for their second person, at least: they would count for nothing.
    pub waiting: Option<usize>,
}

/// What closing an open round now would mean.
///
/// # Errors
/// There is no such round, or it is closed.
pub async fn preview_closing(
    env: &Env,
    _: &Permit<act::ManageRounds>,
    reader: &mut Reader,
    slug: &str,
) -> Result<ClosingPreview> {
    let (round, waiting) = round_to_close(reader, slug).await?;
    if !round.is_open() {
        return Err(Error::NotNow(NotNow::RoundClosed));
    }
    let consents = reader.consents_in_force(&round.id).await?;
    let participants = participants(reader, &round, &consents).await?;
    let env = env.clone();
    aside(move |aside| preview_of(aside, &env, round, &participants, waiting)).await
}

fn preview_of(
    aside: &Aside,
    env: &Env,
    info: RoundInfo,
    participants: &Participants,
    waiting: usize,
) -> Result<ClosingPreview> {
    let parameters = env.disclosure();
    let round = participants.round(aside, &info, domains_of(env, &info.model)?)?;
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for own in round.hidden(&participants.ledger) {
        *counted.entry(&own.stratum.region).or_default() += 1;
    }
    let regions: BTreeSet<&String> = participants
        .strata
        .iter()
        .map(|stratum| &stratum.region)
        .collect();
    let regions = regions
        .into_iter()
        .map(|region| {
            let bodies = counted.get(region.as_str()).copied().unwrap_or_default();
            (region.clone(), parameters.at_least(bodies).is_some())
        })
        .collect();
    Ok(ClosingPreview {
        round: info,
        k: parameters.k(),
        regions,
        preview: preview(&round, parameters, &participants.ledger, participants.grants()),
        without_assessment: parameters.at_least(participants.without_assessment),
        waiting: parameters.at_least(waiting),
    })
}

/// A round, and how many proposals wait in it.
pub(crate) async fn round_to_close(reader: &mut Reader, slug: &str) -> Result<(RoundInfo, usize)> {
    let row = reader.round_to_close(slug).await?.ok_or(Error::NotFound)?;
    let waiting = usize::try_from(row.waiting).unwrap_or(0);
    let RoundToCloseRow {
        id,
        slug,
        title,
        opened_at,
        closed_at,
        model_id,
        model_version,
        ..
    } = row;
    Ok((
        RoundRow {
            id,
            slug,
            title,
            opened_at,
            closed_at,
            model_id,
            model_version,
        }
        .into(),
        waiting,
    ))
}
