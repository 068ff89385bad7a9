//! The security log: what somebody must be able to look up after an incident. One line for each event, with a target of its
//! own, so that it can be kept apart from the rest: `--log info,security=info`.
//!
//! A line names accounts and organisations by their ids. It never holds a password, a secret of a link or session, a note, an
//! answer, or a person's name. The request's id comes with the span in which the event happens.

/// Writes one event, with a name and fields as [`tracing::info!`] takes them:
/// `security_event!("roles-changed", by = %actor, account = %id, roles = "lead")`.
macro_rules! security_event {
    ($name:literal $(, $($field:tt)+)?) => {
        tracing::info!(target: "security", event = $name $(, $($field)+)?)
    };
}
