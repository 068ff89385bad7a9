//! Drafts of activities, for a donor's own system to take over. Nothing is published from here.

mod apportion;
mod check;
mod package;
mod write;

use domain::content::Lang;
use domain::content::intervention::Purpose;
use domain::id::InterventionId;
use domain::purpose::PurposeCode;
use domain::timestamp::Timestamp;
use time::Date;

use crate::codes::{OrganisationType, Role};

pub use package::{pieces_of, stored_purposes};

/// A file of planned activities of one donor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// When it is made.
    pub made_at: Timestamp,
    /// Who reports it, and pays.
    pub funder: Funder,
    /// How its sectors are divided.
    pub split: SectorSplit,
    /// The activities, at least one.
    pub activities: Vec<DraftActivity>,
}

/// The donor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funder {
    /// Its identifier.
    pub reference: Reference,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationType,
}

/// Somebody else who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// In which role.
    pub role: Role,
    /// Its identifier, if it has one.
    pub reference: Option<Reference>,
    /// Its name.
    pub name: String,
    /// What it is, if that is known.
    pub kind: Option<OrganisationType>,
}

/// How the sectors of a draft are divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectorSplit {
    /// By the purposes of each kind of help, weighted by its money.
    #[default]
    ByPurpose,
    /// Everything under *Elections* (15151), as a strict reporter does.
    ElectionsOnly,
}

/// A planned activity: help for one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftActivity {
    /// Its identifier, which begins with that of the donor and a hyphen.
    pub identifier: Reference,
    /// Its title in each language; the first is the language of the activity.
    pub titles: Vec<(Lang, String)>,
    /// What it is, in each language.
    pub descriptions: Vec<(Lang, String)>,
    /// Who takes part beside the donor.
    pub partners: Vec<Partner>,
    /// The country, ISO 3166-1.
    pub country: String,
    /// Its first planned day.
    pub start: Date,
    /// Its last planned day.
    pub end: Date,
    /// What it consists of, at least one.
    pub pieces: Vec<Piece>,
    /// The day of whose dollars the amounts are.
    pub valued_on: Date,
}

/// One kind of help in an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The kind of help.
    pub help: InterventionId,
    /// What it costs, in whole US dollars.
    pub dollars: u64,
    /// Under what it is reported; the percentages sum to 100.
    pub purposes: Vec<Purpose>,
}

/// An identifier as the rules of IATI allow it: without white space and without `/`, `&`, `|` and `?`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// Bytes of the longest one.
    const LONGEST: usize = 200;

    /// Takes an identifier.
    ///
    /// # Errors
    /// When it is empty, too long, or has characters that must not be there.
    pub fn new(text: &str) -> Result<Self, DraftError> {
        let is_bad = |letter: char| letter.is_whitespace() || "/&|?".contains(letter);
        let is_kept = domain::text::line(text) == text;
        if text.is_empty() || text.len() > Self::LONGEST || text.contains(is_bad) || !is_kept {
            return Err(DraftError::BadReference(crate::broken::quoted(text)));
        }
        Ok(Self(text.to_owned()))
    }

    /// It as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why no draft can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// There is nothing in it.
    #[error("there is no activity in the draft")]
    Empty,
    /// An identifier that is none.
    #[error("{0:?} cannot be an identifier")]
    BadReference(String),
    /// The identifier of an activity does not begin with that of the donor.
    #[error("{0:?} does not begin with the donor's identifier and a hyphen")]
    ForeignReference(String),
    /// Two activities have one identifier.
    #[error("two activities are called {0:?}")]
    Twice(String),
    /// Something has no words: a title, a description, a name.
    #[error("{0:?} lacks {1}")]
    NoWords(String, &'static str),
    /// The country is none.
    #[error("{0:?} is no country")]
    NoCountry(String),
    /// It ends before it starts, or lasts for longer than makes sense.
    #[error("{0:?} ends before it starts, or after more than {most} years", most = Self::MOST_YEARS)]
    BadTime(String),
    /// It costs nothing, or more than makes sense.
    #[error("{0:?} has no budget that makes sense")]
    NoBudget(String),
    /// The percentages of a piece do not sum to 100, or a purpose stands there twice.
    #[error("the purposes of {0} do not sum to 100, or one stands there twice")]
    PurposesNotWhole(InterventionId),
    /// A purpose code was withdrawn.
    #[error("purpose code {code} was withdrawn{}", successor(.now.as_ref()))]
    Withdrawn {
        /// The code.
        code: String,
        /// What took its place, if anything did.
        now: Option<PurposeCode>,
    },
    /// A purpose code is none for help to election bodies.
    #[error("{0:?} is no purpose code for help to election bodies")]
    UnknownPurpose(String),
    /// A package has help or a body that its problem does not have, or that nobody describes.
    #[error("nothing is known of {0}")]
    Unknown(InterventionId),
}

impl DraftError {
    /// Years for which an activity may be planned.
    pub(crate) const MOST_YEARS: u16 = 30;
}

fn successor(now: Option<&PurposeCode>) -> String {
    now.map_or_else(String::new, |now| format!("; {now} took its place"))
}
