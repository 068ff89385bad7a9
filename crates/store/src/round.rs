//! Rounds: fixed periods in which bodies contribute.

use domain::id::{OrganisationId, RoundId};
use domain::timestamp::Timestamp;

use crate::backend::{read, transaction, write};
use crate::consent::{ConsentInForceRow, IN_FORCE};
use crate::{Result, Store};

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RoundRow {
    /// UUIDv7.
    pub id: String,
    /// Name in addresses, unique.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds; nothing while it is open.
    pub closed_at: Option<i64>,
}

/// A round as one body sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BodyRoundRow {
    /// UUIDv7.
    pub id: String,
    /// Name in addresses, unique.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds; nothing while it is open.
    pub closed_at: Option<i64>,
    /// Whether the round was closed with something of this body.
    pub contributed: bool,
}

/// A round with the proposals that wait in it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RoundToCloseRow {
    /// UUIDv7.
    pub id: String,
    /// Name in addresses, unique.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds; nothing while it is open.
    pub closed_at: Option<i64>,
    /// Proposals that wait for their second person.
    pub waiting: i64,
}

/// What a body brings to a round that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewContribution {
    /// The body.
    pub organisation_id: String,
    /// The assessment that counts.
    pub assessment_id: String,
    /// JSON.
    pub contribution: String,
    /// Who may see the body by name: donors, or an empty text for every donor. If anybody may, the contribution keeps a copy of the
    /// report as it was submitted.
    pub named_to: Vec<String>,
}

/// Everything that the closing of a round writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundClosing {
    /// The round.
    pub round: RoundId,
    /// The moment.
    pub closed_at: Timestamp,
    /// The consents from which the rest was made.
    pub basis: Vec<ConsentInForceRow>,
    /// The contributions.
    pub contributions: Vec<NewContribution>,
    /// The release.
    pub bytes: String,
    /// Its digest.
    pub sha256: String,
    /// How the model calls its parts (JSON), and the digest of that.
    pub names: (String, String),
}

/// What came of an attempt to close a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is closed now.
    Now,
    /// It was closed before; nothing was changed.
    Before,
    /// A consent was confirmed meanwhile, so the release must be built again; nothing was changed.
    ConsentsChanged,
}

const INSERT: &str = "INSERT INTO round (id, slug, title, opened_at) VALUES ($1, $2, $3, $4)";
const ALL: &str = "SELECT id, slug, title, opened_at, closed_at FROM round ORDER BY opened_at DESC, id DESC";
const BY_SLUG: &str = "SELECT id, slug, title, opened_at, closed_at FROM round WHERE slug = $1";
const OF_BODY: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at,
        EXISTS (SELECT 1 FROM contribution c WHERE c.round_id = r.id AND c.organisation_id = $1) AS contributed
    FROM round r ORDER BY r.opened_at DESC, r.id DESC";
/// Changes nothing, but holds the row until the transaction ends: whoever confirms a consent and whoever closes the round
/// wait for each other.
pub(crate) const HOLD_OPEN: &str =
    "UPDATE round SET closed_at = NULL WHERE id = $1 AND closed_at IS NULL RETURNING id";
const TO_CLOSE: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at,
        (SELECT COUNT(*) FROM consent c
            WHERE c.round_id = r.id AND c.confirmed_at IS NULL AND c.withdrawn_at IS NULL) AS waiting
    FROM round r WHERE r.slug = $1";
const SHOWN_TO_ALL: &str = "SELECT DISTINCT c.assessment_id FROM contribution c
        JOIN named_grant g ON g.round_id = c.round_id AND g.organisation_id = c.organisation_id
    WHERE g.recipient = ''";
const CLOSE: &str = "UPDATE round SET closed_at = $2 WHERE id = $1";
/// The copy is made here, byte by byte with its digest. An assessment without a report has nothing to contribute.
const INSERT_CONTRIBUTION: &str =
    "INSERT INTO contribution (round_id, organisation_id, assessment_id, contribution, report, report_sha256)
    SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), s.assessment_id, CAST($4 AS TEXT),
        CASE WHEN $5 THEN s.report END, CASE WHEN $5 THEN s.sha256 END
    FROM submitted_report s WHERE s.assessment_id = $3";
const INSERT_GRANT: &str =
    "INSERT INTO named_grant (round_id, organisation_id, recipient) VALUES ($1, $2, $3)";
pub(crate) const INSERT_NAMES: &str =
    "INSERT INTO round_names (round_id, names, sha256) VALUES ($1, $2, $3) ON CONFLICT (round_id) DO NOTHING";
const INSERT_RELEASE: &str =
    "INSERT INTO round_release (round_id, bytes, sha256, created_at) VALUES ($1, $2, $3, $4)";

