//! Whether what was published still follows from what is stored, for whoever runs the instance.

use std::collections::BTreeMap;

use audit_release::{StoredRound, verify};
use domain::disclose::{Contribution, Published, Round};
use domain::id::{AssessmentId, OrganisationId, RoundId};
use domain::identity::policy::{Permit, act};
use store::{ContributionRow, LedgerRows, Reader, StoredReleaseRow};

use usecase::{Env, Error, Result, digest};

use crate::aside::{Aside, aside};
use crate::frozen::{Basis, FrozenContribution, fingerprint_of, use_of};
use crate::manifest::Chain;

/// What stands in the place of a round's name where the check is of no single one. No name in addresses has a space.
const EVERY_ROUND: &str = "every round";

/// One check of one release, or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct ReleaseCheck {
    /// The round, by its name in addresses.
    pub round: String,
    /// What was checked, in one word.
    pub check: &'static str,
    /// The narrowest range in which a hidden score can lie, where ranges are what is checked.
    pub narrowest: Option<f64>,
    /// What is not as it should be. It names rounds, groups and domains, never a body.
    pub differences: Vec<String>,
}

impl ReleaseCheck {
    /// Whether everything is as it should be.
    pub fn is_sound(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether it is of all releases together, whichever round it is told with.
    pub fn is_of_all(&self) -> bool {
        matches!(self.check, "closings" | "programme")
    }
}

/// Checks every release: that none is missing; its digest, its manifest and the digest of what went into it; that it comes out byte by byte the same when it is built again
/// from its stored round; over all rounds that no assessment was used twice; and how much its figures tell of a hidden score.
///
/// The checks of one release are not to be had without the others: what one round used is what the others may not.
///
/// # Errors
/// The database does not answer, or holds what cannot be read.
pub async fn verify_releases(
    _: &Env,
    _: &Permit<act::ManageRounds>,
    reader: &mut Reader,
) -> Result<Vec<ReleaseCheck>> {
    // Counted first: a round that is closed meanwhile is none that is missing.
    let closings = reader.ledger().await?.closings;
    let releases = reader.stored_releases().await?;
    let mut contributions: BTreeMap<String, Vec<ContributionRow>> = BTreeMap::new();
    for row in reader.contributions().await? {
        contributions.entry(row.round_id.clone()).or_default().push(row);
    }
    let ledger = reader.ledger().await?;
    aside(move |aside| check(aside, closings, releases, contributions, &ledger)).await
}

/// A release with the number of closings before it, which is their order.
struct InOrder {
    row: StoredReleaseRow,
    basis: Option<Basis>,
}

fn check(
    _: &Aside,
    closings: i64,
    releases: Vec<StoredReleaseRow>,
    mut contributions: BTreeMap<String, Vec<ContributionRow>>,
    ledger: &LedgerRows,
) -> Result<Vec<ReleaseCheck>> {
    let mut releases = releases.into_iter().map(in_order).collect::<Result<Vec<_>>>()?;
    // Those of the first format come before all others.
    releases.sort_by_key(|own| (own.basis.as_ref().map(|basis| basis.closings), own.row.closed_at));
    let mut checks = vec![every_round(closings, &releases)];
    let mut stored = Vec::new();
    let mut slugs = BTreeMap::new();
    let mut chain = Chain::default();
    for InOrder { row, basis } in releases {
        let own = contributions.remove(&row.round_id).unwrap_or_default();
        slugs.insert(RoundId::from(row.round_id.as_str()), row.slug.clone());
        checks.push(kept_check(
            &row.slug,
            "digest",
            digest(row.bytes.as_bytes()) == row.sha256,
        ));
        if let Some(basis) = &basis {
            let is_kept = fingerprint_of(&own) == basis.contributions;
            checks.push(kept_check(&row.slug, "contributions", is_kept));
            // The release says itself with which numbers it was built; they are not to be taken from it.
            let published = Published::from_stored(row.bytes.as_bytes());
            let is_kept = published.is_ok_and(|release| release.parameters().k() == basis.k);
            checks.push(kept_check(&row.slug, "parameters", is_kept));
        }
        let differences = chain.check(&row, basis.as_ref().map(|basis| basis.closings));
        checks.push(ReleaseCheck {
            round: row.slug.clone(),
            check: "manifest",
            narrowest: None,
            differences: differences.into_iter().map(str::to_owned).collect(),
        });
        stored.push(stored_round(&row, basis.as_ref(), &own, ledger)?);
    }
    checks.extend(verify(&stored).checks.into_iter().map(|checked| {
        ReleaseCheck {
            round: slugs
                .get(&checked.round)
                .cloned()
                .unwrap_or_else(|| checked.round.to_string()),
            check: checked.check.as_str(),
            narrowest: checked.narrowest,
            differences: checked.differences.iter().map(ToString::to_string).collect(),
        }
    }));
    Ok(checks)
}

/// Whether every round that was closed is still there. The ledger counts closings, and each release knows how many there were before
/// its own: whoever deletes a round with all of its rows must know of the count, and of every later release.
fn every_round(closings: i64, releases: &[InOrder]) -> ReleaseCheck {
    let known = releases
        .iter()
        .filter_map(|own| Some(own.basis.as_ref()?.closings + 1));
    let closed = known.fold(closings, i64::max);
    let stored = i64::try_from(releases.len()).unwrap_or(i64::MAX);
    // More than were counted are those that were closed since.
    let differences =
        (closed > stored).then(|| format!("{closed} rounds were closed, and {stored} are there"));
    ReleaseCheck {
        round: EVERY_ROUND.to_owned(),
        check: "closings",
        narrowest: None,
        differences: differences.into_iter().collect(),
    }
}

fn in_order(row: StoredReleaseRow) -> Result<InOrder> {
    let basis = row
        .basis
        .as_deref()
        .map(serde_json::from_str::<Basis>)
        .transpose();
    Ok(InOrder {
        basis: basis.map_err(|error| Error::Internal(format!("the basis of round {}: {error}", row.slug)))?,
        row,
    })
}

fn kept_check(round: &str, check: &'static str, is_kept: bool) -> ReleaseCheck {
    let differences = (!is_kept).then(|| "not what was written when the round was closed".to_owned());
    ReleaseCheck {
        round: round.to_owned(),
        check,
        narrowest: None,
        differences: differences.into_iter().collect(),
    }
}

fn stored_round(
    row: &StoredReleaseRow,
    basis: Option<&Basis>,
    contributions: &[ContributionRow],
    ledger: &LedgerRows,
) -> Result<StoredRound> {
    let uses = ledger.uses.iter().filter(|own| own.round_id == row.round_id);
    let grants = ledger.grants.iter().filter(|own| own.round_id == row.round_id);
    Ok(StoredRound {
        id: row.round_id.as_str().into(),
        bytes: row.bytes.clone().into_bytes(),
        round: basis.map(|basis| round(row, basis, contributions)).transpose()?,
        uses: uses
            .map(|own| Ok((own.assessment_id.as_str().into(), use_of(own)?)))
            .collect::<Result<_>>()?,
        seen: grants
            .map(|own| {
                (
                    OrganisationId::from(own.recipient.as_str()),
                    AssessmentId::from(own.assessment_id.as_str()),
                )
            })
            .collect(),
    })
}

fn round(row: &StoredReleaseRow, basis: &Basis, contributions: &[ContributionRow]) -> Result<Round> {
    let contributions = contributions.iter().map(|own| {
        let frozen: FrozenContribution = serde_json::from_str(&own.contribution)
            .map_err(|error| Error::Internal(format!("a contribution to round {}: {error}", row.slug)))?;
        Ok(Contribution {
            assessment: own.assessment_id.as_str().into(),
            body: own.organisation_id.as_str().into(),
            level: frozen.level,
            stratum: frozen.stratum,
            scores: frozen.scores,
        })
    });
    Round::new(
        row.round_id.as_str().into(),
        basis.model.clone(),
        basis.strata.iter().cloned(),
        basis.domains.clone(),
        contributions.collect::<Result<Vec<_>>>()?,
    )
    .map_err(|error| Error::Internal(format!("round {}: {error}", row.slug)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::assess::model::ModelRef;

    use super::*;

    /// A release that knows how many rounds were closed before its own; nothing: one of the first format, which does not.
    fn release(closings: Option<i64>) -> InOrder {
        InOrder {
            row: StoredReleaseRow {
                round_id: String::new(),
                slug: String::new(),
                closed_at: None,
                bytes: String::new(),
                sha256: String::new(),
                basis: None,
                manifest: None,
                manifest_sha256: None,
            },
            basis: closings.map(|closings| Basis {
                closings,
                model: ModelRef {
                    id: "polder".into(),
                    version: 1,
                },
                k: 5,
                strata: BTreeSet::new(),
                domains: Vec::new(),
                contributions: String::new(),
            }),
        }
    }

    /// Each line that finds something is found by one half of the rule alone: without the ledger's count, or without what the
    /// releases know, it would pass.
    #[test]
    fn a_round_is_missing_if_the_ledger_or_a_later_release_knows_of_it() {
        let (former, known) = (None, Some);
        let cases: [(i64, &[Option<i64>], bool); 9] = [
            (0, &[], true),
            (2, &[known(0), known(1)], true),
            (2, &[former, known(1)], true),
            // Closed since they were counted.
            (1, &[known(0), known(1)], true),
            // Only the ledger knows: the last one, or all of them, or one of the first format.
            (2, &[known(0)], false),
            (1, &[], false),
            (2, &[former], false),
            // Only the later release knows.
            (1, &[known(1)], false),
            (0, &[known(0), known(2)], false),
        ];
        for (counted, releases, is_sound) in cases {
            let releases: Vec<_> = releases.iter().copied().map(release).collect();
            let check = every_round(counted, &releases);
            let known: Vec<_> = releases
                .iter()
                .map(|own| own.basis.as_ref().map(|basis| basis.closings))
                .collect();
            assert_eq!(check.is_sound(), is_sound, "{counted} counted, {known:?}");
            assert_eq!((check.round.as_str(), check.check), (EVERY_ROUND, "closings"));
        }
    }
}
