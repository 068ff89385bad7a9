//! The rounds as a donor sees them.

use std::collections::BTreeSet;

use domain::disclose::Parameters;
use domain::id::OrganisationId;
use domain::identity::organisation::Role;
use domain::identity::policy::{Actor, Permit, act};
use store::Reader;
use usecase::{Env, ListPlace, Listed, Result};

use crate::cache::ReleaseCache;
use crate::published::{ShownCoverage, read_release};
use crate::round::{PAGE, RoundInfo, RoundPlace};

/// The rounds as a donor sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonorRounds {
    /// Closed rounds, the one closed last first.
    pub closed: Vec<ClosedRound>,
    /// Where the list of closed rounds goes on.
    pub next: Option<RoundPlace>,
    /// Open rounds, the one opened last first; of more than a page, the first.
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
    after: Option<&RoundPlace>,
) -> Result<DonorRounds> {
    let open = reader.open_rounds(PAGE).await?;
    let after = after.map_or((i64::MAX, ""), |place| (place.key, place.id.as_str()));
    let listed = Listed::of(reader.release_list(after, PAGE + 1).await?, PAGE, |last| {
        ListPlace {
            key: last.closed_at.unwrap_or_default(),
            id: last.id.clone(),
        }
    });
    let mut seen_by_name: BTreeSet<String> = BTreeSet::new();
    for donor in donors_of(permit.actor()) {
        seen_by_name.extend(reader.rounds_with_donor(donor, after.0, PAGE + 1).await?);
    }
    let mut closed = Vec::new();
    for row in listed.rows {
        let sees_names = seen_by_name.contains(&row.id);
        // One that cannot be read keeps none of the others from being shown.
        match read_release(reader, cache, row, sees_names).await {
            Ok(published) => closed.push(ClosedRound {
                coverage: published.coverage(),
                parameters: published.parameters(),
                round: published.round,
            }),
            Err(error) => tracing::error!(%error, "a release is left out of the list"),
        }
    }
    Ok(DonorRounds {
        closed,
        next: listed.next,
        open: open.into_iter().map(RoundInfo::from).collect(),
    })
}

/// The donors for which somebody works as an analyst.
pub(crate) fn donors_of(actor: &Actor) -> impl Iterator<Item = &OrganisationId> {
    actor
        .memberships
        .iter()
        .filter(|membership| membership.role == Role::Analyst)
        .map(|membership| &membership.organisation)
}
