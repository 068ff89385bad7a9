//! Lessons: front matter and text.

use std::collections::HashSet;

use domain::content::{Lang, Lesson, Status};
use domain::id::{LessonId, PracticeId};
use serde::Deserialize;
use time::Date;
use time::macros::format_description;
use toml::Spanned;

use crate::digest::digest;
use crate::document::Document;
use crate::form::CheckedForm;
use crate::front;
use crate::lock::Kind;
use crate::markdown::Links;
use crate::places::Places;
use crate::problem::{Problems, Source};
use crate::raw::{Field, Number, Reader, parse};
use crate::render;
use crate::self_check::CheckedSelfCheck;
use crate::translate::{Translator, fold, share};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLesson {
    pub(crate) id: Field,
    title: Field,
    minutes: Number,
    objectives: Vec<Field>,
    practices: Vec<Field>,
    pub(crate) status: Field,
    reviewed_on: Field,
    #[serde(default)]
    source_places: Vec<Field>,
    #[serde(default)]
    former: Vec<Field>,
}

/// A lesson's file, taken apart.
pub(crate) struct LessonFile<'a> {
    pub(crate) slug: String,
    pub(crate) front: Source<'a>,
    pub(crate) body: Source<'a>,
    pub(crate) raw: RawLesson,
}

/// A lesson in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedLesson {
    pub(crate) file: String,
    pub(crate) slug: String,
    pub(crate) id: LessonId,
    /// Names that it had in addresses before.
    pub(crate) former: Vec<String>,
    title: String,
    minutes: u8,
    pub(crate) objectives: Vec<String>,
    /// Line of the file on which each of them stands.
    pub(crate) objective_lines: Vec<usize>,
    pub(crate) practices: Vec<PracticeId>,
    pub(crate) status: Status,
    reviewed_on: Date,
    /// Line of the file on which its text begins.
    pub(crate) first_line: usize,
    pub(crate) document: Document,
    pub(crate) self_check: Option<CheckedSelfCheck>,
    pub(crate) forms: Vec<CheckedForm>,
    pub(crate) source_places: Places,
    revision: String,
}

impl<'a> LessonFile<'a> {
    pub(crate) fn read(slug: &str, whole: Source<'a>, problems: &mut Problems) -> Option<Self> {
        let (front, body) = front::split(whole, problems)?;
        let raw = parse(front, problems)?;
        Some(Self {
            slug: slug.to_owned(),
            front,
            body,
            raw,
        })
    }

    pub(crate) fn check(
        &self,
        reader: &mut Reader<'_>,
        lang: Lang,
        practices: &HashSet<String>,
        links: &Links<'_>,
    ) -> CheckedLesson {
        let raw = &self.raw;
        let id = reader.id(Kind::Lesson, &raw.id);
        let title = reader.text("the title", &raw.title);
        let minutes = reader.number("minutes", &raw.minutes, 1..=60);
        if raw.objectives.is_empty() {
            reader.problem(&(0..0), "the lesson needs at least one objective");
        }
        let objectives = reader.texts("an objective", &raw.objectives);
        let spans = raw.objectives.iter().map(Spanned::span);
        let objective_lines = spans.map(|span| reader.source.line_of(&span)).collect();
        let practices = reader.references("practice", &raw.practices, practices);
        let status = reader.status(&raw.status).unwrap_or(Status::Draft);
        let reviewed_on = reader.date(&raw.reviewed_on).unwrap_or(Date::MIN);
        let document = reader.document("the lesson", self.body, lang, links);
        let source_places = reader.places(&raw.source_places);
        let former = reader.former(&raw.former);
        let slug = self.slug.clone();
        let revision = revision(&title, &objectives, self.body.text);
        CheckedLesson {
            file: self.front.file.to_owned(),
            slug,
            id,
            former,
            title,
            minutes,
            objectives,
            objective_lines,
            practices,
            status,
            reviewed_on,
            first_line: self.body.skipped + 1,
            document,
            self_check: None,
            forms: Vec::new(),
            source_places,
            revision,
        }
    }
}

impl CheckedLesson {
    pub(crate) fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Lesson {
        let document = to.document(&self.document, links, problems);
        Lesson {
            id: self.id.clone(),
            slug: self.slug.clone(),
            title: to.text(&self.title),
            minutes: self.minutes,
            objectives: to.texts(&self.objectives),
            practices: self.practices.clone(),
            status: self.status,
            reviewed_on: self.reviewed_on,
            body: render::document(&document, to.lang),
            headings: render::headings(&document, to.lang),
            self_check: self
                .self_check
                .as_ref()
                .map(|check| check.localise(to, links, problems))
                .unwrap_or_default(),
            forms: self
                .forms
                .iter()
                .map(|form| form.localise(to, links, problems))
                .collect(),
            translated_percent: share(&document, to.lang),
            revision: self.revision.clone(),
        }
    }
}

/// A short sign of what a lesson says, by which those who read it are told that it was revised. The length of lines does not matter, nor
/// does a translation.
fn revision(title: &str, objectives: &[String], body: &str) -> String {
    let parts = [title].into_iter().chain(objectives.iter().map(String::as_str));
    digest(parts.chain([fold(body).as_str()]))
}

impl Reader<'_> {
    fn status(&mut self, field: &Field) -> Option<Status> {
        let parse = |name: &str| match name {
            "draft" => Some(Status::Draft),
            "published" => Some(Status::Published),
            "deprecated" => Some(Status::Deprecated),
            _ => None,
        };
        self.one_of("status", field, parse, ["draft", "published", "deprecated"])
    }

    /// A day such as 2026-11-22.
    pub(crate) fn date(&mut self, field: &Field) -> Option<Date> {
        let date = Date::parse(field.get_ref(), format_description!("[year]-[month]-[day]"));
        if date.is_err() {
            let message = format!("`{}` is not a date; write it like 2026-11-22", field.get_ref());
            self.problem(&field.span(), message);
        }
        date.ok()
    }
}
