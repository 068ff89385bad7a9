//! What is learnt: courses, modules, lessons, the glossary, and what stands around them. Read from `content/` by the `catalog` crate.

pub mod intervention;
mod support;

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};
use time::Date;

use crate::id::{CourseId, LessonId, ModuleId, PracticeId};
use crate::learn::quiz::Quiz;
use crate::named::named;

pub use intervention::Intervention;
pub use support::{CheckChoice, CheckItem, Form, Guide, Partner, PartnerKind};

/// Declares the languages: the one table of them. The first is that in which everything is written first.
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $tag:literal, $dir:literal, $own_name:literal;)*) => {
        /// A language of the interface and of content. Its words are the files of its tag: `crates/words/locales/<tag>/` and `content/po/<tag>/`.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Lang {
            $(
                $(#[$doc])*
                #[serde(rename = $tag)]
                $name,
            )*
        }

        impl Lang {
            /// Every language.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$name),*];

            /// The BCP 47 tag.
            pub fn tag(self) -> &'static str {
                match self {
                    $(Self::$name => $tag,)*
                }
            }

            /// The direction of writing, for the `dir` attribute.
            pub fn dir(self) -> &'static str {
                match self {
                    $(Self::$name => $dir,)*
                }
            }

            /// The language's own name for itself.
            pub fn own_name(self) -> &'static str {
                match self {
                    $(Self::$name => $own_name,)*
                }
            }
        }
    };
}

languages! {
    /// English.
    #[default]
    En = "en", "ltr", "English";
    /// Arabic.
    Ar = "ar", "rtl", "العربية";
}

impl Lang {
    /// The language with that tag, whatever its region: `ar-EG` is Arabic.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }
}

/// A piece of prose out of content, in the language in which it could be had: a text without a
/// translation stays in the source language, and a page marks it so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// The prose.
    pub text: String,
    /// Its language.
    pub lang: Lang,
}

impl Text {
    /// A text in the given language.
    pub fn new(text: impl Into<String>, lang: Lang) -> Self {
        Self {
            text: text.into(),
            lang,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// HTML that the catalogue rendered out of checked Markdown; safe to put into a page as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// For whom a course is meant.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Audience {
    /// Everyone in the office.
    AllStaff,
    /// Commissioners and directors.
    Leadership,
    /// Registration staff.
    Registration,
    /// Operations.
    Operations,
    /// IT staff.
    It,
    /// Procurement.
    Procurement,
    /// Warehouse, transport, polling staff.
    Logistics,
    /// Press and public communication.
    Communications,
    /// Liaison with other organisations and countries.
    Liaison,
}

named!(Audience);

impl Audience {
    /// Every audience, in the order in which the catalogue shows them.
    pub const ALL: [Self; Self::COUNT] = [
        Self::AllStaff,
        Self::Leadership,
        Self::Registration,
        Self::Operations,
        Self::It,
        Self::Procurement,
        Self::Logistics,
        Self::Communications,
        Self::Liaison,
    ];
}

/// Whether content is offered. What was once published is never deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written: shown to nobody.
    Draft,
    /// Offered.
    Published,
    /// No longer offered; kept for those who took it.
    Deprecated,
}

/// A course, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Stable id.
    pub id: CourseId,
    /// Name in addresses.
    pub slug: String,
    /// Raised when what is taught changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// One or two sentences for the catalogue.
    pub summary: Text,
    /// For whom it is meant.
    pub roles: Vec<Audience>,
    /// Percentage of a quiz that passes it.
    pub pass_mark: u8,
    /// Months after which it should be taken again.
    pub validity_months: u16,
    /// Practices that it serves.
    pub practices: Vec<PracticeId>,
    /// SPDX identifier of the licence under which it may be shared.
    pub licence: String,
    /// Its modules, in order.
    pub modules: Vec<Module>,
}

impl Course {
    /// Whether people with that role should take it; what is for all staff is for each of them.
    pub fn is_for(&self, audience: Audience) -> bool {
        self.roles
            .iter()
            .any(|role| *role == audience || *role == Audience::AllStaff)
    }

    /// The module with that name in addresses.
    pub fn module(&self, slug: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.slug == slug)
    }

    /// The lessons of every module, in order.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.modules.iter().flat_map(|module| &module.lessons)
    }

    /// The quizzes of every module, in order.
    pub fn quizzes(&self) -> impl Iterator<Item = &Quiz> {
        self.modules.iter().filter_map(|module| module.quiz.as_ref())
    }

    /// Reading time of all lessons, in minutes.
    pub fn minutes(&self) -> u32 {
        self.lessons().map(|lesson| u32::from(lesson.minutes)).sum()
    }
}

/// A module of a course.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// Stable id.
    pub id: ModuleId,
    /// Name in addresses.
    pub slug: String,
    /// Title.
    pub title: Text,
    /// What a learner can do afterwards.
    pub objectives: Vec<Text>,
    /// Its lessons, in order.
    pub lessons: Vec<Lesson>,
    /// Its graded quiz, if it has one.
    pub quiz: Option<Quiz>,
}

/// A lesson, rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Stable id.
    pub id: LessonId,
    /// Name in addresses.
    pub slug: String,
    /// Title.
    pub title: Text,
    /// Reading time in minutes.
    pub minutes: u8,
    /// What a learner can do afterwards.
    pub objectives: Vec<Text>,
    /// Practices that it teaches.
    pub practices: Vec<PracticeId>,
    /// Whether it is offered.
    pub status: Status,
    /// Day of the last reading by a person.
    pub reviewed_on: Date,
    /// The text.
    pub body: Html,
    /// Its second-level headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Questions for oneself at its end.
    pub self_check: Vec<CheckItem>,
    /// The forms to print that belong to it.
    pub forms: Vec<Form>,
    /// Share of its paragraphs that is in the language asked for, in percent, rounded down.
    pub translated_percent: u8,
    /// A short sign of what it says in the language in which it was written: it changes when the lesson is revised.
    pub revision: String,
}

impl Lesson {
    /// The form with that name in addresses.
    pub fn form(&self, slug: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.slug == slug)
    }
}

/// A heading within a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The `id` attribute of the heading element.
    pub anchor: String,
    /// Its text.
    pub text: Text,
}

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Stable slug; the anchor on the glossary page.
    pub id: String,
    /// The term.
    pub term: Text,
    /// What it means.
    pub definition: Text,
}
