//! Where the sources of a lesson come from, so that a course does not rest on one country.

use std::collections::BTreeMap;

use domain::identity::place::is_country;

use crate::course::CheckedCourse;
use crate::lesson::CheckedLesson;
use crate::problem::Problems;
use crate::raw::{Field, Reader};

/// What stands for an organisation or a network of several countries.
const INTERNATIONAL: &str = "int";
/// Of fewer sources than this, half says nothing.
const FEWEST: usize = 4;

/// The places of a lesson's sources, one for each footnote, in their order.
#[derive(Debug)]
pub(crate) struct Places {
    /// Codes of countries, or [`INTERNATIONAL`].
    codes: Vec<String>,
    /// Line of the file on which they stand; the first, if they do not.
    line: usize,
}

impl Reader<'_> {
    /// Reads the places: codes of ISO 3166-1 alpha-2, or `int`.
    pub(crate) fn places(&mut self, fields: &[Field]) -> Places {
        for field in fields {
            let code = field.get_ref();
            if code != INTERNATIONAL && !is_country(code) {
                let message = format!(
                    "`{code}` is no place of a source: write the two capital letters of a country (ISO 3166-1), or `{INTERNATIONAL}` \
                     for an organisation of several"
                );
                self.problem(&field.span(), message);
            }
        }
        Places {
            codes: fields.iter().map(|field| field.get_ref().clone()).collect(),
            line: fields
                .first()
                .map_or(1, |field| self.source.line_of(&field.span())),
        }
    }
}

/// Each footnote has a place.
pub(crate) fn are_told(lesson: &CheckedLesson, problems: &mut Problems) {
    let (sources, places) = (lesson.document.footnotes.len(), lesson.source_places.codes.len());
    if sources != places {
        let message = format!(
            "the lesson has {sources} footnotes, and source_places names {places}: one for each, in their order"
        );
        problems.add(&lesson.file, lesson.source_places.line, message);
    }
}

/// At most half of a course's sources come from one country.
pub(crate) fn are_spread<'a>(
    course: &CheckedCourse,
    lessons: impl Iterator<Item = &'a CheckedLesson>,
    problems: &mut Problems,
) {
    let mut from: BTreeMap<&str, usize> = BTreeMap::new();
    for code in lessons.flat_map(|lesson| &lesson.source_places.codes) {
        *from.entry(code).or_default() += 1;
    }
    let all: usize = from.values().sum();
    let most = from
        .iter()
        .filter(|(code, _)| **code != INTERNATIONAL)
        .max_by_key(|(_, count)| **count);
    if let Some((code, count)) = most
        && all >= FEWEST
        && 2 * count > all
    {
        let message = format!(
            "{count} of the {all} sources of the course come from {code}, and at most half may come from one country"
        );
        problems.add(&format!("courses/{}/course.toml", course.slug), 1, message);
    }
}
