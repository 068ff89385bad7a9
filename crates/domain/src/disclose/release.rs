//! The release: the frozen figures of a round, the same bytes for every donor.

mod published;
mod tables;

pub use published::Published;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cell::{Mean, PublishedCell};
use super::divide::{Membership, groups};
use super::former::FormerRelease;
use super::group::{Group, StoredGroup, mean};
use super::ledger::{Ledger, Use};
use super::parameters::{PUBLIC_FLOOR, Parameters};
use super::round::{Round, Stratum};
use super::row::{MARK, Row, RowFigure, RowShown, read};
use super::share::DomainShare;
use crate::assess::model::ModelRef;
use crate::id::{AssessmentId, DomainCode, OrganisationId, RoundId};

/// Raised whenever the stored form changes, or the same round would give other figures. A release is never built again by other
/// rules (rule R9 d): what differs between the formats is asked of the format.
const FORMAT: u32 = 3;
/// Like the third, but groups of ten show their counts whatever `k` is.
const SECOND: u32 = 2;

/// The fewest members of a group that shows its counts in a release of this format.
fn counts_from(format: u32, parameters: Parameters) -> usize {
    if format == SECOND {
        PUBLIC_FLOOR
    } else {
        parameters.counts_from()
    }
}

/// How many bodies a release rests on. It says nothing of those that take no part, nor of how many were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Bodies shown by name, which can be counted anyway.
    pub named: usize,
    /// The bodies in aggregate, counted down to a multiple of `k`: *at least so many*. Nothing (shown as the mark) for 0 … `k` − 1
    /// alike. An exact number would tell, whenever one body joins the register or leaves it, whether that one takes part.
    pub aggregate_at_least: Option<usize>,
}

impl Coverage {
    fn new(named: usize, hidden: usize, parameters: Parameters) -> Self {
        Self {
            named,
            aggregate_at_least: parameters.at_least(hidden),
        }
    }
}

/// A body that every donor may see by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBody {
    /// The body.
    pub body: OrganisationId,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Its score in each domain; nothing where it did not answer every question.
    pub scores: BTreeMap<DomainCode, Option<DomainShare>>,
}

impl NamedBody {
    /// Its share of the ceiling in a domain, in hundredths, if it answered every question.
    pub fn hundredths(&self, domain: &DomainCode) -> Option<i64> {
        self.scores.get(domain)?.map(DomainShare::hundredths)
    }
}

/// The frozen figures of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    format: u32,
    round: RoundId,
    model: ModelRef,
    parameters: Parameters,
    coverage: Coverage,
    strata: BTreeSet<Stratum>,
    domains: Vec<DomainCode>,
    groups: Vec<Group>,
    named: Vec<NamedBody>,
}

/// A stored release, before it is checked.
#[derive(Deserialize)]
struct Stored {
    format: u32,
    round: RoundId,
    model: ModelRef,
    parameters: StoredParameters,
    coverage: Coverage,
    strata: BTreeSet<Stratum>,
    domains: Vec<DomainCode>,
    groups: Vec<StoredGroup>,
    named: Vec<NamedBody>,
}

#[derive(Deserialize)]
pub(super) struct StoredParameters {
    k: usize,
}

impl StoredParameters {
    pub(super) fn checked(&self) -> Result<Parameters, StoredError> {
        Parameters::new(self.k).map_err(|_| StoredError::Inconsistent("k is below the floor"))
    }
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

/// A release with what it used. What was used is to be stored with the bytes, in one transaction, before anybody reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The release.
    pub release: Release,
    /// Every assessment that it shows, with how: what the next rounds' [`Ledger`] is made of. It tells who is in which group, and is
    /// shown to nobody.
    pub uses: Vec<(AssessmentId, Use)>,
    public: Vec<bool>,
}

impl Built {
    /// The groups that might be shown to the public: those with at least [`PUBLIC_FLOOR`] members, left out or left in whole.
    pub fn public_groups(&self) -> impl Iterator<Item = &Group> {
        let groups = self.release.groups().iter().zip(&self.public);
        groups.filter_map(|(group, &is_public)| is_public.then_some(group))
    }
}

impl Release {
    /// The columns of [`Release::table`].
    pub const COLUMNS: [&str; 15] = [
        "row",
        "region",
        "income_group",
        "domain",
        "named_mean",
        "named_bodies",
        "aggregate",
        "groups_starting",
        "groups_developing",
        "groups_managed",
        "groups_advanced",
        "groups_not_shown",
        "bodies_low",
        "bodies_middle",
        "bodies_high",
    ];

    /// The columns of [`Release::group_table`].
    pub const GROUP_COLUMNS: [&str; 8] = [
        "group",
        "region",
        "income_group",
        "domain",
        "band",
        "bodies_low",
        "bodies_middle",
        "bodies_high",
    ];

    /// Builds the release of a closed round, once (rule R9 d). `ledger` holds what all releases before it used.
    pub fn build(round: &Round, parameters: Parameters, ledger: &Ledger) -> Built {
        Self::build_as(FORMAT, round, parameters, ledger)
    }

    /// Builds a release of that round by the rules of this one's format and with its parameters: where nobody touched anything, this one
    /// once more.
    pub fn build_again(&self, round: &Round, ledger: &Ledger) -> Built {
        Self::build_as(self.format, round, self.parameters, ledger)
    }

