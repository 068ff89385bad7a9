//! What bodies allow in a round: proposals, and what two people made of them.
//!
//! A row keeps what its receipt shows: the names, addresses, roles and words of both people as they were when each of them acted.

use domain::disclose::Consent;
use domain::id::{AccountId, OrganisationId, RoundId};
use domain::timestamp::Timestamp;

use crate::round::HOLD_OPEN;
use crate::tx::statement;
use crate::{Error, Reader, Result, Tx};

/// A proposal to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    /// UUIDv7.
    pub id: String,
    /// The round.
    pub round_id: String,
    /// The body.
    pub organisation_id: String,
    /// A donor, or an empty text for every donor.
    pub recipient: String,
    /// What is proposed.
    pub level: Consent,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposes it.
    pub proposed_by: String,
    /// Unix milliseconds.
    pub proposed_at: i64,
    /// The words that the proposer read (JSON).
    pub words: String,
}

/// The roles, as text, that let somebody act for a body. They are looked up in the transaction of the act: a role that was taken
/// away a moment ago counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentRoles<'a> {
    /// Who has one of these may propose. A proposal ends when its proposer has none of them any more.
    pub propose: &'a [&'a str],
    /// Who has one of these may confirm.
    pub confirm: &'a [&'a str],
}

/// A proposal with what came of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ConsentRow {
    /// UUIDv7.
    pub id: String,
    /// The round.
    pub round_id: String,
    /// A donor, or an empty text for every donor.
    pub recipient: String,
    /// The donor's name as it was; empty for every donor.
    pub recipient_name: String,
    /// The body's name as it was.
    pub body_name: String,
    /// Counts the proposals of a body, round and recipient.
    pub version: i64,
    /// What it allows.
    #[sqlx(try_from = "String")]
    pub level: Consent,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposed it.
    pub proposed_by: String,
    /// Their name as it was.
    pub proposer_name: String,
    /// Their address as it was.
    pub proposer_email: String,
    /// Their roles in the body as they were, with a space between.
    pub proposer_roles: String,
    /// The words that they read (JSON), empty if nobody kept them.
    pub proposer_words: String,
    /// Unix milliseconds.
    pub proposed_at: i64,
    /// Likewise of whoever confirmed it.
    pub confirmer_name: Option<String>,
    /// Their address as it was.
    pub confirmer_email: Option<String>,
    /// Their roles in the body as they were, with a space between.
    pub confirmer_roles: Option<String>,
    /// The words that they read (JSON).
    pub confirmer_words: Option<String>,
    /// Unix milliseconds.
    pub confirmed_at: Option<i64>,
    /// Who took it back or declined it.
    pub withdrawn_by: Option<String>,
    /// Their name as it was.
    pub withdrawer_name: Option<String>,
    /// Unix milliseconds.
    pub withdrawn_at: Option<i64>,
    /// When it was found to have ended with its proposer's role (Unix milliseconds).
    pub ended_at: Option<i64>,
    /// Whether the proposer still has a role to propose, and had it when they did.
    pub is_carried: bool,
    /// Whether the names were copied later, when receipts began to keep them.
    pub names_copied: bool,
}

/// A consent in force.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ConsentInForceRow {
    /// The proposal from which it came.
    pub id: String,
    /// The body.
    pub organisation_id: String,
    /// A donor, or an empty text for every donor.
    pub recipient: String,
    /// What it allows.
    #[sqlx(try_from = "String")]
    pub level: Consent,
    /// When it was confirmed (Unix milliseconds).
    pub confirmed_at: i64,
}

/// The full assessment that a body submitted last.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LastSubmissionRow {
    /// The assessment.
    pub id: String,
    /// Unix milliseconds.
    pub submitted_at: i64,
    /// Its maturity model.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The scores (JSON); an empty text if they were not kept.
    pub score: String,
    /// The digest of the scores.
    pub score_sha256: String,
}

/// What came of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// It waits for a second person.
    Waiting,
    /// Another one waits already.
    AnotherWaits,
    /// The round is closed.
    RoundClosed,
    /// Whoever proposes it has no role any more that lets them.
    NotPermitted,
}

/// What came of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// It is in force now.
    Now,
    /// Somebody confirmed or withdrew it before, or it is one's own; nothing was changed.
    NotWaiting,
    /// The round is closed.
    RoundClosed,
    /// Whoever confirms it has no role any more that lets them.
    NotPermitted,
    /// Its proposer may no longer propose for the body, so it ended.
    Ended,
}

/// The version goes up by one with each proposal to the same recipient.
const INSERT: &str = "INSERT INTO consent
        (id, round_id, organisation_id, recipient, level, text_version, proposed_by, proposed_at, version,
        body_name, recipient_name, proposer_name, proposer_email, proposer_roles, proposer_words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT COALESCE(MAX(version), 0) + 1 FROM consent
        WHERE round_id = $2 AND organisation_id = $3 AND recipient = $4),
        (SELECT name FROM organisation WHERE id = $3),
        COALESCE((SELECT name FROM organisation WHERE id = $4), ''),
        (SELECT name FROM account WHERE id = $7),
        (SELECT email FROM account WHERE id = $7), $9, $10)";
