//! Fields of forms, and what is wrong with them.

use leptos::prelude::*;

use crate::form::Messages;
use crate::shell::use_cx;

/// The kind of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A password, never filled in again.
    Password,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Several lines of text.
    Lines,
}

impl Kind {
    fn input_type(self) -> &'static str {
        match self {
            // A browser's field for numbers throws away figures of other scripts than its own.
            Self::Text | Self::Lines | Self::Number => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Date => "date",
        }
    }
}

/// What was typed, fit to stand inside a `<textarea>`. Leptos escapes the text of every element but `script`, `style` and
/// `textarea` (0.8.23), so that without this a note could end the field and add elements of its own. A line break right
/// after the opening tag is not part of the text in HTML: one is put there, so that the writer's own stays.
pub fn textarea_text(typed: &str) -> String {
    format!(
        "\n{}",
        typed
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    )
}

/// What is wrong with a form, above it, with a link to each field.
#[component]
pub fn ErrorSummary(
    /// Pairs of a field's `id` and a message.
    messages: Messages,
) -> impl IntoView {
    let cx = use_cx();
    (!messages.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{cx.t("error-summary-title")}</h2>
                <ul>
                    {messages
                        .into_iter()
                        .map(|(field, message)| view! { <li><a href=format!("#{field}")>{message}</a></li> })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

/// What stands between a label and its control: a sentence of help, and what is wrong.
struct Notes {
    /// Pairs of an `id` and a text.
    help: Option<(String, String)>,
    error: Option<(String, String)>,
}

impl Notes {
    fn new(name: &str, help: String, messages: Messages) -> Self {
        let error = messages.into_iter().find(|(field, _)| field == name);
        Self {
            help: (!help.is_empty()).then(|| (format!("{name}-help"), help)),
            error: error.map(|(_, message)| (format!("{name}-error"), message)),
        }
    }

    /// The control's `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let ids: Vec<&str> = self
            .help
            .iter()
            .chain(&self.error)
            .map(|(id, _)| id.as_str())
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The control's `aria-invalid`.
    fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// The whole field: label, notes, control.
    fn around(self, name: String, label: String, control: impl IntoView) -> impl IntoView {
        let is_invalid = self.error.is_some();
        let note = |class: &'static str, note: Option<(String, String)>| {
            note.map(|(id, text)| view! { <p class=class id=id>{text}</p> })
        };
        view! {
            <div class="field" class:field-invalid=is_invalid>
                <label for=name>{label}</label>
                {note("field-help", self.help)}
                {note("field-error", self.error)}
                {control}
            </div>
        }
    }
}

/// A labelled field with its help and what is wrong with it. What was typed is kept.
#[component]
pub fn Field(
    /// The field's `name` and `id`.
    #[prop(into)]
    name: String,
    /// Its label.
    label: String,
    /// Its kind.
    #[prop(optional)]
    kind: Kind,
    /// What was typed.
    #[prop(optional, into)]
    value: String,
    /// A sentence of help.
    #[prop(optional, into)]
    help: String,
    /// The `autocomplete` token.
    #[prop(optional, into)]
    autocomplete: String,
    /// What is wrong with the form.
    #[prop(optional)]
    messages: Messages,
) -> impl IntoView {
    let notes = Notes::new(&name, help, messages);
    let (described_by, invalid) = (notes.described_by(), notes.invalid());
    let autocomplete = (!autocomplete.is_empty()).then_some(autocomplete);
    // Addresses, passwords and numbers read left to right in every language.
    let dir = matches!(kind, Kind::Email | Kind::Password | Kind::Number | Kind::Date).then_some("ltr");
    let inputmode = (kind == Kind::Number).then_some("numeric");
    let control = if kind == Kind::Lines {
        view! {
            <textarea id=name.clone() name=name.clone() rows="4" aria-describedby=described_by aria-invalid=invalid>
                {textarea_text(&value)}
            </textarea>
        }
        .into_any()
    } else {
        let value = (kind != Kind::Password && !value.is_empty()).then_some(value);
        view! {
            <input id=name.clone() name=name.clone() r#type=kind.input_type() value=value dir=dir inputmode=inputmode autocomplete=autocomplete
                aria-describedby=described_by aria-invalid=invalid/>
        }
        .into_any()
    };
    notes.around(name, label, control)
}

/// A labelled choice of one out of a short list.
#[component]
pub fn SelectField(
    /// The field's `name` and `id`.
    #[prop(into)]
    name: String,
    /// Its label.
    label: String,
    /// Pairs of a value and its words.
    options: Vec<(String, String)>,
    /// The value chosen; with none of the list, the first entry is an empty one.
    #[prop(optional, into)]
    value: String,
    /// A sentence of help.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with the form.
    #[prop(optional)]
    messages: Messages,
) -> impl IntoView {
    let notes = Notes::new(&name, help, messages);
    let (described_by, invalid) = (notes.described_by(), notes.invalid());
    let is_chosen = options.iter().any(|(option, _)| *option == value);
    let empty = (!is_chosen).then(|| view! { <option value="">"—"</option> });
    let options = options
        .into_iter()
        .map(|(option, words)| {
            let selected = option == value;
            view! { <option value=option selected=selected>{words}</option> }
        })
        .collect_view();
    let control = view! {
        <select id=name.clone() name=name.clone() aria-describedby=described_by aria-invalid=invalid>
            {empty}
            {options}
        </select>
    };
    notes.around(name, label, control)
}

#[cfg(test)]
mod tests;
