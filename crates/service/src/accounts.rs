//! Signing in and being recognised.

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Membership, Resource};

use crate::password::{MAX_LENGTH, MIN_LENGTH};
use crate::{Error, FieldErrors, Result, Services, hash_secret};

/// Minutes in which failures are counted.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Failures of one account in a window before it must wait.
const FAILURES_PER_ACCOUNT: i64 = 10;
/// Failures from one network address: a whole office may share one.
const FAILURES_PER_ADDRESS: i64 = 50;

/// A person who is signed in, as every page needs to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The language that the person chose.
    pub lang: Lang,
    /// The memberships, with what a page shows of them.
    pub memberships: Vec<IdentityMembership>,
}

/// A membership with the organisation's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityMembership {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// The person's role in it.
    pub role: Role,
}

impl Identity {
    /// The identity as the policy sees it.
    pub fn actor(&self) -> Actor {
        Actor {
            account: Some(self.account.clone()),
            memberships: self
                .memberships
                .iter()
                .map(|membership| Membership {
                    organisation: membership.organisation.clone(),
                    kind: membership.kind,
                    role: membership.role,
                })
                .collect(),
        }
    }
}

/// A sign-in form.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// The network address from which it came.
    pub address: String,
}

impl Services {
    /// Recognises the account of a session. Nothing if it no longer exists.
    pub async fn identify(&self, account: &AccountId) -> Result<Option<Identity>> {
        let Some(row) = self.store().account(account).await? else {
            return Ok(None);
        };
        let memberships = self
            .store()
            .memberships(account)
            .await?
            .into_iter()
            .filter_map(|row| {
                Some(IdentityMembership {
                    organisation: row.organisation_id.into(),
                    slug: row.slug,
                    name: row.name,
                    kind: OrganisationKind::parse(&row.kind)?,
                    role: Role::parse(&row.role)?,
                })
            })
            .collect();
        Ok(Some(Identity {
            account: row.id.into(),
            name: row.name,
            email: row.email,
            lang: Lang::parse(&row.language).unwrap_or_default(),
            memberships,
        }))
    }

    /// Checks an address and a password. The answer to a wrong address and to a wrong password is the same.
    ///
    /// # Errors
    /// [`Error::TooMany`] after too many failures of the account or the network address; [`Error::Invalid`] otherwise.
    pub async fn sign_in(&self, input: SignIn) -> Result<AccountId> {
        self.permit(&Actor::default(), Action::UseDoor, Resource::Instance)?;
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
        if input.password.len() > MAX_LENGTH * 4 || email.len() > 254 {
            return Err(Error::field("email", "sign-in-failed"));
        }
        let now = self.now();
        let since = now.plus_seconds(-WINDOW_SECONDS);
        let limits = [
            (format!("account {email}"), FAILURES_PER_ACCOUNT),
            (format!("address {}", input.address), FAILURES_PER_ADDRESS),
        ];
        for (subject, limit) in &limits {
            if self.store().sign_in_failures(subject, since).await? >= *limit {
                return Err(Error::TooMany(WINDOW_SECONDS));
            }
        }
        let account = self.store().account_by_email(&email).await?;
        let stored = account.as_ref().and_then(|account| account.password_hash.clone());
        let matches = self.0.passwords.verify(input.password, stored).await?;
        match account {
            Some(account) if matches => {
                self.store().clear_sign_in_failures(&limits[0].0).await?;
                Ok(account.id.into())
            }
            _ => {
                for (subject, _) in &limits {
                    self.store().add_sign_in_failure(subject, now, since).await?;
                }
                Err(Error::field("email", "sign-in-failed"))
            }
        }
    }

    /// Whether a one-time link can still be used.
    pub async fn is_link_usable(&self, secret: &str) -> Result<bool> {
        let link = self.store().password_link(&hash_secret(secret)).await?;
        Ok(link.is_some_and(|link| link.used_at.is_none() && link.expires_at > self.now().0))
    }

    /// Sets a password by a one-time link, ends the account's sessions and gives back the account.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the link was used or has expired; [`Error::Invalid`] for an unfit password.
    pub async fn set_password_by_link(
        &self,
        secret: &str,
        password: String,
        repeated: &str,
    ) -> Result<AccountId> {
        self.permit(&Actor::default(), Action::UseDoor, Resource::Instance)?;
        if !self.is_link_usable(secret).await? {
            return Err(Error::NotFound);
        }
        check_password(&password, repeated)?;
        let hash = self.0.passwords.hash(password, self.random_bytes()).await?;
        let account = self
            .store()
            .use_password_link(&hash_secret(secret), &hash, self.now())
            .await?;
        account.ok_or(Error::NotFound)
    }

    /// Remembers the language that a person chose.
    pub async fn choose_language(&self, actor: &Actor, lang: Lang) -> Result<()> {
        self.permit(actor, Action::UseDoor, Resource::Instance)?;
        if let Some(account) = &actor.account {
            self.store().set_language(account, lang.tag()).await?;
        }
        Ok(())
    }
}

/// An address as it is stored and looked up: without spaces around it, in lower case.
pub(crate) fn normalise_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Length is what counts (NIST SP 800-63B-4): no rules of composition.
pub(crate) fn check_password(password: &str, repeated: &str) -> Result<()> {
    let length = password.chars().count();
    let mut errors = FieldErrors::new();
    if length < MIN_LENGTH {
        errors.add("password", "password-short");
    } else if length > MAX_LENGTH {
        errors.add("password", "password-long");
    } else if password != repeated {
        errors.add("repeated", "password-differs");
    }
    errors.into_result()
}
