//! Handing in an attempt at a quiz.

use std::collections::BTreeSet;

use domain::content::Lang;
use domain::id::{AttemptId, ChoiceId};
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::{Asked, Item, Response};
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
/// [`Error::Invalid`] with the id of each item that has no choice; nothing is stored then.
pub async fn hand_in(
    env: &Env,
    permit: &Permit<act::Learn>,
    tx: &mut Tx,
    id: &AttemptId,
    sent: Response,
) -> Result<HandedIn> {
    let account = permit.account();
    let row = tx.attempt(id, account).await?.ok_or(Error::NotFound)?;
    let asked = asked(&row)?;
    if row.handed_in_at.is_some() {
        return handed_in_before(&asked, &row, &sent);
    }
    let mut errors = FieldErrors::new();
    let mut response = Response::new();
    for item in asked.items(Lang::default()) {
        let chosen = known_choices(item, sent.get(&item.id));
        if chosen.is_empty() {
            errors.add(item.id.as_str(), "question-unanswered");
        } else if chosen.len() > item.kind.most() {
            errors.add(item.id.as_str(), "question-one-choice");
        }
        response.insert(item.id.clone(), chosen);
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
    handed_in_before(&asked, &row, &response)
}

/// Whether what was sent again is what was marked.
fn handed_in_before(asked: &Asked, row: &AttemptRow, sent: &Response) -> Result<HandedIn> {
    let kept: Response = from_json(row.response.as_deref())?;
    let mut items = asked.items(Lang::default()).iter();
    let is_same = items.all(|item| {
        let known = known_choices(item, kept.get(&item.id));
        known == known_choices(item, sent.get(&item.id))
    });
    Ok(if is_same { HandedIn::Now } else { HandedIn::Before })
}

/// What was sent for an item, without what the item does not offer.
fn known_choices(item: &Item, sent: Option<&BTreeSet<ChoiceId>>) -> BTreeSet<ChoiceId> {
    let offered = item.choices.iter().map(|choice| &choice.id);
    offered
        .filter(|id| sent.is_some_and(|sent| sent.contains(id)))
        .cloned()
        .collect()
}
