//! What has to be so. Ratios, since a machine's speed is nobody's promise; memory and the time of a start are what they are.

use std::time::Duration;

use crate::load::Seen;
use crate::saving::Bare;

/// The least share of what a bare server answers.
const RATIOS: [(&str, f64); 3] = [
    ("lesson, signed in", 0.08),
    ("assessment page", 0.03),
    ("donor's page", 0.03),
];
/// The least number of answers saved by many at once for each that a bare loop inserts one at a time.
const SAVED: f64 = 2.0;
/// The most waits for the disk behind which the slowest of a hundred answers is saved.
const SYNCS: f64 = 3.0;
/// The most memory after a start.
const MEMORY_KB: u64 = 70 * 1024;
/// The most time from a start to the first answer.
const START: Duration = Duration::from_millis(200);
/// The most that a page may cost with much data for what it costs with the demo.
const GROWTH: f64 = 1.5;

/// The most time for a package of help, as a share of what a general solver takes or is given.
const PACKAGE: f64 = 0.5;
/// How far from the best a package may be at most.
const PACKAGE_GAP: f64 = 0.001;

/// What was held and what was not.
#[derive(Debug, Default)]
pub struct Verdict {
    broken: usize,
}

impl Verdict {
    fn say(&mut self, database: &str, what: &str, is_held: bool, figures: &str) {
        let word = if is_held { "held  " } else { "BROKEN" };
        println!("{word} {database:<10} {what}: {figures}");
        self.broken += usize::from(!is_held);
    }

    /// A page beside the bare server.
    pub fn ratio(&mut self, database: &str, what: &str, ratio: f64) {
        if let Some((_, least)) = RATIOS.iter().find(|(name, _)| *name == what) {
            self.say(
                database,
                what,
                ratio >= *least,
                &format!("{ratio:.3} of the bare server, at least {least}"),
            );
        }
    }

    /// Saving answers beside the bare loop.
    pub fn saving(&mut self, database: &str, saved: &Seen, bare: &Bare) {
        let times = saved.per_second / bare.per_second;
        let figures = format!(
            "{times:.2} times a bare loop ({:.0}/s), at least {SAVED}",
            bare.per_second
        );
        self.say(database, "saving an answer", times >= SAVED, &figures);
        let syncs = saved.p99.as_secs_f64() / bare.median.as_secs_f64();
        let figures = format!("p99 is {syncs:.1} waits for the disk, at most {SYNCS}");
        self.say(database, "saving an answer", syncs <= SYNCS, &figures);
    }

    /// Memory and time of a start.
    pub fn start(&mut self, database: &str, time: Duration, memory_kb: u64) {
        let figures = format!("first answer after {time:.0?}, at most {START:?}");
        self.say(database, "start", time <= START, &figures);
        let figures = format!("{} MB, at most {}", memory_kb / 1024, MEMORY_KB / 1024);
        self.say(database, "memory after start", memory_kb <= MEMORY_KB, &figures);
    }

    /// A page with much data beside the same with the demo.
    pub fn growth(&mut self, database: &str, what: &str, (demo, large): (Duration, Duration)) {
        let times = large.as_secs_f64() / demo.as_secs_f64();
        let figures = format!("{demo:.2?} and {large:.2?}: {times:.2} times, at most {GROWTH}");
        self.say(database, what, times <= GROWTH, &figures);
    }

    /// A package of help for so many bodies, beside a general solver.
    pub fn package(&mut self, bodies: u64, own: Duration, other: Duration, gap: f64) {
        let what = format!("package for {bodies} bodies");
        let share = own.as_secs_f64() / other.as_secs_f64();
        let figures = format!("{share:.3} of the time of a general solver, at most {PACKAGE}");
        self.say("none", &what, share <= PACKAGE, &figures);
        let figures = format!(
            "{:.4} % from the best, at most {} %",
            gap * 100.0,
            PACKAGE_GAP * 100.0
        );
        self.say("none", &what, gap <= PACKAGE_GAP, &figures);
    }

    /// How many budgets were broken.
    pub fn broken(&self) -> usize {
        self.broken
    }
}
