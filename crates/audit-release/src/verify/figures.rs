//! Whether what a release shows is what its stored round gives: computed once more, by code that shares nothing with the builder but the edges
//! of the bands.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{Contribution, DomainShare, Figure, Ledger, PUBLIC_FLOOR, Release, Round, Stratum};
use domain::id::{AssessmentId, DomainCode, OrganisationId};

use super::Difference;
use crate::programme::{CUTS, edges};

/// How far a mean may lie outside of a band: sums of floating-point numbers are not exact.
const SLACK: f64 = 1e-9;
/// The fewest members of a bar (rule R5).
const BAR: usize = 2;

/// Everything that a release shows, against its round and the members of its groups as they are stored.
pub(super) fn figures(
    release: &Release,
    round: &Round,
    groups: &[BTreeSet<AssessmentId>],
    before: &Ledger,
) -> Vec<Difference> {
    let contributions: BTreeMap<&AssessmentId, &Contribution> =
        round.contributions().map(|own| (&own.assessment, own)).collect();
    // In the second format it was ten, whatever `k` was.
    let counts_from = match release.format() {
        2 => PUBLIC_FLOOR,
        _ => 2 * release.parameters().k(),
    };
    let mut differences = Vec::new();
    for (group, (published, members)) in release.groups().iter().zip(groups).enumerate() {
        for domain in release.domains() {
            let shares: Option<Vec<f64>> = members
                .iter()
                .map(|member| Some(contributions.get(member)?.score(domain)?.share()))
                .collect();
            let is_right = match (published.figure(domain), shares.filter(|own| !own.is_empty())) {
                (None, None) => true,
                (Some(figure), Some(shares)) => is_of(figure, &shares, counts_from),
                (Some(_), None) | (None, Some(_)) => false,
            };
            if !is_right {
                let domain = domain.clone();
                differences.push(Difference::OtherFigure { group, domain });
            }
        }
    }
    let hidden = round.hidden(before).count();
    let k = release.parameters().k();
    let at_least = (hidden >= k).then_some(hidden - hidden % k);
    if release.coverage().aggregate_at_least != at_least {
        differences.push(Difference::OtherCoverage);
    }
    if names(release) != expected_names(round, before) {
        differences.push(Difference::OtherNames);
    }
    differences
}

/// Whether a figure is that of these shares: the band of their mean, and how many lie in each bar exactly where that may be shown.
fn is_of(figure: Figure, shares: &[f64], counts_from: usize) -> bool {
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    let (lower, upper) = edges(figure.band());
    let bar = |from: f64, to: f64| {
        let within = |share: &&f64| **share + SLACK >= from && **share + SLACK < to;
        shares.iter().filter(within).count()
    };
    let bars = [
        bar(0.0, CUTS[1]),
        bar(CUTS[1], CUTS[2]),
        bar(CUTS[2], f64::INFINITY),
    ];
    let may_be_shown = shares.len() >= counts_from && bars.iter().all(|&members| members >= BAR);
    (lower - SLACK..upper + SLACK).contains(&mean)
        && figure.counts().map(domain::disclose::Counts::bars) == may_be_shown.then_some(bars)
}

type Names<'a> = BTreeMap<&'a OrganisationId, Vec<(&'a DomainCode, Option<DomainShare>)>>;

fn names(release: &Release) -> Names<'_> {
    release
        .named()
        .iter()
        .map(|own| {
            (
                &own.body,
                own.scores
                    .iter()
                    .map(|(domain, score)| (domain, *score))
                    .collect(),
            )
        })
        .collect()
}

fn expected_names<'a>(round: &'a Round, before: &'a Ledger) -> Names<'a> {
    let domains: BTreeSet<&DomainCode> = round.domains().iter().collect();
    round
        .named(before)
        .map(|own| {
            let scores = domains.iter().map(|&domain| (domain, own.score(domain)));
            (&own.body, scores.collect())
        })
        .collect()
}

/// Whether the labels of the groups are those that membership and public attributes give (rule R1), divided once more.
pub(super) fn division(release: &Release, round: &Round, before: &Ledger) -> Vec<Difference> {
    let k = release.parameters().k();
    let mut bodies: BTreeMap<&Stratum, usize> = round.strata().iter().map(|own| (own, 0)).collect();
    for own in round.hidden(before) {
        *bodies.entry(&own.stratum).or_default() += 1;
    }
    let whole: Strata<'_> = bodies.keys().copied().collect();
    let expected: BTreeSet<Strata<'_>> = if size(&bodies, &whole) < k {
        BTreeSet::new()
    } else {
        divided(&bodies, whole, |stratum| &stratum.region, k)
            .into_iter()
            .flat_map(|part| divided(&bodies, part, |stratum| &stratum.income_group, k))
            .collect()
    };
    let labels: BTreeSet<Strata<'_>> = release
        .groups()
        .iter()
        .map(|group| group.label().iter().collect())
        .collect();
    if labels == expected && *release.strata() == *round.strata() {
        Vec::new()
    } else {
        vec![Difference::OtherDivision]
    }
}

type Strata<'a> = BTreeSet<&'a Stratum>;

fn size(bodies: &BTreeMap<&Stratum, usize>, strata: &Strata<'_>) -> usize {
    strata.iter().filter_map(|stratum| bodies.get(*stratum)).sum()
}

/// Values with `k` bodies are parts; the others together are one, or join the smallest part if they are fewer than `k`.
fn divided<'a>(
    bodies: &BTreeMap<&'a Stratum, usize>,
    strata: Strata<'a>,
    value: fn(&Stratum) -> &str,
    k: usize,
) -> Vec<Strata<'a>> {
    let values: BTreeSet<&str> = strata.iter().map(|stratum| value(stratum)).collect();
    let of = |wanted: &str| -> Strata<'a> {
        strata
            .iter()
            .copied()
            .filter(|stratum| value(stratum) == wanted)
            .collect()
    };
    let (mut parts, small): (Vec<Strata<'a>>, Vec<Strata<'a>>) = values
        .into_iter()
        .map(of)
        .partition(|part| size(bodies, part) >= k);
    let rest: Strata<'a> = small.into_iter().flatten().collect();
    let smallest = (0..parts.len()).min_by_key(|&place| (size(bodies, &parts[place]), place));
    match smallest {
        _ if rest.is_empty() => {}
        Some(place) if size(bodies, &rest) < k => parts[place].extend(rest),
        _ => parts.push(rest),
    }
    parts
}
