//! What is kept about a person: a copy of it for them, and its removal.

mod collect;

use collect::{collect, facts};

use domain::content::Lang;
use domain::id::{AccountId, OrganisationId};
use domain::identity::audit::{By, Event};
use domain::identity::policy::{Action, Actor, Permit, Resource, act};
use domain::text::{address as normalise_email, folded};
use domain::timestamp::Timestamp;
use serde::{Deserialize, Serialize};
use store::{AccountFactsRow, GiverRow, KeptAnswerRow, KeptEntryRow, PeopleChange, Reader, Tx};
use usecase::{Env, Error, ListPlace, ListQuery, Listed, NotNow, Result, security_event};

use crate::credential::{Origin, origins};
use crate::people::{PAGE, is_id};

/// What [`PersonalData`] calls itself.
const FORMAT: &str = "polder-personal-data";
const FORMAT_VERSION: u32 = 1;

/// A person, as the operator sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Whether a password was set.
    pub can_sign_in: bool,
    /// The names of the organisations to which the person belongs.
    pub organisations: Vec<String>,
    /// Where the credential came from.
    pub origins: Vec<Origin>,
}

/// Everything that is kept about a person, but for hashes and secrets. As JSON it is described in `docs/operations.md`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalData {
    format: &'static str,
    format_version: u32,
    made_at: String,
    account: KeptAccount,
    memberships: Vec<KeptMembership>,
    lessons_read: Vec<KeptLesson>,
    quiz_attempts: Vec<KeptAttempt>,
    answers: Vec<KeptAnswer>,
    acts: Vec<KeptAct>,
    recorded: Vec<KeptEntry>,
    sessions: Vec<KeptSession>,
    links_received: Vec<KeptLink>,
    links_given_at: Vec<String>,
    receipts: Vec<KeptReceipt>,
    networks_known: Vec<KeptNetwork>,
    browsers_used_at: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptAccount {
    id: String,
    email: String,
    name: String,
    language: String,
    created_at: String,
    has_password: bool,
    password_set_at: Option<String>,
    password_given_in_the_name_of: Option<String>,
    password_given_at_the_console: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptMembership {
    organisation: String,
    organisation_slug: String,
    role: String,
    since: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptLesson {
    course: String,
    lesson: String,
    read_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptAttempt {
    course: String,
    quiz: String,
    started_at: String,
    handed_in_at: Option<String>,
    response: Option<serde_json::Value>,
    percent: Option<i64>,
    passed: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptAnswer {
    organisation: String,
    assessment: String,
    practice: String,
    given: bool,
    approved: bool,
    answered_at: String,
    words: Option<KeptWords>,
}

/// What an answer says. It is the body's, and so it is given only to who may read the body's assessments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptWords {
    answer: String,
    ticks: Option<String>,
    note: String,
    evidence: String,
    reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptAct {
    what: String,
    organisation: String,
    subject: String,
    at: String,
}

/// An entry of the audit. It names nobody else: neither to whose account the person did something, nor who did something to theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptEntry {
    what: String,
    by: KeptBy,
    organisation: Option<String>,
    subject: Option<String>,
    details: Option<serde_json::Value>,
    at: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum KeptBy {
    Oneself,
    SomebodyElse,
    Console,
    Job,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptSession {
    signed_in_at: Option<String>,
    last_used_at: Option<String>,
    browser: String,
    ends_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptLink {
    given_at: String,
    expires_at: String,
    used_at: Option<String>,
    replaced_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptReceipt {
    round: String,
    organisation: String,
    name: String,
    email: String,
    roles: String,
    at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeptNetwork {
    network: String,
    used_at: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SessionData {
    signed_in_at: Option<i64>,
    seen_at: Option<i64>,
    browser: String,
}

impl PersonalData {
    /// As JSON.
    ///
    /// # Errors
    /// Only if JSON itself fails.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|error| Error::Internal(error.to_string()))
    }
}

/// The people who belong to no organisation, by name: a page of them.
///
/// # Errors
/// The database does not answer.
pub async fn people_without_organisation(
    _: &Env,
    _: &Permit<act::ManageAccounts>,
    reader: &mut Reader,
    query: &ListQuery,
) -> Result<Listed<PersonFacts>> {
    let rows = reader.accounts_without_organisation(&query.part(PAGE)).await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: folded(&last.name),
        id: last.id.clone(),
    });
    Ok(listed.map(|row| facts(row, Vec::new(), Vec::new())))
}

/// A person, whatever they belong to.
///
/// # Errors
/// There is no such account.
pub async fn person(
    env: &Env,
    permit: &Permit<act::ManageAccounts>,
    reader: &mut Reader,
    account: &AccountId,
) -> Result<PersonFacts> {
    let row = facts_of(reader, account).await?;
    let mut organisations: Vec<String> = reader
        .memberships(account)
        .await?
        .into_iter()
        .map(|membership| membership.name)
        .collect();
    organisations.dedup();
    let givers = reader.givers(account, env.now()).await?;
    Ok(facts(row, organisations, origins(env, permit.actor(), &givers)))
}

/// The account with that address, for the commands at the console.
///
/// # Errors
/// There is none.
pub async fn account_of_email(
    _: &Env,
    _: &Permit<act::ManageAccounts>,
    reader: &mut Reader,
    email: &str,
) -> Result<AccountId> {
    let account = reader.account_by_email(&normalise_email(email)).await?;
    Ok(account.ok_or(Error::NotFound)?.id.into())
}

/// A copy of everything that is kept about oneself.
///
/// # Errors
/// The database does not answer.
pub async fn own_personal_data(
    env: &Env,
    permit: &Permit<act::ManageOwnAccount>,
    tx: &mut Tx,
) -> Result<PersonalData> {
    collect(env, tx, permit.actor(), permit.account()).await
}

/// A copy of everything that is kept about a person, to be handed to them.
///
/// # Errors
/// There is no such account.
pub async fn personal_data(
    env: &Env,
    permit: &Permit<act::ManageAccounts>,
    tx: &mut Tx,
    account: &AccountId,
) -> Result<PersonalData> {
    collect(env, tx, permit.actor(), account).await
}

/// Removes a person: nothing is kept of them but what belongs to others, under an id without a name. `address` is typed
/// once more, so that nobody is removed by a slip of the hand.
///
/// # Errors
/// [`Error::Invalid`] for another address; [`Error::NotNow`] for oneself, and if an organisation would be left without
/// anybody who can run it.
pub async fn remove_person(
    env: &Env,
    permit: &Permit<act::ManageAccounts>,
    tx: &mut Tx,
    account: &AccountId,
    address: &str,
) -> Result<()> {
    let row = facts_of(tx, account).await?;
    // Older addresses were kept in another form.
    let typed = normalise_email(address);
    if typed != row.email && typed != normalise_email(&row.email) {
        return Err(Error::field("address", "remove-address"));
    }
    if permit.account() == account {
        return Err(Error::NotNow(NotNow::RemoveOwn));
    }
    match tx.remove_account(account, env.now()).await? {
        PeopleChange::Done(_) => {
            let removed = Event::AccountRemoved {
                account: account.clone(),
            };
            env.record(tx, permit.account(), removed).await?;
            security_event!("account-removed", by = %permit.account(), account = %account);
            Ok(())
        }
        PeopleChange::Last => Err(Error::NotNow(NotNow::LastLead)),
        PeopleChange::NoMember => Err(Error::NotFound),
        PeopleChange::Moved => Err(Error::NotNow(NotNow::PersonChangedMeanwhile)),
        other @ PeopleChange::MustRenew => Err(Error::Internal(format!("a removal ended with {other:?}"))),
    }
}

async fn facts_of(reader: &mut Reader, account: &AccountId) -> Result<AccountFactsRow> {
    if !is_id(account) {
        return Err(Error::NotFound);
    }
    reader.account_facts(account).await?.ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests;
