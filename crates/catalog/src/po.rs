//! Reads and writes gettext files. docs/adr/0006-translations.md says why this is our own: the published readers know no
//! line numbers, without which a translator cannot find a mistake.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::problem::{Problems, Source};

/// The translations of one file.
#[derive(Debug, Default)]
pub(crate) struct Po {
    /// Name of the file.
    pub(crate) file: String,
    entries: HashMap<String, Entry>,
    /// Value of the header's field `Language`, and its line.
    pub(crate) language: Option<(String, usize)>,
}

/// A translated message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    /// The translation; empty if it is still to be made.
    pub(crate) text: String,
    /// A machine guessed the translation, or the source text has changed since: not to be shown.
    pub(crate) fuzzy: bool,
    /// Line on which the translation begins.
    pub(crate) line: usize,
}

/// A message for the translator, and where it stands in the source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    pub(crate) text: String,
    pub(crate) file: String,
    pub(crate) line: usize,
}

impl Po {
    /// Reads a file and reports what is wrong with its form.
    pub(crate) fn read(source: Source<'_>, problems: &mut Problems) -> Self {
        let mut po = Self {
            file: source.file.to_owned(),
            ..Self::default()
        };
        let mut draft = Draft::default();
        for (index, line) in source.text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            let number = index + 1;
            if let Err(message) = po.line(line, number, &mut draft, problems) {
                problems.add(source.file, number, message);
                draft.broken = true;
            }
        }
        po.keep(draft, problems);
        po.report_lost(&source, problems);
        po
    }

    /// Reports what would lose a whole translation without a word: line ends that hide everything in one line, and a file
    /// without a message, as a broken download or a full disk leaves behind.
    fn report_lost(&self, source: &Source<'_>, problems: &mut Problems) {
        if let Some(at) = lone_carriage_return(source.text) {
            let line = 1 + source.text[..at].matches('\n').count();
            problems.add(
                source.file,
                line,
                "the lines end in CR alone, so that a whole file reads as one line; save it with LF or CR LF",
            );
        } else if self.entries.is_empty() && self.language.is_none() {
            problems.add(source.file, 1, "the file holds no message at all");
        }
    }

    /// The translation of a message that may be shown.
    pub(crate) fn get(&self, message: &str) -> Option<&Entry> {
        self.entries
            .get(message)
            .filter(|entry| !entry.fuzzy && !entry.text.trim().is_empty())
    }

    /// The messages of the file, in no order, each with the line on which its translation begins.
    pub(crate) fn messages(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entries
            .iter()
            .map(|(message, entry)| (message.as_str(), entry.line))
    }

    fn line(
        &mut self,
        line: &str,
        number: usize,
        draft: &mut Draft,
        problems: &mut Problems,
    ) -> Result<(), String> {
        if line.is_empty() {
            return Ok(());
        }
        if line.starts_with("#~") {
            // A message that its tool has put aside, whose flags may stand before it.
            self.finish_before(draft, problems);
            draft.fuzzy = false;
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.finish_before(draft, problems);
            if let Some(flags) = comment.strip_prefix(',') {
                draft.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
            }
            return Ok(());
        }
        if line.starts_with('"') {
            let text = unquote(line)?;
            return match draft.field {
                Field::None => Err("a quoted line that belongs to no msgid or msgstr".into()),
                Field::Id => {
                    draft.id.push_str(&text);
                    Ok(())
                }
                Field::Text => {
                    draft.text.push_str(&text);
                    Ok(())
                }
            };
        }
        let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match keyword {
            "msgid" => {
                self.finish_before(draft, problems);
                draft.field = Field::Id;
                draft.broken = false;
                draft.line = number;
                draft.id = unquote(rest.trim())?;
                Ok(())
            }
            "msgstr" if draft.field == Field::Id => {
                draft.field = Field::Text;
                draft.line = number;
                draft.text = unquote(rest.trim())?;
                Ok(())
            }
            "msgstr" => Err("a msgstr must follow its msgid".into()),
            "msgctxt" => {
                Err("msgctxt is not used here: the same text has the same translation everywhere".into())
            }
            "msgid_plural" => Err("plural forms are not used in content".into()),
            _ if keyword.starts_with("msgstr[") => Err("plural forms are not used in content".into()),
            _ => {
                self.finish_before(draft, problems);
                Err(format!(
                    "`{keyword}` is not understood; a line begins with #, msgid, msgstr or a quotation mark"
                ))
            }
        }
    }

    /// A comment or a msgid after a msgstr begins the next message.
    fn finish_before(&mut self, draft: &mut Draft, problems: &mut Problems) {
        if draft.field != Field::None {
            self.keep(std::mem::take(draft), problems);
        }
    }

    fn keep(&mut self, draft: Draft, problems: &mut Problems) {
        match draft.field {
            _ if draft.broken => {}
            Field::None => {}
            Field::Id => problems.add(&self.file, draft.line, "this msgid has no msgstr"),
            Field::Text if draft.id.is_empty() => self.header(&draft, problems),
            Field::Text => {
                let entry = Entry {
                    text: draft.text,
                    fuzzy: draft.fuzzy,
                    line: draft.line,
                };
                if let Some(other) = self.entries.get(&draft.id) {
                    let message = format!("this message is translated already on line {}", other.line);
                    problems.add(&self.file, draft.line, message);
                } else {
                    self.entries.insert(draft.id, entry);
                }
            }
        }
    }

    fn header(&mut self, draft: &Draft, problems: &mut Problems) {
        for field in draft.text.lines() {
            let Some((name, value)) = field.split_once(':') else {
                continue;
            };
            if name == "Language" {
                self.language = Some((value.trim().to_owned(), draft.line));
            }
            if name == "Content-Type" && !value.to_ascii_lowercase().contains("charset=utf-8") {
                problems.add(&self.file, draft.line, "the file's header must say charset=UTF-8");
            }
        }
    }
}

