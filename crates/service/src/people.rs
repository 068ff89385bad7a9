//! The people of an organisation, and how they come to roles in it.

use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Resource};
use domain::text::is_address;
use store::{AccountRow, Credential, CredentialTerms, GiverRow, Joining, MembershipRow, PeopleChange};

use usecase::by;

use crate::accounts::{check_name, clean_line, normalise_email};
use crate::credentials::{Origin, stored_role};
use crate::links::{DraftLink, InvitationLink};
use crate::{Error, FieldErrors, NotNow, Result, Services, security_event};
use domain::organisation::Organisation;

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
    /// Roles as text.
    pub roles: Vec<String>,
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

impl Services {
    /// The people of an organisation.
    pub async fn people(&self, actor: &Actor, organisation: &OrganisationId) -> Result<Vec<Person>> {
        self.permit(actor, Action::ReadPeople, Resource::Organisation(organisation))?;
        let mut people: Vec<Person> = Vec::new();
        for row in self.store().reader().people(organisation).await? {
            let role = stored_role(&row.role)?;
            match people.last_mut() {
                Some(person) if person.account.as_str() == row.account_id => person.roles.push(role),
                _ => people.push(Person {
                    account: row.account_id.into(),
                    name: row.name,
                    email: row.email,
                    can_sign_in: row.can_sign_in,
                    roles: vec![role],
                }),
            }
        }
        Ok(people)
    }

