//! Where help is needed first: what is open at the bodies that show themselves to a donor by name, in one value that is as large for
//! a thousand bodies as for a hundred.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::Weights;
use crate::assess::gap::{GapReport, weeks_until};
use crate::id::{DomainCode, OrganisationId, PracticeId};
use crate::rounding::to_hundredths;

time::serde::format_description!(iso_date, Date, "[year]-[month]-[day]");

/// Bodies of which each is kept; the counts are of all. No donor reads a longer list before a decision, and a page stays as light with more.
const MOST_BODIES: usize = 200;

/// What is open at one body, out of its frozen report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyNeeds {
    /// The body.
    pub organisation: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// What it was called when the round closed.
    pub name: String,
    /// Its region then.
    pub region: String,
    /// Its next election, as it told when it submitted.
    #[serde(with = "iso_date::option")]
    pub election: Option<Date>,
    /// Weeks before the election in which nothing may be changed.
    pub freeze_weeks: u16,
    /// How far its average lies below the target, in hundredths of a level, for each domain where it does.
    pub short: BTreeMap<DomainCode, u32>,
    /// Weeks that each gap takes, from the decision until it is closed.
    pub gap_weeks: Vec<u16>,
}

impl BodyNeeds {
    /// What is open by that report.
    pub fn of(
        organisation: OrganisationId,
        slug: String,
        name: String,
        region: String,
        report: &GapReport,
    ) -> Self {
        let below = |score: &crate::assess::score::DomainScore| {
            let short = u32::try_from(to_hundredths(score.shortfall()?)).ok()?;
            (short > 0).then(|| (score.code.clone(), short))
        };
        Self {
            organisation,
            slug,
            name,
            region,
            election: report.next_election,
            freeze_weeks: report.freeze_weeks,
            short: report.score.domains.iter().filter_map(below).collect(),
            gap_weeks: report.gaps.iter().map(|gap| gap.lead_weeks).collect(),
        }
    }

    /// Whole weeks from a day to its election; nothing if none is known or it is past.
    pub fn weeks_left(&self, today: Date) -> Option<u16> {
        weeks_until(self.election, today).map(|weeks| u16::try_from(weeks).unwrap_or(u16::MAX))
    }

    /// What the list is sorted by: the hundredths of a level by which its domains lie below their targets, all together, times the nearness of its election
    /// as targeting counts it ([`Weights::URGENCY`]), in thousandths.
    pub fn need(&self, today: Date) -> u64 {
        let urgency = Weights::default().urgency(self.weeks_left(today));
        self.short.values().map(|short| u64::from(*short)).sum::<u64>() * u64::from(urgency)
    }

    /// The domains furthest below their target, the furthest first; equal ones by code.
    pub fn furthest(&self) -> Vec<(&DomainCode, u32)> {
        let mut domains: Vec<_> = self.short.iter().map(|(code, short)| (code, *short)).collect();
        domains.sort_by_key(|(code, short)| (Reverse(*short), *code));
        domains
    }

    /// How many of its gaps can still be closed before the freeze; all of them where no election is known.
    pub fn closable(&self, today: Date) -> usize {
        let Some(weeks) = self.weeks_left(today) else {
            return self.gap_weeks.len();
        };
        let left = weeks.saturating_sub(self.freeze_weeks);
        self.gap_weeks.iter().filter(|takes| **takes <= left).count()
    }
}

/// What is open at the bodies that show themselves to somebody by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// How many bodies these are.
    pub count: u32,
    /// At how many of them each practice is a gap.
    pub practices: BTreeMap<PracticeId, u32>,
    /// How many of them lie below the target of each domain, and by how many hundredths of a level all together.
    pub domains: BTreeMap<DomainCode, Below>,
    /// The bodies, at most 200: those that are furthest below their targets, as if each voted soon.
    pub bodies: Vec<BodyNeeds>,
}

