//! The people of an organisation, and how they come to roles in it.

mod roles;

use roles::check_roles;
pub use roles::set_roles;

use domain::id::{AccountId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::organisation::{Organisation, OrganisationKind, Role};
use domain::identity::policy::{self, Actor, Permit, act, answers_for};
use domain::text::{address as normalise_email, is_address, line as clean_line};
use store::{
    AccountRow, Credential, CredentialTerms, GiverRow, Joining, MembershipRow, PeopleChange, Reader, Tx,
};
use usecase::{
    Env, Error, FieldErrors, ListPlace, ListQuery, Listed, NotNow, Result, Runner, by, security_event,
};

use crate::account::check_name;
use crate::credential::{Origin, origins, trusted};
use crate::links::{DraftLink, InvitationLink, draft_link};

/// How often adding somebody is tried when others change the same account at the same moment.
const TRIES: usize = 5;

/// A person of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// Whether a password was set.
    pub can_sign_in: bool,
    /// The roles in this organisation.
    pub roles: Vec<Role>,
}

/// A form that adds a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// What was ticked.
    pub roles: Vec<Role>,
}

/// What came of adding a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The person's name, as their account has it.
    pub name: String,
    /// What there was of the account before; nothing for a new one.
    pub found: Option<Found>,
    /// Whether the account's password, sessions and links were taken away, because somebody may have known them who could not
    /// have given these roles.
    pub is_reset: bool,
    /// A link to set a password; none for somebody who keeps the one that they have.
    pub link: Option<InvitationLink>,
}

/// An account that was there before, as far as whoever adds it may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The names of the organisations to which it belonged.
    pub organisations: Vec<String>,
    /// Where its credential came from.
    pub origins: Vec<Origin>,
}

/// What came of changing somebody's roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolesSet {
    /// The link that takes the place of a credential that was taken away; see [`Added::is_reset`].
    pub link: Option<InvitationLink>,
    /// Where that credential came from.
    pub origins: Vec<Origin>,
}

/// People of a page.
pub(crate) const PAGE: u32 = 15;

/// The people of an organisation, by name: a page of them.
///
/// # Errors
/// The database does not answer.
pub async fn people(
    _: &Env,
    permit: &Permit<act::ReadPeople>,
    reader: &mut Reader,
    query: &ListQuery,
) -> Result<Listed<Person>> {
    let mut people: Vec<(String, Person)> = Vec::new();
    for row in reader
        .people(&permit.organisation().id, &query.part(PAGE))
        .await?
    {
        let role = row.role;
        match people.last_mut() {
            Some((_, person)) if person.account.as_str() == row.account_id => person.roles.push(role),
            _ => people.push((
                row.folded,
                Person {
                    account: row.account_id.into(),
                    name: row.name,
                    email: row.email,
                    can_sign_in: row.can_sign_in,
                    roles: vec![role],
                },
            )),
        }
    }
    let place = |(folded, last): &(String, Person)| ListPlace {
        key: folded.clone(),
        id: last.account.to_string(),
    };
    Ok(Listed::of(people, PAGE, place).map(|(_, person)| person))
}

/// The name of one of them.
///
/// # Errors
/// The person does not belong to the organisation.
pub async fn name_of_person(
    _: &Env,
    permit: &Permit<act::ReadPeople>,
    reader: &mut Reader,
    account: &AccountId,
) -> Result<String> {
    // PostgreSQL refuses NUL.
    if !is_id(account) {
        return Err(Error::NotFound);
    }
    let name = reader.name_of_person(&permit.organisation().id, account).await?;
    name.ok_or(Error::NotFound)
}

/// Adds a person to an organisation: a new account, or roles for one that exists, all or nothing. Who has no password then
/// gets a link.
///
/// It is given the runner: it begins anew if the account came into being, or to other organisations, since it was looked up.
///
/// # Errors
/// [`Error::Invalid`] for the address of somebody whom the actor does not manage already: adding such a person would show
/// the actor a stranger's name, and take from the others the say over the account. The operator can.
/// [`Error::NotNow`] for oneself if one's own password would have to be renewed.
pub async fn add_person(
    runner: &Runner,
    permit: &Permit<act::ManagePeople>,
    input: &NewPerson,
) -> Result<Added> {
    let organisation = permit.organisation();
    let email = normalise_email(&input.email);
    let mut errors = FieldErrors::new();
    check_name(&input.name, &mut errors);
    if !is_address(&email) {
        errors.add("email", "email-malformed");
    }
    let roles = check_roles(organisation.kind, &input.roles).unwrap_or_default();
    if roles.is_empty() {
        errors.add("roles", "role-missing");
    }
    errors.into_result()?;
    let name = clean_line(&input.name);
    for _ in 0..TRIES {
        if let Some(added) = try_to_add(runner, permit, &name, &email, &roles).await? {
            return Ok(added);
        }
    }
    Err(Error::NotNow(NotNow::PersonAddedMeanwhile))
}

