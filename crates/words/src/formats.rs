//! Numbers, shares, days, moments, lists and the order of names, as each language writes them: Unicode's own data (CLDR), through ICU4X. Which of
//! its conventions a language follows, and which figures, its file says itself: the message `formats`, such as `en-GB` or `ar-u-nu-latn`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use domain::content::Lang;
use fluent_templates::LanguageIdentifier;
use fluent_templates::fluent_bundle::FluentValue;
use icu_calendar::Gregorian;
use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_datetime::fieldsets::{T, YMD};
use icu_datetime::input::{Date as CalendarDate, Time};
use icu_datetime::preferences::HourCycle;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use time::{Date, OffsetDateTime};

use crate::{isolate, text, text_with};

/// How one language writes.
struct Formats {
    number: DecimalFormatter,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    time: NoCalendarFormatter<T>,
    all_of: ListFormatter,
    one_of: ListFormatter,
    order: CollatorBorrowed<'static>,
}

static FORMATS: LazyLock<Vec<Formats>> = LazyLock::new(|| {
    let all = Lang::ALL.into_iter();
    all.map(|lang| Formats::new(&conventions(lang))).collect()
});

fn formats(lang: Lang) -> &'static Formats {
    &FORMATS[lang as usize]
}

/// Which conventions of CLDR a language follows: what its file says, which the tests read.
fn conventions(lang: Lang) -> Locale {
    let said = text(lang, "formats").parse();
    said.or_else(|_| lang.tag().parse()).unwrap_or(Locale::UNKNOWN)
}

impl Formats {
    /// All is compiled in, and what CLDR does not know it answers in the root's way: nothing here depends on what is found at run time.
    #[expect(
        clippy::expect_used,
        reason = "compiled data; a test makes the formats of every language"
    )]
    fn new(locale: &Locale) -> Self {
        // A day has 24 hours in every language: "2:02" alone says less than "14:02".
        let mut times = DateTimeFormatterPreferences::from(locale);
        times.hour_cycle = Some(HourCycle::H23);
        // Station 9 comes before station 10.
        let mut order = CollatorPreferences::from(locale);
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        let lists = ListFormatterOptions::default();
        Self {
            number: DecimalFormatter::try_new(locale.into(), Default::default()).expect("numbers"),
            day: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).expect("days"),
            time: NoCalendarFormatter::try_new(times, T::hm()).expect("times"),
            all_of: ListFormatter::try_new_and(locale.into(), lists).expect("lists"),
            one_of: ListFormatter::try_new_or(locale.into(), lists).expect("lists"),
            order: CollatorBorrowed::try_new(order, CollatorOptions::default()).expect("order"),
        }
    }
}

/// A whole number: 12,345.
pub fn number(lang: Lang, number: i64) -> String {
    formats(lang).number.format(&Decimal::from(number)).to_string()
}

/// A number that was rounded already (`domain::rounding`), with as many decimals as it has: 1.50. What is no number stays as it is.
pub fn decimal(lang: Lang, rounded: &str) -> String {
    let read = Decimal::try_from_str(rounded);
    read.map_or_else(
        |_| rounded.to_owned(),
        |decimal| formats(lang).number.format(&decimal).to_string(),
    )
}

/// A whole percentage: 12 %.
pub fn percent(lang: Lang, percent: i64) -> String {
    text_with(lang, "percent", &[("n", percent.into())])
}

/// A day, unambiguous: 22 November 2026.
pub fn date(lang: Lang, day: Date) -> String {
    let own = CalendarDate::try_new_gregorian(day.year(), u8::from(day.month()), day.day());
    own.map_or_else(
        |_| day.to_string(),
        |own| formats(lang).day.format(&own).to_string(),
    )
}

/// A time of the day: 14:02.
pub fn time(lang: Lang, at: OffsetDateTime) -> String {
    let own = Time::try_new(at.hour(), at.minute(), 0, 0);
    own.map_or_else(
        |_| at.time().to_string(),
        |own| formats(lang).time.format(&own).to_string(),
    )
}

/// A moment, with its zone: 22 November 2026, 14:02 UTC.
pub fn moment(lang: Lang, at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    text_with(
        lang,
        "moment",
        &[
            ("date", date(lang, at.date()).into()),
            ("time", time(lang, at).into()),
        ],
    )
}

/// All of them, in a sentence: A, B and C.
pub fn list<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    join(lang, &formats(lang).all_of, items)
}

/// One of them, in a sentence: A, B or C.
pub fn either<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    join(lang, &formats(lang).one_of, items)
}

fn join<S: AsRef<str>>(lang: Lang, formatter: &ListFormatter, items: &[S]) -> String {
    let items: Vec<_> = items.iter().map(|item| isolate(lang, item.as_ref())).collect();
    formatter.format_to_string(items.iter())
}

/// The order of two names, as a dictionary of the language has it: the same on every database.
pub fn compare(lang: Lang, one: &str, other: &str) -> Ordering {
    formats(lang).order.compare(one, other)
}

/// Sorts by a name. Whose names are the same stay in the order in which they came.
pub fn sort_by_name<T>(lang: Lang, items: &mut [T], name: impl Fn(&T) -> &str) {
    items.sort_by(|one, other| compare(lang, name(one), name(other)));
}

/// How Fluent writes the numbers that its messages are filled with.
pub(crate) fn write_number(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let written = number.as_string();
    memoizer
        .with_try_get::<Numbers, _, _>((), |numbers| decimal(numbers.0, &written))
        .ok()
}

/// The language of a bundle, of which Fluent tells in this way only.
struct Numbers(Lang);

impl Memoizable for Numbers {
    type Args = ();
    type Error = ();

    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Lang::parse(&lang.to_string()).map(Self).ok_or(())
    }
}

#[cfg(test)]
mod tests;
