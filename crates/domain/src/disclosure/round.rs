//! What goes into a release: a closed round.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::consent::Consent;
use crate::id::{DomainCode, OrganisationId, RoundId};

/// The public attributes by which bodies are grouped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stratum {
    /// The region of the world.
    pub region: String,
    /// The income group of the country.
    pub income_group: String,
}

impl Stratum {
    /// The stratum of a region and an income group.
    pub fn new(region: impl Into<String>, income_group: impl Into<String>) -> Self {
        Self {
            region: region.into(),
            income_group: income_group.into(),
        }
    }
}

/// What one body brings to a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The body.
    pub body: OrganisationId,
    /// What it allows towards every donor. Grants to one donor do not belong here.
    pub level: Consent,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Its average in each domain; nothing where it did not answer every question of the domain.
    pub averages: BTreeMap<DomainCode, Option<f64>>,
}

impl Contribution {
    /// The average in a domain, if the body answered all of it. What is not a number counts as not answered.
    pub fn average(&self, domain: &DomainCode) -> Option<f64> {
        self.averages
            .get(domain)
            .copied()
            .flatten()
            .filter(|average| average.is_finite())
    }
}

/// A closed round, in a form that depends neither on the order of the bodies nor on bodies that take no part.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    id: RoundId,
    strata: BTreeSet<Stratum>,
    domains: Vec<DomainCode>,
    contributions: BTreeMap<OrganisationId, Contribution>,
}

/// Why a round is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    /// A body contributes twice: it would count as two of the `k`.
    #[error("body {0} contributes twice")]
    BodyTwice(OrganisationId),
    /// A domain is listed twice.
    #[error("domain {0} is listed twice")]
    DomainTwice(DomainCode),
    /// The attributes of a body are not in the public register.
    #[error("the register has no body with the attributes of body {0}")]
    UnknownStratum(OrganisationId),
}

impl Round {
    /// A round with its contributions.
    ///
    /// `strata` are those of all bodies in the public register, whether they contribute or not. They decide the rows of the
    /// release: taken from the contributions, a row would tell that somebody contributes. `domains` are in the model's order.
    pub fn new(
        id: RoundId,
        strata: impl IntoIterator<Item = Stratum>,
        domains: Vec<DomainCode>,
        contributions: impl IntoIterator<Item = Contribution>,
    ) -> Result<Self, RoundError> {
        let strata: BTreeSet<Stratum> = strata.into_iter().collect();
        let mut seen = BTreeSet::new();
        if let Some(domain) = domains.iter().find(|domain| !seen.insert(*domain)) {
            return Err(RoundError::DomainTwice(domain.clone()));
        }
        let mut kept = BTreeMap::new();
        for contribution in contributions {
            if contribution.level == Consent::None {
                continue;
            }
            let body = contribution.body.clone();
            if !strata.contains(&contribution.stratum) {
                return Err(RoundError::UnknownStratum(body));
            }
            if kept.insert(body.clone(), contribution).is_some() {
                return Err(RoundError::BodyTwice(body));
            }
        }
        Ok(Self {
            id,
            strata,
            domains,
            contributions: kept,
        })
    }

    /// The round's id.
    pub fn id(&self) -> &RoundId {
        &self.id
    }

    /// The strata of the public register, in order.
    pub fn strata(&self) -> &BTreeSet<Stratum> {
        &self.strata
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        &self.domains
    }

    /// The bodies that every donor may see by name, by id.
    pub fn named(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions
            .values()
            .filter(|contribution| contribution.level == Consent::Named)
    }

    /// The bodies that count in aggregate only (*H* in the design), by id. Those that allow an anonymised profile are among
    /// them until such profiles exist.
    pub fn aggregate_only(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions
            .values()
            .filter(|contribution| matches!(contribution.level, Consent::AggregateOnly | Consent::Anonymised))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contribution(body: &str, level: Consent, region: &str) -> Contribution {
        Contribution {
            body: body.into(),
            level,
            stratum: Stratum::new(region, "low"),
            averages: BTreeMap::from([("GOV".into(), Some(f64::NAN))]),
        }
    }

    fn round(domains: &[&str], contributions: Vec<Contribution>) -> Result<Round, RoundError> {
        let domains = domains.iter().map(|&code| code.into()).collect();
        Round::new("r".into(), [Stratum::new("North", "low")], domains, contributions)
    }

    #[test]
    fn a_round_is_checked() {
        let named = || contribution("a", Consent::Named, "North");
        assert_eq!(
            round(&[], vec![named(), named()]),
            Err(RoundError::BodyTwice("a".into()))
        );
        assert_eq!(
            round(&["GOV", "GOV"], vec![]),
            Err(RoundError::DomainTwice("GOV".into()))
        );
        let elsewhere = contribution("a", Consent::Named, "South");
        assert_eq!(
            round(&[], vec![elsewhere]),
            Err(RoundError::UnknownStratum("a".into()))
        );
    }

    #[test]
    fn a_body_that_takes_no_part_is_not_even_kept() {
        let absent = contribution("a", Consent::None, "South");
        assert_eq!(round(&["GOV"], vec![absent]), round(&["GOV"], vec![]));
    }

    #[test]
    fn what_is_not_a_number_is_not_an_answer() {
        assert_eq!(
            contribution("a", Consent::Named, "North").average(&"GOV".into()),
            None
        );
    }
}
