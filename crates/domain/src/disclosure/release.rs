//! The release: the frozen figures of a round, the same bytes for every donor.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::atoms::atoms;
use super::cell::{MARK, PublishedCell, Row, StoredCell};
use super::parameters::Parameters;
use super::round::{Round, Stratum};
use crate::id::{DomainCode, OrganisationId, RoundId};
use crate::rounding;

/// Raised whenever the stored form changes.
const FORMAT: u32 = 1;

/// How many bodies a release rests on. It says nothing of those that take no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Bodies shown by name.
    pub named: usize,
    /// Bodies in aggregate only; nothing (shown as the mark) for 0 … `k` − 1 alike.
    pub aggregate_only: Option<usize>,
    /// Both together; nothing where the other would follow from it.
    pub contributing: Option<usize>,
}

/// A body that every donor may see by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBody {
    /// The body.
    pub body: OrganisationId,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Its average in each domain in hundredths, rounded half up; nothing where it did not answer every question.
    pub averages: BTreeMap<DomainCode, Option<i64>>,
}

/// The frozen figures of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    format: u32,
    round: RoundId,
    parameters: Parameters,
    coverage: Coverage,
    domains: Vec<DomainCode>,
    rows: Vec<Row>,
    cells: Vec<PublishedCell>,
    named: Vec<NamedBody>,
}

/// A stored release, before it is checked.
#[derive(Deserialize)]
struct Stored {
    format: u32,
    round: RoundId,
    parameters: StoredParameters,
    coverage: Coverage,
    domains: Vec<DomainCode>,
    rows: Vec<Row>,
    cells: Vec<StoredCell>,
    named: Vec<NamedBody>,
}

#[derive(Deserialize)]
struct StoredParameters {
    k: usize,
}

/// Why stored bytes are not a release.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    /// Not the JSON of a release.
    #[error("not a stored release: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// From another version of the program.
    #[error("a stored release of format {0}, which this version cannot read")]
    Format(u32),
    /// Readable, but no release that this program writes.
    #[error("a stored release that contradicts itself: {0}")]
    Inconsistent(&'static str),
}

impl Release {
    /// The columns of [`Release::table`].
    pub const COLUMNS: [&str; 7] = [
        "row",
        "region",
        "income_group",
        "domain",
        "named_mean",
        "named_bodies",
        "aggregate",
    ];

    /// Builds the release of a closed round.
    pub fn build(round: &Round, parameters: Parameters) -> Self {
        let atoms = atoms(round, parameters);
        let rows = rows(round.strata());
        let cells = rows
            .iter()
            .flat_map(|row| round.domains().iter().map(move |domain| (row, domain)))
            .map(|(row, domain)| PublishedCell::build(row, domain, round, &atoms))
            .collect();
        let named: Vec<NamedBody> = round
            .named()
            .map(|contribution| NamedBody {
                body: contribution.body.clone(),
                stratum: contribution.stratum.clone(),
                averages: round
                    .domains()
                    .iter()
                    .map(|domain| {
                        (
                            domain.clone(),
                            contribution.average(domain).map(rounding::to_hundredths),
                        )
                    })
                    .collect(),
            })
            .collect();
        Self {
            format: FORMAT,
            round: round.id().clone(),
            parameters,
            coverage: Coverage::new(named.len(), round.aggregate_only().count(), parameters),
            domains: round.domains().to_vec(),
            rows,
            cells,
            named,
        }
    }

    /// The one stored and exported form: the same release is the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a release has only names and numbers")
    }

    /// Reads back what [`Release::to_bytes`] wrote, and nothing else. Whoever stores the bytes keeps their digest and compares
    /// it first, so that damage is noticed.
    pub fn from_stored(bytes: &[u8]) -> Result<Self, StoredError> {
        let stored: Stored = serde_json::from_slice(bytes)?;
        if stored.format != FORMAT {
            return Err(StoredError::Format(stored.format));
        }
        let release = Self {
            format: FORMAT,
            round: stored.round,
            parameters: Parameters::new(stored.parameters.k)
                .map_err(|_| StoredError::Inconsistent("k is below the floor"))?,
            coverage: stored.coverage,
            domains: stored.domains,
            rows: stored.rows,
            cells: stored.cells.into_iter().map(PublishedCell::from).collect(),
            named: stored.named,
        };
        release.check().map_err(StoredError::Inconsistent)?;
        if release.to_bytes() != bytes {
            return Err(StoredError::Inconsistent("not the bytes that were written"));
        }
        Ok(release)
    }

    /// What holds for every release that was built.
    fn check(&self) -> Result<(), &'static str> {
        let Coverage {
            named,
            aggregate_only,
            ..
        } = self.coverage;
        let cells = self
            .rows
            .iter()
            .flat_map(|row| self.domains.iter().map(move |domain| (row, domain)));
        if named != self.named.len()
            || self.coverage != Coverage::new(named, aggregate_only.unwrap_or(0), self.parameters)
        {
            return Err("the coverage does not add up");
        }
        if !cells.eq(self.cells.iter().map(|cell| (cell.row(), cell.domain()))) {
            return Err("the cells are not those of the rows and domains");
        }
        if aggregate_only.is_none() && self.cells.iter().any(|cell| cell.shown().band().is_some()) {
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
    pub fn coverage(&self) -> Coverage {
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
    pub fn cells(&self) -> &[PublishedCell] {
        &self.cells
    }

    /// The cell of a row and a domain, if the release has them.
    pub fn cell(&self, row: &Row, domain: &DomainCode) -> Option<&PublishedCell> {
        self.cells
            .iter()
            .find(|cell| cell.row() == row && cell.domain() == domain)
    }

    /// The bodies shown by name, by id.
    pub fn named(&self) -> &[NamedBody] {
        &self.named
    }

    /// The cells as a table for files, one line per cell, in the columns [`Release::COLUMNS`].
    pub fn table(&self) -> impl Iterator<Item = [String; 7]> {
        self.cells.iter().map(|cell| {
            let shown = cell.shown();
            [
                cell.row().kind().to_owned(),
                cell.row().region().unwrap_or_default().to_owned(),
                cell.row().income_group().unwrap_or_default().to_owned(),
                cell.domain().to_string(),
                shown
                    .mean()
                    .map(|mean| rounding::two_decimals(mean.hundredths as f64 / 100.0))
                    .unwrap_or_default(),
                shown.mean().map_or(0, |mean| mean.bodies).to_string(),
                shown.band().map_or(MARK, |band| band.as_str()).to_owned(),
            ]
        })
    }
}

impl Coverage {
    fn new(named: usize, aggregate_only: usize, parameters: Parameters) -> Self {
        let aggregate_only = (aggregate_only >= parameters.k()).then_some(aggregate_only);
        Self {
            named,
            aggregate_only,
            contributing: aggregate_only.map(|others| named + others),
        }
    }
}

/// All bodies, each region, each income group, and each stratum of the register.
fn rows(strata: &BTreeSet<Stratum>) -> Vec<Row> {
    let regions: BTreeSet<&String> = strata.iter().map(|stratum| &stratum.region).collect();
    let income_groups: BTreeSet<&String> = strata.iter().map(|stratum| &stratum.income_group).collect();
    let mut rows = vec![Row::All];
    rows.extend(regions.into_iter().map(|region| Row::Region {
        region: region.clone(),
    }));
    rows.extend(income_groups.into_iter().map(|income_group| Row::IncomeGroup {
        income_group: income_group.clone(),
    }));
    rows.extend(strata.iter().cloned().map(Row::Stratum));
    rows
}
