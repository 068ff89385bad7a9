//! Pages as a browser reads them: what is there, however it is written down.

use scraper::{Html, Selector};

use super::Answer;

impl Answer {
    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        self.texts(selector).len()
    }

    /// The texts of the elements that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.found(selector, |element| {
            let words: String = element.text().collect();
            Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }

    /// An attribute of those elements that a selector finds and that have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.found(selector, |element| element.attr(name).map(str::to_owned))
    }

    /// What an element is described by, for whoever hears the page: nothing if its `aria-describedby` names what is not there.
    pub fn descriptions(&self, selector: &str) -> Vec<String> {
        let ids = self.attributes(selector, "aria-describedby").join(" ");
        ids.split_whitespace()
            .flat_map(|id| self.texts(&format!("[id='{id}']")))
            .collect()
    }

    fn found<T>(&self, selector: &str, of: impl Fn(scraper::ElementRef<'_>) -> Option<T>) -> Vec<T> {
        let selector = Selector::parse(selector).expect("a selector");
        let page = Html::parse_document(&self.text());
        page.select(&selector).filter_map(of).collect()
    }
}
