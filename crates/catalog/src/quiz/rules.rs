//! What is wanted of the questions of a course together, beyond being readable: `polder content check` holds courses to it, and the server
//! runs without.
//!
//! It is wanted of courses whose quizzes draw all their questions from pools. A quiz that asks everybody the same few cannot be held to
//! shares and numbers.

use std::collections::HashMap;

use domain::content::Status;

use super::CheckedQuiz;
use super::item::CheckedItem;
use super::task::{CheckedChoice, CheckedTask};
use crate::course::CheckedCourse;
use crate::problem::{Problem, Problems};

/// How many items a course has at least, so that who tries again is asked other questions.
const ITEMS: usize = 20;
/// How many items there are at least on each objective of a lesson.
const ITEMS_OF_OBJECTIVE: usize = 2;
/// Of fewer single items than this no share says anything.
const SINGLES: usize = 5;
/// In how many percent of the single items the right choice may be the shortest or the longest one.
const EXTREMES: usize = 40;
/// In how many percent of the single items the right choice stands at each place: by chance it would be 25 of four.
const AT_PLACE: std::ops::RangeInclusive<usize> = 10..=40;

/// A single item, and where it is.
struct Single<'a> {
    file: &'a str,
    choices: &'a [CheckedChoice],
}

/// What the quizzes of the courses on offer lack.
pub(crate) fn broken(courses: &[CheckedCourse]) -> Vec<Problem> {
    let mut problems = Problems::default();
    for course in courses {
        let modules = course.modules.iter().filter(|module| {
            let mut lessons = module.lessons.iter();
            lessons.any(|lesson| lesson.status == Status::Published)
        });
        let quizzes: Vec<&CheckedQuiz> = modules.filter_map(|module| module.quiz.as_ref()).collect();
        let mut items = quizzes.iter().flat_map(|quiz| &quiz.items);
        if quizzes.is_empty() || items.any(|item| item.pool.is_none()) {
            continue;
        }
        has_enough_items(course, &quizzes, &mut problems);
        asks_for_each_objective(course, &quizzes, &mut problems);
        let singles: Vec<Single<'_>> = quizzes.iter().flat_map(|quiz| singles(quiz)).collect();
        if singles.len() >= SINGLES {
            no_length_tells(&singles, &mut problems);
            no_place_tells(&singles, &mut problems);
        }
    }
    problems.into_sorted()
}

fn has_enough_items(course: &CheckedCourse, quizzes: &[&CheckedQuiz], problems: &mut Problems) {
    let items: usize = quizzes.iter().map(|quiz| quiz.items.len()).sum();
    if items < ITEMS {
        let message = format!("the quizzes of this course have {items} items; {ITEMS} is the least");
        problems.add(&format!("courses/{}/course.toml", course.slug), 1, message);
    }
}

/// The objectives of a module are those of its lessons, said in one sentence: items are about those.
fn asks_for_each_objective(course: &CheckedCourse, quizzes: &[&CheckedQuiz], problems: &mut Problems) {
    let mut asked: HashMap<&str, usize> = HashMap::new();
    for CheckedItem { objective, .. } in quizzes.iter().flat_map(|quiz| &quiz.items) {
        *asked.entry(objective).or_default() += 1;
    }
    let lessons = course.modules.iter().flat_map(|module| &module.lessons);
    for lesson in lessons.filter(|lesson| lesson.status == Status::Published) {
        for (objective, line) in lesson.objectives.iter().zip(&lesson.objective_lines) {
            let items = asked.get(objective.as_str()).copied().unwrap_or(0);
            if items < ITEMS_OF_OBJECTIVE {
                let message = format!(
                    "the quizzes of this course have {items} items on “{objective}”; {ITEMS_OF_OBJECTIVE} is the least"
                );
                problems.add(&lesson.file, *line, message);
            }
        }
    }
}

fn singles(quiz: &CheckedQuiz) -> impl Iterator<Item = Single<'_>> {
    quiz.items.iter().filter_map(|item| match &item.task {
        CheckedTask::Single(choices) => Some(Single {
            file: &quiz.file,
            choices,
        }),
        _ => None,
    })
}

impl Single<'_> {
    /// The place of the right choice, from zero.
    fn right(&self) -> usize {
        let right = self.choices.iter().position(|choice| choice.correct);
        right.unwrap_or_default()
    }

    fn line(&self) -> usize {
        self.choices[self.right()].line
    }

    /// Whether the right choice is shorter than every other, or longer.
    fn length_tells(&self) -> bool {
        let length = |choice: &CheckedChoice| choice.text.chars().count();
        let right = length(&self.choices[self.right()]);
        let others = || self.choices.iter().filter(|choice| !choice.correct).map(length);
        others().all(|other| right < other) || others().all(|other| right > other)
    }
}

/// Otherwise whoever always takes the longest choice gets further than by chance.
fn no_length_tells(singles: &[Single<'_>], problems: &mut Problems) {
    let extreme: Vec<&Single<'_>> = singles.iter().filter(|single| single.length_tells()).collect();
    if extreme.len() * 100 > EXTREMES * singles.len() {
        let what = format!("the right choice is the shortest or the longest; at most {EXTREMES} % may be");
        tell(&extreme, singles.len(), &what, problems);
    }
}

fn no_place_tells(singles: &[Single<'_>], problems: &mut Problems) {
    let places = singles
        .iter()
        .map(|single| single.choices.len())
        .min()
        .unwrap_or(0);
    for place in 0..places {
        let here: Vec<&Single<'_>> = singles.iter().filter(|single| single.right() == place).collect();
        let number = place + 1;
        if here.len() * 100 > AT_PLACE.end() * singles.len() {
            let what = format!(
                "the right choice is number {number}; at most {} % may be",
                AT_PLACE.end()
            );
            tell(&here, singles.len(), &what, problems);
        } else if here.len() * 100 < AT_PLACE.start() * singles.len() {
            let message = format!(
                "in {} of {} single items of this course the right choice is number {number}; {} % is the least",
                here.len(),
                singles.len(),
                AT_PLACE.start()
            );
            problems.add(singles[0].file, singles[0].line(), message);
        }
    }
}

/// Tells where the first is, and where the others are.
fn tell(found: &[&Single<'_>], all: usize, what: &str, problems: &mut Problems) {
    let [first, others @ ..] = found else { return };
    let others: Vec<String> = others
        .iter()
        .map(|single| format!("{}:{}", single.file, single.line()))
        .collect();
    let message = format!(
        "in {} of {all} single items of this course {what}. The others: {}",
        found.len(),
        others.join(", ")
    );
    problems.add(first.file, first.line(), message);
}
