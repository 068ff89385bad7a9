//! The part of a gap report that shows it through other frameworks.

use ::report::{Document, FrameworkLine};
use leptos::prelude::*;

use crate::components::table::{Column, DataTable};
use crate::context::Cx;

/// Both frameworks, each as a table; nothing for a report that was frozen without them.
pub(super) fn frameworks(cx: &Cx, document: &Document) -> AnyView {
    if document.nist.is_empty() {
        return ().into_any();
    }
    let nist_name = |line: &FrameworkLine| {
        let key = format!("nist-{}", line.code.to_lowercase().replace('.', "-"));
        let code = line.code.clone();
        view! { <span class="small muted" dir="ltr">{code}</span> " " {cx.t(&key)} }.into_any()
    };
    let cis_name = |line: &FrameworkLine| {
        cx.t_with("report-cis-control", &[("code", line.code.clone().into())])
            .into_any()
    };
    let nist = table(cx, cx.t("report-nist-caption"), &document.nist, nist_name);
    let cis = table(cx, cx.t("report-cis-caption"), &document.cis, cis_name);
    view! {
        <section aria-labelledby="report-frameworks">
            <h2 id="report-frameworks">{cx.t("report-frameworks-title")}</h2>
            <p class="muted">{cx.t("report-frameworks-text")} " " {cx.t("report-framework-covered-text")}</p>
            {nist}
            {cis}
        </section>
    }
    .into_any()
}

fn table(
    cx: &Cx,
    caption: String,
    lines: &[FrameworkLine],
    title: impl Fn(&FrameworkLine) -> AnyView,
) -> AnyView {
    let of = |n: usize, all: usize| cx.t_with("report-framework-of", &[("n", n.into()), ("all", all.into())]);
    let rows = lines
        .iter()
        .map(|line| {
            let average = line
                .average
                .as_ref()
                .map_or_else(|| "–".to_owned(), |average| cx.decimal(average));
            // A category stands under its function.
            let class = line.code.contains('.').then_some("framework-category");
            view! {
                <tr class=class>
                    <th scope="row">{title(line)}</th>
                    <td class="number">{of(line.covered, line.elements)}</td>
                    <td class="number">{of(line.answered, line.practices)}</td>
                    <td class="number">{average}</td>
                    <td class="number">{cx.number(line.gaps)}</td>
                    <td class="number">{cx.decimal(&line.weighted_gap)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(cx.t("report-framework-part")),
        Column::number(cx.t("report-framework-covered")),
        Column::number(cx.t("report-answered")),
        Column::number(cx.t("report-framework-score")),
        Column::number(cx.t("report-gaps")),
        Column::number(cx.t("report-weighted")),
    ];
    view! { <DataTable caption=caption class="framework-table" columns>{rows}</DataTable> }.into_any()
}
