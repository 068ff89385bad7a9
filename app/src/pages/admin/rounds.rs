//! Opening and closing rounds.

use axum::extract::Path;
use leptos::prelude::*;
use serde::Deserialize;
use service::{ClosingPreview, Error, RoundInfo};

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field};
use crate::components::layout::Breadcrumbs;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// The form that opens a round, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Opening {
    #[serde(default)]
    title: String,
}

/// The form that closes a round, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Closing {
    #[serde(default)]
    understood: String,
}

/// The rounds, and the form that opens one.
pub async fn page(cx: Cx) -> PageResult {
    let rounds = cx.services().rounds(&cx.actor).await?;
    let (page, context) = (Page::new(cx.t("admin-nav-rounds")), cx.clone());
    Ok(cx.render(page, move || listing(&context, &rounds, "", Vec::new())))
}

/// Opens a round.
pub async fn open(cx: Cx, Form(input): Form<Opening>) -> PageResult {
    match cx.services().open_round(&cx.actor, &input.title).await {
        Ok(_) => Ok(cx.redirect("/admin/rounds")),
        Err(Error::Invalid(errors)) => {
            let rounds = cx.services().rounds(&cx.actor).await?;
            let (page, context) = (Page::new(cx.t("admin-nav-rounds")), cx.clone());
            let messages = messages(&cx, &errors);
            Ok(cx.render_invalid(page, move || {
                listing(&context, &rounds, &input.title, messages.clone())
            }))
        }
        Err(error) => Err(error.into()),
    }
}

/// What closing the round would mean, and the form that does it.
pub async fn preview(cx: Cx, Path(round): Path<String>) -> PageResult {
    let preview = cx.services().preview_closing(&cx.actor, &round).await?;
    let (page, context) = (Page::new(cx.t("admin-close-title")), cx.clone());
    Ok(cx.render(page, move || closing(&context, &preview, Vec::new())))
}

/// Closes the round. What was closed before stays as it is.
pub async fn close(cx: Cx, Path(round): Path<String>, Form(input): Form<Closing>) -> PageResult {
    if input.understood.is_empty() {
        let preview = cx.services().preview_closing(&cx.actor, &round).await?;
        let messages = vec![("understood".to_owned(), cx.t("error-round-not-confirmed"))];
        let (page, context) = (Page::new(cx.t("admin-close-title")), cx.clone());
        return Ok(cx.render_invalid(page, move || closing(&context, &preview, messages.clone())));
    }
    cx.services().close_round(&cx.actor, &round).await?;
    Ok(cx.redirect("/admin/rounds"))
}

fn listing(cx: &Cx, rounds: &[RoundInfo], typed: &str, messages: Messages) -> AnyView {
    let list = if rounds.is_empty() {
        view! { <div class="empty"><p>{cx.t("admin-rounds-none")}</p></div> }.into_any()
    } else {
        let items = rounds.iter().map(|round| line(cx, round)).collect_view();
        view! { <ul class="round-list">{items}</ul> }.into_any()
    };
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("admin-nav-rounds")}</h1>
        <ErrorSummary messages=messages.clone()/>
        <p class="lead">{cx.t("admin-rounds-text")}</p>
        {list}
        <h2>{cx.t("admin-open-title")}</h2>
        <form method="post" action="/admin/rounds" class="form">
            <Field name="title" label=cx.t("admin-open-field") help=cx.t("admin-open-help") value=typed messages=messages/>
            <button class="button" type="submit">{cx.t("admin-open-button")}</button>
        </form>
    }
    .into_any()
}

fn line(cx: &Cx, round: &RoundInfo) -> AnyView {
    let opened = cx.t_with(
        "insight-open-since",
        &[("date", cx.date(round.opened_at.date()).into())],
    );
    let state = match round.closed_at {
        Some(at) => view! {
            <p class="muted">{cx.t_with("insight-closed-on", &[("date", cx.date(at.date()).into())])}</p>
        }
        .into_any(),
        None => view! {
            <p class="muted">{opened}</p>
            <p class="actions">
                <a class="button button-quiet" href=format!("/admin/rounds/{}/close", round.slug)>
                    {cx.t("admin-close-link")}
                    <span class="visually-hidden">" "{round.title.clone()}</span>
                </a>
            </p>
        }
        .into_any(),
    };
    view! {
        <li class="round">
            <h2><bdi>{round.title.clone()}</bdi></h2>
            {state}
        </li>
    }
    .into_any()
}

fn closing(cx: &Cx, preview: &ClosingPreview, messages: Messages) -> AnyView {
    let model = cx.services().catalog().model(cx.lang);
    let error = messages.first().map(|(_, message)| {
        view! { <p class="field-error" id="understood-error">{message.clone()}</p> }
    });
    let described_by = error.is_some().then_some("understood-error");
    let blanks = preview
        .blanks
        .iter()
        .filter_map(|(code, bodies)| {
            let domain = model.domain(code.as_str())?;
            Some(view! {
                <li>
                    {content(cx, &domain.title)}
                    ": "
                    {cx.t_with("insight-bodies", &[("n", (*bodies).into())])}
                </li>
            })
        })
        .collect::<Vec<_>>();
    let warning = (preview.with_blanks > 0).then(|| {
        view! {
            <div class="notice notice-attention">
                <p>{cx.t_with("admin-close-blanks", &[("n", preview.with_blanks.into())])}</p>
                <ul>{blanks.into_iter().collect_view()}</ul>
            </div>
        }
    });
    let slug = preview.round.slug.clone();
    view! {
        {admin_nav(cx)}
        <Breadcrumbs trail=vec![("/admin/rounds".to_owned(), cx.t("admin-nav-rounds"))]/>
        <h1>{cx.t("admin-close-title")}</h1>
        <p class="lead" dir="auto">{preview.round.title.clone()}</p>
        <ErrorSummary messages=messages/>
        <dl class="facts facts-counts">
            <dt>{cx.t("admin-close-contributing")}</dt>
            <dd>{preview.contributing}</dd>
            <dt>{cx.t("admin-close-without")}</dt>
            <dd>{preview.without_assessment}</dd>
            <dt>{cx.t("admin-close-known")}</dt>
            <dd>{preview.known_by_name}</dd>
            <dt>{cx.t("admin-close-waiting")}</dt>
            <dd>{preview.waiting}</dd>
        </dl>
        {warning}
        <p>{cx.t("admin-close-text")}</p>
        <form method="post" action=format!("/admin/rounds/{slug}/close") class="form">
            {error}
            <label class="choice">
                <input id="understood" type="checkbox" name="understood" value="yes" aria-describedby=described_by/>
                <span>{cx.t("admin-close-understood")}</span>
            </label>
            <p class="actions">
                <button class="button" type="submit">{cx.t("admin-close-button")}</button>
                <a href="/admin/rounds">{cx.t("admin-close-cancel")}</a>
            </p>
        </form>
    }
    .into_any()
}
