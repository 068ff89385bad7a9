//! The bodies are only tied together by money: one budget, fixed costs that they share, caps of regions. So each of these gets a price, the bodies
//! are solved one by one, and what comes out is an upper bound for whatever prices: the Lagrangian dual. The prices that bring it lowest are
//! looked for with all packages that were found so far, as in a decomposition by Dantzig and Wolfe.

use crate::assemble::{Whole, fill};
use crate::block::{self, Duals, Pack};
use crate::instance::Instance;

/// Dollars are cut into so many parts (as a power of two), for fixed costs are shared.
const CENTS: u32 = 10;
/// So many binary places has a price.
const PLACES: u32 = 20;

/// What money costs.
#[derive(Clone, Debug)]
pub(crate) struct Prices {
    /// Parts of value for a dollar of the budget, with [`PLACES`].
    money: i64,
    /// The same on top, for a dollar in each region.
    regions: Vec<i64>,
    /// For each block and line, the part of the fixed cost that it bears, with [`CENTS`]. All together bear no more than there is.
    shares: Vec<Vec<i64>>,
}

/// The search over prices, and all that it finds on its way.
pub(crate) struct Dual<'a> {
    instance: &'a Instance<'a>,
    prices: Prices,
    /// For each block, what was found.
    pub(crate) pool: Vec<Vec<Pack>>,
    duals: Vec<Option<Duals>>,
    /// The best prices so far with their bound.
    pub(crate) found: Option<(i64, Prices)>,
}

impl Prices {
    fn line(&self, instance: &Instance<'_>, block: usize, line: usize) -> i64 {
        let own = &instance.blocks[block];
        let cost = own.lines[line].cost << CENTS;
        self.of(own.region, cost, cost + self.shares[block][line])
    }

    /// The price of so much, rounded down: a bound stays one.
    fn of(&self, region: usize, cost: i64, with_share: i64) -> i64 {
        let all = i128::from(self.money) * i128::from(with_share)
            + i128::from(self.regions[region]) * i128::from(cost);
        (all >> (PLACES + CENTS)) as i64
    }

    /// The prices of every line of a block.
    pub(crate) fn of_block(&self, instance: &Instance<'_>, block: usize) -> Vec<i64> {
        let lines = 0..instance.blocks[block].lines.len();
        lines.map(|line| self.line(instance, block, line)).collect()
    }

    /// What all the money is worth, rounded up.
    fn of_limits(&self, instance: &Instance<'_>) -> i64 {
        let budget = i128::from(self.money) * i128::from(instance.budget);
        let cap = i128::from(instance.region_cap.unwrap_or_default());
        let regions = self
            .regions
            .iter()
            .map(|price| i128::from(*price) * cap)
            .sum::<i128>();
        (((budget + regions) >> PLACES) + 1).min(i128::from(i64::MAX / 4)) as i64
    }

    /// The cost of a package with the shares of its fixed costs.
    fn with_shares(&self, instance: &Instance<'_>, block: usize, pack: &Pack) -> i64 {
        let lines = instance.blocks[block].lines.iter().zip(&self.shares[block]);
        let own = lines.filter(|(line, _)| pack.helps & 1 << line.help != 0);
        (pack.cost << CENTS) + own.map(|(_, share)| share).sum::<i64>()
    }
}

impl<'a> Dual<'a> {
    pub(crate) fn new(instance: &'a Instance<'a>) -> Self {
        let mut users = vec![0_i64; instance.fixed.len()];
        for line in instance.blocks.iter().flat_map(|block| &block.lines) {
            users[line.help] += 1;
        }
        let share = |help: usize| (instance.fixed[help] << CENTS) / users[help];
        let of = |block: &crate::instance::Block| block.lines.iter().map(|line| share(line.help)).collect();
        Self {
            instance,
            prices: Prices {
                money: 0,
                regions: vec![0; instance.regions],
                shares: instance.blocks.iter().map(of).collect(),
            },
            pool: vec![Vec::new(); instance.blocks.len()],
            duals: vec![None; instance.blocks.len()],
            found: None,
        }
    }

    /// Solves every body at the prices of this round and takes the packages into the pool. The bound; nothing if a body has no package at all.
    pub(crate) fn round(&mut self, steps: &mut u64) -> Option<i64> {
        let mut bound = self.prices.of_limits(self.instance);
        let mut uses = vec![Vec::new(); self.instance.fixed.len()];
        for index in 0..self.instance.blocks.len() {
            let block = &self.instance.blocks[index];
            let prices = self.prices.of_block(self.instance, index);
            let duals = block::duals(block, &prices, self.duals[index].as_ref());
            let (pack, upper) = block::best(block, &prices, &duals, steps);
            self.duals[index] = Some(duals);
            bound = bound.saturating_add(upper);
            match pack {
                Some(pack) => {
                    for (line, own) in block.lines.iter().enumerate() {
                        if pack.helps & 1 << own.help != 0 {
                            uses[own.help].push((index, line));
                        }
                    }
                    self.keep(index, pack);
                }
                None if *steps > 0 => return None,
                None => {}
            }
        }
        if self.found.as_ref().is_none_or(|(best, _)| bound < *best) {
            self.found = Some((bound, self.prices.clone()));
        }
        self.share_anew(&uses);
        Some(bound)
    }

