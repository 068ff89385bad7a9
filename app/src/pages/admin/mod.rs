//! Pages under `/admin`.

mod organisations;

use domain::policy::Action;

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
            organisations::change_people,
        )
}
