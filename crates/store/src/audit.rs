//! The audit: what was done, in the transaction in which it was done; a job seals it into a chain afterwards (`audit_chain`).
//!
//! A chain whose links were made in each transaction would let only one write at a time on PostgreSQL too. So an entry is
//! written alone, and sealed within a minute, in the order of time. docs/adr/0027-audit.md has the reasons.

use domain::id::OrganisationId;
use domain::identity::audit::Entry;
use domain::timestamp::Timestamp;
use sqlx::QueryBuilder;

use crate::audit_chain::{Head, hash};
use crate::tx::statement;
use crate::{Reader, Result, Tx};

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditRow {
    /// UUIDv7.
    pub id: String,
    /// Unix milliseconds.
    pub at: i64,
    /// An account, `console` or `job`.
    pub actor: String,
    /// The organisation that it concerns.
    pub organisation_id: Option<String>,
    /// What was done.
    pub action: String,
    /// To what.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// What else is recorded (JSON).
    pub details: String,
}

/// A seal, with its entry if that is there.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct LinkRow {
    pub(crate) seq: i64,
    pub(crate) entry_id: String,
    pub(crate) sealed_at: i64,
    pub(crate) hash: String,
    /// Nothing: the entry is gone, and with it every column below.
    pub(crate) id: Option<String>,
    at: Option<i64>,
    actor: Option<String>,
    organisation_id: Option<String>,
    action: Option<String>,
    object_kind: Option<String>,
    object_id: Option<String>,
    details: Option<String>,
}

impl LinkRow {
    pub(crate) fn entry(self) -> Option<AuditRow> {
        Some(AuditRow {
            id: self.id?,
            at: self.at?,
            actor: self.actor?,
            organisation_id: self.organisation_id,
            action: self.action?,
            object_kind: self.object_kind?,
            object_id: self.object_id?,
            details: self.details?,
        })
    }
}

/// What no seal holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct LooseRow {
    /// Entries that wait for their seal.
    pub(crate) waiting: i64,
    /// When the oldest of them was written.
    pub(crate) oldest: Option<i64>,
    /// One that waits and is gone.
    pub(crate) lost: Option<String>,
    /// One that is there, neither sealed nor waiting.
    pub(crate) foreign_entry: Option<String>,
}

/// Whose entries are listed.
#[derive(Clone, Debug, Default)]
pub enum AuditOf {
    /// Everybody's.
    #[default]
    All,
    /// Everybody's, but for those that stay with a body: on sharing, and on help that it asked for.
    AllButSharing,
    /// Those that concern an organisation.
    Organisation(OrganisationId),
}

/// Which entries are listed, the newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Whose.
    pub of: AuditOf,
    /// By this account, `console` or `job` only.
    pub actor: Option<String>,
    /// Of this kind only.
    pub action: Option<String>,
    /// At this moment or later.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// After this one in the list: its time and id.
    pub after: Option<(i64, String)>,
}

/// An entry with the names of today.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditListRow {
    /// The entry.
    #[sqlx(flatten)]
    pub entry: AuditRow,
    /// The name of whoever did it; empty if the person was removed, nothing if it is no person.
    pub actor_name: Option<String>,
    /// Whether whoever did it belongs to the organisation that it concerns.
    pub is_by_member: bool,
    /// The name of the organisation that it concerns.
    pub organisation_name: Option<String>,
    /// The name of what it was done to, if that has one.
    pub object_name: Option<String>,
    /// Its number in the chain; nothing while it is not sealed.
    pub seq: Option<i64>,
}

const INSERT: &str =
    "INSERT INTO audit_entry (id, at, actor, organisation_id, action, object_kind, object_id, details)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const WAIT: &str = "INSERT INTO audit_unsealed (entry_id) VALUES ($1)";

const HEAD: &str = "SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1";
const WAITING: &str = "SELECT e.* FROM audit_unsealed u JOIN audit_entry e ON e.id = u.entry_id
    ORDER BY e.at, e.id LIMIT $1";
