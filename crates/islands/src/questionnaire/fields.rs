//! The fields of a card on the page: the form's own, read when the card is sent.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::call::CardFields;

/// Reads what the fields say, on a version.
pub(super) fn read(card: &Element, practice: &str, version: i64, was: String) -> CardFields {
    let text = |name| find::<HtmlTextAreaElement>(card, "textarea", practice, name).map(|area| area.value());
    let checked = format!("input[name=\"{practice}-answer\"]:checked");
    let answer = query::<HtmlInputElement>(card, &checked).map(|choice| choice.value());
    let evidence = find::<HtmlSelectElement>(card, "select", practice, "evidence");
    CardFields {
        practice: practice.to_owned(),
        answer: answer.unwrap_or_default(),
        note: text("note").unwrap_or_default(),
        evidence: evidence.map(|grade| grade.value()).unwrap_or_default(),
        reason: text("reason").unwrap_or_default(),
        version,
        was,
    }
}

/// Puts what is stored into the fields.
pub(super) fn write(card: &Element, fields: &CardFields) {
    let practice = &fields.practice;
    let chosen = format!("input[name=\"{practice}-answer\"][value=\"{}\"]", fields.answer);
    if let Some(choice) = query::<HtmlInputElement>(card, &chosen) {
        choice.set_checked(true);
    }
    for (name, value) in [("note", &fields.note), ("reason", &fields.reason)] {
        if let Some(area) = find::<HtmlTextAreaElement>(card, "textarea", practice, name) {
            area.set_value(value);
        }
    }
    if let Some(grade) = find::<HtmlSelectElement>(card, "select", practice, "evidence") {
        grade.set_value(&fields.evidence);
    }
}

/// Takes away what the server had said of the fields when the page was made.
pub(super) fn clear_errors(card: &Element) {
    for error in all(card, ".field-error") {
        error.remove();
    }
    for field in all(card, "[aria-describedby]") {
        let _ = field.remove_attribute("aria-describedby");
        let _ = field.remove_attribute("aria-invalid");
    }
}

fn find<T: JsCast>(card: &Element, tag: &str, practice: &str, name: &str) -> Option<T> {
    query(card, &format!("{tag}[name=\"{practice}-{name}\"]"))
}

fn query<T: JsCast>(card: &Element, selector: &str) -> Option<T> {
    card.query_selector(selector).ok()??.dyn_into().ok()
}

fn all(card: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = card.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}