/// Adds a person once; nothing if the account came into being, or to other organisations, since it was looked up.
async fn try_to_add(
    runner: &Runner,
    permit: &Permit<act::ManagePeople>,
    name: &str,
    email: &str,
    roles: &[Role],
) -> Result<Option<Added>> {
    let (env, reader) = (&runner.env, &mut runner.store.reader());
    let (actor, organisation) = (permit.actor(), permit.organisation());
    let found = reader.account_by_email(email).await?;
    let is_new = found.is_none();
    let account = found.unwrap_or_else(|| AccountRow {
        id: env.new_id(),
        email: email.to_owned(),
        name: name.to_owned(),
        password_hash: None,
        // Whoever opens it reads it in the language of their browser, until they choose one.
        language: String::new(),
        created_at: env.now().0,
    });
    let id = AccountId::from(account.id.as_str());
    let memberships = if is_new {
        Vec::new()
    } else {
        reader.memberships(&id).await?
    };
    let belongs_to = belongs_to(&memberships);
    if !is_new && !answers_for(actor, &belongs_to) {
        return Err(Error::field("email", "email-elsewhere"));
    }
    let givers = reader.givers(&id, env.now()).await?;
    // A new account belongs to nobody yet, and to this organisation from now on.
    let may_give = is_new || policy::may_give_link(actor, &id, &belongs_to).is_ok();
    let (trusted, draft) = terms(env, reader, actor, organisation, &givers, may_give).await?;
    let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let outcome = runner
        .store
        .write(async |tx| {
            let outcome = tx
                .add_person(Joining {
                    account: &account,
                    is_new,
                    organisation: &organisation.id,
                    roles: &names,
                    belongs_to: &belongs_to,
                    terms: CredentialTerms {
                        trusted: &trusted,
                        link: draft.as_ref().map(|draft| &draft.kept),
                        invites: true,
                        now: env.now(),
                    },
                })
                .await?;
            if let PeopleChange::Done(credential) = &outcome {
                let added = Event::PersonAdded {
                    account: id.clone(),
                    organisation: organisation.id.clone(),
                    roles: names.iter().map(|name| (*name).to_owned()).collect(),
                };
                env.record(tx, permit.account(), added).await?;
                record_credential(env, tx, permit, &id, credential).await?;
            }
            Ok::<_, Error>(outcome)
        })
        .await;
    let credential = match outcome {
        Ok(PeopleChange::Done(credential)) => credential,
        Ok(PeopleChange::MustRenew) => return Err(Error::NotNow(NotNow::CredentialOwn)),
        // Somebody else added the same person at the same moment: now there is an account.
        Ok(PeopleChange::Moved) | Err(Error::Store(store::Error::Duplicate)) => return Ok(None),
        Ok(other @ (PeopleChange::NoMember | PeopleChange::Last)) => return Err(impossible(&other)),
        Err(error) => return Err(error),
    };
    security_event!("person-added", by = %by(actor), account = %id, organisation = %organisation.id,
            roles = %names.join(" "));
    let is_reset = credential.is_reset;
    let link = settle(actor, &id, draft, credential);
    Ok(Some(Added {
        name: account.name,
        found: (!is_new).then(|| Found {
            organisations: names_of(&memberships),
            origins: origins(env, actor, &givers),
        }),
        is_reset,
        link,
    }))
}

/// Whether nobody has an account yet, as on a new instance.
///
/// # Errors
/// The database does not answer.
pub async fn is_without_accounts(reader: &mut Reader) -> Result<bool> {
    Ok(!reader.has_accounts().await?)
}

/// Somebody else's people are not found.
pub(crate) async fn require_member(
    reader: &mut Reader,
    organisation: &OrganisationId,
    account: &AccountId,
) -> Result<()> {
    if is_id(account) && reader.is_member(account, organisation).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// What decides on the credential of somebody who comes to a role: who of its givers is trusted, and the link that may be
/// given out.
async fn terms(
    env: &Env,
    reader: &mut Reader,
    actor: &Actor,
    organisation: &Organisation,
    givers: &[GiverRow],
    may_give: bool,
) -> Result<(Vec<GiverRow>, Option<DraftLink>)> {
    let trusted = trusted(env, reader, givers, &organisation.id).await?;
    let draft = may_give.then(|| draft_link(env, actor, Some(&organisation.id)));
    Ok((trusted, draft))
}

/// Records what became of a credential.
async fn record_credential(
    env: &Env,
    tx: &mut Tx,
    permit: &Permit<act::ManagePeople>,
    account: &AccountId,
    credential: &Credential,
) -> Result<()> {
    if credential.is_reset {
        let reset = Event::AccountReset {
            account: account.clone(),
        };
        env.record(tx, permit.account(), reset).await?;
    }
    if credential.is_link_given {
        let given = Event::LinkGiven {
            account: account.clone(),
            organisation: Some(permit.organisation().id.clone()),
        };
        env.record(tx, permit.account(), given).await?;
    }
    Ok(())
}

/// Notes what became of a credential, and gives back the link to hand over.
fn settle(
    actor: &Actor,
    account: &AccountId,
    draft: Option<DraftLink>,
    credential: Credential,
) -> Option<InvitationLink> {
    if credential.is_reset {
        security_event!("account-reset", by = %by(actor), account = %account);
    }
    let draft = draft.filter(|_| credential.is_link_given)?;
    security_event!("link-given", by = %by(actor), account = %account);
    Some(draft.hand_over(credential.link_before.as_ref()))
}

/// Whether it can be the id of an account at all: PostgreSQL refuses NUL.
pub(crate) fn is_id(account: &AccountId) -> bool {
    !account.as_str().contains('\0')
}

fn impossible(outcome: &PeopleChange) -> Error {
    Error::Internal(format!("a change of people ended with {outcome:?}"))
}

/// The organisations of memberships, each once.
pub(crate) fn belongs_to(memberships: &[MembershipRow]) -> Vec<OrganisationId> {
    let mut ids: Vec<OrganisationId> = memberships
        .iter()
        .map(|membership| membership.organisation_id.as_str().into())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The rows are sorted by name.
fn names_of(memberships: &[MembershipRow]) -> Vec<String> {
    let mut names: Vec<String> = memberships
        .iter()
        .map(|membership| membership.name.clone())
        .collect();
    names.dedup();
    names
}
#[cfg(test)]
mod search;
#[cfg(test)]
mod tests;
