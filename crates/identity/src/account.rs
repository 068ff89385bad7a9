//! Accounts: who is recognised, and what people set of their own.

use domain::content::Lang;
use domain::id::AccountId;
use domain::identity::organisation::{Organisation, Role};
use domain::identity::policy::{Actor, Membership, Permit, act};
use domain::text::{is_longer_than, line as clean_line};
use store::{IdentityRow, Tx};
use usecase::{Env, FieldErrors, Result};

/// Longest name of a person.
const LONGEST_NAME: usize = 200;

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
    pub organisation: Organisation,
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
                    organisation: membership.organisation.id.clone(),
                    kind: membership.organisation.kind,
                    role: membership.role,
                })
                .collect(),
        }
    }
}

/// The identity that rows of an account say; nothing without a row.
pub(crate) fn identity_of(
    account: &AccountId,
    rows: impl IntoIterator<Item = IdentityRow>,
) -> Result<Option<Identity>> {
    let mut identity = None;
    for row in rows {
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

/// Keeps the language in which somebody who signs in reads the site, if they have chosen none yet.
///
/// # Errors
/// The database does not answer.
pub async fn take_up_language(
    _: &Env,
    _: &Permit<act::UseDoor>,
    tx: &mut Tx,
    account: &AccountId,
    lang: Lang,
) -> Result<()> {
    Ok(tx.take_up_language(account, lang.tag()).await?)
}

/// Remembers the language that a person chose.
///
/// # Errors
/// The database does not answer.
pub async fn choose_language(_: &Env, permit: &Permit<act::UseDoor>, tx: &mut Tx, lang: Lang) -> Result<()> {
    if let Some(account) = permit.account() {
        tx.set_language(account, lang.tag()).await?;
    }
    Ok(())
}

/// Changes one's own name and language.
///
/// # Errors
/// [`usecase::Error::Invalid`] with what is wrong with each field.
pub async fn edit_own_account(
    _: &Env,
    permit: &Permit<act::ManageOwnAccount>,
    tx: &mut Tx,
    name: &str,
    lang: Option<Lang>,
) -> Result<Lang> {
    let mut errors = FieldErrors::new();
    check_name(name, &mut errors);
    if lang.is_none() {
        errors.add("lang", "lang-missing");
    }
    errors.into_result()?;
    let lang = lang.unwrap_or_default();
    tx.edit_account(permit.account(), &clean_line(name), lang.tag())
        .await?;
    Ok(lang)
}

/// The membership of a row; nothing if it has none.
fn membership(row: IdentityRow) -> Result<Option<IdentityMembership>> {
    Ok(row.membership()?.map(|(organisation, role)| IdentityMembership {
        organisation: organisation.into(),
        role,
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
