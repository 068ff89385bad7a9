//! A second builder of releases, written from the rules and not from the first one: with all rules on it makes the same bytes, and each rule can be
//! left out.
//!
//! Long because all rules are read together, each beside what leaves it out.

use std::collections::{BTreeMap, BTreeSet};

use audit_release::StoredRound;
use domain::assess::model::ModelRef;
use domain::disclose::{Consent, Contribution, DomainShare, Grants, Ledger, Round, Stratum, Use};
use domain::id::{AssessmentId, DomainCode, OrganisationId, RoundId};
use serde::Serialize;

use crate::portfolio::Portfolio;

/// What the builder leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// Nothing.
    Nothing,
    /// R1: groups of three.
    GroupsOfK,
    /// R1: a total over fewer than `k` bodies is one group.
    AtLeastK,
    /// R1: scores decide where a border lies.
    PublicAttributes,
    /// R1: the register is that of the bodies that take part.
    TheRegister,
    /// R2: a row that is a union of groups gets a band of its own.
    OneBand,
    /// R3: the score, not the share of the ceiling.
    TheCeiling,
    /// R3: bands that are cut elsewhere.
    TheEdges,
    /// R5: counts for every group.
    LargeGroups,
    /// R5: counts with bars of one or none.
    TwoInEachBar,
    /// R5: bars cut at 2.
    TheCutsOfBars,
    /// R7: the band of those who answered.
    AllAnswered,
    /// R8: the exact number of bodies.
    SteppedCoverage,
    /// R9: an assessment counts again.
    CountedOnce,
    /// R9: what was counted is shown by name later.
    NeverNamedLater,
    /// R9: what was shown by name is counted later.
    NeverCountedAfterName,
    /// R9: what one donor saw is counted later.
    NeverCountedAfterOneDonor,
    /// R9 e: a donor is shown everybody who wants it.
    FewToOneDonor,
    /// Consent: who takes no part is counted.
    Consent,
    /// Consent: who is hidden is shown by name.
    HiddenStaysHidden,
}

#[derive(Serialize)]
struct Bytes<'a> {
    format: u32,
    round: &'a RoundId,
    model: &'a ModelRef,
    parameters: K,
    coverage: Coverage,
    strata: BTreeSet<Stratum>,
    domains: &'a [DomainCode],
    groups: Vec<Group<'a>>,
    named: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct K {
    k: usize,
}

#[derive(Serialize)]
struct Coverage {
    named: usize,
    aggregate_at_least: Option<usize>,
}

#[derive(Serialize)]
struct Group<'a> {
    label: BTreeSet<Stratum>,
    figures: Vec<Figure<'a>>,
    #[serde(skip)]
    members: Vec<AssessmentId>,
}

#[derive(Serialize)]
struct Figure<'a> {
    domain: &'a DomainCode,
    band: Option<&'static str>,
    counts: Option<Counts>,
}

#[derive(Serialize)]
struct Counts {
    low: usize,
    middle: usize,
    high: usize,
}

#[derive(Serialize)]
struct Named<'a> {
    body: &'a OrganisationId,
    stratum: &'a Stratum,
    scores: BTreeMap<&'a DomainCode, Option<DomainShare>>,
}

/// Closes the rounds of a portfolio, each rule but one.
pub fn close(portfolio: &Portfolio, without: Without) -> Vec<StoredRound> {
    let mut ledger = Ledger::default();
    let mut stored = Vec::new();
    for (round, wanted) in portfolio.rounds.iter().zip(&portfolio.wanted) {
        let builder = Builder {
            k: portfolio.parameters.k(),
            round,
            ledger: &ledger,
            without,
        };
        let (bytes, mut uses) = builder.build();
        ledger.record(uses.iter().cloned());
        let grants = if without == Without::FewToOneDonor {
            Grants {
                shown: wanted.clone(),
                waiting: Vec::new(),
            }
        } else {
            ledger.grants(wanted.iter().cloned())
        };
        uses.extend(ledger.uses_of(&grants));
        let seen: BTreeSet<(OrganisationId, AssessmentId)> = grants
            .shown
            .into_iter()
            .map(|own| (own.donor, own.assessment))
            .collect();
        ledger.record(uses.iter().cloned());
        ledger.record_seen(seen.iter().cloned());
        stored.push(StoredRound {
            id: round.id().clone(),
            bytes,
            round: Some(round.clone()),
            uses,
            seen: seen.into_iter().collect(),
        });
    }
    stored
}

