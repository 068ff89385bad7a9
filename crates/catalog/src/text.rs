//! Texts in Markdown that are files of their own: lessons, forms, guides.

use domain::content::Lang;

use crate::document::Document;
use crate::markdown::{self, Links};
use crate::po::Message;
use crate::problem::Source;
use crate::raw::Reader;

impl Reader<'_> {
    /// The text after the front matter; `name` is what it is of.
    pub(crate) fn document(
        &mut self,
        name: &str,
        body: Source<'_>,
        lang: Lang,
        links: &Links<'_>,
    ) -> Document {
        let (document, found) = markdown::document(body.text, lang, links);
        for (at, message) in found {
            self.problems.add(body.file, body.line(at), message);
        }
        if document.blocks.is_empty() {
            self.problems
                .add(body.file, body.line(0), format!("{name} has no text"));
        }
        document.each_unit(&mut |unit| {
            if !unit.message.is_empty() {
                self.messages.push(Message {
                    text: unit.message.clone(),
                    file: body.file.to_owned(),
                    line: body.skipped + 1 + unit.line,
                });
            }
        });
        document
    }
}
