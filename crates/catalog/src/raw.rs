//! Reads TOML and checks single fields. Each value knows its place in the file, so that a problem can name the line.

use std::collections::HashSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use domain::content::Lang;
use domain::id::{ChoiceId, ItemId};
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::load::is_slug;
use crate::lock::{Ids, Kind};
use crate::po::Message;
use crate::problem::{Problems, Source};
use crate::translate::fold;

/// A text field.
pub(crate) type Field = Spanned<String>;
/// A number field, wide enough that a number out of range is ours to explain.
pub(crate) type Number = Spanned<i64>;

/// Checks the fields of one file, and collects its identifiers and its texts for translators.
pub(crate) struct Reader<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) problems: &'a mut Problems,
    pub(crate) ids: &'a mut Ids,
    pub(crate) messages: &'a mut Vec<Message>,
}

/// Reads a TOML text.
pub(crate) fn parse<T: DeserializeOwned>(source: Source<'_>, problems: &mut Problems) -> Option<T> {
    match toml::from_str(source.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error
                .span()
                .map_or(source.skipped + 1, |span| source.line_of(&span));
            problems.add(source.file, line, explain(error.message()));
            None
        }
    }
}

/// Says in plain words what the TOML reader says in its own.
fn explain(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (field, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let known = known.trim_start_matches("one of ");
        format!("there is no field {field} here; known are {known}")
    } else if let Some(field) = message.strip_prefix("missing field ") {
        format!("the field {field} is missing")
    } else if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, expected) = rest
            .split_once(", expected ")
            .unwrap_or((rest, "another kind of value"));
        format!(
            "found {found} where {} is needed",
            expected
                .replace("i64", "a whole number")
                .replace("u32", "a whole number")
        )
    } else {
        format!(
            "this is not valid TOML: {}",
            message.lines().next().unwrap_or_default()
        )
    }
}

impl Reader<'_> {
    /// Reports a problem at a place of the file.
    pub(crate) fn problem(&mut self, span: &Range<usize>, message: impl Into<String>) {
        self.problems
            .add(self.source.file, self.source.line_of(span), message);
    }

    /// A text for people: it must not be empty, and it is offered for translation.
    pub(crate) fn text(&mut self, name: &str, field: &Field) -> String {
        let text = fold(field.get_ref());
        if text.is_empty() {
            self.problem(&field.span(), format!("{name} is empty"));
        } else {
            let line = self.source.line_of(&field.span());
            self.messages.push(Message {
                text: text.clone(),
                file: self.source.file.to_owned(),
                line,
            });
        }
        text
    }

    /// Texts for people.
    pub(crate) fn texts(&mut self, name: &str, fields: &[Field]) -> Vec<String> {
        fields.iter().map(|field| self.text(name, field)).collect()
    }

    /// An id of the given kind, which nothing else may have.
    pub(crate) fn id<T: From<String>>(&mut self, kind: Kind, field: &Field) -> T {
        let id = field.get_ref().clone();
        let line = self.source.line_of(&field.span());
        if kind.is_uuid() && !is_uuid(&id) {
            let message =
                format!("`{id}` is not an id: it must be a UUID in lower case, such as one made by uuidgen");
            self.problem(&field.span(), message);
        } else if let Some(other) = self.ids.claim(kind, &id, self.source.file, line) {
            let message = format!("the id {id} is used already at {other}; every id is used once");
            self.problem(&field.span(), message);
        }
        id.into()
    }

    /// The id of a choice, which no other choice of its item may have.
    pub(crate) fn choice_id(&mut self, item: &ItemId, field: &Field) -> ChoiceId {
        let id = field.get_ref();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if id.is_empty() || !id.bytes().all(allowed) {
            let message =
                format!("the choice id `{id}` may have lower-case letters, digits and hyphens only");
            self.problem(&field.span(), message);
        }
        let line = self.source.line_of(&field.span());
        let name = format!("{item}/{id}");
        if self
            .ids
            .claim(Kind::Choice, &name, self.source.file, line)
            .is_some()
        {
            let message = format!("two choices of this item have the id `{id}`");
            self.problem(&field.span(), message);
        }
        id.clone().into()
    }

    /// A whole number within a range.
    pub(crate) fn number<T: TryFrom<i64> + Default>(
        &mut self,
        name: &str,
        field: &Number,
        range: RangeInclusive<i64>,
    ) -> T {
        let value = *field.get_ref();
        if !range.contains(&value) {
            let message = format!(
                "{name} is {value}; it must lie between {} and {}",
                range.start(),
                range.end()
            );
            self.problem(&field.span(), message);
        }
        T::try_from(value).unwrap_or_default()
    }

    /// One of a fixed set of names.
    pub(crate) fn one_of<T>(
        &mut self,
        name: &str,
        field: &Field,
        parse: impl Fn(&str) -> Option<T>,
        known: impl IntoIterator<Item = impl Display>,
    ) -> Option<T> {
        let found = parse(field.get_ref());
        if found.is_none() {
            let known: Vec<String> = known.into_iter().map(|name| name.to_string()).collect();
            let known = words::list(Lang::default(), &known);
            self.problem(
                &field.span(),
                format!("the {name} `{}` is not known; known are {known}", field.get_ref()),
            );
        }
        found
    }

    /// References to things that must exist, each named once.
    pub(crate) fn references<T: From<String>>(
        &mut self,
        name: &str,
        fields: &[Field],
        known: &HashSet<String>,
    ) -> Vec<T> {
        let mut seen = HashSet::new();
        for field in fields {
            if !known.contains(field.get_ref()) {
                self.problem(&field.span(), format!("there is no {name} `{}`", field.get_ref()));
            } else if !seen.insert(field.get_ref()) {
                self.problem(
                    &field.span(),
                    format!("the {name} `{}` is named twice", field.get_ref()),
                );
            }
        }
        fields
            .iter()
            .map(|field| field.get_ref().clone().into())
            .collect()
    }

    /// Names in addresses that something had before: `phishing`, or `another-course/phishing` for what moved.
    pub(crate) fn former(&mut self, fields: &[Field]) -> Vec<String> {
        for field in fields {
            let parts: Vec<&str> = field.get_ref().split('/').collect();
            if parts.len() > 2 || !parts.iter().all(|part| is_slug(part)) {
                let message = format!(
                    "`{}` is no former name: it must be one like `phishing`, or like `another-course/phishing` for what moved",
                    field.get_ref()
                );
                self.problem(&field.span(), message);
            }
        }
        fields.iter().map(|field| field.get_ref().clone()).collect()
    }

    /// The language in which a text was written.
    pub(crate) fn language(&mut self, field: &Field) -> Lang {
        let exact = |tag: &str| Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
        self.one_of("language", field, exact, Lang::ALL.map(Lang::tag))
            .unwrap_or_default()
    }
}

fn is_uuid(id: &str) -> bool {
    uuid::Uuid::try_parse(id).is_ok_and(|uuid| !uuid.is_nil() && uuid.hyphenated().to_string() == id)
}
