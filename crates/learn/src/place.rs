//! Where a quiz is.

use domain::content::{Course, Lang, Module};
use domain::learn::quiz::Quiz;
use usecase::{Env, Error, Result};

/// A quiz with its course and its module.
#[derive(Clone, Copy, Debug)]
pub struct QuizPlace<'a> {
    /// The course.
    pub course: &'a Course,
    /// The module.
    pub module: &'a Module,
    /// The quiz.
    pub quiz: &'a Quiz,
}

/// A quiz by the names in its address.
///
/// # Errors
/// There is none.
pub fn quiz_place<'a>(env: &'a Env, lang: Lang, course: &str, module: &str) -> Result<QuizPlace<'a>> {
    let course = env.catalog().course(lang, course).ok_or(Error::NotFound)?;
    let module = course.module(module).ok_or(Error::NotFound)?;
    let quiz = module.quiz.as_ref().ok_or(Error::NotFound)?;
    Ok(QuizPlace { course, module, quiz })
}
