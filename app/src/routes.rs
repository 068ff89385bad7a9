//! Every address of the site, each with the action that it is: a route cannot be added without one. Tests ask each of
//! them as each role and compare the answers with the policy.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use domain::policy::Action;
use http::Method;

use crate::context::AppState;
use crate::pages;

/// An address, as the tests see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// Pattern, with parameters in braces.
    pub path: &'static str,
    /// What somebody who comes here wants to do.
    pub action: Action,
}

/// Collects addresses.
#[derive(Default)]
pub struct Routes {
    router: Router<AppState>,
    table: Vec<Route>,
}

impl Routes {
    /// Adds a page.
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, action, handler)
    }

    /// Adds what a form is sent to.
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, action, handler)
    }

    fn add<H, T>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        action: Action,
        handler: H,
    ) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.table.push(Route { method, path, action });
        Self {
            router: self.router.route(path, on(filter, handler)),
            table: self.table,
        }
    }
}

/// Every page and action.
fn all() -> Routes {
    let routes = Routes::default();
    let routes = pages::public_routes(routes);
    let routes = pages::account::routes(routes);
    let routes = pages::learn::routes(routes);
    let routes = pages::assess::routes(routes);
    let routes = pages::insight::routes(routes);
    pages::admin::routes(routes)
}

/// The router of every page.
pub fn router() -> Router<AppState> {
    all().router
}

/// The table of every address.
pub fn table() -> Vec<Route> {
    all().table
}
