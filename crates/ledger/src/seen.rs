//! One request, as a donor or partner sees it.

use domain::id::{HelpRequestId, OrganisationId};
use domain::identity::policy::{Action, Actor, Permit, Refusal, act};
use domain::ledger::{OfferState, Standing};
use domain::timestamp::Timestamp;
use store::{Reader, SeenHelpRequestRow};
use usecase::{Env, Error, Result};

use crate::fields::request_id;
use crate::helpers::helpers_of;
use crate::kept::{Offer, offers_of};
use crate::open::SeenRequest;

/// One request, as a donor or partner sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenRequestWhole {
    /// The request.
    pub request: SeenRequest,
    /// Their own offers on it, the oldest first. Those of others are not theirs to see.
    pub offers: Vec<Offer>,
    /// Whether an offer can be made now.
    pub is_open: bool,
}

/// One request that is addressed to a donor or partner of whoever asks, while it is open, or on which their offer was accepted. Any other looks
/// like one that does not exist.
///
/// # Errors
/// They see no such request.
pub async fn seen_request(
    env: &Env,
    permit: &Permit<act::ReadRequests>,
    reader: &mut Reader,
    id: &str,
) -> Result<SeenRequestWhole> {
    let id = request_id(id)?;
    let helpers = helpers_of(permit.actor());
    let now = env.now();
    let (row, offers) = seen_by(env, permit.actor(), reader, &helpers, &id).await?;
    Ok(SeenRequestWhole {
        is_open: row.is_addressed
            && row.state == domain::ledger::RequestState::Open
            && now < Timestamp(row.ends_at),
        request: SeenRequest::of(row)?,
        offers,
    })
}

/// A request that these donors and partners see, with their own offers.
pub(crate) async fn seen_by(
    env: &Env,
    actor: &Actor,
    reader: &mut Reader,
    helpers: &[OrganisationId],
    id: &HelpRequestId,
) -> Result<(SeenHelpRequestRow, Vec<Offer>)> {
    let row = reader
        .help_request_for(helpers, id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut offers = offers_of(reader, id).await?;
    offers.retain(|offer| helpers.contains(&offer.helper));
    let own_offer = offers.iter().map(|offer| offer.state);
    let standing = Standing {
        state: row.state,
        ends_at: Timestamp(row.ends_at),
        is_addressed: row.is_addressed,
        own_offer: own_offer.max_by_key(|state: &OfferState| state.is_pledge()),
    };
    if standing.is_seen(env.now()) {
        Ok((row, offers))
    } else {
        // Looks like one that does not exist; the security log notes who asked.
        env.refuse(actor, Action::ReadRequests, Refusal::NotYours);
        Err(Error::NotFound)
    }
}
