//! A module of a course: its lessons, its quiz, its pictures.

use super::*;
use crate::form::FORMS;
use crate::self_check::ENDING;

const NOT_IN_MODULE: &str = "this does not belong in a module: module.toml, lessons like 01-phishing.md, self-checks like 01-phishing.check.toml, quiz.toml, forms/ and media/ do";

impl<'a> ModuleFiles<'a> {
    pub(super) fn read(files: &'a Files, dir: &str, slug: &str, problems: &mut Problems) -> Self {
        let (mut module, mut quiz, mut checks) = (None, None, Vec::new());
        let mut lessons: Vec<(u32, String, Option<LessonFile<'a>>)> = Vec::new();
        let media_dir = format!("{dir}/media");
        let (media, pictures) = picture::read(files, &media_dir, problems);
        let mut has_module = false;
        for name in files.list(dir) {
            let path = &format!("{dir}/{}", name.trim_end_matches('/'));
            let place = name.strip_suffix(".md").and_then(numbered);
            match (name.as_str(), place) {
                ("media/" | FORMS, _) => {}
                (name, _) if name.ends_with(ENDING) => {
                    checks.extend(
                        files
                            .text(path, problems)
                            .and_then(|source| parse(source, problems).map(|raw| CheckFile { source, raw })),
                    );
                }
                ("module.toml", _) => {
                    has_module = true;
                    module = files
                        .text(path, problems)
                        .and_then(|source| parse(source, problems).map(|raw| (source, raw)));
                }
                ("quiz.toml", _) => {
                    quiz = files
                        .text(path, problems)
                        .and_then(|source| parse(source, problems).map(|raw| QuizFile { source, raw }));
                }
                (_, Some((number, slug))) => {
                    let others = lessons.iter().map(|(number, slug, _)| (*number, slug.as_str()));
                    unique(path, number, slug, others, problems);
                    let lesson = files
                        .text(path, problems)
                        .and_then(|source| LessonFile::read(slug, source, problems));
                    lessons.push((number, slug.to_owned(), lesson));
                }
                _ => problems.add(path, 1, NOT_IN_MODULE),
            }
        }
        if !has_module {
            problems.add(&format!("{dir}/module.toml"), 1, "every module needs this file");
        }
        if lessons.is_empty() {
            problems.add(dir, 1, "the module has no lesson");
        }
        lessons.sort_by_key(|(number, _, _)| *number);
        let lessons = lessons.into_iter().filter_map(|(_, _, lesson)| lesson).collect();
        Self {
            slug: slug.to_owned(),
            module,
            lessons,
            checks,
            forms: FormFile::read_all(files, dir, problems),
            quiz,
            media,
            nearby: Nearby {
                pictures,
                forms: HashMap::new(),
            },
            media_dir,
        }
    }

    /// Finds the lesson of each form and self-check.
    pub(super) fn join(&mut self, course: &str, problems: &mut Problems) {
        for form in &self.forms {
            if self.lessons.iter().any(|lesson| lesson.slug == form.lesson()) {
                let address = form_path(course, form.lesson(), &form.slug);
                self.nearby.forms.insert(form.slug.clone(), address);
            } else {
                form.report_orphan(problems);
            }
        }
        for check in &self.checks {
            if !self.lessons.iter().any(|lesson| check.is_of(lesson.front.file)) {
                let message =
                    "the self-check is orphaned: beside it lies no lesson with the same number and name";
                problems.add(check.source.file, 1, message);
            }
        }
    }

    /// Checks the module and its lessons. A module without a readable `module.toml` has empty texts, which nobody gets to see,
    /// because that is a problem already.
    pub(super) fn check(
        &self,
        course: &str,
        lang: Lang,
        known: &Known<'_>,
        ids: &mut Ids,
        messages: &mut Vec<Message>,
        problems: &mut Problems,
    ) -> CheckedModule {
        let (mut id, mut title, mut objectives) = (ModuleId::new(""), String::new(), Vec::new());
        let mut former = Vec::new();
        if let Some((source, raw)) = &self.module {
            let mut reader = Reader {
                source: *source,
                problems,
                ids,
                messages,
            };
            id = reader.id(Kind::Module, &raw.id);
            title = reader.text("the title", &raw.title);
            objectives = reader.texts("an objective", &raw.objectives);
            former = reader.former(&raw.former);
            if objectives.is_empty() {
                reader.problem(&(0..0), "the module needs at least one objective");
            }
        }
        let links = known.links(course, &self.nearby);
        let mut lessons = Vec::new();
        for lesson in &self.lessons {
            let mut reader = Reader {
                source: lesson.front,
                problems,
                ids,
                messages,
            };
            let mut checked = lesson.check(&mut reader, lang, known.practices, &links);
            if let Some(check) = self.checks.iter().find(|check| check.is_of(lesson.front.file)) {
                reader.source = check.source;
                checked.self_check = Some(check.check(&mut reader, lang, &links));
            }
            for form in self.forms.iter().filter(|form| form.lesson() == lesson.slug) {
                reader.source = form.front;
                checked.forms.push(form.check(&mut reader, lang, &links));
            }
            lessons.push(checked);
        }
        let (slug, nearby) = (self.slug.clone(), self.nearby.clone());
        CheckedModule {
            slug,
            id,
            former,
            title,
            objectives,
            lessons,
            quiz: None,
            nearby,
        }
    }
}

/// The address of a form.
fn form_path(course: &str, lesson: &str, form: &str) -> String {
    format!("/learn/{course}/{lesson}/forms/{form}")
}
