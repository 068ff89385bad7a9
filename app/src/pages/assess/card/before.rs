//! What was answered with the version of the model before: taken over, or beside a practice that is asked anew.

use assess::{Earlier, StoredAnswer};
use domain::assess::model::{Model, Practice};
use domain::assess::upgrade::Change;
use domain::content::Text;
use domain::timestamp::Timestamp;
use leptos::prelude::*;

use super::{answer_name, grade_name};
use crate::components::text::content;
use crate::context::Cx;

/// Old answers to the matter of a practice.
#[derive(Debug)]
pub(in crate::pages::assess) struct Before {
    /// When they were submitted.
    pub(in crate::pages::assess) at: Timestamp,
    /// Each with the practice's title then.
    pub(in crate::pages::assess) answers: Vec<(Text, StoredAnswer)>,
}

impl Before {
    /// What was answered then; nothing if nothing was, or if somebody has answered since.
    pub(in crate::pages::assess) fn of(
        model: &Model,
        practice: &Practice,
        stored: Option<&StoredAnswer>,
        earlier: Option<(&Earlier, &Model)>,
    ) -> Option<Self> {
        let (earlier, old) = earlier?;
        if stored.is_some_and(|stored| stored.taken_over.is_none()) {
            return None;
        }
        let answers: Vec<_> = earlier
            .answers_to(model, &practice.id)
            .filter_map(|answer| {
                Some((
                    old.practice(answer.practice.as_str())?.title.clone(),
                    answer.clone(),
                ))
            })
            .collect();
        (!answers.is_empty()).then_some(Self {
            at: earlier.info.submitted_at.unwrap_or(earlier.info.created_at),
            answers,
        })
    }
}

/// The old answers, and for what was taken over a box that says it is still true.
pub(super) fn view(cx: &Cx, practice: &Practice, stored: Option<&StoredAnswer>, before: &Before) -> AnyView {
    let id = practice.id.as_str();
    let taken_over = stored.and_then(|stored| stored.taken_over);
    let title = match taken_over {
        Some(Change::Same) => "assess-before-same",
        Some(Change::Reworded | Change::Fresh) => "assess-before-reworded",
        None => "assess-before-fresh",
    };
    let lines = before
        .answers
        .iter()
        .map(|(title, answer)| {
            let mut said = vec![answer_name(cx, answer.answer), grade_name(cx, answer.evidence)];
            said.extend([&answer.reason, &answer.note].into_iter().filter(|text| !text.is_empty()).cloned());
            view! {
                <li>
                    <span class="field-label"><span dir="ltr">{answer.practice.to_string()}</span> " · " {content(cx, title)}</span>
                    <span class="conflict-said" dir="auto">{said.join("\n")}</span>
                </li>
            }
        })
        .collect_view();
    let still_true = taken_over.is_some().then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name=format!("{id}-still") value="1"/>
                <span>{cx.t("assess-still-true")}</span>
            </label>
        }
    });
    let moment = cx.moment(before.at);
    view! {
        <div class="notice before">
            <p>{cx.t_with(title, &[("moment", moment.into())])}</p>
            <ul>{lines}</ul>
            {still_true}
        </div>
    }
    .into_any()
}
