//! The search as a whole: prices, packages out of the pool, and a sweep that proves or improves.

use std::ops::ControlFlow;

use domain::target::{Package, Problem, Worth};

use crate::assemble::Whole;
use crate::block::{self, Pack};
use crate::instance::Instance;
use crate::prices::Dual;
use crate::sweep::{Room, sweep};
use crate::{Effort, Infeasible, Progress, Solution, SolveError};

/// Rounds of prices at most. Most problems stand still after ten.
const ROUNDS: usize = 40;
/// So many rounds without a better bound, and the prices are taken to be the best.
const IDLE: usize = 5;
/// What a sweep may carry, from quick to thorough.
const ROOMS: [Room; 4] = [
    Room {
        packs: 300,
        partials: 300,
    },
    Room {
        packs: 1_500,
        partials: 2_000,
    },
    Room {
        packs: 10_000,
        partials: 10_000,
    },
    Room {
        packs: 100_000,
        partials: 60_000,
    },
];

/// The package that is worth most: floors first, then points, of equals the cheaper.
pub fn solve(problem: &Problem, effort: &Effort<'_>) -> Result<Solution, SolveError> {
    let instance = Instance::new(problem)?;
    if instance.blocks.is_empty() {
        return Ok(Solution {
            package: Package::default(),
            worth: Worth::default(),
            bound: Worth::default(),
            is_proved: true,
        });
    }
    let mut search = Search {
        instance: &instance,
        effort,
        steps: effort.steps,
        best: None,
        bound: i64::MAX,
    };
    search.run()?;
    let Some(mut best) = search.best else {
        return Err(SolveError::Undecided);
    };
    instance.trim(&mut best.helps);
    let package = instance.package(&best.helps);
    let (worth, bound) = (
        instance.worth(best.value),
        instance.worth(search.bound.max(best.value)),
    );
    Ok(Solution {
        package,
        worth,
        bound,
        is_proved: worth == bound,
    })
}

struct Search<'a> {
    instance: &'a Instance<'a>,
    effort: &'a Effort<'a>,
    steps: u64,
    best: Option<Whole>,
    bound: i64,
}

impl Search<'_> {
    fn run(&mut self) -> Result<(), SolveError> {
        let instance = self.instance;
        let mut dual = Dual::new(instance);
        self.seed(&mut dual)?;
        let mut idle = 0;
        for round in 0..ROUNDS {
            let Some(bound) = dual.round(&mut self.steps) else {
                return Err(Infeasible::Together.into());
            };
            // A thousandth of a thousandth is no step forward.
            idle = if bound < self.bound - (self.bound >> 20) {
                0
            } else {
                idle + 1
            };
            self.bound = self.bound.min(bound);
            if self.bound < 0 {
                return Err(Infeasible::Together.into());
            }
            let is_last = idle >= IDLE || round + 1 == ROUNDS;
            if round % 4 == 0 || is_last {
                self.offer(dual.assemble());
            }
            if is_last || self.is_proved() || self.is_over() {
                break;
            }
            dual.price_anew();
        }
        self.offer(dual.assemble());
        let Some((bound, prices)) = dual.found.clone() else {
            return Err(SolveError::Undecided);
        };
        if let [block] = instance.blocks.as_slice() {
            self.one_body(block, &prices.of_block(instance, 0), bound);
            return Ok(());
        }
        for room in ROOMS {
            if self.is_proved() || self.is_over() {
                break;
            }
            let value = self.value();
            let swept = sweep(instance, &prices, bound, value, room, &mut self.steps);
            self.bound = self.bound.min(swept.bound);
            self.offer(swept.better);
        }
        if self.best.is_none() && self.bound < 0 {
            return Err(Infeasible::Together.into());
        }
        Ok(())
    }

    /// A package for each body with which it can begin: nothing, or what is locked in with what it needs.
    fn seed(&mut self, dual: &mut Dual<'_>) -> Result<(), SolveError> {
        for (index, block) in self.instance.blocks.iter().enumerate() {
            let mut pack = Some(Pack {
                helps: 0,
                value: 0,
                cost: 0,
                net: 0,
            });
            if block.lines.iter().any(|line| line.is_forced) {
                // So dear that only cost counts.
                let dear = |line: &crate::instance::Line| {
                    let cost = line.cost + self.instance.fixed[line.help];
                    cost.max(1) << 20
                };
                let prices: Vec<i64> = block.lines.iter().map(dear).collect();
                let things = vec![0; block.covers.len()];
                let free = block::Duals {
                    keeps: things,
                    day: 0,
                };
                let mut plain = block.clone();
                plain.covers.iter_mut().for_each(Vec::clear);
                plain.lines.iter_mut().for_each(|line| line.closes.clear());
                pack = block::best(&plain, &prices, &free, &mut self.steps).0;
                if let Some(pack) = &mut pack {
                    pack.value = block.value(pack.helps);
                }
            }
            let Some(pack) = pack else {
                let body = self.instance.problem.bodies[block.body].id.clone();
                return Err(Infeasible::WithNeeds { body }.into());
            };
            dual.keep(index, pack);
        }
        Ok(())
    }

    /// With one body there is nothing to put together: every package that can be better is looked at, and each better one narrows the rest.
    fn one_body(&mut self, block: &crate::instance::Block, prices: &[i64], bound: i64) {
        let instance = self.instance;
        let duals = block::duals(block, prices, None);
        let (_, upper) = block::best(block, prices, &duals, &mut self.steps);
        let mut best = self.best.take();
        let threshold = |best: &Option<Whole>| {
            let value = best.as_ref().map_or(-instance.parts, |best| best.value);
            upper - (bound - value - instance.parts)
        };
        let first = threshold(&best);
        let is_whole = block::visit(block, prices, &duals, first, &mut self.steps, &mut |pack| {
            let whole = Whole {
                helps: vec![pack.helps],
                value: pack.value,
                cost: pack.cost + instance.fixed_of(pack.helps),
            };
            if whole.cost <= instance.budget && whole.is_better_than(best.as_ref()) {
                best = Some(whole);
            }
            Some(threshold(&best))
        });
        self.best = best;
        if is_whole {
            self.bound = self.value();
        }
    }

    /// The value at hand; less than nothing without a package.
    fn value(&self) -> i64 {
        self.best.as_ref().map_or(-self.instance.parts, |best| best.value)
    }

    fn offer(&mut self, whole: Option<Whole>) {
        if let Some(whole) = whole.filter(|whole| whole.is_better_than(self.best.as_ref())) {
            self.best = Some(whole);
        }
    }

    /// Whole points are what counts.
    fn is_proved(&self) -> bool {
        self.best.is_some() && self.bound - self.value() < self.instance.parts
    }

    fn is_over(&self) -> bool {
        let progress = || Progress {
            steps_left: self.steps,
            worth: self.best.as_ref().map(|best| self.instance.worth(best.value)),
            bound: (self.bound < i64::MAX).then(|| self.instance.worth(self.bound.max(0))),
        };
        self.steps == 0
            || self
                .effort
                .watch
                .is_some_and(|watch| watch(progress()) == ControlFlow::Break(()))
    }
}
