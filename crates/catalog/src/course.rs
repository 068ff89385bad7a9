//! Courses and their modules: what lies in their directories, and what it says.

mod module;

use std::collections::{HashMap, HashSet};

use domain::content::{Audience, Course, Lang, Module, Status};
use domain::id::{CourseId, ModuleId, PracticeId};
use serde::Deserialize;

use crate::form::FormFile;
use crate::guide::{GUIDES, PARTNERS};
use crate::intervention::INTERVENTIONS;
use crate::lesson::{CheckedLesson, LessonFile};
use crate::load::{Files, is_slug, numbered};
use crate::lock::{Ids, Kind};
use crate::markdown::{LessonLink, Links, Nearby};
use crate::picture::{self, Media};
use crate::po::Message;
use crate::problem::{Problems, Source};
use crate::quiz::{CheckedQuiz, QuizFile};
use crate::raw::{Field, Number, Reader, parse};
use crate::self_check::CheckFile;
use crate::translate::Translator;

/// Where a course stands that says nothing about its order.
const LAST: i64 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCourse {
    id: Field,
    version: Number,
    title: Field,
    summary: Field,
    language: Field,
    roles: Vec<Field>,
    pass_mark: Number,
    validity_months: Number,
    practices: Vec<Field>,
    licence: Field,
    order: Option<Number>,
    #[serde(default)]
    former: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModule {
    id: Field,
    title: Field,
    objectives: Vec<Field>,
    #[serde(default)]
    former: Vec<Field>,
}

/// The files of a course, read but not yet checked.
pub(crate) struct CourseFiles<'a> {
    pub(crate) slug: String,
    course: Option<(Source<'a>, RawCourse)>,
    modules: Vec<ModuleFiles<'a>>,
}

struct ModuleFiles<'a> {
    slug: String,
    module: Option<(Source<'a>, RawModule)>,
    lessons: Vec<LessonFile<'a>>,
    checks: Vec<CheckFile<'a>>,
    forms: Vec<FormFile<'a>>,
    quiz: Option<QuizFile<'a>>,
    media: HashMap<String, Media>,
    nearby: Nearby,
    media_dir: String,
}

/// What texts and fields may refer to.
pub(crate) struct Known<'a> {
    pub(crate) practices: &'a HashSet<String>,
    pub(crate) terms: &'a HashSet<String>,
    pub(crate) lessons: &'a HashMap<String, LessonLink>,
    pub(crate) guides: &'a HashSet<String>,
}

impl<'a> Known<'a> {
    /// What a text may point at that lies in a course, beside those things.
    pub(crate) fn links(&self, course: &'a str, nearby: &'a Nearby) -> Links<'a> {
        Links {
            terms: self.terms,
            lessons: self.lessons,
            guides: self.guides,
            course,
            nearby,
        }
    }
}

/// A course in the language in which it was written.
#[derive(Debug)]
pub(crate) struct CheckedCourse {
    pub(crate) slug: String,
    pub(crate) order: i64,
    pub(crate) lang: Lang,
    pub(crate) media: HashMap<String, Media>,
    pub(crate) id: CourseId,
    /// Names that it had in addresses before.
    pub(crate) former: Vec<String>,
    version: u32,
    title: String,
    summary: String,
    roles: Vec<Audience>,
    pass_mark: u8,
    validity_months: u16,
    practices: Vec<PracticeId>,
    licence: String,
    pub(crate) modules: Vec<CheckedModule>,
}

#[derive(Debug)]
pub(crate) struct CheckedModule {
    pub(crate) slug: String,
    pub(crate) id: ModuleId,
    /// Names that it had in addresses before.
    pub(crate) former: Vec<String>,
    title: String,
    objectives: Vec<String>,
    pub(crate) lessons: Vec<CheckedLesson>,
    pub(crate) quiz: Option<CheckedQuiz>,
    nearby: Nearby,
}

/// A course in one language.
pub(crate) struct LocalCourse {
    /// What is offered.
    pub(crate) course: Course,
    /// What was once offered, kept for those who took it: modules with their deprecated lessons.
    pub(crate) retired: Vec<Module>,
}

