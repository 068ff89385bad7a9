//! One file for each page, with what its forms are sent to.

mod about;
pub mod account;
pub mod admin;
pub mod assess;
mod audit;
mod end_sessions;
mod glossary;
pub mod guides;
pub mod insight;
mod landing;
pub mod learn;
pub mod ledger;
mod people;

use domain::identity::policy::Action;

use crate::routes::Routes;

/// Pages that belong to no part in particular.
pub fn public_routes(routes: Routes) -> Routes {
    routes
        .get("/", Action::ReadContent, landing::page)
        .get("/about", Action::ReadContent, about::page)
        .get("/glossary", Action::ReadContent, glossary::page)
}
