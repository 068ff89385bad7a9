//! A text after reading its Markdown: blocks of units. A unit is what a translator sees as one message.

use domain::content::Lang;

use crate::callout::CalloutKind;

/// A lesson's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
    /// In the order of their first reference.
    pub(crate) footnotes: Vec<Footnote>,
}

/// A footnote and its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Footnote {
    pub(crate) label: String,
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph, heading, list item or table cell: the smallest piece that is translated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    /// The Markdown as written, on one line: the message for the translator. Empty if there is nothing to translate.
    pub(crate) message: String,
    /// Line of the file.
    pub(crate) line: usize,
    /// The language of `inlines`; none if there is nothing to translate, such as a lone number.
    pub(crate) lang: Option<Lang>,
    pub(crate) inlines: Vec<Inline>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Heading {
        level: u8,
        anchor: String,
        unit: Unit,
    },
    Paragraph(Unit),
    /// The text of an item of a list without blank lines, which needs no paragraph of its own.
    Plain(Unit),
    List {
        /// Number of the first item of a numbered list.
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Quote(Vec<Block>),
    Callout(CalloutKind, Vec<Block>),
    Code(String),
    Table {
        aligned: Vec<Aligned>,
        head: Vec<Unit>,
        rows: Vec<Vec<Unit>>,
    },
    Rule,
}

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aligned {
    Default,
    Start,
    Center,
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inline {
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Link {
        target: Target,
        children: Vec<Inline>,
    },
    Image {
        src: String,
        alt: String,
        size: Option<(u32, u32)>,
    },
    Footnote(String),
    Break,
}

/// Where a link leads; checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// An `https:` address.
    Outside(String),
    /// A term of the glossary.
    Term(String),
    /// An address of a lesson.
    Lesson(String),
    /// An address of a form of the same module.
    Form(String),
    /// An address of a guide.
    Guide(String),
}

impl Document {
    /// Calls `f` with every unit, in the order of the text.
    pub(crate) fn each_unit(&self, f: &mut impl FnMut(&Unit)) {
        walk(&self.blocks, f);
        for footnote in &self.footnotes {
            walk(&footnote.blocks, f);
        }
    }

    /// Calls `f` with every piece of every unit, whatever it stands in.
    pub(crate) fn each_inline(&self, f: &mut impl FnMut(&Inline)) {
        self.each_unit(&mut |unit| walk_inlines(&unit.inlines, f));
    }

    /// The same text with every unit replaced.
    pub(crate) fn map_units(&self, f: &mut impl FnMut(&Unit) -> Unit) -> Self {
        Self {
            blocks: map(&self.blocks, f),
            footnotes: self
                .footnotes
                .iter()
                .map(|footnote| Footnote {
                    label: footnote.label.clone(),
                    blocks: map(&footnote.blocks, f),
                })
                .collect(),
        }
    }
}

/// Calls `f` with every unit of the blocks, in order.
pub(crate) fn walk(blocks: &[Block], f: &mut impl FnMut(&Unit)) {
    for block in blocks {
        match block {
            Block::Heading { unit, .. } | Block::Paragraph(unit) | Block::Plain(unit) => f(unit),
            Block::List { items, .. } => items.iter().for_each(|item| walk(item, f)),
            Block::Quote(blocks) | Block::Callout(_, blocks) => walk(blocks, f),
            Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).for_each(&mut *f),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn walk_inlines(inlines: &[Inline], f: &mut impl FnMut(&Inline)) {
    for inline in inlines {
        f(inline);
        match inline {
            Inline::Emphasis(children) | Inline::Strong(children) | Inline::Link { children, .. } => {
                walk_inlines(children, f);
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::Footnote(_)
            | Inline::Break => {}
        }
    }
}

fn map(blocks: &[Block], f: &mut impl FnMut(&Unit) -> Unit) -> Vec<Block> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, anchor, unit } => Block::Heading {
                level: *level,
                anchor: anchor.clone(),
                unit: f(unit),
            },
            Block::Paragraph(unit) => Block::Paragraph(f(unit)),
            Block::Plain(unit) => Block::Plain(f(unit)),
            Block::List { start, items } => Block::List {
                start: *start,
                items: items.iter().map(|item| map(item, f)).collect(),
            },
            Block::Quote(blocks) => Block::Quote(map(blocks, f)),
            Block::Callout(kind, blocks) => Block::Callout(*kind, map(blocks, f)),
            Block::Table { aligned, head, rows } => Block::Table {
                aligned: aligned.clone(),
                head: head.iter().map(&mut *f).collect(),
                rows: rows.iter().map(|row| row.iter().map(&mut *f).collect()).collect(),
            },
            Block::Code(text) => Block::Code(text.clone()),
            Block::Rule => Block::Rule,
        })
        .collect()
}

/// The words of a text without its markup.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(children) | Inline::Strong(children) | Inline::Link { children, .. } => {
                out.push_str(&plain(children));
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Footnote(_) => {}
            Inline::Break => out.push(' '),
        }
    }
    out
}

/// The labels of the footnotes that a text refers to, in order.
pub(crate) fn footnote_labels(inlines: &[Inline]) -> Vec<&str> {
    inlines
        .iter()
        .flat_map(|inline| match inline {
            Inline::Footnote(label) => vec![label.as_str()],
            Inline::Emphasis(children) | Inline::Strong(children) | Inline::Link { children, .. } => {
                footnote_labels(children)
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Image { .. } | Inline::Break => Vec::new(),
        })
        .collect()
}
