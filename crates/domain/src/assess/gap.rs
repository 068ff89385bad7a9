//! The gap report: what keeps a body from its targets, in the order in which to act.

mod summary;
mod value;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};
use time::Date;

use crate::assess::answer::Answer;
use crate::assess::framework::Frameworks;
use crate::assess::model::{Model, Practice, PriorityConstants, Rules, Tier};
use crate::assess::profile::Profile;
use crate::assess::score::{Answers, Entry, Scope, Score, Sheet, total};
use crate::id::{DomainCode, PracticeId};
use crate::named::named;

pub use value::{ENGINE, ReportLesson, ReportTexts, ReportValue, VALUE_FORMAT};

time::serde::format_description!(iso_date, Date, "[year]-[month]-[day]");

/// The scale on which a model states impact: 1–5.
const MAX_IMPACT: f64 = 5.0;

/// What can still be done about a gap before the election. Ordered as a report lists them.
///
/// With a lead time of `L` weeks, `D` whole weeks to the election and a freeze of `F` weeks before it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Bucket {
    /// `L ≤ D − F`: it can work before the election.
    BeforeElection,
    /// `D − F < L ≤ D`: it would fall into the freeze, so a procedural measure only.
    ProceduralOnly,
    /// `L > D`: a compensating control now, and the fix in the next cycle.
    Compensating,
    /// No election date is known, or the one named is past.
    NoDate,
}

named!(Bucket);

impl Bucket {
    /// Every bucket, in the report's order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::BeforeElection,
        Self::ProceduralOnly,
        Self::Compensating,
        Self::NoDate,
    ];

    /// The bucket of a practice with that lead time.
    pub fn of(lead_weeks: u16, weeks_to_election: Option<i64>, freeze_weeks: u16) -> Self {
        let lead = i64::from(lead_weeks);
        match weeks_to_election {
            None => Self::NoDate,
            Some(weeks) if lead <= weeks - i64::from(freeze_weeks) => Self::BeforeElection,
            Some(weeks) if lead <= weeks => Self::ProceduralOnly,
            Some(_) => Self::Compensating,
        }
    }
}

/// An applicable practice at or below its domain's target, or at a level that the body opened, that is not *fully* in place.
///
/// One answered *largely* is met for the gated level and still has a gap of 1/3; see [`Gap::is_met`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The practice.
    pub practice: PracticeId,
    /// Its domain.
    pub domain: DomainCode,
    /// Its level (1–4).
    pub level: u8,
    /// The answer as it was given, if any. *Not applicable* here is one that the lead has not approved.
    pub answer: Option<Answer>,
    /// 1 − value: 1/3, 2/3 or 1.
    pub gap: f64,
    /// Its priority (see [`priority`]): 0–125 with the default constants.
    pub priority: f64,
    /// What can still be done before the election.
    pub bucket: Bucket,
    /// Whether it keeps its domain from the next gated level: it is unmet (not even *largely*), and
    /// everything at lower levels is met.
    pub gates: bool,
    /// 1–5, from the model.
    pub impact: u8,
    /// 1–5, from the model.
    pub effort: u8,
    /// Weeks from the decision until it works, from the model.
    pub lead_weeks: u16,
}

impl Gap {
    /// Whether the practice counts as met all the same, because it is *largely* in place.
    pub fn is_met(&self) -> bool {
        self.answer.is_some_and(Answer::is_met)
    }

    /// The order of a report: by bucket, then priority from high to low. Equals stand by level and id, or with [`Rules::UpToTarget`] what is
    /// sooner done, then what is less work, first, then by level and as in the model.
    ///
    /// Priorities are compared in whole millionths. Equal ones that were computed along different ways may
    /// differ in their last bit, and it must be what follows that decides between them, not that bit.
    fn cmp_in(&self, other: &Self, rules: Rules) -> Ordering {
        let urgency = |gap: &Self| (gap.bucket, -(gap.priority * 1e6).round() as i64);
        urgency(self).cmp(&urgency(other)).then_with(|| match rules {
            Rules::EveryLevel => (self.level, &self.practice).cmp(&(other.level, &other.practice)),
            Rules::UpToTarget => {
                let work = |gap: &Self| (gap.lead_weeks, gap.effort, gap.level);
                work(self).cmp(&work(other))
            }
        })
    }
}

/// A domain's part in the total weighted gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainShare {
    /// The domain.
    pub code: DomainCode,
    /// The sum of the priorities of its gaps.
    pub weighted: f64,
    /// Its part (0–1) of the sum over all domains; 0 if there is no gap at all.
    pub share: f64,
    /// How many gaps it has.
    pub gaps: usize,
}

