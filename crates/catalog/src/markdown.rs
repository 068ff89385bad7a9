//! Reads the checked subset of Markdown that docs/authoring.md describes. What is not in the subset is a problem, so that
//! nothing an author writes is dropped or shown in a way they did not mean.

mod events;
mod inlines;
mod links;

use events::Events;

use std::collections::HashSet;
use std::ops::Range;

use domain::content::Lang;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::callout::CalloutKind;
use crate::document::{Aligned, Block, Document, Footnote, Inline, Target, Unit, plain};

pub(crate) use links::{LessonLink, Links, Nearby};

/// A problem at an offset of the text.
type Found = (usize, String);

/// Reads a whole text in the given language. Lines of units are counted from 0, from the beginning of the text.
pub(crate) fn document(text: &str, lang: Lang, links: &Links<'_>) -> (Document, Vec<Found>) {
    let mut reader = Reader::new(text, lang, links);
    let events: Vec<_> = parse(text).collect();
    let blocks = reader.blocks(&mut Events::new(&events), 0);
    let document = reader.finish(blocks);
    (document, reader.found)
}

/// Reads a text of one paragraph, such as a translated message or the prompt of a question. `labels` are the footnotes it may refer to.
pub(crate) fn inline(
    text: &str,
    lang: Lang,
    labels: &HashSet<&str>,
    links: &Links<'_>,
) -> Result<Vec<Inline>, Vec<String>> {
    // A hard space in front makes the text a paragraph whatever it begins with ("2024. ", "- "), and emphasis after it is read as at the
    // beginning of a line. The indent does the same for what follows a forced break. References are read as such only beside
    // their definition.
    let mut wrapped = format!("\u{a0}{}\n", text.trim().replace('\n', "\n        "));
    for label in labels {
        wrapped.push_str(&format!("\n[^{label}]: .\n"));
    }
    let mut reader = Reader::new(&wrapped, lang, links);
    let events: Vec<_> = parse(&wrapped).collect();
    let mut blocks = reader.blocks(&mut Events::new(&events), 0);
    let one = blocks.len() == 1;
    match blocks.pop() {
        Some(Block::Paragraph(mut unit)) if one => {
            if !reader.found.is_empty() {
                return Err(reader.found.into_iter().map(|(_, message)| message).collect());
            }
            if let Some(Inline::Text(first)) = unit.inlines.first_mut() {
                first.remove(0);
                if first.is_empty() {
                    unit.inlines.remove(0);
                }
            }
            Ok(unit.inlines)
        }
        _ => Err(vec![
            "this must be one paragraph, without a list, a table or an empty line".into(),
        ]),
    }
}

fn parse(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter()
}

