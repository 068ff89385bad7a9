//! Signing in and out, passwords, languages.

pub mod data;
mod known_browser;
mod language;
mod own;
mod set_password;
mod sign_in;

use domain::identity::policy::Action;

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Action::UseDoor, sign_in::page)
        .post("/sign-in", Action::UseDoor, sign_in::sign_in)
        .post("/sign-out", Action::UseDoor, sign_in::sign_out)
        .get("/set-password/{secret}", Action::UseDoor, set_password::page)
        .post(
            "/set-password/{secret}",
            Action::UseDoor,
            set_password::set_password,
        )
        .get("/language", Action::UseDoor, language::page)
        .post("/language", Action::UseDoor, language::choose)
        .get("/account", Action::ManageOwnAccount, own::page)
        .post("/account", Action::ManageOwnAccount, own::save_person)
        .post("/account/password", Action::ManageOwnAccount, own::save_password)
        .post(
            "/account/sessions/end",
            Action::ManageOwnAccount,
            own::end_session,
        )
        .post(
            "/account/sessions/end-others",
            Action::ManageOwnAccount,
            own::end_others,
        )
        .get("/account/data.json", Action::ManageOwnAccount, data::own)
}
