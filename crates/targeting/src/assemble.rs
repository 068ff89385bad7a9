//! Packages that can be funded, put together out of what the search over prices has found for each body.

use crate::block::Pack;
use crate::instance::Instance;

/// One package for each block, that keeps to the budget and to the caps of regions.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) helps: Vec<u128>,
    pub(crate) value: i64,
    pub(crate) cost: i64,
}

impl Whole {
    /// More value, then less money.
    pub(crate) fn is_better_than(&self, other: Option<&Self>) -> bool {
        other.is_none_or(|other| (self.value, -self.cost) > (other.value, -other.cost))
    }
}

/// Fills what a choice leaves of the money, step by step by what brings most for a dollar. Nothing if the choice spends too much already.
pub(crate) fn fill(instance: &Instance<'_>, pool: &[Vec<Pack>], choice: &[usize]) -> Option<Whole> {
    if choice.len() != pool.len() {
        return None;
    }
    let mut choice = choice.to_vec();
    let mut users = vec![0_u32; instance.fixed.len()];
    let mut regions = vec![0; instance.regions];
    let mut cost = 0;
    for ((block, own), pack) in instance.blocks.iter().zip(pool).zip(&choice) {
        let pack = own[*pack];
        regions[block.region] += pack.cost;
        cost += pack.cost;
        each_help(pack.helps, |help| {
            cost += if users[help] == 0 { instance.fixed[help] } else { 0 };
            users[help] += 1;
        });
    }
    let cap = instance.region_cap.unwrap_or(i64::MAX);
    if cost > instance.budget || regions.iter().any(|own| *own > cap) {
        return None;
    }
    loop {
        let mut best: Option<(i64, i64, usize, usize)> = None;
        for (index, block) in instance.blocks.iter().enumerate() {
            let now = pool[index][choice[index]];
            for (candidate, pack) in pool[index].iter().enumerate() {
                let gain = pack.value - now.value;
                if gain <= 0 || regions[block.region] + pack.cost - now.cost > cap {
                    continue;
                }
                let mut more = pack.cost - now.cost;
                each_help(pack.helps & !now.helps, |help| {
                    more += if users[help] == 0 { instance.fixed[help] } else { 0 };
                });
                each_help(now.helps & !pack.helps, |help| {
                    more -= if users[help] == 1 { instance.fixed[help] } else { 0 };
                });
                if cost + more > instance.budget {
                    continue;
                }
                // Gains that cost nothing come first, by what they save.
                let is_better = best.is_none_or(|(most, least, ..)| {
                    i128::from(gain) * i128::from(least.max(1)) > i128::from(most) * i128::from(more.max(1))
                });
                if is_better {
                    best = Some((gain, more, index, candidate));
                }
            }
        }
        let Some((_, more, index, candidate)) = best else {
            break;
        };
        let (now, next) = (pool[index][choice[index]], pool[index][candidate]);
        each_help(now.helps, |help| users[help] -= 1);
        each_help(next.helps, |help| users[help] += 1);
        regions[instance.blocks[index].region] += next.cost - now.cost;
        cost += more;
        choice[index] = candidate;
    }
    let packs = || pool.iter().zip(&choice).map(|(own, pack)| own[*pack]);
    Some(Whole {
        helps: packs().map(|pack| pack.helps).collect(),
        value: packs().map(|pack| pack.value).sum(),
        cost,
    })
}

fn each_help(mut helps: u128, mut visit: impl FnMut(usize)) {
    while helps != 0 {
        visit(helps.trailing_zeros() as usize);
        helps &= helps - 1;
    }
}
