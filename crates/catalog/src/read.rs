//! Reads the whole of the content: models and glossary first, then the courses that refer to them, then the translations.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use domain::content::Lang;
use domain::id::PracticeId;

use crate::course::{CheckedCourse, CourseFiles, Known};
use crate::glossary::{GLOSSARY, Glossary};
use crate::guide::{CheckedGuide, GUIDES, GuideFile, PARTNERS};
use crate::index::{Catalog, Language};
use crate::intervention::{self, Around, INTERVENTIONS};
use crate::load::Files;
use crate::lock::{self, Ids, Kind, LOCK};
use crate::markdown::Nearby;
use crate::model::CheckedModel;
use crate::moved::Moved;
use crate::partners::{self, CheckedPartners};
use crate::po::{Message, Po};
use crate::problem::{Problem, Problems};
use crate::quiz;
use crate::raw::Reader;
use crate::rules;
use crate::translate::Translator;
use crate::translated;

/// Everything that reading yields.
pub(crate) struct Content {
    pub(crate) catalog: Catalog,
    /// What `content check` wants of the courses and the program can do without.
    pub(crate) broken_rules: Vec<Problem>,
    pub(crate) warnings: Vec<String>,
    /// New content of the lock.
    pub(crate) lock: String,
    /// How many ids it has that the old one had not.
    pub(crate) new_ids: usize,
}

/// The texts for translators, by the name of the translation's file.
pub(crate) type Templates = BTreeMap<String, Vec<Message>>;

