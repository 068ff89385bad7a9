//! Maturity models: constants, flags, levels, tiers, domains and practices.

mod file;
mod parts;
mod plain;
mod practice;
mod sound;
mod upgrade;

use std::collections::HashSet;

use domain::assess::framework::{NIST_SUBCATEGORIES, is_cis_safeguard, is_nist_subcategory};
use domain::assess::model::{
    Domain, Flag, Level, Model, Practice, PracticeStatus, PriorityConstants, Rules, Targets, Tier, TierText,
};
use domain::assess::upgrade::Origin;
use domain::content::Lang;
use domain::id::{DomainCode, FlagId, ModelId, PracticeId};

use crate::load::{Files, is_slug, numbered_code};
use crate::lock::{Ids, Kind};
use crate::po::Message;
use crate::problem::Problems;
use crate::raw::{Field, Reader, parse};

use self::file::{RawDomain, RawModel, RawPractice};
use crate::translate::Translator;

/// A model in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedModel {
    file: String,
    pub(crate) slug: String,
    pub(crate) version: u32,
    pub(crate) lang: Lang,
    pub(crate) id: ModelId,
    title: String,
    summary: String,
    flags: Vec<CheckedFlag>,
    levels: Vec<(u8, String, String)>,
    tiers: Vec<(Tier, String, String)>,
    rules: Rules,
    /// The version whose answers it takes over.
    takes_over: Option<u32>,
    priority: PriorityConstants,
    domains: Vec<CheckedDomain>,
}

#[derive(Debug)]
struct CheckedFlag {
    id: FlagId,
    title: String,
    help: String,
    tier: Tier,
}

#[derive(Debug)]
struct CheckedDomain {
    file: String,
    code: DomainCode,
    title: String,
    summary: String,
    targets: Targets,
    practices: Vec<CheckedPractice>,
}

#[derive(Debug)]
struct CheckedPractice {
    id: PracticeId,
    level: u8,
    applies_when: Vec<FlagId>,
    origin: Option<Origin>,
    title: String,
    question: parts::CheckedQuestion,
    help: String,
    full: String,
    evidence: Vec<String>,
    impact: u8,
    effort: u8,
    lead_weeks: u16,
    nist: Vec<String>,
    cis: Vec<String>,
    sources: Vec<String>,
    status: PracticeStatus,
    /// Its line in its domain's file.
    line: usize,
}

impl CheckedModel {
    /// Reads and checks the directory `models/<name>`; gives the model if it has a readable `model.toml`.
    pub(crate) fn read(
        files: &Files,
        name: &str,
        ids: &mut Ids,
        messages: &mut Vec<Message>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let dir = format!("models/{name}");
        let file = format!("{dir}/model.toml");
        let source = files.text(&file, problems);
        if files.bytes(&file).is_none() {
            problems.add(&file, 1, "every model needs this file");
        }
        let raw: Option<RawModel> = source.and_then(|source| parse(source, problems));
        let mut model = None;
        if let (Some(source), Some(raw)) = (source, &raw) {
            let mut reader = Reader {
                source,
                problems,
                ids,
                messages,
            };
            model = Some(Self::check(raw, name, &mut reader));
        }
        let flags: Option<HashSet<String>> = model
            .as_ref()
            .map(|model| model.flags.iter().map(|flag| flag.id.to_string()).collect());
        let rules = model.as_ref().map(|model| model.rules).unwrap_or_default();
        let mut domains: Vec<(u32, CheckedDomain)> = Vec::new();
        for name in files.list(&dir).iter().filter(|name| *name != "model.toml") {
            let file = format!("{dir}/{}", name.trim_end_matches('/'));
            let Some((number, code)) = name.strip_suffix(".toml").and_then(numbered_code) else {
                let message = "this does not belong in a model: model.toml and domains like 01-GOV.toml do";
                problems.add(&file, 1, message);
                continue;
            };
            if domains.iter().any(|(other, _)| *other == number) {
                problems.add(&file, 1, "another domain has the same number");
            }
            let Some(source) = files.text(&file, problems) else {
                continue;
            };
            let Some(raw) = parse::<RawDomain>(source, problems) else {
                continue;
            };
            let mut reader = Reader {
                source,
                problems,
                ids,
                messages,
            };
            domains.push((
                number,
                CheckedDomain::check(&raw, code, rules, flags.as_ref(), &mut reader),
            ));
        }
        if domains.is_empty() {
            problems.add(&dir, 1, "the model has no domain");
        }
        domains.sort_by_key(|(number, _)| *number);
        let model = model.map(|model| Self {
            domains: domains.into_iter().map(|(_, domain)| domain).collect(),
            ..model
        })?;
        if model.rules == Rules::UpToTarget {
            model.check_sound(&file, problems);
        }
        Some(model)
    }

