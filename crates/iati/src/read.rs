//! Reading a file, activity by activity.

mod activity;
mod parts;
mod shares;
mod transaction;

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::BufRead;

use crate::activity::{Activity, Narrative};
use crate::broken::{Broken, Why, quoted};
use crate::limits::Limits;
use crate::remark::{Remark, Report, What};
use crate::xml::{Element, Token, Xml};

/// The versions that are read.
const VERSIONS: [&str; 3] = ["2.01", "2.02", "2.03"];

/// Reads a file as a stream, and hands out each activity as soon as it has ended.
///
/// # Errors
/// When the file is [`Broken`]: what was handed out before has to be thrown away, since nobody knows what the rest would have said.
pub fn read<R: BufRead>(
    source: R,
    limits: &Limits,
    mut take: impl FnMut(Activity),
) -> Result<Report, Broken> {
    read_each(source, limits, |activity| {
        take(activity);
        Ok(())
    })
}

/// Reads a file as a stream, and gives back the activities of interest, once the whole file is known to be sound.
///
/// # Errors
/// When the file is [`Broken`], or has more activities of interest than [`Limits::kept`].
pub fn read_where<R: BufRead>(
    source: R,
    limits: &Limits,
    mut is_of_interest: impl FnMut(&Activity) -> bool,
) -> Result<(Vec<Activity>, Report), Broken> {
    let mut kept = Vec::new();
    let report = read_each(source, limits, |activity| {
        if is_of_interest(&activity) {
            if kept.len() == limits.kept {
                return Err(Why::TooManyKept(limits.kept));
            }
            kept.push(activity);
        }
        Ok(())
    })?;
    Ok((kept, report))
}

fn read_each<R: BufRead>(
    source: R,
    limits: &Limits,
    mut take: impl FnMut(Activity) -> Result<(), Why>,
) -> Result<Report, Broken> {
    let mut reading = Reading {
        xml: Xml::new(source, *limits)?,
        limits: *limits,
        report: Report::default(),
        of_activity: 0,
        kept: 0,
        first_lines: BTreeMap::new(),
    };
    reading.root()?;
    loop {
        match reading.xml.next()? {
            Token::Start(element) if element.name == "iati-activity" => {
                if let Some(activity) = reading.activity(&element)? {
                    take(activity).map_err(|why| why.at(element.line))?;
                }
            }
            Token::Start(element) => reading.pass_over(&element)?,
            Token::Text(_) => {}
            Token::End => break,
            Token::Eof => return Ok(reading.report),
        }
    }
    // Whatever stands behind the end.
    while !matches!(reading.xml.next()?, Token::Eof) {}
    Ok(reading.report)
}

/// A file that is being read.
struct Reading<R> {
    xml: Xml<R>,
    limits: Limits,
    report: Report,
    /// The remarks from here on are about the activity that is being read.
    of_activity: usize,
    /// Bytes that are kept of it, roughly.
    kept: usize,
    /// Of each identifier, by its hash, the line where it stood first. Two that share a hash would be told to be one; that somebody brings this about harms
    /// nobody's file but their own.
    first_lines: BTreeMap<u64, u64>,
}

/// What a part of an activity takes from the whole.
struct Defaults {
    language: Option<String>,
    currency: Option<String>,
}

impl<R: BufRead> Reading<R> {
    /// The element around everything.
    fn root(&mut self) -> Result<(), Broken> {
        let element = loop {
            match self.xml.next()? {
                Token::Start(element) => break element,
                Token::Text(_) | Token::End => {}
                Token::Eof => return Err(Why::Empty.at(self.xml.line())),
            }
        };
        if element.name != "iati-activities" {
            return Err(Why::Root(quoted(&element.name)).at(element.line));
        }
        match element.attribute("version") {
            None => self.remark(element.line, What::NoVersion),
            Some(version) if VERSIONS.contains(&version) => self.report.version = Some(version.to_owned()),
            Some(version) => return Err(Why::Version(quoted(version)).at(element.line)),
        }
        Ok(())
    }

    fn remark(&mut self, line: u64, what: What) {
        let count = self.report.counts.entry(what.key()).or_default();
        *count += 1;
        if *count <= self.limits.remarks as u64 {
            self.report.remarks.push(Remark {
                line,
                activity: None,
                what,
            });
        }
    }

    /// Counts what is kept of an activity: a thing with that many bytes of text.
    fn keep(&mut self, text: usize) -> Result<(), Broken> {
        /// What a thing takes without its text.
        const THING: usize = 256;
        self.kept += THING + text;
        if self.kept > self.limits.activity {
            return Err(Why::ActivityTooLong(self.limits.activity).at(self.xml.line()));
        }
        Ok(())
    }

