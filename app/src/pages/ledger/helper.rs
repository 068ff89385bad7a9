//! What donors and partners are asked for, and what they answer.

mod act;
mod list;
mod offers;
mod one;

pub use act::{deliver, offer, take_back};
pub use list::page as list;
pub use offers::page as offers;
pub use one::page;

use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, Permit, Refusal, Resource, act as actions, decide, signed_in};
use leptos::prelude::*;

use crate::context::Cx;

/// The address of the list.
const PATH: &str = "/requests";

/// The donors and partners in whose name the reader can offer, by name.
fn own_helpers(cx: &Cx) -> Vec<Organisation> {
    let memberships = cx.identity.iter().flat_map(|identity| &identity.memberships);
    let mut own: Vec<Organisation> = memberships
        .map(|membership| membership.organisation.clone())
        .filter(|own| decide(&cx.actor, Action::OfferHelp, Resource::Organisation(&own.id)).is_ok())
        .collect();
    cx.sort_by_name(&mut own, |own| &own.name);
    own.dedup_by(|one, other| one.id == other.id);
    own
}

/// The permit to act in the name of a donor or partner: the one that the form names, else the reader's only or first one.
fn helper_permit(cx: &Cx, named: &str) -> usecase::Result<Permit<actions::OfferHelp>> {
    signed_in(&cx.actor).map_err(|refusal| cx.env().refuse(&cx.actor, Action::OfferHelp, refusal))?;
    let own = own_helpers(cx);
    let chosen = own.iter().find(|own| own.id.as_str() == named);
    match chosen.or_else(|| own.first().filter(|_| named.is_empty())) {
        Some(helper) => cx.permit(helper.clone()),
        None => Err(cx.env().refuse(&cx.actor, Action::OfferHelp, Refusal::NotYours)),
    }
}

/// The way between the two lists.
fn lists(cx: &Cx, is_offers: bool) -> AnyView {
    let links = [
        (PATH, "ledger-open-title", !is_offers),
        ("/requests/offers", "ledger-mine-title", is_offers),
    ]
    .map(|(href, key, is_here)| {
        let current = is_here.then_some("page");
        view! { <li><a href=href aria-current=current>{cx.t(key)}</a></li> }
    });
    view! {
        <nav class="admin-nav" aria-label=cx.t("ledger-lists")>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}
