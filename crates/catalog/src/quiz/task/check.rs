//! Checks what an item asks for.

use std::collections::HashSet;
use std::ops::Range;

use domain::id::ItemId;
use domain::learn::quiz::ArtefactKind;
use serde::Deserialize;
use toml::Spanned;

use super::{CheckedChoice, CheckedLine, CheckedPair, CheckedTask};
use crate::quiz::item::RawItem;
use crate::raw::{Field, Reader};
use crate::translate::fold;

/// How many parts an item has at least in which something is moved or marked: of two, one that is right gives away the other.
const PARTS: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::quiz) struct RawChoice {
    id: Field,
    text: Field,
    correct: Option<Spanned<bool>>,
    feedback: Option<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::quiz) struct RawPair {
    id: Field,
    left: Field,
    right: Field,
    feedback: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::quiz) struct RawLine {
    id: Field,
    text: Field,
    wrong: bool,
    feedback: Field,
}

/// The kinds, as they stand in files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ItemKind {
    Single,
    Multiple,
    Ordering,
    Matching,
    Mark,
}

impl ItemKind {
    const ALL: [Self; 5] = [
        Self::Single,
        Self::Multiple,
        Self::Ordering,
        Self::Matching,
        Self::Mark,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::Ordering => "ordering",
            Self::Matching => "matching",
            Self::Mark => "mark",
        }
    }

    /// The fields that belong to this kind and not to all.
    fn own_fields(self) -> &'static [&'static str] {
        match self {
            Self::Single | Self::Multiple => &["choices"],
            Self::Ordering => &["choices", "feedback"],
            Self::Matching => &["pairs", "distractors"],
            Self::Mark => &["artefact_kind", "artefact_title", "lines"],
        }
    }
}

