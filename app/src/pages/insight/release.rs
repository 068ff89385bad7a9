//! The figures of a closed round, as donors see them: heatmaps made of published cells, and beside them the bodies that
//! chose to be seen by name.

use axum::extract::{Path, Query};
use domain::assess::model::Model;
use domain::assess::score::MAX_LEVEL;
use domain::disclose::Row;
use domain::identity::policy::Instance;
use figures::{Dyke, DykePoint, DykeSize};
use insight::NamedProfile;
use leptos::prelude::*;
use usecase::Listed;

use super::coverage;
use super::needs::Start;
use crate::components::dyke::dyke_picture;
use crate::components::heatmap::{group_table, heatmap, income_group_name, legend};
use crate::components::layout::Breadcrumbs;
use crate::components::list::{Asked, list_pages, search_form};
use crate::components::region::region_name;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageResult;
use crate::fragment::Key;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(round): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (permit, query) = (cx.permit(Instance)?, asked.query()?);
    let mut reader = cx.reader();
    let published = insight::release(cx.env(), &permit, &mut reader, &cx.state.releases, &round).await?;
    let named = insight::named_profiles(cx.env(), &permit, &mut reader, &published.round, &query).await?;
    let names = insight::release_names(cx.env(), &mut reader, &published.round).await?;
    let needs = match insight::needs(cx.env(), &permit, &mut reader, &published).await? {
        Some(needs) => needs,
        None => {
            let mut tx = cx.begin().await?;
            let needs = insight::needs_at_once(cx.env(), &permit, &mut tx, &published).await?;
            tx.commit().await?;
            needs
        }
    };
    let today = cx.env().now().date();
    let page = Page::wide(published.round.title.clone());
    // What a closed round shows does not change: only whom it shows by name, and which of them stand on this page, differs. What they brought
    // is frozen with the round.
    let by_name: Vec<_> = named
        .rows
        .iter()
        .map(|body| (&body.organisation, &body.slug, &body.name, body.is_beside))
        .collect();
    let shown = (
        &published.round,
        &published.sha256,
        published.sees_names(),
        names.sha256(),
    );
    // The weeks to an election are counted from today.
    let key = Key::of(&(
        "release",
        cx.lang,
        shown,
        by_name,
        &asked,
        &named.next,
        needs.sha256(),
        today,
    ));
    let content = match cx.kept(&key) {
        Some(content) => content,
        None => {
            let model = names.model(cx.env(), cx.lang, &published.round)?;
            let address = format!("/insight/{}", published.round.slug);
            let (needs, beside) = needs.read()?;
            let start = Start {
                needs: &needs,
                beside,
                published: &published,
                model: &model,
                address: &address,
                today,
            };
            cx.keep(key, |anybody| body(anybody, &start, &named, &asked))
        }
    };
    Ok(cx.render_around(page, &content))
}

fn body(cx: &Cx, start: &Start<'_>, named: &Listed<NamedProfile>, asked: &Asked) -> AnyView {
    let Start {
        published,
        model,
        address,
        ..
    } = *start;
    let round = &published.round;
    let k = published.parameters().k();
    let rows = published.rows();
    let of = |kind: fn(&Row) -> bool| -> Vec<Row> {
        rows.iter()
            .filter(|row| matches!(row, Row::All) || kind(row))
            .cloned()
            .collect()
    };
    let regions = of(|row| matches!(row, Row::Region { .. }));
    let income_groups = of(|row| matches!(row, Row::IncomeGroup { .. }));
    let closed_at = round
        .closed_at
        .map(|at| view! { <p class="muted">{cx.t_with("insight-closed-on", &[("date", cx.date(at.date()).into())])}</p> });
    let sentence = if published.is_former() {
        "insight-former"
    } else {
        "insight-row-sentence"
    };
    let groups = (!published.groups().is_empty()).then(|| {
        view! {
            <h2 id="groups">{cx.t("insight-groups-title")}</h2>
            <p class="prose">{cx.t_with("insight-groups-text", &[("k", k.into())])}</p>
            {group_table(cx, published, model, address)}
        }
    });
    let late = (!published.sees_names()).then(|| view! { <p class="notice">{cx.t("insight-late")}</p> });
    let whole = published.sees_names().then(|| {
        view! {
            <a class="button button-quiet" href=format!("{address}/release.csv")>{cx.t("insight-csv")}</a>
            " "
            <a class="button button-quiet" href=format!("{address}/release.json")>{cx.t("insight-json")}</a>
        }
    });
    let manifest_file = published.manifest_sha256.is_some().then(|| {
        view! {
            <a class="button button-quiet" href=format!("{address}/manifest.json")>{cx.t("insight-manifest")}</a>
        }
    });
    let manifest = published.manifest_sha256.clone().map(|sha256| {
        view! { <p>{cx.t("insight-manifest-fingerprint")} " " <code class="fingerprint" dir="ltr">{sha256}</code></p> }
    });
    let groups_file = (!published.is_former()).then(|| {
        view! {
            <a class="button button-quiet" href=format!("{address}/groups.csv")>{cx.t("insight-groups-csv")}</a>
        }
    });
    let how = if published.is_former() {
        vec![
            cx.t_with("insight-how-atoms", &[("k", k.into())]),
            cx.t("insight-how-bands"),
            cx.t("insight-how-frozen"),
        ]
    } else {
        vec![
            cx.t_with("insight-how-groups", &[("k", k.into())]),
            cx.t("insight-how-share"),
            cx.t("insight-how-rows"),
            cx.t("insight-how-once"),
            cx.t("insight-how-frozen"),
        ]
    };
    let how = how.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    view! {
        <Breadcrumbs trail=vec![("/insight".to_owned(), cx.t("insight-title"))]/>
        <h1 dir="auto">{round.title.clone()}</h1>
        {closed_at}
        <p class="lead prose">{coverage(cx, published.coverage(), k)} {start.beside(cx)}</p>
        {late}
        {start.view(cx)}
        <div class="insight-columns">
            <div class="insight-figures">
                <h2>{cx.t("insight-regions-title")}</h2>
                <p class="prose">{cx.t("insight-heatmap-text")}</p>
                <p class="prose">{cx.t(sentence)}</p>
                {legend(cx, k)}
                {heatmap(cx, published, model, address, &regions, cx.t("insight-regions-caption"))}
                <h2>{cx.t("insight-income-title")}</h2>
                {heatmap(cx, published, model, address, &income_groups, cx.t("insight-income-caption"))}
            </div>
            <section class="insight-named" aria-labelledby="named-title">
                <h2 id="named-title">{cx.t("insight-named-title")}</h2>
                {profiles(cx, address, named, asked, model)}
            </section>
        </div>
        {groups}
        <h2>{cx.t("insight-files-title")}</h2>
        <p class="prose">{cx.t("insight-files-text")}</p>
        <p class="actions">
            {whole} " " {groups_file} " " {manifest_file}
        </p>
        <details class="prose">
            <summary>{cx.t("insight-how-title")}</summary>
            {how}
            <p>{cx.t("insight-fingerprint")} " " <code class="fingerprint" dir="ltr">{published.sha256.clone()}</code></p>
            {manifest}
            <p><a href="/insight/about/check">{cx.t("insight-check-link")}</a></p>
        </details>
    }
    .into_any()
}

