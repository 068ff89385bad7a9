//! Every check of every release, one after the other.

mod difference;
mod figures;

pub use difference::Difference;

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{
    Figure, FormerRelease, Ledger, Published, Release, Round, Use, WITH_COUNTS, known_allowed,
    known_beside_a_band, narrowest,
};
use domain::id::{AssessmentId, DomainCode, OrganisationId, RoundId};

use crate::PROMISED;
use crate::programme::{Members, system};

/// Below what was promised only by what floating point costs.
const SLACK: f64 = 1e-6;

/// A closed round as it is stored: nothing of it was derived for this check.
#[derive(Clone, Debug)]
pub struct StoredRound {
    /// The round.
    pub id: RoundId,
    /// The release's bytes.
    pub bytes: Vec<u8>,
    /// What went into it; nothing for a release of the first format, which is not built again.
    pub round: Option<Round>,
    /// Which assessments it used, and how.
    pub uses: Vec<(AssessmentId, Use)>,
    /// What single donors saw by grants to them alone when it closed.
    pub seen: Vec<(OrganisationId, AssessmentId)>,
}

/// A kind of check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The bytes are a release, of this round.
    Readable,
    /// Built again from the stored round it has the same bytes.
    Rebuilt,
    /// What is stored as used is what it uses.
    Uses,
    /// Every group has at least `k` members: all hidden bodies of its label that may still be counted, and nobody else; and the labels are those
    /// that follow from public attributes and membership.
    Members,
    /// What is shown of each group, and by name, is what the stored round gives, computed by other code than the builder's.
    Figures,
    /// No assessment of a group is in another one, is shown by name to every donor, or was shown in any way before.
    OneUse,
    /// No donor saw more members of a group than may be known.
    Grants,
    /// The formula leaves half of the scale open beside one insider.
    Formula,
    /// The linear programme finds no narrower range.
    Programme,
}

impl Check {
    /// The name in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Readable => "readable",
            Self::Rebuilt => "rebuilt",
            Self::Uses => "uses",
            Self::Members => "members",
            Self::Figures => "figures",
            Self::OneUse => "one-use",
            Self::Grants => "grants",
            Self::Formula => "formula",
            Self::Programme => "programme",
        }
    }
}

/// One check of one release.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The round.
    pub round: RoundId,
    /// What was checked.
    pub check: Check,
    /// The narrowest range that was found, where ranges are what is checked.
    pub narrowest: Option<f64>,
    /// What is not as it should be.
    pub differences: Vec<Difference>,
}

/// All checks, in the order of the rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Each.
    pub checks: Vec<Checked>,
}

impl Report {
    /// Whether everything is as it should be.
    pub fn is_sound(&self) -> bool {
        self.checks.iter().all(|checked| checked.differences.is_empty())
    }

    fn add(&mut self, round: &RoundId, check: Check, narrowest: Option<f64>, differences: Vec<Difference>) {
        self.checks.push(Checked {
            round: round.clone(),
            check,
            narrowest,
            differences,
        });
    }
}

