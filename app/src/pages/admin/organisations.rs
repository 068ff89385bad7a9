//! The organisations of the instance, and the people of each.

use axum::extract::Path;
use axum::response::Response;
use domain::identity::organisation::{IncomeGroup, Organisation, OrganisationKind};
use domain::identity::policy::Instance;
use identity::NewOrganisation;
use leptos::prelude::*;
use serde::Deserialize;
use usecase::Error;

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field, SelectField};
use crate::components::region::{region_name, region_options};
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::pages::end_sessions;
use crate::pages::people::{self, Adding, Entry, Place};
use crate::shell::Page;

/// The form as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    income_group: String,
}

impl From<Input> for NewOrganisation {
    fn from(input: Input) -> Self {
        let Input {
            kind,
            name,
            slug,
            country,
            region,
            income_group,
        } = input;
        Self {
            kind,
            name,
            slug,
            country,
            region,
            income_group,
        }
    }
}

/// The organisations by kind, and the form that adds one.
pub async fn page(cx: Cx) -> PageResult {
    let organisations = all(&cx).await?;
    let regions = regions(&cx).await?;
    let typed = NewOrganisation {
        kind: OrganisationKind::ElectionBody.as_str().to_owned(),
        ..NewOrganisation::default()
    };
    Ok(render(&cx, organisations, regions, typed, Messages::new()))
}

/// Adds an organisation and goes on to its people, of whom it has none yet.
pub async fn add(cx: Cx, Form(input): Form<Input>) -> PageResult {
    let typed = NewOrganisation::from(input);
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    match identity::add_organisation(cx.env(), &permit, &mut tx, &typed).await {
        Ok(added) => {
            tx.commit().await?;
            Ok(cx.redirect(&format!("/admin/organisations/{}", added.slug)))
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let organisations = all(&cx).await?;
            let regions = regions(&cx).await?;
            let messages = messages(&cx, &errors);
            Ok(render(&cx, organisations, regions, typed, messages))
        }
        Err(error) => Err(error.into()),
    }
}

/// The people of an organisation of any kind.
pub async fn people(cx: Cx, Path(slug): Path<String>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::show(&cx, organisation, place).await
}

/// Adds a person.
pub async fn add_person(cx: Cx, Path(slug): Path<String>, Form(input): Form<Adding>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::add(&cx, organisation, place, input).await
}

/// Gives out a new link.
pub async fn give_link(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::give_link(&cx, organisation, place, input).await
}

/// Changes somebody's roles.
pub async fn set_roles(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::set_roles(&cx, organisation, place, input).await
}

/// Takes somebody out of the organisation.
pub async fn remove_person(cx: Cx, Path(slug): Path<String>, Form(input): Form<Entry>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::remove(&cx, organisation, place, input).await
}

/// Ends the sessions of a person of an organisation.
pub async fn end_sessions(
    cx: Cx,
    Path(slug): Path<String>,
    Form(input): Form<end_sessions::Input>,
) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    end_sessions::end(&cx, organisation, place, input).await
}

