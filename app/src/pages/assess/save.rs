//! Saving one card, for the island.
//!
//! Text in and text out, both in the form that forms are sent in: the browser reads and writes that without a line of code
//! of ours, where a server function or JSON would bring its own reader and writer into the WebAssembly. Every word that
//! is shown comes from here or from the page, in the reader's language.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use usecase::{Error, NotNow};

use super::card::{read_cards, stored_text};
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, messages};

/// Saves a card. The answer's `state` is `saved`, `conflict`, `invalid` or `frozen`.
pub async fn save_card(
    cx: Cx,
    Path((org, id, code)): Path<(String, String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let inputs = read_cards(&pairs)?;
    let [input] = inputs.as_slice() else {
        return Err(PageError::BadRequest);
    };
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    let report = match assess::save_answers(cx.env(), &permit, &mut tx, &id, &code, &inputs).await {
        Ok(report) => {
            tx.commit().await?;
            report
        }
        Err(Error::NotNow(reason @ NotNow::AssessmentSubmitted)) => {
            let text = cx.t(&format!("error-{}", reason.key()));
            return Ok(answer(
                StatusCode::CONFLICT,
                &[("state", "frozen"), ("message", &text)],
            ));
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(conflict) = report.conflicts.first() {
        let theirs = &conflict.theirs;
        let version = theirs.version.to_string();
        let whose = cx.t_with(
            "assess-conflict-theirs",
            &[
                ("name", cx.person(&theirs.by).into()),
                ("moment", cx.moment(theirs.at).into()),
            ],
        );
        let text = stored_text(&cx, theirs);
        return Ok(answer(
            StatusCode::CONFLICT,
            &[
                ("state", "conflict"),
                ("message", &cx.t("assess-conflict-title")),
                ("whose", &whose),
                ("theirs", &text),
                ("version", &version),
                ("was", &theirs.fingerprint()),
                ("answer", theirs.answer.as_str()),
                ("evidence", theirs.evidence.as_str()),
                ("note", &theirs.note),
                ("reason", &theirs.reason),
            ],
        ));
    }
    if !report.errors.0.is_empty() {
        let texts: Vec<String> = messages(&cx, &report.errors)
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        let text = texts.join(" ");
        return Ok(answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            &[("state", "invalid"), ("message", &text)],
        ));
    }
    // Untouched, so that nothing was to be saved: the card still stands on the version that it came with.
    let (version, was) = report
        .saved
        .first()
        .map_or((input.version, input.was.clone()), |saved| {
            (saved.version, saved.fingerprint.clone())
        });
    Ok(answer(
        StatusCode::OK,
        &[
            ("state", "saved"),
            ("version", &version.to_string()),
            ("was", &was),
        ],
    ))
}

fn answer(status: StatusCode, pairs: &[(&str, &str)]) -> Response {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}
