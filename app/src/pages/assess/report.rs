//! The gap report: a document to read, to print, to hand on.

mod sections;

use ::report::{Document, DomainLine, GapLine};
use assess::BodyReport;
use axum::extract::Path;
use domain::assess::answer::Answer;
use domain::assess::gap::{Bucket, GapReport, ReportLesson, ReportTexts, ReportValue};
use domain::assess::score::Scope;
use domain::identity::policy::Action;
use figures::{Dyke, DykeSize};
use leptos::prelude::*;
use usecase::Reader;

use super::card::answer_name;
use super::frameworks::frameworks;
use super::parts::{assessment_name, assessment_path, body_path, content, may, scope_name};
use crate::components::dyke::dyke_picture;
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::shell::Page;

/// How many gaps stand at the top.
const TOP: usize = 5;

/// The page. A submitted report is what was kept of it; how far off the election is now stands apart from it.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let mut reader = cx.reader();
    let found = assess::body_report(cx.env(), &permit, &mut reader, &id).await?;
    let ask = ask_from(&cx, &mut reader, &found).await?;
    drop(reader);
    let title = cx.t_with("report-page-title", &[("body", found.body.name.clone().into())]);
    let cx2 = cx.clone();
    let view = move || {
        let path = assessment_path(&found.body, &found.info);
        let trail = vec![
            (body_path(&found.body), found.body.name.clone()),
            (path.clone(), assessment_name(&cx2, &found.info)),
        ];
        view! {
            <Breadcrumbs trail=trail/>
            {weeks_now(&cx2, &found.value)}
            {report_with(&cx2, &found.value, ask.as_deref())}
            <nav class="actions no-print" aria-label=cx2.t("report-files-label")>
                <a class="button button-quiet" href=format!("{path}/report.csv")>{cx2.t("report-csv")}</a>
                <a class="button button-quiet" href=format!("{path}/report.json")>{cx2.t("report-json")}</a>
            </nav>
        }
    };
    Ok(cx.render(Page::wide(title), view))
}

/// Where help can be asked for with a gap of this report: it is the one that the body submitted last, and the reader may propose it.
async fn ask_from(cx: &Cx, reader: &mut Reader, found: &BodyReport) -> Result<Option<String>, PageError> {
    if found.value.submitted_at.is_none() || !may(cx, Action::ProposeRequest, &found.body) {
        return Ok(None);
    }
    let permit = cx.permit(found.body.clone())?;
    let newest = ledger::askable(cx.env(), &permit, reader).await?;
    let is_newest = newest.as_ref() == Some(&found.info.id);
    Ok(is_newest.then(|| format!("{}/requests/new", body_path(&found.body))))
}

/// How many weeks are left to the election today, beside those of a submitted report; nothing for a draft, which counts from today anyway.
pub fn weeks_now(cx: &Cx, value: &ReportValue) -> Option<AnyView> {
    value.submitted_at?;
    let election = value.report.next_election?;
    let today = cx.env().now().date();
    let text = match value.weeks_left_on(today) {
        Some(weeks) => cx.t_with(
            "report-weeks-now",
            &[("n", weeks.into()), ("date", cx.date(today).into())],
        ),
        None => cx.t_with("report-election-past", &[("date", cx.date(election).into())]),
    };
    Some(view! { <p class="notice">{text}</p> }.into_any())
}

/// A report, from its title to how it was computed. Whoever shows it has asked the policy; it offers no link to anything of
/// the body but lessons, and reads nothing but the value.
pub fn report_view(cx: &Cx, value: &ReportValue) -> AnyView {
    report_with(cx, value, None)
}

/// The same; `ask` is where help can be asked for with each gap.
fn report_with(cx: &Cx, value: &ReportValue, ask: Option<&str>) -> AnyView {
    let document = Document::new(value, cx.lang);
    let report = &value.report;
    let parts = Parts {
        cx,
        value,
        report,
        texts: value.texts(cx.lang),
        document: &document,
        ask,
    };
    let body = if report.score.answered == 0 {
        view! { <p class="empty">{cx.t("report-nothing-answered")}</p> }.into_any()
    } else {
        view! {
            {parts.picture()}
            {parts.top()}
            {parts.buckets()}
            {parts.domains()}
            {frameworks(cx, &document)}
            {parts.method()}
        }
        .into_any()
    };
    view! {
        <article class="report">
            {parts.head()}
            {parts.summary()}
            {body}
        </article>
    }
    .into_any()
}

/// What every part of a report needs.
struct Parts<'a> {
    cx: &'a Cx,
    value: &'a ReportValue,
    report: &'a GapReport,
    texts: Option<&'a ReportTexts>,
    document: &'a Document,
    ask: Option<&'a str>,
}

