//! One person, as the operator sees them: a copy of what is kept about them, and their removal.

use axum::extract::Path;
use axum::response::Response;
use domain::id::AccountId;
use domain::identity::policy::Instance;
use identity::PersonFacts;
use leptos::prelude::*;
use serde::Deserialize;
use usecase::Error;

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field, Kind};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::pages::account::data::file;
use crate::pages::people::origin_in_words;
use crate::shell::Page;

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Input {
    /// The person's address, typed once more.
    #[serde(default)]
    address: String,
}

/// The page.
pub async fn page(cx: Cx, Path(account): Path<String>) -> PageResult {
    show(&cx, &account.into(), String::new(), Messages::new()).await
}

/// The copy of what is kept about the person, as a file.
pub async fn data(cx: Cx, Path(account): Path<String>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let data = identity::personal_data(cx.env(), &permit, &mut tx, &account.into()).await?;
    tx.commit().await?;
    file(&data)
}

/// Removes the person.
pub async fn remove(cx: Cx, Path(account): Path<String>, Form(input): Form<Input>) -> PageResult {
    let account = AccountId::from(account);
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let messages = match identity::remove_person(cx.env(), &permit, &mut tx, &account, &input.address).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(cx.redirect("/admin/people?done=removed"));
        }
        Err(Error::Invalid(errors)) => messages(&cx, &errors),
        Err(Error::NotNow(key)) => vec![("address".to_owned(), cx.t(&format!("error-{key}")))],
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    show(&cx, &account, input.address, messages).await
}

async fn show(cx: &Cx, account: &AccountId, typed: String, messages: Messages) -> PageResult {
    let person = identity::person(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), account).await?;
    Ok(render(cx, person, typed, messages))
}

fn render(cx: &Cx, person: PersonFacts, typed: String, messages: Messages) -> Response {
    let page = Page::new(person.name.clone());
    let is_valid = messages.is_empty();
    let own = cx.clone();
    let view = move || body(&own, &person, typed.clone(), messages.clone());
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

fn body(cx: &Cx, person: &PersonFacts, typed: String, messages: Messages) -> impl IntoView + use<> {
    let trail = vec![
        ("/admin".to_owned(), cx.t("nav-admin")),
        ("/admin/people".to_owned(), cx.t("admin-nav-people")),
    ];
    let address = format!("/admin/people/{}", person.account);
    let organisations = if person.organisations.is_empty() {
        cx.t("admin-person-nowhere")
    } else {
        cx.list(&person.organisations)
    };
    let password = if person.origins.is_empty() {
        cx.t("people-no-password")
    } else {
        let sentences: Vec<String> = person
            .origins
            .iter()
            .map(|origin| origin_in_words(cx, origin))
            .collect();
        sentences.join(" ")
    };
    let stays = ["admin-remove-gone", "admin-remove-stays", "admin-remove-words"]
        .map(|key| view! { <li>{cx.t(key)}</li> })
        .collect_view();
    view! {
        {admin_nav(cx)}
        <Breadcrumbs trail/>
        <h1><bdi>{person.name.clone()}</bdi></h1>
        <ErrorSummary messages=messages.clone()/>
        <dl class="facts facts-long">
            <dt>{cx.t("field-email")}</dt>
            <dd><bdi dir="ltr">{person.email.clone()}</bdi></dd>
            <dt>{cx.t("admin-person-since")}</dt>
            <dd>{cx.moment(person.created_at)}</dd>
            <dt>{cx.t("admin-person-organisations")}</dt>
            <dd>{organisations}</dd>
            <dt>{cx.t("admin-person-password")}</dt>
            <dd>{password}</dd>
        </dl>
        <section aria-labelledby="data-title">
            <h2 id="data-title">{cx.t("admin-data-title")}</h2>
            <p>{cx.t("admin-data-text")}</p>
            <p><a href=format!("{address}/data.json")>{cx.t("admin-data-link")}</a></p>
        </section>
        <section aria-labelledby="remove-title">
            <h2 id="remove-title">{cx.t("admin-remove-title")}</h2>
            <ul>{stays}</ul>
            <form method="post" action=format!("{address}/remove") class="form">
                <Field name="address" label=cx.t("admin-remove-field") help=cx.t("admin-remove-help") kind=Kind::Email value=typed autocomplete="off" messages/>
                <button class="button button-danger" type="submit">{cx.t("admin-remove-button")}</button>
            </form>
        </section>
    }
}
