//! What closing a round now would mean, in numbers that do not tell who takes part.

use super::divide::groups;
use super::ledger::{DonorGrant, Ledger};
use super::parameters::Parameters;
use super::round::{Contribution, Round};
use crate::id::DomainCode;

/// What would go dark and why. Every number is counted down to a multiple of `k`, with nothing for 0 … `k` − 1 alike, so that whoever
/// reads it again after a body decided sees that body only where a public threshold is crossed. Whether any of fewer than `k`
/// bodies left a question open is therefore not said: one suffices to hide a domain of its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Bodies that would be shown by name, at least.
    pub named: Option<usize>,
    /// Bodies that would count in aggregate, at least; nothing: fewer than `k`, and no figure about them is published.
    pub counted: Option<usize>,
    /// How many groups there would be.
    pub groups: usize,
    /// Each domain with how many of the bodies in aggregate left a question of it open, at least.
    pub open: Vec<(DomainCode, Option<usize>)>,
    /// Bodies in aggregate whose assessment was published before, at least: they need a new one to count again.
    pub reused: Option<usize>,
    /// Bodies that would be shown by name but whose assessment counted in aggregate before, at least: they need a new one too.
    pub not_by_name: Option<usize>,
    /// Grants to single donors that would wait for a next assessment, at least.
    pub grants_waiting: Option<usize>,
}

/// What closing the round now would mean.
pub fn preview(
    round: &Round,
    parameters: Parameters,
    ledger: &Ledger,
    grants: impl IntoIterator<Item = DonorGrant>,
) -> Preview {
    let counted: Vec<&Contribution> = round.hidden(ledger).collect();
    let by_name = round
        .contributions()
        .filter(|own| own.level == super::Consent::Named)
        .count();
    let named = round.named(ledger).count();
    let hidden = round.contributions().filter(|own| own.is_hidden()).count();
    let mut after = ledger.clone();
    after.record(super::Release::build(round, parameters, ledger).uses);
    let waiting = after.grants(grants).waiting.len();
    let open = |domain: &DomainCode| counted.iter().filter(|own| own.score(domain).is_none()).count();
    Preview {
        named: parameters.at_least(named),
        counted: parameters.at_least(counted.len()),
        groups: groups(round, parameters, ledger).len(),
        open: round
            .domains()
            .iter()
            .map(|domain| (domain.clone(), parameters.at_least(open(domain))))
            .collect(),
        reused: parameters.at_least(hidden - counted.len()),
        not_by_name: parameters.at_least(by_name - named),
        grants_waiting: parameters.at_least(waiting),
    }
}
