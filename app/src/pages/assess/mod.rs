//! Pages under `/assess`.

mod people;

use domain::policy::Action;

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/assess/{org}/people", Action::ReadPeople, people::page)
        .post("/assess/{org}/people", Action::ManagePeople, people::save)
}
