//! A gap report as CSV.

use std::borrow::Cow;

use crate::{Document, FrameworkLine, Result};

const COLUMNS: [&str; 31] = [
    "record",
    "code",
    "title",
    "domain",
    "level",
    "target",
    "average",
    "gated",
    "in_scope",
    "answered",
    "answered_percent",
    "unknown",
    "not_applicable",
    "not_applicable_warning",
    "gaps",
    "weighted_gap",
    "share_percent",
    "answer",
    "gap",
    "priority",
    "bucket",
    "gates",
    "impact",
    "effort",
    "lead_weeks",
    "as_of",
    "status",
    "to_target_percent",
    "elements",
    "covered",
    "practices",
];

/// What a spreadsheet takes for the beginning of a formula, also in the width of East Asian letters.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The mark by which spreadsheets know UTF-8 when a file is opened by double click. Readers of CSV take it off.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A cell that a spreadsheet does not take for a formula, nor for the beginning of one after what it trims.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let shown = cell.trim_start_matches(|letter: char| {
        letter.is_whitespace() || letter.is_control() || letter == BYTE_ORDER_MARK
    });
    if cell.starts_with(['\t', '\r', '\n']) || shown.starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A table of guarded cells, with the line ends of RFC 4180, readable for spreadsheets in every script.
///
/// # Errors
/// The table could not be written.
pub(crate) fn table<const N: usize>(
    columns: [&str; N],
    lines: impl IntoIterator<Item = [String; N]>,
) -> Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_string().into_bytes());
    writer.write_record(columns)?;
    for line in lines {
        writer.write_record(line.each_ref().map(|cell| guarded(cell).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8(bytes)?)
}

/// A line under construction: cells by the name of their column.
#[derive(Default)]
struct Line(Vec<(&'static str, String)>);

impl Line {
    fn new(record: &str) -> Self {
        Self(vec![("record", record.to_owned())])
    }

    fn with(mut self, column: &'static str, cell: impl ToString) -> Self {
        self.0.push((column, cell.to_string()));
        self
    }

    fn with_some<T: ToString>(self, column: &'static str, cell: Option<&T>) -> Self {
        match cell {
            Some(cell) => self.with(column, cell.to_string()),
            None => self,
        }
    }

    fn cells(&self) -> [String; COLUMNS.len()] {
        COLUMNS.map(|column| {
            let found = self.0.iter().find(|(name, _)| *name == column);
            found.map_or_else(String::new, |(_, cell)| cell.clone())
        })
    }
}

pub(crate) fn write(document: &Document) -> Result<String> {
    let total = &document.total;
    let mut lines = vec![
        Line::new("body")
            .with("code", document.tier)
            .with("title", &document.heading.body)
            .with_some("average", total.average.as_ref())
            .with_some("gated", total.gated.as_ref())
            .with("in_scope", total.in_scope)
            .with("answered", total.answered)
            .with("answered_percent", total.answered_percent)
            .with("unknown", total.unknown)
            .with("not_applicable", total.not_applicable)
            .with("gaps", document.gaps.len())
            .with("as_of", &document.as_of)
            .with("status", document.status)
            .with_some("to_target_percent", total.to_target_percent.as_ref()),
    ];
    lines.extend(document.domains.iter().map(|domain| {
        Line::new("domain")
            .with("code", &domain.code)
            .with("title", &domain.title)
            .with("target", domain.target)
            .with_some("average", domain.average.as_ref())
            .with_some("gated", domain.gated.as_ref())
            .with("in_scope", domain.in_scope)
            .with("answered", domain.answered)
            .with("answered_percent", domain.answered_percent)
            .with("unknown", domain.unknown)
            .with("not_applicable", domain.not_applicable)
            .with("not_applicable_warning", domain.not_applicable_warning)
            .with_some("gaps", domain.gaps.as_ref())
            .with_some("weighted_gap", domain.weighted_gap.as_ref())
            .with_some("share_percent", domain.share_percent.as_ref())
    }));
    lines.extend(document.gaps.iter().map(|gap| {
        Line::new("gap")
            .with("code", &gap.practice)
            .with("title", &gap.title)
            .with("domain", &gap.domain)
            .with("level", gap.level)
            .with_some("answer", gap.answer.as_ref())
            .with("gap", &gap.gap)
            .with("priority", &gap.priority)
            .with("bucket", gap.bucket)
            .with("gates", gap.gates)
            .with("impact", gap.impact)
            .with("effort", gap.effort)
            .with("lead_weeks", gap.lead_weeks)
    }));
    lines.extend(document.nist.iter().map(|part| framework("nist", part)));
    lines.extend(document.cis.iter().map(|part| framework("cis", part)));
    table(COLUMNS, lines.into_iter().map(|line| line.cells()))
}

fn framework(record: &str, part: &FrameworkLine) -> Line {
    Line::new(record)
        .with("code", &part.code)
        .with("elements", part.elements)
        .with("covered", part.covered)
        .with("practices", part.practices)
        .with("answered", part.answered)
        .with_some("average", part.average.as_ref())
        .with("gaps", part.gaps)
        .with("weighted_gap", &part.weighted_gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\tx",
            "\rx",
            "\nx",
            " =1",
            "\u{3000}＝1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{0}=1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", " ", "1.25", "a=b", "a\n=1", "بحر", " x", "’=1"] {
            assert_eq!(guarded(cell), cell, "{cell:?}");
        }
    }

    #[test]
    fn a_table_is_known_as_utf_8_and_its_first_column_keeps_its_name() {
        let text = table(
            ["record", "title"],
            [["body".to_owned(), "هيئة \"الميناء\", x".to_owned()]],
        )
        .unwrap();
        assert!(text.as_bytes().starts_with(b"\xef\xbb\xbfrecord,"), "{text:?}");
        // A program that reads the whole file and takes the mark off, and a reader that does so itself.
        let stripped = text.strip_prefix(BYTE_ORDER_MARK).unwrap();
        for bytes in [stripped.as_bytes(), text.as_bytes()] {
            let mut reader = csv::Reader::from_reader(bytes);
            assert_eq!(reader.headers().unwrap().get(0), Some("record"));
            let line = reader.records().next().unwrap().unwrap();
            assert_eq!((&line[0], &line[1]), ("body", "هيئة \"الميناء\", x"));
        }
        assert_eq!(text.matches(BYTE_ORDER_MARK).count(), 1);
    }
}
