//! Every address of the site, each with the action that it is: a route cannot be added without one. Tests ask each of
//! them as each role and compare the answers with the policy.

use std::collections::BTreeSet;

use axum::Router;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodFilter, get, on};
use domain::content::Lang;
use domain::identity::policy::Action;
use http::Method;

use crate::context::{AppState, Cx};
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
    let routes = pages::guides::routes(routes);
    let routes = pages::assess::routes(routes);
    let routes = pages::insight::routes(routes);
    let routes = pages::ledger::routes(routes);
    pages::admin::routes(routes)
}

/// The router of every page.
pub fn router() -> Router<AppState> {
    let Routes { router, table } = all();
    let pages: BTreeSet<&str> = paths(&table, &Method::GET).collect();
    // Somebody who reloads what a form was answered with, or changes the language there, comes back to the page of the form.
    let pages = paths(&table, &Method::POST)
        .filter(|path| !pages.contains(path))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .fold(router, |router, path| {
            let depth = depth_of_page(path, &pages);
            router.route(path, get(move |cx: Cx| back(cx, depth)))
        });
    // The same pages once more in each language: `/ar/learn`.
    Lang::ALL.into_iter().fold(pages.clone(), |router, lang| {
        let tag = format!("/{}", lang.tag());
        let first_page = get(async |cx: Cx| cx.redirect("/"));
        router
            .route(&format!("{tag}/"), first_page)
            .nest(&tag, pages.clone())
    })
}

fn paths<'a>(table: &'a [Route], method: &'a Method) -> impl Iterator<Item = &'static str> + use<'a> {
    table
        .iter()
        .filter(move |route| route.method == *method)
        .map(|route| route.path)
}

/// How many parts the address of the nearest page above has.
fn depth_of_page(path: &str, pages: &BTreeSet<&str>) -> usize {
    let mut above = path;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        if pages.contains(shorter) {
            return shorter.matches('/').count();
        }
        above = shorter;
    }
    0
}

async fn back(cx: Cx, depth: usize) -> Response {
    let path = cx.path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').skip(1).take(depth).collect();
    cx.redirect(&format!("/{}", parts.join("/")))
}

/// The table of every address.
pub fn table() -> Vec<Route> {
    all().table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_above_is_the_nearest_one_that_can_be_read() {
        let pages = ["/account", "/assess/{org}", "/"].into();
        assert_eq!(depth_of_page("/account/sessions/end", &pages), 1);
        assert_eq!(depth_of_page("/assess/{org}/assessments", &pages), 2);
        assert_eq!(depth_of_page("/sign-out", &pages), 0);
    }
}
