//! One practice of the questionnaire: what its card shows, and how the card's fields are read.

mod before;
mod parts;
mod said;

use std::collections::HashMap;

use assess::{AnswerInput, Conflict, Keep, StoredAnswer, fingerprint};
use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Practice;
use domain::assess::part::Question;
use domain::content::Text;
use islands::questionnaire::{AnswerCard, Return};
use leptos::prelude::*;

pub(super) use before::Before;
pub(super) use parts::follows_text;
pub(super) use said::stored_text;

use self::said::{conflict_view, typed};
use crate::components::form::textarea_text;
use crate::components::text::content;
use crate::context::Cx;
use crate::error::PageError;
use crate::form::Messages;

/// What a card shows.
#[derive(Debug)]
pub(super) struct Card {
    /// What the fields say: what is stored, or what was typed.
    pub(super) input: AnswerInput,
    /// What is stored.
    pub(super) stored: Option<StoredAnswer>,
    /// What somebody else saved meanwhile.
    pub(super) conflict: Option<Conflict>,
    /// What is wrong with the fields.
    pub(super) messages: Messages,
    /// What was answered with the version of the model before.
    pub(super) before: Option<Before>,
}

impl Card {
    /// The card of a practice as it is stored.
    pub(super) fn of(practice: &Practice, stored: Option<&StoredAnswer>) -> Self {
        Self {
            input: input_of(practice, stored),
            stored: stored.cloned(),
            conflict: None,
            messages: Vec::new(),
            before: None,
        }
    }
}

/// The fields that show a stored answer.
pub(super) fn input_of(practice: &Practice, stored: Option<&StoredAnswer>) -> AnswerInput {
    let none = EvidenceGrade::None.as_str();
    AnswerInput {
        practice: practice.id.as_str().to_owned(),
        answer: stored.map_or_else(String::new, |stored| stored.answer.as_str().to_owned()),
        ticks: stored.map_or_else(String::new, StoredAnswer::ticks_text),
        note: stored.map_or_else(String::new, |stored| stored.note.clone()),
        evidence: stored.map_or(none, |stored| stored.evidence.as_str()).to_owned(),
        reason: stored.map_or_else(String::new, |stored| stored.reason.clone()),
        version: stored.map_or(0, |stored| stored.version),
        was: stored.map_or_else(|| fingerprint("", "", "", none, ""), StoredAnswer::fingerprint),
        is_still_true: false,
        in_conflict: false,
        keep: None,
    }
}

/// Reads the cards of a form: fields named `GOV-01-answer`, `GOV-01-note` and so on. Other fields are not of a card.
pub(super) fn read_cards(pairs: &[(String, String)]) -> Result<Vec<AnswerInput>, PageError> {
    let mut inputs: Vec<AnswerInput> = Vec::new();
    // Found by name and not by looking through all: a form can name as many practices as fit into it.
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (name, value) in pairs {
        let Some((practice, field)) = name.rsplit_once('-') else {
            continue;
        };
        let at = *places.entry(practice).or_insert_with(|| {
            inputs.push(AnswerInput {
                practice: practice.to_owned(),
                ..AnswerInput::default()
            });
            inputs.len() - 1
        });
        let input = &mut inputs[at];
        match field {
            "answer" => input.answer.clone_from(value),
            "tick" => {
                input.ticks.push(' ');
                input.ticks.push_str(value);
            }
            "still" => input.is_still_true = true,
            "note" => input.note.clone_from(value),
            "evidence" => input.evidence.clone_from(value),
            "reason" => input.reason.clone_from(value),
            "version" => input.version = value.parse().map_err(|_| PageError::BadRequest)?,
            "was" => input.was.clone_from(value),
            "conflict" => input.in_conflict = true,
            "keep" => {
                input.keep = match value.as_str() {
                    "mine" => Some(Keep::Mine),
                    "theirs" => Some(Keep::Theirs),
                    _ => return Err(PageError::BadRequest),
                }
            }
            _ => return Err(PageError::BadRequest),
        }
    }
    Ok(inputs)
}

/// An answer in words.
pub(super) fn answer_name(cx: &Cx, answer: Answer) -> String {
    cx.t(&format!("answer-{}", answer.as_str()))
}

/// An evidence grade in words.
pub(super) fn grade_name(cx: &Cx, grade: EvidenceGrade) -> String {
    cx.t(&format!("evidence-{}", grade.as_str()))
}

