//! The rounds as a donor sees them.

use std::collections::BTreeSet;

use domain::disclose::Parameters;
use domain::id::OrganisationId;
use domain::identity::organisation::Role;
use domain::identity::policy::{Actor, Permit, act};
use store::Reader;
use usecase::{Env, Result};

use crate::cache::ReleaseCache;
use crate::published::{ShownCoverage, read_release};
use crate::round::{RoundInfo, all_rounds};

/// The rounds as a donor sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonorRounds {
    /// Closed rounds, the one closed last first.
    pub closed: Vec<ClosedRound>,
    /// Open rounds, the one opened last first.
    pub open: Vec<RoundInfo>,
}

/// A closed round with how many bodies its release rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedRound {
    /// The round.
    pub round: RoundInfo,
    /// How many bodies.
    pub coverage: ShownCoverage,
    /// The numbers that the release was built with.
    pub parameters: Parameters,
}

/// The rounds, with the coverage of those that are closed.
///
/// # Errors
/// The database does not answer.
pub async fn donor_rounds(
    _: &Env,
    permit: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    cache: &ReleaseCache,
) -> Result<DonorRounds> {
    let open = all_rounds(reader)
        .await?
        .into_iter()
        .filter(RoundInfo::is_open)
        .collect();
    let with_donors: BTreeSet<(String, String)> = reader.donors_of_rounds().await?.into_iter().collect();
    let mut closed = Vec::new();
    for row in reader.releases().await? {
        let sees_names = donors_of(permit.actor())
            .any(|donor| with_donors.contains(&(row.id.clone(), donor.as_str().to_owned())));
        // One that cannot be read keeps none of the others from being shown.
        match read_release(cache, row, sees_names) {
            Ok(published) => closed.push(ClosedRound {
                coverage: published.coverage(),
                parameters: published.parameters(),
                round: published.round,
            }),
            Err(error) => tracing::error!(%error, "a release is left out of the list"),
        }
    }
    Ok(DonorRounds { closed, open })
}

/// The donors for which somebody works as an analyst.
pub(crate) fn donors_of(actor: &Actor) -> impl Iterator<Item = &OrganisationId> {
    actor
        .memberships
        .iter()
        .filter(|membership| membership.role == Role::Analyst)
        .map(|membership| &membership.organisation)
}
