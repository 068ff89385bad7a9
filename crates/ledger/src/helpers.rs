//! The donors and partners in whose name somebody acts.

use domain::id::OrganisationId;
use domain::identity::policy::{Action, Actor, Resource, decide};

/// The donors and partners in whose name somebody may offer help.
pub fn helpers_of(actor: &Actor) -> Vec<OrganisationId> {
    let own = actor
        .memberships
        .iter()
        .map(|membership| &membership.organisation);
    let mut helpers: Vec<OrganisationId> = own
        .filter(|own| decide(actor, Action::OfferHelp, Resource::Organisation(own)).is_ok())
        .cloned()
        .collect();
    helpers.sort();
    helpers.dedup();
    helpers
}
