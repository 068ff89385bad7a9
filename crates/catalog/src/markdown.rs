//! Reads the checked subset of Markdown that docs/authoring.md describes. What is not in the subset is a problem, so that
//! nothing an author writes is dropped or shown in a way they did not mean.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use domain::content::Lang;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::callout::CalloutKind;
use crate::document::{Aligned, Block, Document, Footnote, Inline, Target, Unit, plain};
use crate::picture::Sizes;

/// What a text may point at.
#[derive(Debug)]
pub(crate) struct Links<'a> {
    /// Ids of the glossary.
    pub(crate) terms: &'a HashSet<String>,
    /// Lessons by id.
    pub(crate) lessons: &'a HashMap<String, LessonLink>,
    /// Slug of the course.
    pub(crate) course: &'a str,
    /// Pictures of the module.
    pub(crate) pictures: &'a Sizes,
}

/// Where a lesson is found.
#[derive(Debug)]
pub(crate) struct LessonLink {
    pub(crate) course: String,
    pub(crate) lesson: String,
    pub(crate) draft: bool,
}

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

/// A cursor over the events of the parser.
struct Events<'e, 't> {
    events: &'e [(Event<'t>, Range<usize>)],
    next: usize,
}

impl<'e, 't> Events<'e, 't> {
    fn new(events: &'e [(Event<'t>, Range<usize>)]) -> Self {
        Self { events, next: 0 }
    }

    fn peek(&self) -> Option<&'e (Event<'t>, Range<usize>)> {
        self.events.get(self.next)
    }

    fn next(&mut self) -> Option<&'e (Event<'t>, Range<usize>)> {
        let event = self.peek()?;
        self.next += 1;
        Some(event)
    }

    /// The events up to the first for which `stop` holds.
    fn until(&mut self, stop: impl Fn(&Event<'t>) -> bool) -> &'e [(Event<'t>, Range<usize>)] {
        let rest = &self.events[self.next..];
        let length = rest
            .iter()
            .position(|(event, _)| stop(event))
            .unwrap_or(rest.len());
        self.next += length;
        &rest[..length]
    }
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

    fn unit(&mut self, events: &[(Event<'_>, Range<usize>)]) -> Unit {
        let start = events.first().map_or(0, |(_, range)| range.start);
        let line = self.text.as_bytes()[..start]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        let inlines = self.inlines(&mut Events::new(events));
        if has_words(&inlines) {
            Unit {
                message: self.message(events),
                line,
                lang: Some(self.lang),
                inlines,
            }
        } else {
            Unit {
                message: String::new(),
                line,
                lang: None,
                inlines,
            }
        }
    }

    /// The Markdown of a unit as written, on one line but for forced line breaks, without the marks of the quotation or list around it.
    fn message(&self, events: &[(Event<'_>, Range<usize>)]) -> String {
        let mut message = String::new();
        let mut from = None;
        let mut end = 0;
        for (event, range) in events {
            let start = *from.get_or_insert_with(|| {
                // The range of an escaped character leaves its backslash out.
                let escaped = range.start > 0 && self.text.as_bytes()[range.start - 1] == b'\\';
                range.start - usize::from(escaped)
            });
            if matches!(event, Event::SoftBreak | Event::HardBreak) {
                let piece = one_line(&self.text[start..range.start.max(start)]);
                match event {
                    Event::SoftBreak => message.extend([piece.trim_end(), " "]),
                    _ => message.extend([&piece, "\\\n"]),
                }
                from = None;
            }
            end = end.max(range.end);
        }
        if let Some(start) = from {
            message.push_str(one_line(&self.text[start..end]).trim_end());
        }
        message
    }

    /// Reads text up to the end of the element that encloses it, and consumes that end.
    fn inlines(&mut self, events: &mut Events<'_, '_>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut begin = 0;
        while let Some((event, range)) = events.next() {
            match event {
                Event::Text(text) => push_text(&mut out, text, &mut begin, range.start),
                Event::SoftBreak => push_text(&mut out, " ", &mut begin, range.start),
                Event::HardBreak => {
                    if !self.text[range.clone()].starts_with('\\') {
                        let message = "two spaces at the end of a line cannot be seen; write a backslash there for a line break";
                        self.problem(range.start, message);
                    }
                    out.push(Inline::Break);
                }
                Event::Code(code) => {
                    // A message is one line, and inside code every space counts.
                    if self.text[range.clone()].contains('\n') {
                        self.problem(
                            range.start,
                            "code between backticks must begin and end on the same line",
                        );
                    }
                    out.push(Inline::Code(code.to_string()));
                }
                Event::FootnoteReference(label) => {
                    if !self.referred.iter().any(|known| **known == **label) {
                        self.referred.push(label.to_string());
                    }
                    out.push(Inline::Footnote(label.to_string()));
                }
                Event::Start(Tag::Emphasis) => out.push(Inline::Emphasis(self.inlines(events))),
                Event::Start(Tag::Strong) => out.push(Inline::Strong(self.inlines(events))),
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    ..
                }) => {
                    let children = self.inlines(events);
                    if plain(&children).trim().is_empty() {
                        self.problem(range.start, "the link has no text: write [text](address)");
                    }
                    self.not_by_reference(*link_type, title, range.start);
                    if let Some(target) = self.target(dest_url, range.start) {
                        out.push(Inline::Link { target, children });
                    }
                }
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    ..
                }) => {
                    let alt = plain(&self.inlines(events));
                    self.not_by_reference(*link_type, title, range.start);
                    if let Some(image) = self.image(dest_url, alt, range.start) {
                        out.push(image);
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => self.problem(range.start, RAW_HTML),
                Event::End(_) => break,
                _ => self.problem(range.start, "this kind of Markdown is not supported here"),
            }
        }
        let unknown: Vec<String> = out
            .iter()
            .filter_map(|inline| match inline {
                Inline::Text(text) => undefined_footnote(text),
                _ => None,
            })
            .map(|label| format!("footnote [^{label}] has no text: add a line “[^{label}]: …”"))
            .collect();
        for message in unknown {
            self.problem(begin, message);
        }
        out
    }

    fn not_by_reference(&mut self, kind: LinkType, title: &str, at: usize) {
        if !matches!(kind, LinkType::Inline | LinkType::Autolink) {
            self.problem(at, "write the address into the link itself: [text](address)");
        }
        if !title.is_empty() {
            self.problem(
                at,
                "a title in quotation marks inside a link or picture is not shown; take it out",
            );
        }
    }

    fn target(&mut self, address: &str, at: usize) -> Option<Target> {
        if let Some(term) = address.strip_prefix("glossary:") {
            if self.links.terms.contains(term) {
                return Some(Target::Term(term.to_owned()));
            }
            self.problem(at, format!("the glossary has no term with the id `{term}`"));
        } else if let Some(id) = address.strip_prefix("lesson:") {
            match self.links.lessons.get(id) {
                Some(link) if link.draft => {
                    self.problem(
                        at,
                        format!("the link leads to the lesson {id}, which is still a draft"),
                    );
                }
                Some(link) => return Some(Target::Lesson(format!("/learn/{}/{}", link.course, link.lesson))),
                None => self.problem(at, format!("there is no lesson with the id {id}")),
            }
        } else if is_outside(address) {
            return Some(Target::Outside(address.to_owned()));
        } else {
            let message =
                format!("the link `{address}` is refused: links begin with https://, glossary: or lesson:");
            self.problem(at, message);
        }
        None
    }

    fn image(&mut self, address: &str, alt: String, at: usize) -> Option<Inline> {
        if alt.trim().is_empty() {
            self.problem(
                at,
                "the picture needs alternative text: ![what is to be seen](media/file.svg)",
            );
        }
        let Some(file) = address.strip_prefix("media/").filter(|file| !file.contains('/')) else {
            self.problem(
                at,
                format!("the picture `{address}` must lie in the module's directory media/"),
            );
            return None;
        };
        match self.links.pictures.get(file) {
            Some(size) => {
                let src = format!("/learn/{}/media/{file}", self.links.course);
                Some(Inline::Image {
                    src,
                    alt,
                    size: *size,
                })
            }
            None => {
                self.problem(at, format!("the module's directory media/ has no file `{file}`"));
                None
            }
        }
    }
}

const RAW_HTML: &str = "HTML is refused; use Markdown (write \\< for the sign itself)";

/// Adds text to the text before it; `begin` is moved to where the newest text began.
fn push_text(out: &mut Vec<Inline>, text: &str, begin: &mut usize, at: usize) {
    if let Some(Inline::Text(last)) = out.last_mut() {
        last.push_str(text);
    } else if !text.is_empty() {
        *begin = at;
        out.push(Inline::Text(text.to_owned()));
    }
}

/// A piece of a message without the line breaks that stand between the parts of a link.
fn one_line(piece: &str) -> String {
    let mut lines = piece.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push(' ');
        out.push_str(line.trim_start_matches([' ', '\t', '>']));
    }
    out
}

/// The parser takes a reference to a footnote that is not defined for plain text.
fn undefined_footnote(text: &str) -> Option<&str> {
    let (label, _) = text.split_once("[^")?.1.split_once(']')?;
    (!label.is_empty()).then_some(label)
}

fn is_outside(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// Whether there is anything to translate: a lone number, code or a dash is the same in every language.
fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.chars().any(char::is_alphabetic),
        Inline::Image { .. } => true,
        Inline::Emphasis(children) | Inline::Strong(children) | Inline::Link { children, .. } => {
            has_words(children)
        }
        Inline::Code(_) | Inline::Footnote(_) | Inline::Break => false,
    })
}

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
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a text that may link to the term `a`, to no lesson, and to no picture.
    fn read(text: &str, check: impl Fn(&Document, &Links<'_>)) -> Vec<Found> {
        let links = Links {
            terms: &HashSet::from(["a".to_owned()]),
            lessons: &HashMap::new(),
            course: "course",
            pictures: &Sizes::new(),
        };
        let (document, found) = document(text, Lang::En, &links);
        check(&document, &links);
        found
    }

    fn messages(text: &str) -> Vec<String> {
        let messages = std::cell::RefCell::new(Vec::new());
        let found = read(text, |document, _| {
            document.each_unit(&mut |unit| messages.borrow_mut().push(unit.message.clone()));
        });
        assert_eq!(found, []);
        messages.into_inner()
    }

    #[test]
    fn a_message_is_the_text_as_written_on_one_line() {
        assert_eq!(
            messages("One *two*\nthree\\\nfour `a b`."),
            ["One *two* three\\\nfour `a b`."]
        );
        assert_eq!(
            messages("> One\n> *two\n> three*\n>\n> - \\*four\n>   five"),
            ["One *two three*", "\\*four five"]
        );
        assert_eq!(
            messages("| a \\| b | `1` | 2 |\n|---|---|---|\n"),
            ["a | b", "", ""]
        );
        assert_eq!(messages("One\r\ntwo\r\n\r\n## Three #\r\n"), ["One two", "Three"]);
        assert_eq!(
            messages("A link [over\nlines](glossary:a) and [another](\nglossary:a)."),
            ["A link [over lines](glossary:a) and [another]( glossary:a)."]
        );
    }

    proptest! {
        /// Whatever the text, reading it does not panic; and every message of a text without problems reads back as what it was cut
        /// from, so that an identical translation changes nothing.
        #[test]
        fn messages_read_back(parts in prop::collection::vec(prop::sample::select(vec![
            "word", "Zwei", "ع", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "`", "``", "\\", "\\\n", "  \n", "[", "]", "(", ")", "!",
            "[a](glossary:a)", "[b](https://b.example)", "[^1]", "[^1]: note", "[!NOTE]", "> ", "- ", "1. ", "2024. ", "## ", "### ",
            "| ", "|", "|---|---|\n", "```\n", "---\n", "    ", "<b>", "<", ">", "&amp;", "&", "<https://c.example>", "#", "+", "=", ".", ":",
        ]), 0..24)) {
            let text = parts.concat();
            let differing = std::cell::RefCell::new(Vec::new());
            let found = read(&text, |document, links| {
                let labels: HashSet<&str> = document.footnotes.iter().map(|note| note.label.as_str()).collect();
                document.each_unit(&mut |unit| {
                    if !unit.message.is_empty() {
                        let back = inline(&unit.message, Lang::En, &labels, links);
                        if back.as_ref() != Ok(&unit.inlines) {
                            differing.borrow_mut().push((unit.clone(), back));
                        }
                    }
                });
            });
            prop_assert!(!found.is_empty() || differing.borrow().is_empty(), "{text:?}: {:?}", differing.borrow());
        }
    }
}