    pub(crate) fn keep(&mut self, block: usize, pack: Pack) {
        if !self.pool[block].iter().any(|own| own.helps == pack.helps) {
            self.pool[block].push(pack);
        }
    }

    /// A fixed cost moves a little towards those who use its help.
    fn share_anew(&mut self, uses: &[Vec<(usize, usize)>]) {
        for (index, block) in self.instance.blocks.iter().enumerate() {
            for (line, own) in block.lines.iter().enumerate() {
                if !uses[own.help].is_empty() {
                    let share = &mut self.prices.shares[index][line];
                    *share -= *share / 4;
                }
            }
        }
        let mut borne = vec![0; uses.len()];
        for (block, shares) in self.instance.blocks.iter().zip(&self.prices.shares) {
            for (line, share) in block.lines.iter().zip(shares) {
                borne[line.help] += share;
            }
        }
        for (help, users) in uses.iter().enumerate().filter(|(_, users)| !users.is_empty()) {
            let open = ((self.instance.fixed[help] << CENTS) - borne[help]) / users.len() as i64;
            for (block, line) in users {
                self.prices.shares[*block][*line] += open;
            }
        }
    }

    /// The prices that are best for what is in the pool.
    pub(crate) fn price_anew(&mut self) {
        let costs = self.costs();
        let rounds = if self.instance.region_cap.is_some() { 4 } else { 1 };
        for _ in 0..rounds {
            self.prices.money = self.lowest(|dual, money| {
                let mut prices = dual.prices.clone();
                prices.money = money;
                let spent: i128 = dual
                    .chosen(&prices, &costs)
                    .map(|(_, _, cost)| i128::from(cost))
                    .sum();
                spent <= i128::from(dual.instance.budget) << CENTS
            });
            if let Some(cap) = self.instance.region_cap {
                for region in 0..self.instance.regions {
                    self.prices.regions[region] = self.lowest(|dual, price| {
                        let mut prices = dual.prices.clone();
                        prices.regions[region] = price;
                        let chosen = dual.chosen(&prices, &costs);
                        let own = chosen.filter(|(block, ..)| dual.instance.blocks[*block].region == region);
                        own.map(|(block, pack, _)| dual.pool[block][pack].cost)
                            .sum::<i64>()
                            <= cap
                    });
                }
            }
        }
    }

    /// What of the pool is best when money costs more and more, from the prices of the bound and from those of this round: the first that can be
    /// funded, with what is left filled up.
    pub(crate) fn assemble(&self) -> Option<Whole> {
        let costs = self.costs();
        let mut best: Option<Whole> = None;
        for base in self.found.iter().map(|(_, found)| found).chain([&self.prices]) {
            let dearer = |price: i64, sixteenths: i128| {
                (i128::from(price) * sixteenths / 16).min(i128::from(i64::MAX / 4)) as i64
            };
            let mut factors = (16..40).chain([64, 128, 1 << 10, 1 << 16, 1 << 24]);
            let whole = factors.find_map(|sixteenths| {
                let mut prices = base.clone();
                prices.money = dearer(base.money.max(1), sixteenths);
                for price in &mut prices.regions {
                    *price = dearer(*price, sixteenths);
                }
                let choice: Vec<usize> = self.chosen(&prices, &costs).map(|(_, pack, _)| pack).collect();
                fill(self.instance, &self.pool, &choice)
            });
            if let Some(whole) = whole.filter(|whole| whole.is_better_than(best.as_ref())) {
                best = Some(whole);
            }
        }
        // Prices that were hardly looked for keep to no budget: what each body begins with does, or nothing does.
        best.or_else(|| fill(self.instance, &self.pool, &vec![0; self.pool.len()]))
    }

    /// The lowest price at which `is_kept` holds, which once it holds goes on holding.
    fn lowest(&self, is_kept: impl Fn(&Self, i64) -> bool) -> i64 {
        // At this price one dollar costs more than anything can be worth.
        let highest = self
            .pool
            .iter()
            .flatten()
            .map(|pack| pack.value)
            .max()
            .unwrap_or_default();
        let (mut low, mut high) = (0, (highest.min(i64::MAX >> (PLACES + 2)) + 1) << PLACES);
        while low < high {
            let middle = low.midpoint(high);
            if is_kept(self, middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    fn costs(&self) -> Vec<Vec<i64>> {
        let of = |(block, packs): (usize, &Vec<Pack>)| {
            let cost = |pack| self.prices.with_shares(self.instance, block, pack);
            packs.iter().map(cost).collect()
        };
        self.pool.iter().enumerate().map(of).collect()
    }

    /// For each block the best package of the pool at these prices, the cheaper of equals, and its cost.
    fn chosen<'b>(
        &'b self,
        prices: &'b Prices,
        costs: &'b [Vec<i64>],
    ) -> impl Iterator<Item = (usize, usize, i64)> + 'b {
        let best = move |block: usize| {
            let region = self.instance.blocks[block].region;
            let packs = self.pool[block].iter().zip(&costs[block]).enumerate();
            let net = |(_, (pack, cost)): &(usize, (&Pack, &i64))| {
                (
                    pack.value - prices.of(region, pack.cost << CENTS, **cost),
                    -**cost,
                )
            };
            let best = packs.rev().max_by_key(net);
            best.map(|(pack, (_, cost))| (block, pack, *cost))
        };
        (0..self.pool.len()).filter_map(best)
    }
}
