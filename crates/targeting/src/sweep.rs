//! The last step: body by body over every package that a better answer could contain.
//!
//! At the prices of the bound, each package of a body falls short of its best one by something. An answer that is better than the one at hand falls
//! short by less than the gap in all, so only packages that do are candidates, and only sums that do are carried on. If none had to be
//! dropped for want of room, what is found is the best there is; else what was dropped bounds it.

use std::collections::BTreeMap;

use crate::assemble::Whole;
use crate::block::{self, Pack};
use crate::instance::Instance;
use crate::prices::Prices;

/// What a sweep found.
pub(crate) struct Swept {
    /// A better answer, if there is one among what was carried on.
    pub(crate) better: Option<Whole>,
    /// No answer is above this and above the better one, or the one at hand.
    pub(crate) bound: i64,
}

/// A choice for the first so many bodies.
#[derive(Clone, Copy)]
struct Partial {
    helps: u128,
    cost: i64,
    region: i64,
    value: i64,
    short: i64,
    /// Where it comes from: the partial before it, and the package.
    from: (u32, u128),
}

/// How much may be carried from body to body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) packs: usize,
    pub(crate) partials: usize,
}

/// `bound` belongs to `prices`; `value` is that of the answer at hand.
pub(crate) fn sweep(
    instance: &Instance<'_>,
    prices: &Prices,
    bound: i64,
    value: i64,
    room: Room,
    steps: &mut u64,
) -> Swept {
    // What is better is so by a point at least.
    let gap = bound - value - instance.parts;
    let mut dropped = i64::MIN;
    let mut layers: Vec<Vec<(u32, u128)>> = Vec::new();
    let mut partials = vec![Partial {
        helps: 0,
        cost: 0,
        region: 0,
        value: 0,
        short: 0,
        from: (0, 0),
    }];
    let mut region = None;
    for index in 0..instance.blocks.len() {
        let (candidates, within) = candidates(instance, prices, index, gap, room.packs, steps);
        if within < gap {
            // Whatever contains another package falls short by more than this.
            dropped = dropped.max(bound - within.max(-1) - 1);
        }
        let own = instance.blocks[index].region;
        if region.replace(own) != Some(own) {
            for partial in &mut partials {
                partial.region = 0;
            }
        }
        let mut next = Vec::new();
        for (from, partial) in partials.iter().enumerate() {
            if *steps == 0 {
                dropped = dropped.max(bound - partial.short);
                continue;
            }
            for (short, pack) in &candidates {
                if partial.short + short > gap {
                    break;
                }
                *steps = steps.saturating_sub(1);
                let cost = partial.cost + pack.cost + instance.fixed_of(pack.helps & !partial.helps);
                let region = partial.region + pack.cost;
                if cost <= instance.budget && instance.region_cap.is_none_or(|cap| region <= cap) {
                    next.push(Partial {
                        helps: partial.helps | pack.helps,
                        cost,
                        region,
                        value: partial.value + pack.value,
                        short: partial.short + short,
                        from: (from as u32, pack.helps),
                    });
                }
            }
            if next.len() > 8 * room.partials {
                next = undominated(next, instance.region_cap.is_some());
                dropped = dropped.max(cut(&mut next, 4 * room.partials, bound));
            }
        }
        next = undominated(next, instance.region_cap.is_some());
        dropped = dropped.max(cut(&mut next, room.partials, bound));
        layers.push(next.iter().map(|partial| partial.from).collect());
        partials = next;
    }
    let best = partials
        .iter()
        .enumerate()
        .max_by_key(|(index, own)| (own.value, -own.cost, usize::MAX - index));
    let better = best.filter(|(_, own)| own.value > value).map(|(index, own)| {
        let mut helps = vec![0; layers.len()];
        let mut at = index;
        for (layer, pack) in layers.iter().zip(&mut helps).rev() {
            let (from, own) = layer[at];
            *pack = own;
            at = from as usize;
        }
        Whole {
            helps,
            value: own.value,
            cost: own.cost,
        }
    });
    let found = better.as_ref().map_or(value, |better| better.value);
    Swept {
        better,
        bound: dropped.min(bound).max(found),
    }
}