impl<'a> CourseFiles<'a> {
    /// Reads the directory `courses/<slug>`.
    pub(crate) fn read(files: &'a Files, slug: &str, problems: &mut Problems) -> Self {
        let dir = format!("courses/{slug}");
        if !is_slug(slug) || TAKEN.contains(&slug) || slug.starts_with("model-") {
            let message = format!(
                "the directory `{slug}` cannot name a course: lower-case letters, digits and hyphens, and neither {} nor `model-…`",
                TAKEN.map(|name| format!("`{name}`")).join(", ")
            );
            problems.add(&dir, 1, message);
        }
        // The page of that name lists nobody's courses: it is an attempt's.
        if slug == ATTEMPTS {
            problems.add(&dir, 1, NOT_ATTEMPTS);
        }
        let mut course = None;
        let mut modules: Vec<(u32, ModuleFiles<'a>)> = Vec::new();
        let file = format!("{dir}/course.toml");
        match files.text(&file, problems) {
            Some(source) => course = parse(source, problems).map(|raw| (source, raw)),
            None if files.bytes(&file).is_none() => problems.add(&file, 1, "every course needs this file"),
            None => {}
        }
        for name in files.list(&dir) {
            if name == "course.toml" {
                continue;
            }
            let path = format!("{dir}/{}", name.trim_end_matches('/'));
            match name.strip_suffix('/').and_then(numbered) {
                Some((number, name)) => {
                    let others = modules
                        .iter()
                        .map(|(number, module)| (*number, module.slug.as_str()));
                    unique(&path, number, name, others, problems);
                    let mut module = ModuleFiles::read(files, &path, name, problems);
                    module.join(slug, problems);
                    modules.push((number, module));
                }
                None => problems.add(&path, 1, NOT_IN_COURSE),
            }
        }
        if modules.is_empty() {
            problems.add(&dir, 1, "the course has no module");
        }
        modules.sort_by_key(|(number, _)| *number);
        let modules = modules.into_iter().map(|(_, module)| module).collect();
        Self {
            slug: slug.to_owned(),
            course,
            modules,
        }
    }

    /// Adds where each lesson is found.
    pub(crate) fn links(&self, links: &mut HashMap<String, LessonLink>) {
        for lesson in self.modules.iter().flat_map(|module| &module.lessons) {
            links
                .entry(lesson.raw.id.get_ref().clone())
                .or_insert(LessonLink {
                    course: self.slug.clone(),
                    lesson: lesson.slug.clone(),
                    draft: lesson.raw.status.get_ref() == "draft",
                });
        }
    }

    /// Checks everything; gives the course if it has a readable `course.toml`.
    pub(crate) fn check(
        self,
        known: &Known<'_>,
        ids: &mut Ids,
        messages: &mut Vec<Message>,
        problems: &mut Problems,
    ) -> Option<CheckedCourse> {
        let mut checked = None;
        if let Some((source, raw)) = &self.course {
            let mut reader = Reader {
                source: *source,
                problems,
                ids,
                messages,
            };
            checked = Some(self.course(raw, known, &mut reader));
        }
        let lang = checked.as_ref().map_or(Lang::En, |course| course.lang);
        let (mut modules, mut media) = (Vec::new(), HashMap::new());
        let mut slugs: HashMap<&str, &str> = HashMap::new();
        for module in &self.modules {
            for lesson in &module.lessons {
                if let Some(other) = slugs.insert(&lesson.slug, lesson.front.file) {
                    let message = format!("the course has a lesson with the same name: {other}");
                    problems.add(lesson.front.file, 1, message);
                }
            }
            for (name, file) in &module.media {
                if media.insert(name.clone(), file.clone()).is_some() {
                    let message = "another module of the course has a picture with this name";
                    problems.add(&format!("{}/{name}", module.media_dir), 1, message);
                }
            }
            modules.push(module.check(&self.slug, lang, known, ids, messages, problems));
        }
        let objectives: HashSet<String> = modules
            .iter()
            .flat_map(|module| &module.lessons)
            .flat_map(|lesson| lesson.objectives.iter().cloned())
            .collect();
        for (files, module) in self.modules.iter().zip(&mut modules) {
            let Some(quiz) = &files.quiz else { continue };
            let mut objectives = objectives.clone();
            objectives.extend(module.objectives.iter().cloned());
            let links = known.links(&self.slug, &files.nearby);
            let mut reader = Reader {
                source: quiz.source,
                problems,
                ids,
                messages,
            };
            module.quiz = Some(quiz.check(&mut reader, lang, &objectives, &links));
        }
        checked.map(|course| CheckedCourse {
            media,
            modules,
            ..course
        })
    }

    fn course(&self, raw: &RawCourse, known: &Known<'_>, reader: &mut Reader<'_>) -> CheckedCourse {
        let names = Audience::ALL.map(Audience::as_str);
        if raw.roles.is_empty() {
            reader.problem(&(0..0), "the course must be for at least one of the roles");
        }
        if raw.licence.get_ref().trim().is_empty() {
            reader.problem(&raw.licence.span(), "the licence is empty");
        }
        CheckedCourse {
            slug: self.slug.clone(),
            order: raw
                .order
                .as_ref()
                .map_or(LAST, |order| reader.number("order", order, 1..=LAST)),
            lang: reader.language(&raw.language),
            media: HashMap::new(),
            id: reader.id(Kind::Course, &raw.id),
            former: reader.former(&raw.former),
            version: reader.number("the version", &raw.version, 1..=1_000_000),
            title: reader.text("the title", &raw.title),
            summary: reader.text("the summary", &raw.summary),
            roles: raw
                .roles
                .iter()
                .filter_map(|role| reader.one_of("role", role, Audience::parse, names))
                .collect(),
            pass_mark: reader.number("pass_mark", &raw.pass_mark, 1..=100),
            validity_months: reader.number("validity_months", &raw.validity_months, 1..=120),
            practices: reader.references("practice", &raw.practices, known.practices),
            licence: raw.licence.get_ref().trim().to_owned(),
            modules: Vec::new(),
        }
    }
}

/// What translations of something else are named.
const TAKEN: [&str; 4] = ["glossary", GUIDES, INTERVENTIONS, PARTNERS];
/// The name of the pages of attempts, which no course can have.
pub(crate) const ATTEMPTS: &str = "attempts";
pub(crate) const NOT_ATTEMPTS: &str = "a course cannot be named `attempts`: the addresses below /learn/attempts/ are those of attempts at quizzes";
const NOT_IN_COURSE: &str =
    "this does not belong in a course: course.toml and directories like 01-accounts do";

impl CheckedCourse {
    /// The course in one language.
    pub(crate) fn localise(
        &self,
        to: &Translator<'_>,
        known: &Known<'_>,
        problems: &mut Problems,
    ) -> LocalCourse {
        let (mut modules, mut retired) = (Vec::new(), Vec::new());
        for module in &self.modules {
            let links = known.links(&self.slug, &module.nearby);
            let (mut offered, mut kept) = (Vec::new(), Vec::new());
            for lesson in &module.lessons {
                let local = lesson.localise(to, &links, problems);
                match lesson.status {
                    Status::Published => offered.push(local),
                    Status::Deprecated => kept.push(local),
                    Status::Draft => {}
                }
            }
            let quiz = module
                .quiz
                .as_ref()
                .map(|quiz| quiz.localise(to, &links, problems));
            let with = |lessons, quiz| Module {
                id: module.id.clone(),
                slug: module.slug.clone(),
                title: to.text(&module.title),
                objectives: to.texts(&module.objectives),
                lessons,
                quiz,
            };
            // The quiz goes with the lessons: nobody is asked about what they cannot read.
            match (offered.is_empty(), kept.is_empty()) {
                (true, true) => {}
                (true, false) => retired.push(with(kept, quiz)),
                (false, true) => modules.push(with(offered, quiz)),
                (false, false) => {
                    retired.push(with(kept, None));
                    modules.push(with(offered, quiz));
                }
            }
        }
        let course = Course {
            id: self.id.clone(),
            slug: self.slug.clone(),
            version: self.version,
            title: to.text(&self.title),
            summary: to.text(&self.summary),
            roles: self.roles.clone(),
            pass_mark: self.pass_mark,
            validity_months: self.validity_months,
            practices: self.practices.clone(),
            licence: self.licence.clone(),
            modules,
        };
        LocalCourse { course, retired }
    }
}

/// Numbers give the order and names the address, so neither may occur twice in a directory.
fn unique<'a>(
    path: &str,
    number: u32,
    slug: &str,
    mut others: impl Iterator<Item = (u32, &'a str)>,
    problems: &mut Problems,
) {
    if let Some((_, other)) = others.find(|(n, s)| *n == number || *s == slug) {
        let message = format!("`{other}` beside it has the same number or the same name");
        problems.add(path, 1, message);
    }
}
