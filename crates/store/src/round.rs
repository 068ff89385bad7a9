//! Rounds: fixed periods in which bodies contribute.

use domain::id::{OrganisationId, RoundId};
use domain::timestamp::Timestamp;

use crate::consent::{ConsentInForceRow, IN_FORCE};
use crate::tx::statement;
use crate::{Reader, Result, Tx};

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
    /// The maturity model of the assessments that it takes.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
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
    /// The maturity model of the assessments that it takes.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
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
    /// The maturity model of the assessments that it takes.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
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

/// What a release did with an assessment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct AssessmentUseRow {
    /// The round.
    pub round_id: String,
    /// The assessment.
    pub assessment_id: String,
    /// `group`, `named`, `profile`, `one-donor`, or `former-aggregate` for one that a release of the first format counted in aggregate.
    pub kind: String,
    /// The place of the group in its release.
    pub place: Option<i64>,
}

/// An assessment that a closed round showed by name to one donor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleGrantRow {
    /// The round.
    pub round_id: String,
    /// The donor.
    pub recipient: String,
    /// The body.
    pub organisation_id: String,
    /// The assessment.
    pub assessment_id: String,
}

/// A line of the ledger, of whatever kind.
#[derive(sqlx::FromRow)]
struct LedgerRow {
    round_id: String,
    assessment_id: String,
    kind: String,
    place: Option<i64>,
    recipient: String,
    organisation_id: String,
}

/// What the closings before used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerRows {
    /// How many closings there were.
    pub closings: i64,
    /// What they did with assessments.
    pub uses: Vec<AssessmentUseRow>,
    /// What they showed to single donors.
    pub grants: Vec<SingleGrantRow>,
}

/// Everything that the closing of a round writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundClosing {
    /// The round.
    pub round: RoundId,
    /// The moment.
    pub closed_at: Timestamp,
    /// The consents from which the rest was made.
    pub consents: Vec<ConsentInForceRow>,
    /// The latest submitted assessment of each body with a consent, from which the rest was made: body and assessment, by body.
    pub latest: Vec<(String, String)>,
    /// The number of closings that were known when the rest was made.
    pub closings: i64,
    /// The contributions.
    pub contributions: Vec<NewContribution>,
    /// What the release does with the assessments: the assessment, how, and the place of its group.
    pub uses: Vec<(String, &'static str, Option<i64>)>,
    /// The release.
    pub bytes: String,
    /// Its digest.
    pub sha256: String,
    /// The manifest of the release (JSON), and the digest of that.
    pub manifest: (String, String),
    /// How the model calls its parts (JSON), and the digest of that.
    pub names: (String, String),
    /// What the release was built from beside the contributions (JSON).
    pub basis: String,
}

/// What came of an attempt to close a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is closed now.
    Now,
    /// It was closed before; nothing was changed.
    Before,
    /// A consent was confirmed, an assessment submitted or another round closed meanwhile, so the release must be built again;
    /// nothing was changed.
    Changed,
}

const INSERT: &str = "INSERT INTO round (id, slug, title, opened_at, model_id, model_version)
    VALUES ($1, $2, $3, $4, $5, $6)";
const ALL: &str = "SELECT id, slug, title, opened_at, closed_at, model_id, model_version
    FROM round ORDER BY opened_at DESC, id DESC";
const LIST: &str = "SELECT id, slug, title, opened_at, closed_at, model_id, model_version
    FROM round WHERE (opened_at, id) < ($1, $2) ORDER BY opened_at DESC, id DESC LIMIT $3";
const OPEN: &str = "SELECT id, slug, title, opened_at, closed_at, model_id, model_version
    FROM round WHERE closed_at IS NULL ORDER BY opened_at DESC, id DESC LIMIT $1";
const COUNTS: &str = "SELECT COUNT(*) - COUNT(closed_at), COUNT(closed_at) FROM round";
const BY_SLUG: &str = "SELECT id, slug, title, opened_at, closed_at, model_id, model_version
    FROM round WHERE slug = $1";
const BY_ID: &str = "SELECT id, slug, title, opened_at, closed_at, model_id, model_version
    FROM round WHERE id = $1";
const OF_BODY: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at, r.model_id, r.model_version,
        EXISTS (SELECT 1 FROM contribution c WHERE c.round_id = r.id AND c.organisation_id = $1) AS contributed
    FROM round r ORDER BY r.opened_at DESC, r.id DESC";
/// Changes nothing, but holds the row until the transaction ends: whoever confirms a consent and whoever closes the round
/// wait for each other.
pub(crate) const HOLD_OPEN: &str =
    "UPDATE round SET closed_at = NULL WHERE id = $1 AND closed_at IS NULL RETURNING id";