    fn build_as(format: u32, round: &Round, parameters: Parameters, ledger: &Ledger) -> Built {
        let memberships = groups(round, parameters, ledger);
        let named: Vec<NamedBody> = round
            .named(ledger)
            .map(|own| NamedBody {
                body: own.body.clone(),
                stratum: own.stratum.clone(),
                scores: round
                    .domains()
                    .iter()
                    .map(|domain| (domain.clone(), own.score(domain)))
                    .collect(),
            })
            .collect();
        let release = Self {
            format,
            round: round.id().clone(),
            model: round.model().clone(),
            parameters,
            coverage: Coverage::new(named.len(), round.hidden(ledger).count(), parameters),
            strata: round.strata().clone(),
            domains: round.domains().to_vec(),
            groups: memberships
                .iter()
                .map(|membership| Group::build(membership, round.domains(), counts_from(format, parameters)))
                .collect(),
            named,
        };
        Built {
            release,
            uses: uses(round, ledger, &memberships),
            public: memberships
                .iter()
                .map(|membership| membership.members().len() >= PUBLIC_FLOOR)
                .collect(),
        }
    }

    /// The one stored and exported form: the same release is the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a release has only names and numbers")
    }

    fn from_stored(bytes: &[u8]) -> Result<Self, StoredError> {
        let stored: Stored = serde_json::from_slice(bytes)?;
        let release = Self {
            format: stored.format,
            round: stored.round,
            model: stored.model,
            parameters: stored.parameters.checked()?,
            coverage: stored.coverage,
            strata: stored.strata,
            domains: stored.domains,
            groups: stored.groups.into_iter().map(Group::from).collect(),
            named: stored.named,
        };
        release.check().map_err(StoredError::Inconsistent)?;
        if release.to_bytes() != bytes {
            return Err(StoredError::Inconsistent("not the bytes that were written"));
        }
        Ok(release)
    }

    /// What holds for every release that was built, as far as it can be told without the round.
    fn check(&self) -> Result<(), &'static str> {
        let k = self.parameters.k();
        let distinct: BTreeSet<&DomainCode> = self.domains.iter().collect();
        if distinct.len() != self.domains.len() {
            return Err("a domain twice");
        }
        let at_least = self.coverage.aggregate_at_least;
        if self.coverage.named != self.named.len()
            || at_least.is_some_and(|number| self.parameters.at_least(number) != at_least)
        {
            return Err("the coverage does not add up");
        }
        if self.groups.is_empty() != at_least.is_none() || self.groups.len() * k > at_least.unwrap_or(0) {
            return Err("groups without enough bodies");
        }
        for group in &self.groups {
            group.check(&self.domains, counts_from(self.format, self.parameters))?;
        }
        if !self.groups.is_sorted_by(|a, b| a.label() < b.label()) {
            return Err("the groups are not in order");
        }
        let divided: Vec<&Stratum> = self.groups.iter().flat_map(super::group::Group::label).collect();
        let labelled: BTreeSet<&Stratum> = divided.iter().copied().collect();
        let whole = labelled.len() == divided.len() && labelled.into_iter().eq(&self.strata);
        if !self.groups.is_empty() && !whole {
            return Err("the labels do not divide the register");
        }
        if !self.named.is_sorted_by(|a, b| a.body < b.body)
            || self.named.iter().any(|own| {
                !self.strata.contains(&own.stratum) || !own.scores.keys().eq(distinct.iter().copied())
            })
        {
            return Err("the named bodies are not those of the register and the domains");
        }
        Ok(())
    }

    /// The version of the stored form and of the rules that differ between such versions.
    pub fn format(&self) -> u32 {
        self.format
    }

    /// The round.
    pub fn round(&self) -> &RoundId {
        &self.round
    }

    /// Which version of which model every body was assessed with.
    pub fn model(&self) -> &ModelRef {
        &self.model
    }

    /// What it was built with.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// How many bodies it rests on.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// The strata of the register when the round closed.
    pub fn strata(&self) -> &BTreeSet<Stratum> {
        &self.strata
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        &self.domains
    }

    /// The groups, by label. Everything that is shown of hidden bodies is in them.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The bodies shown by name, by id.
    pub fn named(&self) -> &[NamedBody] {
        &self.named
    }

    /// The rows of tables: all bodies, the regions, the income groups, and the income groups of each region.
    pub fn rows(&self) -> Vec<Row> {
        Row::of_register(&self.strata)
    }

    /// Every cell of the rows: row by row, each in the order of the domains.
    pub fn cells(&self) -> impl Iterator<Item = PublishedCell> {
        self.rows().into_iter().flat_map(move |row| {
            self.domains
                .iter()
                .map(move |domain| self.cell(&row, domain))
                .collect::<Vec<_>>()
        })
    }

    /// The cell of any row: a table's, a filter's, an area's on a map.
    pub fn cell(&self, row: &Row, domain: &DomainCode) -> PublishedCell {
        PublishedCell::new(
            row.clone(),
            domain.clone(),
            self.named_mean(row, domain),
            read(row, domain, &self.groups),
        )
    }

    fn named_mean(&self, row: &Row, domain: &DomainCode) -> Option<Mean> {
        let shares: Vec<DomainShare> = self
            .named
            .iter()
            .filter(|own| row.covers(&own.stratum))
            .filter_map(|own| own.scores.get(domain).copied().flatten())
            .collect();
        Some(Mean {
            hundredths: mean(&shares)?,
            bodies: shares.len(),
        })
    }
}

fn uses(round: &Round, ledger: &Ledger, groups: &[Membership<'_>]) -> Vec<(AssessmentId, Use)> {
    let grouped = groups.iter().enumerate().flat_map(|(group, membership)| {
        membership.members().iter().map(move |member| {
            let round = round.id().clone();
            (member.assessment.clone(), Use::Group { round, group })
        })
    });
    let named = round
        .named(ledger)
        .map(|own| (own.assessment.clone(), Use::NamedToAll));
    grouped.chain(named).collect()
}
