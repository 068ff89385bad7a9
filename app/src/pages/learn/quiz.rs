//! A quiz before it is taken: its rules, earlier attempts, and the start.

use axum::extract::Path;
use domain::identity::policy::Instance;
use learn::{AttemptSummary, QuizPlace};
use leptos::prelude::*;
use serde::Deserialize;

use super::parts::{counted, moved, quiz_path, trail};
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::form::{Form, encode};
use crate::shell::Page;

/// What the start form carries.
#[derive(Debug, Default, Deserialize)]
pub struct Start {
    /// The id of the attempt to be: sent twice, the form opens one attempt.
    #[serde(default)]
    attempt: String,
}

/// The page.
pub async fn page(cx: Cx, Path((course, module)): Path<(String, String)>) -> PageResult {
    if let Some(on) = moved(&cx, &format!("{course}/quiz/{module}")) {
        return Ok(on);
    }
    let place = learn::quiz_place(cx.env(), cx.lang, &course, &module)?;
    let attempts = learn::attempts(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), place.quiz).await?;
    let title = place.quiz.title.text.clone();
    let key = cx.env().new_id();
    let render = {
        let cx = cx.clone();
        move || {
            let place = learn::quiz_place(cx.env(), cx.lang, &course, &module).ok()?;
            Some(view(&cx, place, &attempts, &key))
        }
    };
    Ok(cx.render(Page::new(title).public(), render))
}

/// Opens an attempt, or goes on with the open one.
pub async fn start(
    cx: Cx,
    Path((course, module)): Path<(String, String)>,
    Form(start): Form<Start>,
) -> PageResult {
    if let Some(on) = moved(&cx, &format!("{course}/quiz/{module}")) {
        return Ok(on);
    }
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let attempt = learn::start_attempt(cx.env(), &permit, &mut tx, &course, &module, &start.attempt).await?;
    tx.commit().await?;
    Ok(cx.redirect(&format!("/learn/attempts/{attempt}")))
}

fn view(cx: &Cx, place: QuizPlace<'_>, attempts: &[AttemptSummary], key: &str) -> AnyView {
    let QuizPlace { course, module, quiz } = place;
    let trail = trail(cx, course);
    view! {
        <Breadcrumbs trail=trail lang=course.title.lang/>
        <h1>{content(cx, &quiz.title)}</h1>
        <p class="lead">{content(cx, &quiz.intro)}</p>
        <dl class="facts">
            <dt>{cx.t("learn-fact-questions")}</dt>
            <dd>{quiz.items_per_attempt()}</dd>
            <dt>{cx.t("learn-fact-pass-mark")}</dt>
            <dd>{cx.t_with("learn-pass-mark", &[("share", cx.percent(course.pass_mark).into())])}</dd>
            <dt>{cx.t("learn-fact-tries")}</dt>
            <dd>{cx.t("learn-tries")}</dd>
            <dt>{cx.t("learn-fact-feedback")}</dt>
            <dd>{cx.t("learn-feedback-when")}</dd>
        </dl>
        {begin(cx, &quiz_path(&course.slug, &module.slug), attempts, key)}
        {earlier(cx, attempts)}
    }
    .into_any()
}

fn begin(cx: &Cx, path: &str, attempts: &[AttemptSummary], key: &str) -> AnyView {
    if cx.identity.is_none() {
        let href = format!("/sign-in?next={}", encode(path));
        return view! {
            <p class="notice">{cx.t("learn-quiz-sign-in")}</p>
            <div class="actions"><a class="button" href=href>{cx.t("nav-sign-in")}</a></div>
        }
        .into_any();
    }
    let label = match attempts.first() {
        None => cx.t("learn-quiz-start"),
        Some(attempt) if attempt.result.is_none() => cx.t("learn-quiz-resume"),
        Some(_) => cx.t("learn-quiz-again"),
    };
    start_form(path, &label, key)
}

/// The form that starts or resumes an attempt.
pub(super) fn start_form(path: &str, label: &str, key: &str) -> AnyView {
    view! {
        <form method="post" action=path.to_owned() class="actions">
            <input type="hidden" name="attempt" value=key.to_owned()/>
            <button class="button" type="submit">{label.to_owned()}</button>
        </form>
    }
    .into_any()
}

fn earlier(cx: &Cx, attempts: &[AttemptSummary]) -> Option<AnyView> {
    let rows: Vec<_> = attempts
        .iter()
        .filter_map(|attempt| {
            let result = attempt.result?;
            let href = format!("/learn/attempts/{}", attempt.id);
            Some(view! {
                <tr>
                    <th scope="row"><a href=href>{cx.moment(result.handed_in_at)}</a></th>
                    <td class="number">{cx.percent(result.percent)}</td>
                    <td>{if result.passed { cx.t("learn-passed") } else { cx.t("learn-not-passed") }}</td>
                </tr>
            })
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let columns = vec![
            Column::text(cx.t("learn-handed-in")),
            Column::number(cx.t("learn-result")),
            Column::text(cx.t("learn-outcome")),
        ];
        let caption = counted(cx, "learn-earlier-attempts", rows.len());
        view! { <DataTable caption columns>{rows.into_iter().collect_view()}</DataTable> }.into_any()
    })
}
