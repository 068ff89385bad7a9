//! Signing in.

use domain::id::AccountId;
use domain::identity::audit::Event;
use domain::identity::policy::{Permit, act};
use domain::text::address as normalise_email;
use usecase::{Error, FieldErrors, Result, Runner, security_event};

use crate::limits::{gates, pass, proved, remember_network};
use crate::password::{MAX_BYTES, Passwords};

/// Longest address (RFC 5321).
pub(crate) const LONGEST_EMAIL: usize = 254;

/// A sign-in form.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// The network address from which it came.
    pub address: String,
    /// The secrets by which the browser is known to accounts that were used in it.
    pub browsers: Vec<String>,
}

/// Checks an address and a password. The answer to a wrong address and to a wrong password is the same.
///
/// It is given the runner: a try is counted before the password is looked at, whatever comes of it, and no transaction is open
/// while it is.
///
/// # Errors
/// [`Error::TooMany`] after too many failures of the account or the network address; [`Error::Invalid`] otherwise.
pub async fn sign_in(
    runner: &Runner,
    _: &Permit<act::UseDoor>,
    passwords: &Passwords,
    input: SignIn,
) -> Result<AccountId> {
    // Before it is made fit to compare, which is work for every letter.
    if input.email.len() > LONGEST_EMAIL * 4 {
        return Err(Error::field("email", "sign-in-failed"));
    }
    let email = normalise_email(&input.email);
    if email.is_empty() || input.password.is_empty() {
        let mut errors = FieldErrors::new();
        if email.is_empty() {
            errors.add("email", "email-missing");
        }
        if input.password.is_empty() {
            errors.add("password", "password-missing");
        }
        return Err(Error::Invalid(errors));
    }
    if input.password.len() > MAX_BYTES || email.len() > LONGEST_EMAIL {
        return Err(Error::field("email", "sign-in-failed"));
    }
    let gates = gates(runner, &email, &input.address, &input.browsers).await?;
    pass(runner, &gates).await?;
    let account = runner.store.reader().account_by_email(&email).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let matches = passwords.verify(input.password, stored.clone()).await?;
    match account {
        Some(account) if matches => {
            let id = AccountId::from(account.id);
            let event = Event::SignedIn { account: id.clone() };
            let is_signed_in = runner
                .store
                .write(async |tx| {
                    // It can have been changed or taken away while it was looked at.
                    let now = tx.account(&id).await?.and_then(|row| row.password_hash);
                    if now != stored {
                        return Ok(false);
                    }
                    remember_network(&runner.env, tx, &id, &input.address).await?;
                    runner.env.record(tx, &id, event).await?;
                    Ok::<_, Error>(true)
                })
                .await?;
            if !is_signed_in {
                security_event!("sign-in-failed", account = %id, network = %input.address);
                return Err(Error::field("email", "sign-in-failed"));
            }
            proved(runner, &gates).await?;
            security_event!("signed-in", account = %id, network = %input.address);
            Ok(id)
        }
        account => {
            // The id of an account and never what was typed, which may be a password in the wrong field.
            let account = account.map_or_else(|| "none".to_owned(), |account| account.id);
            security_event!("sign-in-failed", account = %account, network = %input.address);
            Err(Error::field("email", "sign-in-failed"))
        }
    }
}
