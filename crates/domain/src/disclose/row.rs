//! Rows: what a table, a map or a chart shows of bodies by public attributes (rule R4).
//!
//! Rows are read from the groups of a release. This module sees labels and published figures; it has no access to any score, so that
//! no row can say more than the list of the groups does.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::band::Band;
use super::group::{Counts, Figure, Group};
use super::round::Stratum;
use crate::id::DomainCode;

/// The one mark for a figure about hidden bodies that is not shown, in every file. It has one explanation too: no group lies
/// within the row, or a question was left open. Nobody and three bodies look the same: to tell them apart is to tell who
/// contributes.
pub const MARK: &str = "hidden";

/// What stands in a file where the groups within a row are in several bands, or some show none.
pub const SEVERAL: &str = "by-group";

/// A row: a set of bodies by public attributes.
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
    /// The bodies of any set of strata: a filter, an area of a map.
    Strata {
        /// The strata.
        strata: BTreeSet<Stratum>,
    },
}

impl Row {
    /// Whether the bodies with these attributes belong to the row.
    pub fn covers(&self, stratum: &Stratum) -> bool {
        match self {
            Self::All => true,
            Self::Region { region } => *region == stratum.region,
            Self::IncomeGroup { income_group } => *income_group == stratum.income_group,
            Self::Stratum(own) => own == stratum,
            Self::Strata { strata } => strata.contains(stratum),
        }
    }

    /// The name of the kind of row, used in files and storage.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Region { .. } => "region",
            Self::IncomeGroup { .. } => "income-group",
            Self::Stratum(_) => "stratum",
            Self::Strata { .. } => "strata",
        }
    }

    /// The region, if the row is of one.
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::Region { region } | Self::Stratum(Stratum { region, .. }) => Some(region),
            Self::All | Self::IncomeGroup { .. } | Self::Strata { .. } => None,
        }
    }

    /// The income group, if the row is of one.
    pub fn income_group(&self) -> Option<&str> {
        match self {
            Self::IncomeGroup { income_group } | Self::Stratum(Stratum { income_group, .. }) => {
                Some(income_group)
            }
            Self::All | Self::Region { .. } | Self::Strata { .. } => None,
        }
    }

    /// All bodies, each region, each income group, and each stratum of the register: the rows of every table.
    pub(super) fn of_register(strata: &BTreeSet<Stratum>) -> Vec<Self> {
        let regions: BTreeSet<&String> = strata.iter().map(|stratum| &stratum.region).collect();
        let income_groups: BTreeSet<&String> = strata.iter().map(|stratum| &stratum.income_group).collect();
        let mut rows = vec![Self::All];
        rows.extend(regions.into_iter().map(|region| Self::Region {
            region: region.clone(),
        }));
        rows.extend(income_groups.into_iter().map(|income_group| Self::IncomeGroup {
            income_group: income_group.clone(),
        }));
        rows.extend(strata.iter().cloned().map(Self::Stratum));
        rows
    }
}

/// How many groups within a row are in each band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupCounts {
    /// How many are in each of [`Band::ALL`], lowest first.
    pub bands: [usize; 4],
    /// How many show no band, because a member left a question open.
    pub not_shown: usize,
}

/// What a row shows of hidden bodies. Every format matches on this, so they all hide the same. Beside it stands always the same
/// sentence: it is of groups within the row, and other bodies of the row may be counted in groups that reach beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowShown {
    /// Nothing ([`MARK`]).
    Hidden,
    /// All groups within the row are in this band.
    Band(Band),
    /// The groups within the row are in several bands, or some show none.
    Groups(GroupCounts),
}

/// What a row shows of hidden bodies in one domain. Only [`read`] makes it.
///
/// There is no way to write one down,
/// ```compile_fail
/// # use domain::disclose::{Band, RowFigure, RowShown};
/// let figure = RowFigure { shown: RowShown::Band(Band::Advanced), bars: None };
/// ```
/// nor to read one from a file.
/// ```compile_fail
/// # use domain::disclose::RowFigure;
/// let figure: RowFigure = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowFigure {
    shown: RowShown,
    bars: Option<Counts>,
}

impl RowFigure {
    /// What to show.
    pub fn shown(self) -> RowShown {
        self.shown
    }

    /// The band, if all groups within the row are in one.
    pub fn band(self) -> Option<Band> {
        match self.shown {
            RowShown::Band(band) => Some(band),
            RowShown::Hidden | RowShown::Groups(_) => None,
        }
    }

    /// How many members of all groups within the row lie in each of three bars, if all these groups show theirs (rule R5).
    pub fn bars(self) -> Option<Counts> {
        self.bars
    }

    /// As it is written in files: a band, [`SEVERAL`] or [`MARK`].
    pub fn as_str(self) -> &'static str {
        match self.shown {
            RowShown::Hidden => MARK,
            RowShown::Band(band) => band.as_str(),
            RowShown::Groups(_) => SEVERAL,
        }
    }
}

/// What a row shows in a domain: of the groups whose label lies within the row, the band if all are in one, else how many are in
/// each; the mark where there is none or none shows a band.
pub fn read(row: &Row, domain: &DomainCode, groups: &[Group]) -> RowFigure {
    let inside: Vec<Option<Figure>> = groups
        .iter()
        .filter(|group| group.label().iter().all(|stratum| row.covers(stratum)))
        .map(|group| group.figure(domain))
        .collect();
    RowFigure {
        shown: shown(&inside),
        bars: bars(&inside),
    }
}

fn shown(inside: &[Option<Figure>]) -> RowShown {
    let mut counts = GroupCounts::default();
    for figure in inside {
        match figure {
            Some(figure) => counts.bands[figure.band() as usize] += 1,
            None => counts.not_shown += 1,
        }
    }
    if counts.not_shown == inside.len() {
        return RowShown::Hidden;
    }
    Band::ALL
        .into_iter()
        .find(|&band| counts.bands[band as usize] == inside.len())
        .map_or(RowShown::Groups(counts), RowShown::Band)
}

fn bars(inside: &[Option<Figure>]) -> Option<Counts> {
    let each: Option<Vec<Counts>> = inside
        .iter()
        .map(|figure| figure.and_then(Figure::counts))
        .collect();
    each?.into_iter().reduce(|a, b| Counts {
        low: a.low + b.low,
        middle: a.middle + b.middle,
        high: a.high + b.high,
    })
}
