//! What several pages of this part share.

use assess::AssessmentInfo;
use domain::assess::model::{Domain, Model};
use domain::assess::score::{DomainScore, Scope, Score};
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Action, Resource, decide};
use leptos::prelude::*;

pub(super) use crate::components::text::content;
use crate::context::Cx;

/// Whether the reader may do that to the body: decides which links a page offers. The use case asks again.
pub(super) fn may(cx: &Cx, action: Action, body: &Organisation) -> bool {
    decide(&cx.actor, action, Resource::Organisation(&body.id)).is_ok()
}

/// The address of a body's first page.
pub(super) fn body_path(body: &Organisation) -> String {
    format!("/assess/{}", body.slug)
}

/// The address of an assessment.
pub(super) fn assessment_path(body: &Organisation, info: &AssessmentInfo) -> String {
    format!("/assess/{}/{}", body.slug, info.id)
}

/// What an assessment is called: its kind, and when it was started.
pub(super) fn assessment_name(cx: &Cx, info: &AssessmentInfo) -> String {
    cx.t_with(
        "assess-assessment-name",
        &[
            ("scope", scope_name(cx, info.scope).into()),
            ("date", cx.date(info.created_at.date()).into()),
        ],
    )
}

/// What happened to the model of an open assessment since it was started: that its texts were corrected, for everybody who answers, and
/// that there is a newer version, for those who start assessments.
pub(super) fn model_news(cx: &Cx, body: &Organisation, info: &AssessmentInfo) -> AnyView {
    let news = assess::model_news(cx.env(), info);
    let newer = news
        .newer
        .filter(|_| may(cx, Action::StartAssessment, body))
        .map(|newer| {
            let versions = [
                ("newer", i64::from(newer).into()),
                ("version", i64::from(info.model_version).into()),
            ];
            view! { <p class="muted small">{cx.t_with("assess-model-newer", &versions)}</p> }
        });
    let corrected = news
        .is_corrected
        .then(|| view! { <p class="muted small">{cx.t("assess-model-corrected")}</p> });
    view! { {corrected} {newer} }.into_any()
}

/// A scope in words.
pub(super) fn scope_name(cx: &Cx, scope: Scope) -> String {
    match scope {
        Scope::Quick => cx.t("assess-scope-quick"),
        Scope::Full => cx.t("assess-scope-full"),
    }
}

/// `answered 5 of 10`.
pub(super) fn progress(cx: &Cx, answered: usize, asked: usize) -> String {
    cx.t_with(
        "assess-progress",
        &[("answered", answered.into()), ("asked", asked.into())],
    )
}

/// The first domain in which something is left to answer.
pub(super) fn next_domain(score: &Score) -> Option<&DomainScore> {
    score
        .domains
        .iter()
        .find(|domain| domain.answered < domain.in_scope)
}

/// The domains of an assessment with how much of each is answered; the one that is open is marked. A list beside the cards,
/// and folded above them for a narrow screen.
pub(super) fn domain_nav(cx: &Cx, base: &str, model: &Model, score: &Score, current: &str) -> AnyView {
    let list = || {
        let lines = model
            .domains
            .iter()
            .filter_map(|domain| Some((domain, score.domain(&domain.code)?)));
        let items = lines.map(|(domain, line)| domain_link(cx, base, domain, line, current));
        view! { <ol>{items.collect_view()}</ol> }
    };
    let at = model
        .domains
        .iter()
        .position(|domain| domain.code.as_str() == current);
    let place = at.map(|at| {
        cx.t_with(
            "assess-domain-place",
            &[
                ("domain", (at as i64 + 1).into()),
                ("n", (model.domains.len() as i64).into()),
            ],
        )
    });
    view! {
        <nav class="domain-nav domain-nav-side" aria-label=cx.t("assess-domains-label")>{list()}</nav>
        <details class="domain-nav domain-nav-short">
            <summary>{place}</summary>
            <nav aria-label=cx.t("assess-domains-short-label")>{list()}</nav>
        </details>
    }
    .into_any()
}

fn domain_link(cx: &Cx, base: &str, domain: &Domain, line: &DomainScore, current: &str) -> AnyView {
    let code = domain.code.as_str();
    let is_current = (code == current).then_some("page");
    let is_done = line.answered == line.in_scope && line.in_scope > 0;
    let count = if line.in_scope == 0 {
        cx.t("assess-nothing-asked")
    } else {
        cx.t_with(
            "assess-progress-short",
            &[
                ("answered", line.answered.into()),
                ("asked", line.in_scope.into()),
            ],
        )
    };
    view! {
        <li class:done=is_done>
            <a href=format!("{base}/{code}") aria-current=is_current>
                <span class="domain-name">{content(cx, &domain.title)}</span>
                <span class="domain-count">{count}</span>
            </a>
        </li>
    }
    .into_any()
}
