//! What a body asks help for.

mod act;
mod list;
mod new;
mod one;

pub use act::{accept, close, confirm, decline, decline_offer, delivered, missing, withdraw};
pub use list::page as list;
pub use new::{page as new, propose};
pub use one::page;

use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, Resource, decide};

use crate::context::Cx;

/// The address of a body's requests.
fn address(body: &Organisation) -> String {
    format!("/assess/{}/requests", body.slug)
}

/// Whether the reader may do that for the body: decides what a page offers. The use case asks again.
fn may(cx: &Cx, action: Action, body: &Organisation) -> bool {
    decide(&cx.actor, action, Resource::Organisation(&body.id)).is_ok()
}

/// The pages above one of these.
fn trail(cx: &Cx, body: &Organisation, with_list: bool) -> Vec<(String, String)> {
    let mut trail = vec![(format!("/assess/{}", body.slug), body.name.clone())];
    if with_list {
        trail.push((address(body), cx.t("ledger-own-title")));
    }
    trail
}