const TO_CONFIRM: &str =
    "SELECT round_id, proposed_by, proposed_at FROM consent WHERE id = $1 AND organisation_id = $2";
/// The roles of somebody in a body, with the time since when.
pub(crate) const ROLES: &str = "SELECT role, created_at FROM membership
    WHERE account_id = $1 AND organisation_id = $2 ORDER BY role";
const WAITING: &str = "SELECT id, proposed_by, proposed_at FROM consent
    WHERE round_id = $1 AND organisation_id = $2 AND recipient = $3
        AND confirmed_at IS NULL AND withdrawn_at IS NULL AND ended_at IS NULL";
const END: &str = "UPDATE consent SET ended_at = $2
    WHERE id = $1 AND confirmed_at IS NULL AND withdrawn_at IS NULL AND ended_at IS NULL";
const CONFIRM: &str = "UPDATE consent SET confirmed_by = $3, confirmed_at = $4,
        confirmer_name = (SELECT name FROM account WHERE id = $3),
        confirmer_email = (SELECT email FROM account WHERE id = $3),
        confirmer_roles = $5, confirmer_words = $6,
        body_name = (SELECT name FROM organisation WHERE id = $2),
        recipient_name = COALESCE((SELECT name FROM organisation o WHERE o.id = consent.recipient), '')
    WHERE id = $1 AND organisation_id = $2 AND proposed_by <> $3
        AND confirmed_at IS NULL AND withdrawn_at IS NULL AND ended_at IS NULL RETURNING id";
const WITHDRAW: &str = "UPDATE consent SET withdrawn_by = $3, withdrawn_at = $4,
        withdrawer_name = (SELECT name FROM account WHERE id = $3)
    WHERE id = $1 AND organisation_id = $2
        AND confirmed_at IS NULL AND withdrawn_at IS NULL AND ended_at IS NULL RETURNING id";
/// A role that was taken away and given again later does not bring a proposal back. The roles come as ` one two `.
const OF_BODY: &str =
    "SELECT id, round_id, recipient, recipient_name, body_name, version, level, text_version,
        proposed_by, proposer_name, proposer_email, proposer_roles, proposer_words, proposed_at,
        confirmer_name, confirmer_email, confirmer_roles, confirmer_words, confirmed_at,
        withdrawn_by, withdrawer_name, withdrawn_at, ended_at, names_copied,
        EXISTS (SELECT 1 FROM membership m WHERE m.account_id = consent.proposed_by
            AND m.organisation_id = consent.organisation_id AND m.created_at <= consent.proposed_at
            AND $2 LIKE '% ' || m.role || ' %') AS is_carried
    FROM consent WHERE organisation_id = $1 ORDER BY proposed_at DESC, version DESC, id DESC";
/// In a fixed order, so that two readings can be compared.
pub(crate) const IN_FORCE: &str = "SELECT id, organisation_id, recipient, level, confirmed_at FROM (
        SELECT id, organisation_id, recipient, level, confirmed_at,
            ROW_NUMBER() OVER (PARTITION BY organisation_id, recipient ORDER BY version DESC) AS place
        FROM consent WHERE round_id = $1 AND confirmed_at IS NOT NULL) AS confirmed
    WHERE place = 1 ORDER BY organisation_id, recipient";
const LATEST_FULL: &str = "SELECT a.id, a.submitted_at, a.model_id, a.model_version,
        COALESCE(s.score, '') AS score, COALESCE(s.score_sha256, '') AS score_sha256
    FROM assessment a LEFT JOIN submitted_report s ON s.assessment_id = a.id
    WHERE a.organisation_id = $1 AND a.scope = 'full' AND a.submitted_at IS NOT NULL
    ORDER BY a.submitted_at DESC, a.id DESC LIMIT 1";

/// Somebody's roles of those that let them act, with a space between; nothing if they have none.
pub(crate) fn acting(roles: &[(String, i64)], allowed: &[&str]) -> Option<String> {
    let may = roles.iter().any(|(role, _)| allowed.contains(&role.as_str()));
    let all: Vec<&str> = roles.iter().map(|(role, _)| role.as_str()).collect();
    may.then(|| all.join(" "))
}

/// Whether a proposal is still carried by a role that its proposer had when it was made and has had since.
pub(crate) fn carried(roles: &[(String, i64)], allowed: &[&str], proposed_at: i64) -> bool {
    roles
        .iter()
        .any(|(role, since)| allowed.contains(&role.as_str()) && *since <= proposed_at)
}

impl Reader {
    /// Every proposal of a body, the newest first.
    pub async fn consents_of_body(
        &mut self,
        organisation: &OrganisationId,
        roles: ConsentRoles<'_>,
    ) -> Result<Vec<ConsentRow>> {
        let propose = format!(" {} ", roles.propose.join(" "));
        Ok(
            statement!(self, db => sqlx::query_as(OF_BODY).bind(organisation.as_str()).bind(&propose)
            .fetch_all(db).await)?,
        )
    }

