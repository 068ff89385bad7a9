//! Tags and texts of a file, one after the other, checked for what makes XML well-formed and for what is asked of us.

use std::io::BufRead;

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::EscapeError;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::broken::{Broken, Why, quoted};
use crate::limits::Limits;
use crate::source::Decoded;

/// A tag that opens, with its attributes.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// The line in which it begins.
    pub(crate) line: u64,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute by its name, prefix included, without white space at its ends. One that is empty is not there.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum Token {
    /// An element begins; one without content ends with the next token.
    Start(Element),
    /// The element that began last ends.
    End,
    /// Text, or a part of it.
    Text(String),
    /// The file ends.
    Eof,
}

/// The file as tokens.
pub(crate) struct Xml<R> {
    reader: Reader<Decoded<R>>,
    buffer: Vec<u8>,
    /// The names of the elements that are open.
    open: Vec<String>,
    limits: Limits,
    line: u64,
    is_first: bool,
    had_root: bool,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R, limits: Limits) -> Result<Self, Broken> {
        let mut reader = Reader::from_reader(Decoded::new(source, limits)?);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
            limits,
            line: 1,
            is_first: true,
            had_root: false,
        })
    }

    /// The line in which the last token begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The next token. Comments and processing instructions are passed over.
    pub(crate) fn next(&mut self) -> Result<Token, Broken> {
        loop {
            self.reader.get_mut().begin_piece();
            self.line = self.reader.get_ref().line();
            self.buffer.clear();
            let is_first = std::mem::take(&mut self.is_first);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => {
                    let fault = self.reader.get_ref().fault().cloned();
                    let open = self.open.last().map_or("?", String::as_str);
                    return Err(fault.unwrap_or_else(|| why(&error, open).at(self.line)));
                }
            };
            let token = match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if self.open.is_empty() && self.had_root {
                        return Err(syntax("a second element after the first has ended").at(self.line));
                    }
                    if self.open.len() == self.limits.depth {
                        return Err(Why::TooDeep(self.limits.depth).at(self.line));
                    }
                    let element = element(&tag, self.line, &self.limits).map_err(|why| why.at(self.line))?;
                    self.open.push(element.name.clone());
                    self.had_root = true;
                    Token::Start(element)
                }
                Event::End(_) => {
                    self.open.pop();
                    Token::End
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    Token::Text(character(&reference).map_err(|why| why.at(self.line))?)
                }
                Event::Eof => match self.open.last() {
                    Some(open) => return Err(Why::CutOff(quoted(open)).at(self.line)),
                    None if !self.had_root => return Err(Why::Empty.at(self.line)),
                    None => Token::Eof,
                },
                Event::Decl(_) if is_first => continue,
                Event::Decl(_) => {
                    return Err(syntax("nothing may stand before the declaration of XML").at(self.line));
                }
                Event::DocType(_) => return Err(Why::Doctype.at(self.line)),
                Event::Comment(_) | Event::PI(_) => continue,
            };
            match &token {
                Token::Text(text) if self.open.is_empty() => {
                    if !text.trim().is_empty() {
                        return Err(syntax("text outside of the first element").at(self.line));
                    }
                }
                _ => return Ok(token),
            }
        }
    }

    /// Passes over the rest of the element that is open, whatever is in it.
    pub(crate) fn skip(&mut self) -> Result<(), Broken> {
        let until = self.open.len();
        while self.open.len() >= until {
            self.next()?;
        }
        Ok(())
    }
}

fn syntax(what: &str) -> Why {
    Why::Syntax(what.to_owned())
}

fn element(tag: &BytesStart<'_>, line: u64, limits: &Limits) -> Result<Element, Why> {
    let name = tag.name().as_ref().to_owned();
    let is_name = |name: &str| {
        let begins = |letter: char| letter.is_alphabetic() || matches!(letter, '_' | ':');
        let is_bad = |letter: char| letter.is_ascii_punctuation() && !matches!(letter, '_' | ':' | '-' | '.');
        name.starts_with(begins) && !name.contains(is_bad)
    };
    if !is_name(&name) {
        return Err(Why::Syntax(format!("<{}> is no name", quoted(&name))));
    }
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        if attributes.len() == limits.attributes {
            return Err(Why::TooManyAttributes(quoted(&name)));
        }
        let attribute = attribute.map_err(|error| match error {
            AttrError::Duplicated(..) => Why::AttributeTwice(quoted(&name)),
            other => Why::Syntax(format!("in <{}>, {other}", quoted(&name))),
        })?;
        let key = attribute.key.as_ref();
        if !is_name(key) {
            return Err(Why::Syntax(format!(
                "in <{}>, {:?} is no name",
                quoted(&name),
                quoted(key)
            )));
        }
        if attribute.value.contains('<') {
            return Err(Why::Syntax(format!(
                "in <{}>, a value holds \"<\"",
                quoted(&name)
            )));
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| why(&error, &name))?;
        attributes.push((key.to_owned(), value.into_owned()));
    }
    Ok(Element {
        name,
        line,
        attributes,
    })
}

/// The character that `&…;` stands for. Only those that XML itself has, and numbers.
fn character(reference: &BytesRef<'_>) -> Result<String, Why> {
    let numbered = reference
        .resolve_char_ref()
        .map_err(|_| Why::Syntax(format!("&{}; is no character", quoted(reference))))?;
    match numbered {
        Some(letter) if is_allowed(letter) => Ok(letter.to_string()),
        Some(letter) => Err(Why::Character(u32::from(letter))),
        None => match quick_xml::escape::resolve_xml_entity(reference) {
            Some(text) => Ok(text.to_owned()),
            None => Err(Why::Entity(quoted(reference))),
        },
    }
}

/// Whether XML 1.0 may hold it.
fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

fn escape(error: &EscapeError) -> Why {
    match error {
        EscapeError::UnrecognizedEntity(_, name) => Why::Entity(quoted(name)),
        other => Why::Syntax(other.to_string()),
    }
}

/// In our words where ours are plainer.
fn why(error: &Error, open: &str) -> Why {
    match error {
        Error::Syntax(SyntaxError::UnclosedDoctype) => Why::Doctype,
        // What began here never ends.
        Error::Syntax(SyntaxError::InvalidBangMarkup) => syntax("\"<!\" begins nothing that XML has"),
        Error::Syntax(_) => Why::CutOff(quoted(open)),
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            let (expected, found) = (quoted(expected), quoted(found));
            Why::Syntax(format!("</{expected}> was expected, and </{found}> found"))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            Why::Syntax(format!("</{}> ends what never began", quoted(found)))
        }
        Error::IllFormed(IllFormedError::MissingDoctypeName) => Why::Doctype,
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            syntax("\"&\" stands for nothing; write &amp;")
        }
        Error::Escape(error) => escape(error),
        Error::InvalidAttr(AttrError::Duplicated(..)) => Why::AttributeTwice(quoted(open)),
        other => Why::Syntax(quoted(&other.to_string())),
    }
}