pub(crate) fn read(dir: &Path) -> Result<Content, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut ids = Ids::default();
    let mut templates = Templates::new();
    let files = Files::read(dir, &mut problems);

    let models = models(&files, &mut ids, &mut templates, &mut problems);
    let glossary = glossary(&files, &mut ids, &mut templates, &mut problems);
    let terms = glossary.ids();
    let practices: HashSet<String> = models
        .iter()
        .flat_map(|model| model.practices().map(|(id, _)| id.to_string()))
        .collect();

    let mut courses = Vec::new();
    for name in files.list("courses") {
        match name.strip_suffix('/') {
            Some(slug) => courses.push(CourseFiles::read(&files, slug, &mut problems)),
            None => {
                problems.add(
                    &format!("courses/{name}"),
                    1,
                    "only directories, one for each course, belong here",
                );
            }
        }
    }
    let guides = GuideFile::read_all(&files, &mut problems);
    let partners = partners(&files, &mut ids, &mut templates, &mut problems);
    let mut guide_names: HashSet<String> = guides.iter().map(|guide| guide.slug().to_owned()).collect();
    guide_names.extend((!partners.is_empty()).then(|| PARTNERS.to_owned()));
    let mut lessons = HashMap::new();
    courses.iter().for_each(|course| course.links(&mut lessons));
    let known = Known {
        practices: &practices,
        terms: &terms,
        lessons: &lessons,
        guides: &guide_names,
    };
    let nowhere = Nearby::default();
    let links = known.links("", &nowhere);
    let mut messages = Vec::new();
    let mut guides: Vec<CheckedGuide> = guides
        .iter()
        .map(|guide| guide.check(&mut ids, &mut messages, &links, &mut problems))
        .collect();
    if !guides.is_empty() {
        templates.insert(GUIDES.to_owned(), messages);
    }
    guides.sort_by(|a, b| a.place().cmp(&b.place()));
    let mut courses: Vec<CheckedCourse> = courses
        .into_iter()
        .filter_map(|course| {
            let messages = templates.entry(course.slug.clone()).or_default();
            course.check(&known, &mut ids, messages, &mut problems)
        })
        .collect();
    courses.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));

    let asked: Vec<PracticeId> = models.first().map_or_else(Vec::new, |model| {
        let practices = model.practices().filter(|(_, asked)| *asked);
        practices.map(|(id, _)| id.clone()).collect()
    });
    let around = Around {
        practices: &models.first().map_or_else(HashSet::new, |model| {
            model.practices().map(|(id, _)| id.to_string()).collect()
        }),
        asked: &asked,
        partners: &partners.keys(),
        links,
    };
    let (mut messages, mut wanted) = (Vec::new(), Problems::default());
    let interventions = intervention::read_all(
        &files,
        &around,
        &mut ids,
        &mut messages,
        &mut problems,
        &mut wanted,
    );
    if !interventions.is_empty() {
        templates.insert(INTERVENTIONS.to_owned(), messages);
    }

    for model in &models {
        ids.publish(Kind::Version, format!("{}@{}", model.id, model.version));
    }
    let moved = Moved::read(&courses, &mut ids, &mut problems);

    let locked = files
        .text(LOCK, &mut problems)
        .map(|source| lock::check(source, &ids, &mut problems));
    let locked = locked.unwrap_or_default();
    let new_ids = ids.missing_from(&locked);

    let sources = sources(&models, &courses, &templates);
    let translations = translations(&files, &templates, &sources, &mut problems);
    let languages = Lang::ALL.map(|lang| {
        let to = |source: Lang, name: &str| Translator {
            lang,
            source,
            po: (lang != source)
                .then(|| translations.get(&(lang, name.to_owned())))
                .flatten(),
        };
        let models = models
            .iter()
            .map(|model| model.localise(&to(model.lang, &format!("model-{}", model.slug))));
        let courses = courses
            .iter()
            .map(|course| course.localise(&to(course.lang, &course.slug), &known, &mut problems));
        let courses = courses.collect();
        let to_guides = to(Lang::default(), GUIDES);
        let guides = guides
            .iter()
            .map(|guide| guide.localise(&to_guides, &links, &mut problems));
        Language::new(
            courses,
            models.collect(),
            glossary.localise(&to(Glossary::SOURCE, "glossary")),
            guides.collect(),
            partners.localise(&to(Lang::default(), PARTNERS)),
            interventions
                .iter()
                .map(|one| one.localise(&to(intervention::SOURCE, INTERVENTIONS), &links, &mut problems))
                .collect(),
        )
    });
    if !problems.is_empty() {
        return Err(problems.into_sorted());
    }

    let mut warnings = Vec::new();
    if new_ids > 0 {
        warnings.push(format!(
            "{new_ids} ids are not in {LOCK} yet; add them with --write-lock"
        ));
    }
    warnings.extend(translated::notes(&templates, &sources, &translations));
    let mut broken_rules = rules::broken(&courses);
    broken_rules.extend(quiz::broken(&courses));
    broken_rules.extend(wanted.into_sorted());
    broken_rules.sort();
    let media = courses
        .iter_mut()
        .map(|course| (course.slug.clone(), std::mem::take(&mut course.media)));
    let media = media.collect();
    let catalog = Catalog::new(files.version(), languages, media, templates, asked, moved);
    warnings.extend(untaught(&catalog));
    Ok(Content {
        catalog,
        broken_rules,
        warnings,
        lock: lock::updated(&locked, &ids),
        new_ids,
    })
}

/// The practices that no lesson teaches; those of the first level by themselves, since every body is asked for them first.
fn untaught(catalog: &Catalog) -> Vec<String> {
    let untaught = catalog.untaught();
    let note = |words: &str, practices: &[&PracticeId]| {
        let names: Vec<String> = practices.iter().map(ToString::to_string).collect();
        let names_in_words = words::list(Lang::default(), &names);
        (!names.is_empty()).then(|| {
            format!(
                "no lesson teaches these {} practices{words}: {names_in_words}",
                names.len()
            )
        })
    };
    let is_first = |practice: &&PracticeId| {
        let found = catalog.practice(Lang::default(), practice);
        found.is_some_and(|practice| practice.level == 1)
    };
    let all: Vec<&PracticeId> = untaught.iter().collect();
    let first: Vec<&PracticeId> = untaught.iter().filter(is_first).collect();
    [note("", &all), note(" of level 1", &first)]
        .into_iter()
        .flatten()
        .collect()
}

