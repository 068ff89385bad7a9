//! Kinds of assistance: one file each in `interventions/`, named by its id for ever.

mod fields;
mod file;
mod needs;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use domain::content::Lang;
use domain::content::intervention::{
    Checked, Cost, Estimate, Evidence, Intervention, Kind, Lift, Need, Offer, Purpose, Source, Strength,
};
use domain::id::{InterventionId, PracticeId};

use crate::document::Document;
use crate::load::{Files, is_slug};
use crate::lock::{self, Ids};
use crate::markdown::Links;
use crate::po::Message;
use crate::problem::Problems;
use crate::raw::{Reader, parse};
use crate::render;
use crate::translate::{Translator, share};

use self::file::RawIntervention;
use self::needs::CheckedNeed;

/// The directory, and the name of their translations.
pub(crate) const INTERVENTIONS: &str = "interventions";

/// What interventions may refer to.
pub(crate) struct Around<'a> {
    /// The practices of the newest model.
    pub(crate) practices: &'a HashSet<String>,
    /// Those of them that are asked.
    pub(crate) asked: &'a [PracticeId],
    /// The keys of the partners.
    pub(crate) partners: &'a HashSet<String>,
    pub(crate) links: Links<'a>,
}

/// An intervention in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedIntervention {
    file: String,
    id: InterventionId,
    is_offered: bool,
    title: String,
    kind: Kind,
    summary: String,
    what: Document,
    not: String,
    prerequisites: Option<String>,
    load: String,
    risks: Vec<String>,
    needs: Vec<CheckedNeed>,
    weeks: Estimate,
    own_days: u32,
    in_freeze: bool,
    cost: Cost,
    lifts: Vec<Lift>,
    strength: Strength,
    evidence: String,
    sources: Vec<Source>,
    purposes: Vec<Purpose>,
    offers: Vec<CheckedOffer>,
}

#[derive(Debug)]
struct CheckedOffer {
    who: String,
    partner: Option<String>,
    note: String,
    checked: Checked,
}

/// Reads and checks all interventions, in the order of their ids. `wanted` takes what `content check` wants of them and the program can do
/// without.
pub(crate) fn read_all(
    files: &Files,
    around: &Around<'_>,
    ids: &mut Ids,
    messages: &mut Vec<Message>,
    problems: &mut Problems,
    wanted: &mut Problems,
) -> Vec<CheckedIntervention> {
    let mut paths = Vec::new();
    for name in files.list(INTERVENTIONS) {
        let path = format!("{INTERVENTIONS}/{}", name.trim_end_matches('/'));
        match name.strip_suffix(".toml").filter(|id| is_slug(id)) {
            Some(id) => paths.push((path, id.to_owned())),
            None => problems.add(
                &path,
                1,
                "only interventions like lead-mentoring.toml belong here, with lower-case letters, digits and hyphens in their names",
            ),
        }
    }
    let known: BTreeSet<&str> = paths.iter().map(|(_, id)| id.as_str()).collect();
    let mut interventions = Vec::new();
    for (path, id) in &paths {
        let source = files.text(path, problems);
        let Some((source, raw)) = source.and_then(|source| Some((source, parse(source, problems)?))) else {
            continue;
        };
        let mut reader = Reader {
            source,
            problems,
            ids,
            messages,
        };
        // Packages and pledges will name it.
        reader.ids.publish(lock::Kind::Intervention, id.clone());
        interventions.push(CheckedIntervention::check(
            &raw,
            id,
            around,
            &known,
            &mut reader,
            wanted,
        ));
    }
    needs::check_order(&interventions, problems);
    needs::check_reach(&interventions, around.asked, wanted);
    interventions
}

