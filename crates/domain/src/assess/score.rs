//! Scores of an assessment: the average and the gated level of each domain and of the whole.
//!
//! Everything here is unrounded. What is shown to anyone goes through [`crate::rounding`].

mod sheet;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::assess::answer::Answer;
#[cfg(doc)]
use crate::assess::model::Rules;
use crate::assess::model::{Model, Practice};
use crate::assess::profile::Profile;
use crate::id::{DomainCode, PracticeId};
use crate::named::named;

pub(crate) use sheet::{Entry, Sheet};

/// The highest level of a model.
pub const MAX_LEVEL: u8 = 4;

/// Share of a domain's practices above which "not applicable" puts a warning beside its score: one in five.
const NA_WARNING_ONE_IN: usize = 5;

/// How much of the model an assessment asks.
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
pub enum Scope {
    /// The Quick Scan: level 1 only, so that its scores lie in 0–1.
    Quick,
    /// Every level.
    Full,
}

named!(Scope);

impl Scope {
    /// Every scope, smallest first.
    pub const ALL: [Self; Self::COUNT] = [Self::Quick, Self::Full];

    /// The highest level that it asks, and so the highest score that can be reached in it (1 or 4).
    pub fn max_level(self) -> u8 {
        match self {
            Self::Quick => 1,
            Self::Full => MAX_LEVEL,
        }
    }

    /// Whether it asks that practice, whatever the body's technology.
    pub fn includes(self, practice: &Practice) -> bool {
        (1..=self.max_level()).contains(&practice.level)
    }
}

/// An answer as the scores need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Whether the lead approved it. It matters for *not applicable* only, which counts as *unknown* until
    /// then.
    pub approved: bool,
}

impl Given {
    /// An answer that nobody has approved.
    pub fn new(answer: Answer) -> Self {
        Self {
            answer,
            approved: false,
        }
    }

    /// The answer as it counts: *not applicable* is *unknown* until the lead has approved it.
    pub fn counted(self) -> Answer {
        match self.answer {
            Answer::NotApplicable if !self.approved => Answer::Unknown,
            answer => answer,
        }
    }
}

/// The answers of an assessment; a practice without an answer is not in it. Answers to practices that are not
/// asked of the body are ignored.
pub type Answers = BTreeMap<PracticeId, Given>;

/// The scores of a domain.
///
/// A domain has scores once one of its applicable practices has an answer (*unknown* is one). Before, it is
/// "not answered", which is not zero. From then on a practice that is still unanswered counts as 0, so that
/// answering it never lowers a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainScore {
    /// The domain.
    pub code: DomainCode,
    /// 0–4 (0–1 in a Quick Scan), from [`Self::levels`] by the model's [`Rules`]. With [`Rules::EveryLevel`] the scope's highest level × their
    /// mean. With [`Rules::UpToTarget`] their sum, where a level up to the target (or up to what the body opened) that asks nothing counts as much
    /// as the next one below it that does, or above if there is none below. Nothing if the domain is not answered or has no applicable
    /// practice.
    pub average: Option<f64>,
    /// 0–4 (0–1 in a Quick Scan), C2M2-style gating: the highest `k` such that every applicable practice at
    /// levels ≤ `k` is *largely* or *fully*, and at least one such practice exists at levels ≤ `k`. An empty
    /// level does not block: a domain all of whose applicable practices are met is at the scope's highest
    /// level, or with [`Rules::UpToTarget`] at the highest one that is asked. Present exactly if the average is.
    pub gated: Option<u8>,
    /// The target level (1–4), at most the highest level of the scope.
    pub target: u8,
    /// The highest score that the body can reach here, where its rules do not ask every level: the target, or what it opened above it (1–4).
    /// Left out otherwise, so that what was frozen keeps its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<u8>,
    /// For each level 1–4 the mean value (0–1) of its applicable practices. Nothing for a level that has
    /// none, and for every level of a domain without scores.
    pub levels: [Option<f64>; MAX_LEVEL as usize],
    /// How many practices are asked of this body in this scope, those not applicable included.
    pub in_scope: usize,
    /// How many of those have an answer of any kind.
    pub answered: usize,
    /// How many of those are approved as not applicable, and so left out.
    pub not_applicable: usize,
    /// How many of those count as *unknown*.
    pub unknown: usize,
    /// Whether more than 20 % of those in scope are left out as not applicable.
    pub na_warning: bool,
}

