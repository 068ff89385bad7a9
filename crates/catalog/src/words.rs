//! The few words that rendering adds to a text. They live here and not with the interface's messages, because the HTML of
//! a lesson is finished before the interface sees it.

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
    pub(crate) fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Note, Lang::En) => "Note",
            (Self::Tip, Lang::En) => "Tip",
            (Self::Important, Lang::En) => "Important",
            (Self::Warning, Lang::En) => "Warning",
            (Self::Caution, Lang::En) => "Caution",
            (Self::Note, Lang::Ar) => "ملاحظة",
            (Self::Tip, Lang::Ar) => "نصيحة",
            (Self::Important, Lang::Ar) => "مهم",
            (Self::Warning, Lang::Ar) => "تحذير",
            (Self::Caution, Lang::Ar) => "احتياط",
        }
    }
}

/// Heading of the footnotes.
pub(crate) fn sources(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Sources",
        Lang::Ar => "المصادر",
    }
}

/// Label of a reference to a footnote.
pub(crate) fn source(lang: Lang, number: usize) -> String {
    match lang {
        Lang::En => format!("Source {number}"),
        Lang::Ar => format!("المصدر {number}"),
    }
}

/// Label of the link from a footnote back to its place in the text.
pub(crate) fn back(lang: Lang, number: usize) -> String {
    match lang {
        Lang::En => format!("Back to source {number} in the text"),
        Lang::Ar => format!("العودة إلى موضع المصدر {number} في النص"),
    }
}

/// Label of a table that no heading precedes.
pub(crate) fn table(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Table",
        Lang::Ar => "جدول",
    }
}
