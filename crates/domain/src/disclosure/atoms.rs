//! Atoms: bodies that are counted together or not at all.

use std::collections::{BTreeMap, BTreeSet};

use super::parameters::Parameters;
use super::round::{Round, Stratum};
use crate::id::OrganisationId;

/// At least `k` bodies that contribute in aggregate only, and that every figure counts together or not at all.
///
/// It names bodies, so it is for building and verifying a release and cannot be serialised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    strata: BTreeSet<Stratum>,
    members: BTreeSet<OrganisationId>,
}

impl Atom {
    /// The strata whose bodies in aggregate it holds, all of them.
    pub fn strata(&self) -> &BTreeSet<Stratum> {
        &self.strata
    }

    /// Its bodies.
    pub fn members(&self) -> &BTreeSet<OrganisationId> {
        &self.members
    }
}

/// Bodies in aggregate by stratum. A stratum is never divided: no row is finer.
type Block<'a> = BTreeMap<&'a Stratum, BTreeSet<&'a OrganisationId>>;

/// The atoms of a round: every body in aggregate is in exactly one, and each has at least `k`; none if there are fewer
/// than `k` such bodies at all.
///
/// The bodies are divided by region, as regions are the rows that donors ask for first, and each part again by income
/// group. Both times the same rule keeps every part at `k` or more, see [`divide`]. Only public attributes and
/// membership count: if scores did, the division itself would tell something of them.
pub fn atoms(round: &Round, parameters: Parameters) -> Vec<Atom> {
    let mut all = Block::new();
    for contribution in round.aggregate_only() {
        all.entry(&contribution.stratum)
            .or_default()
            .insert(&contribution.body);
    }
    if size(&all) < parameters.k() {
        return Vec::new();
    }
    divide(all, |stratum| &stratum.region, parameters.k())
        .into_iter()
        .flat_map(|block| divide(block, |stratum| &stratum.income_group, parameters.k()))
        .map(|block| Atom {
            strata: block.keys().copied().cloned().collect(),
            members: block.into_values().flatten().cloned().collect(),
        })
        .collect()
}

/// Divides a block of at least `k` bodies by a public attribute. A value with at least `k` bodies is a part of its own; all
/// smaller ones together are one part; if that is still too small, it joins the smallest of the others, the first by
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
    match parts.iter_mut().min_by_key(|part| size(part)) {
        Some(smallest) if size(&rest) < k => smallest.extend(rest),
        _ => parts.push(rest),
    }
    parts
}

fn size(block: &Block<'_>) -> usize {
    block.values().map(BTreeSet::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{Consent, Contribution};

    /// The atoms of so many bodies in each stratum, each atom as the names of its strata and its size.
    fn divided(strata: &[(&str, &str, usize)]) -> Vec<(String, usize)> {
        let contributions = strata.iter().flat_map(|&(region, income_group, bodies)| {
            (0..bodies).map(move |number| Contribution {
                body: format!("{region}-{income_group}-{number}").into(),
                level: Consent::AggregateOnly,
                stratum: Stratum::new(region, income_group),
                averages: BTreeMap::new(),
            })
        });
        let register = strata
            .iter()
            .map(|&(region, income_group, _)| Stratum::new(region, income_group));
        let round = Round::new("r".into(), register, vec![], contributions).unwrap();
        atoms(&round, Parameters::default())
            .into_iter()
            .map(|atom| {
                let names: Vec<String> = atom
                    .strata
                    .iter()
                    .map(|stratum| format!("{} {}", stratum.region, stratum.income_group))
                    .collect();
                (names.join(" + "), atom.members.len())
            })
            .collect()
    }

    fn expected(atoms: &[(&str, usize)]) -> Vec<(String, usize)> {
        atoms
            .iter()
            .map(|&(strata, bodies)| (strata.to_owned(), bodies))
            .collect()
    }

    #[test]
    fn fewer_than_k_bodies_make_no_atom() {
        assert_eq!(divided(&[]), []);
        assert_eq!(divided(&[("A", "low", 2), ("B", "low", 2)]), []);
    }

    #[test]
    fn a_region_of_k_is_an_atom_and_is_split_by_income_group_where_it_can() {
        assert_eq!(
            divided(&[
                ("A", "high", 1),
                ("A", "low", 4),
                ("B", "high", 5),
                ("B", "low", 7),
                ("B", "middle", 2)
            ]),
            expected(&[("A high + A low", 5), ("B high + B middle", 7), ("B low", 7)])
        );
    }

    #[test]
    fn small_regions_are_pooled() {
        assert_eq!(
            divided(&[
                ("A", "low", 3),
                ("B", "low", 9),
                ("C", "high", 2),
                ("D", "low", 1)
            ]),
            expected(&[("B low", 9), ("A low + C high + D low", 6)])
        );
    }

    #[test]
    fn a_pool_that_is_too_small_joins_the_smallest_region() {
        assert_eq!(
            divided(&[("A", "low", 9), ("B", "low", 6), ("C", "low", 1), ("D", "low", 6)]),
            expected(&[("A low", 9), ("B low + C low", 7), ("D low", 6)])
        );
    }
}
