//! Noting that a lesson was read.

use domain::content::{Course, Lang, Lesson, Status};
use domain::identity::policy::{Permit, act};
use domain::learn::progress::{Progress, Step};
use store::Tx;
use usecase::{Env, Error, NotNow, Result};

use crate::progress::progress_of;

/// Where a learner goes after a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To the lesson with that name.
    Lesson(String),
    /// To the quiz of the module with that name.
    Quiz(String),
    /// Back to the course.
    Course,
}

/// Notes that a lesson was read, and says where to go on. The second time changes nothing but which revision was read.
///
/// # Errors
/// [`Error::NotFound`] if there is no such lesson; [`Error::NotNow`] if it is no longer offered.
pub async fn complete_lesson(
    env: &Env,
    permit: &Permit<act::Learn>,
    tx: &mut Tx,
    course: &str,
    lesson: &str,
) -> Result<Next> {
    let account = permit.account();
    let (course, _, lesson) = env
        .catalog()
        .lesson(Lang::default(), course, lesson)
        .ok_or(Error::NotFound)?;
    if lesson.status == Status::Deprecated {
        return Err(Error::NotNow(NotNow::LessonRetired));
    }
    tx.complete_lesson(account, &course.id, &lesson.id, &lesson.revision, env.now())
        .await?;
    let progress = progress_of(tx, account).await?;
    Ok(next_after(course, lesson, &progress))
}

/// The step after a lesson that is not done yet, as far as the order of the course goes; a quiz that was passed is left out.
fn next_after(course: &Course, lesson: &Lesson, progress: &Progress) -> Next {
    let mut steps = course.steps().into_iter();
    // Consumes the steps up to the lesson itself.
    steps.find(|step| matches!(step, Step::Lesson(other) if other.id == lesson.id));
    steps
        .find_map(|step| match step {
            Step::Lesson(lesson) => Some(Next::Lesson(lesson.slug.clone())),
            Step::Quiz(..) if progress.done_at(step).is_some() => None,
            Step::Quiz(module, _) => Some(Next::Quiz(module.slug.clone())),
        })
        .unwrap_or(Next::Course)
}
