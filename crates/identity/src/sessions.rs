//! One's own sessions, and those of the people of an organisation.

use domain::id::AccountId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act, answers_for};
use domain::timestamp::Timestamp;
use serde::Deserialize;
use store::{Reader, Tx};
use usecase::{Env, Error, NotNow, Result, security_event};

use crate::account::{Identity, identity_of};
use crate::people::{belongs_to, require_member};

/// What a session holds.
pub mod session_keys {
    /// The account's id.
    pub const ACCOUNT: &str = "account";
    /// When the person signed in (Unix milliseconds).
    pub const SIGNED_IN_AT: &str = "signed_in_at";
    /// When the session was last known to be used (Unix milliseconds).
    pub const SEEN_AT: &str = "seen_at";
    /// The browser, for the list of one's own sessions.
    pub const BROWSER: &str = "browser";
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Names it in a form. The session itself cannot be opened with it.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// What the browser said of itself.
    pub browser: String,
    /// When the person signed in.
    pub signed_in_at: Timestamp,
    /// When it was last used, to within a few minutes.
    pub seen_at: Timestamp,
}

#[derive(Deserialize)]
struct Data {
    signed_in_at: i64,
    seen_at: i64,
    #[serde(default)]
    browser: String,
}

/// A session of somebody.
#[derive(Clone, Debug)]
pub struct SessionInUse {
    /// Whose it is.
    pub identity: Identity,
    /// When the person signed in.
    pub signed_in_at: Timestamp,
    /// When it was last used, to within a few minutes.
    pub seen_at: Timestamp,
}

/// Recognises a session and its account at once, from the session's id as its cookie has it. Nothing for a session that is not there, is of nobody
/// or cannot be read. How old it may be is for whoever asks to say.
///
/// # Errors
/// The database does not answer, or holds a role that is none.
pub async fn identify_session(reader: &mut Reader, id: &str) -> Result<Option<SessionInUse>> {
    let rows = reader.identity_of_session(id).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let Ok(data) = serde_json::from_str::<Data>(&first.session.data) else {
        return Ok(None);
    };
    let account = AccountId::from(first.account_id.as_str());
    let identity = identity_of(&account, rows.into_iter().map(|row| row.identity))?;
    Ok(identity.map(|identity| SessionInUse {
        identity,
        signed_in_at: Timestamp(data.signed_in_at),
        seen_at: Timestamp(data.seen_at),
    }))
}

/// One's own sessions, the one that asks first, then the last used.
///
/// # Errors
/// One of them cannot be read.
pub async fn own_sessions(
    env: &Env,
    permit: &Permit<act::ManageOwnAccount>,
    reader: &mut Reader,
    current: &str,
) -> Result<Vec<OwnSession>> {
    let current = store::session_hash(current);
    let mut sessions: Vec<OwnSession> = reader
        .sessions(permit.account(), env.now())
        .await?
        .into_iter()
        .map(|row| {
            // One that cannot be read would live on without being shown.
            let data: Data = serde_json::from_str(&row.data)
                .map_err(|error| Error::Internal(format!("a session cannot be read: {error}")))?;
            Ok(OwnSession {
                is_current: row.id_hash == current,
                id: row.id_hash,
                browser: data.browser,
                signed_in_at: Timestamp(data.signed_in_at),
                seen_at: Timestamp(data.seen_at),
            })
        })
        .collect::<Result<_>>()?;
    sessions.sort_by_key(|session| (!session.is_current, std::cmp::Reverse(session.seen_at)));
    Ok(sessions)
}

/// Ends one of one's own sessions. One that is not there, or is somebody else's, is no error: it does not live on.
///
/// # Errors
/// The database does not answer.
pub async fn end_own_session(
    env: &Env,
    permit: &Permit<act::ManageOwnAccount>,
    tx: &mut Tx,
    id: &str,
) -> Result<()> {
    let account = permit.account();
    if !id.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(());
    }
    let count = tx.end_session(account, id).await?;
    note_ended(env, tx, account, account, count).await
}

/// Ends every session of a person of an organisation: a telephone was lost, or somebody is at work who should not be.
///
/// # Errors
/// [`Error::NotNow`] for somebody who belongs to other organisations too, where the actor has no say.
pub async fn end_sessions_of(
    env: &Env,
    permit: &Permit<act::EndSessions>,
    tx: &mut Tx,
    account: &AccountId,
) -> Result<()> {
    require_member(tx, &permit.organisation().id, account).await?;
    if !answers_for(permit.actor(), &belongs_to(&tx.memberships(account).await?)) {
        return Err(Error::NotNow(NotNow::SessionsElsewhere));
    }
    let count = tx.end_all_sessions(account).await?;
    note_ended(env, tx, permit.account(), account, count).await
}

/// Ends all of one's own sessions but the one that asks.
///
/// # Errors
/// The database does not answer.
pub async fn end_other_own_sessions(
    env: &Env,
    permit: &Permit<act::ManageOwnAccount>,
    tx: &mut Tx,
    current: &str,
) -> Result<()> {
    let account = permit.account();
    let count = tx
        .end_other_sessions(account, &store::session_hash(current))
        .await?;
    note_ended(env, tx, account, account, count).await
}

/// Records that somebody signed out. The session itself is ended by whoever holds it.
///
/// # Errors
/// The database does not answer.
pub async fn note_sign_out(env: &Env, permit: &Permit<act::UseDoor>, tx: &mut Tx) -> Result<()> {
    let Some(account) = permit.account() else {
        return Ok(());
    };
    let event = Event::SignedOut {
        account: account.clone(),
    };
    env.record(tx, account, event).await?;
    security_event!("signed-out", account = %account);
    Ok(())
}

/// Records that sessions were ended, if any were.
async fn note_ended(env: &Env, tx: &mut Tx, by: &AccountId, account: &AccountId, count: u64) -> Result<()> {
    if count > 0 {
        let ended = Event::SessionsEnded {
            account: account.clone(),
        };
        env.record(tx, by, ended).await?;
        security_event!("sessions-ended", by = %by, account = %account, sessions = count);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
