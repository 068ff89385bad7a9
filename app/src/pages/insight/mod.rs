//! Pages under `/insight`: what donors see.

mod body;
mod check;
mod domain;
mod files;
mod hidden;
mod index;
mod needs;
mod package;
mod release;
mod seen;
mod sharing;

use ::domain::identity::policy::Action;
use insight::ShownCoverage;

pub use sharing::consent_words;

use crate::context::Cx;
use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    sharing::routes(routes)
        .get("/insight", Action::ReadContent, index::page)
        .get("/insight/about/hidden", Action::ReadContent, hidden::page)
        .get("/insight/about/sharing", Action::ReadContent, seen::page)
        .get("/insight/about/check", Action::ReadContent, check::page)
        .get("/insight/{round}", Action::ReadRelease, release::page)
        .get("/insight/{round}/release.csv", Action::ReadRelease, files::csv)
        .get("/insight/{round}/groups.csv", Action::ReadRelease, files::groups)
        .get("/insight/{round}/release.json", Action::ReadRelease, files::json)
        .get(
            "/insight/{round}/manifest.json",
            Action::ReadRelease,
            files::manifest,
        )
        .get("/insight/{round}/package", Action::ReadRelease, package::page)
        .get(
            "/insight/{round}/package/package.csv",
            Action::ReadRelease,
            package::csv,
        )
        .get(
            "/insight/{round}/package/budgets",
            Action::ReadRelease,
            package::budgets,
        )
        .get(
            "/insight/{round}/package/steady",
            Action::ReadRelease,
            package::steady,
        )
        .get(
            "/insight/{round}/package/why",
            Action::ReadRelease,
            package::reasons,
        )
        .get("/insight/{round}/{domain}", Action::ReadRelease, domain::page)
        .get(
            "/insight/{round}/bodies/{org}",
            Action::ReadNamedReport,
            body::page,
        )
}

/// How many bodies a release rests on, in a sentence.
fn coverage(cx: &Cx, coverage: ShownCoverage, k: usize) -> String {
    let bodies = |n: usize| cx.t_with("insight-bodies", &[("n", n.into())]);
    match (coverage.named, coverage.aggregate) {
        (Some(named), Some(others)) => {
            let key = if coverage.is_at_least {
                "insight-coverage-at-least"
            } else {
                "insight-coverage-exact"
            };
            cx.t_with(
                key,
                &[("named", bodies(named).into()), ("others", bodies(others).into())],
            )
        }
        (Some(named), None) => cx.t_with(
            "insight-coverage-named",
            &[("named", named.into()), ("k", k.into())],
        ),
        (None, Some(others)) if coverage.is_at_least => {
            cx.t_with("insight-coverage-late", &[("others", bodies(others).into())])
        }
        (None, Some(others)) => cx.t_with(
            "insight-coverage-late-exact",
            &[("others", bodies(others).into())],
        ),
        (None, None) => cx.t_with("insight-coverage-late-none", &[("k", k.into())]),
    }
}
