//! The questionnaire of a domain. It works as one form; the island saves each card as it is changed.

use std::sync::Arc;

use assess::{AnswerInput, AssessmentSheet, Earlier, SaveReport};
use axum::extract::Path;
use domain::assess::model::{Domain, Practice};
use domain::identity::policy::{Action, Permit, act};
use http::StatusCode;
use islands::questionnaire::{Place, Questionnaire, Words};
use leptos::prelude::*;
use usecase::{Error, NotNow};

use super::asked::{left_out, marking};
use super::card::{Before, Card, card, read_cards, read_only_card};
use super::parts::{assessment_name, assessment_path, body_path, content, domain_nav, may};
use crate::components::form::ErrorSummary;
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::{PageError, PageResult};
use crate::form::{Form, Messages, messages};
use crate::fragment::{Fragment, Key};
use crate::shell::{Page, place_for_kept};

/// What a form brought that could not all be saved.
#[derive(Default)]
struct Returned {
    inputs: Vec<AnswerInput>,
    conflicts: Vec<assess::Conflict>,
    messages: Messages,
    /// Whether the assessment was submitted before the form came.
    is_too_late: bool,
}

/// The page.
pub async fn page(cx: Cx, Path((org, id, code)): Path<(String, String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let (sheet, earlier) = load(&cx, &permit, &id).await?;
    render(&cx, StatusCode::OK, sheet, earlier, &code, Returned::default())
}

/// The assessment, and the one from which it took answers over.
async fn load(
    cx: &Cx,
    permit: &Permit<act::ReadAssessment>,
    id: &str,
) -> Result<(AssessmentSheet, Option<Earlier>), PageError> {
    let mut reader = cx.reader();
    let sheet = assess::assessment_sheet(cx.env(), permit, &mut reader, id).await?;
    let earlier = assess::earlier(cx.env(), permit, &mut reader, &sheet).await?;
    Ok((sheet, earlier))
}

/// Saves what was changed, and goes on to the next domain. What two people disagree about, or what cannot be taken, comes
/// back; everything else is saved.
pub async fn save(
    cx: Cx,
    Path((org, id, code)): Path<(String, String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let inputs = read_cards(&pairs)?;
    let permit = cx.permit_on_body(&org).await?;
    let mut tx = cx.begin().await?;
    let saved = assess::save_answers(cx.env(), &permit, &mut tx, &id, &code, &inputs).await;
    if saved.is_ok() {
        tx.commit().await?;
    } else {
        drop(tx);
    }
    let sheet = async || {
        let permit = cx.permit(permit.organisation().clone())?;
        load(&cx, &permit, &id).await
    };
    let report = match saved {
        // What was typed cannot be saved any more, but it can be read and copied.
        Err(Error::NotNow(NotNow::AssessmentSubmitted)) => {
            let (sheet, earlier) = sheet().await?;
            let returned = Returned {
                inputs,
                is_too_late: true,
                ..Returned::default()
            };
            return render(&cx, StatusCode::CONFLICT, sheet, earlier, &code, returned);
        }
        saved => saved?,
    };
    if report.is_complete() {
        let model = assess::model_of(cx.env(), cx.lang, &report.info)?;
        let at = model
            .domains
            .iter()
            .position(|domain| domain.code.as_str() == code);
        let next = at.and_then(|at| model.domains.get(at + 1));
        return Ok(cx.redirect(&match next {
            Some(next) => format!("/assess/{org}/{id}/{}", next.code),
            None => format!("/assess/{org}/{id}"),
        }));
    }
    let SaveReport {
        conflicts, errors, ..
    } = report;
    let (sheet, earlier) = sheet().await?;
    let mut messages = messages(&cx, &errors);
    messages.extend(conflicts.iter().map(|conflict| {
        let practice = conflict.mine.practice.clone();
        let text = cx.t_with(
            "assess-conflict-summary",
            &[("practice", practice.clone().into())],
        );
        (format!("{practice}-keep"), text)
    }));
    let status = if errors.0.is_empty() {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    render(
        &cx,
        status,
        sheet,
        earlier,
        &code,
        Returned {
            inputs,
            conflicts,
            messages,
            is_too_late: false,
        },
    )
}

fn render(
    cx: &Cx,
    status: StatusCode,
    sheet: AssessmentSheet,
    earlier: Option<Earlier>,
    code: &str,
    returned: Returned,
) -> PageResult {
    let model = assess::model_of(cx.env(), cx.lang, &sheet.info)?;
    let domain = model.domain(code).ok_or(PageError::NotFound)?;
    let is_form = sheet.is_open() && may(cx, Action::Answer, &sheet.body);
    let title = domain.title.text.clone();
    let page = if is_form {
        Page::wide(title).with_island()
    } else {
        Page::wide(title)
    };
    let page = if status == StatusCode::OK {
        page
    } else {
        page.with_error(cx)
    };
    // A version that the content lost is shown without what was answered with it.
    let earlier = earlier.as_ref().and_then(|earlier| {
        let old = assess::model_of(cx.env(), cx.lang, &earlier.info).ok()?;
        Some((earlier, old))
    });
    let kept: Vec<_> = if is_form {
        sheet
            .asked(model, domain)
            .map(|practice| {
                let stored = sheet.answer(&practice.id);
                let mut shown = card_of(practice, stored, &returned);
                shown.before = Before::of(model, practice, stored, earlier);
                kept_card(cx, &sheet, practice, &shown)
            })
            .collect()
    } else {
        Vec::new()
    };
    let (cx2, code) = (cx.clone(), code.to_owned());
    let view = move || view(&cx2, &sheet, &code, &returned, is_form);
    Ok(cx.render_with_kept(status, page, &kept, view))
}

/// A card that can be filled in. Most look alike to many: nobody has answered yet.
fn kept_card(cx: &Cx, sheet: &AssessmentSheet, practice: &Practice, shown: &Card) -> Arc<Fragment> {
    // The texts of a version of the model stay as they are while the program runs.
    let model = (&sheet.info.model, sheet.info.model_version);
    let key = Key::of(&("card", cx.lang, model, &practice.id, shown));
    cx.kept(&key)
        .unwrap_or_else(|| cx.keep_with_island(key, |anybody| card(anybody, practice, shown)))
}

fn view(cx: &Cx, sheet: &AssessmentSheet, code: &str, returned: &Returned, is_form: bool) -> AnyView {
    // Both were found before the page began.
    let Ok(model) = assess::model_of(cx.env(), cx.lang, &sheet.info) else {
        return ().into_any();
    };
    let Some(at) = model
        .domains
        .iter()
        .position(|domain| domain.code.as_str() == code)
    else {
        return ().into_any();
    };
    let domain = &model.domains[at];
    let base = assessment_path(&sheet.body, &sheet.info);
    let score = sheet.score(model);
    let trail = vec![
        (body_path(&sheet.body), sheet.body.name.clone()),
        (base.clone(), assessment_name(cx, &sheet.info)),
    ];
    let previous = at.checked_sub(1).map(|at| &model.domains[at]);
    let next = model.domains.get(at + 1);
    let around = |domain: Option<&Domain>, key: &str| {
        domain.map(|domain| {
            let href = format!("{base}/{}", domain.code);
            view! {
                <a class="around" href=href>
                    <span class="small muted">{cx.t(key)}</span>
                    <span>{content(cx, &domain.title)}</span>
                </a>
            }
        })
    };
    let foot = view! {
        <nav class="practice-foot" aria-label=cx.t("assess-around-label")>
            {around(previous, "assess-previous")}
            {around(next, "assess-next")}
        </nav>
    };
    let body = if sheet.asked(model, domain).next().is_none() {
        let nothing = view! { <p class="empty">{cx.t("assess-domain-nothing-asked")}</p> };
        nothing.into_any()
    } else if is_form {
        let save = if next.is_some() {
            cx.t("assess-save-continue")
        } else {
            cx.t("assess-save-finish")
        };
        let place = Place {
            body: sheet.body.slug.clone(),
            assessment: sheet.info.id.to_string(),
            domain: code.to_owned(),
            typed_by: cx
                .identity
                .as_ref()
                .map(|identity| identity.account.to_string())
                .unwrap_or_default(),
        };
        let cards = sheet.asked(model, domain).count();
        // What is inside of an island is made later, so it owns what it is made of.
        let path = format!("{base}/{code}");
        view! {
            <Questionnaire place=place words=words(cx)>
                {form(&path, save, cards)}
            </Questionnaire>
        }
        .into_any()
    } else {
        sheet
            .asked(model, domain)
            .map(|practice| {
                let typed = returned
                    .inputs
                    .iter()
                    .find(|input| practice.id.as_str() == input.practice);
                read_only_card(cx, practice, sheet.answer(&practice.id), typed)
            })
            .collect_view()
            .into_any()
    };
    let frozen = sheet.info.submitted_at.map(|at| {
        let text = cx.t_with("assess-frozen", &[("moment", cx.moment(at).into())]);
        view! { <p class="notice notice-good">{text}</p> }
    });
    let corrected = assess::model_news(cx.env(), &sheet.info).is_corrected.then(|| {
        view! { <p class="muted small">{cx.t("assess-model-corrected")}</p> }
    });
    let too_late = returned.is_too_late.then(|| {
        view! { <p class="notice notice-danger" role="alert">{cx.t("assess-too-late")}</p> }
    });
    view! {
        <Breadcrumbs trail=trail/>
        <div class="questionnaire">
            {domain_nav(cx, &base, model, &score, code)}
            <div class="questionnaire-body">
                <h1>{content(cx, &domain.title)}</h1>
                <p class="lead">{content(cx, &domain.summary)}</p>
                {frozen}
                {corrected}
                {too_late}
                {marking(cx, model)}
                <ErrorSummary messages=returned.messages.clone()/>
                {body}
                {left_out(cx, sheet, model, domain)}
                {foot}
            </div>
        </div>
    }
    .into_any()
}

/// What the island says.
pub(super) fn words(cx: &Cx) -> Words {
    Words {
        saving: cx.t("assess-state-saving"),
        saved: cx.t_with("assess-state-saved", &[("time", Words::TIME.into())]),
        offline: cx.t("assess-state-offline"),
        signed_out: cx.t("assess-state-signed-out"),
        another_name: cx.t("assess-state-another-name"),
        failed: cx.t("assess-state-failed"),
        retry: cx.t("assess-state-retry"),
        mine: cx.t("assess-keep-mine"),
        theirs: cx.t("assess-keep-theirs"),
    }
}

/// The form, with places for its cards.
fn form(path: &str, save: String, cards: usize) -> AnyView {
    let cards = (0..cards).map(|_| place_for_kept()).collect_view();
    view! {
        <form method="post" action=path.to_owned() class="questionnaire-form">
            {cards}
            <div class="actions questionnaire-save">
                <button class="button" type="submit">{save}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The card of a practice: what was typed if it came back, else what is stored.
fn card_of(practice: &Practice, stored: Option<&assess::StoredAnswer>, returned: &Returned) -> Card {
    let mut card = Card::of(practice, stored);
    let id = practice.id.as_str();
    card.conflict = returned
        .conflicts
        .iter()
        .find(|conflict| conflict.mine.practice == id)
        .cloned();
    card.messages = returned
        .messages
        .iter()
        .filter(|(field, _)| {
            field
                .rsplit_once('-')
                .is_some_and(|(practice, name)| practice == id && name != "keep")
        })
        .cloned()
        .collect();
    if let Some(conflict) = &card.conflict {
        // The decision is about what is stored now.
        card.input = AnswerInput {
            version: conflict.theirs.version,
            ..conflict.mine.clone()
        };
    } else if !card.messages.is_empty()
        && let Some(typed) = returned.inputs.iter().find(|input| input.practice == id)
    {
        card.input = typed.clone();
    }
    card
}
