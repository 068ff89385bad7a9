//! Pages under `/insight`: what donors see.

mod body;
mod domain;
mod files;
mod index;
mod release;

use ::domain::disclosure::Coverage;
use ::domain::policy::Action;

use crate::context::Cx;
use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/insight", Action::ReadContent, index::page)
        .get("/insight/{round}", Action::ReadRelease, release::page)
        .get("/insight/{round}/release.csv", Action::ReadRelease, files::csv)
        .get("/insight/{round}/release.json", Action::ReadRelease, files::json)
        .get("/insight/{round}/{domain}", Action::ReadRelease, domain::page)
        .get(
            "/insight/{round}/bodies/{org}",
            Action::ReadNamedReport,
            body::page,
        )
}

/// How many bodies a release rests on, in a sentence.
fn coverage(cx: &Cx, coverage: Coverage, k: usize) -> String {
    let named = ("named", coverage.named.into());
    match (coverage.aggregate_only, coverage.contributing) {
        (Some(others), Some(all)) => cx.t_with(
            "insight-coverage",
            &[
                ("all", cx.t_with("insight-bodies", &[("n", all.into())]).into()),
                (
                    "named",
                    cx.t_with("insight-bodies", &[("n", coverage.named.into())])
                        .into(),
                ),
                (
                    "others",
                    cx.t_with("insight-bodies", &[("n", others.into())]).into(),
                ),
            ],
        ),
        _ => cx.t_with("insight-coverage-named", &[named, ("k", k.into())]),
    }
}
