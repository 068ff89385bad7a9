//! What a person has read and passed.

use domain::id::AccountId;
use domain::identity::policy::{Permit, act};
use domain::learn::progress::{Progress, Standing};
use domain::timestamp::Timestamp;
use store::Reader;
use usecase::{Env, Result};

use crate::kept::percent;

/// What the person who reads has read and passed; nothing, and no question to the database, for a visitor.
///
/// # Errors
/// The database does not answer.
pub async fn progress(
    _: &Env,
    permit: &Permit<act::ReadContent>,
    reader: &mut Reader,
) -> Result<Option<Progress>> {
    match permit.account() {
        Some(account) => progress_of(reader, account).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn progress_of(reader: &mut Reader, account: &AccountId) -> Result<Progress> {
    let mut progress = Progress::default();
    for row in reader.progress(account).await? {
        let at = row.done_at.map(Timestamp);
        match (row.kind.as_str(), at) {
            ("lesson", Some(at)) => {
                if let Some(revision) = row.revision {
                    progress.revisions.insert(row.id.as_str().into(), revision);
                }
                progress.lessons.insert(row.id.into(), at);
            }
            ("quiz", passed_at) => {
                let best = percent(row.best);
                progress
                    .quizzes
                    .insert(row.id.into(), Standing { best, passed_at });
            }
            _ => {}
        }
    }
    Ok(progress)
}