    /// An element that the standard does not have here. Those of other standards, with a prefix, are no mistake.
    fn pass_over(&mut self, element: &Element) -> Result<(), Broken> {
        if !element.name.contains(':') {
            let element_name = quoted(&element.name);
            self.remark(
                element.line,
                What::UnknownElement {
                    element: element_name,
                },
            );
        }
        self.xml.skip()
    }

    /// The line in which this identifier stood first, if it is not this one.
    fn first_line(&mut self, identifier: &str, line: u64) -> Result<Option<u64>, Broken> {
        let mut hasher = DefaultHasher::new();
        identifier.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(first) = self.first_lines.get(&hash) {
            return Ok(Some(*first));
        }
        if self.first_lines.len() == self.limits.activities {
            return Err(Why::TooManyActivities(self.limits.activities).at(line));
        }
        self.first_lines.insert(hash, line);
        Ok(None)
    }

    /// A text of the file as it is kept: one line, without what nobody sees. Nothing for an empty or too long one.
    fn kept_text(&mut self, element: &Element, text: &str) -> Result<Option<String>, Broken> {
        if text.len() > self.limits.text {
            let name = quoted(&element.name);
            self.remark(element.line, What::TextTooLong { element: name });
            return Ok(None);
        }
        // Most texts are codes and days: those are fit as they are, and there are millions of them.
        let text = if is_plain(text) {
            text.to_owned()
        } else {
            domain::text::line(text)
        };
        self.keep(text.len())?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn kept_attribute(&mut self, element: &Element, name: &str) -> Result<Option<String>, Broken> {
        match element.attribute(name) {
            None => Ok(None),
            Some(value) => self.kept_text(element, value),
        }
    }

    /// The text of the element that has just begun, up to its end. What stands in elements within is passed over.
    fn text(&mut self, element: &Element) -> Result<Option<String>, Broken> {
        let mut text = String::new();
        loop {
            match self.xml.next()? {
                Token::Text(more) => self.append(&mut text, &more),
                Token::Start(inner) => self.pass_over(&inner)?,
                Token::End | Token::Eof => break,
            }
        }
        self.kept_text(element, &text)
    }

    /// Gathers text, up to what shows that there is too much of it.
    fn append(&self, text: &mut String, more: &str) {
        if text.len() <= self.limits.text {
            text.push_str(more);
        }
    }

    /// The texts of the element that has just begun, one for each language, up to its end.
    fn narratives(&mut self, element: &Element, defaults: &Defaults) -> Result<Vec<Narrative>, Broken> {
        let mut narratives = Vec::new();
        let mut direct = String::new();
        loop {
            match self.xml.next()? {
                Token::Start(inner) if inner.name == "narrative" => {
                    let language = self.language(&inner)?.or_else(|| defaults.language.clone());
                    if let Some(text) = self.text(&inner)? {
                        narratives.push(Narrative { language, text });
                    }
                }
                Token::Start(inner) => self.pass_over(&inner)?,
                Token::Text(more) => self.append(&mut direct, &more),
                Token::End | Token::Eof => break,
            }
        }
        if narratives.is_empty() {
            // In version 1 the text stood in the element itself.
            if let Some(text) = self.kept_text(element, &direct)? {
                let name = quoted(&element.name);
                self.remark(element.line, What::FormerForm { element: name });
                let language = self.language(element)?.or_else(|| defaults.language.clone());
                narratives.push(Narrative { language, text });
            }
        }
        Ok(narratives)
    }

    fn language(&mut self, element: &Element) -> Result<Option<String>, Broken> {
        let language = self.kept_attribute(element, "xml:lang")?;
        Ok(language.map(|language| language.to_lowercase()))
    }
}

/// Whether `domain::text::line` would give the text back as it is: visible ASCII, with single spaces between.
fn is_plain(text: &str) -> bool {
    let is_visible = |byte: u8| matches!(byte, b' '..=b'~');
    text.bytes().all(is_visible) && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ")
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn what_is_plain_stays_as_it_is() {
        for text in [
            "",
            "a",
            "2026-01-01",
            "Clean water & more",
            "~!",
            "a  b",
            " a",
            "a ",
            "a\tb",
            "a\u{7f}",
            "é",
        ] {
            assert!(!is_plain(text) || domain::text::line(text) == text, "{text:?}");
        }
        assert!(is_plain("Clean water & more") && !is_plain("a  b") && !is_plain("é"));
    }
}