impl Store {
    /// Adds an open round. [`Duplicate`](crate::Error::Duplicate) if the slug is taken.
    pub async fn insert_round(&self, round: &RoundRow) -> Result<()> {
        write!(self, pool => sqlx::query(INSERT)
            .bind(&round.id).bind(&round.slug).bind(&round.title).bind(round.opened_at)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Every round, the one opened last first.
    pub async fn rounds(&self) -> Result<Vec<RoundRow>> {
        Ok(read!(self, pool => sqlx::query_as(ALL).fetch_all(pool).await)?)
    }

    /// The round with that name in addresses.
    pub async fn round_by_slug(&self, slug: &str) -> Result<Option<RoundRow>> {
        Ok(read!(self, pool => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(pool).await)?)
    }

    /// Every round as a body sees it, the one opened last first.
    pub async fn rounds_of_body(&self, organisation: &OrganisationId) -> Result<Vec<BodyRoundRow>> {
        Ok(read!(self, pool => sqlx::query_as(OF_BODY).bind(organisation.as_str()).fetch_all(pool).await)?)
    }

    /// The round with that name in addresses, with how many proposals wait in it.
    pub async fn round_to_close(&self, slug: &str) -> Result<Option<RoundToCloseRow>> {
        Ok(read!(self, pool => sqlx::query_as(TO_CLOSE).bind(slug).fetch_optional(pool).await)?)
    }

    /// The assessments that closed rounds showed to every donor by name.
    pub async fn assessments_shown_to_all(&self) -> Result<Vec<String>> {
        Ok(read!(self, pool => sqlx::query_scalar(SHOWN_TO_ALL).fetch_all(pool).await)?)
    }

    /// Closes a round with its contributions, its named grants and its release, all or nothing, and once.
    pub async fn close_round(&self, closing: &RoundClosing) -> Result<Closed> {
        let round = closing.round.as_str();
        transaction!(self, tx => {
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(round).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Closed::Before);
            }
            let in_force: Vec<ConsentInForceRow> =
                sqlx::query_as(IN_FORCE).bind(round).fetch_all(&mut *tx).await?;
            if in_force != closing.basis {
                return Ok(Closed::ConsentsChanged);
            }
            sqlx::query(CLOSE).bind(round).bind(closing.closed_at.0).execute(&mut *tx).await?;
            for row in &closing.contributions {
                let added = sqlx::query(INSERT_CONTRIBUTION).bind(round).bind(&row.organisation_id)
                    .bind(&row.assessment_id).bind(&row.contribution).bind(!row.named_to.is_empty())
                    .execute(&mut *tx).await?;
                if added.rows_affected() != 1 {
                    return Err(crate::Error::WithoutReport(row.assessment_id.clone()));
                }
                for recipient in &row.named_to {
                    sqlx::query(INSERT_GRANT).bind(round).bind(&row.organisation_id).bind(recipient)
                        .execute(&mut *tx).await?;
                }
            }
            sqlx::query(INSERT_RELEASE).bind(round).bind(&closing.bytes).bind(&closing.sha256)
                .bind(closing.closed_at.0).execute(&mut *tx).await?;
            let (names, names_sha256) = &closing.names;
            sqlx::query(INSERT_NAMES).bind(round).bind(names).bind(names_sha256).execute(&mut *tx).await?;
            Ok(Closed::Now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both, round};
    use crate::{Confirmed, Proposed};

    async fn closing(store: &Store, round: &RoundId, bytes: &str) -> RoundClosing {
        RoundClosing {
            round: round.clone(),
            closed_at: Timestamp(5_000),
            basis: store.consents_in_force(round).await.unwrap(),
            contributions: Vec::new(),
            bytes: bytes.into(),
            sha256: "digest".into(),
            names: ("{}".into(), "digest".into()),
        }
    }

    on_both! {
        async fn a_slug_is_taken_once(store: &Store) {
            round(store, "first").await;
            let row = store.round_by_slug("first").await.unwrap().unwrap();
            let again = RoundRow { id: "other".into(), ..row };
            assert!(matches!(store.insert_round(&again).await, Err(crate::Error::Duplicate)));
        }

        async fn a_round_is_closed_once(store: &Store) {
            let first = round(store, "first").await;
            let one = closing(store, &first, "one").await;
            let two = closing(store, &first, "two").await;
            let (a, b) = tokio::join!(store.close_round(&one), store.close_round(&two));
            let outcomes = [a.unwrap(), b.unwrap()];
            assert!(outcomes.contains(&Closed::Now) && outcomes.contains(&Closed::Before), "{outcomes:?}");
            let kept = store.release("first").await.unwrap().unwrap();
            let expected = if outcomes[0] == Closed::Now { "one" } else { "two" };
            assert_eq!(kept.bytes, expected);
            assert_eq!(store.close_round(&one).await.unwrap(), Closed::Before);
            assert_eq!(store.release("first").await.unwrap().unwrap(), kept);
        }

        async fn a_consent_confirmed_meanwhile_is_not_passed_over(store: &Store) {
            let (own, lead, second) = (body(store, "own").await, account(store, "lead").await, account(store, "second").await);
            let first = round(store, "first").await;
            let before = closing(store, &first, "before").await;
            let proposal = crate::testing::proposal("p", &first, &own, "", "named", &lead);
            assert_eq!(store.propose_consent(&proposal).await.unwrap(), Proposed::Waiting);
            // One that waits for its second person changes nothing.
            assert_eq!(store.consents_in_force(&first).await.unwrap(), before.basis);
            assert_eq!(
                store.confirm_consent("p", &own, &second, Timestamp(2_000)).await.unwrap(),
                Confirmed::Now
            );
            assert_eq!(store.close_round(&before).await.unwrap(), Closed::ConsentsChanged);
            assert!(store.release("first").await.unwrap().is_none());
            let after = closing(store, &first, "after").await;
            assert_eq!(store.close_round(&after).await.unwrap(), Closed::Now);
            assert_eq!(store.round_by_slug("first").await.unwrap().unwrap().closed_at, Some(5_000));
        }
    }
}
