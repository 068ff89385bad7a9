//! Saving answers: each connection has a practice of its own, and goes on from the version that the last answer named.

use crate::client::Answer;
use crate::load::Source;
use crate::site::{Visitor, encode};

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
