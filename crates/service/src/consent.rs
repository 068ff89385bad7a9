//! What a body allows donors to see, round by round. It takes two people: one proposes, another confirms.

use std::collections::BTreeMap;

use domain::disclosure::{Consent, Recipient};
use domain::id::{AccountId, OrganisationId, RoundId};
use domain::organisation::OrganisationKind;
use domain::policy::{Action, Actor, Resource};
use domain::timestamp::Timestamp;
use store::{Confirmed, ConsentRow, NewConsent, Proposed};

use crate::rounds::{RoundInfo, recipient};
use crate::{Error, NotNow, Result, Services};

/// The version of the text in which the levels are explained. Whoever changes what a level means adds a new text and raises
/// this; receipts keep showing the text that was agreed to.
pub const CONSENT_TEXT_VERSION: i64 = 1;

/// What a body allows, in every round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The rounds, the one opened last first.
    pub rounds: Vec<SharingRound>,
    /// The donors to whom a body can show itself by name.
    pub donors: Vec<Donor>,
    /// When the body last submitted a full assessment; nothing is shown of one that never did.
    pub submitted_at: Option<Timestamp>,
}

/// A donor, as bodies see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Donor {
    /// The donor.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// What a body allows in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharingRound {
    /// The round.
    pub round: RoundInfo,
    /// Whether the round was closed with something of this body.
    pub contributed: bool,
    /// Every proposal, the newest first.
    pub proposals: Vec<Proposal>,
}

impl SharingRound {
    /// The consent in force towards a recipient: the last one that a second person confirmed.
    pub fn in_force(&self, recipient: &Recipient) -> Option<&Proposal> {
        self.proposals
            .iter()
            .filter(|proposal| proposal.recipient == *recipient)
            .filter(|proposal| matches!(proposal.state, ProposalState::Confirmed { .. }))
            .max_by_key(|proposal| proposal.version)
    }

    /// The level in force towards a recipient: nothing is shown until two people decided so.
    pub fn level(&self, recipient: &Recipient) -> Consent {
        self.in_force(recipient)
            .map_or_else(Consent::default, |proposal| proposal.level)
    }

    /// The proposal that waits for a second person, if one does.
    pub fn waiting(&self, recipient: &Recipient) -> Option<&Proposal> {
        self.proposals
            .iter()
            .find(|proposal| proposal.recipient == *recipient && proposal.state == ProposalState::Waiting)
    }
}

/// A proposal, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id, which a receipt names.
    pub id: String,
    /// The round.
    pub round: RoundId,
    /// To whom.
    pub recipient: Recipient,
    /// The donor's name, if it is to one.
    pub recipient_name: Option<String>,
    /// Counts the proposals to this recipient in this round.
    pub version: i64,
    /// What is allowed.
    pub level: Consent,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// Their name.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// What came of it.
    pub state: ProposalState,
}

/// What came of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// It waits for a second person.
    Waiting,
    /// A second person confirmed it.
    Confirmed {
        /// Who.
        by: String,
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

/// A confirmed consent, to be kept or printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentReceipt {
    /// The round.
    pub round: RoundInfo,
    /// What was agreed to, and by whom.
    pub proposal: Proposal,
}

/// A form that proposes what to allow.
#[derive(Clone, Debug, Default)]
pub struct NewProposal {
    /// The round, by its name in addresses.
    pub round: String,
    /// A donor's id, or an empty text for every donor.
    pub recipient: String,
    /// A level as text.
    pub level: String,
}

