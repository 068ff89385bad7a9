//! The people of an organisation, and the links with which they set a password.

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Resource};
use store::AccountRow;

use crate::accounts::normalise_email;
use crate::{Error, FieldErrors, Result, Services, hash_secret};

/// How long a link can be used.
const LINK_SECONDS: i64 = 7 * 24 * 60 * 60;

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
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// Roles as text.
    pub roles: Vec<String>,
}

/// A link to hand over. It is shown once and cannot be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLink {
    /// The path with the secret.
    pub path: String,
}

impl Services {
    /// The people of an organisation.
    pub async fn people(&self, actor: &Actor, organisation: &OrganisationId) -> Result<Vec<Person>> {
        self.permit(actor, Action::ReadPeople, Resource::Organisation(organisation))?;
        let mut people: Vec<Person> = Vec::new();
        for row in self.store().people(organisation).await? {
            let Some(role) = Role::parse(&row.role) else {
                continue;
            };
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

    /// Adds a person to an organisation: a new account, or a role for one that exists. A new account gets a link.
    pub async fn add_person(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        kind: OrganisationKind,
        input: &NewPerson,
    ) -> Result<Option<InvitationLink>> {
        self.permit(actor, Action::ManagePeople, Resource::Organisation(organisation))?;
        let email = normalise_email(&input.email);
        let name = input.name.trim();
        let roles: Vec<Role> = input.roles.iter().filter_map(|role| Role::parse(role)).collect();
        let mut errors = FieldErrors::new();
        if name.is_empty() {
            errors.add("name", "name-missing");
        } else if name.chars().count() > 200 {
            errors.add("name", "name-long");
        }
        if !is_email(&email) {
            errors.add("email", "email-malformed");
        }
        if roles.is_empty() || roles.iter().any(|role| !kind.roles().contains(role)) {
            errors.add("roles", "role-missing");
        }
        errors.into_result()?;
        let existing = self.store().account_by_email(&email).await?;
        let (account, is_new) = match existing {
            Some(account) => (AccountId::from(account.id), account.password_hash.is_none()),
            None => (self.insert_account(name, &email).await?, true),
        };
        for role in roles {
            self.store()
                .insert_membership(&account, organisation, role.as_str(), self.now().0)
                .await?;
        }
        if is_new {
            self.issue_link(&account, actor_name(actor)).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// A new link for a person of an organisation, who lost the old one or the password.
    pub async fn new_link(
        &self,
        actor: &Actor,
        organisation: &OrganisationId,
        account: &AccountId,
    ) -> Result<InvitationLink> {
        self.permit(actor, Action::ManagePeople, Resource::Organisation(organisation))?;
        let people = self.store().people(organisation).await?;
        if !people.iter().any(|person| person.account_id == account.as_str()) {
            return Err(Error::NotFound);
        }
        self.issue_link(account, actor_name(actor)).await
    }

    pub(crate) async fn insert_account(&self, name: &str, email: &str) -> Result<AccountId> {
        let id = self.new_id();
        self.store()
            .insert_account(&AccountRow {
                id: id.clone(),
                email: email.to_owned(),
                name: name.to_owned(),
                password_hash: None,
                language: Lang::default().tag().to_owned(),
                created_at: self.now().0,
            })
            .await?;
        Ok(id.into())
    }

    pub(crate) async fn issue_link(&self, account: &AccountId, created_by: &str) -> Result<InvitationLink> {
        let secret = self.new_secret();
        let now = self.now();
        self.store()
            .insert_password_link(
                &hash_secret(&secret),
                account,
                created_by,
                now,
                now.plus_seconds(LINK_SECONDS),
            )
            .await?;
        Ok(InvitationLink {
            path: format!("/set-password/{secret}"),
        })
    }
}

fn actor_name(actor: &Actor) -> &str {
    actor.account.as_ref().map_or("", AccountId::as_str)
}

/// Enough to catch a slip of the hand; whether an address exists only mail can tell.
pub(crate) fn is_email(email: &str) -> bool {
    email.len() <= 254
        && !email.contains(char::is_whitespace)
        && email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
        })
}
