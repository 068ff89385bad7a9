//! The problem in whole numbers and small indices: what the search works on.

use std::collections::BTreeMap;

use domain::content::intervention::Need;
use domain::target::{Body, Fit, Help, Item, Obstacle, Package, Problem, Way, Worth};

use crate::{Infeasible, SolveError};

/// Kinds of help are bits of one number.
pub(crate) const MOST_HELPS: usize = 128;

/// A point is cut into so many parts, if they fit into 60 bits, so that what is lost by rounding prices never costs a proof.
const PARTS: i64 = 256;

/// One kind of help at one body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// The help's index.
    pub(crate) help: usize,
    /// US dollars.
    pub(crate) cost: i64,
    /// Person-days.
    pub(crate) days: i64,
    /// For each need that is not met without the package, the lines of this block that fulfil it.
    pub(crate) needs: Vec<Vec<usize>>,
    /// Locked in.
    pub(crate) is_forced: bool,
    /// For each thing it counts for: which, and the parts.
    pub(crate) closes: Vec<(usize, i64)>,
}

/// A body with what can be given to it.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The body's index in the problem.
    pub(crate) body: usize,
    /// Its region's index.
    pub(crate) region: usize,
    /// Person-days of its own people.
    pub(crate) days: i64,
    /// The most that can be spent on it.
    pub(crate) most: i64,
    /// Its lines, by help.
    pub(crate) lines: Vec<Line>,
    /// For each thing that counts (a gap, or a floor), the lines that count for it: the best one does.
    pub(crate) covers: Vec<Vec<(usize, i64)>>,
}

/// The whole.
#[derive(Clone, Debug)]
pub(crate) struct Instance<'a> {
    pub(crate) problem: &'a Problem,
    /// The helps in the order of their ids, which is the order of the bits.
    pub(crate) helps: Vec<&'a Help>,
    /// By region and id.
    pub(crate) blocks: Vec<Block>,
    /// US dollars, once for each help.
    pub(crate) fixed: Vec<i64>,
    /// US dollars.
    pub(crate) budget: i64,
    /// US dollars that may be spent on the bodies of one region.
    pub(crate) region_cap: Option<i64>,
    pub(crate) regions: usize,
    /// Parts of a point.
    pub(crate) parts: i64,
    /// Parts that a floor is worth: more than all points together.
    pub(crate) floor: i64,
}

