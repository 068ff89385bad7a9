//! What the island asks of the server, and what it is told.

#[cfg(feature = "ssr")]
use std::{future::Future, pin::Pin, sync::Arc};

use leptos::prelude::*;
use leptos::server_fn::codec::{Json, JsonEncoding};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::client::Lasting;

/// Where a questionnaire is, and who fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The body's name in addresses.
    pub body: String,
    /// The assessment's id.
    pub assessment: String,
    /// The domain's code.
    pub domain: String,
    /// The account for which the page was made. Somebody else may have signed in since, in another tab: nothing is saved under
    /// their name.
    pub typed_by: String,
}

/// The fields of a card as they stand on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardFields {
    /// The practice's id.
    pub practice: String,
    /// The answer's name; empty: none chosen, or the one that follows from the ticks.
    pub answer: String,
    /// What is ticked of the practice's parts: the values of the boxes, with spaces between.
    pub ticks: String,
    /// Whether an answer that was taken over is said to be still true.
    pub is_still_true: bool,
    /// A note.
    pub note: String,
    /// The evidence grade's name.
    pub evidence: String,
    /// Why the practice does not apply.
    pub reason: String,
    /// The version that the person saw; 0 if there was no answer.
    pub version: i64,
    /// The fingerprint of what the person saw.
    pub was: String,
}

/// On what a card stands once it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The version that is stored now.
    pub version: i64,
    /// Its fingerprint.
    pub was: String,
    /// The words of the choice that follows the ticks, with the answer that this is now.
    pub follows: String,
}

/// What somebody else saved meanwhile, with its words in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theirs {
    /// That two people differ.
    pub message: String,
    /// Who saved it, and when.
    pub whose: String,
    /// What it says, in a few lines.
    pub text: String,
    /// The same as the fields hold it.
    pub fields: CardFields,
}

/// Why a card was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSaved {
    /// Somebody else was faster: a person decides.
    Conflict(Box<Theirs>),
    /// It cannot be taken as it is; why, in the reader's language.
    Refused(String),
    /// The session has ended.
    SignedOut,
    /// Somebody else is signed in than the person for whom the page was made.
    AnotherName,
    /// No answer came.
    Offline,
    /// The server could not, and may be able to later.
    Busy,
    /// Something went wrong.
    Failed,
}

impl FromServerFnError for NotSaved {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // A page in place of an answer: whatever stands before the server said no.
            _ => Self::Failed,
        }
    }
}

#[cfg(feature = "ssr")]
type Saving = Pin<Box<dyn Future<Output = Result<Saved, NotSaved>> + Send>>;

/// Saves a card. The server provides it to [`save_answer`] as a context.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct Saver(Arc<dyn Fn(Place, CardFields) -> Saving + Send + Sync>);

#[cfg(feature = "ssr")]
impl Saver {
    /// Saves with a function.
    pub fn new<F, Fut>(save: F) -> Self
    where
        F: Fn(Place, CardFields) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Saved, NotSaved>> + Send + 'static,
    {
        Self(Arc::new(move |place, fields| Box::pin(save(place, fields))))
    }
}

/// Saves one card.
///
/// # Errors
/// See [`NotSaved`].
#[server(name = SaveAnswer, prefix = "/answers", endpoint = "save", input = Json, output = Json, client = Lasting)]
pub async fn save_answer(
    /// Where the card is.
    place: Place,
    /// What it says.
    card: CardFields,
) -> Result<Saved, NotSaved> {
    let Some(Saver(save)) = use_context() else {
        return Err(NotSaved::Failed);
    };
    save(place, card).await
}
