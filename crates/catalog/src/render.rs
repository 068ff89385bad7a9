//! Turns a checked text into HTML. Everything an author wrote is escaped here; there is no way for their own HTML through.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use domain::content::{Heading, Html, Lang, Text};

use crate::blank;
use crate::document::{Aligned, Block, Document, Inline, Target, Unit, plain, walk};

/// The HTML of a text, on a page in the given language. What is in another language is marked so.
pub(crate) fn document(document: &Document, lang: Lang) -> Html {
    Renderer::of(document).whole(document, lang)
}

/// The HTML of a form: underscores are places to write on, and tables are named after its title.
pub(crate) fn form(document: &Document, lang: Lang, title: &Text) -> Html {
    let renderer = Renderer {
        heading: title.text.clone(),
        is_form: true,
        ..Renderer::of(document)
    };
    renderer.whole(document, lang)
}

/// The HTML of one paragraph, without the paragraph: it may stand in a legend or a label.
pub(crate) fn inline(unit: &Unit, lang: Lang) -> Html {
    let mut renderer = Renderer::default();
    renderer.span(unit, lang);
    Html(renderer.out)
}

/// The second-level headings.
pub(crate) fn headings(document: &Document, lang: Lang) -> Vec<Heading> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading {
            level: 2,
            anchor,
            unit,
        } => {
            let text = Text::new(plain(&unit.inlines), unit.lang.unwrap_or(lang));
            Some(Heading {
                anchor: anchor.clone(),
                text,
            })
        }
        _ => None,
    });
    headings.collect()
}

#[derive(Default)]
struct Renderer<'a> {
    out: String,
    /// Numbers of the footnotes by label.
    numbers: HashMap<&'a str, usize>,
    /// How often each footnote has been referred to.
    references: HashMap<usize, usize>,
    /// Text of the last heading, for the label of a table.
    heading: String,
    labels: HashSet<String>,
    /// Whether it is filled in by hand.
    is_form: bool,
}

impl<'a> Renderer<'a> {
    fn of(document: &'a Document) -> Self {
        let labels = document.footnotes.iter().enumerate();
        Self {
            numbers: labels
                .map(|(index, note)| (note.label.as_str(), index + 1))
                .collect(),
            ..Self::default()
        }
    }

    fn whole(mut self, document: &Document, lang: Lang) -> Html {
        self.blocks(&document.blocks, lang);
        self.footnotes(document, lang);
        Html(self.out)
    }

