//! Groups: bodies that are counted together, once, and in no other way (rule R1).

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::parameters::Parameters;
use super::round::{Contribution, Round, Stratum};

/// The hidden bodies of a group, with the strata that are its label. It names bodies, so it is for building and verifying a
/// release and cannot be serialised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership<'a> {
    label: BTreeSet<Stratum>,
    members: Vec<&'a Contribution>,
}

impl<'a> Membership<'a> {
    /// The strata that the group stands for, those without any hidden body too.
    pub fn label(&self) -> &BTreeSet<Stratum> {
        &self.label
    }

    /// Its members, by id.
    pub fn members(&self) -> &[&'a Contribution] {
        &self.members
    }
}

/// Hidden bodies by stratum. A stratum is never divided: no row is finer.
type Block<'a> = BTreeMap<&'a Stratum, Vec<&'a Contribution>>;

/// The groups of a round, in the order of their labels: every hidden body that may still be counted is in exactly one, each has
/// at least `k`, and their labels divide the strata of the register; none if there are fewer than `k` such bodies at all.
///
/// The strata are divided by region, as regions are the rows that donors ask for first, and each part again by income
/// group. Both times the same rule keeps every part at `k` or more, see `divide`. Only public attributes and
/// membership count: if scores did, the division itself would tell something of them. Empty strata are divided as well, so that a
/// region of nobody lies in some label just as one of three bodies does.
pub fn groups<'a>(round: &'a Round, parameters: Parameters, ledger: &Ledger) -> Vec<Membership<'a>> {
    let mut all: Block<'a> = round
        .strata()
        .iter()
        .map(|stratum| (stratum, Vec::new()))
        .collect();
    for own in round.contributions() {
        if own.is_hidden() && ledger.admits_to_group(&own.assessment) {
            all.entry(&own.stratum).or_default().push(own);
        }
    }
    if size(&all) < parameters.k() {
        return Vec::new();
    }
    let mut groups: Vec<Membership<'a>> = divide(all, |stratum| &stratum.region, parameters.k())
        .into_iter()
        .flat_map(|block| divide(block, |stratum| &stratum.income_group, parameters.k()))
        .map(|block| {
            let label = block.keys().copied().cloned().collect();
            let mut members: Vec<&Contribution> = block.into_values().flatten().collect();
            members.sort_by(|a, b| a.body.cmp(&b.body));
            Membership { label, members }
        })
        .collect();
    groups.sort_by(|a, b| a.label.cmp(&b.label));
    groups
}

/// Divides a block of at least `k` bodies by a public attribute. A value with at least `k` bodies is a part of its own; all
/// other ones together are one part; if that is too small, it joins the smallest of the others, the first by
/// name among equals, which costs the fewest bodies their row.
fn divide<'a>(block: Block<'a>, attribute: fn(&Stratum) -> &str, k: usize) -> Vec<Block<'a>> {
    let mut parts: BTreeMap<&str, Block<'a>> = BTreeMap::new();
    for (stratum, bodies) in block {
        parts
            .entry(attribute(stratum))
            .or_default()
            .insert(stratum, bodies);
    }
    let (mut parts, small): (Vec<_>, Vec<_>) = parts.into_values().partition(|part| size(part) >= k);
    let rest: Block<'a> = small.into_iter().flatten().collect();
    if rest.is_empty() {
        return parts;
    }
    match parts.iter_mut().min_by_key(|part| size(part)) {
        Some(smallest) if size(&rest) < k => smallest.extend(rest),
        _ => parts.push(rest),
    }
    parts
}

fn size(block: &Block<'_>) -> usize {
    block.values().map(Vec::len).sum()
}
