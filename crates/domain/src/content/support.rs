//! What stands around lessons: questions for oneself, forms to print, guides for everybody, and whom to ask for help.

use strum::{EnumCount, EnumString, IntoStaticStr};
use time::Date;

use super::{Heading, Html, Text};
use crate::id::{ChoiceId, FormId, GuideId, ItemId};
use crate::named::named;

/// A question at the end of a lesson, for oneself: answered at once, marked by nobody and stored nowhere.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckItem {
    /// Stable id.
    pub id: ItemId,
    /// Whether more than one choice may be correct.
    pub is_multiple: bool,
    /// The question.
    pub prompt: Html,
    /// Its choices, in order.
    pub choices: Vec<CheckChoice>,
}

/// A choice of such a question. Unlike that of a quiz it goes to the browser with its feedback.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckChoice {
    /// Stable id, unique in its question.
    pub id: ChoiceId,
    /// What can be chosen.
    pub text: Text,
    /// Whether it is correct.
    pub correct: bool,
    /// What a learner is told who chooses it.
    pub feedback: Text,
}

/// A form to print and fill in by hand, of one page.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Stable id.
    pub id: FormId,
    /// Name in addresses, unique in its lesson.
    pub slug: String,
    /// Title.
    pub title: Text,
    /// The form, with places to write on.
    pub body: Html,
    /// Share of its texts that is in the language asked for, in percent, rounded down.
    pub translated_percent: u8,
}

/// A page of advice that belongs to no course.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Stable id.
    pub id: GuideId,
    /// Name in addresses.
    pub slug: String,
    /// Title.
    pub title: Text,
    /// One or two sentences.
    pub summary: Text,
    /// Day of the last reading by a person.
    pub reviewed_on: Date,
    /// The text.
    pub body: Html,
    /// Its second-level headings.
    pub headings: Vec<Heading>,
    /// Share of its paragraphs that is in the language asked for, in percent, rounded down.
    pub translated_percent: u8,
}

/// An organisation that helps election bodies.
#[derive(Clone, Debug, PartialEq)]
pub struct Partner {
    /// What it is called for short where it is written about first: other content refers to it by that, whatever the language.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What it is called for short.
    pub short: Text,
    /// What kind of organisation it is.
    pub kind: PartnerKind,
    /// Where it works, or for whom.
    pub regions: Text,
    /// What it does.
    pub offers: Text,
    /// Who asks it and how, and how long that takes.
    pub how_to_ask: Text,
    /// In which languages.
    pub languages: Text,
    /// Its web site, such as `example.org`.
    pub website: Option<String>,
    /// On what all this rests.
    pub source: Text,
    /// When the newest trace of it is from that was read; none if there is none.
    pub last_seen: Option<Text>,
}

/// The kinds of organisations that help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum PartnerKind {
    /// At home: the national response team, the registry of addresses.
    Home,
    /// Networks of election bodies and of electoral courts.
    ElectionBodies,
    /// The United Nations.
    UnitedNations,
    /// Other organisations of states.
    Intergovernmental,
    /// Response teams and their networks.
    ResponseTeams,
    /// Organisations that work for no profit.
    NonProfit,
    /// Training, experts and collections of knowledge.
    Knowledge,
}

named!(PartnerKind);

impl PartnerKind {
    /// Every kind, in the order in which the page shows them: the nearest help first.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Home,
        Self::ElectionBodies,
        Self::UnitedNations,
        Self::Intergovernmental,
        Self::ResponseTeams,
        Self::NonProfit,
        Self::Knowledge,
    ];
}