const SEAL: &str = "INSERT INTO audit_seal (seq, entry_id, sealed_at, hash) VALUES ($1, $2, $3, $4)";
const SEALED: &str = "DELETE FROM audit_unsealed
    WHERE entry_id IN (SELECT entry_id FROM audit_seal WHERE seq > $1)";

const LINKS: &str =
    "SELECT s.seq, s.entry_id, s.sealed_at, s.hash, e.id, e.at, e.actor, e.organisation_id, e.action,
        e.object_kind, e.object_id, e.details
    FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
    WHERE s.seq > $1 ORDER BY s.seq LIMIT $2";
const LOOSE: &str = "SELECT (SELECT COUNT(*) FROM audit_unsealed) AS waiting,
    (SELECT MIN(e.at) FROM audit_unsealed u JOIN audit_entry e ON e.id = u.entry_id) AS oldest,
    (SELECT MIN(u.entry_id) FROM audit_unsealed u LEFT JOIN audit_entry e ON e.id = u.entry_id
        WHERE e.id IS NULL) AS lost,
    (SELECT MIN(e.id) FROM audit_entry e
        LEFT JOIN audit_seal s ON s.entry_id = e.id LEFT JOIN audit_unsealed u ON u.entry_id = e.id
        WHERE s.entry_id IS NULL AND u.entry_id IS NULL) AS foreign_entry";

/// The entries first, and then their names: however many accounts there are, so many are looked up as are shown.
macro_rules! list {
    ($of:literal) => {
        concat!(
            "SELECT e.*, a.name AS actor_name,
                EXISTS (SELECT 1 FROM membership m WHERE m.account_id = e.actor
                    AND m.organisation_id = e.organisation_id) AS is_by_member,
                o.name AS organisation_name, COALESCE(oa.name, oo.name, r.title) AS object_name, s.seq
            FROM (SELECT * FROM audit_entry e WHERE ",
            $of,
            " AND (CAST($2 AS TEXT) IS NULL OR e.actor = $2) AND (CAST($3 AS TEXT) IS NULL OR e.action = $3)
                AND e.at >= $4 AND e.at < $5 AND (e.at, e.id) < ($6, $7)
                ORDER BY e.at DESC, e.id DESC LIMIT $8) e
            LEFT JOIN account a ON a.id = e.actor
            LEFT JOIN organisation o ON o.id = e.organisation_id
            LEFT JOIN account oa ON e.object_kind = 'account' AND oa.id = e.object_id
            LEFT JOIN organisation oo ON e.object_kind = 'organisation' AND oo.id = e.object_id
            LEFT JOIN round r ON e.object_kind = 'round' AND r.id = e.object_id
            LEFT JOIN audit_seal s ON s.entry_id = e.id
            ORDER BY e.at DESC, e.id DESC"
        )
    };
}
const LIST_OF_ORGANISATION: &str = list!("e.organisation_id = $1");
const LIST_OF_ALL: &str = list!("CAST($1 AS TEXT) IS NULL");
/// As [`domain::identity::audit::Event::stays_with_the_body`] says.
const LIST_WITHOUT_SHARING: &str = list!(
    "CAST($1 AS TEXT) IS NULL AND e.action NOT LIKE 'consent-%' AND e.action NOT LIKE 'help-%' AND e.action <> 'named-report-read'"
);

