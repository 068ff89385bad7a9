//! Guides: pages of advice that belong to no course. They keep the names of their files for ever.

use domain::content::{Guide, Lang};
use domain::id::GuideId;
use serde::Deserialize;
use time::Date;

use crate::document::Document;
use crate::front;
use crate::load::{Files, is_slug};
use crate::lock::{Ids, Kind};
use crate::markdown::Links;
use crate::po::Message;
use crate::problem::{Problems, Source};
use crate::raw::{Field, Reader, parse};
use crate::render;
use crate::translate::{Translator, share};

/// The directory, and the name of their translations.
pub(crate) const GUIDES: &str = "guides";

/// The name that the page of the partners has among them.
pub(crate) const PARTNERS: &str = "partners";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuide {
    id: Field,
    title: Field,
    summary: Field,
    reviewed_on: Field,
    order: Option<i64>,
}

/// A guide's file, taken apart.
pub(crate) struct GuideFile<'a> {
    slug: String,
    front: Source<'a>,
    body: Source<'a>,
    raw: RawGuide,
}

/// A guide in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedGuide {
    slug: String,
    id: GuideId,
    title: String,
    summary: String,
    reviewed_on: Date,
    order: i64,
    document: Document,
}

impl<'a> GuideFile<'a> {
    /// Reads all guides.
    pub(crate) fn read_all(files: &'a Files, problems: &mut Problems) -> Vec<Self> {
        let mut guides = Vec::new();
        for name in files.list(GUIDES) {
            let path = format!("{GUIDES}/{}", name.trim_end_matches('/'));
            match name.strip_suffix(".md").filter(|slug| is_slug(slug)) {
                Some(PARTNERS) => problems.add(
                    &path,
                    1,
                    "the name `partners` is that of the page of partners.toml",
                ),
                Some(slug) => guides.extend(
                    files
                        .text(&path, problems)
                        .and_then(|source| Self::read(slug, source, problems)),
                ),
                None => problems.add(&path, 1, "only guides like individuals.md belong here"),
            }
        }
        guides
    }

    fn read(slug: &str, whole: Source<'a>, problems: &mut Problems) -> Option<Self> {
        let (front, body) = front::split(whole, problems)?;
        Some(Self {
            slug: slug.to_owned(),
            front,
            body,
            raw: parse(front, problems)?,
        })
    }

    /// Its name in addresses.
    pub(crate) fn slug(&self) -> &str {
        &self.slug
    }

    pub(crate) fn check(
        &self,
        ids: &mut Ids,
        messages: &mut Vec<Message>,
        links: &Links<'_>,
        problems: &mut Problems,
    ) -> CheckedGuide {
        let mut reader = Reader {
            source: self.front,
            problems,
            ids,
            messages,
        };
        let raw = &self.raw;
        let id: GuideId = reader.id(Kind::Guide, &raw.id);
        // Whoever was given the address finds the same page there for ever.
        reader
            .ids
            .publish(Kind::GuideAddress, format!("{} {id}", self.slug));
        CheckedGuide {
            slug: self.slug.clone(),
            id,
            title: reader.text("the title", &raw.title),
            summary: reader.text("the summary", &raw.summary),
            reviewed_on: reader.date(&raw.reviewed_on).unwrap_or(Date::MIN),
            order: raw.order.unwrap_or(i64::MAX),
            document: reader.document("the guide", self.body, Lang::default(), links),
        }
    }
}

impl CheckedGuide {
    /// Where it stands among the others.
    pub(crate) fn place(&self) -> (i64, &str) {
        (self.order, &self.slug)
    }

    pub(crate) fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Guide {
        let document = to.document(&self.document, links, problems);
        Guide {
            id: self.id.clone(),
            slug: self.slug.clone(),
            title: to.text(&self.title),
            summary: to.text(&self.summary),
            reviewed_on: self.reviewed_on,
            body: render::document(&document, to.lang),
            headings: render::headings(&document, to.lang),
            translated_percent: share(&document, to.lang),
        }
    }
}
