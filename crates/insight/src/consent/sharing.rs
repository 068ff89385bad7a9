//! What a body allows, in every round.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::model::ModelRef;
use domain::assess::score::Score;
use domain::disclose::{Consent, DomainShare, Recipient};
use domain::id::{DomainCode, OrganisationId, RoundId};
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{AssessmentUseRow, LastSubmissionRow, Reader};
use usecase::{Env, Result, unsealed};

use super::proposal::{Proposal, ProposalState, consent_rows, proposal};
use crate::frozen::shares;
use crate::round::RoundInfo;

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
    /// What it would bring to a round in each domain; nothing where a question was left open, and none at all if its scores were not kept.
    pub shares: BTreeMap<DomainCode, Option<DomainShare>>,
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

/// What a body allows and allowed, in every round.
///
/// # Errors
/// The database does not answer.
pub async fn sharing(_: &Env, permit: &Permit<act::ReadConsent>, reader: &mut Reader) -> Result<Sharing> {
    sharing_of(reader, &permit.organisation().id).await
}

pub(super) async fn sharing_of(reader: &mut Reader, organisation: &OrganisationId) -> Result<Sharing> {
    let mut proposals: BTreeMap<RoundId, Vec<Proposal>> = BTreeMap::new();
    for row in consent_rows(reader, organisation).await? {
        let proposal = proposal(row)?;
        proposals
            .entry(proposal.round.clone())
            .or_default()
            .push(proposal);
    }
    let uses = reader.uses_of_body(organisation).await?;
    let grants = reader.grants_of_body(organisation).await?;
    let rounds = reader.rounds_of_body(organisation).await?.into_iter().map(|row| {
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
    let submitted = reader.last_full_submission(organisation).await?;
    Ok(Sharing {
        rounds: rounds.collect(),
        donors: donors(reader).await?,
        submitted: submitted.map(|row| last(row, &uses)).transpose()?,
    })
}

fn last(row: LastSubmissionRow, uses: &[AssessmentUseRow]) -> Result<LastSubmission> {
    let score: Option<Score> = if row.score.is_empty() {
        None
    } else {
        Some(unsealed("scores", &row.id, &row.score, &row.score_sha256)?)
    };
    Ok(LastSubmission {
        at: Timestamp(row.submitted_at),
        used: used(uses, &row.id),
        model: RoundInfo::model_of(row.model_id, row.model_version),
        shares: score.as_ref().map(shares).transpose()?.unwrap_or_default(),
    })
}

async fn donors(reader: &mut Reader) -> Result<Vec<Donor>> {
    let donors = reader.donors().await?.into_iter();
    Ok(donors.map(|(id, name)| Donor { id: id.into(), name }).collect())
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
