//! Pages under `/learn`.

mod artefact;
mod attempt;
mod catalogue;
mod course;
mod form;
mod lesson;
pub mod media;
pub(crate) mod parts;
mod quiz;
mod result;
mod self_check;

use domain::identity::policy::Action;

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/learn", Action::ReadContent, catalogue::page)
        .get("/learn/attempts/{attempt}", Action::Learn, attempt::page)
        .post("/learn/attempts/{attempt}", Action::Learn, attempt::hand_in)
        .get("/learn/{course}", Action::ReadContent, course::page)
        .get("/learn/{course}/{lesson}", Action::ReadContent, lesson::page)
        .post("/learn/{course}/{lesson}", Action::Learn, lesson::complete)
        .get(
            "/learn/{course}/{lesson}/forms/{form}",
            Action::ReadContent,
            form::page,
        )
        .get("/learn/{course}/quiz/{module}", Action::ReadContent, quiz::page)
        .post("/learn/{course}/quiz/{module}", Action::Learn, quiz::start)
}
