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
        ticks: ticked(card, practice).join(" "),
        is_still_true: query::<HtmlInputElement>(card, &format!("input[name=\"{practice}-still\"]:checked"))
            .is_some(),
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
    // What cannot be chosen by itself follows from the ticks.
    let follows = format!("input[name=\"{practice}-answer\"][value=\"\"]");
    let choice = query::<HtmlInputElement>(card, &chosen).or_else(|| query(card, &follows));
    if let Some(choice) = choice {
        choice.set_checked(true);
    }
    let ticks: Vec<&str> = fields.ticks.split_whitespace().collect();
    for tick in boxes(card, practice, "") {
        tick.set_checked(ticks.contains(&tick.value().as_str()));
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

/// A part was ticked or unticked: what is known of it cannot also be unknown, and the answer follows from now on.
pub(super) fn tick(card: &Element, practice: &str, changed: &HtmlInputElement) {
    if changed.name() != format!("{practice}-tick") {
        return;
    }
    let value = changed.value();
    let other = value
        .strip_suffix('?')
        .map_or_else(|| format!("{value}?"), str::to_owned);
    if changed.checked() {
        for tick in boxes(card, practice, ":checked")
            .into_iter()
            .filter(|tick| tick.value() == other)
        {
            tick.set_checked(false);
        }
    }
    if let Some(follows) =
        query::<HtmlInputElement>(card, &format!("input[name=\"{practice}-answer\"][value=\"\"]"))
    {
        follows.set_checked(true);
    }
}

/// Says which answer follows from the ticks.
pub(super) fn say_follows(card: &Element, words: &str) {
    for said in all(card, "[data-follows]") {
        said.set_text_content(Some(words));
    }
}

fn ticked(card: &Element, practice: &str) -> Vec<String> {
    boxes(card, practice, ":checked")
        .into_iter()
        .map(|tick| tick.value())
        .collect()
}

fn boxes(card: &Element, practice: &str, which: &str) -> Vec<HtmlInputElement> {
    all(card, &format!("input[name=\"{practice}-tick\"]{which}"))
        .into_iter()
        .filter_map(|found| found.dyn_into().ok())
        .collect()
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