/// What is wrong with a field, the `aria-describedby` that ties it to the field, and the field's `aria-invalid`.
pub(super) fn problem(
    messages: &Messages,
    field: &str,
) -> (Option<AnyView>, Option<String>, Option<&'static str>) {
    let Some((_, message)) = messages.iter().find(|(name, _)| name == field) else {
        return (None, None, None);
    };
    let id = format!("{field}-error");
    let shown = view! { <p class="field-error" id=id.clone()>{message.clone()}</p> }.into_any();
    (Some(shown), Some(id), Some("true"))
}

fn heading(cx: &Cx, practice: &Practice) -> AnyView {
    let id = practice.id.as_str().to_owned();
    let level = cx.t_with("assess-level", &[("level", i64::from(practice.level).into())]);
    view! {
        <p class="eyebrow"><span dir="ltr">{id.clone()}</span> " · " {level}</p>
        <h2 id=format!("{id}-title")>{content(cx, &practice.title)}</h2>
    }
    .into_any()
}

fn help(cx: &Cx, practice: &Practice) -> AnyView {
    let evidence = (!practice.evidence.is_empty()).then(|| {
        let items = practice
            .evidence
            .iter()
            .map(|text| view! { <li>{content(cx, text)}</li> })
            .collect_view();
        view! {
            <p class="field-label">{cx.t("assess-evidence-examples")}</p>
            <ul>{items}</ul>
        }
    });
    let between = practice.question.parts().map(|parts| {
        let one = |answer, text| {
            let words = answer_name(cx, answer);
            view! { <dt>{words}</dt> <dd>{content(cx, text)}</dd> }
        };
        view! {
            <p class="field-label">{cx.t("assess-for-example")}</p>
            <dl class="examples">{one(Answer::Partly, &parts.partly)} {one(Answer::Largely, &parts.largely)}</dl>
        }
    });
    view! {
        <details class="practice-help">
            <summary>{cx.t("assess-what-fully")}</summary>
            <p>{content(cx, &practice.full)}</p>
            {between}
            <p class="field-label">{cx.t("assess-why")}</p>
            <p>{content(cx, &practice.help)}</p>
            {evidence}
        </details>
    }
    .into_any()
}

