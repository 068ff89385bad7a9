//! Time and randomness as parameters.

use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use domain::timestamp::Timestamp;

type Now = dyn Fn() -> Timestamp + Send + Sync;
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// What a worker takes from outside of the program: the time, and random bytes.
pub struct Outside {
    now: Box<Now>,
    fill: Box<Fill>,
}

impl Debug for Outside {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").finish_non_exhaustive()
    }
}

impl Outside {
    /// From a clock and a source of random bytes.
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        fill: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Box::new(now),
            fill: Box::new(fill),
        }
    }

    /// The present moment.
    pub(crate) fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// A new id: a UUIDv7, so that ids sort by time of creation.
    pub(crate) fn new_id(&self) -> String {
        let mut bytes = [0; 10];
        (self.fill)(&mut bytes);
        let now = self.now().0.max(0).unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(now, &bytes)
            .into_uuid()
            .to_string()
    }

    /// A random time of at least half of that and at most all of it.
    pub(crate) fn about(&self, duration: Duration) -> Duration {
        let mut bytes = [0; 4];
        (self.fill)(&mut bytes);
        let half = duration / 2;
        half + half.mul_f64(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
    }
}
