//! Setting a password: by a one-time link, or by whoever knows the one until now.

use domain::id::AccountId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::text::{is_longer_than, length};
use store::AccountRow;
use usecase::{Error, FieldErrors, LinkFault, Result, Runner, hash_secret, security_event};

use crate::limits::{CHANGE, LINK, pass, proved};
use crate::links::{account_of_link, clean_secret};
use crate::password::{MAX_BYTES, MAX_LENGTH, MIN_LENGTH, Passwords};

/// A form that changes one's own password.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The password until now, as typed.
    pub current: String,
    /// As typed.
    pub password: String,
    /// As typed, once more.
    pub repeated: String,
    /// The id of the session that asks, which goes on.
    pub session: String,
}

/// Sets a password by a one-time link, ends the account's sessions and gives back the account.
///
/// It is given the runner: no transaction is open while the password is judged and hashed.
///
/// # Errors
/// [`Error::Link`] if the link cannot be used; [`Error::Invalid`] for an unfit password.
pub async fn set_password_by_link(
    runner: &Runner,
    _: &Permit<act::UseDoor>,
    passwords: &Passwords,
    secret: &str,
    password: String,
    repeated: &str,
) -> Result<AccountId> {
    let account = account_of_link(&runner.env, &mut runner.store.reader(), secret)
        .await?
        .map_err(Error::Link)?;
    check_form(&password, repeated)?;
    let secret_hash = hash_secret(&clean_secret(secret).ok_or(Error::Link(LinkFault::Damaged))?);
    pass(runner, &[LINK.on(&secret_hash)]).await?;
    check_strength(runner, passwords, &account, &password).await?;
    let hash = passwords.hash(password, runner.env.random_bytes()).await?;
    let account = runner
        .store
        .write(async |tx| {
            let account = tx
                .use_password_link(&secret_hash, &hash, runner.env.now())
                .await?;
            if let Some(account) = &account {
                let used = Event::LinkUsed {
                    account: account.clone(),
                };
                runner.env.record(tx, account, used).await?;
            }
            Ok::<_, Error>(account)
        })
        .await?
        // Somebody was faster, since the link was good a moment ago.
        .ok_or(Error::Link(LinkFault::Replaced))?;
    security_event!("link-used", account = %account);
    Ok(account)
}

/// Changes one's own password, which ends one's other sessions.
///
/// It is given the runner: a try is counted before the password is looked at, whatever comes of it, and no transaction is open
/// while it is.
///
/// # Errors
/// [`Error::TooMany`] after too many wrong passwords: an unlocked screen is no invitation to guess.
pub async fn change_password(
    runner: &Runner,
    permit: &Permit<act::ManageOwnAccount>,
    passwords: &Passwords,
    input: ChangePassword,
) -> Result<()> {
    let account = permit.account();
    if input.current.is_empty() {
        return Err(Error::field("current", "password-missing"));
    }
    check_form(&input.password, &input.repeated)?;
    let row = runner
        .store
        .reader()
        .account(account)
        .await?
        .ok_or(Error::NotFound)?;
    let kept = store::session_hash(&input.session);
    let gates = [CHANGE.on(&kept)];
    pass(runner, &gates).await?;
    let is_long = input.current.len() > MAX_BYTES;
    let known = row.password_hash.clone().unwrap_or_default();
    let stored = row.password_hash.clone();
    if is_long || !passwords.verify(input.current, stored).await? {
        security_event!("password-change-failed", account = %account);
        return Err(Error::field("current", "password-wrong"));
    }
    check_strength(runner, passwords, &row, &input.password).await?;
    let hash = passwords.hash(input.password, runner.env.random_bytes()).await?;
    proved(runner, &gates).await?;
    let is_changed = runner
        .store
        .write(async |tx| {
            let is_changed = tx
                .change_password(account, (&known, &hash), &kept, runner.env.now())
                .await?;
            if is_changed {
                let changed = Event::PasswordChanged {
                    account: account.clone(),
                };
                runner.env.record(tx, account, changed).await?;
            }
            Ok::<_, Error>(is_changed)
        })
        .await?;
    if !is_changed {
        // It was taken away, or changed elsewhere, while this was under way: it is no longer the right one.
        security_event!("password-change-failed", account = %account);
        return Err(Error::field("current", "password-wrong"));
    }
    security_event!("password-changed", account = %account);
    Ok(())
}

/// Refuses a password that somebody who knows the account would soon try. This takes a while, so it comes after the try is
/// counted and where passwords are hashed.
async fn check_strength(
    runner: &Runner,
    passwords: &Passwords,
    account: &AccountRow,
    password: &str,
) -> Result<()> {
    let mut about = vec![account.email.clone(), account.name.clone()];
    for membership in runner
        .store
        .reader()
        .memberships(&account.id.as_str().into())
        .await?
    {
        about.extend([membership.name, membership.slug]);
    }
    if passwords.is_easy(password.to_owned(), about).await? {
        return Err(Error::field("password", "password-easy"));
    }
    Ok(())
}

/// What can be said of a new password at once. Length is what counts, and that it is not among the first that anybody would try
/// (NIST SP 800-63B-4): no rules of composition.
pub(crate) fn check_form(password: &str, repeated: &str) -> Result<()> {
    let mut errors = FieldErrors::new();
    if is_longer_than(password, MAX_LENGTH) {
        errors.add("password", "password-long");
    } else if length(password) < MIN_LENGTH {
        errors.add("password", "password-short");
    } else if password != repeated {
        errors.add("repeated", "password-differs");
    }
    errors.into_result()
}