/// The packages of a block that fall short by no more than `gap`, those that are dominated left out, and within which shortfall they are all there.
fn candidates(
    instance: &Instance<'_>,
    prices: &Prices,
    index: usize,
    gap: i64,
    most: usize,
    steps: &mut u64,
) -> (Vec<(i64, Pack)>, i64) {
    let block = &instance.blocks[index];
    let of_lines = prices.of_block(instance, index);
    let duals = block::duals(block, &of_lines, None);
    let (_, best) = block::best(block, &of_lines, &duals, steps);
    let mut within = gap;
    loop {
        let mut found: Vec<Pack> = Vec::new();
        let is_whole = block::visit(block, &of_lines, &duals, best - within, steps, &mut |pack| {
            found.push(pack);
            (found.len() <= most).then_some(best - within)
        });
        if is_whole {
            return (without_dominated(instance, found, best), within);
        }
        if within <= 0 || *steps == 0 {
            return (without_dominated(instance, found, best), -1);
        }
        within /= 2;
    }
}

fn without_dominated(instance: &Instance<'_>, mut found: Vec<Pack>, best: i64) -> Vec<(i64, Pack)> {
    found.sort_by_key(|pack| (-pack.value, pack.cost, pack.helps));
    let mut kept: Vec<Pack> = Vec::new();
    for pack in found {
        let is_dominated = kept.iter().any(|other| {
            other.cost <= pack.cost && other.cost + instance.fixed_of(other.helps & !pack.helps) <= pack.cost
        });
        if !is_dominated {
            kept.push(pack);
        }
    }
    let mut kept: Vec<(i64, Pack)> = kept.into_iter().map(|pack| (best - pack.net, pack)).collect();
    kept.sort_by_key(|(short, pack)| (*short, -pack.value, pack.cost, pack.helps));
    kept
}

/// Of choices that opened the same helps, those that cost more and bring no more are left out.
fn undominated(mut partials: Vec<Partial>, has_caps: bool) -> Vec<Partial> {
    partials.sort_by_key(|own| (own.helps, own.cost, -own.value, own.region, own.from));
    let mut kept: Vec<Partial> = Vec::new();
    let mut start = 0;
    for partial in partials {
        if kept.get(start).is_some_and(|first| first.helps != partial.helps) {
            start = kept.len();
        }
        let same = &kept[start..];
        // Without caps, values rise with cost among those that are kept: the last one tells.
        let is_dominated = if has_caps {
            same.iter()
                .any(|other| other.value >= partial.value && other.region <= partial.region)
        } else {
            same.last().is_some_and(|other| other.value >= partial.value)
        };
        if !is_dominated {
            kept.push(partial);
        }
    }
    across(kept, has_caps)
}

/// The same for choices that opened more: if what is opened elsewhere can be paid as well. Only among few sets, for it compares each with each.
fn across(partials: Vec<Partial>, has_caps: bool) -> Vec<Partial> {
    let mut sets: BTreeMap<u128, Vec<Partial>> = BTreeMap::new();
    for partial in partials {
        sets.entry(partial.helps).or_default().push(partial);
    }
    if sets.len() == 1 || sets.len() > 400 || has_caps {
        return sets.into_values().flatten().collect();
    }
    let is_below = |own: &Partial, others: &[Partial]| {
        let at = others.partition_point(|other| other.cost <= own.cost);
        at > 0 && others[at - 1].value >= own.value
    };
    let keep = |(helps, own): (&u128, &Vec<Partial>)| {
        let above = || {
            sets.iter()
                .filter(|(other, _)| *other != helps && *other & helps == *helps)
        };
        let kept = own
            .iter()
            .filter(|own| !above().any(|(_, others)| is_below(own, others)));
        kept.copied().collect::<Vec<_>>()
    };
    sets.iter().flat_map(keep).collect()
}

/// Leaves the most promising; the bound of what is dropped.
fn cut(partials: &mut Vec<Partial>, room: usize, bound: i64) -> i64 {
    if partials.len() <= room {
        return i64::MIN;
    }
    partials.sort_by_key(|own| (own.short, -own.value, own.cost, own.helps, own.from));
    let dropped = partials[room].short;
    partials.truncate(room);
    bound - dropped
}
