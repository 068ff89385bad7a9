//! What an attempt asks: kept with the attempt from its start, in every language and with its key, so that neither a changed quiz nor a
//! renamed course changes what a learner is asked, how it is marked, or what the result shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Item, Mark, Response, mark};
use crate::content::{Lang, Text};
use crate::id::ItemId;

/// The questions of an attempt, with the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The course's name in addresses.
    pub course: String,
    /// The course's version.
    pub course_version: u32,
    /// The module's name in addresses.
    pub module: String,
    /// Percentage that passes.
    pub pass_mark: u8,
    /// What is shown, in every language that there was.
    pub texts: BTreeMap<Lang, AskedTexts>,
}

/// What an attempt shows in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskedTexts {
    /// The course's title.
    pub course: Text,
    /// The quiz's title.
    pub quiz: Text,
    /// The items, in the order shown: the same in every language.
    pub items: Vec<Item>,
}

impl Asked {
    /// What is shown in a language; of one that came later, what there was in the first.
    pub fn texts(&self, lang: Lang) -> Option<&AskedTexts> {
        self.texts
            .get(&lang)
            .or_else(|| self.texts.get(&Lang::default()))
            .or_else(|| self.texts.values().next())
    }

    /// The items in a language.
    pub fn items(&self, lang: Lang) -> &[Item] {
        self.texts(lang).map_or(&[], |texts| &texts.items)
    }

    /// An item in a language.
    pub fn item(&self, lang: Lang, id: &ItemId) -> Option<&Item> {
        self.items(lang).iter().find(|item| item.id == *id)
    }

    /// Marks a response with the key and the pass mark of then.
    pub fn mark(&self, response: &Response) -> Mark {
        mark(self.items(Lang::default()), response, self.pass_mark)
    }
}
