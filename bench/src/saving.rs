//! Saving answers: each connection has a practice of its own, and goes on from the version that the last answer named.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use store::{Store, StoreOptions};

use crate::client::Answer;
use crate::growth::median;
use crate::load::Source;
use crate::site::Visitor;

/// What a bare loop did.
#[derive(Clone, Copy, Debug)]
pub struct Bare {
    /// Rows a second, one at a time.
    pub per_second: f64,
    /// The time of one, which is little more than one wait for the disk.
    pub median: Duration,
}

impl Bare {
    /// Inserts answers for a while, one at a time.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn measure(url: &str, length: Duration) -> Result<Self, String> {
        let options = StoreOptions {
            url: url.to_owned(),
            connections: 1,
        };
        let failed = |error: store::Error| error.to_string();
        let store = Store::open(&options).await.map_err(failed)?;
        let mut yardstick = store.yardstick().await.map_err(failed)?;
        let mut times = Vec::new();
        let begun = Instant::now();
        while begun.elapsed() < length {
            let sent = Instant::now();
            yardstick.insert(times.len() as u64).await.map_err(failed)?;
            times.push(sent.elapsed());
        }
        let per_second = times.len() as f64 / begun.elapsed().as_secs_f64();
        yardstick.remove().await.map_err(failed)?;
        store.close().await;
        Ok(Self {
            per_second,
            median: median(times),
        })
    }
}

/// Saves the same practice again and again, each time with another answer.
pub struct Saving {
    visitor: Visitor,
    place: Value,
    practice: Value,
    version: Value,
    was: Value,
    count: usize,
}

impl Saving {
    /// One for each practice of a questionnaire's page, from what its islands are given.
    ///
    /// # Errors
    /// The page is not there, or is no questionnaire.
    pub async fn on_page(visitor: &Visitor, path: &str) -> Result<Vec<Self>, String> {
        let html = visitor.read(path).await?;
        let given: Vec<Value> = html
            .split(" data-props=\"")
            .skip(1)
            .filter_map(|rest| serde_json::from_str(&plain(rest.split('"').next()?)).ok())
            .collect();
        let place = given.iter().find_map(|props| props.get("place"));
        let place = place.ok_or_else(|| format!("{path} is no questionnaire"))?;
        Ok(given
            .iter()
            .filter_map(|props| {
                Some(Self {
                    visitor: visitor.clone(),
                    place: place.clone(),
                    practice: props.get("practice")?.clone(),
                    version: props.get("version")?.clone(),
                    was: props.get("was")?.clone(),
                    count: 0,
                })
            })
            .collect())
    }
}

impl Source for Saving {
    fn next(&mut self, previous: Option<&Answer>) -> Vec<u8> {
        let stored = previous.and_then(|answer| serde_json::from_str::<Value>(&answer.text()).ok());
        if let Some(stored) = stored {
            (self.version, self.was) = (stored["version"].clone(), stored["was"].clone());
        }
        self.count += 1;
        // Both can be said of every practice, whether it has parts or not.
        let answer = if self.count.is_multiple_of(2) {
            "unknown"
        } else {
            "not-implemented"
        };
        let call = json!({
            "place": self.place,
            "card": {
                "practice": self.practice,
                "answer": answer,
                "ticks": "",
                "is_still_true": false,
                "note": format!("saved {} times", self.count),
                "evidence": "interview",
                "reason": "",
                "version": self.version,
                "was": self.was,
            },
        });
        self.visitor.call("/answers/save", &call)
    }
}

/// The text of an attribute.
fn plain(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
