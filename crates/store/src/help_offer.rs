//! Offers of help on a request, and what became of them.

use domain::id::{AccountId, HelpOfferId, HelpRequestId, OrganisationId};
use domain::ledger::{OfferState, RequestState};
use domain::timestamp::Timestamp;

use crate::help_request::spaced;
use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// An offer to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHelpOffer {
    /// UUIDv7.
    pub id: HelpOfferId,
    /// The request.
    pub request: HelpRequestId,
    /// The donor or partner.
    pub helper: OrganisationId,
    /// The kind of help.
    pub help: String,
    /// Who delivers it.
    pub who_delivers: String,
    /// What else they say.
    pub words: String,
    /// A band of costs; empty: not said.
    pub cost: String,
    /// Who offers it.
    pub offered_by: AccountId,
    /// When.
    pub offered_at: Timestamp,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HelpOfferRow {
    /// UUIDv7.
    pub id: String,
    /// The request.
    pub request_id: String,
    /// The donor or partner.
    pub organisation_id: String,
    /// Its name.
    pub helper_name: String,
    /// The kind of help.
    pub help: String,
    /// Who delivers it.
    pub who_delivers: String,
    /// What else they say.
    pub words: String,
    /// A band of costs; empty: not said.
    pub cost: String,
    /// How far it has come.
    #[sqlx(try_from = "String")]
    pub state: OfferState,
    /// Unix milliseconds.
    pub offered_at: i64,
    /// When the body accepted or declined it (Unix milliseconds).
    pub answered_at: Option<i64>,
    /// The day on which it was delivered (ISO).
    pub delivered_on: Option<String>,
    /// What was said of the delivery.
    pub delivery_words: String,
    /// What the body said is missing.
    pub missing: String,
    /// What the next report says (JSON).
    pub outcome: Option<String>,
    /// The digest of that.
    pub outcome_sha256: Option<String>,
    /// Unix milliseconds.
    pub closed_at: Option<i64>,
}

/// An offer with its request, for whoever made it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnHelpOfferRow {
    /// The offer.
    #[sqlx(flatten)]
    pub offer: HelpOfferRow,
    /// What the request shows (JSON).
    pub content: String,
    /// The digest of that.
    pub sha256: String,
    /// How far the request has come.
    #[sqlx(try_from = "String")]
    pub request_state: RequestState,
    /// When it ends (Unix milliseconds).
    pub ends_at: i64,
}

/// What is written with a move of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpChange<'a> {
    /// Taken back.
    TakenBack,
    /// Accepted or declined.
    Answered,
    /// Delivered.
    Delivered {
        /// The day (ISO).
        on: &'a str,
        /// In their words.
        words: &'a str,
    },
    /// The body said whether all of it was delivered.
    Checked {
        /// What is missing; empty: nothing.
        missing: &'a str,
    },
    /// Closed.
    Closed {
        /// What the next report says (JSON).
        outcome: &'a str,
        /// The digest of that.
        sha256: &'a str,
    },
}

const INSERT: &str = "INSERT INTO help_offer
        (id, request_id, organisation_id, help, who_delivers, words, cost, state, offered_by, offered_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'made', $8, $9)";
/// The columns of an offer `f` of a donor or partner `h`.
macro_rules! offers {
    ($more:literal) => {
        concat!(
            "SELECT f.id, f.request_id, f.organisation_id, h.name AS helper_name, f.help, f.who_delivers, f.words, f.cost,
                f.state, f.offered_at, f.answered_at, f.delivered_on, f.delivery_words, f.missing, f.outcome,
                f.outcome_sha256, f.closed_at",
            $more
        )
    };
}
const OF_REQUEST: &str = offers!(
    " FROM help_offer f JOIN organisation h ON h.id = f.organisation_id
    WHERE f.request_id = $1 ORDER BY f.offered_at, f.id"
);
const OWN: &str = offers!(
    ", r.content, r.sha256, r.state AS request_state, r.ends_at
    FROM help_offer f JOIN organisation h ON h.id = f.organisation_id JOIN help_request r ON r.id = f.request_id
    WHERE $1 LIKE '% ' || f.organisation_id || ' %' AND (f.offered_at < $2 OR (f.offered_at = $2 AND f.id < $3))
    ORDER BY f.offered_at DESC, f.id DESC LIMIT $4"
);
const DECLINE_OTHERS: &str = "UPDATE help_offer SET state = 'declined', answered_at = $3
    WHERE request_id = $1 AND state = 'made' AND id <> $2";
