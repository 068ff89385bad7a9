//! One body by itself: the best packages at given prices, exactly.
//!
//! A branch and bound whose bound is the linear programme's dual, held fixed below the root: each thing that counts keeps a
//! part `v` of what it is worth, a day costs `day`, and a line is worth what exceeds these and its price. For whatever `v ≥ 0` and `day ≥ 0` that
//! is an upper bound, so they may come from floating-point steps; all else is whole numbers.

use crate::instance::Block;

/// The prices of the dual.
#[derive(Clone, Debug, Default)]
pub(crate) struct Duals {
    pub(crate) keeps: Vec<i64>,
    pub(crate) day: i64,
}

/// A package for one body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pack {
    /// Bits of the helps.
    pub(crate) helps: u128,
    /// Parts that it is worth.
    pub(crate) value: i64,
    /// US dollars, fixed costs aside.
    pub(crate) cost: i64,
    /// What is left of the value at the prices.
    pub(crate) net: i64,
}

/// Finds good duals by steps along a subgradient, from those of similar prices if there are any.
pub(crate) fn duals(block: &Block, prices: &[i64], warm: Option<&Duals>) -> Duals {
    let things = block.covers.len();
    let best = |own: &Vec<(usize, i64)>| own.iter().map(|(_, parts)| *parts).max().unwrap_or_default() as f64;
    let (mut keeps, mut day): (Vec<f64>, f64) = match warm {
        Some(warm) => (
            warm.keeps.iter().map(|own| *own as f64).collect(),
            warm.day as f64,
        ),
        None => (block.covers.iter().map(|own| best(own) * 0.7).collect(), 0.0),
    };
    let rounds = if warm.is_some() { 40 } else { 150 };
    // A day is scaled to a usual line, so that a step changes days and things alike.
    let usual =
        (block.lines.iter().map(|line| line.days).sum::<i64>() as f64 / block.lines.len() as f64).max(1.0);
    let mut found = (f64::INFINITY, keeps.clone(), day);
    let (mut wish, mut idle) = (if warm.is_some() { 0.01 } else { 0.05 }, 0);
    let mut slopes = vec![0.0; things];
    for _ in 0..rounds {
        slopes.fill(1.0);
        let mut by_day = block.days as f64;
        let mut upper = keeps.iter().sum::<f64>() + day * by_day;
        for (line, price) in block.lines.iter().zip(prices) {
            let exceeds = line
                .closes
                .iter()
                .map(|(thing, parts)| (*parts as f64 - keeps[*thing]).max(0.0));
            let score = exceeds.sum::<f64>() - *price as f64 - day * line.days as f64;
            if score > 0.0 || line.is_forced {
                upper += score;
                by_day -= line.days as f64;
                for (thing, parts) in &line.closes {
                    slopes[*thing] -= f64::from(u8::from(*parts as f64 > keeps[*thing]));
                }
            }
        }
        if upper < found.0 * (1.0 - 1e-6) || found.0.is_infinite() {
            found = (upper, keeps.clone(), day);
            idle = 0;
        } else {
            idle += 1;
            if idle == 5 {
                (wish, idle) = (wish / 2.0, 0);
                keeps.clone_from(&found.1);
                day = found.2;
                continue;
            }
        }
        let by_day = by_day / usual;
        // A slope that leads out of what is allowed is no way to go.
        let by_day = if day <= 0.0 && by_day > 0.0 { 0.0 } else { by_day };
        let leads = |own: f64, slope: f64| if own <= 0.0 && slope > 0.0 { 0.0 } else { slope };
        let norm = keeps
            .iter()
            .zip(&slopes)
            .map(|(own, slope)| leads(*own, *slope).powi(2))
            .sum::<f64>()
            + by_day * by_day;
        if norm <= 0.0 {
            break;
        }
        let step = wish * upper.abs().max(1.0) / norm;
        for (own, slope) in keeps.iter_mut().zip(&slopes) {
            *own = (*own - step * slope).max(0.0);
        }
        day = (day - step * by_day / usual).max(0.0);
    }
    Duals {
        keeps: found.1.iter().map(|own| own.round() as i64).collect(),
        day: found.2.round() as i64,
    }
}