impl DomainScore {
    /// How far the average lies below the target: max(0, target − average).
    pub fn shortfall(&self) -> Option<f64> {
        self.average
            .map(|average| (f64::from(self.target) - average).max(0.0))
    }

    /// Whether the gated level has reached the target; false without scores.
    pub fn reaches_target(&self) -> bool {
        self.gated.is_some_and(|gated| gated >= self.target)
    }
}

/// The scores of an assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Every domain, in the model's order.
    pub domains: Vec<DomainScore>,
    /// 0–4 (0–1 in a Quick Scan): the mean of the averages of the domains that have one.
    ///
    /// The first answer in a domain brings that domain in, and may lower this mean. Raising an answer never does.
    pub average: Option<f64>,
    /// The lowest gated level of the domains that have one.
    pub gated: Option<u8>,
    /// 0–1: 1 − Σ max(0, target − average) / Σ target, over the domains that have scores.
    pub to_target: Option<f64>,
    /// Practices asked of this body in this scope, over all domains, as are the counts below.
    pub in_scope: usize,
    /// Practices with an answer of any kind.
    pub answered: usize,
    /// Practices that count as *unknown*.
    pub unknown: usize,
    /// Practices approved as not applicable.
    pub not_applicable: usize,
}

impl Score {
    /// The scores of the domain with that code.
    pub fn domain(&self, code: &DomainCode) -> Option<&DomainScore> {
        self.domains.iter().find(|domain| domain.code == *code)
    }

    /// The lowest point of the dyke: the domain with the lowest gated level; of several the one with the
    /// lowest average, and then the first in the model.
    pub fn lowest(&self) -> Option<&DomainScore> {
        let scored = self
            .domains
            .iter()
            .filter_map(|domain| Some((domain, domain.gated?, domain.average?)));
        scored
            .min_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2)))
            .map(|(domain, ..)| domain)
    }

    /// The share answered (0–1), which stands beside every score; 0 if nothing is asked.
    pub fn share_answered(&self) -> f64 {
        if self.in_scope == 0 {
            0.0
        } else {
            self.answered as f64 / self.in_scope as f64
        }
    }
}

/// The scores of a body that gave these answers.
pub fn score(model: &Model, profile: &Profile, answers: &Answers, scope: Scope) -> Score {
    let sheets: Vec<Sheet> = model
        .domains
        .iter()
        .map(|domain| Sheet::new(model, domain, profile, answers, scope))
        .collect();
    total(sheets.iter().map(Sheet::score).collect())
}

/// Sums up domains.
pub(crate) fn total(domains: Vec<DomainScore>) -> Score {
    let averages: Vec<f64> = domains.iter().filter_map(|domain| domain.average).collect();
    let shortfall: f64 = domains.iter().filter_map(DomainScore::shortfall).sum();
    let target: f64 = domains
        .iter()
        .filter(|domain| domain.average.is_some())
        .map(|domain| f64::from(domain.target))
        .sum();
    let count = |of: fn(&DomainScore) -> usize| domains.iter().map(of).sum();
    Score {
        average: mean(&averages),
        gated: domains.iter().filter_map(|domain| domain.gated).min(),
        // Targets of 0 do not occur in a model that was checked; nothing is then missing.
        to_target: (!averages.is_empty()).then(|| {
            if target > 0.0 {
                1.0 - shortfall / target
            } else {
                1.0
            }
        }),
        in_scope: count(|domain| domain.in_scope),
        answered: count(|domain| domain.answered),
        unknown: count(|domain| domain.unknown),
        not_applicable: count(|domain| domain.not_applicable),
        domains,
    }
}

/// The mean, or nothing of nothing.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_approved_not_applicable_is_left_out() {
        assert_eq!(Given::new(Answer::NotApplicable).counted(), Answer::Unknown);
        let approved = Given {
            answer: Answer::NotApplicable,
            approved: true,
        };
        assert_eq!(approved.counted(), Answer::NotApplicable);
        assert_eq!(Given::new(Answer::Largely).counted(), Answer::Largely);
    }
}
