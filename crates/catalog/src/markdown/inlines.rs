//! What stands within a paragraph: words, marks, links, notes, pictures.

use super::*;

impl Reader<'_> {
    pub(super) fn unit(&mut self, events: &[(Event<'_>, Range<usize>)]) -> Unit {
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
    pub(super) fn message(&self, events: &[(Event<'_>, Range<usize>)]) -> String {
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
    pub(super) fn inlines(&mut self, events: &mut Events<'_, '_>) -> Vec<Inline> {
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
        } else if let Some(form) = address.strip_prefix("form:") {
            if let Some(address) = self.links.nearby.forms.get(form) {
                return Some(Target::Form(address.clone()));
            }
            self.problem(at, format!("the module's directory forms/ has no form `{form}`"));
        } else if let Some(guide) = address.strip_prefix("guide:") {
            if self.links.guides.contains(guide) {
                return Some(Target::Guide(format!("/guides/{guide}")));
            }
            self.problem(at, format!("there is no guide named `{guide}`"));
        } else if is_outside(address) {
            return Some(Target::Outside(address.to_owned()));
        } else {
            let message = format!(
                "the link `{address}` is refused: links begin with https://, glossary:, lesson:, form: or guide:"
            );
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
        match self.links.nearby.pictures.get(file) {
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

/// Adds text to the text before it; `begin` is moved to where the newest text began.
pub(super) fn push_text(out: &mut Vec<Inline>, text: &str, begin: &mut usize, at: usize) {
    if let Some(Inline::Text(last)) = out.last_mut() {
        last.push_str(text);
    } else if !text.is_empty() {
        *begin = at;
        out.push(Inline::Text(text.to_owned()));
    }
}

/// A piece of a message without the line breaks that stand between the parts of a link.
pub(super) fn one_line(piece: &str) -> String {
    let mut lines = piece.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push(' ');
        out.push_str(line.trim_start_matches([' ', '\t', '>']));
    }
    out
}

/// The parser takes a reference to a footnote that is not defined for plain text.
pub(super) fn undefined_footnote(text: &str) -> Option<&str> {
    let (label, _) = text.split_once("[^")?.1.split_once(']')?;
    (!label.is_empty()).then_some(label)
}

pub(super) fn is_outside(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// Whether there is anything to translate: a lone number, code or a dash is the same in every language.
pub(super) fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.chars().any(char::is_alphabetic),
        Inline::Image { .. } => true,
        Inline::Emphasis(children) | Inline::Strong(children) | Inline::Link { children, .. } => {
            has_words(children)
        }
        Inline::Code(_) | Inline::Footnote(_) | Inline::Break => false,
    })
}
