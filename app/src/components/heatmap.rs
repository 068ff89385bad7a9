//! The heatmap of a release: domains by groups of bodies, in four bands. It takes published cells and nothing else, so it
//! cannot show what was not released.

use domain::disclosure::{Band, Release, Row, Shown};
use domain::model::Model;
use domain::rounding::two_decimals;
use leptos::prelude::*;

use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::i18n;
use crate::shell::foreign;

/// A table with a line for each domain and a column for each group. Each cell leads to the group's line on the domain's page.
pub fn heatmap(
    cx: &Cx,
    release: &Release,
    model: &Model,
    address: &str,
    groups: &[Row],
    caption: String,
) -> AnyView {
    let heads = groups.iter().map(|group| Column::named(group_name(cx, group)));
    let columns = std::iter::once(Column::text(cx.t("insight-domain")))
        .chain(heads)
        .collect();
    let lines = model
        .domains
        .iter()
        .filter(|domain| release.domains().contains(&domain.code))
        .map(|domain| {
            let (lang, dir) = foreign(cx, domain.title.lang);
            let cells = groups
                .iter()
                .map(|group| {
                    let shown = release.cell(group, &domain.code).map_or(Shown::Hidden, |cell| cell.shown());
                    let href = format!("{address}/{}#{}", domain.code, group_anchor(release, group));
                    view! { <td class="heat-cell"><a class="heat-link" href=href>{figures(cx, shown)}</a></td> }
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
    view! { <DataTable caption class="heatmap" columns>{lines}</DataTable> }.into_any()
}

/// What a cell shows, in words and colour: the band of the bodies in aggregate or the one mark, and under it the mean of the
/// bodies shown by name, if there are any.
pub fn figures(cx: &Cx, shown: Shown) -> AnyView {
    view! {
        {band_or_mark(cx, shown.band())}
        {shown
            .mean()
            .map(|mean| {
                let class = format!("heat-part heat-named {}", band_class(Band::of(mean.hundredths)));
                view! {
                    <span class=class>
                        <span class="visually-hidden">{cx.t("insight-by-name")}": "</span>
                        <b class="heat-figure">{hundredths(mean.hundredths)}</b>
                        " "
                        <span class="heat-count">{cx.t_with("insight-bodies", &[("n", mean.bodies.into())])}</span>
                    </span>
                }
            })}
    }
    .into_any()
}

/// The band of bodies in aggregate, or the mark for what is not shown.
pub fn band_or_mark(cx: &Cx, band: Option<Band>) -> AnyView {
    match band {
        Some(band) => view! {
            <span class=format!("heat-part {}", band_class(band))>
                <span class="visually-hidden">{cx.t("insight-in-aggregate")}": "</span>
                {band_name(cx, band)}
            </span>
        }
        .into_any(),
        None => view! {
            <span class="heat-part heat-hidden">
                <span class="visually-hidden">{cx.t("insight-in-aggregate")}": "</span>
                <span class="heat-mark">{cx.t("insight-hidden")}</span>
            </span>
        }
        .into_any(),
    }
}

/// What the colours and the hatching mean.
pub fn legend(cx: &Cx, k: usize) -> AnyView {
    let bands = Band::ALL
        .into_iter()
        .map(|band| {
            let from = hundredths(band.lower());
            let range = match Band::ALL.into_iter().find(|next| next.lower() > band.lower()) {
                Some(next) => cx.t_with(
                    "insight-band-range",
                    &[("from", from.into()), ("to", hundredths(next.lower()).into())],
                ),
                None => cx.t_with("insight-band-from", &[("from", from.into())]),
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
                <span>{cx.t_with("insight-hidden-why", &[("k", k.into())])}</span>
            </li>
        </ul>
    }
    .into_any()
}

/// The name of a band in the reader's language.
pub fn band_name(cx: &Cx, band: Band) -> String {
    cx.t(&format!("insight-band-{}", band.as_str()))
}

/// The name of a group of bodies.
pub fn group_name(cx: &Cx, group: &Row) -> String {
    match group {
        Row::All => cx.t("insight-all-bodies"),
        Row::Region { region } => region.clone(),
        Row::IncomeGroup { income_group } => income_group_name(cx, income_group),
        Row::Stratum(stratum) => cx.t_with(
            "insight-stratum",
            &[
                ("region", stratum.region.clone().into()),
                ("income", income_group_name(cx, &stratum.income_group).into()),
            ],
        ),
    }
}

/// The name of an income group, for those that the interface knows; any other as it is written.
pub fn income_group_name(cx: &Cx, income_group: &str) -> String {
    let key = format!("income-group-{income_group}");
    if i18n::has(cx.lang, &key) {
        cx.t(&key)
    } else {
        income_group.to_owned()
    }
}

/// The `id` of a group's line on a domain's page.
pub fn group_anchor(release: &Release, group: &Row) -> String {
    let place = release.rows().iter().position(|row| row == group).unwrap_or(0);
    format!("group-{place}")
}

/// A score in hundredths, as every page and file shows it.
pub fn hundredths(score: i64) -> String {
    two_decimals(score as f64 / 100.0)
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
mod tests {
    use super::*;
    use domain::content::Lang;

    #[test]
    fn every_band_has_its_name() {
        for lang in Lang::ALL {
            for band in Band::ALL {
                assert!(i18n::has(lang, &format!("insight-band-{}", band.as_str())));
            }
        }
    }
}
