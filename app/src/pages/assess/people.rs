//! The people of one's own election body.

use axum::extract::Path;
use domain::organisation::OrganisationKind;
use service::Organisation;

use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::Form;
use crate::pages::end_sessions;
use crate::pages::people::{Input, Place, change, show};

/// Who belongs to the body, in which roles.
pub async fn page(cx: Cx, Path(slug): Path<String>) -> PageResult {
    let body = load(&cx, &slug).await?;
    let place = place(&cx, &body);
    show(&cx, body, place).await
}

/// Adds a person, changes roles, or makes a link.
pub async fn save(cx: Cx, Path(slug): Path<String>, form: Form<Input>) -> PageResult {
    let body = load(&cx, &slug).await?;
    let place = place(&cx, &body);
    change(&cx, body, place, form).await
}

/// Ends the sessions of one of them.
pub async fn end_sessions(
    cx: Cx,
    Path(slug): Path<String>,
    Form(input): Form<end_sessions::Input>,
) -> PageResult {
    let body = load(&cx, &slug).await?;
    let place = place(&cx, &body);
    end_sessions::end(&cx, body, place, input).await
}

/// Other organisations have their people under `/admin/organisations`.
async fn load(cx: &Cx, slug: &str) -> Result<Organisation, PageError> {
    let organisation = cx.services().organisation_with_people(&cx.actor, slug).await?;
    if organisation.kind == OrganisationKind::ElectionBody {
        Ok(organisation)
    } else {
        Err(PageError::NotFound)
    }
}

fn place(cx: &Cx, body: &Organisation) -> Place {
    Place {
        address: format!("/assess/{}/people", body.slug),
        trail: vec![
            ("/assess".to_owned(), cx.t("nav-assess")),
            (format!("/assess/{}", body.slug), body.name.clone()),
        ],
        is_operators: false,
    }
}