/// The names of the instance's own regions.
pub async fn regions(cx: &Cx) -> Result<Vec<String>, PageError> {
    let own = identity::own_regions(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    Ok(own.into_iter().map(|region| region.name).collect())
}

async fn all(cx: &Cx) -> Result<Vec<Organisation>, PageError> {
    Ok(identity::organisations(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?)
}

/// An organisation by its name in addresses.
pub async fn organisation(cx: &Cx, slug: &str) -> Result<Organisation, PageError> {
    Ok(identity::organisation(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), slug).await?)
}

async fn load(cx: &Cx, slug: &str) -> Result<(Organisation, Place), PageError> {
    let organisation = organisation(cx, slug).await?;
    let place = Place {
        address: format!("/admin/organisations/{slug}"),
        trail: vec![
            ("/admin".to_owned(), cx.t("nav-admin")),
            ("/admin/organisations".to_owned(), cx.t("organisations-title")),
        ],
        is_operators: true,
    };
    Ok((organisation, place))
}

fn render(
    cx: &Cx,
    organisations: Vec<Organisation>,
    regions: Vec<String>,
    typed: NewOrganisation,
    messages: Messages,
) -> Response {
    let page = Page::wide(cx.t("organisations-title"));
    let is_valid = messages.is_empty();
    let own = cx.clone();
    let view = move || body(&own, &organisations, &regions, typed.clone(), &messages);
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(
    cx: &Cx,
    organisations: &[Organisation],
    regions: &[String],
    typed: NewOrganisation,
    messages: &Messages,
) -> impl IntoView + use<> {
    let lists = OrganisationKind::ALL
        .into_iter()
        .map(|kind| {
            list(
                cx,
                kind,
                organisations.iter().filter(|one| one.kind == kind).collect(),
            )
        })
        .collect_view();
    let kinds = OrganisationKind::ALL
        .into_iter()
        .map(|kind| {
            let name = kind.as_str();
            (name.to_owned(), cx.t(&format!("kind-{name}")))
        })
        .collect();
    let attributes = attribute_fields(cx, &typed, regions, messages);
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("organisations-title")}</h1>
        <p><a href="#add-title">{cx.t("organisations-add-title")}</a></p>
        <ErrorSummary messages=messages.clone()/>
        {lists}
        <section class="add-organisation" aria-labelledby="add-title">
            <h2 id="add-title">{cx.t("organisations-add-title")}</h2>
            <form method="post" action="/admin/organisations" class="form">
                <SelectField name="kind" label=cx.t("field-kind") options=kinds value=typed.kind messages=messages.clone()/>
                <Field name="name" label=cx.t("field-organisation-name") value=typed.name autocomplete="off" messages=messages.clone()/>
                <Field name="slug" label=cx.t("field-slug") help=cx.t("field-slug-help") value=typed.slug autocomplete="off" messages=messages.clone()/>
                <fieldset class="field-group">
                    <legend>{cx.t("organisations-body-legend")}</legend>
                    <p class="field-help">{cx.t("organisations-body-help")}</p>
                    {attributes}
                </fieldset>
                <button class="button" type="submit">{cx.t("organisations-add-button")}</button>
            </form>
        </section>
    }
}

/// The public attributes of an election body.
pub fn attribute_fields(
    cx: &Cx,
    typed: &NewOrganisation,
    regions: &[String],
    messages: &Messages,
) -> impl IntoView + use<> {
    let regions = region_options(cx, regions);
    let groups = IncomeGroup::ALL
        .into_iter()
        .map(|group| {
            let name = group.as_str();
            (name.to_owned(), cx.t(&format!("income-group-{name}")))
        })
        .collect();
    view! {
        <Field name="country" label=cx.t("field-country") help=cx.t("field-country-help") value=typed.country.clone() autocomplete="off" messages=messages.clone()/>
        <SelectField name="region" label=cx.t("field-region") help=cx.t("field-region-help") options=regions value=typed.region.clone() messages=messages.clone()/>
        <p class="field-help"><a href="/admin/regions">{cx.t("regions-link")}</a></p>
        <SelectField name="income_group" label=cx.t("field-income-group") options=groups value=typed.income_group.clone() messages=messages.clone()/>
    }
}

fn list(cx: &Cx, kind: OrganisationKind, organisations: Vec<&Organisation>) -> impl IntoView + use<> {
    let title = cx.t(&format!("kinds-{}", kind.as_str()));
    if organisations.is_empty() {
        return view! {
            <h2>{title}</h2>
            <p class="muted">{cx.t("organisations-none")}</p>
        }
        .into_any();
    }
    let is_body = kind == OrganisationKind::ElectionBody;
    let mut columns = vec![Column::text(cx.t("field-organisation-name"))];
    if is_body {
        let attributes = ["field-country", "field-region", "field-income-group"];
        columns.extend(attributes.map(|attribute| Column::text(cx.t(attribute))));
    }
    let rows = organisations
        .into_iter()
        .map(|organisation| {
            let attributes = is_body.then(|| {
                let income = organisation
                    .income_group
                    .map(|group| cx.t(&format!("income-group-{}", group.as_str())))
                    .unwrap_or_default();
                view! {
                    <td>{organisation.country.clone()}</td>
                    <td><bdi>{region_name(cx, &organisation.region)}</bdi></td>
                    <td>{income}</td>
                }
            });
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/admin/organisations/{}", organisation.slug)>{organisation.name.clone()}</a>
                    </th>
                    {attributes}
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable caption=title columns>{rows}</DataTable> }.into_any()
}
