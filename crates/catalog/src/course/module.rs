//! A module of a course: its lessons, its quiz, its pictures.

use super::*;

const NOT_IN_MODULE: &str =
    "this does not belong in a module: module.toml, lessons like 01-phishing.md, quiz.toml and media/ do";

impl<'a> ModuleFiles<'a> {
    pub(super) fn read(files: &'a Files, dir: &str, slug: &str, problems: &mut Problems) -> Self {
        let (mut module, mut quiz) = (None, None);
        let mut lessons: Vec<(u32, String, Option<LessonFile<'a>>)> = Vec::new();
        let media_dir = format!("{dir}/media");
        let (media, pictures) = picture::read(files, &media_dir, problems);
        let mut has_module = false;
        for name in files.list(dir) {
            let path = &format!("{dir}/{}", name.trim_end_matches('/'));
            let place = name.strip_suffix(".md").and_then(numbered);
            match (name.as_str(), place) {
                ("media/", _) => {}
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
            quiz,
            media,
            pictures,
            media_dir,
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
        let links = links(known, course, &self.pictures);
        let mut lessons = Vec::new();
        for lesson in &self.lessons {
            let mut reader = Reader {
                source: lesson.front,
                problems,
                ids,
                messages,
            };
            lessons.push(lesson.check(&mut reader, lang, known.practices, &links));
        }
        let (slug, pictures) = (self.slug.clone(), self.pictures.clone());
        CheckedModule {
            slug,
            id,
            former,
            title,
            objectives,
            lessons,
            quiz: None,
            pictures,
        }
    }
}
