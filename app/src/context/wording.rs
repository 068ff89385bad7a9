//! What a page says, in the reader's language.

use domain::rounding::two_decimals;
use domain::timestamp::Timestamp;
use words::Value;

use super::Cx;

impl Cx {
    /// The interface's message with that key.
    pub fn t(&self, key: &str) -> String {
        words::text(self.lang, key)
    }

    /// The interface's message with that key, filled in.
    pub fn t_with(&self, key: &str, arguments: &[(&'static str, Value<'_>)]) -> String {
        words::text_with(self.lang, key, arguments)
    }

    /// A person's name. Of somebody who was removed none is left, and words stand for it.
    pub fn person(&self, name: &str) -> String {
        if name.is_empty() {
            self.t("person-removed")
        } else {
            name.to_owned()
        }
    }

    /// A whole number, as the language writes it.
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        words::number(self.lang, number.try_into().unwrap_or(i64::MAX))
    }

    /// A number that is rounded already.
    pub fn decimal(&self, rounded: &impl ToString) -> String {
        words::decimal(self.lang, &rounded.to_string())
    }

    /// A score, rounded as everywhere.
    pub fn score(&self, score: f64) -> String {
        self.decimal(&two_decimals(score))
    }

    /// A whole percentage.
    pub fn percent(&self, percent: impl Into<i64>) -> String {
        words::percent(self.lang, percent.into())
    }

    /// All of them, in a sentence.
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        words::list(self.lang, items)
    }

    /// Sorts by a name, as a dictionary of the language has it.
    pub fn sort_by_name<T>(&self, items: &mut [T], name: impl Fn(&T) -> &str) {
        words::sort_by_name(self.lang, items, name);
    }

    /// A day in words.
    pub fn date(&self, day: time::Date) -> String {
        words::date(self.lang, day)
    }

    /// A moment in words.
    pub fn moment(&self, at: Timestamp) -> String {
        words::moment(self.lang, at.datetime())
    }
}
