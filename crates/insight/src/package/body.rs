//! Reports as a problem: who can be helped, and what is open there.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::gap::ReportValue;
use domain::disclose::Stratum;
use domain::id::{BodyKey, DomainCode, InterventionId, OrganisationId, PracticeId};
use domain::target::{Body, Floor, Item, Limits, Lock, OpenGap, Problem, Weights};
use time::Date;
use usecase::{Error, ListPlace, Result, unsealed};

use super::ask::{PackageAsked, Places};
use super::question::PackageQuestion;
use crate::frozen::FrozenContribution;
use crate::round::RoundInfo;

/// A body for which a package is made.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageBody {
    /// The body.
    pub organisation: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// What it was called when the round closed.
    pub name: String,
    /// Its public attributes.
    pub stratum: Stratum,
    /// The day of its next election; nothing if none was named or the one named is past.
    pub election: Option<Date>,
}

/// Everybody for whom a package is made, and what is asked.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// The round.
    pub round: RoundInfo,
    /// What was asked.
    pub question: PackageQuestion,
    /// From which body on the next package is made.
    pub next: Option<ListPlace>,
    /// The bodies, by name.
    pub bodies: Vec<PackageBody>,
    /// The same as a problem, by [`PackageBody::organisation`].
    pub problem: Problem,
}

impl Portfolio {
    /// The body of an item.
    pub fn body(&self, key: &BodyKey) -> Option<&PackageBody> {
        self.bodies
            .iter()
            .find(|body| body.organisation.as_str() == key.as_str())
    }

    /// The item of a body, by its name in addresses, and of a kind of help that there is.
    pub fn item(&self, slug: &str, help: &InterventionId) -> Option<Item> {
        let body = self.bodies.iter().find(|body| body.slug == slug)?;
        let help = self.problem.help(help)?;
        Some(Item::new(&body.organisation.as_str().into(), &help.id))
    }

    /// Reads the reports. It takes a while, so it is called aside.
    pub(super) fn read(asked: PackageAsked) -> Result<Self> {
        let question = asked.question;
        let mut bodies = Vec::new();
        let mut targets = Vec::new();
        for row in asked.rows {
            let (Some(report), Some(sha256)) = (&row.report, &row.report_sha256) else {
                return Err(Error::Internal(format!("no report of named body {}", row.slug)));
            };
            let report: ReportValue = unsealed("report", &row.slug, report, sha256)?;
            let frozen = FrozenContribution::read(&row.contribution)?;
            targets.push(Body {
                polling_places: question.polling_places,
                own_days: question.own_days,
                has_framework: question.has_framework,
                ..body(
                    &row.organisation_id,
                    &report,
                    &frozen.stratum,
                    asked.today,
                    &asked.places,
                )
            });
            bodies.push(PackageBody {
                organisation: row.organisation_id.into(),
                slug: row.slug,
                name: frozen.name_then(row.name),
                stratum: frozen.stratum,
                election: report.report.next_election.filter(|day| *day >= asked.today),
            });
        }
        let mut own = Self {
            round: asked.round,
            next: asked.next,
            bodies,
            problem: Problem {
                bodies: targets,
                helps: asked.helps,
                limits: Limits {
                    most_per_region: question.most_per_region.map(|percent| u16::from(percent) * 10),
                    ..Limits::new(question.budget)
                },
                weights: Weights {
                    impact: question.impact,
                    floor: question.has_floor.then_some(Floor::DEFAULT),
                    ..Weights::default()
                },
                locks: Vec::new(),
                effects: BTreeMap::new(),
            },
            question,
        };
        // What was decided for a body that is not shown, or with help that is no longer there, falls away.
        let locks = own.question.locks.iter().filter_map(|(slug, help, way)| {
            let Item { body, help } = own.item(slug, help)?;
            Some(Lock {
                body,
                help,
                way: *way,
            })
        });
        own.problem.locks = locks.collect();
        Ok(own)
    }
}

/// What a report says of a body, counted from a day.
fn body(id: &str, report: &ReportValue, stratum: &Stratum, today: Date, places: &Places) -> Body {
    let gaps: Vec<OpenGap> = report
        .report
        .gaps
        .iter()
        .map(|gap| OpenGap {
            practice: gap.practice.clone(),
            level: gap.level,
            impact: gap.impact,
            // Thirds: 333, 667 or 1000.
            open: (gap.gap.clamp(0.0, 1.0) * 1_000.0).round() as u16,
        })
        .collect();
    let weeks = report.weeks_left_on(today);
    Body {
        id: id.into(),
        region: stratum.region.clone(),
        polling_places: 0,
        weeks_to_election: weeks.map(|weeks| u16::try_from(weeks).unwrap_or(u16::MAX)),
        freeze_weeks: report.report.freeze_weeks,
        own_days: None,
        has_framework: false,
        in_place: in_place(report, &gaps, places),
        gaps,
    }
}

/// The practices that are at least partly there: gaps that are not wholly open, and what was asked, belongs to the plan and is no gap. A domain
/// without scores has no gaps yet, and nothing of it is known to be there.
fn in_place(report: &ReportValue, gaps: &[OpenGap], places: &Places) -> BTreeSet<PracticeId> {
    let open: BTreeMap<&PracticeId, u16> = gaps.iter().map(|gap| (&gap.practice, gap.open)).collect();
    let scored: BTreeMap<&DomainCode, u8> = report
        .report
        .score
        .domains
        .iter()
        .filter(|domain| report.report.shares.iter().any(|share| share.code == domain.code))
        .map(|domain| (&domain.code, domain.target))
        .collect();
    let is_there = |practice: &&PracticeId| match open.get(practice) {
        Some(open) => *open < 1_000,
        None => places
            .get(practice)
            .is_some_and(|(domain, level)| scored.get(domain).is_some_and(|target| level <= target)),
    };
    report.asked.iter().filter(is_there).cloned().collect()
}

#[cfg(test)]
mod tests;