    /// What is in force in a round, by body and recipient.
    pub async fn consents_in_force(&mut self, round: &RoundId) -> Result<Vec<ConsentInForceRow>> {
        Ok(statement!(self, db => sqlx::query_as(IN_FORCE).bind(round.as_str()).fetch_all(db).await)?)
    }

    /// The full assessment that a body submitted last, if it ever did.
    pub async fn last_full_submission(
        &mut self,
        organisation: &OrganisationId,
    ) -> Result<Option<LastSubmissionRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(LATEST_FULL).bind(organisation.as_str())
            .fetch_optional(db).await)?,
        )
    }
}

impl Tx {
    /// Keeps a proposal, if the round is open and no other one to the same recipient waits. One that ended with its proposer's role
    /// gives way.
    pub async fn propose_consent(
        &mut self,
        consent: &NewConsent,
        roles: ConsentRoles<'_>,
    ) -> Result<Proposed> {
        match self.keep_proposal(consent, roles).await {
            Err(Error::Duplicate) => Ok(Proposed::AnotherWaits),
            outcome => outcome,
        }
    }

    async fn keep_proposal(&mut self, consent: &NewConsent, roles: ConsentRoles<'_>) -> Result<Proposed> {
        statement!(self, tx => {
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(&consent.round_id).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Proposed::RoundClosed);
            }
            let own: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(&consent.proposed_by)
                .bind(&consent.organisation_id).fetch_all(&mut *tx).await?;
            let Some(acting_as) = acting(&own, roles.propose) else { return Ok(Proposed::NotPermitted) };
            let waiting: Option<(String, String, i64)> = sqlx::query_as(WAITING).bind(&consent.round_id)
                .bind(&consent.organisation_id).bind(&consent.recipient).fetch_optional(&mut *tx).await?;
            if let Some((id, by, at)) = waiting {
                let theirs: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(&by)
                    .bind(&consent.organisation_id).fetch_all(&mut *tx).await?;
                if carried(&theirs, roles.propose, at) {
                    return Ok(Proposed::AnotherWaits);
                }
                sqlx::query(END).bind(&id).bind(consent.proposed_at).execute(&mut *tx).await?;
            }
            sqlx::query(INSERT).bind(&consent.id).bind(&consent.round_id).bind(&consent.organisation_id)
                .bind(&consent.recipient).bind(consent.level.as_str()).bind(consent.text_version)
                .bind(&consent.proposed_by).bind(consent.proposed_at).bind(&acting_as).bind(&consent.words)
                .execute(&mut *tx).await?;
            Ok(Proposed::Waiting)
        })
    }

    /// Puts a proposal of somebody else into force, if its round is open, its proposer could still propose it and whoever confirms it
    /// may. Of two people who confirm it at once, one does.
    pub async fn confirm_consent(
        &mut self,
        id: &str,
        organisation: &OrganisationId,
        by: &AccountId,
        now: Timestamp,
        roles: ConsentRoles<'_>,
        words: &str,
    ) -> Result<Confirmed> {
        statement!(self, tx => {
            let found: Option<(String, String, i64)> = sqlx::query_as(TO_CONFIRM).bind(id)
                .bind(organisation.as_str()).fetch_optional(&mut *tx).await?;
            let Some((round, proposer, proposed_at)) = found else { return Ok(Confirmed::NotWaiting) };
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(&round).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Confirmed::RoundClosed);
            }
            let own: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(by.as_str())
                .bind(organisation.as_str()).fetch_all(&mut *tx).await?;
            let Some(acting_as) = acting(&own, roles.confirm) else { return Ok(Confirmed::NotPermitted) };
            let theirs: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(&proposer)
                .bind(organisation.as_str()).fetch_all(&mut *tx).await?;
            if !carried(&theirs, roles.propose, proposed_at) {
                let ended = sqlx::query(END).bind(id).bind(now.0).execute(&mut *tx).await?;
                let was_waiting = ended.rows_affected() == 1;
                return Ok(if was_waiting { Confirmed::Ended } else { Confirmed::NotWaiting });
            }
            let confirmed: Option<String> = sqlx::query_scalar(CONFIRM).bind(id).bind(organisation.as_str())
                .bind(by.as_str()).bind(now.0).bind(&acting_as).bind(words).fetch_optional(&mut *tx).await?;
            Ok(if confirmed.is_some() { Confirmed::Now } else { Confirmed::NotWaiting })
        })
    }

    /// Takes back or declines a proposal that waits; whether there was one.
    pub async fn withdraw_consent(
        &mut self,
        id: &str,
        organisation: &OrganisationId,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        let withdrawn: Option<String> = statement!(self, db => sqlx::query_scalar(WITHDRAW).bind(id)
            .bind(organisation.as_str()).bind(by.as_str()).bind(now.0).fetch_optional(db).await)?;
        Ok(withdrawn.is_some())
    }
}

#[cfg(test)]
mod tests;
