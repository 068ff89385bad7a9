//! How far a learner is: what was read and passed, what comes next, when a course is complete.

use std::collections::BTreeMap;

use crate::content::{Course, Lesson, Module};
use crate::id::{LessonId, QuizId};
use crate::learn::quiz::Quiz;
use crate::timestamp::Timestamp;

/// What a learner has done, by ids: a lesson that moves to another module or course stays read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// When each lesson was read.
    pub lessons: BTreeMap<LessonId, Timestamp>,
    /// The [`revision`](Lesson::revision) of each lesson that was read, if it was noted.
    pub revisions: BTreeMap<LessonId, String>,
    /// How each quiz went.
    pub quizzes: BTreeMap<QuizId, Standing>,
}

/// How a quiz went over all attempts that were handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The best percentage.
    pub best: u8,
    /// When it was first passed.
    pub passed_at: Option<Timestamp>,
}

/// A step of a course: a lesson, or the quiz of a module after its last lesson.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'a> {
    /// A lesson.
    Lesson(&'a Lesson),
    /// The quiz of the module.
    Quiz(&'a Module, &'a Quiz),
}

impl Course {
    /// Every step, in the order in which a learner takes them.
    pub fn steps(&self) -> Vec<Step<'_>> {
        let mut steps = Vec::new();
        for module in &self.modules {
            steps.extend(module.lessons.iter().map(Step::Lesson));
            steps.extend(module.quiz.as_ref().map(|quiz| Step::Quiz(module, quiz)));
        }
        steps
    }
}

impl Progress {
    /// When a lesson was read.
    pub fn read_at(&self, lesson: &LessonId) -> Option<Timestamp> {
        self.lessons.get(lesson).copied()
    }

    /// Whether a lesson was revised after it was read.
    pub fn is_revised(&self, lesson: &Lesson) -> bool {
        self.revisions
            .get(&lesson.id)
            .is_some_and(|revision| *revision != lesson.revision)
    }

    /// How a quiz went, if an attempt was handed in.
    pub fn standing(&self, quiz: &QuizId) -> Option<Standing> {
        self.quizzes.get(quiz).copied()
    }

    /// When a step was done: a lesson read, a quiz passed.
    pub fn done_at(&self, step: Step<'_>) -> Option<Timestamp> {
        match step {
            Step::Lesson(lesson) => self.read_at(&lesson.id),
            Step::Quiz(_, quiz) => self.standing(&quiz.id)?.passed_at,
        }
    }

    /// What a lesson's page shows of it: which steps of its course are done; of the lesson itself, also the day on which it was read and
    /// whether it was revised since; and the day on which the course was completed.
    #[must_use]
    pub fn seen_on(&self, course: &Course, lesson: &Lesson) -> Self {
        let day = |at: Timestamp| Timestamp::from_datetime(at.date().midnight().assume_utc());
        let completed = self.completed_at(course).map_or(Timestamp(0), day);
        let mut seen = Self::default();
        for step in course.steps() {
            let Some(at) = self.done_at(step) else { continue };
            match step {
                Step::Lesson(own) => {
                    let is_here = own.id == lesson.id;
                    let at = if is_here { day(at) } else { completed };
                    seen.lessons.insert(own.id.clone(), at);
                }
                Step::Quiz(_, quiz) => {
                    let passed = Standing {
                        best: 0,
                        passed_at: Some(completed),
                    };
                    seen.quizzes.insert(quiz.id.clone(), passed);
                }
            }
        }
        if self.is_revised(lesson) {
            seen.revisions.insert(lesson.id.clone(), String::new());
        }
        seen
    }

    /// How many lessons of a course were read.
    pub fn lessons_read(&self, course: &Course) -> usize {
        course
            .lessons()
            .filter(|lesson| self.lessons.contains_key(&lesson.id))
            .count()
    }

    /// Whether anything of a course was done or tried.
    pub fn has_begun(&self, course: &Course) -> bool {
        self.lessons_read(course) > 0 || course.quizzes().any(|quiz| self.quizzes.contains_key(&quiz.id))
    }

    /// When a course was completed: every lesson read and every quiz passed.
    pub fn completed_at(&self, course: &Course) -> Option<Timestamp> {
        let done: Option<Vec<Timestamp>> = course
            .steps()
            .into_iter()
            .map(|step| self.done_at(step))
            .collect();
        done?.into_iter().max()
    }

