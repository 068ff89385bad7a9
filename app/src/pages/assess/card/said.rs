//! What an answer says in a few lines, and two of them side by side.

use assess::{AnswerInput, Conflict, StoredAnswer};
use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Practice;
use leptos::prelude::*;

use super::{answer_name, grade_name, parts};
use crate::context::Cx;

/// Both versions side by side, and the choice between them.
pub(super) fn conflict_view(cx: &Cx, practice: &Practice, conflict: &Conflict) -> AnyView {
    let id = practice.id.as_str();
    let mine = &conflict.mine;
    let theirs = &conflict.theirs;
    let moment = cx.moment(theirs.at);
    let whose = cx.t_with(
        "assess-conflict-theirs",
        &[("name", cx.person(&theirs.by).into()), ("moment", moment.into())],
    );
    let (mine_text, theirs_text) = (typed(cx, practice, mine), stored_text(cx, practice, theirs));
    view! {
        <fieldset class="conflict notice notice-attention">
            <legend>{cx.t("assess-conflict-title")}</legend>
            <p>{cx.t("assess-conflict-text")}</p>
            <input type="hidden" name=format!("{id}-conflict") value="1"/>
            <div class="conflict-sides">
                <div>
                    <p class="field-label">{cx.t("assess-conflict-mine")}</p>
                    <p class="conflict-said" dir="auto">{mine_text}</p>
                    <label class="choice">
                        <input type="radio" name=format!("{id}-keep") id=format!("{id}-keep") value="mine"/>
                        <span>{cx.t("assess-keep-mine")}</span>
                    </label>
                </div>
                <div>
                    <p class="field-label">{whose}</p>
                    <p class="conflict-said" dir="auto">{theirs_text}</p>
                    <label class="choice">
                        <input type="radio" name=format!("{id}-keep") value="theirs"/>
                        <span>{cx.t("assess-keep-theirs")}</span>
                    </label>
                </div>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What is said of a practice, in a few lines.
struct Saying<'a> {
    answer: Option<Answer>,
    ticks: &'a str,
    evidence: EvidenceGrade,
    note: &'a str,
    reason: &'a str,
}

fn said(cx: &Cx, practice: &Practice, saying: &Saying<'_>) -> String {
    let answer = saying.answer;
    let mut lines = vec![answer.map_or_else(|| cx.t("answer-none"), |answer| answer_name(cx, answer))];
    if let Some(parts) = practice.question.parts() {
        lines.extend(parts::lines(cx, parts, saying.ticks));
    }
    lines.push(cx.t_with(
        "assess-evidence-is",
        &[("grade", grade_name(cx, saying.evidence).into())],
    ));
    if !saying.reason.is_empty() {
        lines.push(cx.t_with("assess-reason-is", &[("reason", saying.reason.to_owned().into())]));
    }
    if !saying.note.is_empty() {
        lines.push(cx.t_with("assess-note-is", &[("note", saying.note.to_owned().into())]));
    }
    lines.join("\n")
}

/// What a card's fields say, in a few lines.
pub(super) fn typed(cx: &Cx, practice: &Practice, input: &AnswerInput) -> String {
    let saying = Saying {
        answer: Answer::parse(&input.answer),
        ticks: &input.ticks,
        evidence: EvidenceGrade::parse(&input.evidence).unwrap_or_default(),
        note: &input.note,
        reason: &input.reason,
    };
    said(cx, practice, &saying)
}

/// What a stored answer says, in a few lines.
pub(in crate::pages::assess) fn stored_text(cx: &Cx, practice: &Practice, stored: &StoredAnswer) -> String {
    let saying = Saying {
        answer: Some(stored.answer),
        ticks: &stored.ticks_text(),
        evidence: stored.evidence,
        note: &stored.note,
        reason: &stored.reason,
    };
    said(cx, practice, &saying)
}