/// Bodies below a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Below {
    /// How many.
    pub bodies: u32,
    /// By how many hundredths of a level, all together.
    pub short: u64,
}

impl Needs {
    /// Adds a body with its report.
    pub fn add(&mut self, body: BodyNeeds, report: &GapReport) {
        self.count += 1;
        for gap in &report.gaps {
            *self.practices.entry(gap.practice.clone()).or_default() += 1;
        }
        for (code, short) in &body.short {
            let below = self.domains.entry(code.clone()).or_default();
            below.bodies += 1;
            below.short += u64::from(*short);
        }
        self.bodies.push(body);
        if self.bodies.len() > 2 * MOST_BODIES {
            self.cut();
        }
    }

    /// Both together: bodies shown to every donor, and those shown to one besides. A body in both counts once if it is kept in one of them.
    pub fn merge(mut self, other: Self) -> Self {
        self.count += other.count;
        for (practice, bodies) in other.practices {
            *self.practices.entry(practice).or_default() += bodies;
        }
        for (code, below) in other.domains {
            let own = self.domains.entry(code).or_default();
            own.bodies += below.bodies;
            own.short += below.short;
        }
        self.bodies.extend(other.bodies);
        self.cut();
        self
    }

    /// Leaves the bodies that are furthest below their targets, in that order.
    pub fn cut(&mut self) {
        let whole = |body: &BodyNeeds| body.short.values().map(|short| u64::from(*short)).sum::<u64>();
        self.bodies.sort_by(|a, b| {
            whole(b)
                .cmp(&whole(a))
                .then_with(|| a.organisation.cmp(&b.organisation))
        });
        self.bodies.truncate(MOST_BODIES);
    }

    /// The bodies with the greatest need first, on that day.
    pub fn by_need(&self, today: Date) -> Vec<&BodyNeeds> {
        let mut bodies: Vec<_> = self.bodies.iter().collect();
        bodies.sort_by_key(|body| (Reverse(body.need(today)), &body.name, &body.organisation));
        bodies
    }

    /// The practices that are a gap at most bodies first; equal ones by id.
    pub fn common(&self) -> Vec<(&PracticeId, u32)> {
        let mut practices: Vec<_> = self.practices.iter().map(|(id, bodies)| (id, *bodies)).collect();
        practices.sort_by_key(|(id, bodies)| (Reverse(*bodies), *id));
        practices
    }

    /// The domain in which these bodies are furthest below their targets, all together, with the mean over all of them in hundredths of a level.
    pub fn lowest(&self) -> Option<(&DomainCode, u64)> {
        let furthest = self
            .domains
            .iter()
            .max_by(|(a_code, a), (b_code, b)| a.short.cmp(&b.short).then_with(|| b_code.cmp(a_code)))?;
        let count = u64::from(self.count.max(1));
        Some((furthest.0, (furthest.1.short + count / 2) / count))
    }

    /// The bodies that vote within so many weeks of a day, the soonest first.
    pub fn voting_within(&self, today: Date, weeks: u16) -> Vec<(&BodyNeeds, Date)> {
        let mut soon: Vec<_> = self
            .bodies
            .iter()
            .filter(|body| body.weeks_left(today).is_some_and(|left| left <= weeks))
            .filter_map(|body| Some((body, body.election?)))
            .collect();
        soon.sort_by_key(|(body, election)| (*election, &body.name));
        soon
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 28);

    fn body(name: &str, election: Option<Date>, short: &[(&str, u32)], weeks: &[u16]) -> BodyNeeds {
        BodyNeeds {
            organisation: name.into(),
            slug: name.to_owned(),
            name: name.to_owned(),
            region: "north".to_owned(),
            election,
            freeze_weeks: 4,
            short: short
                .iter()
                .map(|(code, short)| ((*code).into(), *short))
                .collect(),
            gap_weeks: weeks.to_vec(),
        }
    }