/// The bodies by name, each with its lowest point and a link to its report.
fn profiles(cx: &Cx, address: &str, named: &Listed<NamedProfile>, asked: &Asked, model: &Model) -> AnyView {
    let is_whole = asked.is_all() && named.next.is_none();
    if is_whole && named.rows.is_empty() {
        return view! { <p class="muted">{cx.t("insight-named-none")}</p> }.into_any();
    }
    // Whoever sees all of them needs no search.
    let search = (!is_whole).then(|| search_form(cx, address, asked, cx.t("organisations-search"), None));
    if named.rows.is_empty() {
        return view! { {search} <p class="muted">{cx.t("list-nothing")}</p> }.into_any();
    }
    let items = named
        .rows
        .iter()
        .enumerate()
        .map(|(place, body)| profile(cx, address, place, body, model))
        .collect_view();
    let package = format!("{address}/package");
    view! {
        <p class="muted">{cx.t("insight-named-text")}</p>
        <p>{cx.t("package-link-text")} " " <a href=package>{cx.t("package-link")}</a></p>
        {search}
        <ul class="profile-list">{items}</ul>
        {list_pages(cx, address, &[], asked, named.next.as_ref())}
    }
    .into_any()
}

fn profile(cx: &Cx, address: &str, place: usize, body: &NamedProfile, model: &Model) -> AnyView {
    let average = body
        .score
        .average
        .map_or_else(|| cx.t("insight-not-answered"), |average| cx.score(average));
    let gated = body
        .score
        .gated
        .map_or_else(|| cx.t("insight-not-answered"), |level| cx.number(level));
    let lowest = body
        .score
        .lowest()
        .and_then(|lowest| model.domain(lowest.code.as_str()));
    let lowest = lowest.map(|domain| {
        view! { <dt>{cx.t("insight-lowest")}</dt> <dd>{content(cx, &domain.title)}</dd> }
    });
    let beside = body
        .is_beside
        .then(|| view! { <p><span class="tag">{cx.t("insight-beside")}</span></p> });
    view! {
        <li class="profile">
            <h3><a href=format!("{address}/bodies/{}", body.slug)><bdi>{body.name.clone()}</bdi></a></h3>
            <p class="muted small">
                <bdi>{region_name(cx, &body.stratum.region)}</bdi> " · " {income_group_name(cx, &body.stratum.income_group)}
            </p>
            {beside}
            {dyke_picture(cx, &format!("dyke-{place}"), &body.name, &dyke(body, model), DykeSize::Multiple)}
            <dl class="facts small">
                <dt>{cx.t("insight-average")}</dt>
                <dd>{average}</dd>
                <dt>{cx.t("insight-gated")}</dt>
                <dd>{gated}</dd>
                {lowest}
            </dl>
        </li>
    }
    .into_any()
}

/// The dyke of a body's scores.
fn dyke(body: &NamedProfile, model: &Model) -> Dyke {
    let lowest = body.score.lowest().map(|lowest| &lowest.code);
    let points = body.score.domains.iter().map(|score| DykePoint {
        code: score.code.to_string(),
        title: model
            .domain(score.code.as_str())
            .map_or_else(|| score.code.to_string(), |domain| domain.title.to_string()),
        average: score.average,
        gated: score.gated,
        target: score.target,
    });
    Dyke {
        lowest: body
            .score
            .domains
            .iter()
            .position(|score| Some(&score.code) == lowest),
        points: points.collect(),
        highest: MAX_LEVEL,
    }
}
