//! Quizzes: what is asked, what is drawn for an attempt, and how it is marked.

mod answer;
mod asked;
mod sent;
mod shuffle;
mod task;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::content::{Html, Text};
use crate::id::{ItemId, QuizId};
use shuffle::SplitMix64;

pub use answer::{Answer, Response};
pub use asked::{Asked, AskedTexts, Order, order};
pub use sent::{Fault, Sent, field};
pub use task::{Artefact, ArtefactKind, Choice, Distractor, Entry, Line, Pair, Task};

/// A graded quiz, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiz {
    /// Stable id.
    pub id: QuizId,
    /// Title.
    pub title: Text,
    /// What awaits the learner.
    pub intro: Text,
    /// Whether each attempt has an order of its own.
    pub shuffle: bool,
    /// All items.
    pub items: Vec<Item>,
    /// How many items are drawn from each pool.
    pub pools: Vec<Pool>,
}

/// A pool of items, of which an attempt shows some.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Its name in the quiz.
    pub name: String,
    /// How many of its items an attempt shows.
    pub draw: usize,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id.
    pub id: ItemId,
    /// Raised when its meaning changes.
    pub version: u32,
    /// What is to be done, with the key.
    #[serde(flatten)]
    pub task: Task,
    /// The question.
    pub prompt: Html,
    /// The objective that it checks.
    pub objective: Text,
    /// The pool from which it is drawn, if any.
    pub pool: Option<String>,
}

/// A marked attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Each item of the attempt, in the order shown.
    pub items: Vec<ItemMark>,
    /// Percentage of items answered correctly, rounded half up.
    pub percent: u8,
    /// Whether the pass mark was reached.
    pub passed: bool,
}

/// A marked item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemMark {
    /// The item.
    pub item: ItemId,
    /// The version it was marked with.
    pub version: u32,
    /// Whether the answer was right in everything.
    pub correct: bool,
}

impl Quiz {
    /// The item with that id.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// How many items an attempt shows.
    pub fn items_per_attempt(&self) -> usize {
        self.draw(0).len()
    }

    /// The items of an attempt, fixed by its stored seed: every item outside a pool, and of each pool as many as it draws;
    /// in the authored order unless the quiz shuffles.
    pub fn draw(&self, seed: u64) -> Vec<&Item> {
        let mut numbers = SplitMix64(seed);
        let mut shown: BTreeSet<usize> = (0..self.items.len())
            .filter(|&index| self.items[index].pool.is_none())
            .collect();
        for pool in &self.pools {
            let mut members: Vec<usize> = (0..self.items.len())
                .filter(|&index| self.items[index].pool.as_deref() == Some(&pool.name))
                .collect();
            numbers.shuffle(&mut members);
            shown.extend(members.into_iter().take(pool.draw));
        }
        let mut order: Vec<usize> = shown.into_iter().collect();
        if self.shuffle {
            numbers.shuffle(&mut order);
        }
        order.into_iter().map(|index| &self.items[index]).collect()
    }
}

/// Marks a response to these items. An answer is right or wrong as a whole, whatever its kind; an item without one is wrong.
pub fn mark(items: &[Item], response: &Response, pass_mark: u8) -> Mark {
    let items: Vec<ItemMark> = items
        .iter()
        .map(|item| ItemMark {
            item: item.id.clone(),
            version: item.version,
            correct: response.get(&item.id).is_some_and(|answer| *answer == item.key()),
        })
        .collect();
    let correct = items.iter().filter(|item| item.correct).count();
    let share = if items.is_empty() {
        0.0
    } else {
        correct as f64 / items.len() as f64
    };
    // A share is passed on the exact numbers: 79.6 % is shown as 80 % but does not reach 80 %.
    let passed = !items.is_empty() && correct * 100 >= usize::from(pass_mark) * items.len();
    Mark {
        items,
        percent: crate::rounding::percent(share).clamp(0, 100) as u8,
        passed,
    }
}

#[cfg(test)]
mod tests;