impl Services {
    /// What a body allows and allowed, in every round.
    pub async fn sharing(&self, actor: &Actor, organisation: &OrganisationId) -> Result<Sharing> {
        self.permit(actor, Action::ReadConsent, Resource::Organisation(organisation))?;
        let mut proposals: BTreeMap<RoundId, Vec<Proposal>> = BTreeMap::new();
        for row in self.store().consents_of_body(organisation).await? {
            let proposal = proposal(row)?;
            proposals
                .entry(proposal.round.clone())
                .or_default()
                .push(proposal);
        }
        let rounds = self
            .store()
            .rounds_of_body(organisation)
            .await?
            .into_iter()
            .map(|row| {
                let id = RoundId::from(row.id);
                SharingRound {
                    proposals: proposals.remove(&id).unwrap_or_default(),
                    contributed: row.contributed,
                    round: RoundInfo {
                        id,
                        slug: row.slug,
                        title: row.title,
                        opened_at: Timestamp(row.opened_at),
                        closed_at: row.closed_at.map(Timestamp),
                    },
                }
            });
        Ok(Sharing {
            rounds: rounds.collect(),
            donors: self.donors().await?,
            submitted_at: self
                .store()
                .last_full_submission(organisation)
                .await?
                .map(Timestamp),
        })
    }

    /// Proposes what to allow in an open round. A second person confirms it.
    pub async fn propose_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        input: &NewProposal,
    ) -> Result<()> {
        self.permit(
            actor,
            Action::ProposeConsent,
            Resource::Organisation(organisation),
        )?;
        let by = account_of(actor)?;
        let sharing = self.sharing(actor, organisation).await?;
        let round = sharing
            .rounds
            .iter()
            .find(|round| round.round.slug == input.round)
            .ok_or(Error::NotFound)?;
        if !round.round.is_open() {
            return Err(Error::NotNow(NotNow::RoundClosed));
        }
        let field = level_field(&input.round);
        let level =
            Consent::parse(&input.level).ok_or_else(|| Error::field(&*field, "consent-level-missing"))?;
        let to = recipient(&input.recipient);
        if let Recipient::Donor(id) = &to {
            // There is no aggregate for one donor alone: by name or not at all.
            let is_offered = matches!(level, Consent::Named | Consent::None);
            if !is_offered || !sharing.donors.iter().any(|donor| donor.id == *id) {
                return Err(Error::NotFound);
            }
        }
        if round.waiting(&to).is_some() {
            return Err(Error::field(field, "consent-waiting"));
        }
        if round.level(&to) == level {
            return Err(Error::field(field, "consent-unchanged"));
        }
        let consent = NewConsent {
            id: self.new_id(),
            round_id: round.round.id.as_str().to_owned(),
            organisation_id: organisation.as_str().to_owned(),
            recipient: input.recipient.clone(),
            level: level.as_str().to_owned(),
            text_version: CONSENT_TEXT_VERSION,
            proposed_by: by.as_str().to_owned(),
            proposed_at: self.now().0,
        };
        match self.store().propose_consent(&consent).await? {
            Proposed::Waiting => Ok(()),
            Proposed::AnotherWaits => Err(Error::field(field, "consent-waiting")),
            Proposed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
        }
    }

    /// Puts a proposal into force, as its second person. Confirming what is in force already changes nothing.
    pub async fn confirm_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        proposal: &str,
    ) -> Result<()> {
        let (found, by) = self
            .proposal_for(actor, Action::ConfirmConsent, organisation, proposal)
            .await?;
        if found.proposed_by == *by && found.state == ProposalState::Waiting {
            return Err(Error::field(proposal_field(proposal), "consent-own-proposal"));
        }
        match self
            .store()
            .confirm_consent(proposal, organisation, by, self.now())
            .await?
        {
            Confirmed::Now => Ok(()),
            Confirmed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
            Confirmed::NotWaiting => match self.find_proposal(organisation, proposal).await?.state {
                ProposalState::Confirmed { .. } => Ok(()),
                _ => Err(Error::NotNow(NotNow::ConsentSettled)),
            },
        }
    }

    /// Declines a proposal, as its second person.
    pub async fn decline_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        proposal: &str,
    ) -> Result<()> {
        let (found, by) = self
            .proposal_for(actor, Action::ConfirmConsent, organisation, proposal)
            .await?;
        if found.proposed_by == *by {
            return Err(Error::field(proposal_field(proposal), "consent-own-decline"));
        }
        self.take_back(by, organisation, &found).await
    }

    /// Takes back one's own proposal.
    pub async fn withdraw_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        proposal: &str,
    ) -> Result<()> {
        let (found, by) = self
            .proposal_for(actor, Action::ProposeConsent, organisation, proposal)
            .await?;
        if found.proposed_by != *by {
            return Err(Error::field(proposal_field(proposal), "consent-not-own"));
        }
        self.take_back(by, organisation, &found).await
    }

    /// A confirmed consent, to be kept or printed.
    pub async fn consent_receipt(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        proposal: &str,
    ) -> Result<ConsentReceipt> {
        self.permit(actor, Action::ReadConsent, Resource::Organisation(organisation))?;
        let proposal = self.find_proposal(organisation, proposal).await?;
        if !matches!(proposal.state, ProposalState::Confirmed { .. }) {
            return Err(Error::NotFound);
        }
        let round = self
            .all_rounds()
            .await?
            .into_iter()
            .find(|round| round.id == proposal.round);
        Ok(ConsentReceipt {
            round: round.ok_or(Error::NotFound)?,
            proposal,
        })
    }

    /// A proposal, and who acts on it: somebody with a permit to.
    async fn proposal_for<'a>(
        &self,
        actor: &'a Actor,
        action: Action,
        organisation: &OrganisationId,
        id: &str,
    ) -> Result<(Proposal, &'a AccountId)> {
        self.permit(actor, action, Resource::Organisation(organisation))?;
        Ok((self.find_proposal(organisation, id).await?, account_of(actor)?))
    }

    async fn take_back(
        &self,
        by: &AccountId,
        organisation: &OrganisationId,
        proposal: &Proposal,
    ) -> Result<()> {
        if self
            .store()
            .withdraw_consent(&proposal.id, organisation, by, self.now())
            .await?
        {
            return Ok(());
        }
        // Sent twice: it is as the person wanted it.
        match self.find_proposal(organisation, &proposal.id).await?.state {
            ProposalState::Withdrawn { .. } | ProposalState::Declined { .. } => Ok(()),
            ProposalState::Confirmed { .. } | ProposalState::Waiting => {
                Err(Error::NotNow(NotNow::ConsentSettled))
            }
        }
    }

    async fn find_proposal(&self, organisation: &OrganisationId, id: &str) -> Result<Proposal> {
        let rows = self.store().consents_of_body(organisation).await?;
        proposal(rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?)
    }

    async fn donors(&self) -> Result<Vec<Donor>> {
        let organisations = self.store().organisations().await?.into_iter();
        Ok(organisations
            .filter(|organisation| organisation.kind == OrganisationKind::Donor.as_str())
            .map(|donor| Donor {
                id: donor.id.into(),
                name: donor.name,
            })
            .collect())
    }
}