impl Tx {
    /// Records what is done in this transaction.
    pub async fn audit(&mut self, entry: &Entry) -> Result<()> {
        let (object, details) = (entry.event.object(), entry.event.details());
        let organisation = entry.event.organisation().map(OrganisationId::as_str);
        statement!(self, tx => {
            sqlx::query(INSERT).bind(&entry.id).bind(entry.at.0).bind(entry.by.as_str()).bind(organisation)
                .bind(entry.event.name()).bind(object.kind).bind(object.id).bind(&details)
                .execute(&mut *tx).await?;
            sqlx::query(WAIT).bind(&entry.id).execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// Records many things that are done in this transaction, each with its entry, by two statements in all.
    pub async fn audit_all(&mut self, entries: &[Entry]) -> Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        statement!(self, tx => {
            let mut insert = QueryBuilder::new(
                "INSERT INTO audit_entry (id, at, actor, organisation_id, action, object_kind, object_id, details) ",
            );
            insert.push_values(entries, |mut values, entry: &Entry| {
                let object = entry.event.object();
                values.push_bind(&entry.id).push_bind(entry.at.0).push_bind(entry.by.as_str());
                values.push_bind(entry.event.organisation().map(OrganisationId::as_str));
                values.push_bind(entry.event.name()).push_bind(object.kind).push_bind(object.id);
                values.push_bind(entry.event.details());
            });
            insert.build().execute(&mut *tx).await?;
            let mut wait = QueryBuilder::new("INSERT INTO audit_unsealed (entry_id) ");
            wait.push_values(entries, |mut values, entry: &Entry| {
                values.push_bind(&entry.id);
            });
            wait.build().execute(&mut *tx).await?;
            Ok(())
        })
    }

    /// Seals entries that wait, at most so many, in the order of time. Gives back how many, and the new end of the chain.
    ///
    /// # Errors
    /// [`crate::Error::Duplicate`] if somebody else seals at the same moment.
    pub async fn seal_audit(&mut self, now: Timestamp, most: u32) -> Result<(usize, Option<Head>)> {
        let before: Option<(i64, String)> =
            statement!(self, db => sqlx::query_as(HEAD).fetch_optional(db).await)?;
        let (start, mut previous) = before.clone().unwrap_or_default();
        let waiting: Vec<AuditRow> =
            statement!(self, db => sqlx::query_as(WAITING).bind(i64::from(most)).fetch_all(db).await)?;
        let mut seq = start;
        for entry in &waiting {
            seq += 1;
            let own = hash(seq, &previous, now.0, entry);
            statement!(self, db => sqlx::query(SEAL).bind(seq).bind(&entry.id).bind(now.0).bind(&own)
                .execute(db).await.map(|_| ()))?;
            previous = own;
        }
        if !waiting.is_empty() {
            statement!(self, db => sqlx::query(SEALED).bind(start).execute(db).await.map(|_| ()))?;
        }
        let head = (seq > 0).then_some(Head { seq, hash: previous });
        Ok((waiting.len(), head))
    }
}

impl Reader {
    /// Entries with the names of today, the newest first; at most so many.
    pub async fn audit_list(&mut self, filter: &AuditFilter, most: u32) -> Result<Vec<AuditListRow>> {
        let list = match filter.of {
            AuditOf::Organisation(_) => LIST_OF_ORGANISATION,
            AuditOf::AllButSharing => LIST_WITHOUT_SHARING,
            AuditOf::All => LIST_OF_ALL,
        };
        let organisation = match &filter.of {
            AuditOf::Organisation(id) => Some(id.as_str()),
            AuditOf::AllButSharing | AuditOf::All => None,
        };
        let from = filter.from.map_or(i64::MIN, |from| from.0);
        let until = filter.until.map_or(i64::MAX, |until| until.0);
        let (at, id) = filter.after.clone().unwrap_or((i64::MAX, String::new()));
        // Planned anew each time: which filters are there decides how the list is found, and a plan for all of them sorts every entry.
        Ok(
            statement!(self, db => sqlx::query_as(list).persistent(false).bind(organisation).bind(&filter.actor).bind(&filter.action)
            .bind(from).bind(until).bind(at).bind(&id).bind(i64::from(most)).fetch_all(db).await)?,
        )
    }

    /// The seals after a number, in their order.
    pub(crate) async fn audit_links(&mut self, after: i64, most: u32) -> Result<Vec<LinkRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(LINKS).bind(after).bind(i64::from(most)).fetch_all(db).await)?,
        )
    }

    /// What no seal holds.
    pub(crate) async fn audit_loose(&mut self) -> Result<LooseRow> {
        Ok(statement!(self, db => sqlx::query_as(LOOSE).fetch_one(db).await)?)
    }
}
