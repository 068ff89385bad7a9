//! Quizzes: items, choices and pools.

use std::collections::{HashMap, HashSet};

use domain::content::Lang;
use domain::id::{ChoiceId, ItemId, QuizId};
use domain::learn::quiz::{Choice, Item, ItemKind, Pool, Quiz};
use serde::Deserialize;

use crate::document::{Block, Unit};
use crate::lock::Kind;
use crate::markdown::{self, Links};
use crate::po::Message;
use crate::problem::{Problems, Source};
use crate::raw::{Field, Number, Reader};
use crate::render;
use crate::translate::{Translator, fold};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawQuiz {
    id: Field,
    title: Field,
    intro: Field,
    #[serde(default)]
    shuffle: bool,
    #[serde(default)]
    items: Vec<RawItem>,
    #[serde(default)]
    pools: Vec<RawPool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    id: Field,
    version: Number,
    kind: Field,
    objective: Field,
    pool: Option<Field>,
    prompt: Field,
    status: Option<Field>,
    #[serde(default)]
    choices: Vec<RawChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    id: Field,
    text: Field,
    correct: bool,
    feedback: Field,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPool {
    name: Field,
    draw: Number,
}

/// A quiz's file.
pub(crate) struct QuizFile<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) raw: RawQuiz,
}

/// A quiz in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedQuiz {
    id: QuizId,
    title: String,
    intro: String,
    shuffle: bool,
    items: Vec<CheckedItem>,
    pools: Vec<Pool>,
}

#[derive(Debug)]
struct CheckedItem {
    id: ItemId,
    version: u32,
    kind: ItemKind,
    prompt: Unit,
    objective: String,
    pool: Option<String>,
    choices: Vec<CheckedChoice>,
}

#[derive(Debug)]
struct CheckedChoice {
    id: ChoiceId,
    text: String,
    correct: bool,
    feedback: String,
}

impl QuizFile<'_> {
    /// Checks the quiz; `objectives` are those of its module and of every lesson of the course.
    pub(crate) fn check(
        &self,
        reader: &mut Reader<'_>,
        lang: Lang,
        objectives: &HashSet<String>,
        links: &Links<'_>,
    ) -> CheckedQuiz {
        let raw = &self.raw;
        let id = reader.id(Kind::Quiz, &raw.id);
        let title = reader.text("the title", &raw.title);
        let intro = reader.text("the introduction", &raw.intro);
        let pools = self.pools(reader);
        let mut items = Vec::new();
        for raw in &raw.items {
            let offered = reader.is_offered(raw.status.as_ref());
            let item = self.item(raw, reader, lang, objectives, links);
            if offered {
                items.push(item);
            }
        }
        if items.is_empty() {
            reader.problem(&(0..0), "the quiz has no items");
        }
        self.check_pools(&items, reader);
        CheckedQuiz {
            id,
            title,
            intro,
            shuffle: raw.shuffle,
            items,
            pools,
        }
    }

    fn pools(&self, reader: &mut Reader<'_>) -> Vec<Pool> {
        let mut names = HashSet::new();
        let mut pools = Vec::new();
        for pool in &self.raw.pools {
            let name = pool.name.get_ref().clone();
            if name.trim().is_empty() {
                reader.problem(&pool.name.span(), "the name of the pool is empty");
            } else if !names.insert(name.clone()) {
                reader.problem(
                    &pool.name.span(),
                    format!("there are two pools with the name `{name}`"),
                );
            }
            let draw = reader.number::<u32>("draw", &pool.draw, 1..=1000) as usize;
            pools.push(Pool { name, draw });
        }
        pools
    }

    fn check_pools(&self, items: &[CheckedItem], reader: &mut Reader<'_>) {
        let mut sizes: HashMap<&str, i64> = HashMap::new();
        for name in items.iter().filter_map(|item| item.pool.as_deref()) {
            *sizes.entry(name).or_default() += 1;
        }
        for pool in &self.raw.pools {
            let size = sizes.get(pool.name.get_ref().as_str()).copied().unwrap_or(0);
            if *pool.draw.get_ref() > size {
                let message = format!(
                    "the pool `{}` is to draw {} items but has only {size}",
                    pool.name.get_ref(),
                    pool.draw.get_ref()
                );
                reader.problem(&pool.draw.span(), message);
            }
        }
    }

    fn item(
        &self,
        raw: &RawItem,
        reader: &mut Reader<'_>,
        lang: Lang,
        objectives: &HashSet<String>,
        links: &Links<'_>,
    ) -> CheckedItem {
        let id: ItemId = reader.id(Kind::Item, &raw.id);
        let version = reader.number("the version", &raw.version, 1..=1_000_000);
        let parse = |name: &str| match name {
            "single" => Some(ItemKind::Single),
            "multiple" => Some(ItemKind::Multiple),
            _ => None,
        };
        let kind = reader.one_of("kind", &raw.kind, parse, ["single", "multiple"]);
        let objective = fold(raw.objective.get_ref());
        if !objectives.contains(&objective) {
            let message =
                format!("“{objective}” is no objective of this module or of a lesson of this course");
            reader.problem(&raw.objective.span(), message);
        }
        let pool = raw.pool.as_ref().map(|pool| {
            if !self
                .raw
                .pools
                .iter()
                .any(|known| known.name.get_ref() == pool.get_ref())
            {
                let message = format!("the quiz has no pool with the name `{}`", pool.get_ref());
                reader.problem(&pool.span(), message);
            }
            pool.get_ref().clone()
        });
        let prompt = prompt(&raw.prompt, reader, lang, links);
        let choices: Vec<CheckedChoice> = raw
            .choices
            .iter()
            .map(|choice| Self::choice(choice, &id, reader))
            .collect();
        if choices.len() < 2 {
            reader.problem(&raw.id.span(), "the item needs at least two choices");
        }
        let correct = choices.iter().filter(|choice| choice.correct).count();
        match kind {
            Some(ItemKind::Single) if correct != 1 => {
                let message = format!("a single item has exactly one correct choice; this one has {correct}");
                reader.problem(&raw.kind.span(), message);
            }
            Some(ItemKind::Multiple) if correct == 0 => {
                reader.problem(
                    &raw.kind.span(),
                    "a multiple item has at least one correct choice",
                );
            }
            // Each kind by its name, so that a new one is not left unchecked.
            Some(ItemKind::Single | ItemKind::Multiple) | None => {}
        }
        let kind = kind.unwrap_or(ItemKind::Single);
        CheckedItem {
            id,
            version,
            kind,
            prompt,
            objective,
            pool,
            choices,
        }
    }

    fn choice(raw: &RawChoice, item: &ItemId, reader: &mut Reader<'_>) -> CheckedChoice {
        let id = raw.id.get_ref();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if id.is_empty() || !id.bytes().all(allowed) {
            let message =
                format!("the choice id `{id}` may have lower-case letters, digits and hyphens only");
            reader.problem(&raw.id.span(), message);
        }
        let line = reader.source.line_of(&raw.id.span());
        if reader
            .ids
            .claim(Kind::Choice, &format!("{item}/{id}"), reader.source.file, line)
            .is_some()
        {
            reader.problem(
                &raw.id.span(),
                format!("two choices of this item have the id `{id}`"),
            );
        }
        CheckedChoice {
            id: id.clone().into(),
            text: reader.text("the text of a choice", &raw.text),
            correct: raw.correct,
            feedback: reader.text("the feedback of a choice", &raw.feedback),
        }
    }
}