impl Parts<'_> {
    fn title_of(&self, code: &str) -> String {
        let title = self.texts.and_then(|texts| texts.domain(code));
        title.map_or_else(|| code.to_owned(), |title| title.text.clone())
    }

    fn domain_title(&self, code: &str) -> AnyView {
        match self.texts.and_then(|texts| texts.domain(code)) {
            Some(title) => content(self.cx, title),
            None => code.to_owned().into_any(),
        }
    }

    fn practice_title(&self, id: &str) -> AnyView {
        match self.texts.and_then(|texts| texts.practice(id)) {
            Some(title) => content(self.cx, title),
            None => ().into_any(),
        }
    }

    fn head(&self) -> AnyView {
        let cx = self.cx;
        let (status, class) = match self.value.submitted_at {
            Some(at) => (
                cx.t_with("assess-submitted-on", &[("date", cx.date(at.date()).into())]),
                "tag tag-good",
            ),
            None => (cx.t("report-draft"), "tag tag-attention"),
        };
        let tier = self.report.tier;
        let tier_title = self.texts.and_then(|texts| texts.tier.as_ref());
        let model_title = self.texts.map(|texts| content(cx, &texts.model));
        let election = match self.report.next_election {
            Some(day) => {
                let weeks = self.report.weeks_to_election.unwrap_or_default();
                let weeks = cx.t_with("report-weeks-to-election", &[("n", weeks.into())]);
                format!("{} · {weeks}", cx.date(day))
            }
            None => cx.t("report-no-election"),
        };
        let model = cx.t_with(
            "report-model-version",
            &[("version", i64::from(self.value.model.version).into())],
        );
        view! {
            <header class="report-head">
                <p class="eyebrow">{cx.t("report-title")}</p>
                <h1 dir="auto">{self.value.body.clone()}</h1>
                <p><span class=class>{status}</span></p>
                <dl class="facts">
                    <dt>{cx.t("report-as-of")}</dt>
                    <dd>{cx.date(self.report.as_of)}</dd>
                    <dt>{cx.t("report-scope")}</dt>
                    <dd>{scope_name(cx, self.report.scope)}</dd>
                    <dt>{cx.t("report-election")}</dt>
                    <dd>{election}</dd>
                    <dt>{cx.t("report-tier")}</dt>
                    <dd>{tier.as_str()} " · " {tier_title.map(|text| content(cx, text))}</dd>
                    <dt>{cx.t("report-model")}</dt>
                    <dd>{model_title} " · " {model}</dd>
                </dl>
            </header>
        }
        .into_any()
    }

    /// Three sentences: where it stands, what is left, where most of it lies.
    fn summary(&self) -> AnyView {
        let cx = self.cx;
        let report = self.report;
        let total = &self.document.total;
        let (Some(average), Some(gated), Some(lowest)) =
            (&total.average, total.gated, report.lowest_domain())
        else {
            return ().into_any();
        };
        let first = cx.t_with(
            "report-sentence-level",
            &[
                ("gated", i64::from(gated).into()),
                ("highest", i64::from(report.scope.max_level()).into()),
                ("average", cx.decimal(average).into()),
                ("domain", self.title_of(lowest.code.as_str()).into()),
            ],
        );
        let reached = cx.t_with(
            "report-sentence-reached",
            &[
                ("n", report.domains_at_target().into()),
                ("of", report.domains_with_scores().into()),
            ],
        );
        let before = report.count_in(Bucket::BeforeElection);
        let gaps = report.gaps.len();
        let second = match (gaps, report.next_election) {
            (0, _) => cx.t("report-sentence-no-gaps"),
            (_, Some(day)) => cx.t_with(
                "report-sentence-gaps",
                &[
                    ("n", gaps.into()),
                    ("before", before.into()),
                    ("date", cx.date(day).into()),
                ],
            ),
            (_, None) => cx.t_with("report-sentence-gaps-no-date", &[("n", gaps.into())]),
        };
        let answered = ("answered", cx.percent(total.answered_percent).into());
        let third = match report.widest_domain() {
            Some(widest) => cx.t_with(
                "report-sentence-widest",
                &[
                    (
                        "share",
                        cx.percent(domain::rounding::percent(widest.share)).into(),
                    ),
                    ("domain", self.title_of(widest.code.as_str()).into()),
                    answered,
                ],
            ),
            None => cx.t_with("report-sentence-answered", &[answered]),
        };
        view! {
            <div class="report-summary">
                <p class="lead">{first}</p>
                <p class="lead">{reached} " " {second}</p>
                <p class="lead">{third}</p>
            </div>
        }
        .into_any()
    }
}
