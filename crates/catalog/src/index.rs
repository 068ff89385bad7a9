//! The catalogue: everything found by language and name or id. The indexes are made once, when the content is loaded.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use domain::assess::model::{Model, ModelRef, Practice};
use domain::content::{Course, Guide, Intervention, Lang, Lesson, Module, Partner, Term};
use domain::id::{CourseId, InterventionId, LessonId, ModelId, PracticeId, QuizId};
use domain::learn::quiz::Quiz;

use crate::course::LocalCourse;
use crate::digest;
use crate::moved::Moved;
use crate::picture::Media;
use crate::po::{self, Message};

/// All content, checked and rendered in every language.
#[derive(Debug)]
pub struct Catalog {
    version: String,
    languages: [Language; Lang::ALL.len()],
    courses: HashMap<String, usize>,
    courses_by_id: HashMap<CourseId, usize>,
    /// By slug of the course and of the lesson.
    lessons: HashMap<String, HashMap<String, LessonPlace>>,
    lessons_by_id: HashMap<LessonId, LessonPlace>,
    quizzes: HashMap<QuizId, ModulePlace>,
    interventions: HashMap<InterventionId, usize>,
    teaching: HashMap<PracticeId, Vec<LessonPlace>>,
    untaught: Vec<PracticeId>,
    media: HashMap<String, HashMap<String, Media>>,
    templates: BTreeMap<String, Vec<Message>>,
    moved: Moved,
    /// The sign of each version of the model, in the order of the models.
    digests: Vec<String>,
}

/// The content in one language. The order of everything is the same in every language.
#[derive(Debug)]
pub(crate) struct Language {
    /// The courses on offer, and after them those that have nothing on offer.
    courses: Vec<Course>,
    offered: usize,
    /// For each course the modules that hold what is no longer offered.
    retired: Vec<Vec<Module>>,
    /// Newest version first.
    models: Vec<Model>,
    glossary: Vec<Term>,
    guides: Vec<Guide>,
    partners: Vec<Partner>,
    /// Those on offer, and after them those that are no longer.
    interventions: Vec<Arc<Intervention>>,
    offered_interventions: usize,
}

#[derive(Clone, Copy, Debug)]
struct ModulePlace {
    course: usize,
    retired: bool,
    module: usize,
}

#[derive(Clone, Copy, Debug)]
struct LessonPlace {
    module: ModulePlace,
    lesson: usize,
}

impl Language {
    pub(crate) fn new(
        courses: Vec<LocalCourse>,
        models: Vec<Model>,
        glossary: Vec<Term>,
        guides: Vec<Guide>,
        partners: Vec<Partner>,
        interventions: Vec<Arc<Intervention>>,
    ) -> Self {
        let (offered, rest): (Vec<_>, Vec<_>) = courses
            .into_iter()
            .partition(|local| !local.course.modules.is_empty());
        let count = offered.len();
        let (mut interventions, withdrawn): (Vec<_>, Vec<_>) =
            interventions.into_iter().partition(|one| one.is_offered);
        let offered_interventions = interventions.len();
        interventions.extend(withdrawn);
        let (courses, retired) = offered
            .into_iter()
            .chain(rest)
            .map(|local| (local.course, local.retired))
            .unzip();
        Self {
            courses,
            offered: count,
            retired,
            models,
            glossary,
            guides,
            partners,
            interventions,
            offered_interventions,
        }
    }

    fn module(&self, place: ModulePlace) -> (&Course, &Module) {
        let course = &self.courses[place.course];
        let modules = if place.retired {
            &self.retired[place.course]
        } else {
            &course.modules
        };
        (course, &modules[place.module])
    }

    fn lesson(&self, place: LessonPlace) -> (&Course, &Module, &Lesson) {
        let (course, module) = self.module(place.module);
        (course, module, &module.lessons[place.lesson])
    }

