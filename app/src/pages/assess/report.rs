//! The gap report: a document to read, to print, to hand on.

use ::report::{Document, DomainLine, GapLine};
use axum::extract::Path;
use domain::assess::answer::Answer;
use domain::assess::gap::{Bucket, GapReport, ReportTexts, ReportValue};
use domain::assess::score::Scope;
use domain::content::Text;
use domain::rounding::percent;
use leptos::prelude::*;

use super::card::answer_name;
use super::frameworks::frameworks;
use super::parts::{assessment_name, assessment_path, body_path, content, scope_name};
use crate::components::dyke::{Dyke, DykeSize, dyke_picture};
use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// How many gaps stand at the top.
const TOP: usize = 5;

/// The page. A submitted report is what was kept of it; how far off the election is now stands apart from it.
pub async fn page(cx: Cx, Path((org, id)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let found = assess::body_report(cx.env(), &permit, &mut cx.reader(), &id).await?;
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
            {report_view(&cx2, &found.value)}
            <nav class="actions no-print" aria-label=cx2.t("report-files-label")>
                <a class="button button-quiet" href=format!("{path}/report.csv")>{cx2.t("report-csv")}</a>
                <a class="button button-quiet" href=format!("{path}/report.json")>{cx2.t("report-json")}</a>
            </nav>
        }
    };
    Ok(cx.render(Page::wide(title), view))
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
    let document = Document::new(value, cx.lang);
    let report = &value.report;
    let parts = Parts {
        cx,
        value,
        report,
        texts: value.texts(cx.lang),
        document: &document,
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
                    <dd>{model_title} {cx.t("list-separator")} {model}</dd>
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
                ("average", average.as_str().to_owned().into()),
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
        let answered = ("answered", total.answered_percent.into());
        let third = match report.widest_domain() {
            Some(widest) => cx.t_with(
                "report-sentence-widest",
                &[
                    ("share", percent(widest.share).into()),
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

    fn picture(&self) -> AnyView {
        let cx = self.cx;
        let dyke = Dyke::of(self.report, self.texts);
        let name = cx.t("dyke-title");
        let quick = (self.report.scope == Scope::Quick).then(|| view! { <p>{cx.t("report-quick-note")}</p> });
        view! {
            <figure class="dyke-figure">
                <section class="dyke-scroll" tabindex="0" aria-label=name.clone()>
                    {dyke_picture(cx, "dyke", &name, &dyke, DykeSize::Full)}
                </section>
                <figcaption>
                    <ul class="dyke-legend">
                        <li><span class="dyke-key dyke-key-crest" aria-hidden="true"></span> {cx.t("dyke-legend-crest")}</li>
                        <li><span class="dyke-key dyke-key-solid" aria-hidden="true"></span> {cx.t("dyke-legend-solid")}</li>
                        <li><span class="dyke-key dyke-key-target" aria-hidden="true"></span> {cx.t("dyke-legend-target")}</li>
                        <li><span class="dyke-key dyke-key-water" aria-hidden="true"></span> {cx.t("dyke-legend-water")}</li>
                    </ul>
                    {quick}
                </figcaption>
            </figure>
        }
        .into_any()
    }

    fn lessons(&self, practice: &str) -> Vec<(String, Text)> {
        let lessons = self.texts.map_or(&[][..], |texts| texts.lessons(practice));
        lessons
            .iter()
            .map(|lesson| {
                let path = format!("/learn/{}/{}", lesson.course, lesson.slug);
                (path, lesson.title.clone())
            })
            .collect()
    }

    fn weeks(&self, line: &GapLine) -> String {
        self.cx
            .t_with("report-weeks", &[("n", i64::from(line.lead_weeks).into())])
    }

    fn effort(&self, line: &GapLine) -> String {
        self.cx.t(&format!("effort-{}", line.effort.clamp(1, 5)))
    }

    fn answer(&self, line: &GapLine) -> String {
        line.answer
            .and_then(Answer::parse)
            .map_or_else(|| self.cx.t("answer-none"), |answer| answer_name(self.cx, answer))
    }

    fn top(&self) -> AnyView {
        let cx = self.cx;
        let has_date = self.report.next_election.is_some();
        let title = if has_date {
            cx.t("report-top-title")
        } else {
            cx.t("report-top-title-no-date")
        };
        let wanted = if has_date {
            Bucket::BeforeElection
        } else {
            Bucket::NoDate
        };
        let items: Vec<_> = self
            .document
            .gaps
            .iter()
            .filter(|line| line.bucket == wanted.as_str())
            .take(TOP)
            .map(|line| {
                let lessons = self.lessons(&line.practice);
                let lessons = (!lessons.is_empty()).then(|| {
                    let items = lessons
                        .into_iter()
                        .map(|(href, title)| view! { <li><a href=href>{content(cx, &title)}</a></li> })
                        .collect_view();
                    view! {
                        <p class="small muted">{cx.t("report-lessons")}</p>
                        <ul class="lesson-links">{items}</ul>
                    }
                });
                let gates = line.gates.then(|| view! { <span class="tag tag-attention">{cx.t("report-gates")}</span> });
                view! {
                    <li class="keep-together">
                        <h3>{self.practice_title(&line.practice)}</h3>
                        <p class="muted">
                            <span dir="ltr">{line.practice.clone()}</span> " · " {self.domain_title(&line.domain)} " · "
                            {self.answer(line)} " " {gates}
                        </p>
                        <p>{self.effort(line)} " · " {self.weeks(line)}</p>
                        {lessons}
                    </li>
                }
            })
            .collect();
        let list = if items.is_empty() {
            let text = if self.report.gaps.is_empty() {
                cx.t("report-no-gaps")
            } else {
                cx.t("report-top-none")
            };
            view! { <p>{text}</p> }.into_any()
        } else {
            view! { <ol class="report-top">{items}</ol> }.into_any()
        };
        view! {
            <section aria-labelledby="report-top">
                <h2 id="report-top">{title}</h2>
                {list}
            </section>
        }
        .into_any()
    }

    fn buckets(&self) -> AnyView {
        let cx = self.cx;
        if self.report.gaps.is_empty() {
            return ().into_any();
        }
        let buckets = Bucket::ALL
            .into_iter()
            .filter(|bucket| self.report.count_in(*bucket) > 0)
            .map(|bucket| self.bucket(bucket))
            .collect_view();
        view! {
            <section aria-labelledby="report-gaps">
                <h2 id="report-gaps">{cx.t("report-gaps-title")}</h2>
                {buckets}
            </section>
        }
        .into_any()
    }

    fn bucket(&self, bucket: Bucket) -> AnyView {
        let cx = self.cx;
        let name = bucket.as_str();
        let rows = self
            .document
            .gaps
            .iter()
            .filter(|line| line.bucket == name)
            .map(|line| {
                let gates = line
                    .gates
                    .then(|| view! { <br/> <span class="small muted">{cx.t("report-gates")}</span> });
                view! {
                    <tr>
                        <th scope="row">
                            <span class="small muted" dir="ltr">{line.practice.clone()}</span> " "
                            {self.practice_title(&line.practice)} {gates}
                        </th>
                        <td>{self.answer(line)}</td>
                        <td class="number">{line.level}</td>
                        <td>{self.effort(line)}</td>
                        <td class="number">{line.lead_weeks}</td>
                        <td class="number">{line.priority.to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let count = cx.t_with("report-gap-count", &[("n", self.report.count_in(bucket).into())]);
        let columns = vec![
            Column::text(cx.t("report-practice")),
            Column::text(cx.t("report-answer")),
            Column::number(cx.t("report-level")),
            Column::text(cx.t("report-effort")),
            Column::number(cx.t("report-lead-weeks")),
            Column::number(cx.t("report-priority")),
        ];
        view! {
            <h3>{cx.t(&format!("bucket-{name}"))}</h3>
            <p class="muted">{cx.t(&format!("bucket-{name}-text"))}</p>
            <DataTable caption=count class="gap-table" columns>{rows}</DataTable>
        }
        .into_any()
    }

    fn domain_row(&self, line: &DomainLine) -> impl IntoView + use<> {
        let cx = self.cx;
        let none = || cx.t("report-not-answered");
        let warning = line.not_applicable_warning.then(|| {
            view! { <br/> <span class="small attention">{cx.t("report-na-warning")}</span> }
        });
        let average = line.average.as_ref().map_or_else(none, ToString::to_string);
        let gated = line
            .gated
            .map_or_else(|| "–".to_owned(), |gated| gated.to_string());
        let answered = cx.t_with(
            "assess-progress-short",
            &[
                ("answered", line.answered.into()),
                ("asked", line.in_scope.into()),
            ],
        );
        let share = line
            .share_percent
            .map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
        let gaps = line.gaps.map_or_else(|| "–".to_owned(), |gaps| gaps.to_string());
        view! {
            <tr>
                <th scope="row">
                    <span class="small muted" dir="ltr">{line.code.clone()}</span> " " {self.domain_title(&line.code)} {warning}
                </th>
                <td class="number">{average}</td>
                <td class="number">{gated}</td>
                <td class="number">{line.target}</td>
                <td class="number">{answered}</td>
                <td class="number">{gaps}</td>
                <td class="number">{share}</td>
            </tr>
        }
    }

    fn domains(&self) -> AnyView {
        let cx = self.cx;
        let rows = self
            .document
            .domains
            .iter()
            .map(|line| self.domain_row(line))
            .collect_view();
        let total = &self.document.total;
        let average = total
            .average
            .as_ref()
            .map_or_else(|| "–".to_owned(), ToString::to_string);
        let gated = total
            .gated
            .map_or_else(|| "–".to_owned(), |gated| gated.to_string());
        let answered = cx.t_with(
            "assess-progress-short",
            &[
                ("answered", total.answered.into()),
                ("asked", total.in_scope.into()),
            ],
        );
        let gaps = self.document.gaps.len();
        let columns = vec![
            Column::text(cx.t("report-domain")),
            Column::number(cx.t("report-average")),
            Column::number(cx.t("report-gated")),
            Column::number(cx.t("report-target")),
            Column::number(cx.t("report-answered")),
            Column::number(cx.t("report-gaps")),
            Column::number(cx.t("report-share")),
        ];
        let foot = view! {
            <tr>
                <th scope="row">{cx.t("report-whole")}</th>
                <td class="number">{average}</td>
                <td class="number">{gated}</td>
                <td class="number">"–"</td>
                <td class="number">{answered}</td>
                <td class="number">{gaps}</td>
                <td class="number">"–"</td>
            </tr>
        }
        .into_any();
        let to_target = total.to_target_percent.map(|share| {
            view! { <p>{cx.t_with("report-to-target", &[("share", share.into())])}</p> }
        });
        view! {
            <section aria-labelledby="report-domains">
                <h2 id="report-domains">{cx.t("report-domains-title")}</h2>
                {to_target}
                <DataTable caption=cx.t("report-domains-caption") class="domain-table" columns foot>{rows}</DataTable>
            </section>
        }
        .into_any()
    }

    fn method(&self) -> AnyView {
        let cx = self.cx;
        let constants = &self.value.priority;
        let number = |value: f64| domain::rounding::two_decimals(value);
        let formula = format!(
            "{} · gap · I/5 · g / (1 + {} (E − 1))",
            number(constants.scale),
            number(constants.effort_weight)
        );
        let items = [
            cx.t("report-method-values"),
            cx.t("report-method-average"),
            cx.t("report-method-gated"),
            cx.t("report-method-target"),
            cx.t_with(
                "report-method-gate",
                &[("factor", number(constants.gate_factor).into())],
            ),
            cx.t_with(
                "report-method-timing",
                &[("weeks", i64::from(self.report.freeze_weeks).into())],
            ),
            cx.t("report-method-na"),
            cx.t("report-method-rounding"),
        ];
        let items = items
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <section class="report-method" aria-labelledby="report-method">
                <h2 id="report-method">{cx.t("report-method-title")}</h2>
                <ul>{items}</ul>
                <p>{cx.t("report-method-priority")}</p>
                <p dir="ltr"><code>{formula}</code></p>
                <p class="muted small">{cx.t("report-method-letters")}</p>
            </section>
        }
        .into_any()
    }
}
