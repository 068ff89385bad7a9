//! The open requests that are addressed to the reader's donors and partners.

use axum::extract::Query;
use domain::content::intervention::Kind;
use domain::identity::policy::Instance;
use ledger::{OpenQuery, SeenRequest};
use leptos::prelude::*;
use serde::Deserialize;
use usecase::Listed;

use super::{PATH, lists};
use crate::components::form::{Field, SelectField};
use crate::components::list::{Asked, list_pages};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::ledger::parts::{answer_name, help_link, practice_title};
use crate::shell::Page;

/// Which of them are asked for, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    practice: String,
}

/// The page.
pub async fn page(cx: Cx, Query(wanted): Query<Wanted>, Query(asked): Query<Asked>) -> PageResult {
    let permit = cx.permit(Instance)?;
    if [&wanted.kind, &wanted.help, &wanted.practice]
        .iter()
        .any(|text| text.contains('\0'))
    {
        return Err(PageError::BadRequest);
    }
    let query = OpenQuery {
        kind: Kind::parse(&wanted.kind),
        help: Some(wanted.help.as_str())
            .filter(|help| !help.is_empty())
            .map(Into::into),
        practice: wanted.practice.clone(),
        after: asked.after()?,
    };
    let listed = ledger::open_requests(cx.env(), &permit, &mut cx.reader(), &query).await?;
    let context = cx.clone();
    Ok(cx.render(Page::new(cx.t("ledger-open-title")), move || {
        view(&context, &wanted, &asked, &listed)
    }))
}

pub(super) fn view(cx: &Cx, wanted: &Wanted, asked: &Asked, listed: &Listed<SeenRequest, i64>) -> AnyView {
    let mut kinds: Vec<(String, String)> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let name = cx.t(&format!("help-kind-{}", kind.as_str()));
            (kind.as_str().to_owned(), name)
        })
        .collect();
    kinds.sort_by(|(_, one), (_, other)| one.cmp(other));
    kinds.insert(0, (String::new(), cx.t("ledger-kind-any")));
    let is_filtered = !(wanted.kind.is_empty() && wanted.help.is_empty() && wanted.practice.is_empty());
    let by_help = (!wanted.help.is_empty()).then(|| {
        let help = help_link(cx, &wanted.help.as_str().into());
        view! { <p>{cx.t("ledger-only-help")} " " {help}</p> }
    });
    let list = if listed.rows.is_empty() {
        let text = if is_filtered || !asked.is_all() {
            cx.t("list-nothing")
        } else {
            cx.t("ledger-open-none")
        };
        view! { <div class="empty"><p>{text}</p></div> }.into_any()
    } else {
        let rows = listed.rows.iter().map(|request| row(cx, request)).collect_view();
        view! { <ul class="guide-list">{rows}</ul> }.into_any()
    };
    let others = [
        ("kind", wanted.kind.as_str()),
        ("help", wanted.help.as_str()),
        ("practice", wanted.practice.as_str()),
    ];
    view! {
        {lists(cx, false)}
        <h1>{cx.t("ledger-open-title")}</h1>
        <p class="lead">{cx.t("ledger-open-text")}</p>
        <form method="get" action=PATH class="form list-search" role="search">
            <SelectField name="kind" label=cx.t("ledger-kind") options=kinds value=wanted.kind.clone()/>
            <Field name="practice" label=cx.t("ledger-practice-filter") help=cx.t("ledger-practice-filter-help") value=wanted.practice.clone() autocomplete="off"/>
            <button class="button button-quiet" type="submit">{cx.t("ledger-filter")}</button>
        </form>
        {by_help}
        {list}
        {list_pages(cx, PATH, &others, asked, listed.next.as_ref())}
    }
    .into_any()
}

fn row(cx: &Cx, request: &SeenRequest) -> AnyView {
    let href = format!("{PATH}/{}", request.id);
    let last = cx.t_with("ledger-last-day", &[("date", cx.date(request.last_day).into())]);
    let weeks = request.shown.weeks_left_on(cx.env().now().date()).map(|weeks| {
        let weeks = cx.t_with("report-weeks-to-election", &[("n", weeks.into())]);
        format!(" · {weeks}")
    });
    view! {
        <li class="guide-row">
            <h2><a href=href>{practice_title(cx, &request.shown)}</a></h2>
            <p><bdi>{request.shown.body.clone()}</bdi> " · " {answer_name(cx, request.shown.answer)} {weeks}</p>
            <p class="small muted">{last}</p>
        </li>
    }
    .into_any()
}
