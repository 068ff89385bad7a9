//! Pages under `/assess`: a body's profile, its questionnaire, its gap report.

mod asked;
mod assessment;
mod audit;
mod card;
mod files;
mod frameworks;
mod index;
mod overview;
mod parts;
mod people;
mod profile;
mod questionnaire;
pub mod report;
mod review;
mod save;

use domain::identity::policy::Action;

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/assess/{org}/people", Action::ReadPeople, people::page)
        .post("/assess/{org}/people", Action::ManagePeople, people::add)
        .post(
            "/assess/{org}/people/link",
            Action::ManagePeople,
            people::give_link,
        )
        .post(
            "/assess/{org}/people/roles",
            Action::ManagePeople,
            people::set_roles,
        )
        .post(
            "/assess/{org}/people/remove",
            Action::ManagePeople,
            people::remove,
        )
        .post(
            "/assess/{org}/people/sessions",
            Action::EndSessions,
            people::end_sessions,
        )
        .get("/assess/{org}/audit", Action::ReadAudit, audit::page)
        .get("/assess/{org}/audit.csv", Action::ReadAudit, audit::csv)
        .get("/assess", Action::ReadContent, index::page)
        .get("/assess/{org}", Action::ReadBody, overview::page)
        .post(
            "/assess/{org}/assessments",
            Action::StartAssessment,
            overview::start,
        )
        .get("/assess/{org}/profile", Action::EditProfile, profile::page)
        .post("/assess/{org}/profile", Action::EditProfile, profile::save)
        .get(
            "/assess/{org}/{assessment}",
            Action::ReadAssessment,
            assessment::page,
        )
        .post(
            "/assess/{org}/{assessment}/extend",
            Action::StartAssessment,
            assessment::extend,
        )
        .get(
            "/assess/{org}/{assessment}/review",
            Action::SubmitAssessment,
            review::page,
        )
        .post(
            "/assess/{org}/{assessment}/review",
            Action::ApproveNotApplicable,
            review::decide,
        )
        .post(
            "/assess/{org}/{assessment}/submit",
            Action::SubmitAssessment,
            review::submit,
        )
        .get(
            "/assess/{org}/{assessment}/report",
            Action::ReadReport,
            report::page,
        )
        .get(
            "/assess/{org}/{assessment}/report.csv",
            Action::ReadReport,
            files::csv,
        )
        .get(
            "/assess/{org}/{assessment}/report.json",
            Action::ReadReport,
            files::json,
        )
        .get(
            "/assess/{org}/{assessment}/{domain}",
            Action::ReadAssessment,
            questionnaire::page,
        )
        .post(
            "/assess/{org}/{assessment}/{domain}",
            Action::Answer,
            questionnaire::save,
        )
        .post("/answers/save", Action::Answer, save::save_card)
}