impl RawItem {
    pub(in crate::quiz) fn task(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedTask {
        let parse = |name: &str| ItemKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        let known = ItemKind::ALL.map(ItemKind::as_str);
        let Some(kind) = reader.one_of("kind", &self.kind, parse, known) else {
            return CheckedTask::Single(Vec::new());
        };
        self.refuse_fields_of_others(kind, reader);
        match kind {
            ItemKind::Single | ItemKind::Multiple => self.choices(kind, item, reader),
            ItemKind::Ordering => self.ordering(item, reader),
            ItemKind::Matching => self.matching(item, reader),
            ItemKind::Mark => self.mark(item, reader),
        }
    }

    fn refuse_fields_of_others(&self, kind: ItemKind, reader: &mut Reader<'_>) {
        let span = |field: &Option<Field>| field.as_ref().map(Spanned::span);
        let given: [(&str, Option<Range<usize>>); 7] = [
            ("choices", self.choices.first().map(Spanned::span)),
            ("feedback", span(&self.feedback)),
            ("pairs", self.pairs.first().map(|pair| pair.id.span())),
            ("distractors", self.distractors.first().map(Spanned::span)),
            ("artefact_kind", span(&self.artefact_kind)),
            ("artefact_title", span(&self.artefact_title)),
            ("lines", self.lines.first().map(|line| line.id.span())),
        ];
        for (name, span) in given {
            if let Some(span) = span
                && !kind.own_fields().contains(&name)
            {
                let article = if kind == ItemKind::Ordering { "an" } else { "a" };
                let message = format!("{article} {} item has no `{name}`", kind.as_str());
                reader.problem(&span, message);
            }
        }
    }

    fn choices(&self, kind: ItemKind, item: &ItemId, reader: &mut Reader<'_>) -> CheckedTask {
        let choices: Vec<CheckedChoice> = self
            .choices
            .iter()
            .map(|choice| choice.get_ref().check(&choice.span(), item, reader))
            .collect();
        if choices.len() < 2 {
            reader.problem(&self.id.span(), "the item needs at least two choices");
        }
        let correct = choices.iter().filter(|choice| choice.correct).count();
        if kind == ItemKind::Single {
            if correct != 1 {
                let message = format!("a single item has exactly one correct choice; this one has {correct}");
                reader.problem(&self.kind.span(), message);
            }
            return CheckedTask::Single(choices);
        }
        if correct == 0 {
            let message = "a multiple item has at least one correct choice";
            reader.problem(&self.kind.span(), message);
        }
        CheckedTask::Multiple(choices)
    }

    fn ordering(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedTask {
        let mut entries = Vec::new();
        for choice in &self.choices {
            let raw = choice.get_ref();
            if let Some(correct) = &raw.correct {
                let message =
                    "an entry of an ordering item has no `correct`: the entries stand in the right order";
                reader.problem(&correct.span(), message);
            }
            if let Some(feedback) = &raw.feedback {
                let message = "an entry of an ordering item has no `feedback`: the item has one for all";
                reader.problem(&feedback.span(), message);
            }
            let id = reader.choice_id(item, &raw.id);
            entries.push((id, reader.text("the text of an entry", &raw.text)));
        }
        self.needs_parts("entries in [[items.choices]]", entries.len(), reader);
        let texts = self.choices.iter().map(|choice| &choice.get_ref().text);
        reader.all_differ("entries", texts);
        let feedback = self.own_text(
            "feedback",
            self.feedback.as_ref(),
            "the feedback of the item",
            reader,
        );
        CheckedTask::Ordering { entries, feedback }
    }

    fn matching(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedTask {
        let pairs: Vec<CheckedPair> = self.pairs.iter().map(|pair| pair.check(item, reader)).collect();
        self.needs_parts("pairs in [[items.pairs]]", pairs.len(), reader);
        // No id can have a full stop, so that these are nobody else's.
        let distractors = self.distractors.iter().zip(1..).map(|(text, number)| {
            let text = reader.text("a distractor", text);
            (format!("distractor.{number}").into(), text)
        });
        let distractors = distractors.collect();
        reader.all_differ("left sides", self.pairs.iter().map(|pair| &pair.left));
        let rights = self.pairs.iter().map(|pair| &pair.right);
        reader.all_differ("right sides", rights.chain(&self.distractors));
        CheckedTask::Matching { pairs, distractors }
    }

    fn mark(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedTask {
        let known = ArtefactKind::ALL.map(ArtefactKind::as_str);
        let kind = match &self.artefact_kind {
            Some(kind) => reader.one_of("artefact_kind", kind, ArtefactKind::parse, known),
            None => {
                self.lacks("artefact_kind", reader);
                None
            }
        };
        let kind = kind.unwrap_or(ArtefactKind::Form);
        let title = self.own_text(
            "artefact_title",
            self.artefact_title.as_ref(),
            "the title of the artefact",
            reader,
        );
        let lines: Vec<CheckedLine> = self
            .lines
            .iter()
            .map(|line| line.check(kind, item, reader))
            .collect();
        if lines.is_empty() {
            let message = "the artefact has no text: write what it says into [[items.lines]]";
            reader.problem(&self.id.span(), message);
        } else {
            self.needs_parts("lines in [[items.lines]]", lines.len(), reader);
            let wrong = lines.iter().filter(|line| line.wrong).count();
            if wrong == 0 || wrong == lines.len() {
                let message = format!(
                    "some lines of a mark item are wrong and some are not; of these {} lines {wrong} are",
                    lines.len()
                );
                reader.problem(&self.kind.span(), message);
            }
        }
        CheckedTask::Mark { kind, title, lines }
    }

    fn needs_parts(&self, what: &str, there: usize, reader: &mut Reader<'_>) {
        if there < PARTS {
            let message = format!("the item needs at least {PARTS} {what}; it has {there}");
            reader.problem(&self.id.span(), message);
        }
    }

    /// A text that items of this kind have.
    fn own_text(&self, name: &str, field: Option<&Field>, what: &str, reader: &mut Reader<'_>) -> String {
        match field {
            Some(field) => reader.text(what, field),
            None => {
                self.lacks(name, reader);
                String::new()
            }
        }
    }

    fn lacks(&self, field: &str, reader: &mut Reader<'_>) {
        reader.problem(&self.id.span(), format!("the field `{field}` is missing"));
    }
}

impl RawChoice {
    fn check(&self, table: &Range<usize>, item: &ItemId, reader: &mut Reader<'_>) -> CheckedChoice {
        let id = reader.choice_id(item, &self.id);
        let text = reader.text("the text of a choice", &self.text);
        if self.correct.is_none() {
            reader.problem(table, "the field `correct` is missing");
        }
        let line = reader.source.line_of(&self.id.span());
        let feedback = match &self.feedback {
            Some(feedback) => reader.text("the feedback of a choice", feedback),
            None => {
                reader.problem(table, "the field `feedback` is missing");
                String::new()
            }
        };
        CheckedChoice {
            id,
            text,
            correct: self.correct.as_ref().is_some_and(|correct| *correct.get_ref()),
            feedback,
            line,
        }
    }
}

impl RawPair {
    fn check(&self, item: &ItemId, reader: &mut Reader<'_>) -> CheckedPair {
        CheckedPair {
            id: reader.choice_id(item, &self.id),
            left: reader.text("the left side of a pair", &self.left),
            right: reader.text("the right side of a pair", &self.right),
            feedback: reader.text("the feedback of a pair", &self.feedback),
        }
    }
}

impl RawLine {
    fn check(&self, kind: ArtefactKind, item: &ItemId, reader: &mut Reader<'_>) -> CheckedLine {
        let id = reader.choice_id(item, &self.id);
        let text = match kind {
            // An address is the same in every language: there is nothing to translate.
            ArtefactKind::Address => {
                let text = fold(self.text.get_ref());
                if text.is_empty() {
                    reader.problem(&self.text.span(), "the text of a line is empty");
                }
                text
            }
            _ => reader.text("the text of a line", &self.text),
        };
        CheckedLine {
            id,
            text,
            wrong: self.wrong,
            feedback: reader.text("the feedback of a line", &self.feedback),
        }
    }
}

impl Reader<'_> {
    /// What a learner could not tell apart.
    fn all_differ<'a>(&mut self, what: &str, fields: impl Iterator<Item = &'a Field>) {
        let mut seen = HashSet::new();
        for field in fields {
            if !seen.insert(fold(field.get_ref())) {
                let message = format!(
                    "two {what} of this item say the same: “{}”",
                    fold(field.get_ref())
                );
                self.problem(&field.span(), message);
            }
        }
    }
}
