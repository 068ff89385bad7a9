//! The people of an organisation, and the links with which they set a password.

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Resource};
use domain::timestamp::Timestamp;
use store::{AccountRow, MembershipRow};

use crate::accounts::{check_name, clean_line, normalise_email};
use crate::organisations::Organisation;
use crate::{Error, FieldErrors, NotNow, Result, Services, hash_secret};

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
    /// A link to set a password; none for somebody who has a password, or who belongs to other organisations too.
    pub link: Option<InvitationLink>,
}

/// A link to hand over. It is shown once and cannot be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLink {
    /// The path with the secret.
    pub path: String,
    /// When it stops working.
    pub expires_at: Timestamp,
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

    /// Adds a person to an organisation: a new account, or roles for one that exists. A new account gets a link.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the address of somebody whom the actor does not manage already: adding such a person would show
    /// the actor a stranger's name, and take from the others the say over the account. The operator can.
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
        if !is_email(&email) {
            errors.add("email", "email-malformed");
        }
        let roles = check_roles(organisation.kind, &input.roles).unwrap_or_default();
        if roles.is_empty() {
            errors.add("roles", "role-missing");
        }
        errors.into_result()?;
        let account = self.account_for(actor, &clean_line(&input.name), &email).await?;
        let id = AccountId::from(account.id);
        for role in roles {
            self.store()
                .insert_membership(&id, &organisation.id, role.as_str(), self.now().0)
                .await?;
        }
        let is_reachable = account.password_hash.is_none() && self.may_give_link(actor, &id).await?;
        let link = if is_reachable {
            Some(self.issue_link(&id, actor_name(actor)).await?)
        } else {
            None
        };
        Ok(Added {
            name: account.name,
            link,
        })
    }

    /// Gives a person of an organisation these roles in it and no others; none takes the person out of it.
    ///
    /// # Errors
    /// [`Error::NotNow`] if nobody would be left who can run the organisation.
    pub async fn set_roles(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        account: &AccountId,
        roles: &[String],
    ) -> Result<()> {
        self.permit(
            actor,
            Action::ManagePeople,
            Resource::Organisation(&organisation.id),
        )?;
        self.require_member(organisation, account).await?;
        let Some(roles) = check_roles(organisation.kind, roles) else {
            return Err(Error::field("roles", "role-missing"));
        };
        let roles: Vec<&str> = roles.into_iter().map(Role::as_str).collect();
        let keep = organisation.kind.indispensable_role().map_or("", Role::as_str);
        let is_done = self
            .store()
            .set_roles(account, &organisation.id, &roles, keep, self.now().0)
            .await?;
        if is_done {
            Ok(())
        } else {
            Err(Error::NotNow(NotNow::LastLead))
        }
    }

    /// A new link for a person of an organisation, who lost the old one or the password.
    ///
    /// # Errors
    /// [`Error::NotNow`] for somebody who belongs to other organisations too, where the actor has no say: with the link the
    /// actor could take over what the person may do there.
    pub async fn new_link(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        account: &AccountId,
    ) -> Result<InvitationLink> {
        self.permit(
            actor,
            Action::ManagePeople,
            Resource::Organisation(&organisation.id),
        )?;
        self.require_member(organisation, account).await?;
        if !self.may_give_link(actor, account).await? {
            return Err(Error::NotNow(NotNow::LinkElsewhere));
        }
        self.issue_link(account, actor_name(actor)).await
    }

    /// A new link for any account, by its address.
    pub async fn new_link_by_email(&self, actor: &Actor, email: &str) -> Result<InvitationLink> {
        self.permit(actor, Action::ManageOrganisations, Resource::Instance)?;
        let account = self
            .store()
            .account_by_email(&normalise_email(email))
            .await?
            .ok_or(Error::NotFound)?;
        self.issue_link(&account.id.into(), actor_name(actor)).await
    }

    /// Whether nobody has an account yet, as on a new instance.
    pub async fn is_without_accounts(&self) -> Result<bool> {
        Ok(self.store().count_accounts().await? == 0)
    }

    /// Whether an actor may give out a link for an account: a link is as good as the account itself, so only who manages the
    /// people of every organisation to which the account belongs. One that belongs to none is the operator's.
    pub(crate) async fn may_give_link(&self, actor: &Actor, account: &AccountId) -> Result<bool> {
        let memberships = self.store().memberships(account).await?;
        let belongs_to_none = memberships.is_empty();
        Ok(self.manages_all(actor, memberships) && (!belongs_to_none || actor.has_role(Role::Operator)))
    }

    fn manages_all(&self, actor: &Actor, memberships: Vec<MembershipRow>) -> bool {
        memberships.into_iter().all(|membership| {
            let organisation = membership.organisation_id.into();
            self.permit(actor, Action::ManagePeople, Resource::Organisation(&organisation))
                .is_ok()
        })
    }

    async fn require_member(&self, organisation: &Organisation, account: &AccountId) -> Result<()> {
        let people = self.store().people(&organisation.id).await?;
        let is_member = people.iter().any(|person| person.account_id == account.as_str());
        if is_member { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The account with that address, made if there is none.
    async fn account_for(&self, actor: &Actor, name: &str, email: &str) -> Result<AccountRow> {
        if let Some(account) = self.store().account_by_email(email).await? {
            let memberships = self.store().memberships(&account.id.as_str().into()).await?;
            return if self.manages_all(actor, memberships) {
                Ok(account)
            } else {
                Err(Error::field("email", "email-elsewhere"))
            };
        }
        let account = AccountRow {
            id: self.new_id(),
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: None,
            language: Lang::default().tag().to_owned(),
            created_at: self.now().0,
        };
        match self.store().insert_account(&account).await {
            Ok(()) => Ok(account),
            // Somebody else added the same person at the same moment: sent again, the form finds the account.
            Err(store::Error::Duplicate) => Err(Error::NotNow(NotNow::PersonAddedMeanwhile)),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn issue_link(&self, account: &AccountId, created_by: &str) -> Result<InvitationLink> {
        let secret = self.new_secret();
        let now = self.now();
        let expires_at = now.plus_seconds(LINK_SECONDS);
        self.store()
            .insert_password_link(&hash_secret(&secret), account, created_by, now, expires_at)
            .await?;
        Ok(InvitationLink {
            path: format!("/set-password/{secret}"),
            expires_at,
        })
    }
}

fn actor_name(actor: &Actor) -> &str {
    actor.account.as_ref().map_or("", AccountId::as_str)
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

/// Enough to catch a slip of the hand; whether an address exists only mail can tell.
pub(crate) fn is_email(email: &str) -> bool {
    email.len() <= 254
        && !email.contains(char::is_whitespace)
        && email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Setting, setting};

    const LONG_ENOUGH: &str = "a password of this test";

    fn amal(roles: &[&str]) -> NewPerson {
        NewPerson {
            name: "Amal".into(),
            email: " Amal@Example.org ".into(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        }
    }

    fn secret(link: &InvitationLink) -> &str {
        link.path.strip_prefix("/set-password/").unwrap()
    }

    async fn body_with_lead(setting: &Setting) -> (Organisation, Actor) {
        let id = setting.organisation("body", OrganisationKind::ElectionBody).await;
        let lead = setting.person("lead", &[(&id, Role::Lead)]).await;
        let body = setting
            .services
            .organisation_with_people(&lead, "body")
            .await
            .unwrap();
        (body, lead)
    }

    #[tokio::test]
    async fn a_new_person_gets_a_link_that_sets_the_password() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let added = services
            .add_person(&lead, &body, &amal(&["assessor", "assessor"]))
            .await
            .unwrap();
        let link = added.link.unwrap();
        let account = services
            .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
            .await
            .unwrap();
        let people = services.people(&lead, &body.id).await.unwrap();
        let amal_now = people.iter().find(|person| person.account == account).unwrap();
        assert_eq!(amal_now.email, "amal@example.org");
        assert_eq!(amal_now.roles, [Role::Assessor]);
        assert!(amal_now.can_sign_in);
        // Used once.
        let again = services
            .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
            .await;
        assert!(matches!(again, Err(Error::NotFound)));
        // Added again, the person keeps the password.
        let again = services
            .add_person(&lead, &body, &amal(&["learner"]))
            .await
            .unwrap();
        assert_eq!(again.link, None);
    }

    #[tokio::test]
    async fn what_is_wrong_is_named() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        for (input, field) in [
            (
                NewPerson {
                    name: " ".into(),
                    ..amal(&["lead"])
                },
                "name",
            ),
            (
                NewPerson {
                    email: "amal".into(),
                    ..amal(&["lead"])
                },
                "email",
            ),
            (
                NewPerson {
                    email: format!("{}@example.org", "a".repeat(250)),
                    ..amal(&["lead"])
                },
                "email",
            ),
            (amal(&[]), "roles"),
            (amal(&["analyst"]), "roles"),
            (amal(&["lead", "operator"]), "roles"),
            (
                NewPerson {
                    name: "\0".into(),
                    ..amal(&["lead"])
                },
                "name",
            ),
        ] {
            match setting.services.add_person(&lead, &body, &input).await {
                Err(Error::Invalid(errors)) => assert!(errors.of(field).is_some(), "{errors:?}"),
                other => panic!("{input:?}: {other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn a_lead_cannot_take_over_an_account_of_elsewhere() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let house = setting.organisation("house", OrganisationKind::Operator).await;
        let operator = setting.person("amal", &[(&house, Role::Operator)]).await;
        let account = operator.account.clone().unwrap();
        // Nor add it: that would show a stranger's name, and end what was under way elsewhere.
        match services.add_person(&lead, &body, &amal(&["assessor"])).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.of("email"), Some("email-elsewhere")),
            other => panic!("{other:?}"),
        }
        // The operator can, who has not even set a password yet.
        services
            .add_person(&Actor::console(), &body, &amal(&["assessor"]))
            .await
            .unwrap();
        let link = services.new_link(&lead, &body, &account).await;
        assert!(
            matches!(link, Err(Error::NotNow(NotNow::LinkElsewhere))),
            "{link:?}"
        );
        // Another operator may, and so may the operator's own machine.
        let other = setting.person("other", &[(&house, Role::Operator)]).await;
        assert!(services.new_link(&other, &body, &account).await.is_ok());
        assert!(
            services
                .new_link_by_email(&Actor::console(), "amal@example.org")
                .await
                .is_ok()
        );
        assert!(
            services
                .new_link_by_email(&lead, "amal@example.org")
                .await
                .is_err()
        );
    }

    #[tokio::test]
    async fn a_link_dies_when_the_account_grows_beyond_who_gave_it() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let added = services
            .add_person(&lead, &body, &amal(&["assessor"]))
            .await
            .unwrap();
        let link = added.link.unwrap();
        assert!(services.is_link_usable(secret(&link)).await.unwrap());
        let donor = setting.organisation("donor", OrganisationKind::Donor).await;
        let account = setting
            .store()
            .account_by_email("amal@example.org")
            .await
            .unwrap()
            .unwrap()
            .id;
        setting.roles(&account.into(), &[(&donor, Role::Analyst)]).await;
        assert!(!services.is_link_usable(secret(&link)).await.unwrap());
        let used = services
            .set_password_by_link(secret(&link), LONG_ENOUGH.into(), LONG_ENOUGH)
            .await;
        assert!(matches!(used, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn a_link_of_a_lead_who_left_is_worth_nothing() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let second = setting.person("second", &[(&body.id, Role::Lead)]).await;
        let link = services
            .add_person(&lead, &body, &amal(&["assessor"]))
            .await
            .unwrap()
            .link
            .unwrap();
        services
            .set_roles(&second, &body, lead.account.as_ref().unwrap(), &[])
            .await
            .unwrap();
        assert!(!services.is_link_usable(secret(&link)).await.unwrap());
    }

    #[tokio::test]
    async fn a_link_is_good_for_a_week() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let link = services
            .add_person(&lead, &body, &amal(&["assessor"]))
            .await
            .unwrap()
            .link
            .unwrap();
        setting.clock.set(Timestamp(link.expires_at.0 - 1));
        assert!(services.is_link_usable(secret(&link)).await.unwrap());
        setting.clock.set(link.expires_at);
        assert!(!services.is_link_usable(secret(&link)).await.unwrap());
    }

    #[tokio::test]
    async fn the_last_lead_stays_and_strangers_are_not_found() {
        let setting = setting().await;
        let (body, lead) = body_with_lead(&setting).await;
        let services = &setting.services;
        let own = lead.account.clone().unwrap();
        let left = services.set_roles(&lead, &body, &own, &["assessor".into()]).await;
        assert!(matches!(left, Err(Error::NotNow(NotNow::LastLead))), "{left:?}");
        let other = setting
            .organisation("other", OrganisationKind::ElectionBody)
            .await;
        let stranger = setting.person("stranger", &[(&other, Role::Lead)]).await;
        let theirs = stranger.account.clone().unwrap();
        assert!(matches!(
            services.set_roles(&lead, &body, &theirs, &["lead".into()]).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            services.new_link(&lead, &body, &theirs).await,
            Err(Error::NotFound)
        ));
        assert!(
            services
                .add_person(&stranger, &body, &amal(&["lead"]))
                .await
                .is_err()
        );
        assert!(services.people(&stranger, &body.id).await.is_err());
    }
}
