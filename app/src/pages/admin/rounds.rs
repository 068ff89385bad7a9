//! Opening and closing rounds.

use axum::extract::{Path, Query};
use domain::assess::model::Model;
use domain::identity::policy::Instance;
use http::{HeaderName, HeaderValue};
use insight::{ClosingPreview, ClosingProgress, NewRound, RoundInfo};
use leptos::prelude::*;
use serde::Deserialize;
use usecase::{Error, Listed};

use super::admin_nav;
use crate::components::form::{ErrorSummary, Field, SelectField};
use crate::components::layout::Breadcrumbs;
use crate::components::list::{Asked, list_pages};
use crate::components::region::region_name;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, Messages, messages};
use crate::shell::Page;

/// Where the closing of a round stands changes within seconds.
const REFRESH: HeaderName = HeaderName::from_static("refresh");
const LOOK_AGAIN: HeaderValue = HeaderValue::from_static("3");

/// The form that opens a round, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Opening {
    #[serde(default)]
    title: String,
    /// A version of the model; none is offered where there is one only.
    #[serde(default)]
    version: Option<u32>,
}

/// The form that closes a round, as sent.
#[derive(Debug, Default, Deserialize)]
pub struct Closing {
    #[serde(default)]
    understood: String,
}

/// The rounds, and the form that opens one.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let (permit, after) = (cx.permit(Instance)?, asked.after()?);
    let rounds = insight::rounds(cx.env(), &permit, &mut cx.reader(), after.as_ref()).await?;
    let (page, context) = (Page::new(cx.t("admin-nav-rounds")), cx.clone());
    Ok(cx.render(page, move || {
        listing(&context, &rounds, &asked, &Opening::default(), Vec::new())
    }))
}

/// Opens a round.
pub async fn open(cx: Cx, Form(input): Form<Opening>) -> PageResult {
    let form = NewRound {
        title: input.title.clone(),
        version: input.version,
    };
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    match insight::open_round(cx.env(), &permit, &mut tx, &form).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(cx.redirect("/admin/rounds"))
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let rounds = insight::rounds(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), None).await?;
            let (page, context) = (Page::new(cx.t("admin-nav-rounds")), cx.clone());
            let messages = messages(&cx, &errors);
            Ok(cx.render_invalid(page, move || {
                listing(&context, &rounds, &Asked::default(), &input, messages.clone())
            }))
        }
        Err(error) => Err(error.into()),
    }
}

/// What closing the round would mean, and the form that does it.
pub async fn preview(cx: Cx, Path(round): Path<String>) -> PageResult {
    let preview = insight::preview_closing(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), &round).await?;
    let model = insight::model_of_round(cx.env(), cx.lang, &preview.round)?.clone();
    let (page, context) = (Page::new(cx.t("admin-close-title")), cx.clone());
    Ok(cx.render(page, move || closing(&context, &preview, &model, Vec::new())))
}

/// Has the round closed. What was closed before stays as it is.
pub async fn close(cx: Cx, Path(round): Path<String>, Form(input): Form<Closing>) -> PageResult {
    if input.understood.is_empty() {
        let preview =
            insight::preview_closing(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), &round).await?;
        let model = insight::model_of_round(cx.env(), cx.lang, &preview.round)?.clone();
        let messages = vec![("understood".to_owned(), cx.t("error-round-not-confirmed"))];
        let (page, context) = (Page::new(cx.t("admin-close-title")), cx.clone());
        return Ok(cx.render_invalid(page, move || {
            closing(&context, &preview, &model, messages.clone())
        }));
    }
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    insight::ask_to_close(cx.env(), &permit, &mut tx, &round).await?;
    tx.commit().await?;
    Ok(cx.redirect(&format!("/admin/rounds/{round}/closing")))
}

/// Where the closing stands. The page looks again by itself until the round is closed.
pub async fn progress(cx: Cx, Path(round): Path<String>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let Some(progress) = insight::closing_progress(cx.env(), &permit, &mut cx.reader(), &round).await? else {
        return Ok(cx.redirect("/admin/rounds"));
    };
    let (class, text) = match progress {
        ClosingProgress::Under(since) => {
            let since = cx.moment(since);
            let text = cx.t_with("admin-closing-under", &[("moment", since.into())]);
            ("notice", text)
        }
        ClosingProgress::GivenUp => ("notice notice-attention", cx.t("admin-closing-given-up")),
    };
    let again = format!("/admin/rounds/{round}/closing");
    let (page, context) = (Page::new(cx.t("admin-closing-title")), cx.clone());
    let mut response = cx.render(page, move || {
        let cx = &context;
        view! {
            {admin_nav(cx)}
            <Breadcrumbs trail=vec![("/admin/rounds".to_owned(), cx.t("admin-nav-rounds"))]/>
            <h1>{cx.t("admin-closing-title")}</h1>
            <p class=class role="status">{text.clone()}</p>
            <p><a href=again.clone()>{cx.t("admin-closing-again")}</a></p>
        }
        .into_any()
    });
    if matches!(progress, ClosingProgress::Under(_)) {
        response.headers_mut().insert(REFRESH, LOOK_AGAIN);
    }
    Ok(response)
}

