//! What a body allows donors to see, round by round. It takes two people: one proposes, another confirms.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclosure::{Consent, Recipient};
use domain::id::{AccountId, OrganisationId, RoundId};
use domain::model::ModelRef;
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Membership, Refusal, Resource, decide};
use domain::timestamp::Timestamp;
use store::{AssessmentUseRow, Confirmed, ConsentRoles, ConsentRow, NewConsent, Proposed};

use crate::rounds::{RoundInfo, recipient};
use crate::{Error, NotNow, Result, Services, Words, security_event};

/// The version of the text in which the levels are explained. Whoever changes what a level means adds a new text and raises
/// this; receipts keep showing the text that was agreed to.
pub const CONSENT_TEXT_VERSION: i64 = 2;

/// What a body allows, in every round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// The rounds, the one opened last first.
    pub rounds: Vec<SharingRound>,
    /// The donors to whom a body can show itself by name.
    pub donors: Vec<Donor>,
    /// The full assessment that the body submitted last; nothing is shown of one that never did.
    pub submitted: Option<LastSubmission>,
}

/// The full assessment that a body submitted last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSubmission {
    /// When.
    pub at: Timestamp,
    /// What closed rounds did with it, and what therefore may still be done with it (rule R9).
    pub used: Used,
    /// The version of the maturity model: a round takes one.
    pub model: ModelRef,
}

/// How an assessment was published so far. It is published in one way, once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Used {
    /// It can be counted or shown.
    #[default]
    Never,
    /// Shown by name: it can be shown by name again, and never counted.
    ByName,
    /// Counted: it is neither counted again nor shown by name to every donor.
    Counted,
}

/// What a closed round made of what a body allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing of the body was part of it.
    None,
    /// It was counted in a group.
    Counted,
    /// It was shown by name to every donor.
    ByName,
    /// It was shown by name to single donors, and counted nowhere.
    ToSingleDonors,
    /// It took part, but nothing could be published: the assessment had been published before, or fewer than `k` bodies were counted.
    NotPublished,
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
    /// What a closed round made of what the body allowed.
    pub part: Part,
    /// The single donors to whom a closed round shows the body by name.
    pub shown_to: BTreeSet<OrganisationId>,
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

    /// Whether a single donor would see the body by name, but does not: too many of those with whom it was counted show themselves to
    /// this donor. It waits for the body's next assessment (rule R9 e).
    pub fn waits_for_next_assessment(&self, donor: &OrganisationId) -> bool {
        !self.round.is_open()
            && matches!(self.part, Part::Counted | Part::NotPublished)
            && self.level(&Recipient::Donor(donor.clone())) == Consent::Named
            && !self.shown_to.contains(donor)
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
        for row in self.consent_rows(organisation).await? {
            let proposal = proposal(row)?;
            proposals
                .entry(proposal.round.clone())
                .or_default()
                .push(proposal);
        }
        let uses = self.store().reader().uses_of_body(organisation).await?;
        let grants = self.store().reader().grants_of_body(organisation).await?;
        let rounds = self
            .store()
            .reader()
            .rounds_of_body(organisation)
            .await?
            .into_iter()
            .map(|row| {
                let id = RoundId::from(row.id);
                SharingRound {
                    proposals: proposals.remove(&id).unwrap_or_default(),
                    part: part(&uses, &id, row.contributed),
                    shown_to: grants
                        .iter()
                        .filter(|(round, donor)| round == id.as_str() && !donor.is_empty())
                        .map(|(_, donor)| donor.as_str().into())
                        .collect(),
                    round: RoundInfo {
                        id,
                        slug: row.slug,
                        title: row.title,
                        opened_at: Timestamp(row.opened_at),
                        closed_at: row.closed_at.map(Timestamp),
                        model: RoundInfo::model_of(row.model_id, row.model_version),
                    },
                }
            });
        let submitted = self.store().reader().last_full_submission(organisation).await?;
        Ok(Sharing {
            rounds: rounds.collect(),
            donors: self.donors().await?,
            submitted: submitted.map(|row| LastSubmission {
                at: Timestamp(row.submitted_at),
                used: used(&uses, &row.id),
                model: RoundInfo::model_of(row.model_id, row.model_version),
            }),
        })
    }

    /// Proposes what to allow in an open round. A second person confirms it.
    pub async fn propose_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        input: &NewProposal,
        words: &Words,
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
        // An earlier text is agreed to anew by proposing the same level.
        let text = round.in_force(&to).map(|proposal| proposal.text_version);
        if round.level(&to) == level && text.is_none_or(|version| version == CONSENT_TEXT_VERSION) {
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
            words: words.to_stored()?,
        };
        let roles = acting_roles();
        match self
            .store()
            .write(async |tx| tx.propose_consent(&consent, roles.as_stored()).await)
            .await?
        {
            Proposed::Waiting => {
                security_event!(
                    "consent-proposed",
                    by = %by,
                    organisation = %organisation,
                    round = %consent.round_id,
                    consent = %consent.id,
                    recipient = %consent.recipient,
                    level = %consent.level
                );
                Ok(())
            }
            Proposed::AnotherWaits => Err(Error::field(field, "consent-waiting")),
            Proposed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
            Proposed::NotPermitted => Err(Error::Refused(Refusal::NotYours)),
        }
    }

    /// Puts a proposal into force, as its second person. Confirming what is in force already changes nothing.
    pub async fn confirm_consent(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        proposal: &str,
        words: &Words,
    ) -> Result<()> {
        let (found, by) = self
            .proposal_for(actor, Action::ConfirmConsent, organisation, proposal)
            .await?;
        if found.proposed_by == *by && found.state == ProposalState::Waiting {
            return Err(Error::field(proposal_field(proposal), "consent-own-proposal"));
        }
        let (words, now) = (words.to_stored()?, self.now());
        let mut tx = self.store().begin().await?;
        let confirmed = tx
            .confirm_consent(
                proposal,
                organisation,
                by,
                now,
                acting_roles().as_stored(),
                &words,
            )
            .await?;
        tx.commit().await?;
        match confirmed {
            Confirmed::Now => {
                security_event!(
                    "consent-confirmed",
                    by = %by,
                    organisation = %organisation,
                    round = %found.round,
                    consent = %proposal,
                    level = found.level.as_str()
                );
                Ok(())
            }
            Confirmed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
            Confirmed::NotPermitted => Err(Error::Refused(Refusal::NotYours)),
            Confirmed::Ended => Err(Error::NotNow(NotNow::ConsentEnded)),
            Confirmed::NotWaiting => match self.find_proposal(organisation, proposal).await?.state {
                ProposalState::Confirmed { .. } => Ok(()),
                ProposalState::Ended => Err(Error::NotNow(NotNow::ConsentEnded)),
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
            .write(async |tx| {
                tx.withdraw_consent(&proposal.id, organisation, by, self.now())
                    .await
            })
            .await?
        {
            if proposal.proposed_by == *by {
                security_event!("consent-withdrawn", by = %by, organisation = %organisation, round = %proposal.round,
                    consent = %proposal.id);
            } else {
                security_event!("consent-declined", by = %by, organisation = %organisation, round = %proposal.round,
                    consent = %proposal.id);
            }
            return Ok(());
        }
        // Sent twice: it is as the person wanted it.
        match self.find_proposal(organisation, &proposal.id).await?.state {
            ProposalState::Withdrawn { .. } | ProposalState::Declined { .. } | ProposalState::Ended => Ok(()),
            ProposalState::Confirmed { .. } | ProposalState::Waiting => {
                Err(Error::NotNow(NotNow::ConsentSettled))
            }
        }
    }

    async fn find_proposal(&self, organisation: &OrganisationId, id: &str) -> Result<Proposal> {
        let rows = self.consent_rows(organisation).await?;
        proposal(rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?)
    }

    async fn consent_rows(&self, organisation: &OrganisationId) -> Result<Vec<ConsentRow>> {
        let roles = acting_roles();
        Ok(self
            .store()
            .reader()
            .consents_of_body(organisation, roles.as_stored())
            .await?)
    }

    async fn donors(&self) -> Result<Vec<Donor>> {
        let organisations = self.store().reader().organisations().await?.into_iter();
        Ok(organisations
            .filter(|organisation| organisation.kind == OrganisationKind::Donor.as_str())
            .map(|donor| Donor {
                id: donor.id.into(),
                name: donor.name,
            })
            .collect())
    }
}

/// The roles with which somebody can act for a body, as the policy decides it.
struct ActingRoles {
    propose: Vec<&'static str>,
    confirm: Vec<&'static str>,
}

impl ActingRoles {
    fn as_stored(&self) -> ConsentRoles<'_> {
        ConsentRoles {
            propose: &self.propose,
            confirm: &self.confirm,
        }
    }
}

