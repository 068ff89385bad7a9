//! What a reader of a file is told: line by line what was not understood, and how much there was.

use std::collections::BTreeMap;
use std::fmt;

use crate::codes::CodeList;
use crate::figures::percent;

/// Something that was not understood, or was read otherwise than it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line, from 1.
    pub line: u64,
    /// The identifier of the activity, if it has one.
    pub activity: Option<String>,
    /// What.
    pub what: What,
}

/// What was not understood, or was read otherwise than it stands there. Pieces of the file in it are cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The file does not say its version; it was read as one of version 2.
    NoVersion,
    /// An activity without an identifier is left out.
    NoIdentifier,
    /// An activity with this identifier stands in an earlier line.
    Repeated {
        /// The line of the first.
        first: u64,
    },
    /// A code that its list does not have. What hangs on it is left out.
    UnknownCode {
        /// The list.
        list: CodeList,
        /// The code in the file.
        code: String,
    },
    /// A purpose code that was withdrawn is read as the one that took its place.
    Withdrawn {
        /// The code in the file.
        code: String,
        /// The code that took its place.
        now: String,
    },
    /// A purpose code was withdrawn and nothing took its place: it stays, and a person chooses.
    WithdrawnOpen {
        /// The code in the file.
        code: String,
    },
    /// A word or form of version 1 was read as its successor.
    FormerForm {
        /// The element.
        element: String,
    },
    /// Percentages do not sum to 100. They are taken as they are.
    NotWhole {
        /// Of what.
        of: Summed,
        /// Their sum, in millionths of the whole.
        millionths: u64,
    },
    /// Of several, some have no percentage.
    NoShare {
        /// Of what.
        of: Summed,
    },
    /// A percentage that is none from 0 to 100 is left out.
    NotAShare {
        /// What stands there.
        text: String,
    },
    /// What should be an amount is no number. What it belongs to is left out.
    NotAnAmount {
        /// What stands there.
        text: String,
    },
    /// An amount is so large that it must be a slip. What it belongs to is left out.
    AmountTooLarge {
        /// What stands there.
        text: String,
    },
    /// Neither an amount nor its activity says a currency. What it belongs to is left out.
    NoCurrency,
    /// There is no such day. It is left out.
    NotADay {
        /// What stands there.
        text: String,
    },
    /// A time stands behind a day; the day is taken.
    DayWithTime,
    /// An end lies before its start. Both are taken as they are.
    EndBeforeStart {
        /// The element.
        element: String,
    },
    /// A budget or transaction does not say when. It is taken all the same.
    NoDays {
        /// The element.
        element: String,
    },
    /// Something that an element needs is not in it. It is left out.
    Missing {
        /// The element.
        element: String,
        /// What is missing.
        part: &'static str,
    },
    /// An element that the standard does not have is passed over, with what is in it.
    UnknownElement {
        /// The element.
        element: String,
    },
    /// Of an element that may be there once the first is taken.
    MoreThanOne {
        /// The element.
        element: String,
    },
    /// A text is longer than is kept. It is left out.
    TextTooLong {
        /// The element.
        element: String,
    },
}

/// Whose percentages are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Summed {
    /// Sectors of one list.
    Sectors,
    /// Countries and regions.
    Places,
}

impl What {
    /// Its sort, as it is counted and as words for it are named.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoVersion => "no-version",
            Self::NoIdentifier => "no-identifier",
            Self::Repeated { .. } => "repeated",
            Self::UnknownCode { .. } => "unknown-code",
            Self::Withdrawn { .. } => "withdrawn",
            Self::WithdrawnOpen { .. } => "withdrawn-open",
            Self::FormerForm { .. } => "former-form",
            Self::NotWhole { .. } => "not-whole",
            Self::NoShare { .. } => "no-share",
            Self::NotAShare { .. } => "not-a-share",
            Self::NotAnAmount { .. } => "not-an-amount",
            Self::AmountTooLarge { .. } => "amount-too-large",
            Self::NoCurrency => "no-currency",
            Self::NotADay { .. } => "not-a-day",
            Self::DayWithTime => "day-with-time",
            Self::EndBeforeStart { .. } => "end-before-start",
            Self::NoDays { .. } => "no-days",
            Self::Missing { .. } => "missing",
            Self::UnknownElement { .. } => "unknown-element",
            Self::MoreThanOne { .. } => "more-than-one",
            Self::TextTooLong { .. } => "text-too-long",
        }
    }
}

/// In English, for a console.
impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoVersion => f.write_str("the file does not say its version; read as version 2"),
            Self::NoIdentifier => f.write_str("an activity without an identifier; left out"),
            Self::Repeated { first } => write!(
                f,
                "an activity with this identifier stands in line {first} already"
            ),
            Self::UnknownCode { list, code } => write!(f, "{code:?} is no {list}; left out"),
            Self::Withdrawn { code, now } => write!(f, "purpose code {code} was withdrawn; read as {now}"),
            Self::WithdrawnOpen { code } => {
                write!(
                    f,
                    "purpose code {code} was withdrawn and has no successor; kept, a person has to choose"
                )
            }
            Self::FormerForm { element } => {
                write!(f, "<{element}> is written as in version 1; read as meant")
            }
            Self::NotWhole { of, millionths } => {
                write!(f, "the percentages of {of} sum to ")?;
                percent(*millionths, f)?;
                f.write_str(" and not to 100")
            }
            Self::NoShare { of } => write!(f, "of several {of} some have no percentage"),
            Self::NotAShare { text } => write!(f, "{text:?} is no percentage from 0 to 100; left out"),
            Self::NotAnAmount { text } => write!(f, "{text:?} is no amount; left out"),
            Self::AmountTooLarge { text } => write!(f, "{text:?} is too large to be an amount; left out"),
            Self::NoCurrency => f.write_str("an amount without a currency; left out"),
            Self::NotADay { text } => write!(f, "{text:?} is no day; left out"),
            Self::DayWithTime => f.write_str("a time stands behind a day; the day is taken"),
            Self::EndBeforeStart { element } => write!(f, "<{element}> ends before it starts"),
            Self::NoDays { element } => write!(f, "<{element}> does not say when; taken all the same"),
            Self::Missing { element, part } => write!(f, "<{element}> without {part}; left out"),
            Self::UnknownElement { element } => {
                write!(f, "the standard has no <{element}> here; passed over")
            }
            Self::MoreThanOne { element } => write!(f, "more than one <{element}>; the first is taken"),
            Self::TextTooLong { element } => write!(f, "the text of <{element}> is too long; left out"),
        }
    }
}

impl fmt::Display for Summed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sectors => "sectors",
            Self::Places => "countries and regions",
        })
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(activity) = &self.activity {
            write!(f, " ({activity})")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The version that the file says.
    pub version: Option<String>,
    /// Activities that were handed out, those that come twice included.
    pub activities: u64,
    /// Activities that were left out, for want of an identifier.
    pub left_out: u64,
    /// Activities whose identifier an earlier one had.
    pub repeated: u64,
    /// Budgets of the activities handed out.
    pub budgets: u64,
    /// Transactions of the activities handed out.
    pub transactions: u64,
    /// Remarks in the order of the file; of each sort the first ones only.
    pub remarks: Vec<Remark>,
    /// How many remarks of each sort there are, by [`What::key`].
    pub counts: BTreeMap<&'static str, u64>,
}

impl Report {
    /// How many remarks there are that [`Report::remarks`] does not have.
    pub fn not_shown(&self) -> u64 {
        self.counts.values().sum::<u64>() - self.remarks.len() as u64
    }
}
