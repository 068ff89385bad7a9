//! The one-time links with which a password is set.

use domain::id::{AccountId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::policy::{self, Actor, LinkRefusal, Permit, act};
use domain::text::address as normalise_email;
use domain::timestamp::Timestamp;
use store::{AccountRow, NewLink, PasswordLinkRow, Reader, Tx};
use usecase::{Env, Error, LinkFault, NotNow, Result, hash_secret, security_event};

use crate::credential::{actor_of, is_under_own_name};
use crate::people::{belongs_to, require_member};

/// How long a link can be used.
const LINK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Digits of the secret in a link.
const SECRET_DIGITS: usize = 32;

/// A link to hand over. It is shown once and cannot be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLink {
    /// The path with the secret.
    pub path: String,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// What became of the link before, if there was one.
    pub before: Option<LinkBefore>,
}

/// What had become of a link when a newer one was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkBefore {
    /// It was used then.
    Used(Timestamp),
    /// It could still be used until then, and no longer can.
    Open(Timestamp),
    /// It had expired then, unused.
    Expired(Timestamp),
    /// Something newer had taken its place then.
    Replaced(Timestamp),
}

impl LinkBefore {
    fn of(row: &PasswordLinkRow, now: Timestamp) -> Self {
        match (row.used_at, row.replaced_at) {
            (Some(at), _) => Self::Used(Timestamp(at)),
            (None, Some(at)) => Self::Replaced(Timestamp(at)),
            (None, None) if row.expires_at <= now.0 => Self::Expired(Timestamp(row.expires_at)),
            (None, None) => Self::Open(Timestamp(row.expires_at)),
        }
    }
}

/// A secret with its link, before the database knows of it.
pub(crate) struct DraftLink {
    secret: String,
    /// What is kept of it.
    pub(crate) kept: NewLink,
}

impl DraftLink {
    /// What is handed over.
    pub(crate) fn hand_over(self, before: Option<&PasswordLinkRow>) -> InvitationLink {
        InvitationLink {
            path: format!("/set-password/{}", self.secret),
            expires_at: self.kept.expires_at,
            before: before.map(|row| LinkBefore::of(row, self.kept.created_at)),
        }
    }
}

/// A new link for a person of an organisation, who lost the old one or the password.
///
/// # Errors
/// [`Error::NotNow`] for oneself: a session that stands open would become an account that is taken over. Likewise for
/// somebody who belongs to other organisations too, where the actor has no say: with the link the actor could take over
/// what the person may do there.
pub async fn new_link(
    env: &Env,
    permit: &Permit<act::ManagePeople>,
    tx: &mut Tx,
    account: &AccountId,
) -> Result<InvitationLink> {
    let organisation = &permit.organisation().id;
    require_member(tx, organisation, account).await?;
    may_give_link(tx, permit.actor(), account)
        .await?
        .map_err(in_words)?;
    give_link(env, tx, permit.actor(), account, Some(organisation)).await
}

/// A new link for any account, by its address.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::NotNow`] for oneself.
pub async fn new_link_by_email(
    env: &Env,
    permit: &Permit<act::ManageOrganisations>,
    tx: &mut Tx,
    email: &str,
) -> Result<InvitationLink> {
    let row = tx
        .account_by_email(&normalise_email(email))
        .await?
        .ok_or(Error::NotFound)?;
    let account = AccountId::from(row.id);
    may_give_link(tx, permit.actor(), &account)
        .await?
        .map_err(in_words)?;
    give_link(env, tx, permit.actor(), &account, None).await
}

/// Why a one-time link cannot be used; nothing if it can.
///
/// # Errors
/// The database does not answer.
pub async fn link_fault(
    env: &Env,
    _: &Permit<act::UseDoor>,
    reader: &mut Reader,
    secret: &str,
) -> Result<Option<LinkFault>> {
    Ok(account_of_link(env, reader, secret).await?.err())
}

