//! Practices that are answered part by part: each part is one claim, and the answer follows from those that are true.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::assess::answer::Answer;
use crate::content::Text;
use crate::id::PartId;
use crate::named::named;

/// What a practice asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// One question, answered as a whole: version 1 of the model.
    Whole(Text),
    /// Claims, ticked one by one: version 2.
    Parts(Parts),
}

impl Question {
    /// The parts, where there are some.
    pub fn parts(&self) -> Option<&Parts> {
        match self {
            Self::Whole(_) => None,
            Self::Parts(parts) => Some(parts),
        }
    }
}

/// The claims of a practice, and what the words between none and all of them look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Of which time they speak.
    pub when: When,
    /// The claims, in the order in which they are read.
    pub parts: Vec<Part>,
    /// What *partly* looks like.
    pub partly: Text,
    /// What *largely* looks like.
    pub largely: Text,
}

/// One claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Unique in its practice.
    pub id: PartId,
    /// The claim, which is true or not.
    pub text: Text,
    /// Whether the answer stays at *partly* while it is not true.
    pub is_essential: bool,
}

/// Of which time the parts of a practice speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum When {
    /// How it is today.
    AlwaysTrue,
    /// It was so at the last election, or it is planned for the next with a date and a name.
    LastElectionOrDatedForNext,
    /// It was so at each milestone of the calendar so far, or in the last cycle if none has passed.
    AtMilestone,
}

named!(When);

impl When {
    /// Every time of which parts can speak.
    pub const ALL: [Self; Self::COUNT] = [
        Self::AlwaysTrue,
        Self::LastElectionOrDatedForNext,
        Self::AtMilestone,
    ];
}

/// What somebody says of a part. One of which nothing is said is not true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tick {
    /// It is true.
    True,
    /// The person who answered does not know: it counts as not true.
    Unknown,
}

/// What somebody says of the parts of a practice. Written as the ids of those that are ticked, and with a question mark after those that
/// nobody knows: `a c? d`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ticks(BTreeMap<PartId, Tick>);

impl Ticks {
    /// What is said of a part; nothing: it is not true.
    pub fn of(&self, part: &PartId) -> Option<Tick> {
        self.0.get(part).copied()
    }

    /// Says something of a part.
    pub fn set(&mut self, part: PartId, tick: Tick) {
        self.0.insert(part, tick);
    }

    /// Whether nothing is said of any part.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts of which something is said.
    pub fn parts(&self) -> impl Iterator<Item = &PartId> {
        self.0.keys()
    }

    fn is_true(&self, part: &Part) -> bool {
        self.of(&part.id) == Some(Tick::True)
    }
}

impl fmt::Display for Ticks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (part, tick)) in self.0.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            let mark = if *tick == Tick::Unknown { "?" } else { "" };
            write!(f, "{space}{part}{mark}")?;
        }
        Ok(())
    }
}

/// A text that is none of [`Ticks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these are no ticks of parts")]
pub struct NoTicks;

impl FromStr for Ticks {
    type Err = NoTicks;

    fn from_str(text: &str) -> Result<Self, NoTicks> {
        let mut ticks = Self::default();
        for word in text.split_ascii_whitespace() {
            let (part, tick) = match word.strip_suffix('?') {
                Some(part) => (part, Tick::Unknown),
                None => (word, Tick::True),
            };
            let is_id = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !is_id || ticks.0.insert(part.into(), tick).is_some() {
                return Err(NoTicks);
            }
        }
        Ok(ticks)
    }
}

impl Parts {
    /// The answer that follows from what is ticked: every part *fully*, none *not in place*, more than half with all essential ones
    /// *largely*, anything else *partly*. Where nothing is true and something is not known, the whole is not known.
    pub fn answer(&self, ticks: &Ticks) -> Answer {
        let ticked = self.parts.iter().filter(|part| ticks.is_true(part)).count();
        let has_essential = self
            .parts
            .iter()
            .all(|part| !part.is_essential || ticks.is_true(part));
        if ticked == self.parts.len() {
            Answer::Fully
        } else if ticked == 0 && !ticks.is_empty() {
            Answer::Unknown
        } else if ticked == 0 {
            Answer::NotImplemented
        } else if has_essential && 2 * ticked > self.parts.len() {
            Answer::Largely
        } else {
            Answer::Partly
        }
    }