const TO_CLOSE: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at, r.model_id, r.model_version,
        (SELECT COUNT(*) FROM consent c WHERE c.round_id = r.id
            AND c.confirmed_at IS NULL AND c.withdrawn_at IS NULL AND c.ended_at IS NULL) AS waiting
    FROM round r WHERE r.slug = $1";
/// The full assessment that each body with a consent in the round submitted last, by its id: to see whether one was submitted since
/// they were read.
const LATEST: &str = "SELECT organisation_id, id FROM (SELECT a.organisation_id, a.id,
            ROW_NUMBER() OVER (PARTITION BY a.organisation_id ORDER BY a.submitted_at DESC, a.id DESC) AS place
        FROM assessment a JOIN round r ON r.model_id = a.model_id AND r.model_version = a.model_version
        WHERE r.id = $1 AND a.scope = 'full' AND a.submitted_at IS NOT NULL AND a.organisation_id IN
            (SELECT organisation_id FROM consent WHERE round_id = $1 AND confirmed_at IS NOT NULL)) AS submitted
    WHERE place = 1";
/// Holds the ledger until the transaction ends, if no round was closed since it was read: of two closings, one waits for the other and
/// then sees what that one used.
const COUNT_CLOSING: &str =
    "UPDATE ledger SET closings = closings + 1 WHERE id = 1 AND closings = $1 RETURNING closings";
/// The number of closings, what they used and what they showed to single donors, in one reading: they are of one moment.
const LEDGER: &str = "SELECT round_id, assessment_id, kind, place, '' AS recipient, '' AS organisation_id
        FROM assessment_use
    UNION ALL SELECT g.round_id, c.assessment_id, 'seen', NULL, g.recipient, g.organisation_id
        FROM named_grant g
        JOIN contribution c ON c.round_id = g.round_id AND c.organisation_id = g.organisation_id
        WHERE g.recipient <> ''
    UNION ALL SELECT '', '', 'closings', closings, '', '' FROM ledger
    ORDER BY 1, 2, 5";
const USES_OF_BODY: &str = "SELECT u.round_id, u.assessment_id, u.kind, u.place
    FROM assessment_use u JOIN assessment a ON a.id = u.assessment_id
    WHERE a.organisation_id = $1 ORDER BY u.round_id, u.assessment_id";
const GRANTS_OF_BODY: &str = "SELECT round_id, recipient FROM named_grant WHERE organisation_id = $1
    ORDER BY round_id, recipient";
const INSERT_USE: &str =
    "INSERT INTO assessment_use (round_id, assessment_id, kind, place) VALUES ($1, $2, $3, $4)";
/// Every donor means those that there are now.
const KEEP_DONORS: &str = "INSERT INTO round_donor (round_id, organisation_id)
    SELECT $1, id FROM organisation WHERE kind = 'donor'";
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
    "INSERT INTO round_release (round_id, bytes, sha256, created_at, basis, closing, manifest, manifest_sha256)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

impl Reader {
    /// Every round, the one opened last first.
    pub async fn rounds(&mut self) -> Result<Vec<RoundRow>> {
        Ok(statement!(self, db => sqlx::query_as(ALL).fetch_all(db).await)?)
    }

