//! Handing in an attempt at a quiz.

use domain::content::Lang;
use domain::id::AttemptId;
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::{Asked, Response, Sent};
use store::{AttemptRow, Tx};
use usecase::{Env, Error, FieldErrors, Result};

use crate::kept::{asked, from_json, to_json};

/// What came of handing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    /// It is handed in now, or was with the same answers.
    Now,
    /// It was handed in before, with other answers: these do not count.
    Before,
}

/// Hands an attempt in and marks it with the key that it was opened with. An attempt that was handed in before keeps its first
/// result, and says whether that was of other answers.
///
/// # Errors
/// [`Error::Invalid`] with the id of each item whose answer cannot be taken; nothing is stored then.
pub async fn hand_in(
    env: &Env,
    permit: &Permit<act::Learn>,
    tx: &mut Tx,
    id: &AttemptId,
    sent: &Sent,
) -> Result<HandedIn> {
    let account = permit.account();
    let row = tx.attempt(id, account).await?.ok_or(Error::NotFound)?;
    let asked = asked(&row)?;
    if row.handed_in_at.is_some() {
        return handed_in_before(&asked, &row, sent);
    }
    let mut errors = FieldErrors::new();
    let mut response = Response::new();
    for item in asked.items(Lang::default()) {
        match asked.answer(item, sent) {
            Ok(answer) => {
                response.insert(item.id.clone(), answer);
            }
            Err(fault) => errors.add(item.id.as_str(), fault.key()),
        }
    }
    errors.into_result()?;
    let mark = asked.mark(&response);
    let (given, marked) = (to_json(&response)?, to_json(&mark)?);
    let is_first = tx
        .hand_in_attempt(id, account, &given, &marked, mark.percent, mark.passed, env.now())
        .await?;
    if is_first {
        return Ok(HandedIn::Now);
    }
    // Another window was faster, between the reading above and the writing.
    let row = tx.attempt(id, account).await?.ok_or(Error::NotFound)?;
    handed_in_before(&asked, &row, sent)
}

/// Whether what was sent again is what was marked. Both are read in the same way, so that what an item does not have counts for neither.
fn handed_in_before(asked: &Asked, row: &AttemptRow, sent: &Sent) -> Result<HandedIn> {
    let kept: Response = from_json(row.response.as_deref())?;
    let kept = asked.sent(&kept);
    let mut items = asked.items(Lang::default()).iter();
    let is_same = items.all(|item| asked.answer(item, &kept).ok() == asked.answer(item, sent).ok());
    Ok(if is_same { HandedIn::Now } else { HandedIn::Before })
}
