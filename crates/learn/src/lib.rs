//! Learning: reading lessons, progress, and graded quizzes.
//!
//! What is correct leaves this crate only with an attempt that was handed in: an open one is a list of [`Question`]s, which have
//! no field for it.
//!
//! An attempt keeps its questions and its key from the moment in which it is opened. The catalogue is asked once, at the start: what
//! becomes of the quiz afterwards changes neither the attempt nor its result.

mod attempt;
mod attempts;
mod complete_lesson;
mod hand_in;
mod kept;
mod marked;
mod place;
mod progress;
mod question;
mod start_attempt;
#[cfg(test)]
mod tests;

pub use attempt::{Attempt, AttemptState, attempt};
pub use attempts::{AttemptResult, AttemptSummary, attempts};
pub use complete_lesson::{Next, complete_lesson};
pub use hand_in::{HandedIn, hand_in};
pub use kept::keep_questions;
pub use marked::{MarkedAnswer, MarkedChoice, MarkedLine, MarkedPair, MarkedQuestion};
pub use place::{QuizPlace, quiz_place};
pub use progress::progress;
pub use question::{Question, QuestionTask};
pub use start_attempt::start_attempt;
