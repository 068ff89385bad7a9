//! What a body lets donors see, round by round: one person proposes, another confirms.

mod propose;
mod receipt;
mod settle;
mod view;

use axum::extract::Path;
use domain::disclose::Recipient;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, Permit, act};
use insight::Sharing;

use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Messages, messages};
use crate::routes::Routes;
use crate::shell::Page;

pub use receipt::words as consent_words;

/// The addresses of this part. They lie below those of the body, whose people come here.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/assess/{org}/sharing", Action::ReadConsent, page)
        .post(
            "/assess/{org}/sharing/propose",
            Action::ProposeConsent,
            propose::propose,
        )
        .get(
            "/assess/{org}/sharing/{consent}",
            Action::ReadConsent,
            receipt::page,
        )
        .post(
            "/assess/{org}/sharing/confirm/{consent}",
            Action::ConfirmConsent,
            settle::confirm,
        )
        .post(
            "/assess/{org}/sharing/decline/{consent}",
            Action::ConfirmConsent,
            settle::decline,
        )
        .post(
            "/assess/{org}/sharing/withdraw/{consent}",
            Action::ProposeConsent,
            settle::withdraw,
        )
}

/// What the page shows.
struct Data {
    body: Organisation,
    sharing: Sharing,
    typed: propose::Input,
    messages: Messages,
}

/// The page.
pub async fn page(cx: Cx, Path(org): Path<String>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let data = Data {
        sharing: sharing(&cx, &permit).await?,
        body: permit.organisation().clone(),
        typed: propose::Input::default(),
        messages: Vec::new(),
    };
    let (page, context) = (title(&cx), cx.clone());
    Ok(cx.render(page, move || view::view(&context, &data)))
}

async fn sharing(cx: &Cx, permit: &Permit<act::ReadConsent>) -> Result<Sharing, PageError> {
    let mut sharing = insight::sharing(cx.env(), permit, &mut cx.reader()).await?;
    cx.sort_by_name(&mut sharing.donors, |donor| &donor.name);
    Ok(sharing)
}

/// What was sent.
enum Sent {
    /// A proposal, with what was typed.
    Proposal(propose::Input),
    /// A decision about the proposal with that id.
    Decision(String),
}

/// The answer to a form: back to the page, or the page once more with what is wrong, where it is wrong.
async fn answer(cx: &Cx, body: &Organisation, sent: Sent, outcome: usecase::Result<()>) -> PageResult {
    let errors = match outcome {
        Ok(()) => return Ok(cx.redirect(&view::address(body))),
        Err(usecase::Error::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    let permit = cx.permit(body.clone())?;
    let sharing = sharing(cx, &permit).await?;
    let place = place(&sharing, &sent).ok_or(PageError::NotFound)?;
    let texts = messages(cx, &errors).into_iter().map(|(_, text)| text);
    let messages = texts.map(|text| (place.clone(), text)).collect();
    let data = Data {
        body: body.clone(),
        sharing,
        typed: match sent {
            Sent::Proposal(typed) => typed,
            Sent::Decision(_) => propose::Input::default(),
        },
        messages,
    };
    let (page, context) = (title(cx), cx.clone());
    Ok(cx.render_invalid(page, move || view::view(&context, &data)))
}

/// The `id` of that part of the page which an error is about. It can be another one than the form that was sent: that is gone
/// if a proposal has come to wait meanwhile.
fn place(sharing: &Sharing, sent: &Sent) -> Option<String> {
    use insight::ProposalState;

    let mut rounds = sharing.rounds.iter();
    match sent {
        Sent::Proposal(input) => {
            let round = rounds.find(|round| round.round.slug == input.round)?;
            let to: Recipient = input.recipient();
            Some(match round.waiting(&to) {
                Some(proposal) => view::proposal_id(proposal),
                None => view::form_id(round, &to),
            })
        }
        Sent::Decision(id) => rounds.find_map(|round| {
            let proposal = round.proposals.iter().find(|proposal| proposal.id == *id)?;
            Some(match proposal.state {
                ProposalState::Waiting => view::proposal_id(proposal),
                _ => view::round_id(round),
            })
        }),
    }
}

fn title(cx: &Cx) -> Page {
    Page::new(cx.t("sharing-title"))
}
