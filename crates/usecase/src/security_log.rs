//! The security log: what somebody must be able to look up after an incident. One line for each event, with a target of its
//! own, so that it can be kept apart from the rest. It is written whatever else is logged, until `--log` names it: `info,security=off`.
//!
//! A line names accounts and organisations by their ids. It never holds a password, a secret of a link or session, a note, an
//! answer, a person's name or an e-mail address. The request's id comes with the span in which the event happens.
//!
//! Every event is in the table of docs/operations.md; a test compares the table with the sources.

use domain::id::AccountId;
use domain::identity::policy::Actor;

/// The target under which the lines are written.
pub const SECURITY_LOG: &str = "security";

/// Writes one event, with a name and fields as [`tracing::info!`] takes them:
/// `security_event!("roles-changed", by = %actor, account = %id, roles = "lead")`.
#[macro_export]
macro_rules! security_event {
    ($name:literal $(, $($field:tt)+)?) => {
        $crate::tracing::info!(target: "security", event = $name $(, $($field)+)?)
    };
}

/// The id of whoever does something, for the log.
pub fn by(actor: &Actor) -> &str {
    actor.account.as_ref().map_or("", AccountId::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The fields of an event, by the name of the event.
    type Events = BTreeMap<String, BTreeSet<String>>;

    /// What `security_event!` was given: up to its closing bracket, at commas that stand in no bracket and no string.
    fn arguments(call: &str) -> Vec<&str> {
        let (mut found, mut from, mut depth, mut is_text) = (Vec::new(), 0, 0, false);
        for (at, letter) in call.char_indices() {
            match letter {
                '"' => is_text = !is_text,
                _ if is_text => {}
                '(' | '[' | '{' => depth += 1,
                ')' if depth == 0 => {
                    found.push(call[from..at].trim());
                    break;
                }
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(call[from..at].trim());
                    from = at + 1;
                }
                _ => {}
            }
        }
        found.retain(|argument| !argument.is_empty());
        found
    }

    /// The event that a call writes, with its fields: `by = %by`, `%head` and `format` are fields `by`, `head` and `format`.
    fn event(call: &str) -> (String, BTreeSet<String>) {
        let mut arguments = arguments(call).into_iter();
        let name = arguments.next().unwrap_or_default().trim_matches('"');
        let fields = arguments.map(|argument| {
            let name = argument.split_once(" = ").map_or(argument, |(name, _)| name);
            name.trim_start_matches(['%', '?']).to_owned()
        });
        (name.to_owned(), fields.collect())
    }

    /// The events that the sources of a folder write.
    fn written(folder: &Path, found: &mut Events) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                written(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("security_log.rs")
            {
                let source = std::fs::read_to_string(&path).unwrap();
                for call in source.split("security_event!(").skip(1) {
                    let (name, fields) = event(call);
                    let before = found.entry(name.clone()).or_insert_with(|| fields.clone());
                    assert_eq!(*before, fields, "{name} in {} and elsewhere", path.display());
                }
            }
        }
    }

    /// The events in a table of `| \`event\` | fields | when |`.
    fn documented(section: &str) -> Events {
        let rows = section.lines().filter(|line| line.starts_with("| `"));
        rows.map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let fields = cells[2].split(", ").map(ToOwned::to_owned);
            (cells[1].trim_matches('`').to_owned(), fields.collect())
        })
        .collect()
    }

    #[test]
    fn a_call_is_read_as_it_is_written() {
        let call = r#"
            "one, two",
            by = %by(actor), roles = %names.join(", "), ?action, format,
            advice = match reason { Reason::Origin => "a (b", _ => "c" },
        ); "after""#;
        let fields = ["action", "advice", "by", "format", "roles"].map(ToOwned::to_owned);
        assert_eq!(event(call), ("one, two".to_owned(), fields.into()));
    }

    #[test]
    fn every_event_is_documented_with_its_fields_and_every_documented_event_is_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = Events::new();
        for folder in ["app/src", "crates", "server/src"] {
            written(&root.join(folder), &mut found);
        }
        assert!(found.contains_key("signed-in"), "{found:?}");
        let operations = std::fs::read_to_string(root.join("docs/operations.md")).unwrap();
        let section = operations
            .split("\n## The security log\n")
            .nth(1)
            .expect("a section");
        let documented = documented(section.split("\n## ").next().unwrap_or_default());
        for (name, fields) in &found {
            assert_eq!(documented.get(name), Some(fields), "{name} in docs/operations.md");
        }
        let idle: Vec<_> = documented
            .keys()
            .filter(|name| !found.contains_key(*name))
            .collect();
        assert!(idle.is_empty(), "written nowhere: {idle:?}");
    }
}
