//! What `polder content check` wants of the questions of a course together, with file and line.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use std::fmt::Write as _;

use catalog::Problem;
use fixture::*;

const OBJECTIVES: [&str; 2] = ["Check a request", "Keep devices safe"];
/// Lines of an item in the file: its head, and four choices with an empty line before each.
const ITEM_LINES: usize = 9 + 4 * 6;

/// A single item that is all right but for what a test changes.
struct Single {
    objective: &'static str,
    /// The place of the right choice, from zero.
    right: usize,
    /// How long the right choice is; the others have 4, 8 and 12 letters.
    length: usize,
}

/// A course of twenty single items, with nothing wrong about them.
fn sound() -> Vec<Single> {
    let singles = (0..20).map(|number| Single {
        objective: OBJECTIVES[number % 2],
        right: number % 4,
        // Within the others in three of five, the longest in the others.
        length: if number % 5 < 3 { 6 } else { 16 },
    });
    singles.collect()
}

/// The line on which the right choice of an item begins.
fn line_of(singles: &[Single], number: usize) -> usize {
    // The head of the quiz and of its pool are eight lines.
    8 + number * ITEM_LINES + 9 + singles[number].right * 6 + 2
}

fn course_of(singles: &[Single]) -> Fixture {
    let fixture = Fixture::new();
    let mut text = String::from(
        "id = \"0192f1c4-0000-7000-8000-000000000005\"\ntitle = \"Check\"\nintro = \"Four questions.\"\n\n[[pools]]\nname = \"all\"\ndraw = 4\n\n",
    );
    for (number, single) in singles.iter().enumerate() {
        let objective = single.objective;
        write!(
            text,
            "[[items]]\nid = \"0192f1c4-0000-7000-8000-0000000001{number:02}\"\nversion = 1\nkind = \"single\"\nobjective = \"{objective}\"\npool = \"all\"\nprompt = \"Which?\"\n\n\n"
        )
        .unwrap();
        let mut others = [4, 8, 12].into_iter();
        for place in 0..4 {
            let correct = place == single.right;
            let length = if correct {
                single.length
            } else {
                others.next().unwrap()
            };
            let (id, words) = (["a", "b", "c", "d"][place], "w".repeat(length));
            write!(
                text,
                "  [[items.choices]]\n  id = \"{id}\"\n  text = \"{words}\"\n  correct = {correct}\n  feedback = \"So.\"\n\n"
            )
            .unwrap();
        }
    }
    fixture.write(QUIZ, text);
    fixture
}

fn problems(singles: &[Single]) -> Vec<Problem> {
    let fixture = course_of(singles);
    // The server starts all the same.
    fixture.load();
    of_quizzes(&fixture)
}

/// What is wrong with the quizzes. What the fixture's lessons lack is for other tests.
fn of_quizzes(fixture: &Fixture) -> Vec<Problem> {
    let mut problems = catalog::check(fixture.dir()).problems;
    problems.retain(|problem| !problem.message.starts_with("the lesson"));
    problems
}

#[track_caller]
fn only(problems: &[Problem], file: &str, line: usize, reason: &str) {
    let [problem] = problems else {
        panic!("one problem: {}", list(problems))
    };
    assert_eq!(
        (problem.file.to_str(), problem.line),
        (Some(file), line),
        "{problem}"
    );
    assert!(problem.message.contains(reason), "{problem}");
}

#[test]
fn a_sound_course_has_no_problem() {
    assert_eq!(list(&problems(&sound())), "");
}

#[test]
fn a_course_has_twenty_items() {
    let mut singles = sound();
    singles.pop();
    only(
        &problems(&singles),
        COURSE,
        1,
        "this course have 19 items; 20 is the least",
    );
}

#[test]
fn each_objective_of_a_lesson_has_two_items() {
    let mut singles = sound();
    for single in singles.iter_mut().skip(2) {
        single.objective = OBJECTIVES[0];
    }
    only(
        &problems(&singles),
        SECOND,
        5,
        "1 items on “Keep devices safe”; 2 is the least",
    );
    singles[1].objective = OBJECTIVES[0];
    only(&problems(&singles), SECOND, 5, "0 items on “Keep devices safe”");
}

#[test]
fn the_length_does_not_tell_the_right_choice() {
    // Eight of twenty are the longest: no more than 40 %.
    let mut singles = sound();
    singles[0].length = 2;
    let line = line_of(&singles, 0);
    let found = problems(&singles);
    only(
        &found,
        QUIZ,
        line,
        "in 9 of 20 single items of this course the right choice is the shortest or the longest; at most 40 % may be",
    );
    let last = format!("{QUIZ}:{}", line_of(&singles, 19));
    assert!(found[0].message.ends_with(&last), "{}", found[0]);
    // As long as another one, it tells nothing.
    singles[0].length = 4;
    assert_eq!(list(&problems(&singles)), "");
}

#[test]
fn the_place_does_not_tell_the_right_choice() {
    let mut singles = sound();
    for number in [0, 2, 3] {
        singles[number].right = 1;
    }
    assert_eq!(list(&problems(&singles)), "");
    singles[4].right = 1;
    only(
        &problems(&singles),
        QUIZ,
        line_of(&singles, 0),
        "in 9 of 20 single items of this course the right choice is number 2; at most 40 % may be",
    );
    let mut singles = sound();
    for (number, single) in singles.iter_mut().filter(|single| single.right == 3).enumerate() {
        single.right = number % 3;
    }
    singles[0].right = 3;
    only(
        &problems(&singles),
        QUIZ,
        line_of(&singles, 0),
        "in 1 of 20 single items of this course the right choice is number 4; 10 % is the least",
    );
}

#[test]
fn a_quiz_that_asks_everybody_the_same_is_not_held_to_it() {
    let fixture = Fixture::new();
    assert_eq!(list(&of_quizzes(&fixture)), "");
    // Nor is a module that is not offered.
    let fixture = course_of(&sound()[..5]);
    for lesson in [LESSON, SECOND] {
        fixture.replace(lesson, "\"published\"", "\"deprecated\"");
    }
    assert_eq!(list(&of_quizzes(&fixture)), "");
}
