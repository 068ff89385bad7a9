//! What a package leaves out, and what keeps each thing out of it: time, people or money.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::intervention::Need;
use domain::id::PracticeId;
use domain::target::{Body, Help, Item, Obstacle, OpenGap, Package, Points, Problem, Worth};

/// What keeps help out, in the order in which limits are told: whatever ends too late needs no talk of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// It cannot be given, whatever else is chosen.
    Obstacle(Obstacle),
    /// Beside the package, its body's own people have less time than it takes.
    People {
        /// Person-days that it takes.
        takes: u32,
        /// Person-days that are left.
        left: u32,
    },
    /// It needs something that is neither there nor in the package.
    Need(Need),
    /// Beside the package, less may still be spent on its region than it costs.
    Region {
        /// US dollars that are left for the region.
        left: u64,
    },
    /// It costs more than the package leaves.
    Money {
        /// US dollars that it costs, with its fixed cost if nothing else in the package pays that.
        costs: u64,
        /// US dollars that are left.
        left: u64,
    },
    /// Nothing does: there is a better package, if the answer was not proved or the package was made by hand.
    Nothing,
}

/// Help that is not in the package and would close something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What.
    pub item: Item,
    /// What it would add to the package, if it came on top of it.
    pub adds: Worth,
    /// What keeps it out.
    pub keeps: Keeps,
}

/// Everything that a package leaves out and that would add to it: what adds most first. What the donor or others have decided (locked out, funded already) is not in it.
pub fn left_out(problem: &Problem, package: &Package) -> Vec<LeftOut> {
    let mut fit = problem.fit();
    let rest = Rest::of(problem, package);
    let mut found = Vec::new();
    for body in &problem.bodies {
        let own: Vec<&Help> = package
            .items()
            .filter(|item| item.body == body.id)
            .filter_map(|item| problem.help(&item.help))
            .collect();
        let closed = Closed::of(problem, body, &own);
        for help in &problem.helps {
            let item = Item::new(&body.id, &help.id);
            if package.contains(&item) {
                continue;
            }
            let obstacle = fit.obstacles.remove(&item);
            if let Some(Obstacle::NothingToLift | Obstacle::LockedOut | Obstacle::FundedByOthers) = obstacle {
                continue;
            }
            let adds = closed.added_by(problem, help);
            if adds == Worth::default() {
                continue;
            }
            let keeps = obstacle.map_or_else(|| rest.keeps(problem, body, &own, help), Keeps::Obstacle);
            found.push(LeftOut { item, adds, keeps });
        }
    }
    found.sort_by(|a, b| b.adds.cmp(&a.adds).then_with(|| a.item.cmp(&b.item)));
    found
}

/// What a package leaves of everything that is limited.
struct Rest<'a> {
    money: u64,
    days: BTreeMap<&'a str, u32>,
    regions: BTreeMap<&'a str, u64>,
    paid: BTreeSet<&'a str>,
}

impl<'a> Rest<'a> {
    fn of(problem: &'a Problem, package: &'a Package) -> Self {
        let bound = problem.limits.bound;
        let taken = problem.own_days(package);
        let days = problem.bodies.iter().filter_map(|body| {
            let others = problem.days_for_others(body);
            let own = taken.get(&body.id).copied().unwrap_or_default();
            Some((
                body.id.as_str(),
                body.own_days?.saturating_sub(others).saturating_sub(own),
            ))
        });
        let mut regions: BTreeMap<&str, u64> = BTreeMap::new();
        for item in package.items() {
            if let (Some(body), Some(help)) = (problem.body(&item.body), problem.help(&item.help)) {
                *regions.entry(&body.region).or_default() += help.cost_for(body, bound);
            }
        }
        let spent = problem.cost(package, bound).total();
        Self {
            money: problem.limits.budget.saturating_sub(spent),
            days: days.collect(),
            regions,
            paid: package.items().map(|item| item.help.as_str()).collect(),
        }
    }

    fn keeps(&self, problem: &Problem, body: &Body, own: &[&Help], help: &Help) -> Keeps {
        let takes = help.own_days_for(body);
        if let Some(left) = self
            .days
            .get(body.id.as_str())
            .copied()
            .filter(|left| *left < takes)
        {
            return Keeps::People { takes, left };
        }
        let missing = help.needs.iter().find(|need| {
            !problem.is_met(body, need)
                && !own
                    .iter()
                    .any(|other| problem.provides_in_time(other, need, help))
        });
        if let Some(need) = missing {
            return Keeps::Need(need.clone());
        }
        let bound = problem.limits.bound;
        let there = help.cost_for(body, bound);
        if let Some(cap) = problem.limits.region_cap() {
            let spent = self
                .regions
                .get(body.region.as_str())
                .copied()
                .unwrap_or_default();
            let left = cap.saturating_sub(spent);
            if there > left {
                return Keeps::Region { left };
            }
        }
        let is_paid = self.paid.contains(help.id.as_str());
        let costs = there
            + if is_paid {
                0
            } else {
                u64::from(help.cost.fixed.at(bound))
            };
        if costs > self.money {
            return Keeps::Money {
                costs,
                left: self.money,
            };
        }
        Keeps::Nothing
    }
}

/// How far the package and others close a gap.
struct Now<'a> {
    gap: &'a OpenGap,
    weight: Points,
    /// Millionths of what is open.
    best: u32,
    meets_floor: bool,
}

/// A body's gaps.
struct Closed<'a>(BTreeMap<&'a PracticeId, Now<'a>>);

impl<'a> Closed<'a> {
    fn of(problem: &'a Problem, body: &'a Body, own: &[&Help]) -> Self {
        let lines: Vec<&Help> = problem
            .funded(body)
            .map(|(help, _)| help)
            .chain(own.iter().copied())
            .collect();
        let now = |gap: &'a OpenGap| Now {
            gap,
            weight: problem.weight(body, gap),
            best: lines
                .iter()
                .map(|help| problem.effect(help, &gap.practice))
                .max()
                .unwrap_or_default(),
            meets_floor: lines.iter().any(|help| problem.meets_floor(help, gap)),
        };
        Self(body.gaps.iter().map(|gap| (&gap.practice, now(gap))).collect())
    }

    /// By the rule of the best line, as everything is counted.
    fn added_by(&self, problem: &Problem, help: &Help) -> Worth {
        let mut adds = Worth::default();
        for practice in help.lifts.keys() {
            let Some(now) = self.0.get(practice) else {
                continue;
            };
            let points = |effect| Problem::points(now.weight, effect);
            adds.points += (points(problem.effect(help, practice)) - points(now.best)).max(0);
            adds.floors += u32::from(!now.meets_floor && problem.meets_floor(help, now.gap));
        }
        adds
    }
}
