//! Assessing: a body's profile, its questionnaire, what it submits, and its gap report.

mod answer_input;
mod decide_not_applicable;
mod info;
mod keep;
mod overview;
mod profile;
mod report;
mod save_answers;
mod seen;
mod sheet;
mod start_assessment;
mod submit_assessment;
mod submitted;
mod take_over;
#[cfg(test)]
mod tests;

pub use answer_input::{AnswerInput, Keep, fingerprint};
pub use decide_not_applicable::{Verdict, decide_not_applicable};
pub use info::{AssessmentInfo, ModelNews, model_news, model_of};
pub use keep::{keep_report, named_value};
pub use overview::{Overview, overview};
pub use profile::{
    BodyProfile, ProfileForm, ProfileInput, TargetInput, body_profile, profile_form, save_profile,
};
pub use report::{BodyReport, body_report, export_report};
pub use save_answers::{Conflict, SaveReport, SavedAnswer, save_answers};
pub use seen::{Seen, seen_of};
pub use sheet::{AssessmentSheet, StoredAnswer, assessment_sheet, review_sheet};
pub use start_assessment::{extend_assessment, start_assessment, start_with};
pub use submit_assessment::submit_assessment;
pub use take_over::{Earlier, LookAgain, can_follow, earlier};
