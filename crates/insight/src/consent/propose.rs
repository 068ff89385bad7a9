//! Proposing what to allow.

use domain::disclose::{Consent, Recipient};
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, Refusal, act};
use store::{NewConsent, Proposed, Tx};
use usecase::{Env, Error, NotNow, Result, Words, security_event};

use super::proposal::acting_roles;
use super::sharing::sharing_of;
use super::{CONSENT_TEXT_VERSION, level_field};

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProposal {
    /// The round, by its name in addresses.
    pub round: String,
    /// To whom.
    pub recipient: Recipient,
    /// What is allowed.
    pub level: Consent,
}

impl NewProposal {
    /// Out of a form: a donor's id, or an empty text for every donor; a level by its name.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a level.
    pub fn parse(round: &str, to: &str, level: &str) -> Result<Self> {
        let level = Consent::parse(level);
        Ok(Self {
            round: round.to_owned(),
            recipient: Recipient::parse(to),
            level: level.ok_or_else(|| Error::field(level_field(round), "consent-level-missing"))?,
        })
    }
}

/// Proposes what to allow in an open round. A second person confirms it.
///
/// # Errors
/// [`Error::NotNow`] once the round is closed; [`Error::Invalid`] if a proposal waits already or nothing would change.
pub async fn propose_consent(
    env: &Env,
    permit: &Permit<act::ProposeConsent>,
    tx: &mut Tx,
    input: &NewProposal,
    words: &Words,
) -> Result<()> {
    let (by, organisation) = (permit.account(), &permit.organisation().id);
    let sharing = sharing_of(tx, organisation).await?;
    let round = sharing
        .rounds
        .iter()
        .find(|round| round.round.slug == input.round)
        .ok_or(Error::NotFound)?;
    if !round.round.is_open() {
        return Err(Error::NotNow(NotNow::RoundClosed));
    }
    let field = level_field(&input.round);
    let (level, to) = (input.level, input.recipient.clone());
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
        id: env.new_id(),
        round_id: round.round.id.as_str().to_owned(),
        organisation_id: organisation.as_str().to_owned(),
        recipient: to.as_str().to_owned(),
        level,
        text_version: CONSENT_TEXT_VERSION,
        proposed_by: by.as_str().to_owned(),
        proposed_at: env.now().0,
        words: words.to_stored()?,
    };
    let roles = acting_roles();
    match tx.propose_consent(&consent, roles.as_stored()).await? {
        Proposed::Waiting => {
            let proposed = Event::ConsentProposed {
                organisation: organisation.clone(),
                round: consent.round_id.as_str().into(),
                consent: consent.id.clone(),
                recipient: consent.recipient.clone(),
                level: level.as_str().to_owned(),
            };
            env.record(tx, by, proposed).await?;
            security_event!(
                "consent-proposed",
                by = %by,
                organisation = %organisation,
                round = %consent.round_id,
                consent = %consent.id,
                recipient = %consent.recipient,
                level = level.as_str()
            );
            Ok(())
        }
        Proposed::AnotherWaits => Err(Error::field(field, "consent-waiting")),
        Proposed::RoundClosed => Err(Error::NotNow(NotNow::RoundClosed)),
        Proposed::NotPermitted => Err(Error::Refused(Refusal::NotYours)),
    }
}
