//! What is wrong with the content, where, and why.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// A mistake in a content file, told to the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the content directory.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in words for a teacher or a translator.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// The problems found so far. Reading goes on after a problem, so that all of them are told at once.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, file: &str, line: usize, message: impl Into<String>) {
        self.0.push(Problem {
            file: file.into(),
            line,
            message: message.into(),
        });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of files and lines, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// A text being read, which turns offsets into line numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    /// The file's name, relative to the content directory.
    pub(crate) file: &'a str,
    /// The text, or the part of the file that is being read.
    pub(crate) text: &'a str,
    /// Lines of the file before `text`.
    pub(crate) skipped: usize,
}

impl<'a> Source<'a> {
    /// A whole file.
    pub(crate) fn whole(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            skipped: 0,
        }
    }

    /// The line of the file (from 1) on which the offset into the text lies.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        // Asked for every text of a file: this counts a large file in no time also where the program is not optimised.
        self.skipped + 1 + memchr::memchr_iter(b'\n', before).count()
    }

    /// The line on which a span begins.
    pub(crate) fn line_of(&self, span: &Range<usize>) -> usize {
        self.line(span.start)
    }
}
