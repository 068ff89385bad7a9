//! Who may know the credential of an account, and whether that may stay so.
//!
//! Whoever gives out a link to set a password may have used it as well as the person for whom it was made: the credential of an
//! account is known to its giver. That does no harm as long as the account can do nothing to which its giver could not
//! have invited anybody. So an account that comes to a role keeps its credential only if each giver could give that role too,
//! now, under a name that was theirs alone since before they gave the credential out. Else it gets a new one.

use domain::id::{AccountId, OrganisationId};
use domain::identity::policy::{Action, Actor, Membership, Resource};
use store::{GiverRow, MembershipRow, Reader};
use usecase::{Env, Result};

/// Where the present credential of an account came from, as far as whoever asks may know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It was given out in the name of this organisation.
    Organisation(String),
    /// It was given out by somebody whose people the one who asks does not manage.
    Elsewhere,
    /// It was given out at the server's own console.
    Console,
    /// It is older than the record of who gave it out, or was given out in nobody's name.
    Unknown,
}

/// Of those who may know a credential, the ones who could give a role in that organisation themselves.
pub(crate) async fn trusted(
    env: &Env,
    reader: &mut Reader,
    givers: &[GiverRow],
    organisation: &OrganisationId,
) -> Result<Vec<GiverRow>> {
    let mut trusted = Vec::new();
    for giver in givers {
        let Some(by) = giver.given_by.as_deref() else {
            continue;
        };
        if !is_under_own_name(giver.giver_since, giver.given_at, by) {
            continue;
        }
        let actor = actor_of(reader, by).await?;
        let resource = Resource::Organisation(organisation);
        if env.may(&actor, Action::ManagePeople, resource) {
            trusted.push(giver.clone());
        }
    }
    Ok(trusted)
}

/// Where the credential came from, for somebody who adds the account somewhere.
pub(crate) fn origins(env: &Env, actor: &Actor, givers: &[GiverRow]) -> Vec<Origin> {
    let mut origins: Vec<Origin> = givers.iter().map(|giver| origin(env, actor, giver)).collect();
    origins.sort();
    origins.dedup();
    origins
}

fn origin(env: &Env, actor: &Actor, giver: &GiverRow) -> Origin {
    match (&giver.organisation_id, &giver.organisation) {
        (Some(id), Some(name)) => {
            let id = OrganisationId::from(id.as_str());
            if env.may(actor, Action::ManagePeople, Resource::Organisation(&id)) {
                Origin::Organisation(name.clone())
            } else {
                Origin::Elsewhere
            }
        }
        _ if giver.given_by.as_deref() == Some(Actor::CONSOLE) => Origin::Console,
        _ => Origin::Unknown,
    }
}

/// The person with that account as the policy sees them now, or the server's own console.
///
/// # Errors
/// The database does not answer, or holds a role that is none.
pub async fn actor_of(reader: &mut Reader, account: &str) -> Result<Actor> {
    if account == Actor::CONSOLE {
        return Ok(Actor::console());
    }
    let account = AccountId::from(account);
    let rows = reader.memberships(&account).await?;
    let memberships = rows.iter().map(membership).collect();
    Ok(Actor {
        account: Some(account),
        memberships,
    })
}

/// Whether what somebody did was done under a name that nobody else had any longer: with the password of today or one that
/// they changed it from themselves. The console needs no password.
pub(crate) fn is_under_own_name(since: Option<i64>, done_at: Option<i64>, by: &str) -> bool {
    by == Actor::CONSOLE || since.is_none_or(|since| done_at.is_some_and(|done_at| since < done_at))
}

fn membership(row: &MembershipRow) -> Membership {
    Membership {
        organisation: row.organisation_id.as_str().into(),
        kind: row.kind,
        role: row.role,
    }
}

#[cfg(test)]
mod tests;
