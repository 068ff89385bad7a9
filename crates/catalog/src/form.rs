//! Forms to print: front matter, and Markdown in which lines of underscores are places to write on.

use domain::content::{Form, Lang};
use domain::id::FormId;
use serde::Deserialize;

use crate::document::Document;
use crate::front;
use crate::load::{Files, is_slug};
use crate::lock::Kind;
use crate::markdown::Links;
use crate::problem::{Problems, Source};
use crate::raw::{Field, Reader, parse};
use crate::render;
use crate::translate::{Translator, share};

/// The directory of a module that holds its forms.
pub(crate) const FORMS: &str = "forms/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: Field,
    title: Field,
    lesson: Field,
    #[serde(default)]
    former: Vec<Field>,
}

/// A form's file, taken apart.
pub(crate) struct FormFile<'a> {
    pub(crate) slug: String,
    pub(crate) front: Source<'a>,
    body: Source<'a>,
    raw: RawForm,
}

/// A form in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedForm {
    pub(crate) file: String,
    pub(crate) slug: String,
    pub(crate) id: FormId,
    /// Names that it had in addresses before.
    pub(crate) former: Vec<String>,
    title: String,
    document: Document,
}

impl<'a> FormFile<'a> {
    /// Reads the forms of a module.
    pub(crate) fn read_all(files: &'a Files, module: &str, problems: &mut Problems) -> Vec<Self> {
        let dir = format!("{module}/{}", FORMS.trim_end_matches('/'));
        let mut forms = Vec::new();
        for name in files.list(&dir) {
            let path = format!("{dir}/{}", name.trim_end_matches('/'));
            match name.strip_suffix(".md").filter(|slug| is_slug(slug)) {
                Some(slug) => forms.extend(
                    files
                        .text(&path, problems)
                        .and_then(|source| Self::read(slug, source, problems)),
                ),
                None => problems.add(&path, 1, "only forms like wall-sheet.md belong here"),
            }
        }
        forms
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

    /// The name of the lesson to which it belongs.
    pub(crate) fn lesson(&self) -> &str {
        self.raw.lesson.get_ref()
    }

    /// Reports a form that belongs to no lesson of its module.
    pub(crate) fn report_orphan(&self, problems: &mut Problems) {
        let line = self.front.line_of(&self.raw.lesson.span());
        let message = format!(
            "the form is orphaned: no lesson of this module is named `{}`",
            self.lesson()
        );
        problems.add(self.front.file, line, message);
    }

    pub(crate) fn check(&self, reader: &mut Reader<'_>, lang: Lang, links: &Links<'_>) -> CheckedForm {
        let raw = &self.raw;
        let id = reader.id(Kind::Form, &raw.id);
        let title = reader.text("the title", &raw.title);
        CheckedForm {
            file: self.front.file.to_owned(),
            slug: self.slug.clone(),
            id,
            former: reader.former(&raw.former),
            title,
            document: reader.document("the form", self.body, lang, links),
        }
    }
}

impl CheckedForm {
    pub(crate) fn localise(&self, to: &Translator<'_>, links: &Links<'_>, problems: &mut Problems) -> Form {
        let document = to.document(&self.document, links, problems);
        let title = to.text(&self.title);
        Form {
            id: self.id.clone(),
            slug: self.slug.clone(),
            body: render::form(&document, to.lang, &title),
            title,
            translated_percent: share(&document, to.lang),
        }
    }
}
