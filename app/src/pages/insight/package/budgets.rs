//! What more or less money would do.

use axum::extract::{Path, Query};
use figures::FrontierPoint;
use insight::package::{BudgetStep, Budgets, PackageInput, package_budgets};
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
    let budgets = package_budgets(asked).await?;
    let context = cx.clone();
    let page = Page::wide(cx.t("package-budgets"));
    Ok(cx.render(page, move || view(&context, &budgets, &input)))
}

pub(super) fn view(cx: &Cx, budgets: &Budgets, input: &PackageInput) -> AnyView {
    let about = About {
        cx,
        portfolio: &budgets.portfolio,
        input,
    };
    let columns = vec![
        Column::number(cx.t("package-budgets-percent")),
        Column::number(cx.t("package-budgets-dollars")),
        Column::number(cx.t("package-budgets-lines")),
        Column::number(cx.t("package-budgets-costs")),
        Column::number(cx.t("package-budgets-closes")),
        Column::number(cx.t("package-budgets-floors")),
        Column::text(cx.t("package-budgets-comes")),
        Column::text(cx.t("package-budgets-goes")),
    ];
    let rows = budgets.steps.iter().map(|step| row(&about, step)).collect_view();
    let is_unsure = |step: &BudgetStep| step.package.as_ref().is_some_and(|own| !own.is_proved);
    let sure = budgets.steps.iter().any(is_unsure);
    let sure = sure.then(|| view! { <p class="muted">{cx.t("package-budgets-sure")}</p> });
    view! {
        {head(&about, cx.t("package-budgets"))}
        <p class="lead prose">{cx.t("package-budgets-lead")}</p>
        {picture(cx, budgets)}
        <DataTable caption=cx.t("package-budgets-caption") columns=columns>{rows}</DataTable>
        {sure}
        {(input.floor != "no").then(|| view! { <p class="muted">{cx.t("package-budgets-floors-text")}</p> })}
    }
    .into_any()
}

/// The same as a line.
fn picture(cx: &Cx, budgets: &Budgets) -> Option<AnyView> {
    let point = |step: &BudgetStep| {
        let package = step.package.as_ref()?;
        Some(FrontierPoint {
            budget: step.percent,
            closes: package.closes,
        })
    };
    let points: Vec<FrontierPoint> = budgets.steps.iter().filter_map(point).collect();
    let svg = figures::frontier::svg(cx.lang, "frontier", &points)?;
    Some(view! { <div class="frontier" inner_html=svg></div> }.into_any())
}

fn row(about: &About<'_>, step: &BudgetStep) -> AnyView {
    let cx = about.cx;
    let input = PackageInput {
        budget: step.budget.to_string(),
        ..about.input.clone()
    };
    let href = about.address_of("", &input);
    let percent = cx.percent(i64::try_from(step.percent).unwrap_or(i64::MAX));
    let rest = match &step.package {
        None => view! { <td colspan="6">{cx.t("package-budgets-none")}</td> }.into_any(),
        Some(own) => {
            let mark = if own.is_proved { "" } else { "~" };
            view! {
                <td class="number">{cx.number(own.lines)}</td>
                <td class="number">{about.dollars(own.costs)}</td>
                <td class="number">{mark} {about.percent(own.closes)}</td>
                <td class="number">{cx.number(own.floors)}</td>
                <td>{about.items(&own.comes)}</td>
                <td>{about.items(&own.goes)}</td>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row" class="number">{percent}</th>
            <td class="number"><a href=href>{about.dollars(step.budget)}</a></td>
            {rest}
        </tr>
    }
    .into_any()
}
