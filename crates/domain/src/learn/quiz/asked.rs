//! What an attempt asks: kept with the attempt from its start, in every language and with its key, so that neither a changed quiz nor a
//! renamed course changes what a learner is asked, how it is marked, or what the result shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::shuffle::SplitMix64;
use super::{Answer, Fault, Item, Mark, Response, Sent, mark};
use crate::content::{Lang, Text};
use crate::id::{ChoiceId, ItemId};

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
    /// How what can be moved is shown. Not there in attempts from before there was anything to move.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: Order,
}

/// For each item whose parts are shown in an order of their own: that order, the same in every language.
pub type Order = BTreeMap<ItemId, Vec<ChoiceId>>;

/// Sets the orders apart from what the same seed draws.
const ORDERS: u64 = 0x6F72_6465_7273_2E31;

/// The orders in which an attempt shows what its items ask to be moved, fixed by its seed; never the one that is the answer.
pub fn order(items: &[Item], seed: u64) -> Order {
    let mut numbers = SplitMix64(seed ^ ORDERS);
    let mut order = Order::new();
    for item in items {
        let (parts, key) = item.task.movable();
        if !parts.is_empty() {
            let shown = numbers.disorder(parts.len(), key);
            order.insert(
                item.id.clone(),
                shown.into_iter().map(|index| parts[index].clone()).collect(),
            );
        }
    }
    order
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

    /// The order in which the movable parts of an item are shown; nothing if it has none.
    pub fn shown(&self, item: &ItemId) -> &[ChoiceId] {
        self.order.get(item).map_or(&[], Vec::as_slice)
    }

    /// Reads the answer to an item out of what a form sent.
    ///
    /// # Errors
    /// It is not there, not whole, or contradicts itself.
    pub fn answer(&self, item: &Item, sent: &Sent) -> Result<Answer, Fault> {
        sent.answer(item, self.shown(&item.id))
    }

    /// What the form of this attempt sends for these answers.
    pub fn sent(&self, response: &Response) -> Sent {
        Sent::of(response, |id| {
            Some((self.item(Lang::default(), id)?, self.shown(id)))
        })
    }

    /// Marks a response with the key and the pass mark of then.
    pub fn mark(&self, response: &Response) -> Mark {
        mark(self.items(Lang::default()), response, self.pass_mark)
    }
}