    /// Where to go on: the first step not yet done after the one done last, else the first not yet done; nothing once
    /// the course is complete.
    pub fn next_step<'a>(&self, course: &'a Course) -> Option<Step<'a>> {
        let steps = course.steps();
        let last = (0..steps.len())
            .filter_map(|index| Some((self.done_at(steps[index])?, index)))
            .max()
            .map_or(0, |(_, index)| index);
        let open = |step: &&Step<'a>| self.done_at(**step).is_none();
        steps[last..]
            .iter()
            .find(open)
            .or_else(|| steps.iter().find(open))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Html, Lang, Status, Text};

    fn text() -> Text {
        Text::new("", Lang::En)
    }

    fn lesson(id: &str) -> Lesson {
        Lesson {
            id: id.into(),
            slug: id.into(),
            title: text(),
            minutes: 10,
            objectives: Vec::new(),
            practices: Vec::new(),
            status: Status::Published,
            reviewed_on: time::Date::MIN,
            body: Html(String::new()),
            headings: Vec::new(),
            self_check: Vec::new(),
            forms: Vec::new(),
            translated_percent: 100,
            revision: "first".into(),
        }
    }

    fn module(id: &str, lessons: &[&str], quiz: Option<&str>) -> Module {
        Module {
            id: id.into(),
            slug: id.into(),
            title: text(),
            objectives: Vec::new(),
            lessons: lessons.iter().map(|id| lesson(id)).collect(),
            quiz: quiz.map(|id| Quiz {
                id: id.into(),
                title: text(),
                intro: text(),
                shuffle: false,
                items: Vec::new(),
                pools: Vec::new(),
            }),
        }
    }

    fn course(modules: Vec<Module>) -> Course {
        Course {
            id: "c".into(),
            slug: "c".into(),
            version: 1,
            title: text(),
            summary: text(),
            roles: Vec::new(),
            pass_mark: 80,
            validity_months: 24,
            practices: Vec::new(),
            licence: String::new(),
            modules,
        }
    }

    fn two_modules() -> Course {
        course(vec![
            module("m1", &["a", "b"], Some("q1")),
            module("m2", &["c"], None),
        ])
    }

    fn progress(lessons: &[(&str, i64)], quizzes: &[(&str, u8, Option<i64>)]) -> Progress {
        Progress {
            revisions: BTreeMap::new(),
            lessons: lessons
                .iter()
                .map(|(id, at)| ((*id).into(), Timestamp(*at)))
                .collect(),
            quizzes: quizzes
                .iter()
                .map(|(id, best, at)| {
                    (
                        (*id).into(),
                        Standing {
                            best: *best,
                            passed_at: at.map(Timestamp),
                        },
                    )
                })
                .collect(),
        }
    }

    fn name(step: Option<Step<'_>>) -> &str {
        match step {
            Some(Step::Lesson(lesson)) => lesson.id.as_str(),
            Some(Step::Quiz(_, quiz)) => quiz.id.as_str(),
            None => "",
        }
    }

    #[test]
    fn a_learner_goes_on_where_they_stopped() {
        let course = two_modules();
        assert_eq!(name(Progress::default().next_step(&course)), "a");
        assert_eq!(name(progress(&[("a", 1)], &[]).next_step(&course)), "b");
        // Who skipped ahead goes on from there, and is led back in the end.
        assert_eq!(name(progress(&[("b", 1)], &[]).next_step(&course)), "q1");
        assert_eq!(name(progress(&[("b", 1), ("c", 2)], &[]).next_step(&course)), "a");
        assert_eq!(name(progress(&[("a", 3), ("c", 2)], &[]).next_step(&course)), "b");
        // A quiz that was failed is still to do.
        let failed = progress(&[("a", 1), ("b", 2), ("c", 3)], &[("q1", 50, None)]);
        assert_eq!(name(failed.next_step(&course)), "q1");
    }

    #[test]
    fn a_course_is_complete_when_all_is_read_and_passed() {
        let course = two_modules();
        let all = [("a", 1), ("b", 2), ("c", 3)];
        assert_eq!(progress(&all, &[]).completed_at(&course), None);
        assert_eq!(progress(&all, &[("q1", 70, None)]).completed_at(&course), None);
        assert_eq!(
            progress(&all[..2], &[("q1", 90, Some(9))]).completed_at(&course),
            None
        );
        let done = progress(&all, &[("q1", 90, Some(9))]);
        assert_eq!(done.completed_at(&course), Some(Timestamp(9)));
        assert_eq!(done.next_step(&course), None);
        assert_eq!(self::course(Vec::new()).steps(), Vec::new());
        assert_eq!(done.completed_at(&self::course(Vec::new())), None);
    }

    #[test]
    fn what_belongs_to_other_courses_does_not_count() {
        let course = two_modules();
        let other = progress(&[("z", 1)], &[("q9", 100, Some(1))]);
        assert_eq!(other.lessons_read(&course), 0);
        assert!(!other.has_begun(&course));
        assert!(progress(&[], &[("q1", 0, None)]).has_begun(&course));
    }
}
