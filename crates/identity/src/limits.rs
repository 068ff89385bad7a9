//! How often somebody may try to prove who they are.
//!
//! Passwords are hard to guess already: the weakest that is taken needs a hundred million tries (`zxcvbn` score 3). So the limits
//! need not be tight, and must never be a weapon: nobody can keep the owner of an account out by guessing at it.
//!
//! A try to sign in is counted by what is known of where it comes from, and by nothing else:
//!
//! | a try at an account comes from | counted by | tries | in minutes |
//! |---|---|---|---|
//! | a browser in which its owner signed in before | browser | [`BROWSER`] 10 | 15 |
//! | another browser in a network from which its owner signed in lately | account and network | [`PAIR`] 10 | 15 |
//! | anywhere else | network | [`NETWORK`] 100 | 15 |
//! | | the network around it (IPv6) | [`WIDE_NETWORK`] 400 | 15 |
//! | | account and network | [`PAIR`] 10 | 15 |
//! | | account | [`ACCOUNT`] 60 | 60 |
//! | changing the password | session | [`CHANGE`] 10 | 15 |
//! | a password by a one-time link | link | [`LINK`] 20 | 15 |
//!
//! A try that one limit refuses is given back to the others, and one with the right password to all: so the tries at one account
//! use up at most a tenth of a network's share, and a braked account uses up nothing of it. SECURITY.md has the reason of each
//! number, and what an attacker can do at most.

use std::net::IpAddr;

use domain::id::AccountId;
use domain::identity::policy::{Permit, act};
use store::Tx;
use usecase::{Env, Error, Result, Runner, hash_secret, security_event};

/// So many tries in a window of so many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    /// What is counted.
    name: &'static str,
    tries: i64,
    minutes: i64,
    /// Whether it counts the tries of many people together: one of them proving who they are says nothing of the others.
    is_shared: bool,
}

/// A slip of the hand, and another: ten are more than a person needs who knows the password.
pub(crate) const BROWSER: Limit = Limit::own("browser", 10, 15);
/// The same for a browser of which nothing is known.
pub(crate) const PAIR: Limit = Limit::own("pair", 10, 15);
/// An office of fifty on its first morning, each with two slips.
pub(crate) const NETWORK: Limit = Limit::shared("network", 100, 15);
/// Whoever has one IPv6 network often has the 65,536 beside it.
pub(crate) const WIDE_NETWORK: Limit = Limit::shared("wide-network", 400, 15);
/// The brake against a botnet: half a million tries a year, of the hundred million that the weakest password needs.
pub(crate) const ACCOUNT: Limit = Limit::shared("account", 60, 60);
/// An open screen is no invitation to guess. By session, so that a thief's tries are not the owner's.
pub(crate) const CHANGE: Limit = Limit::own("change", 10, 15);
/// Each new password costs the server work; nobody thinks up twenty of them in a quarter of an hour.
pub(crate) const LINK: Limit = Limit::own("link", 20, 15);

/// After this long without a window any count is old.
const LONGEST_MINUTES: i64 = 60;
/// A browser is known for half a year after its last sign-in.
const BROWSER_SECONDS: i64 = 180 * 24 * 60 * 60;
/// A network is known for a month.
const NETWORK_SECONDS: i64 = 30 * 24 * 60 * 60;
/// So many people can share a browser and each be known in it.
const PEOPLE_OF_A_BROWSER: usize = 8;

impl Limit {
    const fn own(name: &'static str, tries: i64, minutes: i64) -> Self {
        Self {
            name,
            tries,
            minutes,
            is_shared: false,
        }
    }

    const fn shared(name: &'static str, tries: i64, minutes: i64) -> Self {
        Self {
            is_shared: true,
            ..Self::own(name, tries, minutes)
        }
    }

    const fn seconds(self) -> i64 {
        self.minutes * 60
    }

    /// The limit on a certain account, network, browser.
    pub(crate) fn on(self, of: &str) -> Gate {
        Gate {
            subject: format!("{} {of}", self.name),
            limit: self,
        }
    }
}

/// What is counted, and its limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gate {
    subject: String,
    limit: Limit,
}

