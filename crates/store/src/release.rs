//! Releases of closed rounds, and the reports of bodies that showed themselves by name.

use domain::id::{OrganisationId, RoundId};

use crate::round::INSERT_NAMES;
use crate::tx::statement;
use crate::{ListPart, Reader, Result, Tx};

/// A release with its round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReleaseRow {
    /// The round.
    pub id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds.
    pub closed_at: Option<i64>,
    /// The maturity model of the assessments that it took.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The digest of the release ([`Reader::release_bytes`]).
    pub sha256: String,
    /// The digest of its manifest; nothing for a release from before there were any.
    pub manifest_sha256: Option<String>,
}

/// The manifest of a release, with its round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ManifestRow {
    /// The round.
    pub id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds.
    pub closed_at: Option<i64>,
    /// The maturity model of the assessments that it took.
    pub model_id: String,
    /// Its version.
    pub model_version: i64,
    /// The manifest, byte by byte.
    pub manifest: String,
    /// Its digest.
    pub manifest_sha256: String,
}

/// A body that a donor may see by name, without its report.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NamedBodyRow {
    /// The body.
    pub organisation_id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The same, folded: the order of the list.
    pub folded: String,
    /// The donor, or an empty text for every donor.
    pub recipient: String,
    /// What it contributed (JSON).
    pub contribution: String,
}

/// The report of a body that a donor may see by name.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NamedReportRow {
    /// The body.
    pub organisation_id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The same, folded: the order of a list.
    pub folded: String,
    /// The donor, or an empty text for every donor.
    pub recipient: String,
    /// What it contributed (JSON).
    pub contribution: String,
    /// Its gap report (JSON).
    pub report: Option<String>,
    /// The digest of that.
    pub report_sha256: Option<String>,
}

/// A release as it is stored, with what it was built from.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredReleaseRow {
    /// The round.
    pub round_id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Unix milliseconds.
    pub closed_at: Option<i64>,
    /// The release, byte by byte.
    pub bytes: String,
    /// Its digest.
    pub sha256: String,
    /// What it was built from beside the contributions (JSON); nothing for a release of the first format.
    pub basis: Option<String>,
    /// Its manifest, byte by byte; nothing for a release from before there were any.
    pub manifest: Option<String>,
    /// The digest of that.
    pub manifest_sha256: Option<String>,
}

/// What a body brought to a closed round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ContributionRow {
    /// The round.
    pub round_id: String,
    /// The body.
    pub organisation_id: String,
    /// The assessment.
    pub assessment_id: String,
    /// JSON.
    pub contribution: String,
}

/// A closed round without a release is in it too, with no bytes: what was thrown away must be noticed.
const STORED: &str = "SELECT r.id AS round_id, r.slug, r.closed_at, COALESCE(p.bytes, '') AS bytes,
        COALESCE(p.sha256, '') AS sha256, p.basis, p.manifest, p.manifest_sha256
    FROM round r LEFT JOIN round_release p ON p.round_id = r.id
    WHERE r.closed_at IS NOT NULL ORDER BY r.closed_at, r.id";
const CONTRIBUTIONS: &str = "SELECT round_id, organisation_id, assessment_id, contribution FROM contribution
    ORDER BY round_id, organisation_id";
const RELEASE: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at, r.model_id, r.model_version,
        p.sha256, p.manifest_sha256
    FROM round r JOIN round_release p ON p.round_id = r.id WHERE r.slug = $1";
const MANIFEST: &str = "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at, r.model_id, r.model_version,
        p.manifest, p.manifest_sha256
    FROM round r JOIN round_release p ON p.round_id = r.id WHERE r.slug = $1 AND p.manifest IS NOT NULL";
const LAST_MANIFEST: &str = "SELECT manifest_sha256 FROM round_release WHERE manifest_sha256 IS NOT NULL
    ORDER BY closing DESC LIMIT 1";