/// The account of a one-time link that can still be used: not used, not replaced, not too old, and given out by
/// somebody who may still do so. An account can have come to belong to more organisations since.
pub(crate) async fn account_of_link(
    env: &Env,
    reader: &mut Reader,
    secret: &str,
) -> Result<std::result::Result<AccountRow, LinkFault>> {
    let Some(secret) = clean_secret(secret) else {
        return Ok(Err(LinkFault::Damaged));
    };
    let Some(link) = reader.password_link(&hash_secret(&secret)).await? else {
        return Ok(Err(LinkFault::Unknown));
    };
    if let Some(at) = link.used_at {
        return Ok(Err(LinkFault::Used(Timestamp(at))));
    }
    if link.replaced_at.is_some() {
        return Ok(Err(LinkFault::Replaced));
    }
    if link.expires_at <= env.now().0 {
        return Ok(Err(LinkFault::Expired(Timestamp(link.expires_at))));
    }
    let account = AccountId::from(link.account_id.as_str());
    let giver = actor_of(reader, &link.created_by).await?;
    let since = match &giver.account {
        Some(giver) => reader.account_facts(giver).await?,
        None => None,
    }
    .and_then(|facts| facts.credential_set_at);
    let is_given = is_under_own_name(since, Some(link.created_at), &link.created_by)
        && may_give_link(reader, &giver, &account).await?.is_ok();
    let found = if is_given {
        reader.account(&account).await?
    } else {
        None
    };
    Ok(found.ok_or(LinkFault::Withdrawn))
}

/// Whether an actor may give out a link for an account, as the policy decides it of what the account belongs to now.
pub(crate) async fn may_give_link(
    reader: &mut Reader,
    actor: &Actor,
    account: &AccountId,
) -> Result<std::result::Result<(), LinkRefusal>> {
    let belongs_to = belongs_to(&reader.memberships(account).await?);
    Ok(policy::may_give_link(actor, account, &belongs_to))
}

/// A link for an account that is not kept yet.
pub(crate) fn draft_link(env: &Env, actor: &Actor, organisation: Option<&OrganisationId>) -> DraftLink {
    let secret = env.new_secret();
    let now = env.now();
    DraftLink {
        kept: NewLink {
            secret_hash: hash_secret(&secret),
            created_by: actor.account.as_ref().map_or("", AccountId::as_str).to_owned(),
            organisation: organisation.cloned(),
            created_at: now,
            expires_at: now.plus_seconds(LINK_SECONDS),
        },
        secret,
    }
}

async fn give_link(
    env: &Env,
    tx: &mut Tx,
    actor: &Actor,
    account: &AccountId,
    organisation: Option<&OrganisationId>,
) -> Result<InvitationLink> {
    let draft = draft_link(env, actor, organisation);
    let before = tx.insert_password_link(account, &draft.kept).await?;
    let given = Event::LinkGiven {
        account: account.clone(),
        organisation: organisation.cloned(),
    };
    let by = actor.account.clone().ok_or(Error::NotFound)?;
    env.record(tx, &by, given).await?;
    security_event!("link-given", by = %draft.kept.created_by, account = %account);
    Ok(draft.hand_over(before.as_ref()))
}

fn in_words(refusal: LinkRefusal) -> Error {
    Error::NotNow(match refusal {
        LinkRefusal::Own => NotNow::LinkOwn,
        LinkRefusal::Elsewhere => NotNow::LinkElsewhere,
    })
}

/// The secret of a link as it was given out, from what came as such. Mail programs and people add a full stop, a bracket, a
/// space or a line break, and right-to-left texts a mark that nobody sees; nothing of that can be part of a secret.
pub fn clean_secret(typed: &str) -> Option<String> {
    let kept: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|digit| digit.to_ascii_lowercase())
        .collect();
    let is_whole = kept.len() == SECRET_DIGITS && kept.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_whole.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sticks_to_a_link_is_taken_off() {
        let secret = "0123456789abcdef0123456789abcdef";
        for typed in [
            secret.to_owned(),
            format!("{secret}."),
            format!("{secret}>"),
            format!("{secret})."),
            format!("{secret} "),
            format!("{secret}\r\n"),
            format!("{secret}\"\u{201d}»"),
            format!("\u{200f}{secret}\u{202c}"),
            secret.to_uppercase(),
            // Broken over two lines.
            format!("{}\n {}", &secret[..20], &secret[20..]),
        ] {
            assert_eq!(clean_secret(&typed).as_deref(), Some(secret), "{typed:?}");
        }
        for typed in [
            "",
            "0",
            &secret[1..],
            &format!("{secret}0"),
            &secret.replace('f', "g"),
        ] {
            assert_eq!(clean_secret(typed), None, "{typed:?}");
        }
    }
}