struct Reader<'a> {
    text: &'a str,
    lang: Lang,
    links: &'a Links<'a>,
    found: Vec<Found>,
    /// Labels in the order of their first reference.
    referred: Vec<String>,
    /// Footnotes, each with the offset of its definition.
    defined: Vec<(usize, Footnote)>,
    anchors: HashSet<String>,
    /// Level of the last heading; the title above the text is the first.
    level: u8,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, lang: Lang, links: &'a Links<'a>) -> Self {
        Self {
            text,
            lang,
            links,
            found: Vec::new(),
            referred: Vec::new(),
            defined: Vec::new(),
            anchors: HashSet::new(),
            level: 1,
        }
    }

    fn problem(&mut self, at: usize, message: impl Into<String>) {
        self.found.push((at, message.into()));
    }

    /// Orders the footnotes and reports those that nothing refers to.
    fn finish(&mut self, blocks: Vec<Block>) -> Document {
        let mut footnotes = Vec::new();
        let mut defined = std::mem::take(&mut self.defined);
        for label in &self.referred {
            if let Some(index) = defined.iter().position(|(_, footnote)| footnote.label == *label) {
                footnotes.push(defined.remove(index).1);
            }
        }
        for (at, footnote) in defined {
            self.problem(
                at,
                format!("nothing in the text refers to footnote [^{}]", footnote.label),
            );
        }
        Document { blocks, footnotes }
    }

    /// Reads blocks up to the end of the block that encloses them, and consumes that end.
    fn blocks(&mut self, events: &mut Events<'_, '_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = events.peek() {
            match event {
                Event::End(_) => {
                    events.next();
                    break;
                }
                Event::Start(tag) if is_block(tag) => {
                    events.next();
                    if let Some(block) = self.block(tag, range, events, depth) {
                        blocks.push(block);
                    }
                }
                Event::Rule => {
                    events.next();
                    blocks.push(Block::Rule);
                }
                _ => {
                    let inner = events.until(|event| match event {
                        Event::Start(tag) => is_block(tag),
                        Event::End(tag) => is_block_end(*tag),
                        Event::Rule => true,
                        _ => false,
                    });
                    blocks.push(Block::Plain(self.unit(inner)));
                }
            }
        }
        blocks
    }

    fn block(
        &mut self,
        tag: &Tag<'_>,
        range: &Range<usize>,
        events: &mut Events<'_, '_>,
        depth: usize,
    ) -> Option<Block> {
        match tag {
            Tag::Paragraph => Some(Block::Paragraph(self.leaf(events))),
            Tag::Heading { level, .. } => {
                let unit = self.leaf(events);
                Some(self.heading(*level, range.start, unit, depth))
            }
            Tag::BlockQuote(kind) => {
                let blocks = self.blocks(events, depth + 1);
                Some(self.quote(*kind, range.start, blocks))
            }
            Tag::CodeBlock(kind) => {
                let inner = events.until(|event| matches!(event, Event::End(TagEnd::CodeBlock)));
                events.next();
                if matches!(kind, CodeBlockKind::Indented) {
                    let message = "a line indented by four spaces or more becomes code; take the spaces away, or put it between ``` lines";
                    self.problem(range.start, message);
                }
                let text = inner.iter().filter_map(|(event, _)| match event {
                    Event::Text(text) => Some(text.as_ref()),
                    _ => None,
                });
                Some(Block::Code(text.collect()))
            }
            Tag::HtmlBlock => {
                events.until(|event| matches!(event, Event::End(TagEnd::HtmlBlock)));
                events.next();
                self.problem(range.start, RAW_HTML);
                None
            }
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some((Event::Start(Tag::Item), _)) = events.next() {
                    items.push(self.blocks(events, depth + 1));
                }
                Some(Block::List { start: *start, items })
            }
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks(events, depth + 1);
                if blocks.is_empty() {
                    self.problem(range.start, format!("footnote [^{label}] has no text"));
                }
                self.defined.push((
                    range.start,
                    Footnote {
                        label: label.to_string(),
                        blocks,
                    },
                ));
                None
            }
            Tag::Table(alignments) => Some(self.table(alignments, events)),
            // The parser makes no other block with the options above.
            _ => {
                self.problem(range.start, "this kind of Markdown is not supported here");
                self.blocks(events, depth + 1);
                None
            }
        }
    }

    fn heading(&mut self, level: HeadingLevel, at: usize, unit: Unit, depth: usize) -> Block {
        let level = level as u8;
        let words = plain(&unit.inlines);
        if words.trim().is_empty() {
            self.problem(at, "the heading has no text");
        }
        if depth > 0 {
            self.problem(
                at,
                "a heading cannot stand inside a list, a quotation or a footnote",
            );
        }
        if level == 1 {
            self.problem(
                at,
                "headings in the text begin at ##; the title is the page's only first-level heading",
            );
        } else if level > self.level + 1 {
            let message = format!(
                "this heading skips a level: {} follows {}",
                "#".repeat(level.into()),
                if self.level == 1 {
                    "the title".into()
                } else {
                    "#".repeat(self.level.into())
                }
            );
            self.problem(at, message);
        }
        self.level = level.max(2);
        Block::Heading {
            level,
            anchor: self.anchor(&words),
            unit,
        }
    }

    /// An id for a heading. The prefix keeps it apart from every other id of the page.
    fn anchor(&mut self, words: &str) -> String {
        let lower = words.to_lowercase();
        let parts: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect();
        let base = format!("s-{}", parts.join("-"));
        let mut anchor = base.clone();
        let mut number = 1;
        while !self.anchors.insert(anchor.clone()) {
            number += 1;
            anchor = format!("{base}-{number}");
        }
        anchor
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, at: usize, blocks: Vec<Block>) -> Block {
        if blocks.is_empty() {
            self.problem(at, "the quotation has no text");
        }
        let Some(kind) = kind else {
            if let Some(Block::Paragraph(unit)) = blocks.first()
                && plain(&unit.inlines).starts_with("[!")
            {
                let message = "callouts begin with a line that has nothing but [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]";
                self.problem(at, message);
            }
            return Block::Quote(blocks);
        };
        let kind = match kind {
            BlockQuoteKind::Note => CalloutKind::Note,
            BlockQuoteKind::Tip => CalloutKind::Tip,
            BlockQuoteKind::Important => CalloutKind::Important,
            BlockQuoteKind::Warning => CalloutKind::Warning,
            BlockQuoteKind::Caution => CalloutKind::Caution,
        };
        Block::Callout(kind, blocks)
    }

    fn table(&mut self, alignments: &[Alignment], events: &mut Events<'_, '_>) -> Block {
        let aligned = alignments.iter().map(|alignment| match alignment {
            Alignment::None => Aligned::Default,
            Alignment::Left => Aligned::Start,
            Alignment::Center => Aligned::Center,
            Alignment::Right => Aligned::End,
        });
        let aligned = aligned.collect();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(events),
                Event::Start(Tag::TableRow) => rows.push(self.cells(events)),
                _ => break,
            }
        }
        Block::Table { aligned, head, rows }
    }

    fn cells(&mut self, events: &mut Events<'_, '_>) -> Vec<Unit> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = events.next() {
            let mut unit = self.leaf(events);
            // Only inside a table does a bar need a backslash; a message stands alone.
            unit.message = unit.message.replace("\\|", "|");
            cells.push(unit);
        }
        cells
    }

    /// Reads the text of a block that holds nothing but text, and consumes its end.
    fn leaf(&mut self, events: &mut Events<'_, '_>) -> Unit {
        let inner = events.until(|event| matches!(event, Event::End(tag) if is_block_end(*tag)));
        events.next();
        self.unit(inner)
    }
}

const RAW_HTML: &str = "HTML is refused; use Markdown (write \\< for the sign itself)";

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

fn is_block_end(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests;
