//! Saving one card, for the island: what its server function does, by the same use case as the form that works without a script.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use assess::AnswerInput;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use islands::questionnaire::{CardFields, NotSaved, Place, Saved, Saver, Theirs};
use leptos::prelude::*;
use leptos_axum::{ResponseOptions, handle_server_fns_with_context};
use usecase::NotNow;

use super::card::{follows_text, stored_text};
use crate::context::Cx;
use crate::error::PageError;
use crate::form::{LARGEST_BODY, messages};

/// Saves a card.
pub async fn save_card(cx: Cx, request: Request) -> Result<Response, PageError> {
    let (mut parts, body) = request.into_parts();
    // The mounted function would read a body of any length.
    let body = to_bytes(body, LARGEST_BODY)
        .await
        .map_err(|_| PageError::TooLarge)?;
    // It is answered with data, also where a page is asked for: that would be sent to wherever the request says it came from.
    parts.headers.remove(header::ACCEPT);
    let is_call = Arc::new(AtomicBool::new(false));
    let is_understood = Arc::clone(&is_call);
    let saver = Saver::new(move |place, card| {
        is_understood.store(true, Ordering::Relaxed);
        let cx = cx.clone();
        async move {
            // Looked up now: what is asked for later would be another request's.
            let options = use_context::<ResponseOptions>();
            let saved = save(&cx, &place, card).await;
            saved.map_err(|(status, why)| {
                if let Some(options) = options {
                    options.set_status(status);
                }
                why
            })
        }
    });
    let provide = move || provide_context(saver.clone());
    let request = Request::from_parts(parts, Body::from(body));
    let answer = handle_server_fns_with_context(provide, request).await;
    let mut answer = answer.into_response();
    if !is_call.load(Ordering::Relaxed) {
        // What cannot be read is answered as if the server had failed.
        *answer.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(answer)
}

/// Why it was not saved, with the status that says so to whatever stands between.
type Refusal = (StatusCode, NotSaved);

async fn save(cx: &Cx, place: &Place, card: CardFields) -> Result<Saved, Refusal> {
    let reader = cx.identity.as_ref();
    if reader.is_some_and(|reader| reader.account.as_str() != place.typed_by) {
        return Err((StatusCode::CONFLICT, NotSaved::AnotherName));
    }
    let input = input(card);
    let (version, was) = (input.version, input.was.clone());
    let report = keep(cx, place, &input)
        .await
        .map_err(|error| refusal(cx, error))?;
    if let Some(conflict) = report.conflicts.first() {
        let theirs = Box::new(theirs(cx, &report.info, &conflict.theirs));
        return Err((StatusCode::CONFLICT, NotSaved::Conflict(theirs)));
    }
    if !report.errors.0.is_empty() {
        let texts: Vec<String> = messages(cx, &report.errors)
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        let why = NotSaved::Refused(texts.join(" "));
        return Err((StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    // Untouched, so that nothing was to be saved: the card still stands on the version that it came with.
    let stored = report.saved.into_iter().next();
    Ok(match stored {
        Some(saved) => Saved {
            version: saved.version,
            was: saved.fingerprint,
            follows: follows_text(cx, saved.follows),
        },
        None => Saved {
            version,
            was,
            follows: follows_text(cx, None),
        },
    })
}

async fn keep(cx: &Cx, place: &Place, input: &AnswerInput) -> Result<assess::SaveReport, PageError> {
    let Place {
        body,
        assessment,
        domain,
        ..
    } = place;
    let permit = cx.permit_on_body(body).await?;
    let mut tx = cx.begin().await?;
    let inputs = std::slice::from_ref(input);
    let report = assess::save_answers(cx.env(), &permit, &mut tx, assessment, domain, inputs).await?;
    tx.commit().await?;
    Ok(report)
}

fn input(card: CardFields) -> AnswerInput {
    let CardFields {
        practice,
        answer,
        ticks,
        is_still_true,
        note,
        evidence,
        reason,
        version,
        was,
    } = card;
    AnswerInput {
        practice,
        answer,
        ticks,
        is_still_true,
        note,
        evidence,
        reason,
        version,
        was,
        // That is decided on the page, which then stands on the other version.
        in_conflict: false,
        keep: None,
    }
}

fn theirs(cx: &Cx, info: &assess::AssessmentInfo, stored: &assess::StoredAnswer) -> Theirs {
    let model = assess::model_of(cx.env(), cx.lang, info).ok();
    let practice = model.and_then(|model| model.practice(stored.practice.as_str()));
    let whose = cx.t_with(
        "assess-conflict-theirs",
        &[
            ("name", cx.person(&stored.by).into()),
            ("moment", cx.moment(stored.at).into()),
        ],
    );
    Theirs {
        message: cx.t("assess-conflict-title"),
        whose,
        text: practice.map_or_else(String::new, |practice| stored_text(cx, practice, stored)),
        fields: CardFields {
            practice: stored.practice.as_str().to_owned(),
            answer: stored.answer.as_str().to_owned(),
            ticks: stored.ticks_text(),
            is_still_true: false,
            note: stored.note.clone(),
            evidence: stored.evidence.as_str().to_owned(),
            reason: stored.reason.clone(),
            version: stored.version,
            was: stored.fingerprint(),
        },
    }
}

fn refusal(cx: &Cx, error: PageError) -> Refusal {
    error.log();
    let why = match &error {
        PageError::SignIn => NotSaved::SignedOut,
        PageError::NotNow(reason @ NotNow::AssessmentSubmitted) => {
            NotSaved::Refused(cx.t(&format!("error-{}", reason.key())))
        }
        PageError::Busy(_) => NotSaved::Busy,
        _ => NotSaved::Failed,
    };
    (error.status(), why)
}
