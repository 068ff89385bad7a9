//! The organisations of the instance, and the people of each.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::identity::organisation::{IncomeGroup, Organisation, OrganisationKind};
use domain::identity::policy::Instance;
use identity::NewOrganisation;
use leptos::prelude::*;
use serde::Deserialize;
use serde_html_form::de::empty_as_none;
use usecase::{Error, Listed};

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field, SelectField};
use crate::components::list::{Asked, list_pages, search_form};
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
    #[serde(default, deserialize_with = "empty_as_none")]
    kind: Option<OrganisationKind>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    region: String,
    #[serde(default, deserialize_with = "empty_as_none")]
    income_group: Option<IncomeGroup>,
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

const ADDRESS: &str = "/admin/organisations";

/// Which kind is listed, as sent; empty for all of them.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OfKind {
    #[serde(default)]
    of: String,
}

/// The part of the list that is shown.
#[derive(Clone, Default)]
struct Part {
    asked: Asked,
    kind: Option<OrganisationKind>,
    organisations: Listed<Organisation>,
}

/// The organisations, and the form that adds one.
pub async fn page(cx: Cx, Query(of): Query<OfKind>, Query(asked): Query<Asked>) -> PageResult {
    let kind = match of.of.as_str() {
        "" => None,
        kind => Some(OrganisationKind::parse(kind).ok_or(PageError::BadRequest)?),
    };
    let part = part(&cx, asked, kind).await?;
    let regions = regions(&cx).await?;
    let typed = NewOrganisation {
        kind: Some(OrganisationKind::ElectionBody),
        ..NewOrganisation::default()
    };
    Ok(render(&cx, part, regions, typed, Messages::new()))
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
            let part = part(&cx, Asked::default(), None).await?;
            let regions = regions(&cx).await?;
            let messages = messages(&cx, &errors);
            Ok(render(&cx, part, regions, typed, messages))
        }
        Err(error) => Err(error.into()),
    }
}

/// The people of an organisation of any kind.
pub async fn people(cx: Cx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (organisation, place) = load(&cx, &slug).await?;
    people::show(&cx, organisation, place, asked).await
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

async fn part(cx: &Cx, asked: Asked, kind: Option<OrganisationKind>) -> Result<Part, PageError> {
    let (permit, query) = (cx.permit(Instance)?, asked.query()?);
    let organisations = identity::organisations(cx.env(), &permit, &mut cx.reader(), kind, &query).await?;
    Ok(Part {
        asked,
        kind,
        organisations,
    })
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

fn render(cx: &Cx, part: Part, regions: Vec<String>, typed: NewOrganisation, messages: Messages) -> Response {
    let page = Page::wide(cx.t("organisations-title"));
    let is_valid = messages.is_empty();
    let own = cx.clone();
    let view = move || body(&own, &part, &regions, typed.clone(), &messages);
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(
    cx: &Cx,
    part: &Part,
    regions: &[String],
    typed: NewOrganisation,
    messages: &Messages,
) -> impl IntoView + use<> {
    let kinds: Vec<(String, String)> = OrganisationKind::ALL
        .into_iter()
        .map(|kind| {
            let name = kind.as_str();
            (name.to_owned(), cx.t(&format!("kind-{name}")))
        })
        .collect();
    let list = list(cx, part, &kinds);
    let kind = typed.kind.map_or("", OrganisationKind::as_str).to_owned();
    let attributes = attribute_fields(cx, &typed, regions, messages);
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("organisations-title")}</h1>
        <p><a href="#add-title">{cx.t("organisations-add-title")}</a></p>
        <ErrorSummary messages=messages.clone()/>
        {list}
        <section class="add-organisation" aria-labelledby="add-title">
            <h2 id="add-title">{cx.t("organisations-add-title")}</h2>
            <form method="post" action="/admin/organisations" class="form">
                <SelectField name="kind" label=cx.t("field-kind") options=kinds value=kind messages=messages.clone()/>
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
    let group = typed.income_group.map_or("", IncomeGroup::as_str).to_owned();
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
        <SelectField name="income_group" label=cx.t("field-income-group") options=groups value=group messages=messages.clone()/>
    }
}

/// The part of the list, with the form that searches it and the way on.
fn list(cx: &Cx, part: &Part, kinds: &[(String, String)]) -> AnyView {
    let kind = part.kind.map_or("", OrganisationKind::as_str);
    let mut options = vec![(String::new(), cx.t("organisations-kind-all"))];
    options.extend(kinds.iter().cloned());
    let of_kind =
        view! { <SelectField name="of" label=cx.t("field-kind") options=options value=kind.to_owned()/> };
    let table = match part.organisations.rows.as_slice() {
        [] if part.asked.is_all() && part.kind.is_none() => {
            view! { <p class="muted">{cx.t("organisations-none")}</p> }.into_any()
        }
        [] => view! { <p class="muted">{cx.t("list-nothing")}</p> }.into_any(),
        rows => table(cx, rows),
    };
    let next = part.organisations.next.as_ref();
    view! {
        {search_form(cx, ADDRESS, &part.asked, cx.t("organisations-search"), Some(of_kind.into_any()))}
        {table}
        {list_pages(cx, ADDRESS, &[("of", kind)], &part.asked, next)}
    }
    .into_any()
}

fn table(cx: &Cx, organisations: &[Organisation]) -> AnyView {
    let fields = [
        "field-organisation-name",
        "field-kind",
        "field-country",
        "field-region",
        "field-income-group",
    ];
    let columns = fields.map(|field| Column::text(cx.t(field))).into();
    let rows = organisations
        .iter()
        .map(|organisation| {
            let income = organisation
                .income_group
                .map(|group| cx.t(&format!("income-group-{}", group.as_str())))
                .unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{ADDRESS}/{}", organisation.slug)>{organisation.name.clone()}</a>
                    </th>
                    <td>{cx.t(&format!("kind-{}", organisation.kind.as_str()))}</td>
                    <td>{organisation.country.clone()}</td>
                    <td><bdi>{region_name(cx, &organisation.region)}</bdi></td>
                    <td>{income}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable caption=cx.t("organisations-title") columns>{rows}</DataTable> }.into_any()
}
