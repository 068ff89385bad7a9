//! Identifiers and addresses are for ever: `ids.lock` lists every id ever published, every version of the model and every address with what
//! it leads to, so that none is lost or used for something else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::problem::{Problems, Source};

/// The file in the content directory.
pub(crate) const LOCK: &str = "ids.lock";

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// An address below `/learn/`, with the id of what it leads to.
    Address,
    Choice,
    Course,
    Domain,
    Flag,
    Form,
    Guide,
    /// The name of a guide in its address, with its id.
    GuideAddress,
    /// The name of the file of an intervention.
    Intervention,
    Item,
    Lesson,
    Model,
    Module,
    /// A part of a practice, with the practice's id.
    Part,
    Practice,
    Quiz,
    Term,
    /// A version of a model.
    Version,
}

impl Kind {
    const ALL: [Self; 18] = [
        Self::Address,
        Self::Choice,
        Self::Course,
        Self::Domain,
        Self::Flag,
        Self::Form,
        Self::Guide,
        Self::GuideAddress,
        Self::Intervention,
        Self::Item,
        Self::Lesson,
        Self::Model,
        Self::Module,
        Self::Part,
        Self::Practice,
        Self::Quiz,
        Self::Term,
        Self::Version,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Choice => "choice",
            Self::Course => "course",
            Self::Domain => "domain",
            Self::Flag => "flag",
            Self::Form => "form",
            Self::Guide => "guide",
            Self::GuideAddress => "guide-address",
            Self::Intervention => "intervention",
            Self::Item => "item",
            Self::Lesson => "lesson",
            Self::Model => "model",
            Self::Module => "module",
            Self::Part => "part",
            Self::Practice => "practice",
            Self::Quiz => "quiz",
            Self::Term => "term",
            Self::Version => "version",
        }
    }

    /// Whether ids of this kind are UUIDs, which are unique among all kinds.
    pub(crate) fn is_uuid(self) -> bool {
        match self {
            Self::Course
            | Self::Form
            | Self::Guide
            | Self::Item
            | Self::Lesson
            | Self::Model
            | Self::Module
            | Self::Quiz => true,
            Self::Address
            | Self::Choice
            | Self::Domain
            | Self::Flag
            | Self::GuideAddress
            | Self::Intervention
            | Self::Part
            | Self::Practice
            | Self::Term
            | Self::Version => false,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The ids in use.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    used: BTreeSet<(Kind, String)>,
    /// What has each id, and where. The key of a UUID has no kind: two kinds cannot share one.
    places: BTreeMap<(Option<Kind>, String), (Kind, String)>,
}

impl Ids {
    /// Takes an id. If it is taken, says where.
    pub(crate) fn claim(&mut self, kind: Kind, id: &str, file: &str, line: usize) -> Option<String> {
        let key = ((!kind.is_uuid()).then_some(kind), id.to_owned());
        if let Some((_, other)) = self.places.get(&key) {
            return Some(other.clone());
        }
        self.places.insert(key, (kind, format!("{file}:{line}")));
        self.used.insert((kind, id.to_owned()));
        None
    }

    /// Notes what is published under a name that can have several, such as an address.
    pub(crate) fn publish(&mut self, kind: Kind, name: String) {
        self.used.insert((kind, name));
    }

    /// Allows the ids of models to be taken once more: each version of a model has those of the one before.
    pub(crate) fn release_models(&mut self) {
        let of_model = |kind| matches!(kind, Kind::Domain | Kind::Flag | Kind::Model | Kind::Practice);
        self.places.retain(|_, (kind, _)| !of_model(*kind));
    }

    /// How many ids the lock does not have yet.
    pub(crate) fn missing_from(&self, lock: &BTreeSet<(Kind, String)>) -> usize {
        self.used.difference(lock).count()
    }
}

/// Reads the lock and reports what is no longer there.
pub(crate) fn check(source: Source<'_>, ids: &Ids, problems: &mut Problems) -> BTreeSet<(Kind, String)> {
    let mut locked = BTreeSet::new();
    for (index, line) in source.text.lines().enumerate() {
        let entry = line.split_once(' ').and_then(|(kind, id)| {
            Some((
                Kind::ALL.into_iter().find(|known| known.as_str() == kind)?,
                id.to_owned(),
            ))
        });
        match entry {
            Some(entry) => {
                if !ids.used.contains(&entry) {
                    problems.add(source.file, index + 1, gone(entry.0, &entry.1));
                }
                locked.insert(entry);
            }
            None if line.trim().is_empty() => {}
            None => problems.add(source.file, index + 1, "a line of this file is a kind and an id"),
        }
    }
    locked
}

/// What is wrong when something published is not there any more, and how to put it right.
fn gone(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Address => {
            let (address, id) = name.split_once(' ').unwrap_or((name, ""));
            let old = address.rsplit('/').next().unwrap_or(address);
            format!(
                "the address /learn/{address} was published and no longer leads to {id}; add former = [\"{old}\"] where that has its name                  now (the lesson, the form, its module.toml or course.toml; [\"{address}\"] if it moved to another course)"
            )
        }
        Kind::GuideAddress => {
            let (address, id) = name.split_once(' ').unwrap_or((name, ""));
            format!(
                "the address /guides/{address} was published and no longer leads to the guide {id}; give its file that name again"
            )
        }
        Kind::Version => {
            let (id, version) = name.rsplit_once('@').unwrap_or((name, ""));
            format!(
                "version {version} of the model {id} was published and is gone; what was assessed with it needs it: keep its directory                  beside that of the new version, named <slug>-v{version}"
            )
        }
        kind => format!(
            "the {kind} {name} was published and is gone; put it back (lessons, questions, practices and interventions can be marked status = \"deprecated\")"
        ),
    }
}

/// The lock with the ids in use added to it.
pub(crate) fn updated(locked: &BTreeSet<(Kind, String)>, ids: &Ids) -> String {
    locked
        .union(&ids.used)
        .map(|(kind, id)| format!("{kind} {id}\n"))
        .collect()
}
