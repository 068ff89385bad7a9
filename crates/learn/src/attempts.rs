//! The attempts of a person at a quiz.

use domain::id::AttemptId;
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::Quiz;
use domain::timestamp::Timestamp;
use store::{AttemptRow, Reader};
use usecase::{Env, Result};

use crate::kept::percent;

/// An attempt as a list of attempts shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptSummary {
    /// The attempt.
    pub id: AttemptId,
    /// When it was started.
    pub started_at: Timestamp,
    /// Its result, once handed in.
    pub result: Option<AttemptResult>,
}

/// How an attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    /// When it was handed in.
    pub handed_in_at: Timestamp,
    /// Percentage of items answered correctly.
    pub percent: u8,
    /// Whether it passes.
    pub passed: bool,
}

/// The attempts of whoever asks at a quiz: the open one, then those handed in, the newest first. None for a visitor.
///
/// # Errors
/// The database does not answer.
pub async fn attempts(
    _: &Env,
    permit: &Permit<act::ReadContent>,
    reader: &mut Reader,
    quiz: &Quiz,
) -> Result<Vec<AttemptSummary>> {
    let Some(account) = permit.account() else {
        return Ok(Vec::new());
    };
    let rows = reader.attempts(account, &quiz.id).await?;
    Ok(rows
        .into_iter()
        .map(|row| AttemptSummary {
            result: result(&row),
            started_at: Timestamp(row.started_at),
            id: row.id.into(),
        })
        .collect())
}

/// How an attempt went; nothing as long as it is open.
pub(crate) fn result(row: &AttemptRow) -> Option<AttemptResult> {
    Some(AttemptResult {
        handed_in_at: Timestamp(row.handed_in_at?),
        percent: percent(row.percent),
        passed: row.passed.unwrap_or(false),
    })
}