/// The place of the first CR that no LF follows.
fn lone_carriage_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|&at| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}

/// A message while it is being read.
#[derive(Default)]
struct Draft {
    field: Field,
    id: String,
    text: String,
    fuzzy: bool,
    broken: bool,
    line: usize,
}

#[derive(Default, PartialEq)]
enum Field {
    #[default]
    None,
    Id,
    Text,
}

fn unquote(quoted: &str) -> Result<String, String> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or("the text must stand between quotation marks")?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Err("a quotation mark inside the text needs a backslash: \\\"".into()),
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(c @ ('"' | '\\')) => out.push(c),
                Some(c) => {
                    return Err(format!(
                        "`\\{c}` is not understood; a backslash itself is written \\\\"
                    ));
                }
                None => return Err("the last quotation mark is missing".into()),
            },
            _ => out.push(c),
        }
    }
    Ok(out)
}

/// The template of a translation: every message once, with all the places where it stands. It bears no date, so that it
/// changes only when a text does.
pub(crate) fn template(name: &str, messages: &[Message]) -> String {
    let mut out = format!(
        "# Translation of {name}.\n#, fuzzy\nmsgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: {name}\\n\"\n\"Language: \\n\"\n\
         \"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
    );
    let mut places: HashMap<&str, Vec<String>> = HashMap::new();
    for message in messages {
        places
            .entry(&message.text)
            .or_default()
            .push(format!("{}:{}", message.file, message.line));
    }
    for message in messages {
        // The first time a message is met, it takes all its places.
        if let Some(places) = places.remove(message.text.as_str()) {
            let _ = write!(
                out,
                "\n#: {}\nmsgid {}\nmsgstr \"\"\n",
                places.join(" "),
                quote(&message.text)
            );
        }
    }
    out
}

fn quote(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\t', "\\t")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Po, Vec<String>) {
        let mut problems = Problems::default();
        let po = Po::read(Source::whole("x.po", text), &mut problems);
        (
            po,
            problems.into_sorted().iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn messages_run_over_lines_and_hold_escapes() {
        let (po, problems) = read(
            "msgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n\n#: a:1\nmsgid \"\"\n\"Say \\\"yes\\\" \"\n\"twice\"\nmsgstr \"نعم\\\\\"\n\"\\n\"\n\n#~ msgid \"old\"\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(po.language, Some(("ar".into(), 2)));
        let entry = po.get("Say \"yes\" twice").unwrap();
        assert_eq!((entry.text.as_str(), entry.line), ("نعم\\\n", 9));
    }

    #[test]
    fn fuzzy_and_empty_translations_are_not_shown() {
        let (po, _) = read(
            "#, c-format, fuzzy\nmsgid \"a\"\nmsgstr \"b\"\nmsgid \"c\"\nmsgstr \"\"\nmsgid \"d\"\nmsgstr \"e\"\n",
        );
        assert!(po.get("a").is_none() && po.get("c").is_none() && po.get("d").is_some());
    }

    #[test]
    fn what_a_tool_put_aside_changes_nothing() {
        let (po, problems) = read(
            "msgid \"a\"\nmsgstr \"b\"\n\n#, fuzzy\n#~ msgid \"old\"\n#~ msgstr \"x\"\n\nmsgid \"c\"\nmsgstr \"d\"\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert!(po.get("a").is_some() && po.get("c").is_some() && po.get("old").is_none());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let (_, problems) = read(
            "msgid \"a\"\nmsgid \"b\"\nmsgstr \"x\" y\n\nmsgid \"c\"\nmsgstr \"\\q\"\nmsgid \"e\"\nmsgstr \"1\"\nmsgid \"e\"\nmsgstr \"2\"\nhello\n",
        );
        let lines: Vec<&str> = problems
            .iter()
            .filter_map(|problem| problem.split(": ").next())
            .collect();
        assert_eq!(
            lines,
            ["x.po:1", "x.po:3", "x.po:6", "x.po:10", "x.po:11"],
            "{problems:?}"
        );
    }

    #[test]
    fn a_file_that_would_be_lost_is_named() {
        let text = "msgid \"a\"\nmsgstr \"b\"\n";
        let (_, problems) = read(&text.replace('\n', "\r"));
        assert!(
            problems.iter().any(|problem| problem.contains("CR alone")),
            "{problems:?}"
        );
        let (_, problems) = read(&format!("{text}# a\rmsgid \"c\"\nmsgstr \"d\"\n"));
        assert!(
            problems
                .iter()
                .any(|problem| problem.starts_with("x.po:3: the lines end")),
            "{problems:?}"
        );
        assert_eq!(read(&text.replace('\n', "\r\n")).1, Vec::<String>::new());
        for empty in ["", "\u{feff}", "\n\n", "# only a comment\n"] {
            assert_eq!(
                read(empty).1,
                ["x.po:1: the file holds no message at all"],
                "{empty:?}"
            );
        }
    }

    #[test]
    fn a_template_can_be_read_back() {
        let message = |text: &str, line| Message {
            text: text.into(),
            file: "f.md".into(),
            line,
        };
        let text = template(
            "x",
            &[
                message("a \"b\"\\\nc", 1),
                message("d", 2),
                message("a \"b\"\\\nc", 3),
            ],
        );
        let (po, problems) = read(&text);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(po.messages().count(), 2);
        assert!(text.contains("#: f.md:1 f.md:3\n"));
        assert!(po.entries.contains_key("a \"b\"\\\nc"));
    }
}
