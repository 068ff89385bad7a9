//! What a donor or partner offered, and what became of it.

use domain::id::HelpRequestId;
use domain::identity::policy::{Permit, act};
use domain::ledger::{RequestState, Revealed};
use domain::timestamp::Timestamp;
use store::Reader;
use usecase::{Env, ListPlace, Listed, Result};

use crate::helpers::helpers_of;
use crate::kept::{Offer, shown};
use crate::own::PAGE;

/// An offer of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnOffer {
    /// The offer.
    pub offer: Offer,
    /// Its request.
    pub request: HelpRequestId,
    /// What the request shows; nothing once it is over or closed to others, unless the offer was accepted.
    pub shown: Option<Revealed>,
}

/// The offers of the donors and partners of whoever asks, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn own_offers(
    env: &Env,
    permit: &Permit<act::ReadRequests>,
    reader: &mut Reader,
    after: Option<&ListPlace<i64>>,
) -> Result<Listed<OwnOffer, i64>> {
    let after = after.map_or((i64::MAX, ""), |place| (place.key, place.id.as_str()));
    let helpers = helpers_of(permit.actor());
    let rows = reader.own_help_offers(&helpers, after, PAGE + 1).await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: last.offer.offered_at,
        id: last.offer.id.clone(),
    });
    let offers = listed.rows.into_iter().map(|row| {
        let is_open = row.request_state == RequestState::Open && env.now() < Timestamp(row.ends_at);
        let is_seen = is_open || row.offer.state.is_pledge();
        let shown = is_seen
            .then(|| shown(&row.offer.request_id, &row.content, &row.sha256))
            .transpose()?;
        Ok(OwnOffer {
            request: row.offer.request_id.as_str().into(),
            shown,
            offer: Offer::of(row.offer)?,
        })
    });
    Ok(Listed {
        rows: offers.collect::<Result<_>>()?,
        next: listed.next,
    })
}
