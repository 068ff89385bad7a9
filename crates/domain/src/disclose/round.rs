//! What goes into a release: a closed round.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::consent::Consent;
use super::ledger::Ledger;
use super::share::DomainShare;
use crate::assess::model::ModelRef;
use crate::id::{AssessmentId, DomainCode, OrganisationId, RoundId};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The assessment: what is used once (rule R9).
    pub assessment: AssessmentId,
    /// The body.
    pub body: OrganisationId,
    /// What it allows towards every donor. Grants to one donor do not belong here.
    pub level: Consent,
    /// Its public attributes.
    pub stratum: Stratum,
    /// Its score in each domain; nothing where it did not answer every question of the domain (rule R7).
    pub scores: BTreeMap<DomainCode, Option<DomainShare>>,
}

impl Contribution {
    /// The score in a domain, if the body answered all of it.
    pub fn score(&self, domain: &DomainCode) -> Option<DomainShare> {
        self.scores.get(domain).copied().flatten()
    }

    /// Whether the body counts in aggregate only. Those that allow an anonymised profile do, until such profiles exist (rule R12).
    pub fn is_hidden(&self) -> bool {
        matches!(self.level, Consent::AggregateOnly | Consent::Anonymised)
    }
}

/// A closed round, in a form that depends neither on the order of the bodies nor on bodies that take no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    id: RoundId,
    model: ModelRef,
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
    /// An assessment is that of two bodies.
    #[error("assessment {0} is contributed twice")]
    AssessmentTwice(AssessmentId),
    /// A domain is listed twice.
    #[error("domain {0} is listed twice")]
    DomainTwice(DomainCode),
    /// The attributes of a body are not in the public register.
    #[error("the register has no body with the attributes of body {0}")]
    UnknownStratum(OrganisationId),
}

impl Round {
    /// A round with its contributions, all assessed with one version of a model.
    ///
    /// `strata` are those of all bodies in the public register, whether they contribute or not. They decide the rows of the
    /// release and the labels of its groups: taken from the contributions, a row would tell that somebody contributes.
    /// `domains` are in the model's order.
    pub fn new(
        id: RoundId,
        model: ModelRef,
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
        let mut assessments = BTreeSet::new();
        for contribution in contributions {
            if contribution.level == Consent::None {
                continue;
            }
            let body = contribution.body.clone();
            if !strata.contains(&contribution.stratum) {
                return Err(RoundError::UnknownStratum(body));
            }
            let assessment = contribution.assessment.clone();
            if kept.insert(body.clone(), contribution).is_some() {
                return Err(RoundError::BodyTwice(body));
            }
            if !assessments.insert(assessment.clone()) {
                return Err(RoundError::AssessmentTwice(assessment));
            }
        }
        Ok(Self {
            id,
            model,
            strata,
            domains,
            contributions: kept,
        })
    }

    /// The round's id.
    pub fn id(&self) -> &RoundId {
        &self.id
    }

    /// Which version of which model every body was assessed with.
    pub fn model(&self) -> &ModelRef {
        &self.model
    }

    /// The strata of the public register, in order.
    pub fn strata(&self) -> &BTreeSet<Stratum> {
        &self.strata
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        &self.domains
    }

    /// Every body that takes part, by id.
    pub fn contributions(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions.values()
    }

    /// The bodies that every donor may see by name (*N* in the rules), by id: those that agreed to it with an assessment that never
    /// counted in a group.
    pub fn named<'a>(&'a self, ledger: &'a Ledger) -> impl Iterator<Item = &'a Contribution> {
        self.contributions()
            .filter(|own| own.level == Consent::Named && ledger.admits_by_name(&own.assessment))
    }

    /// The bodies that count in aggregate only (*H* in the rules), by id: those with an assessment of which nothing was ever shown.
    pub fn hidden<'a>(&'a self, ledger: &'a Ledger) -> impl Iterator<Item = &'a Contribution> {
        self.contributions()
            .filter(|own| own.is_hidden() && ledger.admits_to_group(&own.assessment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclose::Use;

    fn contribution(body: &str, level: Consent, region: &str) -> Contribution {
        Contribution {
            assessment: format!("assessment of {body}").into(),
            body: body.into(),
            level,
            stratum: Stratum::new(region, "low"),
            scores: BTreeMap::new(),
        }
    }

    fn round(domains: &[&str], contributions: Vec<Contribution>) -> Result<Round, RoundError> {
        let domains = domains.iter().map(|&code| code.into()).collect();
        let model = ModelRef {
            id: "polder".into(),
            version: 1,
        };
        Round::new(
            "r".into(),
            model,
            [Stratum::new("North", "low")],
            domains,
            contributions,
        )
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
        let copied = Contribution {
            body: "b".into(),
            ..named()
        };
        assert_eq!(
            round(&[], vec![named(), copied]),
            Err(RoundError::AssessmentTwice("assessment of a".into()))
        );
    }

    #[test]
    fn a_body_that_takes_no_part_is_not_even_kept() {
        let absent = contribution("a", Consent::None, "South");
        assert_eq!(round(&["GOV"], vec![absent]), round(&["GOV"], vec![]));
    }

    #[test]
    fn what_a_round_is_of_is_kept() {
        let round = round(&["GOV", "SUP"], vec![contribution("a", Consent::Named, "North")]).unwrap();
        assert_eq!(round.id().as_str(), "r");
        assert_eq!(round.model().to_string(), "polder@1");
        assert_eq!(round.strata().len(), 1);
        assert_eq!(round.domains(), [DomainCode::from("GOV"), "SUP".into()]);
        assert_eq!(round.contributions().count(), 1);
    }

    #[test]
    fn who_is_counted_follows_from_the_level_and_from_what_was_used() {
        let round = round(
            &[],
            vec![
                contribution("aggregate", Consent::AggregateOnly, "North"),
                contribution("anonymised", Consent::Anonymised, "North"),
                contribution("named", Consent::Named, "North"),
            ],
        )
        .unwrap();
        let admitted = |how: Option<Use>| {
            let ids = ["aggregate", "anonymised", "named"];
            let uses = how.map(|how| ids.map(|id| (format!("assessment of {id}").into(), how.clone())));
            let ledger = Ledger::new(uses.into_iter().flatten());
            let names = |found: Vec<&Contribution>| -> Vec<String> {
                found.iter().map(|own| own.body.to_string()).collect()
            };
            (
                names(round.hidden(&ledger).collect()),
                names(round.named(&ledger).collect()),
            )
        };
        let (hidden, named, none) = (
            vec!["aggregate".to_owned(), "anonymised".to_owned()],
            vec!["named".to_owned()],
            Vec::new(),
        );
        let group = Use::Group {
            round: "q".into(),
            group: 0,
        };
        assert_eq!(admitted(None), (hidden, named.clone()));
        assert_eq!(admitted(Some(group)), (none.clone(), none.clone()));
        assert_eq!(
            admitted(Some(Use::FormerAggregate { round: "q".into() })),
            (none.clone(), none.clone())
        );
        assert_eq!(admitted(Some(Use::Profile)), (none.clone(), none.clone()));
        assert_eq!(admitted(Some(Use::NamedToAll)), (none.clone(), named.clone()));
        assert_eq!(admitted(Some(Use::OneDonor)), (none, named));
    }
}