    /// Adds a person to an organisation: a new account, or roles for one that exists, all or nothing. Who has no password then
    /// gets a link.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the address of somebody whom the actor does not manage already: adding such a person would show
    /// the actor a stranger's name, and take from the others the say over the account. The operator can.
    /// [`Error::NotNow`] for oneself if one's own password would have to be renewed.
    pub async fn add_person(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        input: &NewPerson,
    ) -> Result<Added> {
        self.permit(
            actor,
            Action::ManagePeople,
            Resource::Organisation(&organisation.id),
        )?;
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
            if let Some(added) = self
                .try_to_add(actor, organisation, &name, &email, &roles)
                .await?
            {
                return Ok(added);
            }
        }
        Err(Error::NotNow(NotNow::PersonAddedMeanwhile))
    }

    /// Adds a person once; nothing if the account came into being, or to other organisations, since it was looked up.
    async fn try_to_add(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        name: &str,
        email: &str,
        roles: &[Role],
    ) -> Result<Option<Added>> {
        let found = self.store().reader().account_by_email(email).await?;
        let is_new = found.is_none();
        let account = found.unwrap_or_else(|| AccountRow {
            id: self.new_id(),
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: None,
            // Whoever opens it reads it in the language of their browser, until they choose one.
            language: String::new(),
            created_at: self.now().0,
        });
        let id = AccountId::from(account.id.as_str());
        let memberships = if is_new {
            Vec::new()
        } else {
            self.store().reader().memberships(&id).await?
        };
        if !is_new && !self.manages_all(actor, &memberships) {
            return Err(Error::field("email", "email-elsewhere"));
        }
        let givers = self.store().reader().givers(&id, self.now()).await?;
        let (trusted, draft) = self.terms(actor, organisation, &id, &givers, true).await?;
        let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        let outcome = self
            .store()
            .write(async |tx| {
                tx.add_person(Joining {
                    account: &account,
                    is_new,
                    organisation: &organisation.id,
                    roles: &names,
                    belongs_to: &organisations_of(&memberships),
                    terms: CredentialTerms {
                        trusted: &trusted,
                        link: draft.as_ref().map(|draft| &draft.kept),
                        invites: true,
                        now: self.now(),
                    },
                })
                .await
            })
            .await;
        let credential = match outcome {
            Ok(PeopleChange::Done(credential)) => credential,
            Ok(PeopleChange::MustRenew) => return Err(Error::NotNow(NotNow::CredentialOwn)),
            // Somebody else added the same person at the same moment: now there is an account.
            Ok(PeopleChange::Moved) | Err(store::Error::Duplicate) => return Ok(None),
            Ok(other @ (PeopleChange::NoMember | PeopleChange::Last)) => return Err(impossible(&other)),
            Err(error) => return Err(error.into()),
        };
        security_event!("person-added", by = %by(actor), account = %id, organisation = %organisation.id,
            roles = %names.join(" "));
        let is_reset = credential.is_reset;
        let link = self.settle(actor, &id, draft, credential);
        Ok(Some(Added {
            name: account.name,
            found: (!is_new).then(|| Found {
                organisations: names_of(&memberships),
                origins: self.origins(actor, &givers),
            }),
            is_reset,
            link,
        }))
    }

    /// Gives a person of an organisation these roles in it and no others; none takes the person out of it.
    ///
    /// # Errors
    /// [`Error::NotNow`] if nobody would be left who can run the organisation, or if the person's credential would have to
    /// be taken away first and the actor may not give out a new one.
    pub async fn set_roles(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        account: &AccountId,
        roles: &[String],
    ) -> Result<RolesSet> {
        self.permit(
            actor,
            Action::ManagePeople,
            Resource::Organisation(&organisation.id),
        )?;
        self.require_member(organisation, account).await?;
        let Some(roles) = check_roles(organisation.kind, roles) else {
            return Err(Error::field("roles", "role-missing"));
        };
        let names: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
        let keep = organisation.kind.indispensable_role().map_or("", Role::as_str);
        let givers = self.store().reader().givers(account, self.now()).await?;
        let may_give = self.may_give_link(actor, account).await?;
        let (trusted, draft) = self
            .terms(actor, organisation, account, &givers, may_give)
            .await?;
        let terms = CredentialTerms {
            trusted: &trusted,
            link: draft.as_ref().map(|draft| &draft.kept),
            invites: false,
            now: self.now(),
        };
        let outcome = self
            .store()
            .write(async |tx| tx.set_roles(account, &organisation.id, &names, keep, terms).await)
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
        security_event!("roles-changed", by = %by(actor), account = %account, organisation = %organisation.id,
            roles = %names.join(" "));
        let is_reset = credential.is_reset;
        Ok(RolesSet {
            link: self.settle(actor, account, draft, credential),
            origins: if is_reset {
                self.origins(actor, &givers)
            } else {
                Vec::new()
            },
        })
    }

    /// Whether nobody has an account yet, as on a new instance.
    pub async fn is_without_accounts(&self) -> Result<bool> {
        Ok(self.store().reader().count_accounts().await? == 0)
    }

    /// Whether an actor manages the people of each of an account's organisations. An account that belongs to none is the
    /// operator's alone: whoever else took it would have it from whoever had it before.
    pub(crate) fn manages_all(&self, actor: &Actor, memberships: &[MembershipRow]) -> bool {
        if memberships.is_empty() {
            return self.may(actor, Action::ManageAccounts, Resource::Instance);
        }
        memberships.iter().all(|membership| {
            let organisation = membership.organisation_id.as_str().into();
            self.may(actor, Action::ManagePeople, Resource::Organisation(&organisation))
        })
    }

    pub(crate) async fn require_member(
        &self,
        organisation: &Organisation,
        account: &AccountId,
    ) -> Result<()> {
        if is_id(account) && self.store().reader().is_member(account, &organisation.id).await? {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    /// What decides on the credential of somebody who comes to a role: who of its givers is trusted, and the link that may be
    /// given out. Nobody gets a link for themselves.
    async fn terms(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        account: &AccountId,
        givers: &[GiverRow],
        may_give: bool,
    ) -> Result<(Vec<GiverRow>, Option<DraftLink>)> {
        let trusted = self.trusted(givers, &organisation.id).await?;
        let is_other = actor.account.as_ref() != Some(account);
        let draft = (may_give && is_other).then(|| self.draft_link(actor, Some(&organisation.id)));
        Ok((trusted, draft))
    }

    /// Notes what became of a credential, and gives back the link to hand over.
    fn settle(
        &self,
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
}

/// Whether it can be the id of an account at all: PostgreSQL refuses NUL.
pub(crate) fn is_id(account: &AccountId) -> bool {
    !account.as_str().contains('\0')
}

fn impossible(outcome: &PeopleChange) -> Error {
    Error::Internal(format!("a change of people ended with {outcome:?}"))
}

fn organisations_of(memberships: &[MembershipRow]) -> Vec<OrganisationId> {
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

/// Roles as typed, each once; nothing if one of them is no role of that kind of organisation.
fn check_roles(kind: OrganisationKind, typed: &[String]) -> Option<Vec<Role>> {
    let mut roles = Vec::new();
    for name in typed {
        let role = Role::parse(name).filter(|role| kind.roles().contains(role))?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Some(roles)
}

#[cfg(test)]
mod search;
#[cfg(test)]
mod tests;
