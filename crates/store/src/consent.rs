//! What bodies allow in a round: proposals, and what two people made of them.

use domain::id::{AccountId, OrganisationId, RoundId};
use domain::timestamp::Timestamp;

use crate::backend::{read, transaction, write};
use crate::round::HOLD_OPEN;
use crate::{Error, Result, Store};

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
    /// [`Consent`](domain::disclosure::Consent) as text.
    pub level: String,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposes it.
    pub proposed_by: String,
    /// Unix milliseconds.
    pub proposed_at: i64,
}

/// A proposal with what came of it and the names that a page shows.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ConsentRow {
    /// UUIDv7.
    pub id: String,
    /// The round.
    pub round_id: String,
    /// A donor, or an empty text for every donor.
    pub recipient: String,
    /// The donor's name.
    pub recipient_name: Option<String>,
    /// Counts the proposals of a body, round and recipient.
    pub version: i64,
    /// [`Consent`](domain::disclosure::Consent) as text.
    pub level: String,
    /// The version of the text that was agreed to.
    pub text_version: i64,
    /// Who proposed it.
    pub proposed_by: String,
    /// Their name.
    pub proposed_by_name: String,
    /// Unix milliseconds.
    pub proposed_at: i64,
    /// Who confirmed it.
    pub confirmed_by_name: Option<String>,
    /// Unix milliseconds.
    pub confirmed_at: Option<i64>,
    /// Who took it back or declined it.
    pub withdrawn_by: Option<String>,
    /// Their name.
    pub withdrawn_by_name: Option<String>,
    /// Unix milliseconds.
    pub withdrawn_at: Option<i64>,
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
    /// [`Consent`](domain::disclosure::Consent) as text.
    pub level: String,
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
}

/// The version goes up by one with each proposal to the same recipient.
const INSERT: &str = "INSERT INTO consent
        (id, round_id, organisation_id, recipient, level, text_version, proposed_by, proposed_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, (SELECT COALESCE(MAX(version), 0) + 1 FROM consent
        WHERE round_id = $2 AND organisation_id = $3 AND recipient = $4))";
const ROUND_OF: &str = "SELECT round_id FROM consent WHERE id = $1 AND organisation_id = $2";
const CONFIRM: &str = "UPDATE consent SET confirmed_by = $3, confirmed_at = $4
    WHERE id = $1 AND organisation_id = $2 AND proposed_by <> $3
        AND confirmed_at IS NULL AND withdrawn_at IS NULL RETURNING id";
const WITHDRAW: &str = "UPDATE consent SET withdrawn_by = $3, withdrawn_at = $4
    WHERE id = $1 AND organisation_id = $2 AND confirmed_at IS NULL AND withdrawn_at IS NULL RETURNING id";
const OF_BODY: &str =
    "SELECT c.id, c.round_id, c.recipient, d.name AS recipient_name, c.version, c.level, c.text_version,
        c.proposed_by, p.name AS proposed_by_name, c.proposed_at, q.name AS confirmed_by_name, c.confirmed_at,
        c.withdrawn_by, w.name AS withdrawn_by_name, c.withdrawn_at
    FROM consent c JOIN account p ON p.id = c.proposed_by
        LEFT JOIN account q ON q.id = c.confirmed_by
        LEFT JOIN account w ON w.id = c.withdrawn_by
        LEFT JOIN organisation d ON d.id = c.recipient
    WHERE c.organisation_id = $1 ORDER BY c.proposed_at DESC, c.version DESC, c.id DESC";
/// In a fixed order, so that two readings can be compared.
pub(crate) const IN_FORCE: &str = "SELECT id, organisation_id, recipient, level FROM (
        SELECT id, organisation_id, recipient, level,
            ROW_NUMBER() OVER (PARTITION BY organisation_id, recipient ORDER BY version DESC) AS place
        FROM consent WHERE round_id = $1 AND confirmed_at IS NOT NULL) AS confirmed
    WHERE place = 1 ORDER BY organisation_id, recipient";
