//! What every use case is given: [`Env`] (content, time, randomness), the [`Permit`](domain::identity::policy::Permit) that [`Env::permit`] asks
//! the policy for, and the errors in which it ends.
//!
//! A use case is a function `(env, permit, tx, input)` in the crate of its area. It takes the permit for its own action, so that it
//! cannot be reached by somebody who was not asked; it takes a [`store::Tx`] to write or a [`store::Reader`] to read, so that
//! whoever calls it decides what is written together; and it never has the store.

mod clock;
mod entry;
mod env;
mod error;
mod frozen;
mod listed;
mod not_now;
mod random;
mod runner;
mod secret;
mod security_log;
mod words;

pub use clock::{Clock, FixedClock, SystemClock};
pub use env::Env;
pub use error::{Change, Error, FieldErrors, LinkFault, Result};
pub use frozen::{check, digest, seal, unsealed};
pub use listed::{ListPlace, ListQuery, Listed};
pub use not_now::NotNow;
pub use random::{Random, SeededRandom, SystemRandom};
pub use runner::{Place, Runner};
pub use secret::hash_secret;
pub use security_log::{SECURITY_LOG, by};
pub use words::Words;

// Pages begin transactions and hand them to use cases; they name nothing else of the store.
pub use store::{Error as StoreError, Reader, Store, Tx};

// The macro writes lines with it wherever it is used.
#[doc(hidden)]
pub use tracing;