    fn needs(bodies: Vec<BodyNeeds>) -> Needs {
        let mut needs = Needs::default();
        for body in bodies {
            needs.count += 1;
            for (code, short) in &body.short {
                let below = needs.domains.entry(code.clone()).or_default();
                below.bodies += 1;
                below.short += u64::from(*short);
            }
            needs.bodies.push(body);
        }
        needs.cut();
        needs
    }

    fn names<'a>(bodies: impl IntoIterator<Item = &'a BodyNeeds>) -> Vec<&'a str> {
        bodies.into_iter().map(|body| body.name.as_str()).collect()
    }

    #[test]
    fn who_votes_soon_comes_before_who_is_as_far_below() {
        let soon = Some(date!(2027 - 02 - 03));
        let late = Some(date!(2029 - 02 - 03));
        let found = needs(vec![
            body("late", late, &[("GOV", 200)], &[]),
            body("past", Some(date!(2026 - 01 - 01)), &[("GOV", 201)], &[]),
            body("soon", soon, &[("GOV", 200)], &[]),
            body("good", soon, &[], &[]),
            // Half as far again, which is what nearness counts.
            body("far", late, &[("GOV", 150), ("ITB", 151)], &[]),
        ]);
        assert_eq!(
            names(found.by_need(TODAY)),
            ["far", "soon", "past", "late", "good"]
        );
    }

    #[test]
    fn a_gap_can_be_closed_until_the_freeze() {
        let ilhara = body("ilhara", Some(date!(2027 - 02 - 03)), &[], &[1, 5, 6, 9, 40]);
        // 67 days: 9 weeks, of which four are frozen.
        assert_eq!(ilhara.weeks_left(TODAY), Some(9));
        assert_eq!(ilhara.closable(TODAY), 2);
        assert_eq!(body("none", None, &[], &[1, 40]).closable(TODAY), 2);
        let today = body("today", Some(TODAY), &[], &[0, 1]);
        assert_eq!((today.weeks_left(TODAY), today.closable(TODAY)), (Some(0), 1));
        let yesterday = body("yesterday", Some(date!(2026 - 11 - 27)), &[], &[]);
        assert_eq!(yesterday.weeks_left(TODAY), None);
    }

    #[test]
    fn the_lowest_domain_is_a_mean_over_all_bodies() {
        let found = needs(vec![
            body("a", None, &[("GOV", 200), ("ITB", 301)], &[]),
            body("b", None, &[("GOV", 101)], &[]),
        ]);
        // GOV and ITB are equal: the first stands.
        assert_eq!(found.lowest(), Some((&"GOV".into(), 151)));
        assert_eq!(Needs::default().lowest(), None);
        let a = &found.bodies[0];
        assert_eq!(a.furthest(), [(&"ITB".into(), 301), (&"GOV".into(), 200)]);
    }

    #[test]
    fn elections_within_a_time_come_by_their_day() {
        let found = needs(vec![
            body("b", Some(date!(2027 - 02 - 03)), &[], &[]),
            body("a", Some(date!(2027 - 01 - 03)), &[], &[]),
            body("far", Some(date!(2027 - 11 - 03)), &[], &[]),
            body("past", Some(date!(2026 - 11 - 03)), &[], &[]),
        ]);
        let soon = found.voting_within(TODAY, 26);
        assert_eq!(names(soon.iter().map(|(body, _)| *body)), ["a", "b"]);
    }

    #[test]
    fn many_bodies_are_counted_and_few_are_kept() {
        let many = |from: u32| {
            needs(
                (from..from + 300)
                    .map(|n| body(&format!("{n:04}"), None, &[("GOV", n + 1)], &[]))
                    .collect(),
            )
        };
        let both = many(0).merge(many(300));
        assert_eq!((both.count, both.domains[&"GOV".into()].bodies), (600, 600));
        assert_eq!(both.bodies.len(), MOST_BODIES);
        assert_eq!(
            (both.bodies[0].name.as_str(), both.bodies[199].name.as_str()),
            ("0599", "0400")
        );
    }
}
