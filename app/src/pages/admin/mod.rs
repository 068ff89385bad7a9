//! Pages under `/admin`: for whoever runs the instance.

mod audit;
mod correct;
mod organisations;
mod overview;
mod people;
mod person;
mod regions;
mod rounds;

use domain::identity::policy::Action;
use leptos::prelude::*;

use crate::context::Cx;
use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/admin/organisations", Action::ReadInstance, organisations::page)
        .post(
            "/admin/organisations",
            Action::ManageOrganisations,
            organisations::add,
        )
        .get(
            "/admin/organisations/{org}",
            Action::ManageOrganisations,
            organisations::people,
        )
        .post(
            "/admin/organisations/{org}",
            Action::ManageOrganisations,
            organisations::add_person,
        )
        .post(
            "/admin/organisations/{org}/link",
            Action::ManageOrganisations,
            organisations::give_link,
        )
        .post(
            "/admin/organisations/{org}/roles",
            Action::ManageOrganisations,
            organisations::set_roles,
        )
        .post(
            "/admin/organisations/{org}/remove",
            Action::ManageOrganisations,
            organisations::remove_person,
        )
        .get(
            "/admin/organisations/{org}/correct",
            Action::ManageOrganisations,
            correct::page,
        )
        .post(
            "/admin/organisations/{org}/correct",
            Action::ManageOrganisations,
            correct::save,
        )
        .get("/admin/audit", Action::ReadWholeAudit, audit::page)
        .get("/admin/audit.csv", Action::ReadWholeAudit, audit::csv)
        .get("/admin/people", Action::ManageAccounts, people::page)
        .get("/admin/people/{account}", Action::ManageAccounts, person::page)
        .get(
            "/admin/people/{account}/data.json",
            Action::ManageAccounts,
            person::data,
        )
        .post(
            "/admin/people/{account}/remove",
            Action::ManageAccounts,
            person::remove,
        )
        .post(
            "/admin/organisations/{org}/sessions",
            Action::ManageOrganisations,
            organisations::end_sessions,
        )
        .get("/admin/regions", Action::ReadInstance, regions::page)
        .post("/admin/regions", Action::ManageOrganisations, regions::add)
        .post(
            "/admin/regions/remove",
            Action::ManageOrganisations,
            regions::remove,
        )
        .get("/admin", Action::ReadInstance, overview::page)
        .get("/admin/rounds", Action::ReadInstance, rounds::page)
        .post("/admin/rounds", Action::ManageRounds, rounds::open)
        .get(
            "/admin/rounds/{round}/close",
            Action::ManageRounds,
            rounds::preview,
        )
        .post("/admin/rounds/{round}/close", Action::ManageRounds, rounds::close)
        .get(
            "/admin/rounds/{round}/closing",
            Action::ManageRounds,
            rounds::progress,
        )
}

/// The parts of the administration, with the present one marked.
pub fn admin_nav(cx: &Cx) -> AnyView {
    let links = [
        ("/admin", cx.t("admin-nav-overview")),
        ("/admin/organisations", cx.t("admin-nav-organisations")),
        ("/admin/people", cx.t("admin-nav-people")),
        ("/admin/regions", cx.t("regions-title")),
        ("/admin/rounds", cx.t("admin-nav-rounds")),
        ("/admin/audit", cx.t("audit-title")),
    ];
    let path = cx.path.split('?').next().unwrap_or_default();
    let items = links
        .into_iter()
        .map(|(href, name)| {
            let is_current = path == href || (href != "/admin" && path.starts_with(href));
            view! { <li><a href=href aria-current=is_current.then_some("page")>{name}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="admin-nav" aria-label=cx.t("nav-admin")>
            <ul>{items}</ul>
        </nav>
    }
    .into_any()
}
