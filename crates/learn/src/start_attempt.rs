//! Opening an attempt at a quiz.

use domain::content::Lang;
use domain::id::AttemptId;
use domain::identity::policy::{Permit, act};
use domain::learn::quiz::Quiz;
use store::{AttemptRow, Tx};
use usecase::{Env, Error, Result};

use crate::kept::{asked_of, to_json};
use crate::place::quiz_place;

/// Opens an attempt, or finds the one to go on with. `key` is the id that the form carried: sent twice, it opens one
/// attempt.
///
/// # Errors
/// There is no such quiz.
pub async fn start_attempt(
    env: &Env,
    permit: &Permit<act::Learn>,
    tx: &mut Tx,
    course: &str,
    module: &str,
    key: &str,
) -> Result<AttemptId> {
    let place = quiz_place(env, Lang::default(), course, module)?;
    let seed = u64::from_le_bytes(env.random_bytes());
    let draw = |quiz: &Quiz| quiz.draw(seed).into_iter().cloned().collect();
    let asked = asked_of(env.catalog(), &place.quiz.id, seed, draw).ok_or(Error::NotFound)?;
    let asked = to_json(&asked)?;
    let own_id = if uuid::Uuid::try_parse(key).is_ok() {
        key.to_ascii_lowercase()
    } else {
        env.new_id()
    };
    // An id that is taken by something else is as good as none.
    for id in [own_id, env.new_id()] {
        let attempt = AttemptRow::opened(
            &id,
            permit.account(),
            place.course.id.as_str(),
            place.course.version,
            place.quiz.id.as_str(),
            seed,
            env.now(),
            asked.clone(),
        );
        if let Some(id) = tx.open_attempt(&attempt).await? {
            return Ok(id);
        }
    }
    Err(Error::Internal("an attempt could not be opened".into()))
}
