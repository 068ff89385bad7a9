//! Releases of the first format, as they were published: they stay readable, and are shown as what they are.
//!
//! In them every row that was a union of whole groups had a band of its own, over all its bodies. Such a band is not what a row says
//! today, so it has types of its own and is never read as groups. Nothing builds one any more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::band::Band;
use super::cell::Mean;
use super::parameters::Parameters;
use super::release::{StoredError, StoredParameters};
use super::round::Stratum;
use super::row::{MARK, Row};
use crate::id::{DomainCode, OrganisationId, RoundId};
use crate::rounding;

/// How many bodies a release of the first format rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerCoverage {
    /// Bodies shown by name.
    pub named: usize,
    /// Bodies in aggregate only; nothing (shown as the mark) for 0 … `k` − 1 alike.
    pub aggregate_only: Option<usize>,
    /// Both together; nothing where the other would follow from it.
    pub contributing: Option<usize>,
}

/// A body that every donor may see by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerNamedBody {
    /// The body.
    pub body: OrganisationId,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Its average in each domain in hundredths, rounded half up; nothing where it did not answer every question.
    pub averages: BTreeMap<DomainCode, Option<i64>>,
}

/// One row in one domain, as it was published.
///
/// There is no way to write one down or to read one from a file.
/// ```compile_fail
/// # use domain::disclose::FormerCell;
/// let cell: FormerCell = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormerCell {
    row: Row,
    domain: DomainCode,
    named: Option<Mean>,
    aggregate: Option<Band>,
}

/// A stored cell. Only the release makes it one.
#[derive(Deserialize)]
struct StoredCell {
    row: Row,
    domain: DomainCode,
    named: Option<Mean>,
    aggregate: Option<Band>,
}

impl From<StoredCell> for FormerCell {
    fn from(stored: StoredCell) -> Self {
        Self {
            row: stored.row,
            domain: stored.domain,
            named: stored.named,
            aggregate: stored.aggregate,
        }
    }
}

impl FormerCell {
    /// The row.
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// The domain.
    pub fn domain(&self) -> &DomainCode {
        &self.domain
    }

    /// The mean of the named bodies; nothing if there are none, which is public.
    pub fn named(&self) -> Option<Mean> {
        self.named
    }

    /// The band over all bodies in aggregate of the row; where there is nothing, [`MARK`] is due.
    pub fn aggregate(&self) -> Option<Band> {
        self.aggregate
    }
}

/// A release of the first format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormerRelease {
    format: u32,
    round: RoundId,
    parameters: Parameters,
    coverage: FormerCoverage,
    domains: Vec<DomainCode>,
    rows: Vec<Row>,
    cells: Vec<FormerCell>,
    named: Vec<FormerNamedBody>,
}

/// A stored release, before it is checked.
#[derive(Deserialize)]
struct Stored {
    format: u32,
    round: RoundId,
    parameters: StoredParameters,
    coverage: FormerCoverage,
    domains: Vec<DomainCode>,
    rows: Vec<Row>,
    cells: Vec<StoredCell>,
    named: Vec<FormerNamedBody>,
}

impl FormerRelease {
    pub(super) const FORMAT: u32 = 1;

    /// The columns of [`FormerRelease::table`].
    pub const COLUMNS: [&str; 7] = [
        "row",
        "region",
        "income_group",
        "domain",
        "named_mean",
        "named_bodies",
        "aggregate",
    ];

    /// The stored and exported form, byte for byte as it was published.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a release has only names and numbers")
    }

    pub(super) fn from_stored(bytes: &[u8]) -> Result<Self, StoredError> {
        let stored: Stored = serde_json::from_slice(bytes)?;
        let release = Self {
            format: stored.format,
            round: stored.round,
            parameters: stored.parameters.checked()?,
            coverage: stored.coverage,
            domains: stored.domains,
            rows: stored.rows,
            cells: stored.cells.into_iter().map(FormerCell::from).collect(),
            named: stored.named,
        };
        release.check().map_err(StoredError::Inconsistent)?;
        if release.to_bytes() != bytes {
            return Err(StoredError::Inconsistent("not the bytes that were written"));
        }
        Ok(release)
    }

    /// What held for every release that was built.
    fn check(&self) -> Result<(), &'static str> {
        let FormerCoverage {
            named,
            aggregate_only,
            contributing,
        } = self.coverage;
        let cells = self
            .rows
            .iter()
            .flat_map(|row| self.domains.iter().map(move |domain| (row, domain)));
        if named != self.named.len()
            || aggregate_only.is_some_and(|number| number < self.parameters.k())
            || contributing != aggregate_only.map(|others| named + others)
        {
            return Err("the coverage does not add up");
        }
        if !cells.eq(self.cells.iter().map(|cell| (cell.row(), cell.domain()))) {
            return Err("the cells are not those of the rows and domains");
        }
        if aggregate_only.is_none() && self.cells.iter().any(|cell| cell.aggregate().is_some()) {
            return Err("a band without enough bodies");
        }
        Ok(())
    }

    /// The round.
    pub fn round(&self) -> &RoundId {
        &self.round
    }

    /// What it was built with.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// How many bodies it rests on.
    pub fn coverage(&self) -> FormerCoverage {
        self.coverage
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        &self.domains
    }

    /// The rows: all bodies, the regions, the income groups, and the income groups of each region.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Every cell: row by row, each in the order of the domains.
    pub fn cells(&self) -> &[FormerCell] {
        &self.cells
    }

    /// The cell of a row and a domain, if the release has them.
    pub fn cell(&self, row: &Row, domain: &DomainCode) -> Option<&FormerCell> {
        self.cells
            .iter()
            .find(|cell| cell.row() == row && cell.domain() == domain)
    }

    /// The bodies shown by name, by id.
    pub fn named(&self) -> &[FormerNamedBody] {
        &self.named
    }

    /// The cells as a table for files, one line per cell, in the columns [`FormerRelease::COLUMNS`].
    pub fn table(&self) -> impl Iterator<Item = [String; 7]> {
        self.cells.iter().map(|cell| {
            [
                cell.row().kind().to_owned(),
                cell.row().region().unwrap_or_default().to_owned(),
                cell.row().income_group().unwrap_or_default().to_owned(),
                cell.domain().to_string(),
                cell.named()
                    .map(|mean| rounding::two_decimals(mean.hundredths as f64 / 100.0))
                    .unwrap_or_default(),
                cell.named().map_or(0, |mean| mean.bodies).to_string(),
                cell.aggregate().map_or(MARK, Band::as_str).to_owned(),
            ]
        })
    }
}
