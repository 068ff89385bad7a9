//! Short signs of content, to notice that it was changed.

use domain::assess::model::{Model, Practice, PracticeStatus, Rules};
use domain::assess::part::Question;
use domain::content::Text;
use sha2::{Digest, Sha256};

/// The first 16 digits of a hash over the parts, each apart from the next.
pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..8])
}

/// A sign of a version of a model in every language: of all that is asked, shown or computed with. It is put together here and not derived
/// from the types, so that it changes with the content and not with the program.
pub(crate) fn of_model<'a>(languages: impl IntoIterator<Item = &'a Model>) -> String {
    let mut parts = Parts::default();
    for model in languages {
        parts.texts([&model.title, &model.summary]);
        for flag in &model.flags {
            parts.values([flag.id.as_str(), flag.tier.as_str()]);
            parts.texts([&flag.title, &flag.help]);
        }
        for level in &model.levels {
            parts.texts([&level.title, &level.summary]);
        }
        for tier in &model.tiers {
            parts.texts([&tier.title, &tier.summary]);
        }
        let priority = &model.priority;
        for constant in [priority.scale, priority.gate_factor, priority.effort_weight] {
            parts.values([constant.to_string().as_str()]);
        }
        if model.rules != Rules::EveryLevel {
            parts.values([priority.lead_weight.to_string().as_str()]);
        }
        parts.numbers([priority.default_freeze_weeks]);
        for domain in &model.domains {
            let targets = domain.targets;
            parts.values([domain.code.as_str()]);
            parts.texts([&domain.title, &domain.summary]);
            parts.numbers([targets.T1, targets.T2, targets.T3, targets.T4].map(u16::from));
            domain
                .practices
                .iter()
                .for_each(|practice| parts.practice(practice));
        }
    }
    digest(parts.0.iter().map(String::as_str))
}

#[derive(Default)]
struct Parts(Vec<String>);

impl Parts {
    fn values<const N: usize>(&mut self, values: [&str; N]) {
        self.0.extend(values.map(str::to_owned));
    }

    fn numbers<const N: usize>(&mut self, numbers: [u16; N]) {
        self.0.extend(numbers.map(|number| number.to_string()));
    }

    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a Text>) {
        self.0.extend(texts.into_iter().map(|text| text.text.clone()));
    }

    fn question(&mut self, question: &Question) {
        match question {
            Question::Whole(question) => self.texts([question]),
            Question::Parts(question) => {
                self.values([question.when.as_str()]);
                for part in &question.parts {
                    let weight = if part.is_essential { "essential" } else { "" };
                    self.values([part.id.as_str(), weight]);
                    self.texts([&part.text]);
                }
                self.texts([&question.partly, &question.largely]);
            }
        }
    }

    fn practice(&mut self, practice: &Practice) {
        let is_asked = practice.status == PracticeStatus::Published;
        self.values([practice.id.as_str(), if is_asked { "asked" } else { "not asked" }]);
        self.texts([&practice.title]);
        self.question(&practice.question);
        self.texts([&practice.help, &practice.full]);
        self.texts(&practice.evidence);
        let numbers = [practice.level, practice.impact, practice.effort].map(u16::from);
        self.numbers(numbers);
        self.numbers([practice.lead_weeks]);
        for list in [&practice.nist, &practice.cis] {
            self.0.push(list.join(" "));
        }
        let flags: Vec<&str> = practice
            .applies_when
            .iter()
            .map(domain::id::FlagId::as_str)
            .collect();
        self.0.push(flags.join(" "));
        self.0.extend(practice.sources.iter().cloned());
    }
}
