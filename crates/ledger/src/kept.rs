//! Requests and offers as they are kept.

use domain::id::{
    AccountId, AssessmentId, HelpOfferId, HelpRequestId, InterventionId, OrganisationId, PracticeId,
};
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Action, Actor, Membership, Resource, decide};
use domain::ledger::{CostBand, OfferState, Outcome, RequestState, Revealed, last_day};
use domain::timestamp::Timestamp;
use domain::typed;
use store::{ConsentRoles, HelpOfferRow, HelpRequestRow, Reader};
use time::Date;
use usecase::{Error, Result, unsealed};

/// A request, as its body sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRequest {
    /// The request.
    pub id: HelpRequestId,
    /// The submitted assessment whose report has the gap.
    pub assessment: AssessmentId,
    /// The version of the maturity model: its id and number.
    pub model: (String, i64),
    /// The practice.
    pub practice: PracticeId,
    /// The kind of help that is wished for; nothing: any.
    pub wanted: Option<InterventionId>,
    /// Whether every donor and partner sees it.
    pub to_all: bool,
    /// Everything that it shows.
    pub shown: Revealed,
    /// The version of the text in which it was said what is shown.
    pub text_version: i64,
    /// The last day on which it is seen.
    pub last_day: Date,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How far it has come.
    pub state: RequestState,
    /// The same as it stands now.
    pub stage: Stage,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// Their name.
    pub proposer: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, Timestamp)>,
    /// How many offers wait for an answer.
    pub offers: i64,
}

/// How a request stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits for a second person.
    Waiting,
    /// It waits, but whoever proposed it may no longer propose for the body, so nobody can confirm it.
    Stuck,
    /// A second person declined it.
    Refused,
    /// It is seen by those to whom it is addressed.
    Open,
    /// Its last day is past.
    Over,
    /// The body took it back.
    Withdrawn,
    /// An offer was accepted, and has come so far.
    Pledged(OfferState),
}

impl Stage {
    fn of(row: &HelpRequestRow, now: Timestamp) -> Result<Self> {
        let ends_at = Timestamp(row.ends_at);
        Ok(match row.state {
            RequestState::Refused => Self::Refused,
            RequestState::Pledged => {
                let state = row.pledge.as_deref().unwrap_or_default();
                let state = OfferState::parse(state).ok_or_else(|| Error::corrupt("pledge", state))?;
                Self::Pledged(state)
            }
            // Another request took the place of one whose end was over.
            RequestState::Withdrawn if row.ended_at.is_some_and(|at| at >= row.ends_at) => Self::Over,
            RequestState::Withdrawn => Self::Withdrawn,
            RequestState::Proposed | RequestState::Open if now >= ends_at => Self::Over,
            RequestState::Proposed if row.is_carried => Self::Waiting,
            RequestState::Proposed => Self::Stuck,
            RequestState::Open => Self::Open,
        })
    }
}

impl OwnRequest {
    pub(crate) fn of(row: HelpRequestRow, now: Timestamp) -> Result<Self> {
        Ok(Self {
            stage: Stage::of(&row, now)?,
            shown: shown(&row.id, &row.content, &row.sha256)?,
            confirmed: row
                .confirmed_at
                .map(|at| (row.confirmer_name.unwrap_or_default(), Timestamp(at))),
            id: row.id.into(),
            assessment: row.assessment_id.into(),
            model: (row.model_id, row.model_version),
            practice: row.practice_id.into(),
            wanted: wanted(row.wanted),
            to_all: row.to_all,
            text_version: row.text_version,
            last_day: last_day(Timestamp(row.ends_at)),
            ends_at: Timestamp(row.ends_at),
            state: row.state,
            proposed_by: row.proposed_by.into(),
            proposer: row.proposer_name,
            proposed_at: Timestamp(row.proposed_at),
            offers: row.offers,
        })
    }
}