impl CheckedIntervention {
    fn check(
        raw: &RawIntervention,
        id: &str,
        around: &Around<'_>,
        known: &BTreeSet<&str>,
        reader: &mut Reader<'_>,
        wanted: &mut Problems,
    ) -> Self {
        let kind = reader.one_of("kind", &raw.kind, Kind::parse, Kind::ALL.map(Kind::as_str));
        let strength = reader.one_of(
            "strength",
            &raw.evidence.strength,
            Strength::parse,
            Strength::ALL.map(Strength::as_str),
        );
        let strength = strength.unwrap_or(Strength::ExpertJudgement);
        let sources: Vec<Source> = raw
            .evidence
            .sources
            .iter()
            .map(|source| Source {
                title: reader.untranslated("the title of a source", &source.title),
                checked: reader.checked(&source.checked),
            })
            .collect();
        fields::check_lengths(raw, reader, wanted);
        fields::check_evidence(raw, strength, &sources, reader, wanted);
        let offers = raw.offers.iter().map(|offer| CheckedOffer {
            who: reader.text("who offers it", &offer.who),
            partner: offer
                .partner
                .as_ref()
                .map(|partner| reader.partner(partner, around.partners)),
            note: reader.text("the note", &offer.note),
            checked: reader.checked(&offer.checked),
        });
        let offers = offers.collect();
        Self {
            file: reader.source.file.to_owned(),
            id: id.into(),
            is_offered: reader.is_offered(raw.status.as_ref()),
            title: reader.text("the title", &raw.title),
            kind: kind.unwrap_or(Kind::Advice),
            summary: reader.text("the summary", &raw.summary),
            what: reader.long_text("what", &raw.what, &around.links),
            not: reader.text("`not`", &raw.not),
            prerequisites: raw
                .prerequisites_text
                .as_ref()
                .map(|text| reader.text("prerequisites_text", text)),
            load: reader.text("load_text", &raw.load_text),
            risks: reader.texts("a risk", &raw.risks),
            needs: reader.needs(&raw.needs, around.practices, known),
            weeks: reader.estimate("weeks", &raw.weeks, fields::MOST_WEEKS),
            own_days: reader.number("own_days", &raw.own_days, 1..=fields::MOST_DAYS),
            in_freeze: raw.in_freeze,
            cost: reader.cost(&raw.cost),
            lifts: reader.lifts(&raw.lifts, around.practices),
            strength,
            evidence: reader.text("the text on evidence", &raw.evidence.text),
            sources,
            purposes: reader.purposes(&raw.purposes),
            offers,
        }
    }

    fn lift(&self, practice: &PracticeId) -> f64 {
        let lift = self.lifts.iter().find(|lift| lift.practice == *practice);
        lift.map_or(0.0, |lift| lift.share)
    }

    /// The intervention in one language.
    pub(crate) fn localise(
        &self,
        to: &Translator<'_>,
        links: &Links<'_>,
        problems: &mut Problems,
    ) -> Arc<Intervention> {
        let what = to.document(&self.what, links, problems);
        let offers = self.offers.iter().map(|offer| Offer {
            who: to.text(&offer.who),
            partner: offer.partner.clone(),
            note: to.text(&offer.note),
            checked: offer.checked,
        });
        let needs: Vec<Need> = self.needs.iter().map(|found| found.need.clone()).collect();
        Arc::new(Intervention {
            id: self.id.clone(),
            is_offered: self.is_offered,
            title: to.text(&self.title),
            kind: self.kind,
            summary: to.text(&self.summary),
            what: render::document(&what, to.lang),
            not: to.text(&self.not),
            prerequisites: self.prerequisites.as_ref().map(|text| to.text(text)),
            load: to.text(&self.load),
            risks: to.texts(&self.risks),
            needs,
            weeks: self.weeks,
            own_days: self.own_days,
            in_freeze: self.in_freeze,
            cost: self.cost,
            lifts: self.lifts.clone(),
            evidence: Evidence {
                strength: self.strength,
                text: to.text(&self.evidence),
                sources: self.sources.clone(),
            },
            purposes: self.purposes.clone(),
            offers: offers.collect(),
            translated_percent: share(&what, to.lang),
        })
    }
}

/// The language in which interventions are written.
pub(crate) const SOURCE: Lang = Lang::En;