/// The models, newest version first.
fn models(
    files: &Files,
    ids: &mut Ids,
    templates: &mut Templates,
    problems: &mut Problems,
) -> Vec<CheckedModel> {
    let mut models: Vec<CheckedModel> = Vec::new();
    for name in files.list("models") {
        let Some(dir) = name.strip_suffix('/') else {
            problems.add(
                &format!("models/{name}"),
                1,
                "only directories, one for each model, belong here",
            );
            continue;
        };
        ids.release_models();
        let mut messages = Vec::new();
        let Some(model) = CheckedModel::read(files, dir, ids, &mut messages, problems) else {
            continue;
        };
        if let Some(other) = models.first() {
            let file = format!("models/{dir}/model.toml");
            if other.slug != model.slug || other.id != model.id {
                problems.add(
                    &file,
                    1,
                    "there can be only one model; its versions have one slug and one id",
                );
            } else if models.iter().any(|other| other.version == model.version) {
                problems.add(&file, 1, format!("the version {} is here twice", model.version));
            }
        }
        templates
            .entry(format!("model-{}", model.slug))
            .or_default()
            .append(&mut messages);
        models.push(model);
    }
    if models.is_empty() && problems.is_empty() {
        problems.add("models", 1, "there is no maturity model");
    }
    models.sort_by_key(|model| std::cmp::Reverse(model.version));
    for model in &models {
        model.check_upgrade(&models, problems);
    }
    models
}

fn glossary(files: &Files, ids: &mut Ids, templates: &mut Templates, problems: &mut Problems) -> Glossary {
    let Some(source) = files.text(GLOSSARY, problems) else {
        return Glossary::default();
    };
    let messages = templates.entry("glossary".to_owned()).or_default();
    Glossary::check(&mut Reader {
        source,
        problems,
        ids,
        messages,
    })
}

fn partners(
    files: &Files,
    ids: &mut Ids,
    templates: &mut Templates,
    problems: &mut Problems,
) -> CheckedPartners {
    let Some(source) = files.text(partners::FILE, problems) else {
        return CheckedPartners::default();
    };
    let messages = templates.entry(PARTNERS.to_owned()).or_default();
    CheckedPartners::check(&mut Reader {
        source,
        problems,
        ids,
        messages,
    })
}

/// What can be translated, by the name of its files, with the language in which it was written.
fn sources(
    models: &[CheckedModel],
    courses: &[CheckedCourse],
    templates: &Templates,
) -> BTreeMap<String, Lang> {
    let models = models
        .iter()
        .map(|model| (format!("model-{}", model.slug), model.lang));
    let courses = courses.iter().map(|course| (course.slug.clone(), course.lang));
    let glossary = ("glossary".to_owned(), Glossary::SOURCE);
    let others = [GUIDES, INTERVENTIONS, PARTNERS].into_iter();
    let others = others
        .filter(|name| templates.contains_key(*name))
        .map(|name| (name.to_owned(), Lang::default()));
    models.chain(courses).chain([glossary]).chain(others).collect()
}

/// The translations by language and name.
fn translations(
    files: &Files,
    templates: &Templates,
    sources: &BTreeMap<String, Lang>,
    problems: &mut Problems,
) -> BTreeMap<(Lang, String), Po> {
    let mut found = BTreeMap::new();
    for dir in files.list("po") {
        let path = format!("po/{}", dir.trim_end_matches('/'));
        let tag = dir.strip_suffix('/').unwrap_or_default();
        let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.tag() == tag) else {
            let known = words::list(Lang::default(), &Lang::ALL.map(Lang::tag));
            problems.add(
                &path,
                1,
                format!("only directories named by a language that Polder knows ({known}) belong here"),
            );
            continue;
        };
        for name in files.list(&path) {
            let file = format!("{path}/{}", name.trim_end_matches('/'));
            let Some(name) = name
                .strip_suffix(".po")
                .filter(|name| templates.contains_key(*name))
            else {
                let message = "this is no translation of anything: it must be named <course>.po, model-<model>.po or glossary.po";
                problems.add(&file, 1, message);
                continue;
            };
            let Some(source) = files.text(&file, problems) else {
                continue;
            };
            let po = Po::read(source, problems);
            if let Some((language, line)) = &po.language
                && language != tag
            {
                problems.add(
                    &file,
                    *line,
                    format!("the header says Language: {language}, the directory says {tag}"),
                );
            }
            if sources.get(name) == Some(&lang) {
                problems.add(&file, 1, "the source text is in this language already");
            }
            found.insert((lang, name.to_owned()), po);
        }
    }
    found
}
