//! A domain in a round: its figures in every group of bodies, its practices, and the lessons that teach them.

use axum::extract::{Path, Query};
use domain::assess::model::{Domain, PracticeStatus};
use domain::disclose::Row;
use domain::id::LessonId;
use domain::identity::policy::Instance;
use insight::{EarlierFigure, NamedProfile, PublishedRelease};
use leptos::prelude::*;
use usecase::Listed;

use crate::components::heatmap::{
    bars, group_lines, hundredths, in_aggregate, income_group_name, row_anchor, row_name,
};
use crate::components::layout::Breadcrumbs;
use crate::components::list::{Asked, list_pages};
use crate::components::region::region_name;
use crate::components::table::{Column, DataTable};
use crate::components::text::content;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::learn::parts::{lesson_path, minutes};
use crate::shell::Page;

/// The page.
pub async fn page(
    cx: Cx,
    Path((round, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (permit, query) = (cx.permit(Instance)?, asked.query()?);
    let mut reader = cx.reader();
    let published = insight::release(cx.env(), &permit, &mut reader, &cx.state.releases, &round).await?;
    let named = insight::named_profiles(cx.env(), &permit, &mut reader, &published.round, &query).await?;
    let model = insight::model_of_release(cx.env(), &mut reader, cx.lang, &published.round).await?;
    let domain = model
        .domain(&code)
        .filter(|domain| published.domains().contains(&domain.code))
        .ok_or(PageError::NotFound)?
        .clone();
    let earlier = insight::shown_earlier(
        cx.env(),
        &permit,
        &mut reader,
        &cx.state.releases,
        &published,
        &domain.code,
    )
    .await?;
    let page = Page::wide(cx.t_with(
        "insight-domain-page-title",
        &[
            ("domain", domain.title.to_string().into()),
            ("round", published.round.title.clone().into()),
        ],
    ));
    let context = cx.clone();
    Ok(cx.render(page, move || {
        body(&context, &published, (&named, &asked), &earlier, &domain)
    }))
}

fn body(
    cx: &Cx,
    published: &PublishedRelease,
    (named, asked): (&Listed<NamedProfile>, &Asked),
    earlier: &[EarlierFigure],
    domain: &Domain,
) -> AnyView {
    let address = format!("/insight/{}", published.round.slug);
    let trail = vec![
        ("/insight".to_owned(), cx.t("insight-title")),
        (address.clone(), published.round.title.clone()),
    ];
    let k = published.parameters().k();
    let sentence = if published.is_former() {
        "insight-former"
    } else {
        "insight-row-sentence"
    };
    let groups = (!published.groups().is_empty()).then(|| {
        view! {
            <h2>{cx.t("insight-groups-title")}</h2>
            {group_lines(cx, published, &domain.code)}
        }
    });
    view! {
        <Breadcrumbs trail=trail/>
        <h1>{content(cx, &domain.title)}</h1>
        <p class="lead prose">{content(cx, &domain.summary)}</p>
        <h2>{cx.t("insight-domain-figures-title")}</h2>
        <p class="prose">{cx.t(sentence)}</p>
        {figures(cx, published, earlier, domain)}
        <p class="muted small prose">
            {cx.t_with("insight-hidden-why", &[("k", k.into())])} " "
            <a href="/insight/about/hidden">{cx.t("insight-hidden-more")}</a>
        </p>
        {groups}
        {named_table(cx, &address, &named.rows, domain)}
        {list_pages(cx, &format!("{address}/{}", domain.code), &[], asked, named.next.as_ref())}
        <h2 id="practices">{cx.t("insight-practices-title")}</h2>
        <p class="prose">{cx.t("insight-practices-text")}</p>
        {practices(cx, domain)}
        <h2 id="lessons">{cx.t("insight-lessons-title")}</h2>
        {lessons(cx, domain)}
    }
    .into_any()
}

fn figures(cx: &Cx, published: &PublishedRelease, earlier: &[EarlierFigure], domain: &Domain) -> AnyView {
    let rows = published.rows();
    let lines = rows
        .iter()
        .map(|row| {
            let cell = published.cell(row, &domain.code);
            let mean = cell.named;
            let class = matches!(row, Row::Stratum(_)).then_some("group-fine");
            view! {
                <tr id=row_anchor(&rows, row) class=class>
                    <th scope="row" dir="auto">{row_name(cx, row)}</th>
                    <td class="heat-cell">
                        {in_aggregate(cx, cell.hidden)}
                        {bars(cx, cell.bars)}
                        {shown_in(cx, earlier, row, domain)}
                    </td>
                    <td class="number">
                        {mean.map_or_else(|| cx.t("insight-none-by-name"), |mean| hundredths(cx, mean.hundredths))}
                    </td>
                    <td class="number">{cx.number(mean.map_or(0, |mean| mean.bodies))}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = cx.t("insight-domain-figures-caption");
    let columns = vec![
        Column::text(cx.t("insight-group")),
        Column::text(cx.t("insight-in-aggregate")),
        Column::number(cx.t("insight-mean-by-name")),
        Column::number(cx.t("insight-bodies-by-name")),
    ];
    view! { <DataTable caption class="group-table" columns>{lines}</DataTable> }.into_any()
}

/// A pointer to the newest earlier round in which the row shows something. The figure stays there, with its date.
fn shown_in(cx: &Cx, earlier: &[EarlierFigure], row: &Row, domain: &Domain) -> Option<AnyView> {
    let found = earlier.iter().find(|figure| figure.row == *row)?;
    let date = found
        .round
        .closed_at
        .map(|at| cx.date(at.date()))
        .unwrap_or_default();
    let text = cx.t_with(
        "insight-shown-earlier",
        &[("round", found.round.title.clone().into()), ("date", date.into())],
    );
    let href = format!(
        "/insight/{}/{}#group-{}",
        found.round.slug, domain.code, found.place
    );
    Some(view! { <a class="heat-bars small" href=href>{text}</a> }.into_any())
}

fn named_table(cx: &Cx, address: &str, named: &[NamedProfile], domain: &Domain) -> Option<AnyView> {
    let lines: Vec<_> = named
        .iter()
        .filter_map(|body| {
            let score = body.score.domain(&domain.code)?;
            let average = score.average.map_or_else(|| cx.t("insight-not-answered"), |average| cx.score(average));
            let gated = score.gated.map_or_else(|| cx.t("insight-not-answered"), |level| cx.number(level));
            Some(view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{address}/bodies/{}", body.slug)><bdi>{body.name.clone()}</bdi></a>
                        {body.is_beside.then(|| view! { " " <span class="tag">{cx.t("insight-beside")}</span> })}
                    </th>
                    <td><bdi>{region_name(cx, &body.stratum.region)}</bdi> " · " {income_group_name(cx, &body.stratum.income_group)}</td>
                    <td class="number">{average}</td>
                    <td class="number">{gated}</td>
                    <td class="number">{cx.number(score.target)}</td>
                </tr>
            })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        let caption = cx.t("insight-named-domain-caption");
        let columns = vec![
            Column::text(cx.t("insight-body")),
            Column::text(cx.t("insight-group")),
            Column::number(cx.t("insight-average")),
            Column::number(cx.t("insight-gated")),
            Column::number(cx.t("insight-target")),
        ];
        view! {
            <h2>{cx.t("insight-named-title")}</h2>
            <DataTable caption columns>{lines.into_iter().collect_view()}</DataTable>
        }
        .into_any()
    })
}

fn practices(cx: &Cx, domain: &Domain) -> AnyView {
    let items = domain
        .practices
        .iter()
        .filter(|practice| practice.status == PracticeStatus::Published)
        .map(|practice| {
            view! {
                <li>
                    <span class="tag">{cx.t_with("assess-level", &[("level", practice.level.into())])}</span>
                    " "
                    {content(cx, &practice.title)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="practice-list">{items}</ul> }.into_any()
}

fn lessons(cx: &Cx, domain: &Domain) -> AnyView {
    let catalog = cx.env().catalog();
    let mut seen: Vec<LessonId> = Vec::new();
    let mut items = Vec::new();
    for practice in &domain.practices {
        for (course, lesson) in catalog.lessons_for(cx.lang, &practice.id) {
            if seen.contains(&lesson.id) {
                continue;
            }
            seen.push(lesson.id.clone());
            items.push(view! {
                <li>
                    <a href=lesson_path(&course.slug, &lesson.slug)>{content(cx, &lesson.title)}</a>
                    <span class="muted">
                        " · " {content(cx, &course.title)} " · "
                        {minutes(cx, lesson.minutes.into())}
                    </span>
                </li>
            });
        }
    }
    if items.is_empty() {
        view! { <p class="muted">{cx.t("insight-no-lessons")}</p> }.into_any()
    } else {
        view! { <ul class="lesson-links">{items.into_iter().collect_view()}</ul> }.into_any()
    }
}
