//! How much of the content is translated, and what of the translations is left over: what `polder content check` tells translators.

use std::collections::{BTreeMap, HashSet};

use domain::content::Lang;

use crate::po::Po;
use crate::read::Templates;

/// Longest piece of a message that names it.
const NAMED_BY: usize = 60;

/// For each course, model and the glossary in each language: how much of it is translated, and each message whose source is gone.
pub(crate) fn notes(
    templates: &Templates,
    sources: &BTreeMap<String, Lang>,
    translations: &BTreeMap<(Lang, String), Po>,
) -> Vec<String> {
    let mut notes = Vec::new();
    for lang in Lang::ALL {
        for (name, _) in sources.iter().filter(|(_, source)| **source != lang) {
            let messages: HashSet<&str> = templates
                .get(name)
                .map(|messages| messages.iter().map(|message| message.text.as_str()).collect())
                .unwrap_or_default();
            match translations.get(&(lang, name.clone())) {
                Some(po) => of_file(po, &messages, &mut notes),
                None => notes.push(format!(
                    "po/{}/{name}.po is not there: none of {} messages is translated (0 %)",
                    lang.tag(),
                    messages.len()
                )),
            }
        }
    }
    notes
}

fn of_file(po: &Po, messages: &HashSet<&str>, notes: &mut Vec<String>) {
    let all = messages.len();
    let translated = messages
        .iter()
        .filter(|message| po.get(message).is_some())
        .count();
    // Rounded down: 100 % means all of them.
    let percent = (translated * 100).checked_div(all).unwrap_or(100);
    notes.push(format!(
        "{}: {translated} of {all} messages are translated ({percent} %)",
        po.file
    ));
    let mut orphans: Vec<_> = po
        .messages()
        .filter(|(message, _)| !messages.contains(message))
        .collect();
    orphans.sort_by_key(|(_, line)| *line);
    let lines = orphans.iter().map(|(message, line)| {
        let short: String = message.chars().take(NAMED_BY).collect();
        let more = if short.len() < message.len() { "…" } else { "" };
        format!(
            "{}:{line}: this message belongs to no text any more: “{short}{more}”",
            po.file
        )
    });
    notes.extend(lines);
}