const WITHOUT_MANIFEST: &str = "SELECT sha256 FROM round_release WHERE manifest_sha256 IS NULL";
/// A body shown to every donor and to this one besides comes once, as shown to every donor. Every donor means those that there were
/// when the round closed.
macro_rules! named {
    ($columns:literal) => {
        concat!(
            "SELECT o.id AS organisation_id, o.slug, o.name, o.folded, p.recipient, c.contribution",
            $columns,
            "
    FROM (SELECT g.organisation_id, o.folded, MIN(g.recipient) AS recipient
            FROM named_grant g JOIN organisation o ON o.id = g.organisation_id
            WHERE g.round_id = $1 AND (g.recipient = $2 OR g.recipient = '' AND EXISTS
                (SELECT 1 FROM round_donor d WHERE d.round_id = $1 AND d.organisation_id = $2))
                AND (o.folded, g.organisation_id) > ($3, $4) AND o.folded LIKE $5 ESCAPE '!'
            GROUP BY g.organisation_id, o.folded ORDER BY o.folded, g.organisation_id LIMIT $6) p
        JOIN organisation o ON o.id = p.organisation_id
        JOIN contribution c ON c.round_id = $1 AND c.organisation_id = p.organisation_id
    ORDER BY p.folded, p.organisation_id"
        )
    };
}
const NAMED: &str = named!("");
const NAMED_REPORTS: &str = named!(", c.report, c.report_sha256");
const NAMED_REPORT: &str =
    "SELECT o.id AS organisation_id, o.slug, o.name, o.folded, g.recipient, c.contribution, c.report,
        c.report_sha256
    FROM named_grant g
        JOIN contribution c ON c.round_id = g.round_id AND c.organisation_id = g.organisation_id
        JOIN organisation o ON o.id = g.organisation_id
    WHERE g.round_id = $1 AND (g.recipient = $2 OR g.recipient = '' AND EXISTS
        (SELECT 1 FROM round_donor d WHERE d.round_id = $1 AND d.organisation_id = $2))
        AND o.slug = $3 ORDER BY g.recipient LIMIT 1";

const RELEASE_LIST: &str =
    "SELECT r.id, r.slug, r.title, r.opened_at, r.closed_at, r.model_id, r.model_version,
        p.sha256, p.manifest_sha256
    FROM round r JOIN round_release p ON p.round_id = r.id WHERE (r.closed_at, r.id) < ($1, $2)
    ORDER BY r.closed_at DESC, r.id DESC LIMIT $3";
/// In the order of the releases, so that as many are enough for as many of these.
const WITH_DONOR: &str = "SELECT d.round_id FROM round r JOIN round_donor d ON d.round_id = r.id
    WHERE d.organisation_id = $1 AND r.closed_at <= $2 ORDER BY r.closed_at DESC, r.id DESC LIMIT $3";
const DONORS: &str = "SELECT organisation_id FROM round_donor WHERE round_id = $1";

const BYTES: &str = "SELECT bytes FROM round_release WHERE round_id = $1";
const NAMES: &str = "SELECT names, sha256 FROM round_names WHERE round_id = $1";
const WITHOUT_NAMES: &str =
    "SELECT p.round_id, r.model_id, r.model_version FROM round_release p JOIN round r ON r.id = p.round_id
        LEFT JOIN round_names n ON n.round_id = p.round_id
    WHERE n.round_id IS NULL ORDER BY p.round_id";

impl Reader {
    /// How the model called its parts when a round was closed (JSON), and the digest of that.
    pub async fn round_names(&mut self, round: &RoundId) -> Result<Option<(String, String)>> {
        Ok(statement!(self, db => sqlx::query_as(NAMES).bind(round.as_str()).fetch_optional(db).await)?)
    }

    /// The rounds that an older version closed without keeping these names, each with the model and the version that it took.
    pub async fn rounds_without_names(&mut self) -> Result<Vec<(RoundId, String, i64)>> {
        let rows: Vec<(String, String, i64)> =
            statement!(self, db => sqlx::query_as(WITHOUT_NAMES).fetch_all(db).await)?;
        Ok(rows
            .into_iter()
            .map(|(round, model, version)| (round.into(), model, version))
            .collect())
    }

    /// Every release as it is stored, the one closed first first.
    pub async fn stored_releases(&mut self) -> Result<Vec<StoredReleaseRow>> {
        Ok(statement!(self, db => sqlx::query_as(STORED).fetch_all(db).await)?)
    }

