//! What was done in one's own election body.

use axum::extract::{Path, Query};
use domain::identity::organisation::Organisation;

use super::parts::body_path;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::pages::audit::{Asked, Place, file, view};
use crate::shell::Page;

/// The list.
pub async fn page(cx: Cx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (query, messages) = asked.query(&cx)?;
    let is_wrong = !messages.is_empty();
    let permit = cx.permit_on_body(&slug).await?;
    let found = identity::audit_of_body(cx.env(), &permit, &mut cx.reader(), &query).await?;
    let body = permit.organisation();
    let place = place(&cx, body);
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
    let permit = cx.permit_on_body(&slug).await?;
    let mut tx = cx.begin().await?;
    let found = identity::audit_file_of_body(cx.env(), &permit, &mut tx, &query).await?;
    tx.commit().await?;
    file(&permit.organisation().slug, found)
}

fn place(cx: &Cx, body: &Organisation) -> Place {
    Place {
        address: format!("{}/audit", body_path(body)),
        trail: vec![
            ("/assess".to_owned(), cx.t("nav-assess")),
            (body_path(body), body.name.clone()),
        ],
        is_operators: false,
    }
}
