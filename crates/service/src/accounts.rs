//! Signing in and being recognised.

use std::net::IpAddr;

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Action, Actor, Membership, Resource};

use store::IdentityRow;

use crate::credentials::{stored_kind, stored_role};
use crate::links::{LinkFault, clean_secret};
use crate::password::{MAX_LENGTH, MIN_LENGTH};
use crate::{Error, FieldErrors, Result, Services, hash_secret};

/// Longest name of a person.
const LONGEST_NAME: usize = 200;
/// Tries are counted in windows of this length.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Wrong passwords of one account in a window before it must wait.
const TRIES_PER_ACCOUNT: i64 = 10;
/// Wrong passwords from one network address: a whole office may share one.
const TRIES_PER_ADDRESS: i64 = 50;

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
        for row in self.store().identity(account).await? {
            let identity = identity.get_or_insert_with(|| Identity {
                account: account.clone(),
                name: row.person.clone(),
                email: row.email.clone(),
                lang: Lang::parse(&row.language).unwrap_or_default(),
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
        // The address first: one that has had its share can no longer use up that of an account.
        let (of_address, of_account) = (address_subject(&input.address), account_subject(&email));
        self.count_try(&of_address).await?;
        self.count_try(&of_account).await?;
        let account = self.store().account_by_email(&email).await?;
        let stored = account.as_ref().and_then(|account| account.password_hash.clone());
        let matches = self.0.passwords.verify(input.password, stored).await?;
        match account {
            Some(account) if matches => {
                self.store().clear_sign_in_failures(&of_account.0).await?;
                self.store().give_back_sign_in(&of_address.0).await?;
                security_event!("signed-in", account = %account.id);
                Ok(account.id.into())
            }
            _ => Err(Error::field("email", "sign-in-failed")),
        }
    }

    /// Counts a try of a subject against its limit.
    ///
    /// # Errors
    /// [`Error::TooMany`] if it had its share.
    async fn count_try(&self, (subject, limit): &(String, i64)) -> Result<()> {
        let now = self.now();
        let since = now.plus_seconds(-WINDOW_SECONDS);
        let (count, began) = self.store().count_sign_in(subject, now, since).await?;
        if count > *limit {
            let left = began.plus_seconds(WINDOW_SECONDS).0 - now.0;
            return Err(Error::TooMany((left / 1000).clamp(1, WINDOW_SECONDS)));
        }
        Ok(())
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
        check_password(&password, repeated, &[&account.email, &account.name])?;
        let hash = self.0.passwords.hash(password, self.random_bytes()).await?;
        let secret = clean_secret(secret).ok_or(Error::Link(LinkFault::Damaged))?;
        let account = self
            .store()
            .use_password_link(&hash_secret(&secret), &hash, self.now())
            .await?
            // Somebody was faster, since the link was good a moment ago.
            .ok_or(Error::Link(LinkFault::Replaced))?;
        security_event!("link-used", account = %account);
        Ok(account)
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
            .edit_account(account, &clean_line(name), lang.tag())
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
        let row = self.store().account(account).await?.ok_or(Error::NotFound)?;
        check_password(&input.password, &input.repeated, &[&row.email, &row.name])?;
        let subject = account_subject(&row.email);
        self.count_try(&subject).await?;
        let is_long = input.current.len() > MAX_LENGTH * 4;
        if is_long || !self.0.passwords.verify(input.current, row.password_hash).await? {
            return Err(Error::field("current", "password-wrong"));
        }
        let hash = self.0.passwords.hash(input.password, self.random_bytes()).await?;
        self.store().clear_sign_in_failures(&subject.0).await?;
        let kept = store::session_hash(&input.session);
        Ok(self
            .store()
            .change_password(account, &hash, &kept, self.now())
            .await?)
    }

    /// Removes what nobody needs any longer: sessions that ended, windows in which tries were counted.
    pub async fn clean_up(&self) -> Result<()> {
        let now = self.now();
        self.store().delete_expired_sessions(now).await?;
        self.store()
            .delete_old_sign_in_failures(now.plus_seconds(-WINDOW_SECONDS))
            .await?;
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

/// What is counted for an account, and its limit.
fn account_subject(email: &str) -> (String, i64) {
    (format!("account {email}"), TRIES_PER_ACCOUNT)
}

/// What is counted for a network address, and its limit. Whoever has one IPv6 address has the 2^64 beside it.
fn address_subject(address: &str) -> (String, i64) {
    let network = match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.chars().take(64).collect(),
    };
    (format!("address {network}"), TRIES_PER_ADDRESS)
}

/// A line as it is kept: without what no keyboard types (PostgreSQL refuses NUL), and without space around it.
pub(crate) fn clean_line(typed: &str) -> String {
    let kept: String = typed.chars().filter(|letter| !letter.is_control()).collect();
    kept.trim().to_owned()
}

/// Notes what is wrong with a person's name.
pub(crate) fn check_name(name: &str, errors: &mut FieldErrors) {
    let name = clean_line(name);
    if name.is_empty() {
        errors.add("name", "name-missing");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "name-long");
    }
}

/// An address as it is stored and looked up: without spaces around it, in lower case.
pub(crate) fn normalise_email(email: &str) -> String {
    clean_line(email).to_lowercase()
}

/// Length is what counts, and that it is not among the first that anybody would try (NIST SP 800-63B-4): no rules of
/// composition. `about` are words that whoever knows the account would try.
pub(crate) fn check_password(password: &str, repeated: &str, about: &[&str]) -> Result<()> {
    let length = password.chars().count();
    let mut errors = FieldErrors::new();
    if length < MIN_LENGTH {
        errors.add("password", "password-short");
    } else if length > MAX_LENGTH {
        errors.add("password", "password-long");
    } else if password != repeated {
        errors.add("repeated", "password-differs");
    } else if is_easy_to_guess(password, about) {
        errors.add("password", "password-easy");
    }
    errors.into_result()
}

fn is_easy_to_guess(password: &str, about: &[&str]) -> bool {
    let words: Vec<&str> = about
        .iter()
        .flat_map(|text| {
            text.split(|letter: char| !letter.is_alphanumeric())
                .chain([*text])
        })
        .chain(["polder", "election", "commission"])
        .filter(|word| !word.is_empty())
        .collect();
    zxcvbn::zxcvbn(password, &words).score() < zxcvbn::Score::Three
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
            .set_password(amal.account.as_ref().unwrap(), &hash)
            .await
            .unwrap();
        (setting, amal)
    }

    fn attempt(password: &str, address: &str) -> SignIn {
        SignIn {
            email: "Amal@example.org ".into(),
            password: password.into(),
            address: address.into(),
        }
    }

    #[tokio::test]
    async fn an_account_waits_after_ten_wrong_passwords() {
        let (setting, _) = with_amal().await;
        let services = &setting.services;
        assert!(services.sign_in(attempt(PASSWORD, "192.0.2.1")).await.is_ok());
        for _ in 0..TRIES_PER_ACCOUNT {
            let wrong = services.sign_in(attempt("wrong", "192.0.2.1")).await;
            assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
        }
        // Even the right password waits now, from any address.
        let right = services.sign_in(attempt(PASSWORD, "192.0.2.2")).await;
        assert!(matches!(right, Err(Error::TooMany(900))), "{right:?}");
        setting.clock.set(services.now().plus_seconds(WINDOW_SECONDS));
        assert!(services.sign_in(attempt(PASSWORD, "192.0.2.1")).await.is_ok());
    }

    #[tokio::test]
    async fn an_address_that_had_its_share_locks_nobody_out() {
        let (setting, _) = with_amal().await;
        let services = &setting.services;
        let guess = async |email: String| {
            let input = SignIn {
                email,
                ..attempt("wrong", "192.0.2.1")
            };
            services.sign_in(input).await
        };
        for number in 0..TRIES_PER_ADDRESS {
            let wrong = guess(format!("nobody-{number}@example.org")).await;
            assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
        }
        for _ in 0..=TRIES_PER_ACCOUNT {
            let refused = guess("amal@example.org".into()).await;
            assert!(matches!(refused, Err(Error::TooMany(_))), "{refused:?}");
        }
        assert!(services.sign_in(attempt(PASSWORD, "192.0.2.2")).await.is_ok());
    }

    #[tokio::test]
    async fn many_tries_at_once_do_not_slip_through() {
        let (setting, _) = with_amal().await;
        let tries = (0..30).map(|_| {
            let services = setting.services.clone();
            tokio::spawn(async move { services.sign_in(attempt("wrong", "192.0.2.1")).await })
        });
        let mut checked = 0;
        for result in tries.collect::<Vec<_>>() {
            checked += i64::from(matches!(result.await.unwrap(), Err(Error::Invalid(_))));
        }
        assert_eq!(checked, TRIES_PER_ACCOUNT);
    }

    #[test]
    fn neighbours_share_an_address() {
        let subject = |address| address_subject(address).0;
        assert_eq!(subject("2001:db8::1"), subject("2001:db8::ffff:1"));
        assert_ne!(subject("2001:db8::1"), subject("2001:db8:0:1::1"));
        assert_eq!(subject("::ffff:192.0.2.1"), subject("192.0.2.1"));
        assert_ne!(subject("192.0.2.1"), subject("192.0.2.2"));
    }

    #[tokio::test]
    async fn a_password_is_changed_by_whoever_knows_it() {
        let (setting, amal) = with_amal().await;
        let services = &setting.services;
        let change = |current: &str, password: &str, repeated: &str| {
            services.change_password(
                &amal,
                ChangePassword {
                    current: current.into(),
                    password: password.into(),
                    repeated: repeated.into(),
                    session: "s".into(),
                },
            )
        };
        let new = "another good password";
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
        assert!(services.sign_in(attempt(PASSWORD, "192.0.2.1")).await.is_err());
        assert!(services.sign_in(attempt(new, "192.0.2.1")).await.is_ok());
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
        assert_eq!((identity.name.as_str(), identity.lang), ("Amal B.", Lang::Ar));
        assert!(services.edit_own_account(&amal, "", "ar").await.is_err());
        assert!(services.edit_own_account(&amal, "Amal", "xx").await.is_err());
        let refused = services.edit_own_account(&Actor::default(), "Amal", "en").await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::SignIn))),
            "{refused:?}"
        );
    }
}
