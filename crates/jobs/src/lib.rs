//! Work that is done outside of any request: a queue in the database, workers that take from it, schedules that fill it.
//!
//! [`enqueue`] puts a [`Job`] into the queue in the transaction of the change from which it follows. A [`Worker`] takes what is due and
//! has it done by the program's [`Work`]. What a job writes and that it is done are one transaction, so that its effect on the database
//! happens once, whatever is killed and whatever clocks say; what it does outside of the database happens at least once, and must bear
//! being done again. docs/adr/0028-jobs.md has the reasons.

mod job;
mod outside;
#[cfg(test)]
mod tests;
mod work;
mod worker;

pub use job::{Job, Unreadable, enqueue, enqueue_once};
pub use outside::Outside;
pub use work::{Failed, Taken, Work};
pub use worker::{Schedule, Worker, WorkerOptions};
