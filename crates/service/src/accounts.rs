//! Signing in and being recognised.

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Membership, Resource};
use domain::text::{is_longer_than, length};

use store::{AccountRow, IdentityRow};

use crate::credentials::{stored_kind, stored_role};
use crate::limits::{CHANGE, LINK};
use usecase::LinkFault;

use crate::links::clean_secret;
use crate::password::{MAX_BYTES, MAX_LENGTH, MIN_LENGTH};
use crate::{Error, FieldErrors, Result, Services, hash_secret, security_event};

/// Longest name of a person.
const LONGEST_NAME: usize = 200;
/// Longest address (RFC 5321).
const LONGEST_EMAIL: usize = 254;

pub(crate) use domain::text::{address as normalise_email, line as clean_line};

/// A person who is signed in, as every page needs to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The language that the person chose; nothing as long as they have chosen none.
    pub lang: Option<Lang>,
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
    /// The secrets by which the browser is known to accounts that were used in it.
    pub browsers: Vec<String>,
}

/// A form that changes one's own password.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The password until now, as typed.
    pub current: String,
    /// As typed.
    pub password: String,
    /// As typed, once more.
    pub repeated: String,
    /// The id of the session that asks, which goes on.
    pub session: String,
}

impl Services {
    /// Recognises the account of a session. Nothing if it no longer exists.
    pub async fn identify(&self, account: &AccountId) -> Result<Option<Identity>> {
        let mut identity = None;
        for row in self.store().reader().identity(account).await? {
            let identity = identity.get_or_insert_with(|| Identity {
                account: account.clone(),
                name: row.person.clone(),
                email: row.email.clone(),
                lang: Lang::parse(&row.language),
                memberships: Vec::new(),
            });
            identity.memberships.extend(membership(row)?);
        }
        Ok(identity)
    }

