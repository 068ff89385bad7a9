//! Correcting what is said of an organisation.

use axum::extract::Path;
use axum::response::Response;
use domain::identity::organisation::{Organisation, OrganisationKind};
use domain::identity::policy::Instance;
use identity::NewOrganisation;
use leptos::prelude::*;
use usecase::Error;

use super::admin_nav;
use super::organisations::{Input, attribute_fields, organisation, regions};
use crate::components::form::{ErrorSummary, Field};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The form, filled in.
pub async fn page(cx: Cx, Path(slug): Path<String>) -> PageResult {
    let organisation = organisation(&cx, &slug).await?;
    let typed = NewOrganisation {
        name: organisation.name.clone(),
        country: organisation.country.clone(),
        region: organisation.region.clone(),
        income_group: organisation.income_group,
        ..NewOrganisation::default()
    };
    let regions = regions(&cx).await?;
    Ok(render(&cx, organisation, regions, typed, Messages::new()))
}

/// Corrects the organisation and goes back to its page.
pub async fn save(cx: Cx, Path(slug): Path<String>, Form(input): Form<Input>) -> PageResult {
    let typed = NewOrganisation::from(input);
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    match identity::correct_organisation(cx.env(), &permit, &mut tx, &slug, &typed).await {
        Ok(corrected) => {
            tx.commit().await?;
            Ok(cx.redirect(&format!("/admin/organisations/{}", corrected.slug)))
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let organisation = organisation(&cx, &slug).await?;
            let regions = regions(&cx).await?;
            Ok(render(&cx, organisation, regions, typed, messages(&cx, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}

fn render(
    cx: &Cx,
    organisation: Organisation,
    regions: Vec<String>,
    typed: NewOrganisation,
    messages: Messages,
) -> Response {
    let title = cx.t_with(
        "organisation-correct-title",
        &[("name", organisation.name.clone().into())],
    );
    let page = Page::new(title.clone());
    let is_valid = messages.is_empty();
    let own = cx.clone();
    let view = move || {
        body(
            &own,
            &title,
            &organisation,
            &regions,
            typed.clone(),
            messages.clone(),
        )
    };
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(
    cx: &Cx,
    title: &str,
    organisation: &Organisation,
    regions: &[String],
    typed: NewOrganisation,
    messages: Messages,
) -> impl IntoView + use<> {
    let address = format!("/admin/organisations/{}", organisation.slug);
    let trail = vec![
        ("/admin".to_owned(), cx.t("nav-admin")),
        ("/admin/organisations".to_owned(), cx.t("organisations-title")),
        (address.clone(), organisation.name.clone()),
    ];
    let attributes = (organisation.kind == OrganisationKind::ElectionBody)
        .then(|| attribute_fields(cx, &typed, regions, &messages));
    view! {
        {admin_nav(cx)}
        <Breadcrumbs trail/>
        <h1>{title.to_owned()}</h1>
        <p class="lead">{cx.t("organisation-correct-text")}</p>
        <ErrorSummary messages=messages.clone()/>
        <form method="post" action=format!("{address}/correct") class="form">
            <Field name="name" label=cx.t("field-organisation-name") value=typed.name autocomplete="off" messages/>
            {attributes}
            <button class="button" type="submit">{cx.t("organisation-correct-button")}</button>
        </form>
    }
}
