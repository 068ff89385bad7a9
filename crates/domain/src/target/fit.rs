//! Which help can be given to which body at all, and why not.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Body, Bound, Help, Item, Problem, Way};
use crate::content::intervention::{Need, Strength};

/// Why help cannot be given to a body, whatever else is chosen. Each is a plain statement for which the pages have words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Obstacle {
    /// It lifts nothing that is open there, and nothing else needs it.
    NothingToLift,
    /// Others fund it there already.
    FundedByOthers,
    /// It was locked out.
    LockedOut,
    /// It would take effect after the freeze begins, or after the vote.
    TooLate {
        /// Weeks that it takes at its upper bound, with contracting.
        takes: u32,
        /// Weeks that there are.
        there_are: u32,
        /// Whether it would fit if all went as in the middle of the band: "tight".
        is_tight: bool,
    },
    /// It needs something that is not there and that nothing which fits brings in time.
    NeedUnmet {
        /// The first such need.
        need: Need,
    },
    /// It alone takes more of the body's own people than they have left.
    TooMuchWork {
        /// Person-days that it takes.
        takes: u32,
        /// Person-days that there are, beside what others' help takes.
        there_are: u32,
    },
    /// It alone costs more than the budget.
    TooDear {
        /// US dollars, fixed cost included.
        costs: u64,
    },
    /// It alone costs more than may be spent on its region.
    AboveRegion {
        /// US dollars, without the fixed cost.
        costs: u64,
    },
}

/// What fits and what does not, each pair of body and help once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// What can be chosen.
    pub candidates: BTreeSet<Item>,
    /// What cannot.
    pub obstacles: BTreeMap<Item, Obstacle>,
}

impl Problem {
    /// Which help can be given to which body.
    pub fn fit(&self) -> Fit {
        let mut fit = Fit::default();
        for body in &self.bodies {
            let mut waiting: Vec<&Help> = Vec::new();
            for help in &self.helps {
                match self.obstacle(body, help) {
                    Some(obstacle) => fit.refuse(body, help, obstacle),
                    None => waiting.push(help),
                }
            }
            let fitting = self.with_their_needs(body, &mut fit, waiting);
            for help in &fitting {
                if self.lifts_something(body, help)
                    || fitting.iter().any(|other| self.builds_on(body, other, help))
                {
                    fit.candidates.insert(Item::new(&body.id, &help.id));
                } else {
                    fit.refuse(body, help, Obstacle::NothingToLift);
                }
            }
        }
        fit
    }

    /// Weeks until this help takes effect at this body.
    pub fn weeks(&self, body: &Body, help: &Help, bound: Bound) -> u32 {
        let before = if body.has_framework {
            0
        } else {
            u32::from(self.limits.contracting_weeks)
        };
        before + help.weeks.at(bound)
    }

    /// The strongest evidence on which a practice of this body could be lifted, if anything lifts it in time. For texts beside a gap.
    pub fn best_evidence(
        &self,
        fit: &Fit,
        body: &Body,
        practice: &crate::id::PracticeId,
    ) -> Option<Strength> {
        let lines = self.helps.iter().filter(|help| help.lift(practice) > 0);
        let fitting = lines.filter(|help| fit.candidates.contains(&Item::new(&body.id, &help.id)));
        fitting.map(|help| help.evidence).max()
    }

    /// Whether a need is fulfilled without the package.
    pub fn is_met(&self, body: &Body, need: &Need) -> bool {
        let in_place = match need {
            Need::Practice(practice) => body.in_place.contains(practice),
            Need::Intervention(_) => false,
        };
        in_place || self.funded(body).any(|(help, _)| help.provides(need))
    }

    /// Whether `provider` in the package fulfils this need of `help`: it has to end no later.
    pub fn provides_in_time(&self, provider: &Help, need: &Need, help: &Help) -> bool {
        provider.id != help.id && provider.provides(need) && provider.weeks.high <= help.weeks.high
    }

    /// What stands in the way of this help alone, but for its needs.
    fn obstacle(&self, body: &Body, help: &Help) -> Option<Obstacle> {
        if self.funded(body).any(|(other, _)| other.id == help.id) {
            return Some(Obstacle::FundedByOthers);
        }
        let mut locks = self.locks.iter();
        if locks.any(|lock| lock.way == Way::Out && lock.body == body.id && lock.help == help.id) {
            return Some(Obstacle::LockedOut);
        }
        if let Some(there_are) = body.weeks_for(help.may_run_in_freeze).map(u32::from) {
            let takes = self.weeks(body, help, Bound::Upper);
            if takes > there_are {
                let is_tight = self.weeks(body, help, Bound::Middle) <= there_are;
                return Some(Obstacle::TooLate {
                    takes,
                    there_are,
                    is_tight,
                });
            }
        }
        let takes = help.own_days_for(body);
        if let Some(all) = body.own_days {
            let there_are = all.saturating_sub(self.days_for_others(body));
            if takes > there_are {
                return Some(Obstacle::TooMuchWork { takes, there_are });
            }
        }
        let bound = self.limits.bound;
        let there = help.cost_for(body, bound);
        let costs = there + u64::from(help.cost.fixed.at(bound));
        if costs > self.limits.budget {
            return Some(Obstacle::TooDear { costs });
        }
        let is_above = self.limits.region_cap().is_some_and(|cap| there > cap);
        is_above.then_some(Obstacle::AboveRegion { costs: there })
    }

    /// Those whose needs something fulfils; the others are refused. Help that needs itself in a circle never begins.
    fn with_their_needs<'a>(&self, body: &Body, fit: &mut Fit, mut waiting: Vec<&'a Help>) -> Vec<&'a Help> {
        let mut fitting: Vec<&Help> = Vec::new();
        loop {
            let open = |help: &Help, fitting: &[&Help]| {
                let missing = |need: &&Need| {
                    let from_package = fitting
                        .iter()
                        .any(|other| self.provides_in_time(other, need, help));
                    !from_package && !self.is_met(body, need)
                };
                help.needs.iter().find(missing).cloned()
            };
            let (ready, rest): (Vec<_>, Vec<_>) =
                waiting.iter().partition(|help| open(help, &fitting).is_none());
            fitting.extend(ready.iter().copied());
            if ready.is_empty() {
                for help in rest {
                    if let Some(need) = open(help, &fitting) {
                        fit.refuse(body, help, Obstacle::NeedUnmet { need });
                    }
                }
                return fitting;
            }
            waiting = rest;
        }
    }

    /// Whether it adds anything to what others give.
    fn lifts_something(&self, body: &Body, help: &Help) -> bool {
        let others: Vec<&Help> = self.funded(body).map(|(other, _)| other).collect();
        body.gaps.iter().any(|gap| {
            let best = others.iter().map(|other| self.effect(other, &gap.practice)).max();
            let adds = self.effect(help, &gap.practice) > best.unwrap_or_default();
            let meets_floor =
                self.meets_floor(help, gap) && !others.iter().any(|other| self.meets_floor(other, gap));
            gap.open > 0 && adds || meets_floor
        })
    }

    /// Whether `help` has a need that is not met otherwise and that `provider` fulfils.
    fn builds_on(&self, body: &Body, help: &Help, provider: &Help) -> bool {
        let mut needs = help.needs.iter().filter(|need| !self.is_met(body, need));
        needs.any(|need| self.provides_in_time(provider, need, help))
    }
}

impl Fit {
    fn refuse(&mut self, body: &Body, help: &Help, obstacle: Obstacle) {
        self.obstacles.insert(Item::new(&body.id, &help.id), obstacle);
    }
}