    /// What bodies brought to the rounds that are closed.
    pub async fn contributions(&mut self) -> Result<Vec<ContributionRow>> {
        Ok(statement!(self, db => sqlx::query_as(CONTRIBUTIONS).fetch_all(db).await)?)
    }

    /// The donors that there were when a round closed.
    pub async fn donors_of_round(&mut self, round: &RoundId) -> Result<Vec<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(DONORS).bind(round.as_str()).fetch_all(db).await)?)
    }

    /// The release of the round with that name in addresses; nothing while the round is open.
    pub async fn release(&mut self, slug: &str) -> Result<Option<ReleaseRow>> {
        Ok(statement!(self, db => sqlx::query_as(RELEASE).bind(slug).fetch_optional(db).await)?)
    }

    /// A release, byte by byte: with ten thousand bodies a megabyte, which whoever has it already need not read again.
    pub async fn release_bytes(&mut self, round: &RoundId) -> Result<Option<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(BYTES).bind(round.as_str()).fetch_optional(db).await)?)
    }

    /// The manifest of the release of the round with that name in addresses; nothing while the round is open, and for a release from before
    /// there were any.
    pub async fn manifest(&mut self, slug: &str) -> Result<Option<ManifestRow>> {
        Ok(statement!(self, db => sqlx::query_as(MANIFEST).bind(slug).fetch_optional(db).await)?)
    }

    /// The digest of the manifest that was written last; nothing if there is none.
    pub async fn last_manifest(&mut self) -> Result<Option<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(LAST_MANIFEST).fetch_optional(db).await)?)
    }

    /// The digests of the releases from before there were manifests, in no order.
    pub async fn releases_without_manifest(&mut self) -> Result<Vec<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(WITHOUT_MANIFEST).fetch_all(db).await)?)
    }

    /// Releases, of the round closed last first: at most so many of those closed before a moment, or then with a smaller id.
    pub async fn release_list(&mut self, (closed_at, id): (i64, &str), most: u32) -> Result<Vec<ReleaseRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(RELEASE_LIST).bind(closed_at).bind(id).bind(i64::from(most))
            .fetch_all(db).await)?,
        )
    }

    /// The rounds that had this donor when they closed, at most so many of those closed until a moment, the one closed last first.
    pub async fn rounds_with_donor(
        &mut self,
        donor: &OrganisationId,
        until: i64,
        most: u32,
    ) -> Result<Vec<String>> {
        Ok(
            statement!(self, db => sqlx::query_scalar(WITH_DONOR).bind(donor.as_str()).bind(until)
            .bind(i64::from(most)).fetch_all(db).await)?,
        )
    }

    /// The bodies of a closed round that a donor may see by name, and no others; by name.
    pub async fn named_bodies(
        &mut self,
        round: &RoundId,
        donor: &OrganisationId,
        part: &ListPart,
    ) -> Result<Vec<NamedBodyRow>> {
        let (folded, id) = part.after();
        Ok(
            statement!(self, db => sqlx::query_as(NAMED).bind(round.as_str()).bind(donor.as_str()).bind(folded)
            .bind(id).bind(part.pattern()).bind(part.most()).fetch_all(db).await)?,
        )
    }

    /// The same with their reports.
    pub async fn named_reports(
        &mut self,
        round: &RoundId,
        donor: &OrganisationId,
        part: &ListPart,
    ) -> Result<Vec<NamedReportRow>> {
        let (folded, id) = part.after();
        Ok(
            statement!(self, db => sqlx::query_as(NAMED_REPORTS).bind(round.as_str()).bind(donor.as_str()).bind(folded)
            .bind(id).bind(part.pattern()).bind(part.most()).fetch_all(db).await)?,
        )
    }

    /// The report of a body of a closed round, if that donor may see it by name.
    pub async fn named_report(
        &mut self,
        round: &RoundId,
        donor: &OrganisationId,
        slug: &str,
    ) -> Result<Option<NamedReportRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(NAMED_REPORT).bind(round.as_str()).bind(donor.as_str())
            .bind(slug).fetch_optional(db).await)?,
        )
    }
}

impl Tx {
    /// Keeps the names for such a round, once.
    pub async fn keep_round_names(&mut self, round: &RoundId, names: &str, sha256: &str) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT_NAMES).bind(round.as_str()).bind(names).bind(sha256)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
