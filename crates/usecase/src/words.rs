//! The words in which somebody read what they decided, kept with the decision.

use std::collections::BTreeMap;

use domain::content::Lang;
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// The words of a decision as the page showed them, by name. A receipt shows them again, whatever becomes of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The language in which they were read.
    pub language: Lang,
    /// The texts by name.
    pub texts: BTreeMap<String, String>,
}

impl Words {
    /// The text with that name; empty if it was not kept.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// Whether nobody kept any.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// As it is stored.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn to_stored(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Internal(error.to_string()))
    }

    /// Out of what is stored; nothing was kept: empty.
    ///
    /// # Errors
    /// It is not what [`Words::to_stored`] wrote.
    pub fn from_stored(stored: &str) -> Result<Self> {
        if stored.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(stored).map_err(|error| Error::Internal(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_as_they_were() {
        let words = Words {
            language: Lang::Ar,
            texts: [("text".to_owned(), "نص".to_owned())].into(),
        };
        let stored = words.to_stored().unwrap();
        assert_eq!(Words::from_stored(&stored).unwrap(), words);
        assert_eq!((words.text("text"), words.text("other")), ("نص", ""));
        assert!(Words::from_stored("").unwrap().is_empty());
        assert!(Words::from_stored(&stored.replace("\"ar\"", "\"xx\"")).is_err());
    }
}