/// The form field of a round's level, to which a message belongs.
fn level_field(round: &str) -> String {
    format!("level-{round}")
}

/// The part of the page that shows a proposal, to which a message belongs.
fn proposal_field(id: &str) -> String {
    format!("proposal-{id}")
}

fn account_of(actor: &Actor) -> Result<&AccountId> {
    actor.account.as_ref().ok_or(Error::NotFound)
}

fn proposal(row: ConsentRow) -> Result<Proposal> {
    let level = Consent::parse(&row.level)
        .ok_or_else(|| Error::Internal(format!("a consent of level {:?}", row.level)))?;
    let state = match (row.confirmed_at, row.withdrawn_at) {
        (Some(at), _) => ProposalState::Confirmed {
            by: row.confirmed_by_name.unwrap_or_default(),
            at: Timestamp(at),
        },
        (None, Some(at)) if row.withdrawn_by.as_deref() == Some(row.proposed_by.as_str()) => {
            ProposalState::Withdrawn { at: Timestamp(at) }
        }
        (None, Some(at)) => ProposalState::Declined {
            by: row.withdrawn_by_name.unwrap_or_default(),
            at: Timestamp(at),
        },
        (None, None) => ProposalState::Waiting,
    };
    Ok(Proposal {
        id: row.id,
        round: row.round_id.into(),
        recipient: recipient(&row.recipient),
        recipient_name: row.recipient_name,
        version: row.version,
        level,
        text_version: row.text_version,
        proposed_by: row.proposed_by.into(),
        proposed_by_name: row.proposed_by_name,
        proposed_at: Timestamp(row.proposed_at),
        state,
    })
}
