//! The figures of releases as a reader sees them: what [`crate::attack`] is given.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{Band, Counts, Release, Round};
use domain::id::{AssessmentId, DomainCode, OrganisationId};

use crate::attack::{Class, Figure, Part, System};

/// The highest share.
const TOP: f64 = 4.0;
/// Where the bars of the counts are cut: what rounds to 1.25 and to 2.75.
pub(crate) const CUTS: [f64; 4] = [0.0, 1.245, 2.745, TOP];

/// A release with the assessments that are in its groups, as they are stored.
pub(crate) struct Members<'a> {
    pub(crate) release: &'a Release,
    pub(crate) round: &'a Round,
    /// For each group.
    pub(crate) groups: Vec<BTreeSet<AssessmentId>>,
}

/// The system of one domain over all releases together. `named` are the assessments whose scores every donor knows.
pub(crate) fn system(
    releases: &[Members<'_>],
    domain: &DomainCode,
    named: &BTreeSet<AssessmentId>,
) -> System {
    // Which figures each assessment is in: those in the same are not told apart.
    let mut figures: Vec<(Figure, Option<Counts>)> = Vec::new();
    let mut in_figures: BTreeMap<&AssessmentId, Vec<usize>> = BTreeMap::new();
    let mut bodies: BTreeMap<&AssessmentId, &OrganisationId> = BTreeMap::new();
    for Members {
        release,
        round,
        groups,
    } in releases
    {
        let contributions: BTreeMap<&AssessmentId, _> =
            round.contributions().map(|own| (&own.assessment, own)).collect();
        bodies.extend(contributions.values().map(|own| (&own.assessment, &own.body)));
        for (group, members) in release.groups().iter().zip(groups) {
            let Some(figure) = group.figure(domain) else {
                continue;
            };
            let (lower, upper) = edges(figure.band());
            let mut published = Figure {
                classes: Vec::new(),
                known: 0.0,
                known_members: 0,
                lower,
                upper,
            };
            for member in members {
                if named.contains(member) {
                    let score = contributions.get(member).and_then(|own| own.score(domain));
                    published.known += score.map_or(0.0, domain::disclose::DomainShare::share);
                    published.known_members += 1;
                } else {
                    in_figures.entry(member).or_default().push(figures.len());
                }
            }
            figures.push((published, figure.counts()));
        }
    }
    let mut classes: BTreeMap<&[usize], Vec<&AssessmentId>> = BTreeMap::new();
    for (assessment, own) in &in_figures {
        classes.entry(own).or_default().push(assessment);
    }
    let mut system = System::default();
    let mut insiders: BTreeMap<&OrganisationId, Vec<usize>> = BTreeMap::new();
    for (index, (own, members)) in classes.iter().enumerate() {
        for &figure in *own {
            figures[figure].0.classes.push(index);
        }
        // Counts say something of a class only where it is all of the group; else they are left out, which makes the attack weaker.
        let counts = match own {
            [figure] => figures[*figure]
                .1
                .filter(|counts| counts.members() == members.len()),
            _ => None,
        };
        system
            .classes
            .push(counts.map_or_else(|| Class::new(members.len(), TOP), in_bars));
        for member in members {
            if let Some(body) = bodies.get(member) {
                insiders.entry(body).or_default().push(index);
            }
        }
    }
    system.figures = figures.into_iter().map(|(figure, _)| figure).collect();
    system.insiders = insiders.into_values().collect();
    system
}

/// Between which values a mean lies that is shown as this band.
pub(crate) fn edges(band: Band) -> (f64, f64) {
    let (lower, upper) = band.edges();
    (lower as f64 / 1_000.0, upper as f64 / 1_000.0)
}

fn in_bars(counts: Counts) -> Class {
    let parts = counts.bars().into_iter().enumerate().map(|(bar, members)| Part {
        members,
        least: CUTS[bar],
        most: CUTS[bar + 1],
    });
    Class {
        parts: parts.collect(),
    }
}