    /// Every module, offered or not, and its place.
    fn modules(&self) -> impl Iterator<Item = (ModulePlace, &Course, &Module)> {
        self.courses.iter().enumerate().flat_map(move |(course, found)| {
            let place = move |retired| {
                move |(module, m)| {
                    (
                        ModulePlace {
                            course,
                            retired,
                            module,
                        },
                        found,
                        m,
                    )
                }
            };
            let offered = found.modules.iter().enumerate().map(place(false));
            offered.chain(self.retired[course].iter().enumerate().map(place(true)))
        })
    }
}

impl Catalog {
    pub(crate) fn new(
        version: String,
        languages: [Language; Lang::ALL.len()],
        media: HashMap<String, HashMap<String, Media>>,
        templates: BTreeMap<String, Vec<Message>>,
        asked: Vec<PracticeId>,
        moved: Moved,
    ) -> Self {
        let [any, ..] = &languages;
        let courses = any
            .courses
            .iter()
            .enumerate()
            .map(|(index, course)| (course.slug.clone(), index));
        let courses_by_id = any
            .courses
            .iter()
            .enumerate()
            .map(|(index, course)| (course.id.clone(), index));
        let (courses, courses_by_id) = (courses.collect(), courses_by_id.collect());
        let mut lessons: HashMap<String, HashMap<String, LessonPlace>> = HashMap::new();
        let (mut lessons_by_id, mut quizzes) = (HashMap::new(), HashMap::new());
        let mut teaching: HashMap<PracticeId, Vec<LessonPlace>> = HashMap::new();
        for (place, course, module) in any.modules() {
            if let Some(quiz) = &module.quiz {
                quizzes.insert(quiz.id.clone(), place);
            }
            for (index, lesson) in module.lessons.iter().enumerate() {
                let found = LessonPlace {
                    module: place,
                    lesson: index,
                };
                lessons
                    .entry(course.slug.clone())
                    .or_default()
                    .insert(lesson.slug.clone(), found);
                lessons_by_id.insert(lesson.id.clone(), found);
                if !place.retired {
                    for practice in &lesson.practices {
                        teaching.entry(practice.clone()).or_default().push(found);
                    }
                }
            }
        }
        let digests = (0..any.models.len())
            .map(|index| digest::of_model(languages.iter().map(|language| &language.models[index])))
            .collect();
        let interventions = any
            .interventions
            .iter()
            .enumerate()
            .map(|(index, one)| (one.id.clone(), index));
        let interventions = interventions.collect();
        let untaught = asked
            .into_iter()
            .filter(|practice| !teaching.contains_key(practice))
            .collect();
        Self {
            version,
            languages,
            courses,
            courses_by_id,
            lessons,
            lessons_by_id,
            quizzes,
            interventions,
            teaching,
            untaught,
            media,
            templates,
            moved,
            digests,
        }
    }

    fn language(&self, lang: Lang) -> &Language {
        // Made from `Lang::ALL`, which is in the order of the variants.
        &self.languages[lang as usize]
    }

    /// Changes whenever any content does: 16 hexadecimal digits.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The courses on offer, in the order in which the catalogue shows them.
    pub fn courses(&self, lang: Lang) -> &[Course] {
        let language = self.language(lang);
        &language.courses[..language.offered]
    }

    /// The course with that name in addresses, offered or not.
    pub fn course(&self, lang: Lang, slug: &str) -> Option<&Course> {
        Some(&self.language(lang).courses[*self.courses.get(slug)?])
    }

    /// The course with that id, offered or not.
    pub fn course_by_id(&self, lang: Lang, id: &CourseId) -> Option<&Course> {
        Some(&self.language(lang).courses[*self.courses_by_id.get(id)?])
    }

    /// A lesson by the names in its address. One that is deprecated is found too; its module then has nothing but what is deprecated.
    pub fn lesson(&self, lang: Lang, course: &str, lesson: &str) -> Option<(&Course, &Module, &Lesson)> {
        Some(
            self.language(lang)
                .lesson(*self.lessons.get(course)?.get(lesson)?),
        )
    }

    /// A lesson by its id, deprecated or not.
    pub fn lesson_by_id(&self, lang: Lang, id: &LessonId) -> Option<(&Course, &Module, &Lesson)> {
        Some(self.language(lang).lesson(*self.lessons_by_id.get(id)?))
    }

