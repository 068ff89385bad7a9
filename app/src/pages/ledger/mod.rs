//! Pages of the ledger: what a body asks help for, below the body's own address; what donors and partners can answer, under `/requests`.

mod chain;
mod helper;
mod own;
mod parts;
#[cfg(test)]
mod tests;

use domain::identity::policy::Action;

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/assess/{org}/requests", Action::ReadOwnRequests, own::list)
        .post("/assess/{org}/requests", Action::ProposeRequest, own::propose)
        .get("/assess/{org}/requests/new", Action::ProposeRequest, own::new)
        .get(
            "/assess/{org}/requests/{request}",
            Action::ReadOwnRequests,
            own::page,
        )
        .post(
            "/assess/{org}/requests/{request}/confirm",
            Action::ConfirmRequest,
            own::confirm,
        )
        .post(
            "/assess/{org}/requests/{request}/decline",
            Action::ConfirmRequest,
            own::decline,
        )
        .post(
            "/assess/{org}/requests/{request}/withdraw",
            Action::ProposeRequest,
            own::withdraw,
        )
        .post(
            "/assess/{org}/requests/{request}/accept",
            Action::AnswerOffers,
            own::accept,
        )
        .post(
            "/assess/{org}/requests/{request}/decline-offer",
            Action::AnswerOffers,
            own::decline_offer,
        )
        .post(
            "/assess/{org}/requests/{request}/delivered",
            Action::AnswerOffers,
            own::delivered,
        )
        .post(
            "/assess/{org}/requests/{request}/missing",
            Action::AnswerOffers,
            own::missing,
        )
        .post(
            "/assess/{org}/requests/{request}/close",
            Action::AnswerOffers,
            own::close,
        )
        .get("/requests", Action::ReadRequests, helper::list)
        .get("/requests/offers", Action::ReadRequests, helper::offers)
        .get("/requests/{request}", Action::ReadRequests, helper::page)
        .post("/requests/{request}/offer", Action::OfferHelp, helper::offer)
        .post(
            "/requests/{request}/take-back",
            Action::OfferHelp,
            helper::take_back,
        )
        .post("/requests/{request}/deliver", Action::OfferHelp, helper::deliver)
}
