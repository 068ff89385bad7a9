//! What was done on this instance.

use axum::extract::Query;
use domain::identity::policy::Instance;
use identity::AuditPage;
use leptos::prelude::*;

use super::admin_nav;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::audit::{Asked, Place, file, view};
use crate::shell::Page;

/// The list.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let (query, messages) = asked.query(&cx)?;
    let is_wrong = !messages.is_empty();
    let found: AuditPage =
        identity::audit_of_all(cx.env(), &cx.permit(Instance)?, &mut cx.reader(), &query).await?;
    let place = Place {
        address: "/admin/audit".to_owned(),
        trail: Vec::new(),
        is_operators: true,
    };
    let (page, context) = (Page::wide(cx.t("audit-title")), cx.clone());
    let view = move || {
        let list = view(&context, &place, &asked, &found, messages.clone());
        view! { {admin_nav(&context)} {list} }
    };
    Ok(if is_wrong {
        cx.render_invalid(page, view)
    } else {
        cx.render(page, view)
    })
}

/// The list as a file.
pub async fn csv(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let (query, messages) = asked.query(&cx)?;
    if !messages.is_empty() {
        return Err(PageError::BadRequest);
    }
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let found = identity::audit_file_of_all(cx.env(), &permit, &mut tx, &query).await?;
    tx.commit().await?;
    file("all", found)
}
