//! What somebody may do in an organisation, given and taken.

use super::*;
use crate::links::may_give_link;

/// Gives a person of an organisation these roles in it and no others; none takes the person out of it.
///
/// # Errors
/// [`Error::NotNow`] if nobody would be left who can run the organisation, or if the person's credential would have to
/// be taken away first and the actor may not give out a new one.
pub async fn set_roles(
    env: &Env,
    permit: &Permit<act::ManagePeople>,
    tx: &mut Tx,
    account: &AccountId,
    roles: &[Role],
) -> Result<RolesSet> {
    let (actor, organisation) = (permit.actor(), permit.organisation());
    require_member(tx, &organisation.id, account).await?;
    let Some(roles) = check_roles(organisation.kind, roles) else {
        return Err(Error::field("roles", "role-missing"));
    };
    let names: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
    let keep = organisation.kind.indispensable_role().map_or("", Role::as_str);
    let givers = tx.givers(account, env.now()).await?;
    let may_give = may_give_link(tx, actor, account).await?.is_ok();
    let (trusted, draft) = terms(env, tx, actor, organisation, &givers, may_give).await?;
    let terms = CredentialTerms {
        trusted: &trusted,
        link: draft.as_ref().map(|draft| &draft.kept),
        invites: false,
        now: env.now(),
    };
    let outcome = tx
        .set_roles(account, &organisation.id, &names, keep, terms)
        .await?;
    let credential = match outcome {
        PeopleChange::Done(credential) => credential,
        PeopleChange::Last => return Err(Error::NotNow(NotNow::LastLead)),
        PeopleChange::NoMember => return Err(Error::NotFound),
        PeopleChange::MustRenew if actor.account.as_ref() == Some(account) => {
            return Err(Error::NotNow(NotNow::CredentialOwn));
        }
        PeopleChange::MustRenew => return Err(Error::NotNow(NotNow::CredentialElsewhere)),
        other @ PeopleChange::Moved => return Err(impossible(&other)),
    };
    let changed = Event::RolesChanged {
        account: account.clone(),
        organisation: organisation.id.clone(),
        roles: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    env.record(tx, permit.account(), changed).await?;
    record_credential(env, tx, permit, account, &credential).await?;
    security_event!("roles-changed", by = %by(actor), account = %account, organisation = %organisation.id,
            roles = %names.join(" "));
    let is_reset = credential.is_reset;
    Ok(RolesSet {
        link: settle(actor, account, draft, credential),
        origins: if is_reset {
            origins(env, actor, &givers)
        } else {
            Vec::new()
        },
    })
}

/// Roles as they were ticked, each once; nothing if one of them is no role of that kind of organisation.
pub(super) fn check_roles(kind: OrganisationKind, ticked: &[Role]) -> Option<Vec<Role>> {
    let mut roles = Vec::new();
    for role in ticked {
        if !kind.roles().contains(role) {
            return None;
        }
        if !roles.contains(role) {
            roles.push(*role);
        }
    }
    Some(roles)
}