/// The one question of a practice, with its answers.
fn whole(cx: &Cx, id: &str, question: &Text, input: &AnswerInput, messages: &Messages) -> AnyView {
    let field = |name: &str| format!("{id}-{name}");
    let choices = Answer::ALL
        .into_iter()
        .enumerate()
        .map(|(index, answer)| {
            let name = answer.as_str();
            // The first has the name that an error links to.
            let choice = if index == 0 { field("answer") } else { format!("{id}-answer-{name}") };
            view! {
                <label class="choice">
                    <input type="radio" name=field("answer") id=choice value=name checked=input.answer == name/>
                    <span>{answer_name(cx, answer)}</span>
                </label>
            }
        })
        .collect_view();
    let (answer_error, described_by, _) = problem(messages, &field("answer"));
    view! {
        <fieldset class="practice-question" aria-describedby=described_by>
            <legend>{content(cx, question)}</legend>
            {answer_error}
            <div class="choices answers">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// The card with its fields.
pub(super) fn card(cx: &Cx, practice: &Practice, card: &Card) -> AnyView {
    let id = practice.id.as_str();
    let input = &card.input;
    let field = |name: &str| format!("{id}-{name}");
    let question = match &practice.question {
        Question::Whole(question) => whole(cx, id, question, input, &card.messages),
        Question::Parts(parts) => parts::fields(cx, practice, parts, input, &card.messages),
    };
    let before = card
        .before
        .as_ref()
        .map(|before| before::view(cx, practice, card.stored.as_ref(), before));
    let grades = EvidenceGrade::ALL
        .into_iter()
        .map(|grade| {
            let name = grade.as_str();
            view! { <option value=name selected=input.evidence == name>{grade_name(cx, grade)}</option> }
        })
        .collect_view();
    let has_error = !card.messages.is_empty();
    let returned = match (&card.conflict, has_error) {
        (Some(_), _) => Return::Conflict,
        (None, true) => Return::Invalid,
        (None, false) => Return::None,
    };
    let last = card.stored.as_ref().map(|stored| {
        let by = ("name", cx.person(&stored.by).into());
        let text = cx.t_with("assess-last-by", &[by, ("moment", cx.moment(stored.at).into())]);
        let approved = (stored.answer == Answer::NotApplicable).then(|| {
            if stored.approved {
                view! { <span class="tag tag-good">{cx.t("assess-approved")}</span> }
            } else {
                view! { <span class="tag tag-attention">{cx.t("assess-not-approved")}</span> }
            }
        });
        view! { <p class="muted small">{text} " " {approved}</p> }
    });
    let conflict = card
        .conflict
        .as_ref()
        .map(|conflict| conflict_view(cx, practice, conflict));
    let heading = heading(cx, practice);
    let help = help(cx, practice);
    let reason = text_field(
        &field("reason"),
        cx.t("assess-reason"),
        &input.reason,
        &card.messages,
    );
    let note = text_field(&field("note"), cx.t("assess-note"), &input.note, &card.messages);
    let (evidence, evidence_label) = (field("evidence"), cx.t("assess-evidence"));
    view! {
        <AnswerCard practice=id.to_owned() version=input.version was=input.was.clone() returned=returned>
            {heading}
            {conflict}
            {before}
            {question}
            {help}
            <div class="practice-reason">{reason}</div>
            <div class="practice-more">
                <div class="field">
                    <label for=evidence.clone()>{evidence_label}</label>
                    <select id=evidence.clone() name=evidence>{grades}</select>
                </div>
                {note}
            </div>
            {last}
        </AnswerCard>
    }
    .into_any()
}

fn text_field(name: &str, label: String, value: &str, messages: &Messages) -> AnyView {
    let (error, described_by, invalid) = problem(messages, name);
    let value = textarea_text(value);
    view! {
        <div class="field">
            <label for=name.to_owned()>{label}</label>
            {error}
            <textarea id=name.to_owned() name=name.to_owned() rows="2" dir="auto" aria-describedby=described_by aria-invalid=invalid>
                {value}
            </textarea>
        </div>
    }
    .into_any()
}

/// What somebody typed that can no longer be saved, unless it says what is stored anyway.
fn too_late(
    cx: &Cx,
    practice: &Practice,
    stored: Option<&StoredAnswer>,
    input: &AnswerInput,
) -> Option<AnyView> {
    let mine = typed(cx, practice, input);
    let kept = stored.map_or_else(
        || typed(cx, practice, &AnswerInput::default()),
        |stored| stored_text(cx, practice, stored),
    );
    // Spaces and line ends change on the way through a form.
    (!mine.split_whitespace().eq(kept.split_whitespace())).then(|| {
        view! {
            <div class="notice notice-attention">
                <p class="field-label">{cx.t("assess-conflict-mine")}</p>
                <p class="conflict-said" dir="auto">{mine}</p>
            </div>
        }
        .into_any()
    })
}

/// The card of a practice that the reader cannot change; with what they `typed`, if they came too late.
pub(super) fn read_only_card(
    cx: &Cx,
    practice: &Practice,
    stored: Option<&StoredAnswer>,
    typed: Option<&AnswerInput>,
) -> AnyView {
    let id = practice.id.as_str();
    let too_late = typed.and_then(|typed| too_late(cx, practice, stored, typed));
    let answer = match stored {
        Some(stored) => {
            let text = stored_text(cx, practice, stored);
            let by = ("name", cx.person(&stored.by).into());
            let last = cx.t_with("assess-last-by", &[by, ("moment", cx.moment(stored.at).into())]);
            view! {
                <p class="conflict-said" dir="auto">{text}</p>
                <p class="muted small">{last}</p>
            }
            .into_any()
        }
        None => view! { <p class="muted">{cx.t("answer-none")}</p> }.into_any(),
    };
    let question = match &practice.question {
        Question::Whole(question) => view! { <p>{content(cx, question)}</p> }.into_any(),
        // What is ticked stands below, part by part.
        Question::Parts(_) if stored.is_some_and(|stored| stored.ticks.is_some()) => ().into_any(),
        Question::Parts(parts) => parts::claims(cx, parts),
    };
    view! {
        <section class="practice" id=id.to_owned() aria-labelledby=format!("{id}-title")>
            {heading(cx, practice)}
            {question}
            {answer}
            {too_late}
            {help(cx, practice)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
