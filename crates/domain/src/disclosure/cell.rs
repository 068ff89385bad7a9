//! A published cell: what is shown of one row in one domain.

use serde::{Deserialize, Serialize};

use super::atoms::Atom;
use super::band::Band;
use super::round::{Round, Stratum};
use crate::id::DomainCode;
use crate::rounding;

/// The one mark for a figure about bodies in aggregate that is not shown, in every file. It has one explanation too: "fewer
/// than `k` bodies contribute in aggregate, or showing it would single some of them out". Nobody, three bodies,
/// bodies that are not whole atoms and a question left open all look the same: to tell them apart is to tell who contributes.
pub const MARK: &str = "hidden";

/// A row of the release: a group of bodies by public attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Row {
    /// All bodies.
    All,
    /// The bodies of a region.
    Region {
        /// The region.
        region: String,
    },
    /// The bodies of an income group.
    IncomeGroup {
        /// The income group.
        income_group: String,
    },
    /// The bodies of an income group in a region.
    Stratum(Stratum),
}

impl Row {
    /// Whether the bodies with these attributes belong to the row.
    pub fn covers(&self, stratum: &Stratum) -> bool {
        match self {
            Self::All => true,
            Self::Region { region } => *region == stratum.region,
            Self::IncomeGroup { income_group } => *income_group == stratum.income_group,
            Self::Stratum(own) => own == stratum,
        }
    }

    /// The name of the kind of row, used in files and storage.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Region { .. } => "region",
            Self::IncomeGroup { .. } => "income-group",
            Self::Stratum(_) => "stratum",
        }
    }

    /// The region, if the row is of one.
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::Region { region } | Self::Stratum(Stratum { region, .. }) => Some(region),
            Self::All | Self::IncomeGroup { .. } => None,
        }
    }

    /// The income group, if the row is of one.
    pub fn income_group(&self) -> Option<&str> {
        match self {
            Self::IncomeGroup { income_group } | Self::Stratum(Stratum { income_group, .. }) => {
                Some(income_group)
            }
            Self::All | Self::Region { .. } => None,
        }
    }
}

/// The mean of the named bodies, each of which answered the whole domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// In hundredths, rounded half up.
    pub hundredths: i64,
    /// Over how many named bodies.
    pub bodies: usize,
}

/// What a page, a file or a chart shows of a cell. Every format matches on this, so they all hide the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The named bodies; of the others nothing ([`MARK`]).
    Named(Mean),
    /// At least `k` bodies in aggregate; there is no named one.
    Aggregate(Band),
    /// The named bodies, and beside them at least `k` others in aggregate.
    Both(Mean, Band),
    /// Nothing ([`MARK`]).
    Hidden,
}

impl Shown {
    /// The mean of the named bodies; nothing if there are none, which is public.
    pub fn mean(self) -> Option<Mean> {
        match self {
            Self::Named(mean) | Self::Both(mean, _) => Some(mean),
            Self::Aggregate(_) | Self::Hidden => None,
        }
    }

    /// The band of the bodies in aggregate; where there is nothing, [`MARK`] is due.
    pub fn band(self) -> Option<Band> {
        match self {
            Self::Aggregate(band) | Self::Both(_, band) => Some(band),
            Self::Named(_) | Self::Hidden => None,
        }
    }
}

/// One row in one domain, as published. Only the release builder makes it, so whatever takes cells shows only what was released.
///
/// There is no way to write one down,
/// ```compile_fail
/// # use domain::disclosure::{PublishedCell, Row};
/// let cell = PublishedCell { row: Row::All, domain: "GOV".into(), named: None, aggregate: None };
/// ```
/// nor to read one from a file: that is for [`Release::from_stored`](super::Release::from_stored).
/// ```compile_fail
/// # use domain::disclosure::PublishedCell;
/// let cell: PublishedCell = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedCell {
    row: Row,
    domain: DomainCode,
    named: Option<Mean>,
    aggregate: Option<Band>,
}

/// A stored cell. Only the release builder makes it one.
#[derive(Deserialize)]
pub(super) struct StoredCell {
    row: Row,
    domain: DomainCode,
    named: Option<Mean>,
    aggregate: Option<Band>,
}

impl From<StoredCell> for PublishedCell {
    fn from(
        StoredCell {
            row,
            domain,
            named,
            aggregate,
        }: StoredCell,
    ) -> Self {
        Self {
            row,
            domain,
            named,
            aggregate,
        }
    }
}

impl PublishedCell {
    pub(super) fn build(row: &Row, domain: &DomainCode, round: &Round, atoms: &[Atom]) -> Self {
        Self {
            row: row.clone(),
            domain: domain.clone(),
            named: named(row, domain, round),
            aggregate: aggregate(row, domain, round, atoms),
        }
    }

    /// The row.
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// The domain.
    pub fn domain(&self) -> &DomainCode {
        &self.domain
    }

    /// What to show.
    pub fn shown(&self) -> Shown {
        match (self.named, self.aggregate) {
            (Some(mean), Some(band)) => Shown::Both(mean, band),
            (Some(mean), None) => Shown::Named(mean),
            (None, Some(band)) => Shown::Aggregate(band),
            (None, None) => Shown::Hidden,
        }
    }
}

/// The exact mean of the row's named bodies. It follows from what is shown of each of them, so it tells nothing of the
/// others, and it is there whether or not others contribute.
fn named(row: &Row, domain: &DomainCode, round: &Round) -> Option<Mean> {
    let averages: Vec<f64> = round
        .named()
        .filter(|contribution| row.covers(&contribution.stratum))
        .filter_map(|contribution| contribution.average(domain))
        .collect();
    Some(Mean {
        hundredths: mean(&averages)?,
        bodies: averages.len(),
    })
}

/// The band of the row's bodies in aggregate, if it may be shown.
///
/// The named bodies are left out of it. A band over both would seem safe, as the named ones only blur it; but they are
/// known, so a reader can subtract them, and each threshold then falls somewhere else on the scale of the others: five
/// named bodies at 3.9 and the band *developing* over ten would put five hidden ones below 0.1 on average. Two rows with
/// the same hidden bodies and different named ones would give two such thresholds, as close as chance has it. Kept
/// apart, the same hidden bodies have the same band in every row, and the named ones tell nothing of it.
///
/// Nor is there a number of bodies: it is at least `k`, and exact ones could be subtracted until it shows who contributes.
fn aggregate(row: &Row, domain: &DomainCode, round: &Round, atoms: &[Atom]) -> Option<Band> {
    // Whole atoms only: then every sum or difference of cells concerns no hidden body or at least k.
    let divided = atoms.iter().any(|atom| {
        let covered = atom.strata().iter().filter(|stratum| row.covers(stratum)).count();
        covered != 0 && covered != atom.strata().len()
    });
    // Too few for an atom anywhere: nothing that includes these bodies is shown.
    if divided || atoms.is_empty() {
        return None;
    }
    // A body that left a question open hides the domain of its atom: leaving it out would show the atom without it. Without
    // any body in aggregate there is no mean, and so the same mark.
    let averages: Option<Vec<f64>> = round
        .aggregate_only()
        .filter(|contribution| row.covers(&contribution.stratum))
        .map(|contribution| contribution.average(domain))
        .collect();
    mean(&averages?).map(Band::of)
}

/// In hundredths. The order of the averages is that of the bodies' ids, so the sum is the same to the last bit however the
/// bodies were listed.
fn mean(averages: &[f64]) -> Option<i64> {
    if averages.is_empty() {
        return None;
    }
    Some(rounding::to_hundredths(
        averages.iter().sum::<f64>() / averages.len() as f64,
    ))
}