/// An offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The offer.
    pub id: HelpOfferId,
    /// The donor or partner.
    pub helper: OrganisationId,
    /// Its name.
    pub helper_name: String,
    /// The kind of help.
    pub help: InterventionId,
    /// Who delivers it.
    pub who_delivers: String,
    /// What else they say.
    pub words: String,
    /// About how much it costs.
    pub cost: Option<CostBand>,
    /// How far it has come.
    pub state: OfferState,
    /// When it was made.
    pub offered_at: Timestamp,
    /// When the body answered it.
    pub answered_at: Option<Timestamp>,
    /// The day on which it was delivered, as whoever pledged says.
    pub delivered_on: Option<Date>,
    /// What they say of the delivery.
    pub delivery_words: String,
    /// What the body said is missing.
    pub missing: String,
    /// What the next report says of the gap, once the body has closed it.
    pub outcome: Option<Outcome>,
}

impl Offer {
    pub(crate) fn of(row: HelpOfferRow) -> Result<Self> {
        let cost = Some(row.cost.as_str()).filter(|cost| !cost.is_empty());
        let cost = cost
            .map(|cost| CostBand::parse(cost).ok_or_else(|| Error::corrupt("cost of an offer", cost)))
            .transpose()?;
        let day = row.delivered_on.as_deref();
        let delivered_on = day
            .map(|day| typed::day(day).ok_or_else(|| Error::corrupt("day of a delivery", day)))
            .transpose()?;
        let outcome = match (&row.outcome, &row.outcome_sha256) {
            (Some(json), Some(sha256)) => Some(unsealed("outcome", &row.id, json, sha256)?),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            helper: row.organisation_id.into(),
            helper_name: row.helper_name,
            help: row.help.into(),
            who_delivers: row.who_delivers,
            words: row.words,
            cost,
            state: row.state,
            offered_at: Timestamp(row.offered_at),
            answered_at: row.answered_at.map(Timestamp),
            delivered_on,
            delivery_words: row.delivery_words,
            missing: row.missing,
            outcome,
        })
    }
}

/// What a request shows, if it is as it was kept.
pub(crate) fn shown(id: &str, content: &str, sha256: &str) -> Result<Revealed> {
    unsealed("request", id, content, sha256)
}

pub(crate) fn wanted(wanted: String) -> Option<InterventionId> {
    Some(wanted).filter(|wanted| !wanted.is_empty()).map(Into::into)
}

/// The offers on a request, the oldest first.
pub(crate) async fn offers_of(reader: &mut Reader, request: &HelpRequestId) -> Result<Vec<Offer>> {
    let rows = reader.help_offers(request).await?.into_iter();
    rows.map(Offer::of).collect()
}

/// One of a body's requests.
pub(crate) async fn find_own(
    reader: &mut Reader,
    body: &OrganisationId,
    id: &HelpRequestId,
    now: Timestamp,
) -> Result<OwnRequest> {
    let roles = acting_roles();
    let row = reader.help_request_of_body(body, roles.as_stored(), id).await?;
    OwnRequest::of(row.ok_or(Error::NotFound)?, now)
}

/// The roles with which somebody can act for a body, as the policy decides it.
pub(crate) struct ActingRoles {
    propose: Vec<&'static str>,
    confirm: Vec<&'static str>,
}

impl ActingRoles {
    pub(crate) fn as_stored(&self) -> ConsentRoles<'_> {
        ConsentRoles {
            propose: &self.propose,
            confirm: &self.confirm,
        }
    }
}

pub(crate) fn acting_roles() -> ActingRoles {
    let organisation = OrganisationId::from("any");
    let with = |action: Action| {
        let may = |role: &Role| {
            let actor = Actor {
                account: Some("anybody".into()),
                memberships: vec![Membership {
                    organisation: organisation.clone(),
                    kind: OrganisationKind::ElectionBody,
                    role: *role,
                }],
            };
            decide(&actor, action, Resource::Organisation(&organisation)).is_ok()
        };
        Role::ALL.into_iter().filter(may).map(Role::as_str).collect()
    };
    ActingRoles {
        propose: with(Action::ProposeRequest),
        confirm: with(Action::ConfirmRequest),
    }
}
