//! What a body was asked and answered in one domain, before it becomes scores and gaps.

use super::{Answers, DomainScore, MAX_LEVEL, NA_WARNING_ONE_IN, Scope, mean};
use crate::assess::answer::Answer;
use crate::assess::model::{Domain, Model, Practice, Rules};
use crate::assess::profile::Profile;

/// An applicable practice with its answer.
pub(crate) struct Entry<'a> {
    pub(crate) practice: &'a Practice,
    /// The answer as it was given; *not applicable* is one that still waits for approval.
    pub(crate) answer: Option<Answer>,
    /// Its value in thirds (0–3). Integers, because sums of thirds are exact only in them.
    pub(crate) thirds: u32,
}

impl Entry<'_> {
    /// Whether the answer is *largely* or *fully*.
    pub(crate) fn is_met(&self) -> bool {
        self.answer.is_some_and(Answer::is_met)
    }
}

/// A domain with the body's answers.
pub(crate) struct Sheet<'a> {
    pub(crate) domain: &'a Domain,
    pub(crate) target: u8,
    /// The highest level that can be in the plan: the target, or what the body opened above it.
    pub(crate) plan_level: u8,
    /// The practices that count: asked of this body, in this scope, and not left out as not applicable.
    pub(crate) applicable: Vec<Entry<'a>>,
    rules: Rules,
    scope: Scope,
    in_scope: usize,
    answered: usize,
    not_applicable: usize,
    unknown: usize,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(
        model: &Model,
        domain: &'a Domain,
        profile: &Profile,
        answers: &Answers,
        scope: Scope,
    ) -> Self {
        let target = profile.target(model, domain).min(scope.max_level());
        let mut sheet = Self {
            domain,
            target,
            plan_level: match model.rules {
                Rules::EveryLevel => target,
                Rules::UpToTarget => profile.reach(model, domain).min(scope.max_level()),
            },
            applicable: Vec::new(),
            rules: model.rules,
            scope,
            in_scope: 0,
            answered: 0,
            not_applicable: 0,
            unknown: 0,
        };
        let asked = domain
            .practices
            .iter()
            .filter(|&practice| profile.asks(model, domain, practice, scope));
        for practice in asked {
            let given = answers.get(&practice.id);
            sheet.in_scope += 1;
            sheet.answered += usize::from(given.is_some());
            let thirds = match given.map(|given| given.counted()) {
                Some(Answer::NotApplicable) => {
                    sheet.not_applicable += 1;
                    continue;
                }
                Some(Answer::Unknown) => {
                    sheet.unknown += 1;
                    0
                }
                Some(answer) => answer.thirds().unwrap_or(0),
                None => 0,
            };
            sheet.applicable.push(Entry {
                practice,
                answer: given.map(|given| given.answer),
                thirds,
            });
        }
        sheet
    }

    /// Whether the domain has scores: an applicable practice has an answer. One left out as not applicable
    /// does not count, else leaving it out would differ from its absence.
    pub(crate) fn has_scores(&self) -> bool {
        self.applicable.iter().any(|entry| entry.answer.is_some())
    }

    /// The level that the domain must finish to reach its next gated level: the lowest with an unmet
    /// practice.
    ///
    /// Below it everything is met, so its unmet practices, and no others, keep the domain where it is. It is
    /// the gated level + 1, or a higher one where every level between has no applicable practice and none
    /// exists below.
    pub(crate) fn blocking_level(&self) -> Option<u8> {
        self.applicable
            .iter()
            .filter(|entry| !entry.is_met())
            .map(|entry| entry.practice.level)
            .min()
    }

    pub(crate) fn score(&self) -> DomainScore {
        let levels = if self.has_scores() {
            self.level_means()
        } else {
            Default::default()
        };
        DomainScore {
            code: self.domain.code.clone(),
            average: self.average(&levels),
            gated: self.gated().filter(|_| self.has_scores()),
            target: self.target,
            ceiling: (self.rules == Rules::UpToTarget).then_some(self.plan_level),
            levels,
            in_scope: self.in_scope,
            answered: self.answered,
            not_applicable: self.not_applicable,
            unknown: self.unknown,
            na_warning: self.not_applicable * NA_WARNING_ONE_IN > self.in_scope,
        }
    }

    /// The average (0–4) of the means of the levels; nothing if there are none.
    fn average(&self, levels: &[Option<f64>; MAX_LEVEL as usize]) -> Option<f64> {
        match self.rules {
            Rules::EveryLevel => {
                let present: Vec<f64> = levels.iter().copied().flatten().collect();
                mean(&present).map(|mean| f64::from(self.scope.max_level()) * mean)
            }
            Rules::UpToTarget => {
                let planned = &levels[..usize::from(self.plan_level)];
                // A level that asks nothing of this body is as far as the one below it.
                let lowest = planned.iter().copied().flatten().next()?;
                let filled = planned.iter().scan(lowest, |below, level| {
                    *below = level.unwrap_or(*below);
                    Some(*below)
                });
                Some(filled.sum())
            }
        }
    }

    fn level_means(&self) -> [Option<f64>; MAX_LEVEL as usize] {
        let mut sums = [(0, 0); MAX_LEVEL as usize];
        for entry in &self.applicable {
            let (thirds, count) = &mut sums[usize::from(entry.practice.level) - 1];
            *thirds += entry.thirds;
            *count += 1;
        }
        sums.map(|(thirds, count)| (count > 0).then(|| f64::from(thirds) / f64::from(3 * count)))
    }

    /// Nothing if the domain has no applicable practice.
    fn gated(&self) -> Option<u8> {
        let lowest = self.applicable.iter().map(|entry| entry.practice.level).min()?;
        Some(match self.blocking_level() {
            None => match self.rules {
                Rules::EveryLevel => self.scope.max_level(),
                Rules::UpToTarget => self.plan_level,
            },
            Some(blocking) if lowest < blocking => blocking - 1,
            // Levels without a practice below the first unmet one are no achievement.
            Some(_) => 0,
        })
    }
}