struct Builder<'a> {
    k: usize,
    round: &'a Round,
    ledger: &'a Ledger,
    without: Without,
}

impl<'a> Builder<'a> {
    fn leaves_out(&self, rule: Without) -> bool {
        self.without == rule
    }

    /// Whether an assessment may be counted.
    fn may_count(&self, own: &Contribution) -> bool {
        self.ledger.uses(&own.assessment).all(|how| match how {
            Use::Group { .. } | Use::FormerAggregate { .. } => self.leaves_out(Without::CountedOnce),
            Use::NamedToAll => self.leaves_out(Without::NeverCountedAfterName),
            Use::OneDonor => self.leaves_out(Without::NeverCountedAfterOneDonor),
            Use::Profile => false,
        })
    }

    fn hidden(&self) -> Vec<&'a Contribution> {
        let mut all: Vec<&Contribution> = self
            .round
            .contributions()
            .filter(|own| match own.level {
                Consent::AggregateOnly | Consent::Anonymised => true,
                // Those of no level are not in the round at all; one by name, counted all the same, is as bad.
                Consent::Named => self.leaves_out(Without::Consent),
                Consent::None => false,
            })
            .filter(|own| self.may_count(own))
            .collect();
        all.sort_by(|a, b| a.body.cmp(&b.body));
        all
    }

    fn named(&self) -> Vec<&'a Contribution> {
        let may_be_named = |own: &&Contribution| {
            self.ledger.uses(&own.assessment).all(|how| match how {
                Use::NamedToAll | Use::OneDonor => true,
                Use::Group { .. } => self.leaves_out(Without::NeverNamedLater),
                Use::FormerAggregate { .. } | Use::Profile => false,
            })
        };
        let is_named = |own: &&Contribution| {
            own.level == Consent::Named
                || self.leaves_out(Without::HiddenStaysHidden) && own.level == Consent::Anonymised
        };
        self.round
            .contributions()
            .filter(is_named)
            .filter(may_be_named)
            .collect()
    }

    fn build(&self) -> (Vec<u8>, Vec<(AssessmentId, Use)>) {
        let hidden = self.hidden();
        let named = self.named();
        let register: BTreeSet<Stratum> = if self.leaves_out(Without::TheRegister) {
            self.round
                .contributions()
                .map(|own| own.stratum.clone())
                .collect()
        } else {
            self.round.strata().clone()
        };
        let mut groups = self.groups(&register, &hidden);
        let mut uses: Vec<(AssessmentId, Use)> = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            uses.extend(group.members.iter().map(|member| {
                let how = Use::Group {
                    round: self.round.id().clone(),
                    group: place,
                };
                (member.clone(), how)
            }));
        }
        uses.extend(named.iter().map(|own| (own.assessment.clone(), Use::NamedToAll)));
        if self.leaves_out(Without::OneBand) && groups.len() > 1 {
            groups.push(self.group(register.clone(), &hidden));
        }
        let n = hidden.len();
        let at_least = if self.leaves_out(Without::SteppedCoverage) {
            n
        } else {
            n - n % self.k
        };
        let bytes = Bytes {
            format: 3,
            round: self.round.id(),
            model: self.round.model(),
            parameters: K { k: self.k },
            coverage: Coverage {
                named: named.len(),
                aggregate_at_least: (n >= self.k).then_some(at_least),
            },
            strata: register,
            domains: self.round.domains(),
            groups,
            named: named
                .iter()
                .map(|own| Named {
                    body: &own.body,
                    stratum: &own.stratum,
                    scores: self
                        .round
                        .domains()
                        .iter()
                        .map(|domain| (domain, own.score(domain)))
                        .collect(),
                })
                .collect(),
        };
        (serde_json::to_vec(&bytes).expect("names and numbers"), uses)
    }

    fn groups(&self, register: &BTreeSet<Stratum>, hidden: &[&Contribution]) -> Vec<Group<'a>> {
        let fewest = if self.leaves_out(Without::AtLeastK) {
            1
        } else {
            self.k
        };
        if hidden.len() < fewest {
            return Vec::new();
        }
        let k = match self.without {
            Without::GroupsOfK => 3,
            // Three more where the first body reached little: a border that says so.
            Without::PublicAttributes if score_of(hidden[0]) < 2.0 => self.k + 3,
            _ => self.k,
        };
        let count =
            |label: &BTreeSet<Stratum>| hidden.iter().filter(|own| label.contains(&own.stratum)).count();
        let split = |label: BTreeSet<Stratum>, by: fn(&Stratum) -> &String| -> Vec<BTreeSet<Stratum>> {
            let mut parts: BTreeMap<String, BTreeSet<Stratum>> = BTreeMap::new();
            for stratum in label {
                parts.entry(by(&stratum).clone()).or_default().insert(stratum);
            }
            let mut large = Vec::new();
            let mut rest = BTreeSet::new();
            for part in parts.into_values() {
                if count(&part) >= k {
                    large.push(part);
                } else {
                    rest.extend(part);
                }
            }
            if rest.is_empty() {
                return large;
            }
            let mut smallest: Option<usize> = None;
            for place in 0..large.len() {
                if smallest.is_none_or(|so_far| count(&large[place]) < count(&large[so_far])) {
                    smallest = Some(place);
                }
            }
            match smallest {
                Some(place) if count(&rest) < k => large[place].extend(rest),
                _ => large.push(rest),
            }
            large
        };
        let mut labels: Vec<BTreeSet<Stratum>> = split(register.clone(), |own| &own.region)
            .into_iter()
            .flat_map(|part| split(part, |own| &own.income_group))
            .collect();
        labels.sort();
        labels
            .into_iter()
            .map(|label| self.group(label, hidden))
            .collect()
    }

    fn group(&self, label: BTreeSet<Stratum>, hidden: &[&Contribution]) -> Group<'a> {
        let members: Vec<&Contribution> = hidden
            .iter()
            .copied()
            .filter(|own| label.contains(&own.stratum))
            .collect();
        Group {
            label,
            figures: self
                .round
                .domains()
                .iter()
                .map(|domain| self.figure(domain, &members))
                .collect(),
            members: members.iter().map(|own| own.assessment.clone()).collect(),
        }
    }

    fn figure(&self, domain: &'a DomainCode, members: &[&Contribution]) -> Figure<'a> {
        let share = |own: DomainShare| match self.without {
            Without::TheCeiling => own.score(),
            _ => 4.0 * own.score() / f64::from(own.ceiling()),
        };
        let shares: Vec<f64> = members
            .iter()
            .filter_map(|own| own.score(domain))
            .map(share)
            .collect();
        let is_whole = shares.len() == members.len() || self.leaves_out(Without::AllAnswered);
        if shares.is_empty() || !is_whole {
            return Figure {
                domain,
                band: None,
                counts: None,
            };
        }
        let mean = shares.iter().sum::<f64>() / shares.len() as f64;
        let edges = match self.without {
            Without::TheEdges => [100, 200, 300],
            _ => [125, 200, 275],
        };
        let names = ["starting", "developing", "managed", "advanced"];
        let place = edges.iter().filter(|&&edge| hundredths(mean) >= edge).count();
        let cuts = match self.without {
            Without::TheCutsOfBars => [200, 275],
            _ => [125, 275],
        };
        let bars = shares.iter().fold([0; 3], |mut bars, &own| {
            bars[cuts.iter().filter(|&&cut| hundredths(own) >= cut).count()] += 1;
            bars
        });
        let is_large = shares.len() >= 2 * self.k || self.leaves_out(Without::LargeGroups);
        let is_even = bars.iter().all(|&bar| bar >= 2) || self.leaves_out(Without::TwoInEachBar);
        let [low, middle, high] = bars;
        Figure {
            domain,
            band: Some(names[place]),
            counts: (is_large && is_even).then_some(Counts { low, middle, high }),
        }
    }
}

/// The first score of a body.
fn score_of(own: &Contribution) -> f64 {
    own.scores
        .values()
        .flatten()
        .next()
        .map_or(0.0, |score| score.share())
}

/// Rounded half up; what lies below by no more than floating point costs counts as the half.
fn hundredths(share: f64) -> i64 {
    (share * 100.0 + 0.5 + 1e-7).floor() as i64
}
