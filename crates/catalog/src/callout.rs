//! Callouts, with the label that rendering adds to them.

use domain::content::Lang;

/// The kinds of callout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalloutKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl CalloutKind {
    /// The name in the class attribute.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    /// The visible label.
    pub(crate) fn label(self, lang: Lang) -> String {
        words::text(lang, &format!("callout-{}", self.class()))
    }
}
