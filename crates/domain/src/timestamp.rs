//! Moments in time, as the databases keep them.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A moment: Unix milliseconds, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment of a calendar time.
    pub fn from_datetime(moment: OffsetDateTime) -> Self {
        Self((moment.unix_timestamp_nanos() / 1_000_000) as i64)
    }

    /// The calendar time; moments outside the calendar's range (year 9999) are put at its start.
    pub fn datetime(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The day, in UTC.
    pub fn date(self) -> Date {
        self.datetime().date()
    }

    /// As files for programs have it (ISO 8601, to the second): `2026-11-22T14:02:00Z`. What people read is written by the crate `words`.
    pub fn iso(self) -> String {
        let at = self.datetime();
        format!(
            "{}T{:02}:{:02}:{:02}Z",
            at.date(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }

    /// This moment and so many seconds.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }
}
