//! What was done, shown to those whom it concerns: a body's leads, and the operator.

use domain::id::{AccountId, OrganisationId};
use domain::identity::audit::{By, Event};
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{AuditFilter, AuditListRow, AuditOf, Reader, Tx};
use time::Date;
use usecase::{Env, ListPlace, Listed, Result, security_event};

/// Entries of a page.
const PAGE: u32 = 50;
/// Entries of a file: more than a spreadsheet is good for. Whoever needs others names days.
const FILE: u32 = 10_000;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Done by them only.
    pub who: Option<By>,
    /// Events of this name only.
    pub what: Option<&'static str>,
    /// On this day or later.
    pub from: Option<Date>,
    /// On this day or earlier.
    pub until: Option<Date>,
    /// What follows on this entry in the list.
    pub after: Option<AuditPlace>,
}

/// A place in the list: by time.
pub type AuditPlace = ListPlace<i64>;

/// Who did something, as far as whoever looks may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person; without a name once they were removed.
    Person {
        /// Their account.
        account: AccountId,
        /// Their name.
        name: String,
    },
    /// A person who does not belong to the organisation: a donor's, an operator, somebody who left. Its leads do not learn who.
    Outsider,
    /// Whoever runs commands on the server's own machine.
    Console,
    /// The program itself.
    Job,
}

/// An entry with the names of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number in the chain; nothing while it is not sealed.
    pub seal: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// The name under which the event is recorded.
    pub action: String,
    /// The event; nothing if a newer version of the program recorded it.
    pub event: Option<Event>,
    /// What is recorded of it (JSON).
    pub details: String,
    /// The organisation that it concerns, and its name.
    pub organisation: Option<(OrganisationId, String)>,
    /// The kind of what it was done to, and its id.
    pub object: (String, String),
    /// The name of what it was done to; empty if the person was removed, nothing if it has no name.
    pub object_name: Option<String>,
}

/// A part of the list, the newest first.
pub type AuditPage = Listed<AuditLine, i64>;

/// What was done in a body, a page of it. Its leads see what people of the body did by their names, and what others did without.
///
/// # Errors
/// The database does not answer.
pub async fn audit_of_body(
    _: &Env,
    permit: &Permit<act::ReadAudit>,
    reader: &mut Reader,
    query: &AuditQuery,
) -> Result<AuditPage> {
    let of = AuditOf::Organisation(permit.organisation().id.clone());
    audit_page(reader, of, query, PAGE).await
}

/// What was done on this instance, a page of it: all but what tells who takes part in a round.
///
/// # Errors
/// The database does not answer.
pub async fn audit_of_all(
    _: &Env,
    _: &Permit<act::ReadWholeAudit>,
    reader: &mut Reader,
    query: &AuditQuery,
) -> Result<AuditPage> {
    audit_page(reader, AuditOf::AllButSharing, query, PAGE).await
}

/// The same for a file, which is itself recorded.
///
/// # Errors
/// The database does not answer.
pub async fn audit_file_of_body(
    env: &Env,
    permit: &Permit<act::ReadAudit>,
    tx: &mut Tx,
    query: &AuditQuery,
) -> Result<AuditPage> {
    let organisation = permit.organisation().id.clone();
    let page = audit_page(tx, AuditOf::Organisation(organisation.clone()), query, FILE).await?;
    note_export(env, tx, permit.account(), Some(organisation)).await?;
    Ok(page)
}

/// The same for a file, which is itself recorded.
///
/// # Errors
/// The database does not answer.
pub async fn audit_file_of_all(
    env: &Env,
    permit: &Permit<act::ReadWholeAudit>,
    tx: &mut Tx,
    query: &AuditQuery,
) -> Result<AuditPage> {
    let page = audit_page(tx, AuditOf::AllButSharing, query, FILE).await?;
    note_export(env, tx, permit.account(), None).await?;
    Ok(page)
}

async fn audit_page(reader: &mut Reader, of: AuditOf, query: &AuditQuery, most: u32) -> Result<AuditPage> {
    let is_for_members = matches!(of, AuditOf::Organisation(_));
    let filter = AuditFilter {
        of,
        actor: query.who.as_ref().map(|who| who.as_str().to_owned()),
        action: query.what.map(ToOwned::to_owned),
        from: query.from.map(beginning),
        until: query.until.and_then(Date::next_day).map(beginning),
        after: query.after.clone().map(|place| (place.key, place.id)),
    };
    // One more tells whether there are more.
    let rows = reader.audit_list(&filter, most + 1).await?;
    let listed = Listed::of(rows, most, |last| ListPlace {
        key: last.entry.at,
        id: last.entry.id.clone(),
    });
    Ok(listed.map(|row| line(row, is_for_members)))
}

async fn note_export(
    env: &Env,
    tx: &mut Tx,
    by: &AccountId,
    organisation: Option<OrganisationId>,
) -> Result<()> {
    let concerned = organisation
        .as_ref()
        .map_or("all", OrganisationId::as_str)
        .to_owned();
    env.record(tx, by, Event::AuditExported { organisation }).await?;
    security_event!("audit-exported", by = %by, organisation = %concerned);
    Ok(())
}

/// The first moment of a day.
fn beginning(day: Date) -> Timestamp {
    Timestamp::from_datetime(day.midnight().assume_utc())
}

fn line(row: AuditListRow, is_for_members: bool) -> AuditLine {
    let entry = row.entry;
    let who = match By::from(entry.actor.as_str()) {
        By::Console => Who::Console,
        By::Job => Who::Job,
        By::Account(_) if is_for_members && !row.is_by_member => Who::Outsider,
        By::Account(account) => Who::Person {
            account,
            name: row.actor_name.unwrap_or_default(),
        },
    };
    AuditLine {
        seal: row.seq,
        at: Timestamp(entry.at),
        who,
        event: Event::read(&entry.action, &entry.details),
        organisation: entry
            .organisation_id
            .map(|id| (id.into(), row.organisation_name.unwrap_or_default())),
        object: (entry.object_kind, entry.object_id),
        object_name: row.object_name,
        action: entry.action,
        details: entry.details,
    }
}

#[cfg(test)]
mod tests;