/// A question is one paragraph, because it is shown as the legend of its choices.
pub(crate) fn prompt(field: &Field, reader: &mut Reader<'_>, lang: Lang, links: &Links<'_>) -> Unit {
    let (document, found) = markdown::document(field.get_ref().trim(), lang, links);
    for (_, message) in found {
        reader.problem(&field.span(), message);
    }
    let line = reader.source.line_of(&field.span());
    if document.blocks.is_empty() {
        reader.problem(&field.span(), "the prompt is empty");
    } else if let [Block::Paragraph(unit)] = &document.blocks[..]
        && document.footnotes.is_empty()
    {
        if !unit.message.is_empty() {
            let file = reader.source.file.to_owned();
            reader.messages.push(Message {
                text: unit.message.clone(),
                file,
                line,
            });
        }
        return Unit { line, ..unit.clone() };
    } else {
        reader.problem(
            &field.span(),
            "the prompt must be one paragraph, without a list, a table or footnotes",
        );
    }
    Unit {
        message: String::new(),
        line,
        lang: None,
        inlines: Vec::new(),
    }
}

impl CheckedQuiz {
    pub(crate) fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Quiz {
        Quiz {
            id: self.id.clone(),
            title: to.text(&self.title),
            intro: to.text(&self.intro),
            shuffle: self.shuffle,
            items: self
                .items
                .iter()
                .map(|item| item.localise(to, links, problems))
                .collect(),
            pools: self.pools.clone(),
        }
    }
}

impl CheckedItem {
    fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Item {
        let prompt = to.unit(&self.prompt, &HashSet::new(), links, problems);
        let choices = self.choices.iter().map(|choice| Choice {
            id: choice.id.clone(),
            text: to.text(&choice.text),
            correct: choice.correct,
            feedback: to.text(&choice.feedback),
        });
        Item {
            id: self.id.clone(),
            version: self.version,
            kind: self.kind,
            prompt: render::inline(&prompt, to.lang),
            objective: to.text(&self.objective),
            pool: self.pool.clone(),
            choices: choices.collect(),
        }
    }
}

impl Reader<'_> {
    /// Whether a thing that is either published or deprecated is still offered.
    pub(crate) fn is_offered(&mut self, status: Option<&Field>) -> bool {
        let parse = |name: &str| match name {
            "published" => Some(true),
            "deprecated" => Some(false),
            _ => None,
        };
        status.is_none_or(|status| {
            self.one_of("status", status, parse, ["published", "deprecated"])
                .unwrap_or(true)
        })
    }
}