    fn check(raw: &RawModel, name: &str, reader: &mut Reader<'_>) -> Self {
        let slug = raw.slug.get_ref().clone();
        let version = reader.number("the version", &raw.version, 1..=1_000_000);
        if !is_slug(&slug) {
            reader.problem(
                &raw.slug.span(),
                "the slug may have lower-case letters, digits and hyphens only",
            );
        } else if name != slug && name != format!("{slug}-v{version}") {
            let message = format!(
                "the directory of this model must be named {slug} or, for an old version, {slug}-v{version}"
            );
            reader.problem(&raw.slug.span(), message);
        }
        if raw.licence.get_ref().trim().is_empty() {
            reader.problem(&raw.licence.span(), "the licence is empty");
        }
        let id = reader.id(Kind::Model, &raw.id);
        let title = reader.text("the title", &raw.title);
        let summary = reader.text("the summary", &raw.summary);
        let lang = reader.language(&raw.language);
        let flags = raw.flags.iter().map(|flag| {
            if !is_slug(flag.id.get_ref()) {
                let message = "the id of a flag may have lower-case letters, digits and hyphens only";
                reader.problem(&flag.id.span(), message);
            }
            CheckedFlag {
                id: reader.id(Kind::Flag, &flag.id),
                title: reader.text("the title", &flag.title),
                help: reader.text("the help", &flag.help),
                tier: reader.tier(&flag.tier).unwrap_or(Tier::T1),
            }
        });
        let flags = flags.collect();
        let levels: Vec<_> = raw
            .levels
            .iter()
            .map(|level| {
                let number: u8 = reader.number("level", &level.level, 1..=4);
                (
                    number,
                    reader.text("the title", &level.title),
                    reader.text("the summary", &level.summary),
                )
            })
            .collect();
        if levels.iter().map(|level| level.0).ne(1..=4) {
            reader.problem(&(0..0), "the model needs the levels 1, 2, 3 and 4, in this order");
        }
        let tiers: Vec<_> = raw
            .tiers
            .iter()
            .map(|tier| {
                let id = reader.tier(&tier.id).unwrap_or(Tier::T1);
                (
                    id,
                    reader.text("the title", &tier.title),
                    reader.text("the summary", &tier.summary),
                )
            })
            .collect();
        if tiers.iter().map(|tier| tier.0).ne(Tier::ALL) {
            reader.problem(
                &(0..0),
                "the model needs the tiers T1, T2, T3 and T4, in this order",
            );
        }
        let rules: u8 = reader.number("rules", &raw.rules, 1..=2);
        let takes_over = raw
            .takes_over
            .as_ref()
            .map(|before| reader.number("takes_over", before, 1..=i64::from(version) - 1));
        let priority = PriorityConstants {
            scale: reader.factor("scale", &raw.priority.scale, 1.0, 1000.0),
            gate_factor: reader.factor("gate_factor", &raw.priority.gate_factor, 1.0, 10.0),
            effort_weight: reader.factor("effort_weight", &raw.priority.effort_weight, 0.0, 10.0),
            lead_weight: raw
                .priority
                .lead_weight
                .as_ref()
                .map_or(0.0, |weight| reader.factor("lead_weight", weight, 0.0, 1.0)),
            default_freeze_weeks: reader.number(
                "default_freeze_weeks",
                &raw.priority.default_freeze_weeks,
                0..=52,
            ),
        };
        Self {
            file: reader.source.file.to_owned(),
            slug,
            version,
            lang,
            id,
            title,
            summary,
            flags,
            levels,
            tiers,
            rules: Rules::of_number(rules).unwrap_or_default(),
            takes_over,
            priority,
            domains: Vec::new(),
        }
    }

    /// The ids of all practices, and those of the practices that are still asked.
    pub(crate) fn practices(&self) -> impl Iterator<Item = (&PracticeId, bool)> {
        self.domains
            .iter()
            .flat_map(|domain| &domain.practices)
            .map(|practice| (&practice.id, practice.status == PracticeStatus::Published))
    }

    /// The model in one language.
    pub(crate) fn localise(&self, to: &Translator<'_>) -> Model {
        let flags = self.flags.iter().map(|flag| Flag {
            id: flag.id.clone(),
            title: to.text(&flag.title),
            help: to.text(&flag.help),
            tier: flag.tier,
        });
        let levels = self.levels.iter().map(|(level, title, summary)| Level {
            level: *level,
            title: to.text(title),
            summary: to.text(summary),
        });
        let tiers = self.tiers.iter().map(|(id, title, summary)| TierText {
            id: *id,
            title: to.text(title),
            summary: to.text(summary),
        });
        Model {
            id: self.id.clone(),
            slug: self.slug.clone(),
            version: self.version,
            title: to.text(&self.title),
            summary: to.text(&self.summary),
            flags: flags.collect(),
            levels: levels.collect(),
            tiers: tiers.collect(),
            rules: self.rules,
            priority: self.priority,
            upgrade: self.upgrade(),
            domains: self.domains.iter().map(|domain| domain.localise(to)).collect(),
        }
    }
}

impl Reader<'_> {
    fn tier(&mut self, field: &Field) -> Option<Tier> {
        self.one_of("tier", field, Tier::parse, Tier::ALL.map(Tier::as_str))
    }

    fn factor(&mut self, name: &str, field: &toml::Spanned<f64>, least: f64, most: f64) -> f64 {
        let value = *field.get_ref();
        if !(least..=most).contains(&value) {
            let message = format!("{name} is {value}; it must lie between {least} and {most}");
            self.problem(&field.span(), message);
        }
        value
    }
}