/// The limits that a try to sign in must pass, by what is known of where it comes from.
pub(crate) async fn gates(
    runner: &Runner,
    email: &str,
    address: &str,
    browsers: &[String],
) -> Result<Vec<Gate>> {
    let now = runner.env.now();
    let network = network(address);
    if !browsers.is_empty() {
        let since = now.plus_seconds(-BROWSER_SECONDS);
        let known = runner.store.reader().known_browsers(email, since).await?;
        let mut hashes = browsers.iter().map(|secret| hash_secret(secret));
        if let Some(hash) = hashes.find(|hash| known.contains(hash)) {
            return Ok(vec![BROWSER.on(&hash)]);
        }
    }
    let pair = PAIR.on(&format!("{network} {email}"));
    let since = now.plus_seconds(-NETWORK_SECONDS);
    if runner
        .store
        .reader()
        .is_known_network(email, &network, since)
        .await?
    {
        return Ok(vec![pair]);
    }
    let mut gates = vec![NETWORK.on(&network)];
    gates.extend(wide_network(address).map(|wide| WIDE_NETWORK.on(&wide)));
    gates.extend([pair, ACCOUNT.on(email)]);
    Ok(gates)
}

/// Counts a try against each limit. If one refuses it, those before get it back.
///
/// # Errors
/// [`Error::TooMany`] with the seconds until that limit's window ends.
pub(crate) async fn pass(runner: &Runner, gates: &[Gate]) -> Result<()> {
    let now = runner.env.now();
    for (passed, Gate { subject, limit }) in gates.iter().enumerate() {
        let since = now.plus_seconds(-limit.seconds());
        let (count, began) = runner
            .store
            .write(async |tx| tx.count_try(subject, now, since).await)
            .await?;
        if count > limit.tries {
            for gate in &gates[..passed] {
                runner
                    .store
                    .write(async |tx| tx.give_back_try(&gate.subject).await)
                    .await?;
            }
            // Once for each window, so that whoever goes on trying does not fill the log.
            if count == limit.tries + 1 {
                security_event!("tries-refused", by = limit.name);
            }
            let left = began.plus_seconds(limit.seconds()).0 - now.0;
            return Err(Error::TooMany((left / 1000).clamp(1, limit.seconds())));
        }
    }
    Ok(())
}

/// Takes back a try that proved who it was. What counts one person's tries begins anew.
pub(crate) async fn proved(runner: &Runner, gates: &[Gate]) -> Result<()> {
    for Gate { subject, limit } in gates {
        if limit.is_shared {
            runner
                .store
                .write(async |tx| tx.give_back_try(subject).await)
                .await?;
        } else {
            runner
                .store
                .write(async |tx| tx.clear_tries(subject).await)
                .await?;
        }
    }
    Ok(())
}

/// Remembers that the owner of an account came from a network.
pub(crate) async fn remember_network(
    env: &Env,
    tx: &mut Tx,
    account: &AccountId,
    address: &str,
) -> Result<()> {
    Ok(tx.remember_network(account, &network(address), env.now()).await?)
}

/// Remembers the browser in which the owner of an account has just proved who they are. `secrets` are those that the browser
/// sent; what is given back is what it is to keep from now on.
///
/// # Errors
/// There is no such account.
pub async fn remember_browser(
    env: &Env,
    _: &Permit<act::UseDoor>,
    tx: &mut Tx,
    account: &AccountId,
    secrets: &[String],
) -> Result<Vec<String>> {
    let row = tx.account(account).await?.ok_or(Error::NotFound)?;
    let since = env.now().plus_seconds(-BROWSER_SECONDS);
    let known = tx.known_browsers(&row.email, since).await?;
    let own = secrets
        .iter()
        .find(|secret| known.contains(&hash_secret(secret)))
        .cloned()
        .unwrap_or_else(|| env.new_secret());
    tx.remember_browser(account, &hash_secret(&own), env.now())
        .await?;
    let others = secrets.iter().filter(|secret| **secret != own).cloned();
    Ok(std::iter::once(own.clone())
        .chain(others)
        .take(PEOPLE_OF_A_BROWSER)
        .collect())
}

/// Removes what nobody needs any longer: sessions that ended, windows in which tries were counted, browsers and networks that
/// were not used for long.
///
/// # Errors
/// The database does not answer.
pub async fn clean_up(env: &Env, tx: &mut Tx) -> Result<()> {
    let now = env.now();
    tx.delete_expired_sessions(now).await?;
    tx.delete_old_tries(now.plus_seconds(-LONGEST_MINUTES * 60))
        .await?;
    tx.delete_old_known(
        now.plus_seconds(-BROWSER_SECONDS),
        now.plus_seconds(-NETWORK_SECONDS),
    )
    .await?;
    Ok(())
}

/// The network of an address: of IPv6 the /64, since whoever has one address has the 2^64 beside it.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

/// The /48 around an IPv6 address, which is what one customer can have.
fn wide_network(address: &str) -> Option<String> {
    match address.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            Some(format!("{a:x}:{b:x}:{c:x}::/48"))
        }
        IpAddr::V4(_) => None,
    }
}

#[cfg(test)]
mod tests;
