//! What each choice would mean for the assessment that a body has, domain by domain.

use insight::LastSubmission;
use leptos::prelude::*;

use crate::components::table::{Column, DataTable};
use crate::components::text::content;
use crate::context::Cx;

/// The body's own figures: what every donor would see by name, and what would enter the mean of a group. Nothing if the scores or the model
/// are not to be had.
pub(super) fn figures(cx: &Cx, submission: &LastSubmission) -> Option<AnyView> {
    let model = cx.env().model(cx.lang, &submission.model).ok()?;
    let domains = model
        .domains
        .iter()
        .filter_map(|domain| Some((domain, submission.shares.get(&domain.code)?)));
    let lines: Vec<_> = domains
        .map(|(domain, share)| {
            let (by_name, counted) = match share {
                Some(share) => (cx.score(share.score()), cx.score(share.share())),
                None => (cx.t("own-open"), cx.t("own-open-group")),
            };
            view! {
                <tr>
                    <th scope="row">{content(cx, &domain.title)}</th>
                    <td class="number">{by_name}</td>
                    <td class="number">{counted}</td>
                </tr>
            }
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text(cx.t("own-domain")),
        Column::number(cx.t("own-by-name")),
        Column::number(cx.t("own-counted")),
    ];
    let view = view! {
        <h3>{cx.t("own-title")}</h3>
        <p>{cx.t("own-text")}</p>
        <details>
            <summary>{cx.t("own-show")}</summary>
            <DataTable caption=cx.t("own-caption") columns>{lines.into_iter().collect_view()}</DataTable>
        </details>
    };
    Some(view.into_any())
}