    /// Checks an address and a password. The answer to a wrong address and to a wrong password is the same.
    ///
    /// # Errors
    /// [`Error::TooMany`] after too many failures of the account or the network address; [`Error::Invalid`] otherwise.
    pub async fn sign_in(&self, input: SignIn) -> Result<AccountId> {
        self.permit(&Actor::default(), Action::UseDoor, Resource::Instance)?;
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
        let gates = self.gates(&email, &input.address, &input.browsers).await?;
        self.pass(&gates).await?;
        let account = self.store().reader().account_by_email(&email).await?;
        let stored = account.as_ref().and_then(|account| account.password_hash.clone());
        let matches = self.0.passwords.verify(input.password, stored).await?;
        match account {
            Some(account) if matches => {
                self.proved(&gates).await?;
                let id = AccountId::from(account.id);
                self.remember_network(&id, &input.address).await?;
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

    /// Sets a password by a one-time link, ends the account's sessions and gives back the account.
    ///
    /// # Errors
    /// [`Error::Link`] if the link cannot be used; [`Error::Invalid`] for an unfit password.
    pub async fn set_password_by_link(
        &self,
        secret: &str,
        password: String,
        repeated: &str,
    ) -> Result<AccountId> {
        self.permit(&Actor::default(), Action::UseDoor, Resource::Instance)?;
        let account = self.account_of_link(secret).await?.map_err(Error::Link)?;
        check_form(&password, repeated)?;
        let secret_hash = hash_secret(&clean_secret(secret).ok_or(Error::Link(LinkFault::Damaged))?);
        self.pass(&[LINK.on(&secret_hash)]).await?;
        self.check_strength(&account, &password).await?;
        let hash = self.0.passwords.hash(password, self.random_bytes()).await?;
        let account = self
            .store()
            .write(async |tx| tx.use_password_link(&secret_hash, &hash, self.now()).await)
            .await?
            // Somebody was faster, since the link was good a moment ago.
            .ok_or(Error::Link(LinkFault::Replaced))?;
        security_event!("link-used", account = %account);
        Ok(account)
    }

    /// Keeps the language in which somebody who signs in reads the site, if they have chosen none yet.
    pub async fn take_up_language(&self, account: &AccountId, lang: Lang) -> Result<()> {
        self.permit(&Actor::default(), Action::UseDoor, Resource::Instance)?;
        Ok(self
            .store()
            .write(async |tx| tx.take_up_language(account, lang.tag()).await)
            .await?)
    }

    /// Remembers the language that a person chose.
    pub async fn choose_language(&self, actor: &Actor, lang: Lang) -> Result<()> {
        self.permit(actor, Action::UseDoor, Resource::Instance)?;
        if let Some(account) = &actor.account {
            self.store()
                .write(async |tx| tx.set_language(account, lang.tag()).await)
                .await?;
        }
        Ok(())
    }
}

impl Services {
    /// Changes one's own name and language.
    pub async fn edit_own_account(&self, actor: &Actor, name: &str, lang: &str) -> Result<Lang> {
        self.permit(actor, Action::ManageOwnAccount, Resource::Instance)?;
        let account = actor.account.as_ref().ok_or(Error::NotFound)?;
        let mut errors = FieldErrors::new();
        check_name(name, &mut errors);
        let lang = Lang::ALL.into_iter().find(|known| known.tag() == lang);
        if lang.is_none() {
            errors.add("lang", "lang-missing");
        }
        errors.into_result()?;
        let lang = lang.unwrap_or_default();
        self.store()
            .write(async |tx| tx.edit_account(account, &clean_line(name), lang.tag()).await)
            .await?;
        Ok(lang)
    }

    /// Changes one's own password, which ends one's other sessions.
    ///
    /// # Errors
    /// [`Error::TooMany`] after too many wrong passwords: an unlocked screen is no invitation to guess.
    pub async fn change_password(&self, actor: &Actor, input: ChangePassword) -> Result<()> {
        self.permit(actor, Action::ManageOwnAccount, Resource::Instance)?;
        let account = actor.account.as_ref().ok_or(Error::NotFound)?;
        if input.current.is_empty() {
            return Err(Error::field("current", "password-missing"));
        }
        check_form(&input.password, &input.repeated)?;
        let row = self
            .store()
            .reader()
            .account(account)
            .await?
            .ok_or(Error::NotFound)?;
        let kept = store::session_hash(&input.session);
        let gates = [CHANGE.on(&kept)];
        self.pass(&gates).await?;
        let is_long = input.current.len() > MAX_BYTES;
        let known = row.password_hash.clone().unwrap_or_default();
        let stored = row.password_hash.clone();
        if is_long || !self.0.passwords.verify(input.current, stored).await? {
            security_event!("password-change-failed", account = %account);
            return Err(Error::field("current", "password-wrong"));
        }
        self.check_strength(&row, &input.password).await?;
        let hash = self.0.passwords.hash(input.password, self.random_bytes()).await?;
        self.proved(&gates).await?;
        let is_changed = self
            .store()
            .write(async |tx| {
                tx.change_password(account, (&known, &hash), &kept, self.now())
                    .await
            })
            .await?;
        if !is_changed {
            // It was taken away, or changed elsewhere, while this was under way: it is no longer the right one.
            security_event!("password-change-failed", account = %account);
            return Err(Error::field("current", "password-wrong"));
        }
        security_event!("password-changed", account = %account);
        Ok(())
    }

    /// Refuses a password that somebody who knows the account would soon try. This takes a while, so it comes after the try is
    /// counted and where passwords are hashed.
    async fn check_strength(&self, account: &AccountRow, password: &str) -> Result<()> {
        let mut about = vec![account.email.clone(), account.name.clone()];
        for membership in self
            .store()
            .reader()
            .memberships(&account.id.as_str().into())
            .await?
        {
            about.extend([membership.name, membership.slug]);
        }
        if self.0.passwords.is_easy(password.to_owned(), about).await? {
            return Err(Error::field("password", "password-easy"));
        }
        Ok(())
    }
}

/// The membership of a row; nothing if it has none.
fn membership(row: IdentityRow) -> Result<Option<IdentityMembership>> {
    let (Some(organisation), Some(slug), Some(name), Some(kind), Some(role)) =
        (row.organisation_id, row.slug, row.name, row.kind, row.role)
    else {
        return Ok(None);
    };
    Ok(Some(IdentityMembership {
        organisation: organisation.into(),
        slug,
        name,
        kind: stored_kind(&kind)?,
        role: stored_role(&role)?,
    }))
}

/// Notes what is wrong with a person's name.
pub(crate) fn check_name(name: &str, errors: &mut FieldErrors) {
    let name = clean_line(name);
    if name.is_empty() {
        errors.add("name", "name-missing");
    } else if is_longer_than(&name, LONGEST_NAME) {
        errors.add("name", "name-long");
    }
}

/// What can be said of a new password at once. Length is what counts, and that it is not among the first that anybody would try
/// (NIST SP 800-63B-4): no rules of composition.
fn check_form(password: &str, repeated: &str) -> Result<()> {
    let mut errors = FieldErrors::new();
    if is_longer_than(password, MAX_LENGTH) {
        errors.add("password", "password-long");
    } else if length(password) < MIN_LENGTH {
        errors.add("password", "password-short");
    } else if password != repeated {
        errors.add("repeated", "password-differs");
    }
    errors.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Setting, setting};
    use domain::policy::Refusal;

    const PASSWORD: &str = "a password of this test";

    async fn with_amal() -> (Setting, Actor) {
        let setting = setting().await;
        let amal = setting.person("amal", &[]).await;
        let hash = setting
            .services
            .0
            .passwords
            .hash(PASSWORD.into(), [1; 16])
            .await
            .unwrap();
        setting
            .store()
            .write(async |tx| tx.set_password(amal.account.as_ref().unwrap(), &hash).await)
            .await
            .unwrap();
        (setting, amal)
    }

    fn attempt(password: &str) -> SignIn {
        SignIn {
            email: "Amal@example.org ".into(),
            password: password.into(),
            address: "192.0.2.1".into(),
            browsers: Vec::new(),
        }
    }

    fn works(setting: &Setting) -> usize {
        setting.services.0.passwords.threads.lock().unwrap().len()
    }

    #[tokio::test]
    async fn what_is_too_long_for_a_password_is_not_looked_at() {
        let (setting, amal) = with_amal().await;
        let before = works(&setting);
        let long = "x".repeat(MAX_BYTES + 1);
        for input in [
            attempt(&long),
            SignIn {
                email: format!("{}@example.org", "a".repeat(LONGEST_EMAIL)),
                ..attempt(PASSWORD)
            },
        ] {
            let refused = setting.services.sign_in(input).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        let refused = setting
            .services
            .change_password(&amal, change(&long, NEW, NEW))
            .await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let refused = setting
            .services
            .change_password(&amal, change(PASSWORD, &long, &long))
            .await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        assert_eq!(works(&setting), before);
        // The longest is looked at.
        assert!(setting.services.sign_in(attempt(&long[1..])).await.is_err());
        assert_eq!(works(&setting), before + 1);
    }

    const NEW: &str = "another good password";

    fn change(current: &str, password: &str, repeated: &str) -> ChangePassword {
        ChangePassword {
            current: current.into(),
            password: password.into(),
            repeated: repeated.into(),
            session: "s".into(),
        }
    }

    #[tokio::test]
    async fn an_open_screen_is_no_invitation_to_guess() {
        let (setting, amal) = with_amal().await;
        let services = &setting.services;
        for _ in 0..10 {
            let wrong = services.change_password(&amal, change("wrong", NEW, NEW)).await;
            assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
        }
        // Nothing is worked on after that, not even a password that is slow to judge.
        let before = works(&setting);
        let crafted = "4@8({[<369!1|70$5+%2abcegilostxz".repeat(3);
        let refused = services
            .change_password(&amal, change(PASSWORD, &crafted, &crafted))
            .await;
        assert!(matches!(refused, Err(Error::TooMany(900))), "{refused:?}");
        assert_eq!(works(&setting), before);
        // It was in that session, and does not close the door, nor any other session.
        assert!(services.sign_in(attempt(PASSWORD)).await.is_ok());
        let elsewhere = ChangePassword {
            session: "another".into(),
            ..change(PASSWORD, NEW, NEW)
        };
        services.change_password(&amal, elsewhere).await.unwrap();
    }

    #[tokio::test]
    async fn a_visitor_has_no_password_to_change() {
        let (setting, _) = with_amal().await;
        let refused = setting
            .services
            .change_password(&Actor::default(), change(PASSWORD, NEW, NEW))
            .await;
        assert!(
            matches!(refused, Err(Error::Refused(domain::policy::Refusal::SignIn))),
            "{refused:?}"
        );
    }

    #[tokio::test]
    async fn tries_at_the_door_do_not_keep_the_owner_from_a_change() {
        let (setting, amal) = with_amal().await;
        for _ in 0..20 {
            let _ = setting.services.sign_in(attempt("wrong")).await;
        }
        setting
            .services
            .change_password(&amal, change(PASSWORD, NEW, NEW))
            .await
            .unwrap();
        // A change that succeeds begins the count anew.
        for current in ["wrong"; 9].into_iter().chain([NEW]).chain(["wrong"; 9]) {
            let next = change(current, PASSWORD, PASSWORD);
            let done = setting.services.change_password(&amal, next).await;
            assert!(!matches!(done, Err(Error::TooMany(_))), "{done:?}");
        }
    }

    #[tokio::test]
    async fn a_password_is_judged_where_nobody_waits_for_it() {
        let (setting, amal) = with_amal().await;
        let before = works(&setting);
        let crafted = "4@8({[<369!1|70$5+%2abcegilostxz".repeat(3);
        let _ = setting
            .services
            .change_password(&amal, change(PASSWORD, &crafted, &crafted))
            .await;
        let threads = setting.services.0.passwords.threads.lock().unwrap();
        // The password until now, the judgement, and perhaps the hash of the new one.
        assert!(threads.len() >= before + 2);
        // The only worker of this runtime is the thread of the test.
        assert!(!threads.contains(&std::thread::current().id()));
    }

    #[tokio::test]
    async fn words_of_the_organisation_are_no_password() {
        let setting = setting().await;
        let body = setting
            .organisation("halvoria", OrganisationKind::ElectionBody)
            .await;
        let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
        let hash = setting
            .services
            .0
            .passwords
            .hash(PASSWORD.into(), [1; 16])
            .await
            .unwrap();
        let account = lead.account.clone().unwrap();
        setting
            .store()
            .write(async |tx| tx.set_password(&account, &hash).await)
            .await
            .unwrap();
        for easy in ["Halvoria2026Halvoria", "Polder2026Polder", "election2026!!!!"] {
            match setting
                .services
                .change_password(&lead, change(PASSWORD, easy, easy))
                .await
            {
                Err(Error::Invalid(errors)) => assert_eq!(errors.of("password"), Some("password-easy")),
                other => panic!("{easy}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_password_is_as_long_as_a_reader_counts() {
        let key = |password: &str| match check_form(password, password) {
            Err(Error::Invalid(errors)) => errors.of("password"),
            _ => None,
        };
        // Eight letters with accents, each written as two.
        assert_eq!(key(&"e\u{301}".repeat(8)), Some("password-short"));
        assert_eq!(key(&"e\u{301}".repeat(15)), None);
        assert_eq!(key(&"x".repeat(256)), None);
        assert_eq!(key(&"e\u{301}".repeat(256)), None);
        assert_eq!(key(&"क्षि".repeat(256)), None);
        assert_eq!(key(&"x".repeat(257)), Some("password-long"));
        assert_eq!(key(&"\u{301}".repeat(10_000)), Some("password-long"));
    }

    #[tokio::test]
    async fn a_language_is_taken_up_by_whoever_has_none() {
        let (setting, amal) = with_amal().await;
        let services = &setting.services;
        let account = amal.account.clone().unwrap();
        let lang = async || services.identify(&account).await.unwrap().unwrap().lang;
        services.take_up_language(&account, Lang::Ar).await.unwrap();
        assert_eq!(lang().await, Some(Lang::En));
        setting
            .store()
            .write(async |tx| tx.set_language(&account, "").await)
            .await
            .unwrap();
        assert_eq!(lang().await, None);
        services.take_up_language(&account, Lang::Ar).await.unwrap();
        assert_eq!(lang().await, Some(Lang::Ar));
    }

    #[tokio::test]
    async fn a_password_is_changed_by_whoever_knows_it() {
        let (setting, amal) = with_amal().await;
        let services = &setting.services;
        let change = |current: &str, password: &str, repeated: &str| {
            services.change_password(&amal, change(current, password, repeated))
        };
        let new = NEW;
        for (current, password, repeated, field) in [
            ("", new, new, "current"),
            ("wrong", new, new, "current"),
            (PASSWORD, "short", "short", "password"),
            (PASSWORD, new, "another", "repeated"),
            (PASSWORD, "passwordpassword", "passwordpassword", "password"),
            (PASSWORD, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "password"),
            (PASSWORD, "amal@example.org", "amal@example.org", "password"),
        ] {
            match change(current, password, repeated).await {
                Err(Error::Invalid(errors)) => assert!(errors.of(field).is_some(), "{errors:?}"),
                other => panic!("{other:?}"),
            }
        }
        change(PASSWORD, new, new).await.unwrap();
        assert!(services.sign_in(attempt(PASSWORD)).await.is_err());
        assert!(services.sign_in(attempt(new)).await.is_ok());
    }

    #[tokio::test]
    async fn a_name_and_a_language_are_one_s_own() {
        let (setting, amal) = with_amal().await;
        let services = &setting.services;
        assert_eq!(
            services.edit_own_account(&amal, " Amal B. ", "ar").await.unwrap(),
            Lang::Ar
        );
        let identity = services
            .identify(amal.account.as_ref().unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (identity.name.as_str(), identity.lang),
            ("Amal B.", Some(Lang::Ar))
        );
        assert!(services.edit_own_account(&amal, "", "ar").await.is_err());
        assert!(services.edit_own_account(&amal, "Amal", "xx").await.is_err());
        let refused = services.edit_own_account(&Actor::default(), "Amal", "en").await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::SignIn))),
            "{refused:?}"
        );
    }
}
