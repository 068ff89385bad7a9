//! Applies translations, message by message; what has none stays in the source language and is marked as such.

use std::collections::HashSet;

use domain::content::{Lang, Text};

use crate::document::{Document, Unit, footnote_labels};
use crate::markdown::{self, Links};
use crate::po::Po;
use crate::problem::Problems;

/// Turns texts of one source language into one other language, or into the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Translator<'a> {
    /// The language asked for.
    pub(crate) lang: Lang,
    /// The language in which the texts were written.
    pub(crate) source: Lang,
    /// The translations, if there is a file of them.
    pub(crate) po: Option<&'a Po>,
}

impl Translator<'_> {
    /// A text without markup.
    pub(crate) fn text(&self, text: &str) -> Text {
        match self.po.and_then(|po| po.get(text)) {
            Some(entry) => Text::new(fold(&entry.text), self.lang),
            None => Text::new(text, self.source),
        }
    }

    /// Texts without markup.
    pub(crate) fn texts(&self, texts: &[String]) -> Vec<Text> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// A lesson's text.
    pub(crate) fn document(
        &self,
        document: &Document,
        links: &Links<'_>,
        problems: &mut Problems,
    ) -> Document {
        let labels: HashSet<&str> = document
            .footnotes
            .iter()
            .map(|footnote| footnote.label.as_str())
            .collect();
        document.map_units(&mut |unit| self.unit(unit, &labels, links, problems))
    }

    /// One unit of a text that may refer to the given footnotes.
    pub(crate) fn unit(
        &self,
        unit: &Unit,
        labels: &HashSet<&str>,
        links: &Links<'_>,
        problems: &mut Problems,
    ) -> Unit {
        let found = (!unit.message.is_empty()).then_some(self.po).flatten();
        let Some((po, entry)) = found.and_then(|po| Some((po, po.get(&unit.message)?))) else {
            return unit.clone();
        };
        let inlines = match markdown::inline(&entry.text, self.lang, labels, links) {
            Ok(inlines) => inlines,
            Err(messages) => {
                for message in messages {
                    problems.add(&po.file, entry.line, message);
                }
                return unit.clone();
            }
        };
        let (mut here, mut there) = (footnote_labels(&inlines), footnote_labels(&unit.inlines));
        here.sort_unstable();
        there.sort_unstable();
        if here != there {
            let list = there
                .iter()
                .map(|label| format!("[^{label}]"))
                .collect::<Vec<_>>()
                .join(" ");
            let message = if list.is_empty() {
                "the translation refers to a footnote, the source text does not".to_owned()
            } else {
                format!("the translation must refer to the same footnotes as the source text: {list}")
            };
            problems.add(&po.file, entry.line, message);
        }
        Unit {
            lang: Some(self.lang),
            inlines,
            ..unit.clone()
        }
    }
}

/// How many of a text's units are in the language, in percent, rounded down: 100 means all of them.
pub(crate) fn share(document: &Document, lang: Lang) -> u8 {
    let (mut all, mut translated) = (0usize, 0usize);
    document.each_unit(&mut |unit| {
        if let Some(found) = unit.lang {
            all += 1;
            translated += usize::from(found == lang);
        }
    });
    (translated * 100)
        .checked_div(all)
        .map_or(100, |percent| percent as u8)
}

/// A text on one line, with single spaces.
pub(crate) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
