//! Why a file cannot be taken at all.

use crate::limits::Limits;

/// A file that cannot be taken. Whatever was read of it before counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Broken {
    /// The line in which it shows, from 1.
    pub line: u64,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It could not be read to its end: the system's own words.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is packed.
    #[error("the file is packed ({0}): unpack it first")]
    Packed(&'static str),
    /// It does not begin as XML does.
    #[error("this is no XML: a file of activities begins with \"<\"")]
    NotXml,
    /// Its encoding is none that is read.
    #[error("the encoding {0} is not read: save the file as UTF-8")]
    Encoding(String),
    /// There are bytes that the encoding does not have.
    #[error("there are bytes here that are not {0}: the file is damaged, or says the wrong encoding")]
    Bytes(&'static str),
    /// There is a character that no XML may hold, by its number.
    #[error("there is a character here that no XML may hold (number {0})")]
    Character(u32),
    /// It has a document type, in which entities could be declared.
    #[error("the file has a DOCTYPE: files of activities have none, and it is not read")]
    Doctype,
    /// It uses an entity that XML itself does not have. None is ever expanded.
    #[error("the entity &{0}; is not one of XML's own, and is not read")]
    Entity(String),
    /// It is not well-formed.
    #[error("this is not well-formed XML: {0}")]
    Syntax(String),
    /// It ends within an element.
    #[error("the file ends here, but <{0}> is still open: it was cut off")]
    CutOff(String),
    /// An attribute stands twice in one tag.
    #[error("an attribute stands twice in <{0}>")]
    AttributeTwice(String),
    /// It is XML of another sort.
    #[error("the file begins with <{0}>, and a file of activities with <iati-activities>")]
    Root(String),
    /// It is of a version that is not read.
    #[error("version {0:?} is not read; versions 2.01, 2.02 and 2.03 are")]
    Version(String),
    /// It is longer than is read ([`Limits::file`], in bytes).
    #[error("the file has more than {0} bytes")]
    FileTooLong(u64),
    /// A tag, text or comment is longer than is read ([`Limits::piece`], in bytes).
    #[error("one tag, text or comment has more than {0} bytes")]
    PieceTooLong(usize),
    /// Elements stand too deep in each other ([`Limits::depth`]).
    #[error("there are more than {0} elements within each other")]
    TooDeep(usize),
    /// An element has too many attributes ([`Limits::attributes`]).
    #[error("<{0}> has too many attributes")]
    TooManyAttributes(String),
    /// An activity has too much in it ([`Limits::activity`], in bytes).
    #[error("one activity has too much in it: more than {0} bytes would have to be kept")]
    ActivityTooLong(usize),
    /// There are too many activities ([`Limits::activities`]).
    #[error("the file has more than {0} activities: split it")]
    TooManyActivities(usize),
    /// Too many activities are of interest ([`Limits::kept`]).
    #[error("more than {0} activities of this file are about elections: split it")]
    TooManyKept(usize),
}

impl Why {
    /// It, in that line.
    pub(crate) fn at(self, line: u64) -> Broken {
        Broken { line, why: self }
    }
}

/// A piece of the file that goes into a message: short, and without what would change how the message looks.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    // A text of a megabyte is not looked through for a message.
    let start: String = text.chars().take(4 * LONGEST).collect();
    let line = domain::text::line(&start);
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() || start.len() < text.len() {
        short.push('…');
    }
    short
}

impl Limits {
    /// The error for a text or tag that goes on for too long.
    pub(crate) fn piece_too_long(&self) -> Why {
        Why::PieceTooLong(self.piece)
    }
}
