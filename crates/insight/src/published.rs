//! A release as one donor sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::disclose::{Counts, Group, Mean, Parameters, Published, Row, RowShown, Stratum};
use domain::id::DomainCode;
use domain::timestamp::Timestamp;
use store::{Reader, ReleaseRow};
use usecase::Result;

use crate::cache::ReleaseCache;
use crate::round::RoundInfo;

/// How many bodies a release rests on, as one donor sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCoverage {
    /// Bodies shown by name; nothing for a donor who came after the round was closed.
    pub named: Option<usize>,
    /// Bodies in aggregate; nothing for 0 … `k` − 1 alike.
    pub aggregate: Option<usize>,
    /// Whether that number is *at least so many*, as in every release but those of the first format.
    pub is_at_least: bool,
}

/// What one donor sees of a row in a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownCell {
    /// The mean of the bodies shown by name.
    pub named: Option<Mean>,
    /// What is shown of the others.
    pub hidden: RowShown,
    /// How many of the others lie in each of three bars, where that may be shown.
    pub bars: Option<Counts>,
}

/// A release with its round, as one donor sees it. Every donor sees the same of the bodies in aggregate. By name, bodies show
/// themselves to the donors that there are when the round closes: whoever comes later is shown none, and gets no file that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRelease {
    /// The round.
    pub round: RoundInfo,
    /// The digest of the file (SHA-256, hexadecimal).
    pub sha256: String,
    /// The digest of its manifest; nothing for a release from before there were any.
    pub manifest_sha256: Option<String>,
    release: Arc<Published>,
    sees_names: bool,
}

impl PublishedRelease {
    /// The whole release, for files. Nothing for a donor who came after the round was closed: names are in it.
    pub fn whole(&self) -> Option<&Published> {
        self.sees_names.then_some(&*self.release)
    }

    /// Whether the donor was there when the round closed, so that *every donor* means it too.
    pub fn sees_names(&self) -> bool {
        self.sees_names
    }

    /// Whether its rows have figures of their own, as in the first format, and are not read from groups.
    pub fn is_former(&self) -> bool {
        matches!(&*self.release, Published::Former(_))
    }

    /// The numbers that it was built with.
    pub fn parameters(&self) -> Parameters {
        self.release.parameters()
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        self.release.domains()
    }

    /// The rows of tables: all bodies, the regions, the income groups, and the income groups of each region.
    pub fn rows(&self) -> Vec<Row> {
        match &*self.release {
            Published::Former(release) => release.rows().to_vec(),
            Published::Groups(release) => release.rows(),
        }
    }

    /// The strata of the register when the round closed.
    pub fn strata(&self) -> BTreeSet<Stratum> {
        match &*self.release {
            Published::Former(release) => release
                .rows()
                .iter()
                .filter_map(|row| match row {
                    Row::Stratum(stratum) => Some(stratum.clone()),
                    Row::All | Row::Region { .. } | Row::IncomeGroup { .. } | Row::Strata { .. } => None,
                })
                .collect(),
            Published::Groups(release) => release.strata().clone(),
        }
    }

    /// The groups, by label: everything that is shown of bodies in aggregate is in them. None in the first format.
    pub fn groups(&self) -> &[Group] {
        match &*self.release {
            Published::Former(_) => &[],
            Published::Groups(release) => release.groups(),
        }
    }

    /// The groups as a table for files, in the columns [`Release::GROUP_COLUMNS`]: the same for every donor, whenever they came.
    /// Nothing in the first format.
    ///
    /// [`Release::GROUP_COLUMNS`]: domain::disclose::Release::GROUP_COLUMNS
    pub fn group_table(&self) -> Option<Vec<[String; 8]>> {
        match &*self.release {
            Published::Former(_) => None,
            Published::Groups(release) => Some(release.group_table().collect()),
        }
    }

    /// A row in a domain.
    pub fn cell(&self, row: &Row, domain: &DomainCode) -> ShownCell {
        let (named, hidden, bars) = match &*self.release {
            Published::Former(release) => {
                let cell = release.cell(row, domain);
                let band = cell.and_then(domain::disclose::FormerCell::aggregate);
                let named = cell.and_then(domain::disclose::FormerCell::named);
                (named, band.map_or(RowShown::Hidden, RowShown::Band), None)
            }
            Published::Groups(release) => {
                let cell = release.cell(row, domain);
                (cell.named(), cell.hidden().shown(), cell.hidden().bars())
            }
        };
        ShownCell {
            named: named.filter(|_| self.sees_names),
            hidden,
            bars,
        }
    }

    /// How many bodies it rests on.
    pub fn coverage(&self) -> ShownCoverage {
        let (named, aggregate, is_at_least) = match &*self.release {
            Published::Former(release) => {
                let coverage = release.coverage();
                (coverage.named, coverage.aggregate_only, false)
            }
            Published::Groups(release) => {
                let coverage = release.coverage();
                (coverage.named, coverage.aggregate_at_least, true)
            }
        };
        ShownCoverage {
            named: self.sees_names.then_some(named),
            aggregate,
            is_at_least,
        }
    }
}

pub(crate) async fn read_release(
    reader: &mut Reader,
    cache: &ReleaseCache,
    row: ReleaseRow,
    sees_names: bool,
) -> Result<PublishedRelease> {
    let round = RoundInfo {
        id: row.id.into(),
        slug: row.slug,
        title: row.title,
        opened_at: Timestamp(row.opened_at),
        closed_at: row.closed_at.map(Timestamp),
        model: RoundInfo::model_of(row.model_id, row.model_version),
    };
    Ok(PublishedRelease {
        release: cache.release(reader, &round.id, &row.sha256).await?,
        round,
        sha256: row.sha256,
        manifest_sha256: row.manifest_sha256,
        sees_names,
    })
}