/// The best package at these prices, and what none can exceed: the same, unless the steps ran out.
pub(crate) fn best(block: &Block, prices: &[i64], duals: &Duals, steps: &mut u64) -> (Option<Pack>, i64) {
    let mut found: Option<Pack> = None;
    let mut search = Search::new(block, prices, duals);
    let root = search.upper();
    let is_whole = search.run(i64::MIN, steps, &mut |pack| {
        found = Some(pack);
        Some(pack.net + 1)
    });
    let upper = if is_whole {
        found.map_or(i64::MIN / 4, |pack| pack.net)
    } else {
        root
    };
    (found, upper)
}

/// Visits every package that is worth at least `threshold` at these prices; each visit may raise it, or end the search with `None`.
/// Whether it came to the end.
pub(crate) fn visit(
    block: &Block,
    prices: &[i64],
    duals: &Duals,
    threshold: i64,
    steps: &mut u64,
    each: &mut dyn FnMut(Pack) -> Option<i64>,
) -> bool {
    Search::new(block, prices, duals).run(threshold, steps, each)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Taken,
    Left,
}

/// What a step changed, to take it back.
enum Change {
    Score(usize, i64),
    Covered(usize, i64),
    Rest(usize, i64),
}

/// Sums that a step changes.
#[derive(Clone, Copy)]
struct Sums {
    value: i64,
    net: i64,
    rest: i64,
    /// What open lines can add at the duals, and the same if days cost nothing.
    adds: i64,
    adds_freely: i64,
    days: i64,
    dollars: i64,
}

struct Search<'a> {
    block: &'a Block,
    prices: &'a [i64],
    duals: &'a Duals,
    order: Vec<usize>,
    states: Vec<State>,
    scores: Vec<i64>,
    /// For each thing, what its best taken line counts, and what of its kept part an open line could still bring.
    covered: Vec<i64>,
    rests: Vec<i64>,
    sums: Sums,
    trail: Vec<Change>,
    threshold: i64,
}

impl<'a> Search<'a> {
    fn new(block: &'a Block, prices: &'a [i64], duals: &'a Duals) -> Self {
        let score = |(line, price): (&crate::instance::Line, &i64)| {
            let exceeds = line
                .closes
                .iter()
                .map(|(thing, parts)| (parts - duals.keeps[*thing]).max(0));
            exceeds.sum::<i64>() - price - duals.day * line.days
        };
        let scores: Vec<i64> = block.lines.iter().zip(prices).map(score).collect();
        let mut order: Vec<usize> = (0..block.lines.len()).collect();
        // What is surely in or out comes first: whoever decides otherwise pays at once.
        order.sort_by_key(|line| (!block.lines[*line].is_forced, -scores[*line].abs(), *line));
        let freely = |line: usize| (scores[line] + duals.day * block.lines[line].days).max(0);
        let mut search = Self {
            block,
            prices,
            duals,
            order,
            states: vec![State::Open; block.lines.len()],
            covered: vec![0; block.covers.len()],
            rests: vec![0; block.covers.len()],
            sums: Sums {
                value: 0,
                net: 0,
                rest: 0,
                adds: scores.iter().map(|score| (*score).max(0)).sum(),
                adds_freely: (0..scores.len()).map(freely).sum(),
                days: block.days,
                dollars: block.most,
            },
            scores,
            trail: Vec::new(),
            threshold: i64::MIN,
        };
        for thing in 0..block.covers.len() {
            search.rests[thing] = search.rest(thing);
            search.sums.rest += search.rests[thing];
        }
        search
    }

    fn run(&mut self, threshold: i64, steps: &mut u64, each: &mut dyn FnMut(Pack) -> Option<i64>) -> bool {
        self.threshold = threshold;
        self.descend(0, steps, each)
    }

    fn upper(&self) -> i64 {
        let Sums {
            net,
            rest,
            adds,
            adds_freely,
            days,
            ..
        } = self.sums;
        net + rest + adds_freely.min(adds.saturating_add(self.duals.day.saturating_mul(days)))
    }

