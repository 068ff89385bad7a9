//! A body's requests, with what came of them.

use domain::identity::policy::{Permit, act};
use domain::ledger::{OfferState, Outcome};
use store::Reader;
use usecase::{Env, ListPlace, Listed, Result};

use crate::ask::Helper;
use crate::close::outcome_of;
use crate::fields::request_id;
use crate::kept::{Offer, OwnRequest, acting_roles, find_own, offers_of};

/// Requests of a page.
pub(crate) const PAGE: u32 = 20;

/// One of a body's requests, with everything around it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRequestWhole {
    /// The request.
    pub request: OwnRequest,
    /// Whom it names; empty if every donor and partner sees it.
    pub recipients: Vec<Helper>,
    /// The offers on it, the oldest first.
    pub offers: Vec<Offer>,
    /// What would be shown of the next report if the pledge was closed now, for whoever may close it.
    pub outcome_now: Option<Outcome>,
}

/// A body's requests, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn own_requests(
    env: &Env,
    permit: &Permit<act::ReadOwnRequests>,
    reader: &mut Reader,
    after: Option<&ListPlace<i64>>,
) -> Result<Listed<OwnRequest, i64>> {
    let after = after.map_or((i64::MAX, ""), |place| (place.key, place.id.as_str()));
    let roles = acting_roles();
    let rows = reader
        .help_requests_of_body(&permit.organisation().id, roles.as_stored(), after, PAGE + 1)
        .await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: last.proposed_at,
        id: last.id.clone(),
    });
    let requests = listed.rows.into_iter().map(|row| OwnRequest::of(row, env.now()));
    Ok(Listed {
        rows: requests.collect::<Result<_>>()?,
        next: listed.next,
    })
}

/// One of a body's requests. With the permit to answer offers, also what would be shown of the next report.
///
/// # Errors
/// The body has no such request.
pub async fn own_request(
    env: &Env,
    permit: &Permit<act::ReadOwnRequests>,
    reader: &mut Reader,
    id: &str,
    to_close: Option<&Permit<act::AnswerOffers>>,
) -> Result<OwnRequestWhole> {
    let id = request_id(id)?;
    let request = find_own(reader, &permit.organisation().id, &id, env.now()).await?;
    let recipients = reader.help_recipients(&id).await?.into_iter().map(Helper::from);
    let recipients = recipients.collect();
    let offers = offers_of(reader, &id).await?;
    let pledge = offers.iter().find(|offer| offer.state == OfferState::Confirmed);
    let outcome_now = match (to_close, pledge) {
        (Some(permit), Some(pledge)) => outcome_of(reader, permit, &request, pledge).await?,
        _ => None,
    };
    Ok(OwnRequestWhole {
        request,
        recipients,
        offers,
        outcome_now,
    })
}
