//! What an activity says, as far as it is of use here.

use time::Date;

use crate::codes::{PlaceVocabulary, Relation, Role, SectorVocabulary, Status, TransactionKind};
use crate::figures::{Amount, Share};

/// Something that is funded, as its publisher reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The line in which it begins.
    pub line: u64,
    /// The line of the first activity with the same identifier, if this is not the first.
    pub repeats: Option<u64>,
    /// Its name in the whole world; never empty.
    pub identifier: String,
    /// Who reports it.
    pub reporter: Option<Organisation>,
    /// Its titles, in the order of the file.
    pub titles: Vec<Narrative>,
    /// How far it is.
    pub status: Option<Status>,
    /// When.
    pub dates: Dates,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Where, with its transactions' places apart from these.
    pub places: Vec<Place>,
    /// What for, with its transactions' sectors apart from these.
    pub sectors: Vec<Sector>,
    /// What is planned to be spent.
    pub budgets: Vec<Budget>,
    /// What was paid or promised.
    pub transactions: Vec<Transaction>,
    /// Activities that it belongs to, or that belong to it: their money may be the same money.
    pub related: Vec<Related>,
    /// Whether it is humanitarian, if the file says so.
    pub is_humanitarian: Option<bool>,
    /// Its level, 1 for the highest, where the publisher has levels.
    pub hierarchy: Option<u32>,
}

/// A text in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// The language as the file says it; else that of the activity, if it says one.
    pub language: Option<String>,
    /// The text, in one line.
    pub text: String,
}

/// An organisation as the file names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its identifier, which publishers often leave out.
    pub reference: Option<String>,
    /// Its name, in the first language that is there.
    pub name: Option<String>,
}

/// An organisation in its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// What it does, if that was understood.
    pub role: Option<Role>,
    /// Who it is.
    pub organisation: Organisation,
}

/// When an activity is or was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Planned to begin.
    pub planned_start: Option<Date>,
    /// Began.
    pub actual_start: Option<Date>,
    /// Planned to end.
    pub planned_end: Option<Date>,
    /// Ended.
    pub actual_end: Option<Date>,
}

impl Dates {
    /// The day on which it began, or else is to begin.
    pub fn start(&self) -> Option<Date> {
        self.actual_start.or(self.planned_start)
    }

    /// The day on which it ended, or else is to end.
    pub fn end(&self) -> Option<Date> {
        self.actual_end.or(self.planned_end)
    }
}

/// A country or region that benefits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub at: Where,
    /// Its share of the money; nothing where the file gives none and there are others beside it.
    pub share: Option<Share>,
}

/// A country or region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// A country, by its code of ISO 3166-1.
    Country(String),
    /// A region, by its code in a list.
    Region(PlaceVocabulary, String),
}

/// What money is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    /// Whose list.
    pub vocabulary: SectorVocabulary,
    /// The code, as it is today.
    pub code: String,
    /// The withdrawn code that the file has, if this one took its place.
    pub was: Option<String>,
    /// Its share of the money, within its list; nothing where the file gives none and there are others beside it.
    pub share: Option<Share>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of which currency, ISO 4217.
    pub currency: String,
    /// The day whose rate of exchange holds.
    pub valued_on: Option<Date>,
}

/// Money that is planned for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Whether it replaces an earlier one.
    pub is_revised: bool,
    /// Whether it is committed, and not only indicative.
    pub is_committed: bool,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// How much.
    pub money: Money,
}

/// Money that was paid or promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The line in which it begins.
    pub line: u64,
    /// What it is.
    pub kind: TransactionKind,
    /// When.
    pub on: Option<Date>,
    /// How much; negative for what is taken back.
    pub money: Money,
    /// From whom.
    pub provider: Option<Organisation>,
    /// To whom.
    pub receiver: Option<Organisation>,
    /// What for, where that is said for each transaction.
    pub sectors: Vec<Sector>,
    /// Where, where that is said for each transaction.
    pub places: Vec<Place>,
    /// Whether it is humanitarian, if the file says so.
    pub is_humanitarian: Option<bool>,
}

/// Another activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// How it stands to this one.
    pub relation: Relation,
    /// Its identifier.
    pub identifier: String,
}

impl Activity {
    /// What it is for, said for the whole or for a transaction.
    pub fn all_sectors(&self) -> impl Iterator<Item = &Sector> {
        let of_transactions = self
            .transactions
            .iter()
            .flat_map(|transaction| &transaction.sectors);
        self.sectors.iter().chain(of_transactions)
    }

    /// The countries that benefit, said for the whole or for a transaction, each once.
    pub fn countries(&self) -> std::collections::BTreeSet<&str> {
        let of_transactions = self
            .transactions
            .iter()
            .flat_map(|transaction| &transaction.places);
        let places = self.places.iter().chain(of_transactions);
        places
            .filter_map(|place| match &place.at {
                Where::Country(code) => Some(code.as_str()),
                Where::Region(..) => None,
            })
            .collect()
    }

    /// Its title in that language, or else the first.
    pub fn title(&self, language: &str) -> Option<&str> {
        let in_language = |title: &&Narrative| {
            let own = title.language.as_deref().unwrap_or_default();
            own.eq_ignore_ascii_case(language)
        };
        let title = self
            .titles
            .iter()
            .find(in_language)
            .or_else(|| self.titles.first());
        title.map(|title| title.text.as_str())
    }
}
