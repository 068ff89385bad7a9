//! Where the practices of a version come from: read, and checked against the version before.

use std::collections::{BTreeMap, HashSet};

use domain::assess::upgrade::{Change, Origin, Upgrade};
use domain::id::PracticeId;

use super::{CheckedModel, PracticeStatus, RawPractice};
use crate::problem::Problems;
use crate::raw::Reader;

/// Where the practice comes from. Whether the version before asks those that it names is checked once it is read.
pub(super) fn origin(raw: &RawPractice, reader: &mut Reader<'_>) -> Option<Origin> {
    match (&raw.change, &raw.from) {
        (Some(change), Some(from)) => {
            let known = Change::ALL.map(Change::as_str);
            let kind = reader.one_of("change", change, Change::parse, known)?;
            let from: Vec<_> = from.iter().map(|id| id.get_ref().as_str().into()).collect();
            let is_itself = from.len() == 1 && from[0] == raw.id.get_ref().as_str().into();
            if kind != Change::Fresh && !is_itself {
                let message =
                    "what is the same or only reworded comes from itself; with other origins it is `fresh`";
                reader.problem(&change.span(), message);
            }
            Some(Origin { change: kind, from })
        }
        (None, None) => None,
        _ => {
            let message = "`from` and `change` belong together; a new practice has neither";
            reader.problem(&raw.id.span(), message);
            None
        }
    }
}

impl CheckedModel {
    pub(super) fn upgrade(&self) -> Option<Upgrade> {
        let practices = self.domains.iter().flat_map(|domain| &domain.practices);
        let origins = practices.filter_map(|practice| Some((practice.id.clone(), practice.origin.clone()?)));
        Some(Upgrade {
            from: self.takes_over?,
            origins: origins.collect::<BTreeMap<_, _>>(),
        })
    }

    /// Whether this takes over answers to one of those versions without losing any: each practice comes from some that are there, and each
    /// that was asked goes somewhere.
    pub(crate) fn check_upgrade(&self, versions: &[Self], problems: &mut Problems) {
        let file = &self.file;
        let Some(from) = self.takes_over else {
            for (domain, practice) in self.placed().filter(|(_, practice)| practice.origin.is_some()) {
                let message = "the model does not say whose answers it takes over (takes_over in model.toml)";
                problems.add(&domain.file, practice.line, message);
            }
            return;
        };
        let Some(before) = versions.iter().find(|model| model.version == from) else {
            problems.add(
                file,
                1,
                format!("there is no version {from} whose answers could be taken over"),
            );
            return;
        };
        let known: HashSet<&PracticeId> = before.practices().map(|(id, _)| id).collect();
        let mut taken: HashSet<&PracticeId> = HashSet::new();
        for (domain, practice) in self.placed() {
            for id in practice.origin.iter().flat_map(|origin| &origin.from) {
                if !known.contains(id) {
                    let message = format!("version {from} has no practice `{id}`");
                    problems.add(&domain.file, practice.line, message);
                }
                taken.insert(id);
            }
            if practice.origin.is_none() && known.contains(&practice.id) {
                let message = format!(
                    "version {from} has a practice {} too: say with `from` and `change` what becomes of its answers",
                    practice.id
                );
                problems.add(&domain.file, practice.line, message);
            }
        }
        for (id, _) in before
            .practices()
            .filter(|(id, is_asked)| *is_asked && !taken.contains(id))
        {
            problems.add(
                file,
                1,
                format!("answers to {id} of version {from} go nowhere: no practice has it in `from`"),
            );
        }
    }

    /// The practices that are asked, each with its domain.
    pub(super) fn placed(&self) -> impl Iterator<Item = (&super::CheckedDomain, &super::CheckedPractice)> {
        self.domains.iter().flat_map(|domain| {
            let asked = domain
                .practices
                .iter()
                .filter(|practice| practice.status == PracticeStatus::Published);
            asked.map(move |practice| (domain, practice))
        })
    }
}
