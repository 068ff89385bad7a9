//! How sure each line is when effects are not what the catalogue says.

use axum::extract::{Path, Query};
use insight::package::{PackageInput, Steady, SteadyLines, package_steadiness};
use leptos::prelude::*;

use super::about::About;
use super::{head, take_up_as_asked};
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Path(round): Path<String>, Query(input): Query<PackageInput>) -> PageResult {
    let asked = take_up_as_asked(&cx, &round, &input).await?;
    let steady = package_steadiness(asked).await?;
    let context = cx.clone();
    let page = Page::wide(cx.t("package-steady"));
    Ok(cx.render(page, move || view(&context, &steady, &input)))
}

pub(super) fn view(cx: &Cx, steady: &Steady, input: &PackageInput) -> AnyView {
    let about = About {
        cx,
        portfolio: &steady.portfolio,
        input,
    };
    let result = match &steady.outcome {
        Ok(lines) => table(&about, lines),
        Err(why) => about.none(why),
    };
    view! {
        {head(&about, cx.t("package-steady"))}
        <p class="lead prose">{cx.t("package-steady-lead")}</p>
        {(input.floor != "no").then(|| view! { <p class="prose">{cx.t("package-steady-floors")}</p> })}
        {result}
    }
    .into_any()
}

fn table(about: &About<'_>, lines: &SteadyLines) -> AnyView {
    let cx = about.cx;
    let always = lines
        .times
        .iter()
        .filter(|(_, times)| *times == lines.cases)
        .count();
    let columns = vec![
        Column::text(cx.t("package-help")),
        Column::text(cx.t("package-body")),
        Column::number(cx.t("package-steady-times")),
        Column::text(cx.t("package-steady-now")),
    ];
    let rows = lines
        .times
        .iter()
        .map(|(item, times)| {
            let is_in = lines.package.contains(item);
            let now = cx.t(if is_in {
                "package-steady-yes"
            } else {
                "package-steady-no"
            });
            let share = f64::from(*times) / f64::from(lines.cases.max(1));
            view! {
                <tr>
                    <th scope="row">{about.help_link(&item.help)}</th>
                    <td><bdi>{about.body_name(item)}</bdi></td>
                    <td class="number">{about.percent(share)}</td>
                    <td>{now}</td>
                </tr>
            }
        })
        .collect_view();
    let cases = cx.t_with("package-steady-cases", &[("n", i64::from(lines.cases).into())]);
    let all = cx.t_with("package-steady-all", &[("n", always.into())]);
    view! {
        <p>{cases} " " {all}</p>
        <DataTable caption=cx.t("package-steady-caption") columns=columns>{rows}</DataTable>
    }
    .into_any()
}
