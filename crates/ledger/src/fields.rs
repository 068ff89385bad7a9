//! What comes out of addresses and forms.

use domain::id::{HelpOfferId, HelpRequestId};
use usecase::{Error, Result};

/// Whether a text can be an id or a name in content. PostgreSQL refuses NUL, and nothing else than this was ever one.
pub(crate) fn is_plain(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    !text.is_empty() && text.len() <= 100 && text.chars().all(is_letter)
}

/// The id of a request out of an address.
///
/// # Errors
/// It cannot be one.
pub(crate) fn request_id(text: &str) -> Result<HelpRequestId> {
    if is_plain(text) {
        Ok(text.into())
    } else {
        Err(Error::NotFound)
    }
}

/// The id of an offer out of a form.
///
/// # Errors
/// There is none, or it cannot be one.
pub(crate) fn offer_id(text: &str) -> Result<HelpOfferId> {
    if text.is_empty() {
        Err(Error::field("offer", "help-offer-missing"))
    } else if is_plain(text) {
        Ok(text.into())
    } else {
        Err(Error::NotFound)
    }
}
