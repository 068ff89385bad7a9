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
    use std::collections::BTreeSet;
    use std::path::Path;

    fn named(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                named(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("security_log.rs")
            {
                let source = std::fs::read_to_string(path).unwrap();
                let calls = source.split("security_event!(").skip(1);
                found.extend(calls.filter_map(|call| call.split('"').nth(1).map(ToOwned::to_owned)));
            }
        }
    }

    #[test]
    fn every_event_is_documented_and_every_documented_event_is_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut written = BTreeSet::new();
        for folder in ["app/src", "crates", "server/src"] {
            named(&root.join(folder), &mut written);
        }
        assert!(written.contains("signed-in"), "{written:?}");
        let operations = std::fs::read_to_string(root.join("docs/operations.md")).unwrap();
        let section = operations
            .split("\n## The security log\n")
            .nth(1)
            .expect("a section");
        let section = section.split("\n## ").next().unwrap_or_default();
        let documented: BTreeSet<String> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(ToOwned::to_owned))
            .collect();
        let missing: Vec<&String> = written.difference(&documented).collect();
        assert!(missing.is_empty(), "not in docs/operations.md: {missing:?}");
        let idle: Vec<&String> = documented.difference(&written).collect();
        assert!(idle.is_empty(), "written nowhere: {idle:?}");
    }
}
