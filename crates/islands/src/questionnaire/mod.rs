//! The questionnaire: each card is saved as it is changed, and says so only when the server did.
//!
//! The form is the server's and works without this. A card remembers in signals what a person needs to know of it; its fields stay
//! what they are, the form's, and are read when the card is sent: so nothing is lost that a browser put back into them.

mod call;
mod card;
mod client;
mod fields;
mod leaving;
mod progress;
mod sheet;

#[cfg(feature = "ssr")]
pub use call::Saver;
pub use call::{CardFields, NotSaved, Place, SaveAnswer, Saved, Theirs, save_answer};
pub use card::{AnswerCard, Return};
pub use sheet::{Questionnaire, Words};
