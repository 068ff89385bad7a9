//! Asking for help with one gap: what will be shown, word by word, before it is proposed.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::identity::organisation::{Organisation, OrganisationKind};
use domain::identity::policy::act;
use domain::ledger::REQUEST_TEXT_VERSION;
use ledger::{Asking, Helper, NewRequest};
use leptos::prelude::*;
use serde::Deserialize;
use usecase::{Error, NotNow};

use super::{address, trail};
use crate::components::form::{ErrorSummary, Field, Kind, SelectField};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::pages::ledger::parts::{content_card, help_options, practice_title};
use crate::shell::Page;

/// On what help is to be asked for.
#[derive(Debug, Default, Deserialize)]
pub struct On {
    #[serde(default)]
    practice: String,
}

/// The form, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    practice: String,
    #[serde(default)]
    assessment: String,
    #[serde(default)]
    wanted: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    last_day: String,
}

/// The form. Without a practice, the list from where one comes to one.
pub async fn page(cx: Cx, Path(org): Path<String>, Query(on): Query<On>) -> PageResult {
    let permit = cx.permit_on_body::<act::ProposeRequest>(&org).await?;
    let body = permit.organisation().clone();
    if on.practice.is_empty() {
        return Ok(cx.redirect(&address(&body)));
    }
    let asking = ledger::ask(cx.env(), &permit, &mut cx.reader(), &on.practice).await?;
    let typed = Input {
        last_day: asking.last_day.to_string(),
        ..Input::default()
    };
    Ok(render(&cx, body, asking, typed, Vec::new()))
}

/// Proposes.
pub async fn propose(cx: Cx, Path(org): Path<String>, Form(input): Form<Input>) -> PageResult {
    let permit = cx.permit_on_body::<act::ProposeRequest>(&org).await?;
    let body = permit.organisation().clone();
    if input.practice.is_empty() {
        return Ok(cx.redirect(&address(&body)));
    }
    let request = NewRequest {
        practice: input.practice.clone(),
        assessment: input.assessment.clone(),
        wanted: input.wanted.clone(),
        to: input.to.clone(),
        recipients: input.recipient.clone(),
        last_day: input.last_day.clone(),
    };
    let mut tx = cx.begin().await?;
    let found = match ledger::propose_request(cx.env(), &permit, &mut tx, &request).await {
        Ok(id) => {
            tx.commit().await?;
            return Ok(cx.redirect(&format!("{}/{id}", address(&body))));
        }
        Err(Error::Invalid(errors)) => messages(&cx, &errors),
        // What would be shown has changed: the form comes again, with what is true now.
        Err(Error::NotNow(reason @ NotNow::HelpReportChanged)) => {
            vec![("shown".to_owned(), cx.t(&format!("error-{}", reason.key())))]
        }
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let asking = ledger::ask(cx.env(), &permit, &mut cx.reader(), &input.practice).await?;
    Ok(render(&cx, body, asking, input, found))
}

fn render(cx: &Cx, body: Organisation, mut asking: Asking, typed: Input, found: Messages) -> Response {
    cx.sort_by_name(&mut asking.helpers, |helper| &helper.name);
    let title = cx.t_with(
        "ledger-new-page-title",
        &[("practice", asking.shown.practice.to_string().into())],
    );
    let (page, is_valid, context) = (Page::new(title), found.is_empty(), cx.clone());
    let view = move || view(&context, &body, &asking, &typed, &found);
    if is_valid {
        cx.render(page, view)
    } else {
        cx.render_invalid(page, view)
    }
}

pub(super) fn view(
    cx: &Cx,
    body: &Organisation,
    asking: &Asking,
    typed: &Input,
    found: &Messages,
) -> AnyView {
    let standing = asking.standing.as_ref().map(|id| {
        let href = format!("{}/{id}", address(body));
        view! { <p class="notice notice-attention" id="practice" tabindex="-1">{cx.t("ledger-new-stands")} " " <a href=href>{cx.t("ledger-new-stands-link")}</a></p> }
    });
    let mut wanted = help_options(cx, &asking.shown.practice);
    wanted.insert(0, (String::new(), cx.t("ledger-wanted-any")));
    view! {
        <Breadcrumbs trail=trail(cx, body, true)/>
        <h1>{cx.t("ledger-new-title")}</h1>
        <p class="lead">{practice_title(cx, &asking.shown)}</p>
        <ErrorSummary messages=found.clone()/>
        {standing}
        <section aria-labelledby="shown">
            <h2 id="shown">{cx.t("ledger-new-shown")}</h2>
            {content_card(cx, &asking.shown)}
            <p>{cx.t(&format!("ledger-text-{REQUEST_TEXT_VERSION}"))}</p>
        </section>
        <form method="post" action=address(body) class="form">
            <input type="hidden" name="practice" value=asking.shown.practice.to_string()/>
            <input type="hidden" name="assessment" value=asking.assessment.to_string()/>
            <SelectField name="wanted" label=cx.t("ledger-wanted") help=cx.t("ledger-wanted-help") options=wanted
                value=typed.wanted.clone() messages=found.clone()/>
            {recipients(cx, asking, typed, found)}
            <Field name="last_day" label=cx.t("ledger-last-day-field") kind=Kind::Date help=cx.t("ledger-last-day-help")
                value=typed.last_day.clone() messages=found.clone()/>
            <p>{cx.t("ledger-new-two")}</p>
            <button class="button" type="submit">{cx.t("ledger-propose")}</button>
        </form>
    }
    .into_any()
}

/// To whom: to all, or to those who are ticked.
fn recipients(cx: &Cx, asking: &Asking, typed: &Input, found: &Messages) -> AnyView {
    let error = found.iter().find(|(field, _)| field == "to");
    let error_id = error.map(|_| "to-error");
    let error = error.map(|(_, text)| view! { <p class="field-error" id="to-error">{text.clone()}</p> });
    let is_invalid = error.is_some();
    let ways = [("all", "ledger-to-all"), ("named", "ledger-to-named")].map(|(value, key)| {
        let is_chosen = typed.to == value;
        view! {
            <label class="choice">
                <input type="radio" name="to" value=value checked=is_chosen/>
                <span>{cx.t(key)}</span>
            </label>
        }
    });
    let of = |kind: OrganisationKind| {
        let helpers = asking.helpers.iter().filter(move |helper| helper.kind == kind);
        helpers.map(|helper| helper_choice(typed, helper)).collect_view()
    };
    view! {
        <fieldset class="field" class:field-invalid=is_invalid id="to" tabindex="-1" aria-describedby=error_id>
            <legend>{cx.t("ledger-to")}</legend>
            {error}
            <div class="choices">{ways.collect_view()}</div>
        </fieldset>
        <fieldset class="field">
            <legend>{cx.t("ledger-to-donors")}</legend>
            <div class="choices">{of(OrganisationKind::Donor)}</div>
        </fieldset>
        <fieldset class="field">
            <legend>{cx.t("ledger-to-partners")}</legend>
            <div class="choices">{of(OrganisationKind::Partner)}</div>
        </fieldset>
    }
    .into_any()
}

fn helper_choice(typed: &Input, helper: &Helper) -> AnyView {
    let id = helper.id.to_string();
    let is_chosen = typed.recipient.contains(&id);
    view! {
        <label class="choice">
            <input type="checkbox" name="recipient" value=id checked=is_chosen/>
            <span><bdi>{helper.name.clone()}</bdi></span>
        </label>
    }
    .into_any()
}
