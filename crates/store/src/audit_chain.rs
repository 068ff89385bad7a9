//! The chain of the audit: the hash of each seal, and what is wrong if it is not what it was.
//!
//! The hash of a seal is the SHA-256, in hexadecimal, of a JSON array without spaces, in UTF-8: the seal's number, the hash of the seal
//! before it (of the first: the empty string), when it was sealed, and the entry's id, time, actor, organisation (or null), action, kind and
//! id of its object, and details (the stored text, as a string). So changing, deleting, inserting or re-ordering anything changes a hash.
//! Only what is cut off at the end leaves no trace in the chain itself: whoever keeps its end elsewhere, as the security log does, sees
//! that too.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;
use std::time::Duration;

use domain::timestamp::Timestamp;
use sha2::{Digest, Sha256};

use crate::audit::{AuditRow, LinkRow};
use crate::{Reader, Result};

/// Seals that are read at once.
const BATCH: u32 = 1_000;

/// The end of the chain at some time, to be kept elsewhere: its number and its hash, written `12:ab…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last seal.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

impl Display for Head {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let parsed = text.split_once(':').and_then(|(seq, hash)| {
            let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| Self {
                seq,
                hash: hash.to_ascii_lowercase(),
            })
        });
        parsed.ok_or("allowed is a number, a colon and 64 hexadecimal digits, as it was printed")
    }
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A seal is not there, but one after it is.
    #[error("entry {0} is missing from the chain")]
    Missing(i64),
    /// The entry of a seal is not there.
    #[error("entry {seq} ({id}) was deleted")]
    Deleted {
        /// Its number.
        seq: i64,
        /// Its id.
        id: String,
    },
    /// The hash is another one.
    #[error("entry {seq} ({id}) or its place in the chain was changed")]
    Changed {
        /// Its number.
        seq: i64,
        /// Its id.
        id: String,
    },
    /// The end of the chain that was kept elsewhere is not in it.
    #[error("the chain does not hold entry {0} as it was written down")]
    NotAsWrittenDown(i64),
    /// An entry was put in by something else than the program.
    #[error("entry {0} was put in beside the program: no seal holds it, and it does not wait for one")]
    Inserted(String),
    /// An entry was deleted before it was sealed.
    #[error("entry {0} was deleted before it was sealed")]
    Lost(String),
    /// Nobody seals.
    #[error("an entry of {} still waits for its seal: no worker runs", Timestamp(*.0).datetime())]
    Behind(i64),
}

/// What the chain holds, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditCheck {
    /// Entries that are sealed and as they were.
    pub sealed: i64,
    /// The end of what is as it was.
    pub head: Option<Head>,
    /// Entries that wait for their seal: what is said of them is not held by anything yet.
    pub waiting: i64,
    /// Entries that were sealed after one that is more than an hour younger: the clock was set back, or somebody put them in later. The
    /// number of the first.
    pub late: Option<i64>,
    /// The first thing that is wrong.
    pub broken: Option<Broken>,
}

/// The hash of a seal.
pub(crate) fn hash(seq: i64, previous: &str, sealed_at: i64, entry: &AuditRow) -> String {
    let form = serde_json::json!([
        seq,
        previous,
        sealed_at,
        entry.id,
        entry.at,
        entry.actor,
        entry.organisation_id,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.details
    ]);
    hex::encode(Sha256::digest(form.to_string()))
}

/// An entry that waits longer than this for its seal was forgotten.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// What is sealed in another order than it happened by more than this is noted.
const LATE: Duration = Duration::from_secs(3_600);

impl Reader {
    /// Computes the chain again, from its beginning, and says what is wrong first. Asked of a snapshot, so that nothing is sealed meanwhile.
    pub async fn check_audit(&mut self, now: Timestamp, written_down: Option<&Head>) -> Result<AuditCheck> {
        let mut check = AuditCheck::default();
        let mut youngest = i64::MIN;
        loop {
            let after = check.head.as_ref().map_or(0, |head| head.seq);
            let links = self.audit_links(after, BATCH).await?;
            if links.is_empty() {
                break;
            }
            for link in links {
                if let Err(broken) = check.add(link, &mut youngest, written_down) {
                    check.broken = Some(broken);
                    return Ok(check);
                }
            }
        }
        let loose = self.audit_loose().await?;
        check.waiting = loose.waiting;
        let end = check.head.as_ref().map_or(0, |head| head.seq);
        check.broken = if let Some(cut_off) = written_down.filter(|head| head.seq > end) {
            Some(Broken::NotAsWrittenDown(cut_off.seq))
        } else if let Some(id) = loose.foreign_entry {
            Some(Broken::Inserted(id))
        } else if let Some(id) = loose.lost {
            Some(Broken::Lost(id))
        } else {
            loose
                .oldest
                .filter(|oldest| oldest.saturating_add(milliseconds(LONGEST_WAIT)) < now.0)
                .map(Broken::Behind)
        };
        Ok(check)
    }
}

impl AuditCheck {
    /// The next seal, if it is what it must be.
    fn add(
        &mut self,
        link: LinkRow,
        youngest: &mut i64,
        written_down: Option<&Head>,
    ) -> std::result::Result<(), Broken> {
        let (expected, previous) = match &self.head {
            Some(head) => (head.seq + 1, head.hash.as_str()),
            None => (1, ""),
        };
        let (seq, id, sealed_at, stored) =
            (link.seq, link.entry_id.clone(), link.sealed_at, link.hash.clone());
        if seq != expected {
            return Err(Broken::Missing(expected));
        }
        let Some(entry) = link.entry() else {
            return Err(Broken::Deleted { seq, id });
        };
        if hash(seq, previous, sealed_at, &entry) != stored {
            return Err(Broken::Changed { seq, id });
        }
        if written_down.is_some_and(|head| head.seq == seq && head.hash != stored) {
            return Err(Broken::NotAsWrittenDown(seq));
        }
        if entry.at.saturating_add(milliseconds(LATE)) < *youngest && self.late.is_none() {
            self.late = Some(seq);
        }
        *youngest = entry.at.max(*youngest);
        self.sealed += 1;
        self.head = Some(Head { seq, hash: stored });
        Ok(())
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
