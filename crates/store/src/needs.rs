//! What is open at the bodies that a closed round shows by name.

use domain::id::{OrganisationId, RoundId};

use crate::tx::statement;
use crate::{NamedReportRow, Reader, Result, Tx};

/// What is open at the bodies that a round shows to every donor, or to one besides.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RoundNeedsRow {
    /// The donor, or an empty text for every donor.
    pub recipient: String,
    /// JSON.
    pub needs: String,
    /// The digest of that.
    pub sha256: String,
}

const NEEDS: &str = "SELECT recipient, needs, sha256 FROM round_needs
    WHERE round_id = $1 AND recipient IN ($2, '') ORDER BY recipient";
const RECIPIENTS: &str = "SELECT DISTINCT recipient FROM named_grant WHERE round_id = $1 AND recipient <> ''
    ORDER BY recipient";
/// A body shown to every donor and to one besides is one of the first.
const GRANTED: &str =
    "SELECT o.id AS organisation_id, o.slug, o.name, o.folded, g.recipient, c.contribution, c.report,
        c.report_sha256
    FROM named_grant g
        JOIN contribution c ON c.round_id = g.round_id AND c.organisation_id = g.organisation_id
        JOIN organisation o ON o.id = g.organisation_id
    WHERE g.round_id = $1 AND g.recipient = $2 AND g.organisation_id > $3 AND ($2 = '' OR NOT EXISTS
        (SELECT 1 FROM named_grant a
            WHERE a.round_id = g.round_id AND a.organisation_id = g.organisation_id AND a.recipient = ''))
    ORDER BY g.organisation_id LIMIT $4";
const INSERT: &str = "INSERT INTO round_needs (round_id, recipient, needs, sha256) VALUES ($1, $2, $3, $4)
    ON CONFLICT (round_id, recipient) DO NOTHING";

impl Reader {
    /// What is kept of a closed round for this donor: of the bodies shown to every donor (of those that there were then), and of those shown to it besides.
    pub async fn round_needs(
        &mut self,
        round: &RoundId,
        donor: &OrganisationId,
    ) -> Result<Vec<RoundNeedsRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(NEEDS).bind(round.as_str()).bind(donor.as_str())
            .fetch_all(db).await)?,
        )
    }

    /// The donors to whom bodies show themselves in a closed round one by one.
    pub async fn donors_shown_one_by_one(&mut self, round: &RoundId) -> Result<Vec<String>> {
        Ok(statement!(self, db => sqlx::query_scalar(RECIPIENTS).bind(round.as_str()).fetch_all(db).await)?)
    }

    /// The reports of the bodies that a closed round shows to one donor, or with an empty recipient to every donor: at most so many, by id, of those after one.
    pub async fn reports_shown_to(
        &mut self,
        round: &RoundId,
        recipient: &str,
        after: &str,
        most: u32,
    ) -> Result<Vec<NamedReportRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(GRANTED).bind(round.as_str()).bind(recipient).bind(after)
            .bind(i64::from(most)).fetch_all(db).await)?,
        )
    }
}

impl Tx {
    /// Keeps what is open there, once.
    pub async fn keep_round_needs(&mut self, round: &RoundId, row: &RoundNeedsRow) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT).bind(round.as_str()).bind(&row.recipient).bind(&row.needs)
            .bind(&row.sha256).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