const LATEST_FULL: &str = "SELECT MAX(submitted_at) FROM assessment
    WHERE organisation_id = $1 AND scope = 'full' AND submitted_at IS NOT NULL";

impl Store {
    /// Keeps a proposal, if the round is open and no other one to the same recipient waits.
    pub async fn propose_consent(&self, consent: &NewConsent) -> Result<Proposed> {
        let outcome: Result<Proposed> = transaction!(self, tx => {
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(&consent.round_id).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Proposed::RoundClosed);
            }
            sqlx::query(INSERT).bind(&consent.id).bind(&consent.round_id).bind(&consent.organisation_id)
                .bind(&consent.recipient).bind(&consent.level).bind(consent.text_version)
                .bind(&consent.proposed_by).bind(consent.proposed_at).execute(&mut *tx).await?;
            Ok(Proposed::Waiting)
        });
        match outcome {
            Err(Error::Duplicate) => Ok(Proposed::AnotherWaits),
            outcome => outcome,
        }
    }

    /// Puts a proposal of somebody else into force, if its round is open. Of two people who confirm it at once, one does.
    pub async fn confirm_consent(
        &self,
        id: &str,
        organisation: &OrganisationId,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<Confirmed> {
        transaction!(self, tx => {
            let round: Option<String> = sqlx::query_scalar(ROUND_OF).bind(id).bind(organisation.as_str())
                .fetch_optional(&mut *tx).await?;
            let Some(round) = round else { return Ok(Confirmed::NotWaiting) };
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(&round).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Confirmed::RoundClosed);
            }
            let confirmed: Option<String> = sqlx::query_scalar(CONFIRM).bind(id).bind(organisation.as_str())
                .bind(by.as_str()).bind(now.0).fetch_optional(&mut *tx).await?;
            Ok(if confirmed.is_some() { Confirmed::Now } else { Confirmed::NotWaiting })
        })
    }

    /// Takes back or declines a proposal that waits; whether there was one.
    pub async fn withdraw_consent(
        &self,
        id: &str,
        organisation: &OrganisationId,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        let withdrawn: Option<String> = write!(self, pool => sqlx::query_scalar(WITHDRAW).bind(id)
            .bind(organisation.as_str()).bind(by.as_str()).bind(now.0).fetch_optional(pool).await)?;
        Ok(withdrawn.is_some())
    }

    /// Every proposal of a body, the newest first.
    pub async fn consents_of_body(&self, organisation: &OrganisationId) -> Result<Vec<ConsentRow>> {
        Ok(read!(self, pool => sqlx::query_as(OF_BODY).bind(organisation.as_str()).fetch_all(pool).await)?)
    }

    /// What is in force in a round, by body and recipient.
    pub async fn consents_in_force(&self, round: &RoundId) -> Result<Vec<ConsentInForceRow>> {
        Ok(read!(self, pool => sqlx::query_as(IN_FORCE).bind(round.as_str()).fetch_all(pool).await)?)
    }

    /// When a body last submitted a full assessment (Unix milliseconds), if it ever did.
    pub async fn last_full_submission(&self, organisation: &OrganisationId) -> Result<Option<i64>> {
        Ok(
            read!(self, pool => sqlx::query_scalar(LATEST_FULL).bind(organisation.as_str())
            .fetch_one(pool).await)?,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both, proposal, round};

    on_both! {
        async fn two_confirmations_at_once_count_once(store: &Store) {
            let (own, lead) = (body(store, "own").await, account(store, "lead").await);
            let (second, third) = (account(store, "second").await, account(store, "third").await);
            let first = round(store, "first").await;
            store.propose_consent(&proposal("p", &first, &own, "", "named", &lead)).await.unwrap();
            let (a, b) = tokio::join!(
                store.confirm_consent("p", &own, &second, Timestamp(10)),
                store.confirm_consent("p", &own, &third, Timestamp(11))
            );
            let outcomes = [a.unwrap(), b.unwrap()];
            assert!(
                outcomes.contains(&Confirmed::Now) && outcomes.contains(&Confirmed::NotWaiting),
                "{outcomes:?}"
            );
            let rows = store.consents_of_body(&own).await.unwrap();
            let winner = if outcomes[0] == Confirmed::Now { "second" } else { "third" };
            assert_eq!(rows[0].confirmed_by_name.as_deref(), Some(winner));
            assert!(!store.withdraw_consent("p", &own, &lead, Timestamp(12)).await.unwrap());
            assert_eq!(store.consents_in_force(&first).await.unwrap().len(), 1);
        }

        async fn nobody_confirms_alone_or_for_another_body(store: &Store) {
            let (own, other) = (body(store, "own").await, body(store, "other").await);
            let (lead, second) = (account(store, "lead").await, account(store, "second").await);
            let first = round(store, "first").await;
            store.propose_consent(&proposal("p", &first, &own, "", "named", &lead)).await.unwrap();
            let confirm = |body: &OrganisationId, by: &AccountId| {
                let (store, body, by) = (store.clone(), body.clone(), by.clone());
                async move { store.confirm_consent("p", &body, &by, Timestamp(10)).await.unwrap() }
            };
            assert_eq!(confirm(&own, &lead).await, Confirmed::NotWaiting);
            assert_eq!(confirm(&other, &second).await, Confirmed::NotWaiting);
            assert!(!store.withdraw_consent("p", &other, &second, Timestamp(10)).await.unwrap());
            assert!(store.consents_in_force(&first).await.unwrap().is_empty());
            assert_eq!(confirm(&own, &second).await, Confirmed::Now);
        }

        async fn one_proposal_waits_at_a_time_and_the_last_confirmed_is_in_force(store: &Store) {
            let (own, lead) = (body(store, "own").await, account(store, "lead").await);
            let second = account(store, "second").await;
            let first = round(store, "first").await;
            let propose = async |id: &str, recipient: &str, level: &str| {
                store.propose_consent(&proposal(id, &first, &own, recipient, level, &lead)).await.unwrap()
            };
            assert_eq!(propose("a", "", "named").await, Proposed::Waiting);
            assert_eq!(propose("b", "", "none").await, Proposed::AnotherWaits);
            assert_eq!(propose("c", "donor", "named").await, Proposed::Waiting);
            assert_eq!(store.round_to_close("first").await.unwrap().unwrap().waiting, 2);
            // The clock may go backwards; the order of the proposals counts.
            store.confirm_consent("a", &own, &second, Timestamp(90)).await.unwrap();
            assert_eq!(propose("d", "", "aggregate-only").await, Proposed::Waiting);
            store.confirm_consent("d", &own, &second, Timestamp(80)).await.unwrap();
            assert_eq!(propose("e", "", "none").await, Proposed::Waiting);
            assert!(store.withdraw_consent("e", &own, &lead, Timestamp(95)).await.unwrap());
            let in_force = store.consents_in_force(&first).await.unwrap();
            assert_eq!(in_force.len(), 1);
            assert_eq!((in_force[0].id.as_str(), in_force[0].level.as_str()), ("d", "aggregate-only"));
        }

        async fn a_closed_round_takes_no_consent(store: &Store) {
            let (own, lead) = (body(store, "own").await, account(store, "lead").await);
            let second = account(store, "second").await;
            let first = round(store, "first").await;
            store.propose_consent(&proposal("a", &first, &own, "", "named", &lead)).await.unwrap();
            let closing = crate::RoundClosing {
                round: first.clone(),
                closed_at: Timestamp(50),
                basis: Vec::new(),
                contributions: Vec::new(),
                bytes: "{}".into(),
                sha256: String::new(),
                names: ("{}".into(), String::new()),
            };
            assert_eq!(store.close_round(&closing).await.unwrap(), crate::Closed::Now);
            assert_eq!(
                store.confirm_consent("a", &own, &second, Timestamp(60)).await.unwrap(),
                Confirmed::RoundClosed
            );
            let late = proposal("b", &first, &own, "donor", "named", &lead);
            assert_eq!(store.propose_consent(&late).await.unwrap(), Proposed::RoundClosed);
            assert!(store.consents_in_force(&first).await.unwrap().is_empty());
        }
    }
}
