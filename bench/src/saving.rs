//! Saving answers: each connection has a practice of its own, and goes on from the version that the last answer named.

use std::time::{Duration, Instant};

use store::{Store, StoreOptions};

use crate::client::Answer;
use crate::growth::median;
use crate::load::Source;
use crate::site::{Visitor, encode};

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
    path: String,
    practice: String,
    version: String,
    /// Encoded for a form.
    was: String,
    count: usize,
}

impl Saving {
    /// One for each practice of a questionnaire's page.
    ///
    /// # Errors
    /// The page is not there.
    pub async fn on_page(visitor: &Visitor, path: &str) -> Result<Vec<Self>, String> {
        let html = visitor.read(path).await?;
        let hidden: Vec<(String, String)> = html
            .split("<input")
            .filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("hidden")))
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)))
            .collect();
        let value = |name: String| {
            hidden
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.clone())
        };
        Ok(hidden
            .iter()
            .filter_map(|(name, version)| {
                let practice = name.strip_suffix("-version")?;
                Some(Self {
                    visitor: visitor.clone(),
                    path: format!("{path}/save"),
                    practice: practice.to_owned(),
                    version: version.clone(),
                    was: encode(&value(format!("{practice}-was"))?),
                    count: 0,
                })
            })
            .collect())
    }
}

impl Source for Saving {
    fn next(&mut self, previous: Option<&Answer>) -> Vec<u8> {
        if let Some(answer) = previous {
            let text = answer.text();
            for pair in text.split('&') {
                match pair.split_once('=') {
                    Some(("version", value)) => self.version = value.to_owned(),
                    Some(("was", value)) => self.was = value.to_owned(),
                    _ => {}
                }
            }
        }
        self.count += 1;
        let p = &self.practice;
        let answer = if self.count.is_multiple_of(2) {
            "partly"
        } else {
            "largely"
        };
        let form = format!(
            "{p}-answer={answer}&{p}-note=saved+{count}+times&{p}-evidence=interview&{p}-reason=&{p}-version={version}&{p}-was={was}",
            count = self.count,
            version = self.version,
            was = self.was,
        );
        self.visitor.post(&self.path, &form)
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = tag[start..].split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}