/// Checks all releases of an instance, in the order in which their rounds were closed. A release of the first format is read, and
/// what it used counts for all that follow; its figures stay as they were published and are not attacked.
pub fn verify(rounds: &[StoredRound]) -> Report {
    let mut report = Report::default();
    let mut before = Ledger::default();
    let everything = Ledger::new(rounds.iter().flat_map(|stored| stored.uses.iter().cloned()));
    let seen: BTreeSet<&(OrganisationId, AssessmentId)> =
        rounds.iter().flat_map(|stored| &stored.seen).collect();
    let named: BTreeSet<AssessmentId> = everything
        .iter()
        .filter(|(_, uses)| uses.contains(&Use::NamedToAll))
        .map(|(assessment, _)| assessment.clone())
        .collect();
    let mut attacked = Vec::new();
    for stored in rounds {
        let read = Published::from_stored(&stored.bytes);
        report.add(
            &stored.id,
            Check::Readable,
            None,
            readable(stored, read.as_ref().err()),
        );
        match (read, &stored.round) {
            (Ok(Published::Groups(release)), Some(round)) => {
                check(&mut report, stored, round, &release, &before);
                attacked.push((stored, round, release));
            }
            (Ok(Published::Groups(_)), None) => {
                report.add(&stored.id, Check::Rebuilt, None, vec![Difference::NoRound]);
            }
            // What it was built from is kept since the second format: somebody put a release of the first in its place.
            (Ok(Published::Former(_)), Some(_)) => {
                report.add(&stored.id, Check::Rebuilt, None, vec![Difference::OtherBytes]);
            }
            (Ok(Published::Former(release)), None) => {
                report.add(&stored.id, Check::Uses, None, former_uses(stored, &release));
            }
            (Err(_), _) => {}
        }
        before.record(stored.uses.iter().cloned());
    }
    let members: Vec<Members<'_>> = attacked
        .iter()
        .map(|(stored, round, release)| Members {
            release,
            round,
            groups: groups(stored, release),
        })
        .collect();
    for own in &members {
        let id = own.release.round();
        report.add(id, Check::OneUse, None, one_use(own, &everything));
        report.add(id, Check::Grants, None, grants(own, &seen));
        let (narrowest, differences) = formula(own);
        report.add(id, Check::Formula, narrowest, differences);
    }
    if let Some(last) = members.last() {
        let (narrowest, differences) = programme(&members, &named);
        report.add(last.release.round(), Check::Programme, narrowest, differences);
    }
    let place = |id: &RoundId| rounds.iter().position(|stored| stored.id == *id);
    report.checks.sort_by_key(|checked| place(&checked.round));
    report
}

/// Of a release of the first format: whether as many assessments are stored as used as it rests on.
fn former_uses(stored: &StoredRound, release: &FormerRelease) -> Vec<Difference> {
    let number = |is_meant: fn(&Use) -> bool| stored.uses.iter().filter(|(_, how)| is_meant(how)).count();
    let named = number(|how| *how == Use::NamedToAll).abs_diff(release.named().len());
    let counted = release.coverage().aggregate_only.map_or(0, |own| {
        number(|how| matches!(how, Use::FormerAggregate { .. })).abs_diff(own)
    });
    match named + counted {
        0 => Vec::new(),
        others => vec![Difference::OtherUses(others)],
    }
}

fn readable(stored: &StoredRound, error: Option<&domain::disclose::StoredError>) -> Vec<Difference> {
    if let Some(error) = error {
        return vec![Difference::Unreadable(error.to_string())];
    }
    let is_own = Published::from_stored(&stored.bytes).is_ok_and(|release| *release.round() == stored.id);
    if is_own {
        Vec::new()
    } else {
        vec![Difference::OtherRound]
    }
}

/// What can be told of one release without the later ones.
fn check(report: &mut Report, stored: &StoredRound, round: &Round, release: &Release, before: &Ledger) {
    let built = release.build_again(round, before);
    let same = built.release.to_bytes() == stored.bytes;
    let differences = if same {
        Vec::new()
    } else {
        vec![Difference::OtherBytes]
    };
    report.add(&stored.id, Check::Rebuilt, None, differences);

    // A grant to one donor that used an assessment is stored beside what the release itself used.
    let own = |uses: &[(AssessmentId, Use)]| -> BTreeSet<(AssessmentId, Use)> {
        uses.iter()
            .filter(|(_, how)| *how != Use::OneDonor)
            .cloned()
            .collect()
    };
    let others = own(&built.uses).symmetric_difference(&own(&stored.uses)).count();
    let differences = if others == 0 {
        Vec::new()
    } else {
        vec![Difference::OtherUses(others)]
    };
    report.add(&stored.id, Check::Uses, None, differences);

    let contributions: BTreeMap<&AssessmentId, _> =
        round.contributions().map(|own| (&own.assessment, own)).collect();
    let mut differences = Vec::new();
    let groups = groups(stored, release);
    for (group, members) in groups.iter().enumerate() {
        if members.len() < release.parameters().k() {
            let members = members.len();
            differences.push(Difference::TooFew { group, members });
        }
        let label = release.groups()[group].label();
        let is_member = |member: &AssessmentId| {
            contributions
                .get(member)
                .is_some_and(|own| own.is_hidden() && label.contains(&own.stratum))
        };
        if !members.iter().all(is_member) {
            differences.push(Difference::Stranger { group });
        }
        let of_label = round.hidden(before).filter(|own| label.contains(&own.stratum));
        let bodies = of_label.filter(|own| !members.contains(&own.assessment)).count();
        if bodies > 0 {
            differences.push(Difference::LeftOut { group, bodies });
        }
    }
    differences.extend(figures::division(release, round, before));
    report.add(&stored.id, Check::Members, None, differences);
    let differences = figures::figures(release, round, &groups, before);
    report.add(&stored.id, Check::Figures, None, differences);
}

