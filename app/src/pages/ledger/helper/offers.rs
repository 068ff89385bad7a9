//! What the reader's donors and partners offered, and what became of it.

use axum::extract::Query;
use domain::identity::policy::Instance;
use ledger::OwnOffer;
use leptos::prelude::*;
use usecase::Listed;

use super::{PATH, lists};
use crate::components::list::{Asked, list_pages};
use crate::context::Cx;
use crate::error::PageResult;
use crate::pages::ledger::parts::{help_link, offer_state, practice_title};
use crate::shell::Page;

/// The page.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let permit = cx.permit(Instance)?;
    let after = asked.after()?;
    let listed = ledger::own_offers(cx.env(), &permit, &mut cx.reader(), after.as_ref()).await?;
    let context = cx.clone();
    Ok(cx.render(Page::new(cx.t("ledger-mine-title")), move || {
        view(&context, &asked, &listed)
    }))
}

fn view(cx: &Cx, asked: &Asked, listed: &Listed<OwnOffer, i64>) -> AnyView {
    let list = if listed.rows.is_empty() {
        view! { <div class="empty"><p>{cx.t("ledger-mine-none")}</p></div> }.into_any()
    } else {
        let rows = listed.rows.iter().map(|own| row(cx, own)).collect_view();
        view! { <ul class="guide-list">{rows}</ul> }.into_any()
    };
    view! {
        {lists(cx, true)}
        <h1>{cx.t("ledger-mine-title")}</h1>
        <p class="lead">{cx.t("ledger-mine-text")}</p>
        {list}
        {list_pages(cx, "/requests/offers", &[], asked, listed.next.as_ref())}
    }
    .into_any()
}

fn row(cx: &Cx, own: &OwnOffer) -> AnyView {
    let href = format!("{PATH}/{}", own.request);
    let title = match &own.shown {
        Some(shown) => view! {
            <h2><a href=href>{practice_title(cx, shown)}</a></h2>
            <p><bdi>{shown.body.clone()}</bdi></p>
        }
        .into_any(),
        // What it showed is no longer theirs to see.
        None => view! { <h2>{cx.t("ledger-mine-over")}</h2> }.into_any(),
    };
    let made = cx.t_with(
        "ledger-offered-on",
        &[("date", cx.date(own.offer.offered_at.date()).into())],
    );
    view! {
        <li class="guide-row">
            {title}
            <p>{offer_state(cx, own.offer.state)} " · " {help_link(cx, &own.offer.help)}</p>
            <p class="small muted"><bdi>{own.offer.helper_name.clone()}</bdi> " · " {made}</p>
        </li>
    }
    .into_any()
}
