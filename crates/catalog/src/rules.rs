//! What is wanted of every lesson that is offered, beyond being readable: `polder content check` holds courses to it, and the server runs
//! without.

use domain::content::{Lang, Status};

use crate::course::CheckedCourse;
use crate::document::{Block, Inline, plain};
use crate::lesson::CheckedLesson;
use crate::places;
use crate::problem::{Problem, Problems};

/// How many questions a self-check has.
const QUESTIONS: usize = 3;
/// How many things to do this week a lesson ends with.
const THINGS: usize = 3;

/// What the lessons on offer lack.
pub(crate) fn broken(courses: &[CheckedCourse]) -> Vec<Problem> {
    let mut problems = Problems::default();
    for course in courses {
        let lessons = course.modules.iter().flat_map(|module| &module.lessons);
        let published = lessons.filter(|lesson| lesson.status == Status::Published);
        places::are_spread(course, published.clone(), &mut problems);
        for lesson in published {
            places::are_told(lesson, &mut problems);
            has_a_self_check(lesson, &mut problems);
            has_a_figure(lesson, &mut problems);
            ends_with_things_to_do(lesson, course.lang, &mut problems);
        }
    }
    problems.into_sorted()
}

fn has_a_self_check(lesson: &CheckedLesson, problems: &mut Problems) {
    match &lesson.self_check {
        Some(check) if check.len() == QUESTIONS => {}
        Some(check) => problems.add(
            &check.file,
            1,
            format!("a self-check has {QUESTIONS} items; this one has {}", check.len()),
        ),
        None => {
            let name = lesson.file.rsplit('/').next().unwrap_or_default();
            let name = name.trim_end_matches(".md");
            problems.add(
                &lesson.file,
                1,
                format!(
                    "the lesson has no self-check: write one of {QUESTIONS} items into {name}.check.toml beside it"
                ),
            );
        }
    }
}

/// Its alternative text was asked for when it was read.
fn has_a_figure(lesson: &CheckedLesson, problems: &mut Problems) {
    let mut has_figure = false;
    lesson.document.each_inline(&mut |inline| {
        has_figure |= matches!(inline, Inline::Image { .. });
    });
    if !has_figure {
        let message =
            "the lesson has no figure: draw one, and show it with ![what is to be seen](media/file.svg)";
        problems.add(&lesson.file, 1, message);
    }
}

fn ends_with_things_to_do(lesson: &CheckedLesson, lang: Lang, problems: &mut Problems) {
    let wanted = words::text(lang, "content-three-things");
    let blocks = &lesson.document.blocks;
    let last = blocks
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, block)| match block {
            Block::Heading { level: 2, unit, .. } => Some((at, unit)),
            _ => None,
        });
    match last {
        Some((at, heading)) if plain(&heading.inlines).trim() == wanted => {
            let things = match &blocks[at + 1..] {
                [
                    Block::List {
                        start: Some(1),
                        items,
                    },
                ] => items.len(),
                _ => 0,
            };
            if things != THINGS {
                let message =
                    format!("under “{wanted}” stands nothing but a list with the numbers 1 to {THINGS}");
                problems.add(&lesson.file, lesson.first_line + heading.line, message);
            }
        }
        _ => {
            let message = format!("the lesson does not end with “## {wanted}” and a list of {THINGS}");
            problems.add(&lesson.file, 1, message);
        }
    }
}