/// The members of each group, as they are stored.
fn groups(stored: &StoredRound, release: &Release) -> Vec<BTreeSet<AssessmentId>> {
    let mut groups = vec![BTreeSet::new(); release.groups().len()];
    for (assessment, how) in &stored.uses {
        if let Use::Group { round, group } = how
            && *round == stored.id
            && let Some(members) = groups.get_mut(*group)
        {
            members.insert(assessment.clone());
        }
    }
    groups
}

/// Whether an assessment of a group was used in any other way, before or after.
fn one_use(own: &Members<'_>, everything: &Ledger) -> Vec<Difference> {
    let used_twice = |members: &BTreeSet<AssessmentId>| {
        members
            .iter()
            .filter(|member| everything.uses(member).count() != 1)
            .count()
    };
    own.groups
        .iter()
        .map(used_twice)
        .enumerate()
        .filter(|(_, assessments)| *assessments > 0)
        .map(|(group, assessments)| Difference::UsedTwice { group, assessments })
        .collect()
}

/// Whether some donor saw more members of a group than may be known.
fn grants(own: &Members<'_>, seen: &BTreeSet<&(OrganisationId, AssessmentId)>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (group, assessments) in own.groups.iter().enumerate() {
        let mut by_donor: BTreeMap<&OrganisationId, usize> = BTreeMap::new();
        for (donor, _) in seen
            .iter()
            .filter(|(_, assessment)| assessments.contains(assessment))
        {
            *by_donor.entry(donor).or_default() += 1;
        }
        let most = by_donor.into_values().max().unwrap_or_default();
        // In the second format counts were not thought of here, and what was shown stays shown.
        let allowed = match own.release.format() {
            2 => known_beside_a_band(assessments.len()),
            _ => known_allowed(assessments.len()),
        };
        if most > allowed {
            differences.push(Difference::SeenTooMany { group, members: most });
        }
    }
    differences
}

fn formula(own: &Members<'_>) -> (Option<f64>, Vec<Difference>) {
    let least = own
        .groups
        .iter()
        .zip(own.release.groups())
        .map(|(members, published)| {
            let mut figures = own
                .release
                .domains()
                .iter()
                .map(|domain| published.figure(domain));
            let has_counts = figures.any(|figure| figure.and_then(Figure::counts).is_some());
            let beside_a_band = narrowest(members.len(), 1);
            if has_counts {
                beside_a_band.min(WITH_COUNTS[0])
            } else {
                beside_a_band
            }
        })
        .min_by(f64::total_cmp);
    let too_narrow = least.filter(|&width| width < PROMISED);
    let narrow = |width| Difference::Narrow { domain: None, width };
    (least, too_narrow.map(narrow).into_iter().collect())
}

fn programme(releases: &[Members<'_>], named: &BTreeSet<AssessmentId>) -> (Option<f64>, Vec<Difference>) {
    let domains: BTreeSet<&DomainCode> = releases.iter().flat_map(|own| own.release.domains()).collect();
    let mut least: Option<f64> = None;
    let mut differences = Vec::new();
    for domain in domains {
        match system(releases, domain, named).narrowest() {
            Ok(None) => {}
            Ok(Some(found)) => {
                least = Some(least.map_or(found.width, |least| least.min(found.width)));
                if found.width < PROMISED - SLACK {
                    differences.push(Difference::Narrow {
                        domain: Some(domain.clone()),
                        width: found.width,
                    });
                }
            }
            Err(error) => differences.push(Difference::Unsolved {
                domain: domain.clone(),
                reason: error.to_string(),
            }),
        }
    }
    (least, differences)
}