const TAKE_BACK: &str = "UPDATE help_offer SET state = $3 WHERE id = $1 AND state = $2 RETURNING id";
const ANSWER: &str =
    "UPDATE help_offer SET state = $3, answered_at = $4 WHERE id = $1 AND state = $2 RETURNING id";
const DELIVER: &str =
    "UPDATE help_offer SET state = $3, delivered_at = $4, delivered_on = $5, delivery_words = $6
    WHERE id = $1 AND state = $2 RETURNING id";
const CHECK: &str = "UPDATE help_offer SET state = $3, checked_at = $4, missing = $5
    WHERE id = $1 AND state = $2 RETURNING id";
const CLOSE: &str = "UPDATE help_offer SET state = $3, closed_at = $4, outcome = $5, outcome_sha256 = $6
    WHERE id = $1 AND state = $2 RETURNING id";

impl Reader {
    /// The offers on a request, the oldest first.
    pub async fn help_offers(&mut self, request: &HelpRequestId) -> Result<Vec<HelpOfferRow>> {
        Ok(statement!(self, db => sqlx::query_as(OF_REQUEST).bind(request.as_str()).fetch_all(db).await)?)
    }

    /// The offers of these donors and partners, the newest first: what follows on the one made then with that id, at most so many.
    pub async fn own_help_offers(
        &mut self,
        helpers: &[OrganisationId],
        (at, id): (i64, &str),
        most: u32,
    ) -> Result<Vec<OwnHelpOfferRow>> {
        let helpers = spaced(helpers.iter().map(OrganisationId::as_str));
        Ok(
            statement!(self, db => sqlx::query_as(OWN).bind(&helpers).bind(at).bind(id).bind(i64::from(most))
            .fetch_all(db).await)?,
        )
    }
}

impl Tx {
    /// Keeps an offer.
    ///
    /// # Errors
    /// [`crate::Error::Duplicate`] if another one of theirs waits on this request.
    pub async fn add_help_offer(&mut self, offer: &NewHelpOffer) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT).bind(offer.id.as_str()).bind(offer.request.as_str())
            .bind(offer.helper.as_str()).bind(&offer.help).bind(&offer.who_delivers).bind(&offer.words)
            .bind(&offer.cost).bind(offer.offered_by.as_str()).bind(offer.offered_at.0).execute(db).await
            .map(|_| ()))?;
        Ok(())
    }

    /// Moves an offer from one state to another. Whether it was in the first.
    pub async fn move_help_offer(
        &mut self,
        id: &HelpOfferId,
        (from, to): (OfferState, OfferState),
        change: HelpChange<'_>,
        now: Timestamp,
    ) -> Result<bool> {
        let (id, from, to) = (id.as_str(), from.as_str(), to.as_str());
        let moved: Option<String> = statement!(self, db => match change {
            HelpChange::TakenBack => sqlx::query_scalar(TAKE_BACK).bind(id).bind(from).bind(to)
                .fetch_optional(db).await,
            HelpChange::Answered => sqlx::query_scalar(ANSWER).bind(id).bind(from).bind(to).bind(now.0)
                .fetch_optional(db).await,
            HelpChange::Delivered { on, words } => sqlx::query_scalar(DELIVER).bind(id).bind(from).bind(to)
                .bind(now.0).bind(on).bind(words).fetch_optional(db).await,
            HelpChange::Checked { missing } => sqlx::query_scalar(CHECK).bind(id).bind(from).bind(to).bind(now.0)
                .bind(missing).fetch_optional(db).await,
            HelpChange::Closed { outcome, sha256 } => sqlx::query_scalar(CLOSE).bind(id).bind(from).bind(to)
                .bind(now.0).bind(outcome).bind(sha256).fetch_optional(db).await,
        })?;
        Ok(moved.is_some())
    }

    /// Declines every offer on a request that waits, but for one.
    pub async fn decline_other_help_offers(
        &mut self,
        request: &HelpRequestId,
        but: Option<&HelpOfferId>,
        now: Timestamp,
    ) -> Result<()> {
        let but = but.map_or("", HelpOfferId::as_str);
        statement!(self, db => sqlx::query(DECLINE_OTHERS).bind(request.as_str()).bind(but).bind(now.0)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