    /// Rounds, the one opened last first: at most so many of those opened before a moment, or then with a smaller id.
    pub async fn round_list(&mut self, (opened_at, id): (i64, &str), most: u32) -> Result<Vec<RoundRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(LIST).bind(opened_at).bind(id).bind(i64::from(most))
            .fetch_all(db).await)?,
        )
    }

    /// The open rounds, the one opened last first: at most so many.
    pub async fn open_rounds(&mut self, most: u32) -> Result<Vec<RoundRow>> {
        Ok(statement!(self, db => sqlx::query_as(OPEN).bind(i64::from(most)).fetch_all(db).await)?)
    }

    /// How many rounds are open, and how many closed.
    pub async fn count_rounds(&mut self) -> Result<(i64, i64)> {
        Ok(statement!(self, db => sqlx::query_as(COUNTS).fetch_one(db).await)?)
    }

    /// The round with that name in addresses.
    pub async fn round_by_slug(&mut self, slug: &str) -> Result<Option<RoundRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(db).await)?)
    }

    /// The round with that id.
    pub async fn round(&mut self, id: &RoundId) -> Result<Option<RoundRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(db).await)?)
    }

    /// Every round as a body sees it, the one opened last first.
    pub async fn rounds_of_body(&mut self, organisation: &OrganisationId) -> Result<Vec<BodyRoundRow>> {
        Ok(statement!(self, db => sqlx::query_as(OF_BODY).bind(organisation.as_str()).fetch_all(db).await)?)
    }

    /// The round with that name in addresses, with how many proposals wait in it.
    pub async fn round_to_close(&mut self, slug: &str) -> Result<Option<RoundToCloseRow>> {
        Ok(statement!(self, db => sqlx::query_as(TO_CLOSE).bind(slug).fetch_optional(db).await)?)
    }

    /// What the closings before used, for the next one.
    pub async fn ledger(&mut self) -> Result<LedgerRows> {
        let rows: Vec<LedgerRow> = statement!(self, db => sqlx::query_as(LEDGER).fetch_all(db).await)?;
        let mut ledger = LedgerRows::default();
        for row in rows {
            match row.kind.as_str() {
                "closings" => ledger.closings = row.place.unwrap_or_default(),
                "seen" => ledger.grants.push(SingleGrantRow {
                    round_id: row.round_id,
                    recipient: row.recipient,
                    organisation_id: row.organisation_id,
                    assessment_id: row.assessment_id,
                }),
                _ => ledger.uses.push(AssessmentUseRow {
                    round_id: row.round_id,
                    assessment_id: row.assessment_id,
                    kind: row.kind,
                    place: row.place,
                }),
            }
        }
        Ok(ledger)
    }

    /// What releases did with the assessments of a body.
    pub async fn uses_of_body(&mut self, organisation: &OrganisationId) -> Result<Vec<AssessmentUseRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(USES_OF_BODY).bind(organisation.as_str())
            .fetch_all(db).await)?,
        )
    }

    /// To whom closed rounds show a body by name: the round, and a donor or an empty text for every donor.
    pub async fn grants_of_body(&mut self, organisation: &OrganisationId) -> Result<Vec<(String, String)>> {
        Ok(
            statement!(self, db => sqlx::query_as(GRANTS_OF_BODY).bind(organisation.as_str())
            .fetch_all(db).await)?,
        )
    }
}

impl Tx {
    /// Adds an open round. [`Duplicate`](crate::Error::Duplicate) if the slug is taken.
    pub async fn insert_round(&mut self, round: &RoundRow) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT)
            .bind(&round.id).bind(&round.slug).bind(&round.title).bind(round.opened_at)
            .bind(&round.model_id).bind(round.model_version)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Closes a round with its contributions, its named grants, its release and what that used, all or nothing, and once.
    pub async fn close_round(&mut self, closing: &RoundClosing) -> Result<Closed> {
        let round = closing.round.as_str();
        statement!(self, tx => {
            let held: Option<String> =
                sqlx::query_scalar(HOLD_OPEN).bind(round).fetch_optional(&mut *tx).await?;
            if held.is_none() {
                return Ok(Closed::Before);
            }
            let consents: Vec<ConsentInForceRow> =
                sqlx::query_as(IN_FORCE).bind(round).fetch_all(&mut *tx).await?;
            let mut latest: Vec<(String, String)> =
                sqlx::query_as(LATEST).bind(round).fetch_all(&mut *tx).await?;
            // Not by the database: it has its own order of letters.
            latest.sort();
            if consents != closing.consents || latest != closing.latest {
                return Ok(Closed::Changed);
            }
            let counted: Option<i64> = sqlx::query_scalar(COUNT_CLOSING).bind(closing.closings)
                .fetch_optional(&mut *tx).await?;
            if counted.is_none() {
                return Ok(Closed::Changed);
            }
            sqlx::query(CLOSE).bind(round).bind(closing.closed_at.0).execute(&mut *tx).await?;
            sqlx::query(KEEP_DONORS).bind(round).execute(&mut *tx).await?;
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
            for (assessment, kind, place) in &closing.uses {
                sqlx::query(INSERT_USE).bind(round).bind(assessment).bind(*kind).bind(*place)
                    .execute(&mut *tx).await?;
            }
            let (manifest, manifest_sha256) = &closing.manifest;
            sqlx::query(INSERT_RELEASE).bind(round).bind(&closing.bytes).bind(&closing.sha256)
                .bind(closing.closed_at.0).bind(&closing.basis).bind(counted)
                .bind(manifest).bind(manifest_sha256).execute(&mut *tx).await?;
            let (names, names_sha256) = &closing.names;
            sqlx::query(INSERT_NAMES).bind(round).bind(names).bind(names_sha256).execute(&mut *tx).await?;
            Ok(Closed::Now)
        })
    }
}

#[cfg(test)]
mod tests;