    /// Whether every part of which something is said is one of these.
    pub fn knows(&self, ticks: &Ticks) -> bool {
        ticks
            .parts()
            .all(|id| self.parts.iter().any(|part| part.id == *id))
    }

    /// The first ticks, in the order of the parts, from which an answer follows; nothing if it follows from none. For invented answers.
    pub fn ticks_for(&self, answer: Answer) -> Option<Ticks> {
        let of = |mask: u32| {
            let ticked = self
                .parts
                .iter()
                .enumerate()
                .filter(|(at, _)| mask & (1 << at) != 0);
            Ticks(ticked.map(|(_, part)| (part.id.clone(), Tick::True)).collect())
        };
        (0..1_u32 << self.parts.len())
            .map(of)
            .find(|ticks| self.answer(ticks) == answer)
    }

    /// Every part ticked.
    pub fn all(&self) -> Ticks {
        let ticked = self.parts.iter().map(|part| (part.id.clone(), Tick::True));
        Ticks(ticked.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(text, crate::content::Lang::En)
    }

    fn parts(essential: &[bool]) -> Parts {
        Parts {
            when: When::AlwaysTrue,
            parts: essential
                .iter()
                .zip('a'..)
                .map(|(&is_essential, id)| Part {
                    id: id.to_string().into(),
                    text: text("claim"),
                    is_essential,
                })
                .collect(),
            partly: text("partly"),
            largely: text("largely"),
        }
    }

    #[test]
    fn the_answer_follows_from_the_ticks() {
        let four = parts(&[true, false, false, false]);
        for (ticks, answer) in [
            ("", Answer::NotImplemented),
            ("a", Answer::Partly),
            ("a b", Answer::Partly), // half is not more than half
            ("a b d", Answer::Largely),
            ("b c d", Answer::Partly), // the essential one is missing
            ("a? b c d", Answer::Partly),
            ("a b c? d", Answer::Largely),
            ("a b c d", Answer::Fully),
            ("a? c?", Answer::Unknown),
        ] {
            assert_eq!(four.answer(&ticks.parse().expect("ticks")), answer, "{ticks}");
        }
        let three = parts(&[true, true, false]);
        assert_eq!(three.answer(&"a b".parse().expect("ticks")), Answer::Largely);
        assert_eq!(three.answer(&"a c".parse().expect("ticks")), Answer::Partly);
    }

    #[test]
    fn one_tick_more_never_lowers_the_answer() {
        for essential in 0..16_u8 {
            let four = parts(&std::array::from_fn::<bool, 4, _>(|at| {
                essential & (1 << at) != 0
            }));
            let of = |mask: u8| -> Ticks {
                let mut ticks = Ticks::default();
                for (at, part) in four.parts.iter().enumerate() {
                    if mask & (1 << at) != 0 {
                        ticks.set(part.id.clone(), Tick::True);
                    }
                }
                ticks
            };
            for mask in 0..16_u8 {
                for one in (0..4).map(|at| 1 << at) {
                    let (before, after) = (four.answer(&of(mask)), four.answer(&of(mask | one)));
                    assert!(
                        after.thirds() >= before.thirds(),
                        "{essential:04b} {mask:04b} {one:04b}"
                    );
                }
            }
            assert_eq!(four.answer(&four.all()), Answer::Fully);
            for answer in [Answer::NotImplemented, Answer::Partly, Answer::Fully] {
                assert_eq!(
                    four.ticks_for(answer).map(|ticks| four.answer(&ticks)),
                    Some(answer)
                );
            }
            // With every part essential there is nothing between some and all.
            assert_eq!(four.ticks_for(Answer::Largely).is_none(), essential == 15);
        }
    }

    #[test]
    fn ticks_are_written_in_one_way() {
        let ticks: Ticks = "d a c?".parse().expect("ticks");
        assert_eq!(ticks.to_string(), "a c? d");
        assert_eq!(ticks.of(&"c".into()), Some(Tick::Unknown));
        assert_eq!(ticks.of(&"b".into()), None);
        for wrong in ["a a", "a a?", "?", "a??", "a-b", "é"] {
            assert_eq!(wrong.parse::<Ticks>(), Err(NoTicks), "{wrong}");
        }
    }
}
