//! Quizzes: their items and pools.

mod item;
mod rules;
mod task;

use std::collections::{HashMap, HashSet};

use domain::content::Lang;
use domain::id::QuizId;
use domain::learn::quiz::{Pool, Quiz};
use serde::Deserialize;

use crate::document::{Block, Unit};
use crate::lock::Kind;
use crate::markdown::{self, Links};
use crate::po::Message;
use crate::problem::{Problems, Source};
use crate::raw::{Field, Number, Reader};
use crate::translate::Translator;
use item::{CheckedItem, RawItem};
pub(crate) use rules::broken;

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
    file: String,
    id: QuizId,
    title: String,
    intro: String,
    shuffle: bool,
    items: Vec<CheckedItem>,
    pools: Vec<Pool>,
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
            self.check_pool_of(raw, reader);
            let item = raw.check(reader, lang, objectives, links);
            if offered {
                items.push(item);
            }
        }
        if items.is_empty() {
            reader.problem(&(0..0), "the quiz has no items");
        }
        self.check_pools(&items, reader);
        CheckedQuiz {
            file: reader.source.file.to_owned(),
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

    fn check_pool_of(&self, item: &RawItem, reader: &mut Reader<'_>) {
        let Some(pool) = &item.pool else { return };
        let mut known = self.raw.pools.iter();
        if !known.any(|known| known.name.get_ref() == pool.get_ref()) {
            let message = format!("the quiz has no pool with the name `{}`", pool.get_ref());
            reader.problem(&pool.span(), message);
        }
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
}

/// A question is one paragraph, because it is shown as the legend of what is to be done.
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
