//! What a closed round keeps: contributions, what the release was built from, and what it used.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::model::ModelRef;
use domain::assess::score::{DomainScore, MAX_LEVEL, Score};
use domain::disclose::{Consent, DomainShare, Ledger, ShareError, Stratum, Use};
use domain::id::{AssessmentId, DomainCode, RoundId};
use domain::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use store::{AssessmentUseRow, ContributionRow, LedgerRows};
use usecase::{Error, Result, digest};

/// What a body contributed, as it is kept. The release is built from the shares; the score is there only for bodies that show
/// themselves to somebody by name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FrozenContribution {
    pub(crate) level: Consent,
    pub(crate) stratum: Stratum,
    pub(crate) submitted_at: Timestamp,
    /// Nothing in a contribution to a release of the first format, which was built from averages.
    #[serde(default)]
    pub(crate) scores: BTreeMap<DomainCode, Option<DomainShare>>,
    pub(crate) score: Option<Score>,
    /// What the body was called then; empty in contributions from before it was kept.
    #[serde(default)]
    pub(crate) name: String,
}

impl FrozenContribution {
    /// One as it is stored.
    pub(crate) fn read(stored: &str) -> Result<Self> {
        serde_json::from_str(stored).map_err(|error| Error::Internal(error.to_string()))
    }

    /// What the body was called when the round closed, whatever it is called now: where that was not kept yet, this.
    pub(crate) fn name_then(&self, now: String) -> String {
        if self.name.is_empty() {
            now
        } else {
            self.name.clone()
        }
    }
}

/// What a release was built from beside the contributions, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Basis {
    /// How many rounds were closed before: what those used is what this one could not use.
    pub(crate) closings: i64,
    pub(crate) model: ModelRef,
    pub(crate) k: usize,
    pub(crate) strata: BTreeSet<Stratum>,
    pub(crate) domains: Vec<DomainCode>,
    /// The digest of the contributions ([`fingerprint_of`]): a changed score that leaves its group in its band is noticed too.
    pub(crate) contributions: String,
}

/// What the closings before used, as the rules see it.
pub(crate) fn ledger(rows: LedgerRows) -> Result<Ledger> {
    let uses = rows
        .uses
        .iter()
        .map(|row| Ok((AssessmentId::from(row.assessment_id.as_str()), use_of(row)?)));
    let mut ledger = Ledger::new(uses.collect::<Result<Vec<_>>>()?);
    let seen = rows
        .grants
        .into_iter()
        .map(|row| (row.recipient.into(), row.assessment_id.into()));
    ledger.record_seen(seen);
    Ok(ledger)
}

/// A stored use.
pub(crate) fn use_of(row: &AssessmentUseRow) -> Result<Use> {
    let round = RoundId::from(row.round_id.as_str());
    Ok(match (row.kind.as_str(), row.place) {
        ("group", Some(place)) => Use::Group {
            round,
            group: usize::try_from(place).map_err(|error| Error::Internal(error.to_string()))?,
        },
        ("former-aggregate", _) => Use::FormerAggregate { round },
        ("named", _) => Use::NamedToAll,
        ("profile", _) => Use::Profile,
        ("one-donor", _) => Use::OneDonor,
        (kind, _) => return Err(Error::Internal(format!("an assessment used as {kind:?}"))),
    })
}

/// The digest of what bodies contributed, in whatever order it comes.
pub(crate) fn fingerprint_of(contributions: &[ContributionRow]) -> String {
    fingerprint(
        contributions
            .iter()
            .map(|own| [&*own.organisation_id, &*own.assessment_id, &*own.contribution]),
    )
}

pub(crate) fn fingerprint<'a>(contributions: impl Iterator<Item = [&'a str; 3]>) -> String {
    let mut lines: Vec<String> = contributions.map(|own| own.join("\n")).collect();
    lines.sort();
    digest(lines.join("\n").as_bytes())
}

/// A use as it is stored.
pub(crate) fn use_kind(how: &Use) -> &'static str {
    match how {
        Use::Group { .. } => "group",
        Use::FormerAggregate { .. } => "former-aggregate",
        Use::NamedToAll => "named",
        Use::Profile => "profile",
        Use::OneDonor => "one-donor",
    }
}

pub(crate) fn use_place(how: &Use) -> Option<i64> {
    match how {
        Use::Group { group, .. } => i64::try_from(*group).ok(),
        Use::FormerAggregate { .. } | Use::NamedToAll | Use::Profile | Use::OneDonor => None,
    }
}

/// What a body reached in each domain, and the most that it could have; nothing where a question was left open or none applies (rule
/// R7). Where every level is asked, the ceiling is the highest level.
pub(crate) fn shares(score: &Score) -> Result<BTreeMap<DomainCode, Option<DomainShare>>> {
    let share = |domain: &DomainScore| {
        let average = domain.average.filter(|_| domain.answered == domain.in_scope);
        let share = average.map(|average| DomainShare::new(average, domain.ceiling.unwrap_or(MAX_LEVEL)));
        Ok((domain.code.clone(), share.transpose()?))
    };
    let shares: std::result::Result<_, ShareError> = score.domains.iter().map(share).collect();
    shares.map_err(|error| Error::Internal(error.to_string()))
}

pub(crate) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}
