//! The value of a report: its numbers with every text that a page or a file shows beside them. A submitted assessment keeps it as
//! it was, so that neither new content nor a new program changes a byte of what was submitted.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Date;

use super::{GapReport, weeks_until};
use crate::assess::model::{ModelRef, PriorityConstants};
use crate::content::{Lang, Text};
use crate::id::{DomainCode, LessonId, PracticeId};
use crate::timestamp::Timestamp;

/// The version of what this crate computes: scores, gaps, priorities, buckets, views through frameworks. Raised whenever a change of code
/// gives another report for the same model, profile and answers; what was submitted before keeps the number with which it was made.
pub const ENGINE: u32 = 1;

/// The form in which a [`ReportValue`] is written. Raised when it can no longer be read by what read it before.
pub const VALUE_FORMAT: u32 = 1;

/// A gap report with everything that is shown of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportValue {
    /// [`VALUE_FORMAT`] as of then.
    pub format: u32,
    /// [`ENGINE`] as of then.
    pub engine: u32,
    /// The version of the model.
    pub model: ModelRef,
    /// The model's name in addresses and files.
    pub model_slug: String,
    /// The body's name.
    pub body: String,
    /// When it was submitted; nothing: it is a draft.
    pub submitted_at: Option<Timestamp>,
    /// The constants of the priority formula.
    pub priority: PriorityConstants,
    /// The practices that were asked.
    pub asked: BTreeSet<PracticeId>,
    /// The numbers.
    pub report: GapReport,
    /// The texts in every language that there was.
    pub texts: BTreeMap<Lang, ReportTexts>,
}

/// The texts of a report in one language. A text without a translation is in the language in which it could be had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportTexts {
    /// The model's title.
    pub model: Text,
    /// The title of the tier in force.
    pub tier: Option<Text>,
    /// The titles of the domains.
    pub domains: BTreeMap<DomainCode, Text>,
    /// The titles of the practices that have a gap.
    pub practices: BTreeMap<PracticeId, Text>,
    /// The lessons on offer that teach those.
    pub lessons: BTreeMap<PracticeId, Vec<ReportLesson>>,
}

/// A lesson that a report points at. Its address goes on leading there when the lesson gets another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLesson {
    /// The lesson.
    pub id: LessonId,
    /// The name of its course in addresses.
    pub course: String,
    /// Its own name in addresses.
    pub slug: String,
    /// Its title.
    pub title: Text,
}

impl ReportValue {
    /// The texts in a language. One that came later gets those of the first language, each marked with the language that it is in.
    pub fn texts(&self, lang: Lang) -> Option<&ReportTexts> {
        self.texts
            .get(&lang)
            .or_else(|| self.texts.get(&Lang::default()))
            .or_else(|| self.texts.values().next())
    }

    /// Whole weeks that are left to the election on a later day; nothing if no election was named, or once it is past.
    pub fn weeks_left_on(&self, day: Date) -> Option<i64> {
        weeks_until(self.report.next_election, day)
    }
}

impl ReportTexts {
    /// The title of a domain.
    pub fn domain(&self, code: &str) -> Option<&Text> {
        self.domains.get(&DomainCode::from(code))
    }

    /// The title of a practice.
    pub fn practice(&self, id: &str) -> Option<&Text> {
        self.practices.get(&PracticeId::from(id))
    }

    /// The lessons that teach a practice.
    pub fn lessons(&self, id: &str) -> &[ReportLesson] {
        self.lessons.get(&PracticeId::from(id)).map_or(&[], Vec::as_slice)
    }
}
