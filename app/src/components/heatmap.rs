//! The heatmap of a release: domains by rows of bodies, in four bands, and the groups from which the rows are read. It takes what was
//! published and nothing else, so it cannot show what was not released.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::model::Model;
use domain::disclose::{Band, Counts, Figure, Group, Mean, Row, RowShown, Stratum};
use insight::{PublishedRelease, ShownCell};
use leptos::prelude::*;

use super::region::region_name;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::shell::foreign;

/// A table with a line for each domain and a column for each row of bodies. Each cell leads to the row's line on the domain's page.
pub fn heatmap(
    cx: &Cx,
    release: &PublishedRelease,
    model: &Model,
    address: &str,
    rows: &[Row],
    caption: String,
) -> AnyView {
    let all_rows = release.rows();
    // A column of nothing but marks says in a sentence what they say.
    let (wholly_hidden, _): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| is_wholly_hidden(release, row));
    let folded: Vec<String> = wholly_hidden.iter().map(|row| row_name(cx, row)).collect();
    let folded = (!folded.is_empty()).then(|| {
        view! {
            <p class="prose">
                {cx.t_with("insight-wholly-hidden", &[("rows", cx.list(&folded).into())])} " "
                <a href="/insight/about/hidden">{cx.t("insight-hidden-more")}</a>
            </p>
        }
    });
    let heads = rows.iter().map(|row| Column::named(row_name(cx, row)));
    let columns = std::iter::once(Column::text(cx.t("insight-domain")))
        .chain(heads)
        .collect();
    let lines = model
        .domains
        .iter()
        .filter(|domain| release.domains().contains(&domain.code))
        .map(|domain| {
            let (lang, dir) = foreign(cx, domain.title.lang);
            let cells = rows
                .iter()
                .map(|row| {
                    let cell = release.cell(row, &domain.code);
                    let href = format!("{address}/{}#{}", domain.code, row_anchor(&all_rows, row));
                    let figures = match cell.named {
                        Some(mean) if wholly_hidden.contains(&row) => by_name(cx, mean),
                        _ => figures(cx, cell),
                    };
                    view! { <td class="heat-cell"><a class="heat-link" href=href>{figures}</a></td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("{address}/{}", domain.code) lang=lang dir=dir>{domain.title.to_string()}</a>
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        {folded}
        <DataTable caption class="heatmap" columns>{lines}</DataTable>
    }
    .into_any()
}

/// Whether a row shows nothing of bodies in aggregate, in any domain.
fn is_wholly_hidden(release: &PublishedRelease, row: &Row) -> bool {
    let mut domains = release.domains().iter();
    domains.all(|code| release.cell(row, code).hidden == RowShown::Hidden)
}

/// What a cell shows, in words and colour: the bands of the groups within the row or the one mark, and under it the mean of the
/// bodies shown by name, if there are any.
pub fn figures(cx: &Cx, cell: ShownCell) -> AnyView {
    view! {
        {in_aggregate(cx, cell.hidden)}
        {cell.named.map(|mean| by_name(cx, mean))}
    }
    .into_any()
}

/// The mean of the bodies shown by name.
fn by_name(cx: &Cx, mean: Mean) -> AnyView {
    let class = format!("heat-part heat-named {}", band_class(Band::of(mean.hundredths)));
    view! {
        <span class=class>
            <span class="visually-hidden">{cx.t("insight-by-name")}": "</span>
            <b class="heat-figure">{hundredths(cx, mean.hundredths)}</b>
            " "
            <span class="heat-count">{cx.t_with("insight-bodies", &[("n", mean.bodies.into())])}</span>
        </span>
    }
    .into_any()
}

/// What a row shows of bodies in aggregate: a band, how many groups are in each band, or the mark for what is not shown.
pub fn in_aggregate(cx: &Cx, shown: RowShown) -> AnyView {
    let parts = match shown {
        RowShown::Hidden => part(cx, None, None),
        RowShown::Band(band) => part(cx, Some(band), None),
        RowShown::Groups(counts) => Band::ALL
            .into_iter()
            .zip(counts.bands)
            .map(|(band, groups)| (Some(band), groups))
            .chain([(None, counts.not_shown)])
            .filter(|(_, groups)| *groups > 0)
            .map(|(band, groups)| part(cx, band, Some(groups)))
            .collect_view()
            .into_any(),
    };
    view! {
        <span class="visually-hidden">{cx.t("insight-in-aggregate")}": "</span>
        {parts}
    }
    .into_any()
}

/// A band or the mark, with the number of groups in it where there are several.
fn part(cx: &Cx, band: Option<Band>, groups: Option<usize>) -> AnyView {
    let class = format!("heat-part {}", band.map_or("heat-hidden", band_class));
    let count = groups.map(|groups| {
        view! { <span class="heat-count">{cx.t_with("insight-groups-in", &[("n", groups.into())])} ": "</span> }
    });
    let word = match band {
        Some(band) => view! { {band_name(cx, band)} }.into_any(),
        None => view! { <span class="heat-mark">{cx.t("insight-hidden")}</span> }.into_any(),
    };
    view! { <span class=class>{count} {word}</span> }.into_any()
}

/// The groups of a release with their bands: everything that is shown of bodies in aggregate.
pub fn group_table(cx: &Cx, release: &PublishedRelease, model: &Model, address: &str) -> AnyView {
    let register = release.strata();
    let heads = release.domains().iter().map(|code| {
        let title = model
            .domain(code.as_str())
            .map_or_else(|| code.to_string(), |domain| domain.title.to_string());
        Column::named(title)
    });
    let columns = std::iter::once(Column::text(cx.t("insight-group")))
        .chain(heads)
        .collect();
    let lines = (1..)
        .zip(release.groups())
        .map(|(number, group): (usize, _)| {
            let cells = release
                .domains()
                .iter()
                .map(|code| {
                    let href = format!("{address}/{code}#of-group-{number}");
                    let band = group.figure(code).map(Figure::band);
                    view! { <td class="heat-cell"><a class="heat-link" href=href>{part(cx, band, None)}</a></td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{label(cx, group, &register)}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let caption = cx.t("insight-groups-caption");
    view! { <DataTable caption class="heatmap heatmap-groups" columns>{lines}</DataTable> }.into_any()
}

/// The groups of a release in one domain.
pub fn group_lines(cx: &Cx, release: &PublishedRelease, domain: &domain::id::DomainCode) -> AnyView {
    let register = release.strata();
    let lines = (1..)
        .zip(release.groups())
        .map(|(number, group): (usize, _)| {
            let figure = group.figure(domain);
            view! {
                <tr id=format!("of-group-{number}")>
                    <th scope="row">{label(cx, group, &register)}</th>
                    <td class="heat-cell">
                        {part(cx, figure.map(Figure::band), None)}
                        {bars(cx, figure.and_then(Figure::counts))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let caption = cx.t("insight-groups-domain-caption");
    let columns = vec![
        Column::text(cx.t("insight-group")),
        Column::text(cx.t("insight-in-aggregate")),
    ];
    view! { <DataTable caption class="group-table" columns>{lines}</DataTable> }.into_any()
}

/// How many bodies lie in each of three bars, where that may be shown.
pub fn bars(cx: &Cx, counts: Option<Counts>) -> Option<AnyView> {
    counts.map(|counts| {
        let text = cx.t_with(
            "insight-bars",
            &[
                ("low", counts.low.into()),
                ("middle", counts.middle.into()),
                ("high", counts.high.into()),
                ("from", hundredths(cx, Band::Developing.lower()).into()),
                ("to", hundredths(cx, Band::Advanced.lower()).into()),
            ],
        );
        view! { <span class="heat-bars muted small">{text}</span> }.into_any()
    })
}

/// The strata for which a group stands, region by region; one that it takes whole stands without its income groups.
fn label(cx: &Cx, group: &Group, register: &BTreeSet<Stratum>) -> AnyView {
    let mut regions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for stratum in group.label() {
        regions
            .entry(&stratum.region)
            .or_default()
            .push(&stratum.income_group);
    }
    let parts = regions
        .into_iter()
        .map(|(region, income_groups)| {
            let of_region = register.iter().filter(|stratum| stratum.region == region).count();
            let text = if of_region == income_groups.len() {
                region_name(cx, region)
            } else {
                let names: Vec<String> = income_groups
                    .iter()
                    .map(|name| income_group_name(cx, name))
                    .collect();
                cx.t_with(
                    "insight-label",
                    &[
                        ("region", region_name(cx, region).into()),
                        ("income", cx.list(&names).into()),
                    ],
                )
            };
            view! { <li dir="auto">{text}</li> }
        })
        .collect_view();
    view! { <ul class="group-label">{parts}</ul> }.into_any()
}

/// What the colours and the hatching mean.
pub fn legend(cx: &Cx, k: usize) -> AnyView {
    let bands = Band::ALL
        .into_iter()
        .map(|band| {
            let from = hundredths(cx, band.lower());
            let range = match Band::ALL.into_iter().find(|next| next.lower() > band.lower()) {
                Some(next) => cx.t_with(
                    "insight-band-range",
                    &[("from", from.into()), ("to", hundredths(cx, next.lower()).into())],
                ),
                None => cx.t_with(
                    "insight-band-from",
                    &[("from", from.into()), ("to", hundredths(cx, 400).into())],
                ),
            };
            view! {
                <li>
                    <span class=format!("heat-part heat-swatch {}", band_class(band))>{band_name(cx, band)}</span>
                    <span>{range}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="heat-legend">
            {bands}
            <li class="heat-legend-wide">
                <span class="heat-part heat-swatch heat-hidden"><span class="heat-mark">{cx.t("insight-hidden")}</span></span>
                <span>
                    {cx.t_with("insight-hidden-why", &[("k", k.into())])} " "
                    <a href="/insight/about/hidden">{cx.t("insight-hidden-more")}</a>
                </span>
            </li>
        </ul>
    }
    .into_any()
}

/// The name of a band in the reader's language.
pub fn band_name(cx: &Cx, band: Band) -> String {
    cx.t(&format!("insight-band-{}", band.as_str()))
}

/// The name of a row of bodies.
pub fn row_name(cx: &Cx, group: &Row) -> String {
    match group {
        Row::All => cx.t("insight-all-bodies"),
        Row::Region { region } => region_name(cx, region),
        Row::IncomeGroup { income_group } => income_group_name(cx, income_group),
        Row::Stratum(stratum) => cx.t_with(
            "insight-stratum",
            &[
                ("region", region_name(cx, &stratum.region).into()),
                ("income", income_group_name(cx, &stratum.income_group).into()),
            ],
        ),
        // No table of a release has such a row.
        Row::Strata { .. } => cx.t("insight-group"),
    }
}

/// The name of an income group, for those that the interface knows; any other as it is written.
pub fn income_group_name(cx: &Cx, income_group: &str) -> String {
    let key = format!("income-group-{income_group}");
    if words::has(cx.lang, &key) {
        cx.t(&key)
    } else {
        income_group.to_owned()
    }
}

/// The `id` of a row's line on a domain's page.
pub fn row_anchor(rows: &[Row], row: &Row) -> String {
    let place = rows.iter().position(|known| known == row).unwrap_or(0);
    format!("group-{place}")
}

/// A score in hundredths, as every page and file shows it.
pub fn hundredths(cx: &Cx, score: i64) -> String {
    cx.score(score as f64 / 100.0)
}

fn band_class(band: Band) -> &'static str {
    match band {
        Band::Starting => "heat-band-1",
        Band::Developing => "heat-band-2",
        Band::Managed => "heat-band-3",
        Band::Advanced => "heat-band-4",
    }
}

#[cfg(test)]
mod tests;