impl<'a> Instance<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Result<Self, SolveError> {
        problem.check()?;
        let fit = problem.fit();
        let locked = locked(problem, &fit)?;
        let mut helps: Vec<&Help> = problem.helps.iter().collect();
        helps.sort_by(|a, b| a.id.cmp(&b.id));
        if helps.len() > MOST_HELPS {
            return Err(SolveError::TooLarge);
        }
        let all = i128::from(problem.weighted_gap()) + 1;
        let floors = problem.bodies.iter().flat_map(|body| &body.gaps);
        let floors = floors.filter(|gap| problem.is_floor(gap)).count() as i128;
        let most = all * (floors + 1);
        let mut parts = PARTS;
        while parts > 1 && most * i128::from(parts) >= 1 << 60 {
            parts /= 2;
        }
        if most * i128::from(parts) >= 1 << 60 {
            return Err(SolveError::TooLarge);
        }
        let bound = problem.limits.bound;
        let mut instance = Self {
            problem,
            fixed: helps
                .iter()
                .map(|help| i64::from(help.cost.fixed.at(bound)))
                .collect(),
            helps,
            blocks: Vec::new(),
            budget: dollars(problem.limits.budget),
            region_cap: problem.limits.region_cap().map(dollars),
            regions: 0,
            parts,
            floor: all as i64 * parts,
        };
        let mut bodies: Vec<(usize, &Body)> = problem.bodies.iter().enumerate().collect();
        bodies.sort_by(|(_, a), (_, b)| (&a.region, &a.id).cmp(&(&b.region, &b.id)));
        let mut regions: Vec<&str> = bodies.iter().map(|(_, body)| body.region.as_str()).collect();
        regions.dedup();
        instance.regions = regions.len();
        for (index, body) in bodies {
            let region = regions.partition_point(|region| *region < body.region.as_str());
            if let Some(block) = instance.block(index, body, region, &fit, &locked) {
                instance.blocks.push(block);
            }
        }
        // With one body a fixed cost is a part of what its help costs there.
        if let ([block], None) = (instance.blocks.as_mut_slice(), instance.region_cap) {
            for line in &mut block.lines {
                line.cost += std::mem::take(&mut instance.fixed[line.help]);
            }
        }
        Ok(instance)
    }

    fn block(&self, index: usize, body: &Body, region: usize, fit: &Fit, locked: &[Item]) -> Option<Block> {
        let problem = self.problem;
        let item = |help: &Help| Item::new(&body.id, &help.id);
        let is_in =
            |help: &&(usize, &Help)| fit.candidates.contains(&item(help.1)) || locked.contains(&item(help.1));
        let chosen: Vec<(usize, &Help)> = self
            .helps
            .iter()
            .copied()
            .enumerate()
            .filter(|help| is_in(&help))
            .collect();
        if chosen.is_empty() {
            return None;
        }
        let mut lines: Vec<Line> = Vec::new();
        for (help_index, help) in &chosen {
            let open = help.needs.iter().filter(|need| !problem.is_met(body, need));
            let providers = |need: &Need| {
                let all = chosen.iter().enumerate();
                let all = all.filter(|(_, (_, other))| problem.provides_in_time(other, need, help));
                all.map(|(line, _)| line).collect()
            };
            lines.push(Line {
                help: *help_index,
                cost: dollars(help.cost_for(body, problem.limits.bound)),
                days: i64::from(help.own_days_for(body)),
                needs: open.map(providers).collect(),
                is_forced: locked.contains(&item(help)),
                closes: Vec::new(),
            });
        }
        let covers = self.covers(body, &chosen);
        for (thing, own) in covers.iter().enumerate() {
            for (line, parts) in own {
                lines[*line].closes.push((thing, *parts));
            }
        }
        let all_days: i64 = lines.iter().map(|line| line.days).sum();
        let days = body.own_days.map_or(all_days, |all| {
            i64::from(all) - i64::from(problem.days_for_others(body))
        });
        Some(Block {
            body: index,
            region,
            days: days.clamp(0, all_days),
            most: self.region_cap.map_or(self.budget, |cap| cap.min(self.budget)),
            lines,
            covers,
        })
    }

    fn covers(&self, body: &Body, chosen: &[(usize, &Help)]) -> Vec<Vec<(usize, i64)>> {
        let problem = self.problem;
        let others: Vec<&Help> = problem.funded(body).map(|(help, _)| help).collect();
        let mut covers = Vec::new();
        for gap in &body.gaps {
            let weight = problem.weight(body, gap);
            let points = |help: &Help| Problem::points(weight, problem.effect(help, &gap.practice));
            let there = others.iter().map(|help| points(help)).max().unwrap_or_default();
            let adds = chosen
                .iter()
                .enumerate()
                .map(|(line, (_, help))| (line, (points(help) - there) * self.parts));
            covers.push(adds.filter(|(_, parts)| *parts > 0).collect::<Vec<_>>());
            if !others.iter().any(|help| problem.meets_floor(help, gap)) {
                let meets = chosen
                    .iter()
                    .enumerate()
                    .filter(|(_, (_, help))| problem.meets_floor(help, gap));
                covers.push(meets.map(|(line, _)| (line, self.floor)).collect());
            }
        }
        covers.retain(|own| !own.is_empty());
        covers
    }

    /// Takes out what adds nothing and nothing needs, the dearest first. It can be in what the search finds where money is left.
    pub(crate) fn trim(&self, helps: &mut [u128]) {
        for (block, mask) in self.blocks.iter().zip(helps) {
            let mut order: Vec<&Line> = block
                .lines
                .iter()
                .filter(|line| *mask & 1 << line.help != 0)
                .collect();
            order.sort_by_key(|line| (-line.cost, line.help));
            for line in order.into_iter().filter(|line| !line.is_forced) {
                let less = *mask & !(1 << line.help);
                if block.value(less) == block.value(*mask) && block.has_needs(less) {
                    *mask = less;
                }
            }
        }
    }

    /// The dollars of the fixed costs of these helps.
    pub(crate) fn fixed_of(&self, helps: u128) -> i64 {
        let mut left = helps;
        let mut cost = 0;
        while left != 0 {
            cost += self.fixed[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        cost
    }

    /// Parts as floors and points; an upper bound stays one.
    pub(crate) fn worth(&self, parts: i64) -> Worth {
        Worth {
            floors: (parts / self.floor) as u32,
            points: parts % self.floor / self.parts,
        }
    }

    /// The package of these helps for each block.
    pub(crate) fn package(&self, helps: &[u128]) -> Package {
        let of = |(block, mask): (&Block, &u128)| {
            let body = &self.problem.bodies[block.body].id;
            let own = block.lines.iter().filter(|line| mask & 1 << line.help != 0);
            own.map(|line| Item::new(body, &self.helps[line.help].id))
                .collect::<Vec<_>>()
        };
        self.blocks.iter().zip(helps).flat_map(of).collect()
    }
}

fn dollars(amount: u64) -> i64 {
    // Far more than there is, and far from where sums would overflow.
    amount.min(1 << 40) as i64
}

/// What is locked in, each once, if each could be chosen alone.
fn locked(problem: &Problem, fit: &Fit) -> Result<Vec<Item>, Infeasible> {
    let locks = problem.locks.iter().filter(|lock| lock.way == Way::In);
    let mut items: Vec<Item> = locks.map(|lock| Item::new(&lock.body, &lock.help)).collect();
    items.sort();
    items.dedup();
    for item in &items {
        match fit.obstacles.get(item) {
            None | Some(Obstacle::NothingToLift) => {}
            Some(obstacle) => {
                return Err(Infeasible::Locked {
                    item: item.clone(),
                    obstacle: obstacle.clone(),
                });
            }
        }
    }
    let mut days: BTreeMap<_, u32> = BTreeMap::new();
    for item in &items {
        if let (Some(body), Some(help)) = (problem.body(&item.body), problem.help(&item.help)) {
            *days.entry(&body.id).or_default() += help.own_days_for(body);
        }
    }
    for body in &problem.bodies {
        let takes = days.get(&body.id).copied().unwrap_or_default();
        let there_are = body
            .own_days
            .map(|all| all.saturating_sub(problem.days_for_others(body)));
        if let Some(there_are) = there_are.filter(|there_are| takes > *there_are) {
            return Err(Infeasible::OwnDays {
                body: body.id.clone(),
                takes,
                there_are,
            });
        }
    }
    let costs = problem
        .cost(&items.iter().cloned().collect(), problem.limits.bound)
        .total();
    if costs > problem.limits.budget {
        return Err(Infeasible::Budget { costs });
    }
    Ok(items)
}

impl Block {
    pub(crate) fn value(&self, helps: u128) -> i64 {
        let of = |own: &Vec<(usize, i64)>| {
            let taken = own
                .iter()
                .filter(|(line, _)| helps & 1 << self.lines[*line].help != 0);
            taken.map(|(_, parts)| *parts).max().unwrap_or_default()
        };
        self.covers.iter().map(of).sum()
    }

    fn has_needs(&self, helps: u128) -> bool {
        let is_in = |line: &usize| helps & 1 << self.lines[*line].help != 0;
        let taken = self.lines.iter().filter(|line| helps & 1 << line.help != 0);
        taken
            .flat_map(|line| &line.needs)
            .all(|need| need.iter().any(is_in))
    }
}
