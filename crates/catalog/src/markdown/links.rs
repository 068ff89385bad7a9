//! What a text may point at.

use std::collections::{HashMap, HashSet};

use crate::picture::Sizes;

/// What a text may point at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Links<'a> {
    /// Ids of the glossary.
    pub(crate) terms: &'a HashSet<String>,
    /// Lessons by id.
    pub(crate) lessons: &'a HashMap<String, LessonLink>,
    /// Names of guides.
    pub(crate) guides: &'a HashSet<String>,
    /// Slug of the course.
    pub(crate) course: &'a str,
    /// What lies beside the text.
    pub(crate) nearby: &'a Nearby,
}

/// What lies in the module of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nearby {
    /// Pictures.
    pub(crate) pictures: Sizes,
    /// Addresses of forms, by the name of their file.
    pub(crate) forms: HashMap<String, String>,
}

/// Where a lesson is found.
#[derive(Debug)]
pub(crate) struct LessonLink {
    pub(crate) course: String,
    pub(crate) lesson: String,
    pub(crate) draft: bool,
}
