//! The regions that election bodies can belong to: those of M49, and the instance's own, each added on purpose and once.

use axum::response::Response;
use domain::identity::place::M49;
use domain::identity::policy::Instance;
use identity::{OwnRegion, RegionAdded};
use leptos::prelude::*;
use serde::Deserialize;
use usecase::Error;

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field};
use crate::components::region::region_name;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

const ADDRESS: &str = "/admin/regions";

/// The form that takes one off the list, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Removing {
    #[serde(default)]
    name: String,
}

/// The form that adds one, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Adding {
    #[serde(default)]
    name: String,
    /// Whether the operator has seen what is nearly the same.
    #[serde(default)]
    different: String,
}

#[derive(Clone, Default)]
struct Content {
    own: Vec<OwnRegion>,
    typed: String,
    /// Whether it is asked if the region is another one.
    is_near: bool,
    messages: Messages,
}

/// The list, and the form that adds to it.
pub async fn page(cx: Cx) -> PageResult {
    let own = own_regions(&cx).await?;
    let content = Content {
        own,
        ..Content::default()
    };
    Ok(render(&cx, content))
}

/// Adds a region.
pub async fn add(cx: Cx, Form(input): Form<Adding>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let is_different = !input.different.is_empty();
    let added = identity::add_region(cx.env(), &permit, &mut tx, &input.name, is_different).await;
    if added.is_ok() {
        tx.commit().await?;
    } else {
        drop(tx);
    }
    let mut is_near = false;
    let found = match added {
        Ok(RegionAdded::Added) => return Ok(cx.redirect(ADDRESS)),
        Ok(RegionAdded::There(there)) => vec![(
            "name".to_owned(),
            cx.t_with("region-there", &[("region", region_name(&cx, &there).into())]),
        )],
        Ok(RegionAdded::Near(near)) => {
            is_near = true;
            let near: Vec<String> = near.iter().map(|name| region_name(&cx, name)).collect();
            let near = cx.list(&near);
            vec![(
                "name".to_owned(),
                cx.t_with("region-near", &[("regions", near.into())]),
            )]
        }
        Err(Error::Invalid(errors)) => messages(&cx, &errors),
        Err(error) => return Err(error.into()),
    };
    let content = Content {
        own: own_regions(&cx).await?,
        typed: input.name,
        is_near,
        messages: found,
    };
    Ok(render(&cx, content))
}

/// Takes a region off the list that no body belongs to.
pub async fn remove(cx: Cx, Form(input): Form<Removing>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    identity::remove_region(cx.env(), &permit, &mut tx, &input.name).await?;
    tx.commit().await?;
    Ok(cx.redirect(ADDRESS))
}

async fn own_regions(cx: &Cx) -> Result<Vec<OwnRegion>, PageError> {
    let mut own = identity::own_regions(cx.env(), &cx.permit(Instance)?, &mut cx.reader()).await?;
    cx.sort_by_name(&mut own, |region| &region.name);
    Ok(own)
}

fn render(cx: &Cx, content: Content) -> Response {
    let page = Page::new(cx.t("regions-title"));
    let is_valid = content.messages.is_empty();
    let own = cx.clone();
    let view = move || body(&own, content.clone());
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(cx: &Cx, content: Content) -> impl IntoView + use<> {
    let Content {
        own,
        typed,
        is_near,
        messages,
    } = content;
    let m49 = M49
        .iter()
        .map(|region| view! { <li>{region_name(cx, region.name)}</li> })
        .collect_view();
    let different = is_near.then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name="different" value="yes"/>
                <span>{cx.t("region-different")}</span>
            </label>
        }
    });
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("regions-title")}</h1>
        <ErrorSummary messages=messages.clone()/>
        <p class="lead">{cx.t("regions-text")}</p>
        <h2>{cx.t("regions-own-title")}</h2>
        {own_list(cx, &own)}
        <details>
            <summary>{cx.t("regions-m49-title")}</summary>
            <ul>{m49}</ul>
        </details>
        <section aria-labelledby="add-title">
            <h2 id="add-title">{cx.t("regions-add-title")}</h2>
            <form method="post" action=ADDRESS class="form">
                <Field name="name" label=cx.t("field-region") help=cx.t("regions-add-help") value=typed autocomplete="off" messages=messages/>
                {different}
                <button class="button" type="submit">{cx.t("regions-add-button")}</button>
            </form>
        </section>
    }
}

fn own_list(cx: &Cx, own: &[OwnRegion]) -> AnyView {
    if own.is_empty() {
        return view! { <p class="muted">{cx.t("regions-none")}</p> }.into_any();
    }
    let rows = own
        .iter()
        .map(|region| {
            let remove = (region.bodies == 0).then(|| {
                let label = cx.t_with("regions-remove", &[("region", region.name.clone().into())]);
                view! {
                    <form method="post" action=format!("{ADDRESS}/remove")>
                        <input type="hidden" name="name" value=region.name.clone()/>
                        <button class="button button-quiet" type="submit">{label}</button>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row"><bdi>{region.name.clone()}</bdi></th>
                    <td class="number">{cx.number(region.bodies)}</td>
                    <td>{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(cx.t("field-region")),
        Column::number(cx.t("kinds-election-body")),
        Column::text(cx.t("regions-column-remove")),
    ];
    view! { <DataTable caption=cx.t("regions-own-title") columns>{rows}</DataTable> }.into_any()
}