    /// A quiz by its id.
    pub fn quiz(&self, lang: Lang, id: &QuizId) -> Option<(&Course, &Module, &Quiz)> {
        let (course, module) = self.language(lang).module(*self.quizzes.get(id)?);
        Some((course, module, module.quiz.as_ref()?))
    }

    /// Where an address below `/learn/` leads that something had before, such as `course/lesson`; itself below `/learn/`.
    pub fn moved(&self, address: &str) -> Option<&str> {
        self.moved.find(address)
    }

    /// Every version of the maturity model, the newest first.
    pub fn models(&self, lang: Lang) -> &[Model] {
        &self.language(lang).models
    }

    /// A practice as the newest version says it that has it.
    pub fn practice(&self, lang: Lang, id: &PracticeId) -> Option<&Practice> {
        self.models(lang)
            .iter()
            .find_map(|model| model.practice(id.as_str()))
    }

    /// A short sign of a version of the model: it changes when anything is corrected in it, in whatever language.
    pub fn model_digest(&self, model: &ModelRef) -> Option<&str> {
        let models = self.models(Lang::default()).iter();
        let index = models.into_iter().position(|known| known.reference() == *model)?;
        self.digests.get(index).map(String::as_str)
    }

    /// The newest version of the maturity model: what a new assessment takes. What exists names its own version.
    pub fn model(&self, lang: Lang) -> &Model {
        // Content without a model does not load.
        &self.language(lang).models[0]
    }

    /// A version of a maturity model.
    pub fn model_version(&self, lang: Lang, id: &ModelId, version: u32) -> Option<&Model> {
        self.language(lang)
            .models
            .iter()
            .find(|model| model.id == *id && model.version == version)
    }

    /// The glossary, in the order of the alphabet.
    pub fn glossary(&self, lang: Lang) -> &[Term] {
        &self.language(lang).glossary
    }

    /// The guides, in the order in which they are listed.
    pub fn guides(&self, lang: Lang) -> &[Guide] {
        &self.language(lang).guides
    }

    /// A guide by its name in addresses.
    pub fn guide(&self, lang: Lang, slug: &str) -> Option<&Guide> {
        self.guides(lang).iter().find(|guide| guide.slug == slug)
    }

    /// Whom to ask for help, by kind.
    pub fn partners(&self, lang: Lang) -> &[Partner] {
        &self.language(lang).partners
    }

    /// The kinds of assistance on offer, in the order of their ids.
    pub fn interventions(&self, lang: Lang) -> &[Arc<Intervention>] {
        let language = self.language(lang);
        &language.interventions[..language.offered_interventions]
    }

    /// An intervention by its id, offered or not. What works with it for longer takes a share of it.
    pub fn intervention(&self, lang: Lang, id: &InterventionId) -> Option<&Arc<Intervention>> {
        Some(&self.language(lang).interventions[*self.interventions.get(id)?])
    }

    /// The lessons on offer that teach a practice.
    pub fn lessons_for(&self, lang: Lang, practice: &PracticeId) -> Vec<(&Course, &Lesson)> {
        let places = self.teaching.get(practice).map_or(&[][..], Vec::as_slice);
        let lessons = places.iter().map(|place| self.language(lang).lesson(*place));
        lessons.map(|(course, _, lesson)| (course, lesson)).collect()
    }

    /// The practices of the newest model that are asked, but that no lesson on offer teaches.
    pub fn untaught(&self) -> Vec<PracticeId> {
        self.untaught.clone()
    }

    /// A picture of a course, by the name of its file.
    pub fn media(&self, course: &str, file: &str) -> Option<&Media> {
        let course = self
            .media
            .get(course)
            .or_else(|| self.media.get(self.moved(course)?))?;
        course.get(file)
    }

    /// The names for which there is a template.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str)
    }

    /// The gettext template of everything translatable in a course, by its slug, or in `model-<slug>` or `glossary`.
    pub fn template(&self, name: &str) -> Option<String> {
        let messages = self.templates.get(name)?;
        Some(po::template(name, messages))
    }
}