fn listing(
    cx: &Cx,
    rounds: &Listed<RoundInfo, i64>,
    asked: &Asked,
    typed: &Opening,
    messages: Messages,
) -> AnyView {
    let list = if rounds.rows.is_empty() {
        view! { <div class="empty"><p>{cx.t("admin-rounds-none")}</p></div> }.into_any()
    } else {
        let items = rounds.rows.iter().map(|round| line(cx, round)).collect_view();
        view! { <ul class="round-list">{items}</ul> }.into_any()
    };
    view! {
        {admin_nav(cx)}
        <h1>{cx.t("admin-nav-rounds")}</h1>
        <ErrorSummary messages=messages.clone()/>
        <p class="lead">{cx.t("admin-rounds-text")}</p>
        {list}
        {list_pages(cx, "/admin/rounds", &[], asked, rounds.next.as_ref())}
        <h2>{cx.t("admin-open-title")}</h2>
        <form method="post" action="/admin/rounds" class="form">
            <Field name="title" label=cx.t("admin-open-field") help=cx.t("admin-open-help") value=typed.title.clone() messages=messages.clone()/>
            {versions(cx, typed, messages)}
            <button class="button" type="submit">{cx.t("admin-open-button")}</button>
        </form>
    }
    .into_any()
}

/// The versions of the model from which a round chooses one; nothing where there is one only, which it takes.
fn versions(cx: &Cx, typed: &Opening, messages: Messages) -> Option<AnyView> {
    let models = cx.env().catalog().models(cx.lang);
    (models.len() > 1).then(|| {
        let chosen = typed.version.or(models.first().map(|model| model.version));
        let options: Vec<(String, String)> = models
            .iter()
            .map(|model| {
                let text = cx.t_with("admin-open-version-option", &[("version", model.version.into())]);
                (model.version.to_string(), text)
            })
            .collect();
        view! {
            <SelectField name="version" label=cx.t("admin-open-version") help=cx.t("admin-open-version-help")
                value=chosen.map_or_else(String::new, |version| version.to_string()) options=options messages=messages/>
        }
        .into_any()
    })
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

fn closing(cx: &Cx, preview: &ClosingPreview, model: &Model, messages: Messages) -> AnyView {
    let error = messages.first().map(|(_, message)| {
        view! { <p class="field-error" id="understood-error">{message.clone()}</p> }
    });
    let described_by = error.is_some().then_some("understood-error");
    let slug = preview.round.slug.clone();
    let k = preview.k;
    let facts = &preview.preview;
    view! {
        {admin_nav(cx)}
        <Breadcrumbs trail=vec![("/admin/rounds".to_owned(), cx.t("admin-nav-rounds"))]/>
        <h1>{cx.t("admin-close-title")}</h1>
        <p class="lead" dir="auto">{preview.round.title.clone()}</p>
        <ErrorSummary messages=messages/>
        <p>{cx.t_with("admin-close-steps", &[("k", k.into())])}</p>
        <dl class="facts facts-counts">
            <dt>{cx.t("admin-close-counted")}</dt>
            <dd>{at_least(cx, facts.counted, k)}</dd>
            <dt>{cx.t("admin-close-named")}</dt>
            <dd>{at_least(cx, facts.named, k)}</dd>
            <dt>{cx.t("admin-close-without")}</dt>
            <dd>{at_least(cx, preview.without_assessment, k)}</dd>
            <dt>{cx.t("admin-close-reused")}</dt>
            <dd>{at_least(cx, facts.reused, k)}</dd>
            <dt>{cx.t("admin-close-not-by-name")}</dt>
            <dd>{at_least(cx, facts.not_by_name, k)}</dd>
            <dt>{cx.t("admin-close-grants")}</dt>
            <dd>{at_least(cx, facts.grants_waiting, k)}</dd>
            <dt>{cx.t("admin-close-waiting")}</dt>
            <dd>{at_least(cx, preview.waiting, k)}</dd>
        </dl>
        {dark(cx, preview, model)}
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

/// What would be hidden, and why.
fn dark(cx: &Cx, preview: &ClosingPreview, model: &Model) -> AnyView {
    let k = preview.k;
    let everything = preview.preview.counted.is_none().then(|| {
        view! { <div class="notice notice-attention"><p>{cx.t_with("admin-close-nothing", &[("k", k.into())])}</p></div> }
    });
    let regions: Vec<String> = preview
        .regions
        .iter()
        .filter(|(_, is_enough)| !is_enough)
        .map(|(region, _)| region_name(cx, region))
        .collect();
    let regions = (!regions.is_empty()).then(|| {
        let items = regions
            .into_iter()
            .map(|region| view! { <li><bdi>{region}</bdi></li> })
            .collect_view();
        view! { <p>{cx.t_with("admin-close-regions", &[("k", k.into())])}</p> <ul>{items}</ul> }
    });
    let open: Vec<_> = preview
        .preview
        .open
        .iter()
        .filter_map(|(code, bodies)| {
            let domain = model.domain(code.as_str())?;
            let bodies = (*bodies)?;
            Some(view! {
                <li>
                    {content(cx, &domain.title)} ": "
                    {cx.t_with("admin-close-at-least", &[("n", bodies.into())])}
                </li>
            })
        })
        .collect();
    let open = (!open.is_empty()).then(|| {
        view! { <p>{cx.t("admin-close-open")}</p> <ul>{open.into_iter().collect_view()}</ul> }
    });
    view! {
        <h2>{cx.t("admin-close-dark-title")}</h2>
        {everything}
        {regions}
        {open}
        <p>{cx.t_with("admin-close-open-few", &[("k", k.into())])}</p>
    }
    .into_any()
}

/// A number that was counted down to a multiple of `k`.
fn at_least(cx: &Cx, number: Option<usize>, k: usize) -> String {
    match number {
        Some(number) => cx.t_with("admin-close-at-least", &[("n", number.into())]),
        None => cx.t_with("admin-close-fewer", &[("k", k.into())]),
    }
}
