//! Turns `content/` into checked, rendered domain types. docs/authoring.md describes the files.
//!
//! The way of a file: `load` reads all bytes; `course`, `lesson`, `form`, `quiz`, `model`, `guide`, `intervention` and the like read the TOML, check it,
//! and collect texts for translators; `markdown` reads texts into a `document`; `translate` makes one for each language; `render`
//! writes its HTML. Whatever is wrong becomes a [`Problem`]; reading goes on, so that all problems are told at once. `rules` has what is
//! wanted of a course beyond being readable.

mod blank;
mod callout;
mod course;
mod digest;
mod document;
mod form;
mod front;
mod glossary;
mod guide;
mod index;
mod intervention;
mod lesson;
mod load;
mod lock;
mod markdown;
mod model;
mod moved;
mod partners;
mod picture;
mod places;
mod po;
mod problem;
mod quiz;
mod raw;
mod read;
mod render;
mod rules;
mod self_check;
mod text;
mod translate;
mod translated;

use std::path::Path;

pub use index::Catalog;
pub use picture::Media;
pub use problem::Problem;

/// What `polder content check` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What must be put right. With what cannot be read or leads nowhere the server does not start; with a lesson that lacks something, or
    /// a quiz that gives away what is right or asks too little, it does.
    pub problems: Vec<Problem>,
    /// What should be known: practices that no lesson teaches, how much is translated. Empty as long as the server would not start.
    pub warnings: Vec<String>,
    /// How many ids are not in `ids.lock` yet. A commit has none: an id that was published without being there could
    /// disappear unseen.
    pub new_ids: usize,
}

impl Catalog {
    /// Reads, checks and renders all content below a directory.
    ///
    /// # Errors
    /// Every problem that was found.
    pub fn load(dir: &Path) -> Result<Self, Vec<Problem>> {
        read::read(dir).map(|content| content.catalog)
    }
}

/// Checks all content below a directory.
pub fn check(dir: &Path) -> Report {
    match read::read(dir) {
        Ok(content) => Report {
            problems: content.broken_rules,
            warnings: content.warnings,
            new_ids: content.new_ids,
        },
        Err(problems) => Report {
            problems,
            warnings: Vec::new(),
            new_ids: 0,
        },
    }
}

/// Adds all new ids to `ids.lock` and tells how many there were. Nothing is ever removed from it.
///
/// # Errors
/// Every problem of the content: ids of content with mistakes are not yet for ever.
pub fn write_lock(dir: &Path) -> Result<usize, Vec<Problem>> {
    let content = read::read(dir)?;
    let file = dir.join(lock::LOCK);
    let failed = |error: std::io::Error| {
        vec![Problem {
            file: lock::LOCK.into(),
            line: 1,
            message: format!("this cannot be written: {error}"),
        }]
    };
    // Written beside it and then moved, so that the lock is never half a file.
    let new = dir.join(".ids.lock.new");
    std::fs::write(&new, content.lock).map_err(failed)?;
    std::fs::rename(&new, &file).map_err(failed)?;
    Ok(content.new_ids)
}
