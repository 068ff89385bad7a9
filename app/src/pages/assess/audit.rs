//! What was done in one's own election body.

use axum::extract::{Path, Query};
use service::Body;

use super::parts::body_path;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::audit::{Asked, Place, file, view};
use crate::shell::Page;

/// The list.
pub async fn page(cx: Cx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (query, messages) = asked.query(&cx)?;
    let is_wrong = !messages.is_empty();
    let (body, found) = cx.services().audit_of_body(&cx.actor, &slug, &query).await?;
    let place = place(&cx, &body);
    let (page, context) = (Page::wide(cx.t("audit-title")), cx.clone());
    let view = move || view(&context, &place, &asked, &found, messages.clone());
    Ok(if is_wrong {
        cx.render_invalid(page, view)
    } else {
        cx.render(page, view)
    })
}

/// The list as a file.
pub async fn csv(cx: Cx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (query, messages) = asked.query(&cx)?;
    if !messages.is_empty() {
        return Err(PageError::BadRequest);
    }
    let (body, found) = cx.services().audit_file_of_body(&cx.actor, &slug, &query).await?;
    file(&body.slug, found)
}

fn place(cx: &Cx, body: &Body) -> Place {
    Place {
        address: format!("{}/audit", body_path(body)),
        trail: vec![
            ("/assess".to_owned(), cx.t("nav-assess")),
            (body_path(body), body.name.clone()),
        ],
        is_operators: false,
    }
}
