//! The domains of an assessment: how much of each is answered, and by whom.

use assess::{AssessmentSheet, Earlier, LookAgain};
use axum::extract::Path;
use domain::assess::model::{Domain, Practice};
use domain::assess::score::Scope;
use domain::identity::policy::Action;
use leptos::prelude::*;

use super::parts::{
    assessment_name, assessment_path, body_path, content, may, model_news, next_domain, progress,
};
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let mut reader = cx.reader();
    let sheet = assess::assessment_sheet(cx.env(), &permit, &mut reader, &id).await?;
    let earlier = assess::earlier(cx.env(), &permit, &mut reader, &sheet).await?;
    drop(reader);
    // Asked here so that a model that is gone is an error, and no page with a hole.
    assess::model_of(cx.env(), cx.lang, &sheet.info)?;
    let title = assessment_name(&cx, &sheet.info);
    Ok(cx.render(Page::wide(title), view(&cx, sheet, earlier)))
}

/// Makes a full assessment of a Quick Scan.
pub async fn extend(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    assess::extend_assessment(cx.env(), &permit, &mut tx, &id).await?;
    tx.commit().await?;
    Ok(cx.redirect(&format!("/assess/{org}/{id}")))
}

fn view(cx: &Cx, sheet: AssessmentSheet, earlier: Option<Earlier>) -> impl IntoView + use<> {
    let cx = cx.clone();
    move || {
        let Ok(model) = assess::model_of(cx.env(), cx.lang, &sheet.info) else {
            return ().into_any();
        };
        let path = assessment_path(&sheet.body, &sheet.info);
        let score = sheet.score(model);
        let trail = vec![(body_path(&sheet.body), sheet.body.name.clone())];
        let (tag, tag_class) = if sheet.is_open() {
            (cx.t("assess-draft"), "tag")
        } else {
            (cx.t("assess-submitted"), "tag tag-good")
        };
        let submitted = sheet.info.submitted_at.map(|at| {
            let text = cx.t_with("assess-frozen", &[("moment", cx.moment(at).into())]);
            view! { <p class="notice notice-good">{text}</p> }
        });
        let rows = model
            .domains
            .iter()
            .filter_map(|domain| Some((domain, score.domain(&domain.code)?)))
            .map(|(domain, line)| {
                let last = sheet
                    .answers
                    .iter()
                    .filter(|answer| domain.practices.iter().any(|practice| practice.id == answer.practice))
                    .max_by_key(|answer| answer.at);
                let last = last.map(|answer| {
                    let at = cx.moment(answer.at);
                    let by = cx.person(&answer.by);
                    cx.t_with("assess-last-by", &[("name", by.into()), ("moment", at.into())])
                });
                let is_done = line.answered == line.in_scope && line.in_scope > 0;
                let count = if line.in_scope == 0 {
                    cx.t("assess-nothing-asked")
                } else {
                    progress(&cx, line.answered, line.in_scope)
                };
                let done = is_done.then(|| view! { <span class="tag tag-good">{cx.t("assess-done")}</span> });
                let unknown = (line.unknown > 0).then(|| {
                    view! { <span class="tag tag-attention">{cx.t_with("assess-unknown-count", &[("n", line.unknown.into())])}</span> }
                });
                view! {
                    <li class="domain-row">
                        <div>
                            <h2><a href=format!("{path}/{}", domain.code)>{content(&cx, &domain.title)}</a></h2>
                            <p class="muted small">{content(&cx, &domain.summary)}</p>
                        </div>
                        <div class="domain-row-state">
                            <p>{count} " " {done} " " {unknown}</p>
                            {last.map(|last| view! { <p class="muted small">{last}</p> })}
                        </div>
                    </li>
                }
            })
            .collect_view();
        let next = next_domain(&score).filter(|_| sheet.is_open() && may(&cx, Action::Answer, &sheet.body));
        let next = next.map(|domain| {
            view! { <a class="button" href=format!("{path}/{}", domain.code)>{cx.t("assess-continue")}</a> }
        });
        let review = (sheet.is_open() && may(&cx, Action::SubmitAssessment, &sheet.body)).then(|| {
            let class = if next.is_some() {
                "button button-quiet"
            } else {
                "button"
            };
            view! { <a class=class href=format!("{path}/review")>{cx.t("assess-review-link")}</a> }
        });
        let report = may(&cx, Action::ReadReport, &sheet.body).then(|| {
            let name = if sheet.is_open() {
                cx.t("assess-draft-report")
            } else {
                cx.t("assess-report-link")
            };
            view! { <a class="button button-quiet" href=format!("{path}/report")>{name}</a> }
        });
        let is_quick = sheet.info.scope == Scope::Quick;
        let extend =
            (sheet.is_open() && is_quick && may(&cx, Action::StartAssessment, &sheet.body)).then(|| {
                view! {
                    <section class="extend" aria-labelledby="extend">
                        <h2 id="extend">{cx.t("assess-extend-title")}</h2>
                        <p>{cx.t("assess-extend-text")}</p>
                        <form method="post" action=format!("{path}/extend")>
                            <button class="button button-quiet" type="submit">{cx.t("assess-extend")}</button>
                        </form>
                    </section>
                }
            });
        view! {
            <Breadcrumbs trail=trail/>
            <h1>{assessment_name(&cx, &sheet.info)}</h1>
            <p><span class=tag_class>{tag}</span> " " {progress(&cx, score.answered, score.in_scope)}</p>
            {submitted}
            {model_news(&cx, &sheet.body, &sheet.info)}
            <div class="actions">{next} {review} {report}</div>
            {earlier.as_ref().filter(|_| sheet.is_open()).map(|earlier| {
                look_again(&cx, &path, &LookAgain::of(model, &sheet, earlier), earlier)
            })}
            <ol class="domain-list">{rows}</ol>
            {extend}
        }
        .into_any()
    }
}

/// What somebody should look at since answers were taken over.
fn look_again(cx: &Cx, path: &str, again: &LookAgain<'_>, earlier: &Earlier) -> AnyView {
    let moment = earlier.info.submitted_at.unwrap_or(earlier.info.created_at);
    let list = |key: &str, practices: &[(&Domain, &Practice)], is_open: bool| {
        if practices.is_empty() {
            return ().into_any();
        }
        let lines = practices
            .iter()
            .map(|(domain, practice)| {
                let id = practice.id.to_string();
                let title = content(cx, &practice.title);
                let href = format!("{path}/{}#{id}", domain.code);
                let title = if is_open {
                    view! { <a href=href>{title}</a> }.into_any()
                } else {
                    title
                };
                view! { <li><span dir="ltr">{id}</span> " " {title}</li> }
            })
            .collect_view();
        let count = cx.t_with(key, &[("n", practices.len().into())]);
        view! { <details><summary>{count}</summary><ul>{lines}</ul></details> }.into_any()
    };
    let text = if again.is_done() {
        cx.t("assess-again-done")
    } else {
        cx.t_with("assess-again-text", &[("date", cx.date(moment.date()).into())])
    };
    view! {
        <section class="look-again" aria-labelledby="look-again">
            <h2 id="look-again">{cx.t("assess-again-title")}</h2>
            <p>{text}</p>
            {list("assess-again-reworded", &again.reworded, true)}
            {list("assess-again-fresh", &again.fresh, true)}
            {list("assess-again-open-parts", &again.open_parts, true)}
            {list("assess-again-new", &again.new, true)}
            {list("assess-again-not-asked", &again.not_asked, false)}
        </section>
    }
    .into_any()
}