/// A body's gap report on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GapReport {
    /// The day from which the weeks are counted.
    #[serde(with = "iso_date")]
    pub as_of: Date,
    /// How much of the model was asked.
    pub scope: Scope,
    /// The tier in force.
    pub tier: Tier,
    /// The next election day; nothing if none is named or the one named is past.
    #[serde(with = "iso_date::option")]
    pub next_election: Option<Date>,
    /// Whole weeks to the election (≥ 0), rounded down; present exactly if the date is.
    pub weeks_to_election: Option<i64>,
    /// Weeks before the election in which nothing may be changed.
    pub freeze_weeks: u16,
    /// The scores.
    pub score: Score,
    /// Every gap, in the order in which to act. A domain without scores has none yet.
    pub gaps: Vec<Gap>,
    /// Each domain that has scores, in the model's order.
    pub shares: Vec<DomainShare>,
    /// The same through other frameworks. Empty in a report that was frozen before this was part of one.
    #[serde(default)]
    pub frameworks: Frameworks,
}

/// The priority of a gap: `100 · gap · I/5 · g / ((1 + 0.15 (E − 1)) · (1 + 0.003 L))`, with the practice's impact `I`, effort `E` and lead
/// time `L` in weeks, and `g` = 1.25 if it keeps its domain from the next gated level, else 1. The constants 100, 0.15, 0.003 (0 in version 1)
/// and 1.25 are the model's.
pub fn priority(constants: &PriorityConstants, gap: f64, practice: &Practice, gates: bool) -> f64 {
    let gate = if gates { constants.gate_factor } else { 1.0 };
    let effort_above_least = f64::from(practice.effort.saturating_sub(1));
    let effort = 1.0 + constants.effort_weight * effort_above_least;
    let lead = 1.0 + constants.lead_weight * f64::from(practice.lead_weeks);
    constants.scale * gap * (f64::from(practice.impact) / MAX_IMPACT) * gate / (effort * lead)
}

/// Whole weeks from a day to an election; nothing if none is named or the one named is past.
pub fn weeks_until(election: Option<Date>, day: Date) -> Option<i64> {
    let election = election.filter(|&election| election >= day)?;
    Some((election - day).whole_weeks())
}

/// The gap report of a body that gave these answers.
pub fn gap_report(
    model: &Model,
    profile: &Profile,
    answers: &Answers,
    scope: Scope,
    as_of: Date,
) -> GapReport {
    let next_election = profile.next_election.filter(|&election| election >= as_of);
    let weeks_to_election = weeks_until(next_election, as_of);
    let freeze_weeks = profile.freeze_weeks(model);

    let sheets: Vec<Sheet> = model
        .domains
        .iter()
        .map(|domain| Sheet::new(model, domain, profile, answers, scope))
        .collect();
    let mut gaps = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.has_scores()) {
        let blocking = sheet.blocking_level();
        let planned = sheet
            .applicable
            .iter()
            .filter(|entry| entry.practice.level <= sheet.plan_level);
        for Entry {
            practice,
            answer,
            thirds,
        } in planned.filter(|entry| entry.thirds < 3)
        {
            let gates = blocking == Some(practice.level) && !answer.is_some_and(Answer::is_met);
            let gap = f64::from(3 - thirds) / 3.0;
            gaps.push(Gap {
                practice: practice.id.clone(),
                domain: sheet.domain.code.clone(),
                level: practice.level,
                answer: *answer,
                gap,
                priority: priority(&model.priority, gap, practice, gates),
                bucket: Bucket::of(practice.lead_weeks, weeks_to_election, freeze_weeks),
                gates,
                impact: practice.impact,
                effort: practice.effort,
                lead_weeks: practice.lead_weeks,
            });
        }
    }
    // Stable, so that what is equal stays in the model's order.
    gaps.sort_by(|a, b| a.cmp_in(b, model.rules));

    let total_weighted: f64 = gaps.iter().map(|gap| gap.priority).sum();
    let shares = sheets
        .iter()
        .filter(|sheet| sheet.has_scores())
        .map(|sheet| {
            let own = || gaps.iter().filter(|gap| gap.domain == sheet.domain.code);
            // Not `sum`, which starts from −0 and would show it where there is no gap.
            let weighted = own().fold(0.0, |sum, gap| sum + gap.priority);
            DomainShare {
                code: sheet.domain.code.clone(),
                weighted,
                share: if total_weighted > 0.0 {
                    weighted / total_weighted
                } else {
                    0.0
                },
                gaps: own().count(),
            }
        })
        .collect();

    GapReport {
        as_of,
        scope,
        tier: profile.tier(model),
        next_election,
        weeks_to_election,
        freeze_weeks,
        score: total(sheets.iter().map(Sheet::score).collect()),
        frameworks: Frameworks::of(&sheets, &gaps, scope),
        gaps,
        shares,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_meet_at_the_freeze_and_at_the_election() {
        let bucket = |lead, weeks| Bucket::of(lead, weeks, 4);
        assert_eq!(bucket(12, Some(16)), Bucket::BeforeElection);
        assert_eq!(bucket(13, Some(16)), Bucket::ProceduralOnly);
        assert_eq!(bucket(16, Some(16)), Bucket::ProceduralOnly);
        assert_eq!(bucket(17, Some(16)), Bucket::Compensating);
        assert_eq!(bucket(17, None), Bucket::NoDate);
        // In the freeze nothing is "before the election", however quick.
        assert_eq!(bucket(0, Some(3)), Bucket::ProceduralOnly);
    }
}
