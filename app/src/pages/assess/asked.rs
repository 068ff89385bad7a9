//! What a domain's questionnaire says of its questions: how the answer follows from the ticks, and what is not asked.

use assess::AssessmentSheet;
use domain::assess::model::{Domain, Model, PracticeStatus, Rules};
use leptos::prelude::*;

use super::parts::content;
use crate::context::Cx;

/// How the answer follows from the ticks, in sight of whoever ticks.
pub(super) fn marking(cx: &Cx, model: &Model) -> AnyView {
    match model.rules {
        Rules::EveryLevel => ().into_any(),
        Rules::UpToTarget => view! {
            <div class="marking">
                <p>{cx.t("assess-marking")}</p>
                <details>
                    <summary>{cx.t("assess-marking-more")}</summary>
                    <p>{cx.t("assess-marking-nothing")}</p>
                    <p>{cx.t("assess-marking-did-not-happen")}</p>
                    <p>{cx.t("assess-marking-each")}</p>
                </details>
            </div>
        }
        .into_any(),
    }
}

/// The practices that are not asked, and why.
pub(super) fn left_out(cx: &Cx, sheet: &AssessmentSheet, model: &Model, domain: &Domain) -> AnyView {
    let items: Vec<_> = domain
        .practices
        .iter()
        .filter(|practice| !sheet.asks(model, domain, practice))
        .filter(|practice| practice.status == PracticeStatus::Published)
        .map(|practice| {
            let level = ("level", i64::from(practice.level).into());
            let is_above_target = practice.level > sheet.profile.reach(model, domain);
            let why = if sheet.profile.in_scope(practice) && is_above_target {
                cx.t_with("assess-left-out-target", &[level])
            } else if sheet.profile.in_scope(practice) {
                cx.t_with("assess-left-out-level", &[level])
            } else {
                let flags = model.flags.iter().filter(|flag| practice.applies_when.contains(&flag.id));
                let names: Vec<String> = flags.map(|flag| flag.title.text.clone()).collect();
                cx.t_with("assess-left-out-technology", &[("flags", words::either(cx.lang, &names).into())])
            };
            view! {
                <li>
                    <span dir="ltr">{practice.id.as_str().to_owned()}</span> " " {content(cx, &practice.title)}
                    <br/> <span class="muted small">{why}</span>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    let count = items.len();
    view! {
        <details class="left-out">
            <summary>{cx.t_with("assess-left-out", &[("n", count.into())])}</summary>
            <ul>{items}</ul>
        </details>
    }
    .into_any()
}