    /// Whether the search may go on.
    fn descend(&mut self, depth: usize, steps: &mut u64, each: &mut dyn FnMut(Pack) -> Option<i64>) -> bool {
        if self.upper() < self.threshold {
            return true;
        }
        if *steps == 0 {
            return false;
        }
        *steps -= 1;
        let Some(&line) = self.order.get(depth) else {
            let taken = self.block.lines.iter().zip(&self.states);
            let taken = taken.filter(|(_, state)| **state == State::Taken);
            let pack = Pack {
                helps: taken.fold(0, |helps, (line, _)| helps | 1 << line.help),
                value: self.sums.value,
                cost: self.block.most - self.sums.dollars,
                net: self.sums.net,
            };
            let next = each(pack);
            self.threshold = next.unwrap_or(self.threshold);
            return next.is_some();
        };
        let takes_first = self.block.lines[line].is_forced || self.scores[line] > 0;
        for takes in [takes_first, !takes_first] {
            if !(if takes {
                self.may_take(line)
            } else {
                self.may_leave(line)
            }) {
                continue;
            }
            let (sums, mark) = (self.sums, self.trail.len());
            self.decide(line, takes);
            let goes_on = self.descend(depth + 1, steps, each);
            self.take_back(line, sums, mark);
            if !goes_on {
                return false;
            }
        }
        true
    }

    fn may_take(&self, line: usize) -> bool {
        let own = &self.block.lines[line];
        let can_come = |need: &Vec<usize>| need.iter().any(|other| self.states[*other] != State::Left);
        own.days <= self.sums.days && own.cost <= self.sums.dollars && own.needs.iter().all(can_come)
    }

    fn may_leave(&self, line: usize) -> bool {
        let can_come = |need: &Vec<usize>| {
            !need.contains(&line)
                || need
                    .iter()
                    .any(|other| *other != line && self.states[*other] != State::Left)
        };
        let lines = self.block.lines.iter().zip(&self.states);
        let mut taken = lines.filter(|(own, state)| **state == State::Taken && !own.needs.is_empty());
        !self.block.lines[line].is_forced && taken.all(|(own, _)| own.needs.iter().all(can_come))
    }

    fn decide(&mut self, line: usize, takes: bool) {
        let block = self.block;
        let own = &block.lines[line];
        self.count_out(line);
        self.states[line] = if takes { State::Taken } else { State::Left };
        if takes {
            self.sums.days -= own.days;
            self.sums.dollars -= own.cost;
            self.sums.net -= self.prices[line];
            for (thing, parts) in &own.closes {
                self.cover(*thing, *parts);
            }
        }
        for (thing, _) in &own.closes {
            let rest = self.rest(*thing);
            if rest != self.rests[*thing] {
                self.trail.push(Change::Rest(*thing, self.rests[*thing]));
                self.sums.rest += rest - self.rests[*thing];
                self.rests[*thing] = rest;
            }
        }
    }

    /// A thing is covered by a taken line: the other lines are worth less.
    fn cover(&mut self, thing: usize, parts: i64) {
        let before = self.covered[thing];
        if parts <= before {
            return;
        }
        self.trail.push(Change::Covered(thing, before));
        self.covered[thing] = parts;
        self.sums.value += parts - before;
        self.sums.net += parts - before;
        let keeps = self.duals.keeps[thing];
        if parts <= keeps {
            return;
        }
        let block = self.block;
        for (other, own) in &block.covers[thing] {
            let less = (own - before.max(keeps)).max(0) - (own - parts.max(keeps)).max(0);
            if less > 0 && self.states[*other] == State::Open {
                self.trail.push(Change::Score(*other, self.scores[*other]));
                self.count_out(*other);
                self.scores[*other] -= less;
                let freely = self.scores[*other] + self.duals.day * block.lines[*other].days;
                self.sums.adds += self.scores[*other].max(0);
                self.sums.adds_freely += freely.max(0);
            }
        }
    }

    fn count_out(&mut self, line: usize) {
        let freely = self.scores[line] + self.duals.day * self.block.lines[line].days;
        self.sums.adds -= self.scores[line].max(0);
        self.sums.adds_freely -= freely.max(0);
    }

    fn rest(&self, thing: usize) -> i64 {
        let open = self.block.covers[thing]
            .iter()
            .filter(|(line, _)| self.states[*line] == State::Open);
        let best = open.map(|(_, parts)| *parts).max().unwrap_or_default();
        (best.min(self.duals.keeps[thing]) - self.covered[thing]).max(0)
    }

    fn take_back(&mut self, line: usize, sums: Sums, mark: usize) {
        self.states[line] = State::Open;
        self.sums = sums;
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some(Change::Score(line, score)) => self.scores[line] = score,
                Some(Change::Covered(thing, parts)) => self.covered[thing] = parts,
                Some(Change::Rest(thing, rest)) => self.rests[thing] = rest,
                None => {}
            }
        }
    }
}