    /// Renders blocks inside an element in the language `around`.
    fn blocks(&mut self, blocks: &[Block], around: Lang) {
        for block in blocks {
            // An element all of whose text is in another language is marked once, on itself.
            let lang = only_language(block).unwrap_or(around);
            let mark = mark(lang, around);
            match block {
                Block::Heading { level, anchor, unit } => {
                    self.heading = plain(&unit.inlines).trim().to_owned();
                    let _ = write!(self.out, "<h{level} id=\"{}\"{mark}>", attribute(anchor));
                    self.inlines(&unit.inlines, lang);
                    let _ = writeln!(self.out, "</h{level}>");
                }
                Block::Paragraph(unit) => {
                    let _ = write!(self.out, "<p{mark}>");
                    self.inlines(&unit.inlines, lang);
                    self.out.push_str("</p>\n");
                }
                Block::Plain(unit) => self.span(unit, around),
                Block::List { start, items } => self.list(*start, items, &mark, lang),
                Block::Quote(blocks) => {
                    let _ = writeln!(self.out, "<blockquote{mark}>");
                    self.blocks(blocks, lang);
                    self.out.push_str("</blockquote>\n");
                }
                Block::Callout(kind, blocks) => {
                    // As a note it is no landmark of the page, of which a lesson would have too many.
                    let _ = writeln!(
                        self.out,
                        "<aside class=\"callout callout-{}\" role=\"note\"{mark}>\n<p class=\"callout-label\">{}</p>",
                        kind.class(),
                        kind.label(lang)
                    );
                    self.blocks(blocks, lang);
                    self.out.push_str("</aside>\n");
                }
                Block::Code(text) => {
                    // It can be scrolled, so the keyboard must reach it.
                    let _ = writeln!(
                        self.out,
                        "<pre dir=\"ltr\" tabindex=\"0\"><code>{}</code></pre>",
                        escape(text.trim_end())
                    );
                }
                Block::Table { aligned, head, rows } => self.table(aligned, head, rows, &mark, lang),
                // A line of underscores alone is a rule to Markdown.
                Block::Rule if self.is_form => {
                    let _ = writeln!(self.out, "<p>{}</p>", blank::line(lang));
                }
                Block::Rule => self.out.push_str("<hr>\n"),
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], mark: &str, lang: Lang) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let first = start
            .filter(|&start| start != 1)
            .map(|start| format!(" start=\"{start}\""));
        let _ = writeln!(self.out, "<{name}{}{mark}>", first.unwrap_or_default());
        for item in items {
            self.out.push_str("<li>");
            self.blocks(item, lang);
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{name}>");
    }

    fn table(&mut self, aligned: &[Aligned], head: &[Unit], rows: &[Vec<Unit>], mark: &str, lang: Lang) {
        let name = if self.heading.is_empty() {
            words::text(lang, "content-table")
        } else {
            self.heading.clone()
        };
        let mut label = name.clone();
        let mut number = 1;
        while !self.labels.insert(label.clone()) {
            number += 1;
            label = format!("{name} ({number})");
        }
        // A named section is a region. It can be scrolled, so the keyboard must reach it.
        let _ = writeln!(
            self.out,
            "<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"{}\"{mark}>\n<table>",
            attribute(&label)
        );
        // A row of nothing but columns without names is there only because Markdown wants one.
        if head.iter().any(|unit| !unit.inlines.is_empty()) {
            self.out.push_str("<thead>\n<tr>\n");
            for (index, unit) in head.iter().enumerate() {
                // A column without a name is no heading to anything.
                let name = if unit.inlines.is_empty() {
                    "td"
                } else {
                    "th scope=\"col\""
                };
                self.cell(name, aligned.get(index), unit, lang);
            }
            self.out.push_str("</tr>\n</thead>\n");
        }
        self.out.push_str("<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>\n");
            for (index, unit) in row.iter().enumerate() {
                self.cell("td", aligned.get(index), unit, lang);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</section>\n");
    }

    fn cell(&mut self, open: &str, aligned: Option<&Aligned>, unit: &Unit, around: Lang) {
        let class = match aligned {
            None | Some(Aligned::Default) => "",
            Some(Aligned::Start) => " class=\"align-start\"",
            Some(Aligned::Center) => " class=\"align-center\"",
            Some(Aligned::End) => " class=\"align-end\"",
        };
        let lang = unit.lang.unwrap_or(around);
        let _ = write!(self.out, "<{open}{class}{}>", mark(lang, around));
        self.inlines(&unit.inlines, lang);
        let _ = writeln!(self.out, "</{}>", &open[..2]);
    }

    fn footnotes(&mut self, document: &Document, lang: Lang) {
        if document.footnotes.is_empty() {
            return;
        }
        let _ = writeln!(
            self.out,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">{}</h2>\n<ol>",
            words::text(lang, "content-sources")
        );
        for (index, footnote) in document.footnotes.iter().enumerate() {
            let number = index + 1;
            let _ = write!(self.out, "<li id=\"fn-{number}\">");
            self.blocks(&footnote.blocks, lang);
            let back = format!(
                "<a class=\"footnote-back\" href=\"#fnref-{number}\" role=\"doc-backlink\" aria-label=\"{}\">↩</a>",
                words::text_with(lang, "content-back", &[("number", number.to_string().into())])
            );
            // The way back stands at the end of the last paragraph, if that is how the footnote ends.
            match self.out.strip_suffix("</p>\n") {
                Some(text) => {
                    self.out.truncate(text.len());
                    let _ = writeln!(self.out, " {back}</p>");
                }
                None => {
                    let _ = writeln!(self.out, "<p>{back}</p>");
                }
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// Text without an element of its own; it gets one only to mark its language.
    fn span(&mut self, unit: &Unit, around: Lang) {
        let lang = unit.lang.unwrap_or(around);
        if lang == around {
            self.inlines(&unit.inlines, lang);
        } else {
            let _ = write!(self.out, "<span{}>", mark(lang, around));
            self.inlines(&unit.inlines, lang);
            self.out.push_str("</span>");
        }
    }

    fn inlines(&mut self, inlines: &[Inline], lang: Lang) {
        for inline in inlines {
            match inline {
                Inline::Text(text) if self.is_form => self.out.push_str(&blank::places(&escape(text), lang)),
                Inline::Text(text) => self.out.push_str(&escape(text)),
                // Addresses and file names read from left to right, whatever is around them.
                Inline::Code(code) if lang.dir() == "rtl" => {
                    let _ = write!(self.out, "<code dir=\"ltr\">{}</code>", escape(code));
                }
                Inline::Code(code) => {
                    let _ = write!(self.out, "<code>{}</code>", escape(code));
                }
                Inline::Emphasis(children) => self.element("<em>", children, "</em>", lang),
                Inline::Strong(children) => self.element("<strong>", children, "</strong>", lang),
                Inline::Link { target, children } => {
                    let open = match target {
                        Target::Outside(address) => {
                            format!("<a href=\"{}\" rel=\"noopener noreferrer\">", attribute(address))
                        }
                        Target::Term(id) => {
                            format!("<a class=\"term\" href=\"/glossary#{}\">", attribute(id))
                        }
                        Target::Lesson(address) | Target::Form(address) | Target::Guide(address) => {
                            format!("<a href=\"{}\">", attribute(address))
                        }
                    };
                    self.element(&open, children, "</a>", lang);
                }
                Inline::Image { src, alt, size } => {
                    let size = size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
                    let _ = write!(
                        self.out,
                        "<img src=\"{}\" alt=\"{}\"{} loading=\"lazy\">",
                        attribute(src),
                        attribute(alt),
                        size.unwrap_or_default()
                    );
                }
                Inline::Footnote(label) => self.reference(label, lang),
                Inline::Break => self.out.push_str("<br>"),
            }
        }
    }

    fn element(&mut self, open: &str, children: &[Inline], close: &str, lang: Lang) {
        self.out.push_str(open);
        self.inlines(children, lang);
        self.out.push_str(close);
    }

    fn reference(&mut self, label: &str, lang: Lang) {
        // A label without a footnote is a problem that was reported when the text was read.
        let Some(&number) = self.numbers.get(label) else {
            return;
        };
        let times = self.references.entry(number).or_default();
        *times += 1;
        let id = if *times == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{times}")
        };
        let _ = write!(
            self.out,
            "<sup><a id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\" aria-label=\"{}\">{number}</a></sup>",
            words::text_with(lang, "content-source", &[("number", number.to_string().into())])
        );
    }
}

/// The language of all the text in a block, if it is but one.
fn only_language(block: &Block) -> Option<Lang> {
    let mut languages = HashSet::new();
    walk(std::slice::from_ref(block), &mut |unit| {
        languages.extend(unit.lang);
    });
    let mut languages = languages.into_iter();
    languages.next().filter(|_| languages.next().is_none())
}

/// The attributes of an element whose language differs from what is around it.
fn mark(lang: Lang, around: Lang) -> String {
    if lang == around {
        String::new()
    } else {
        format!(" lang=\"{}\" dir=\"{}\"", lang.tag(), lang.dir())
    }
}

/// Makes text safe between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Makes text safe in an attribute within double quotation marks.
fn attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}
