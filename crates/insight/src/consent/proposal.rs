//! Proposals of what to allow.

use domain::disclose::{Consent, Recipient, is_second_person};
use domain::id::{AccountId, OrganisationId, RoundId};
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Action, Actor, Membership, Resource, decide};
use domain::timestamp::Timestamp;
use store::{ConsentRoles, ConsentRow, Reader};
use usecase::{Error, Result, Words};

/// A proposal, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id, which a receipt names.
    pub id: String,
    /// The round.
    pub round: RoundId,
    /// To whom.
    pub recipient: Recipient,
    /// The donor's name as it was, if it is to one.
    pub recipient_name: Option<String>,
    /// The body's name as it was.
    pub body_name: String,
    /// Counts the proposals to this recipient in this round.
    pub version: i64,
    /// What is allowed.
    pub level: Consent,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// As they were.
    pub proposer: Decider,
    /// When.
    pub proposed_at: Timestamp,
    /// Whether the names are not those of the moment, but were copied when receipts began to keep them.
    pub names_copied: bool,
    /// What came of it.
    pub state: ProposalState,
}

/// Somebody who decided, as they were at that moment. A receipt shows this, whatever they are called today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decider {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their roles in the body.
    pub roles: Vec<Role>,
    /// The words that they read.
    pub words: Words,
}

/// What came of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// It waits for a second person.
    Waiting,
    /// Whoever proposed it may no longer propose for the body, so nobody can confirm it.
    Ended,
    /// A second person confirmed it.
    Confirmed {
        /// Who.
        by: Decider,
        /// When.
        at: Timestamp,
    },
    /// Whoever proposed it took it back.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// Somebody else declined it.
    Declined {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
    },
}

pub(super) async fn find_proposal(
    reader: &mut Reader,
    organisation: &OrganisationId,
    id: &str,
) -> Result<Proposal> {
    let rows = consent_rows(reader, organisation).await?;
    proposal(rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?)
}

pub(super) async fn consent_rows(
    reader: &mut Reader,
    organisation: &OrganisationId,
) -> Result<Vec<ConsentRow>> {
    let roles = acting_roles();
    Ok(reader.consents_of_body(organisation, roles.as_stored()).await?)
}

/// The roles with which somebody can act for a body, as the policy decides it.
pub(super) struct ActingRoles {
    propose: Vec<&'static str>,
    confirm: Vec<&'static str>,
}

impl ActingRoles {
    pub(super) fn as_stored(&self) -> ConsentRoles<'_> {
        ConsentRoles {
            propose: &self.propose,
            confirm: &self.confirm,
        }
    }
}

pub(super) fn acting_roles() -> ActingRoles {
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
        propose: with(Action::ProposeConsent),
        confirm: with(Action::ConfirmConsent),
    }
}

pub(super) fn proposal(row: ConsentRow) -> Result<Proposal> {
    let level = row.level;
    let state = match (row.confirmed_at, row.withdrawn_at) {
        (Some(at), _) => ProposalState::Confirmed {
            by: decider(
                row.confirmer_name.unwrap_or_default(),
                row.confirmer_email.unwrap_or_default(),
                &row.confirmer_roles.unwrap_or_default(),
                &row.confirmer_words.unwrap_or_default(),
            )?,
            at: Timestamp(at),
        },
        (None, Some(at)) if is_withdrawn(&row) => ProposalState::Withdrawn { at: Timestamp(at) },
        (None, Some(at)) => ProposalState::Declined {
            by: row.withdrawer_name.unwrap_or_default(),
            at: Timestamp(at),
        },
        (None, None) if row.ended_at.is_some() || !row.is_carried => ProposalState::Ended,
        (None, None) => ProposalState::Waiting,
    };
    Ok(Proposal {
        id: row.id,
        round: row.round_id.into(),
        recipient: Recipient::parse(&row.recipient),
        recipient_name: Some(row.recipient_name).filter(|name| !name.is_empty()),
        body_name: row.body_name,
        version: row.version,
        level,
        text_version: row.text_version,
        proposed_by: row.proposed_by.into(),
        proposer: decider(
            row.proposer_name,
            row.proposer_email,
            &row.proposer_roles,
            &row.proposer_words,
        )?,
        proposed_at: Timestamp(row.proposed_at),
        names_copied: row.names_copied,
        state,
    })
}

/// Whether whoever proposed it took it back, and no second person declined it.
fn is_withdrawn(row: &ConsentRow) -> bool {
    let proposed_by = AccountId::from(row.proposed_by.as_str());
    let by = row.withdrawn_by.as_deref().map(AccountId::from);
    by.is_some_and(|by| !is_second_person(&proposed_by, &by))
}

fn decider(name: String, email: String, roles: &str, words: &str) -> Result<Decider> {
    let role = |role: &str| Role::parse(role).ok_or_else(|| Error::corrupt("role of a consent", role));
    Ok(Decider {
        name,
        email,
        roles: roles.split_whitespace().map(role).collect::<Result<_>>()?,
        words: Words::from_stored(words)?,
    })
}