fn acting_roles() -> ActingRoles {
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

/// What a round made of a body's assessments.
fn part(uses: &[AssessmentUseRow], round: &RoundId, contributed: bool) -> Part {
    let kind = uses
        .iter()
        .find(|own| own.round_id == round.as_str())
        .map(|own| own.kind.as_str());
    match kind {
        Some("named") => Part::ByName,
        Some("one-donor") => Part::ToSingleDonors,
        Some(_) => Part::Counted,
        None if contributed => Part::NotPublished,
        None => Part::None,
    }
}

/// How all rounds together used an assessment.
fn used(uses: &[AssessmentUseRow], assessment: &str) -> Used {
    uses.iter()
        .filter(|own| own.assessment_id == assessment)
        .fold(Used::Never, |before, own| match own.kind.as_str() {
            "named" | "one-donor" if before == Used::Never => Used::ByName,
            "named" | "one-donor" => before,
            _ => Used::Counted,
        })
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
            by: decider(
                row.confirmer_name.unwrap_or_default(),
                row.confirmer_email.unwrap_or_default(),
                &row.confirmer_roles.unwrap_or_default(),
                &row.confirmer_words.unwrap_or_default(),
            )?,
            at: Timestamp(at),
        },
        (None, Some(at)) if row.withdrawn_by.as_deref() == Some(row.proposed_by.as_str()) => {
            ProposalState::Withdrawn { at: Timestamp(at) }
        }
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
        recipient: recipient(&row.recipient),
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

fn decider(name: String, email: String, roles: &str, words: &str) -> Result<Decider> {
    let role =
        |role: &str| Role::parse(role).ok_or_else(|| Error::Internal(format!("a consent given as {role:?}")));
    Ok(Decider {
        name,
        email,
        roles: roles.split_whitespace().map(role).collect::<Result<_>>()?,
        words: Words::from_stored(words)?,
    })
}
