//! What donors will see of a body, and what others could work out: for the people of a body before they decide, and for everybody.

use domain::disclose::{Consent, Parameters, WITH_COUNTS, narrowest};
use leptos::prelude::*;

use crate::components::layout::Breadcrumbs;
use crate::components::table::{Column, DataTable};
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// What nobody can promise, in the order of weight.
const LIMITS: [&str; 5] = ["repeat", "part", "likely", "few", "said"];
/// How many colleagues of a group put their scores together.
const KNOWN: [usize; 4] = [1, 2, 3, 4];

/// The page. It is the same for everybody.
pub async fn page(cx: Cx) -> PageResult {
    let (page, context) = (Page::new(cx.t("seen-title")).public(), cx.clone());
    Ok(cx.render(page, move || view(&context)))
}

fn view(cx: &Cx) -> AnyView {
    let disclosure = cx.env().disclosure();
    let limits = LIMITS
        .into_iter()
        .map(|limit| view! { <li>{cx.t(&format!("seen-not-{limit}"))}</li> })
        .collect_view();
    // The narrowest that one other body of the smallest group can make of it.
    let range = range(cx, narrowest(disclosure.k(), 1).min(WITH_COUNTS[0]));
    view! {
        <Breadcrumbs trail=vec![("/insight".to_owned(), cx.t("insight-title"))]/>
        <h1>{cx.t("seen-title")}</h1>
        <p class="lead">{cx.t("seen-lead")}</p>
        <h2>{cx.t("seen-before-title")}</h2>
        <p>{cx.t("seen-before")}</p>
        <p>{cx.t("seen-donors")}</p>
        <h2>{cx.t("seen-levels-title")}</h2>
        {levels(cx)}
        <p>{cx.t_with("seen-counts", &[("from", disclosure.counts_from().into())])}</p>
        <p>{cx.t("seen-anonymised")}</p>
        <p>{cx.t("seen-single")}</p>
        <h2>{cx.t("seen-out-title")}</h2>
        <p>{cx.t_with("seen-out", &[("range", range.into())])}</p>
        <p>{cx.t("seen-out-more")}</p>
        {worked_out(cx, disclosure)}
        <p>{cx.t("seen-out-four")}</p>
        <p>{cx.t("seen-out-counts")}</p>
        <p>{cx.t("seen-out-donor")}</p>
        <h2>{cx.t("seen-not-title")}</h2>
        <ul>{limits}</ul>
        <p>{cx.t("seen-check")} " " <a href="/insight/about/check">{cx.t("insight-check-link")}</a></p>
        <p>{cx.t("seen-more")} " " <a href="/insight/about/hidden">{cx.t("insight-why-title")}</a></p>
    }
    .into_any()
}

/// What follows from each level.
fn levels(cx: &Cx) -> AnyView {
    let lines = Consent::ALL
        .into_iter()
        .map(|level| {
            let level = level.as_str();
            view! {
                <tr>
                    <th scope="row">{cx.t(&format!("sharing-level-{level}"))}</th>
                    <td>{cx.t(&format!("sharing-donor-{level}"))}</td>
                    <td>{cx.t(&format!("seen-later-{level}"))}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(cx.t("seen-level")),
        Column::text(cx.t("seen-shown")),
        Column::text(cx.t("seen-later")),
    ];
    view! { <DataTable caption=cx.t("seen-levels-caption") columns>{lines}</DataTable> }.into_any()
}

/// How wide the range for a score stays on the worst day, by the size of the group and how many of it put their scores together.
fn worked_out(cx: &Cx, disclosure: Parameters) -> AnyView {
    let columns = std::iter::once(Column::text(cx.t("seen-out-group")))
        .chain(KNOWN.map(|known| {
            let title = match known {
                1 => cx.t("seen-out-known-one"),
                _ => cx.t_with("seen-out-known", &[("n", known.into())]),
            };
            Column::named(title)
        }))
        .collect();
    let (k, large) = (disclosure.k(), disclosure.counts_from());
    let line = |head: String, widths: [f64; 4]| {
        let cells = widths
            .map(|width| view! { <td class="number">{range(cx, width)}</td> })
            .into_iter()
            .collect_view();
        view! { <tr><th scope="row">{head}</th> {cells}</tr> }
    };
    let small = (k..large)
        .map(|members| line(cx.number(members), KNOWN.map(|known| narrowest(members, known))))
        .collect_view();
    // With counts beside the band, or without where they may not be shown: the worse of the two.
    let with_counts = |known: usize| narrowest(large, known).min(WITH_COUNTS[known - 1]);
    let large = line(
        cx.t_with("seen-out-large", &[("n", large.into())]),
        KNOWN.map(with_counts),
    );
    let lines = view! { {small} {large} };
    view! { <DataTable caption=cx.t("seen-out-caption") columns>{lines}</DataTable> }.into_any()
}

/// A range, cut down to hundredths: never shown wider than it is.
fn range(cx: &Cx, width: f64) -> String {
    if width <= 0.0 {
        return cx.t("seen-out-nothing");
    }
    cx.score((width * 100.0 + 1e-6).floor() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Markup, visitor};

    #[tokio::test]
    async fn what_could_be_worked_out_is_what_the_formula_says() {
        let cx = visitor("/insight/about/sharing").await;
        let shown = Markup::of(&cx, view);
        let cells = shown.texts("td.number");
        let nothing = cx.t("seen-out-nothing");
        assert_eq!(cells.len(), 6 * 4);
        assert_eq!(cells[..2], ["2.22".to_owned(), nothing.clone()], "five bodies");
        assert_eq!(
            cells[16..20],
            ["4.00", "3.20", &nothing, &nothing].map(str::to_owned),
            "nine"
        );
        assert_eq!(
            cells[20..],
            ["2.74", "1.24", "0.45", &nothing].map(str::to_owned),
            "ten and more"
        );
    }
}
