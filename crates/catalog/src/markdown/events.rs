//! The events of the parser, one after the other.

use std::ops::Range;

use pulldown_cmark::Event;

/// A cursor over the events of the parser.
pub(super) struct Events<'e, 't> {
    events: &'e [(Event<'t>, Range<usize>)],
    next: usize,
}

impl<'e, 't> Events<'e, 't> {
    pub(super) fn new(events: &'e [(Event<'t>, Range<usize>)]) -> Self {
        Self { events, next: 0 }
    }

    pub(super) fn peek(&self) -> Option<&'e (Event<'t>, Range<usize>)> {
        self.events.get(self.next)
    }

    pub(super) fn next(&mut self) -> Option<&'e (Event<'t>, Range<usize>)> {
        let event = self.peek()?;
        self.next += 1;
        Some(event)
    }

    /// The events up to the first for which `stop` holds.
    pub(super) fn until(&mut self, stop: impl Fn(&Event<'t>) -> bool) -> &'e [(Event<'t>, Range<usize>)] {
        let rest = &self.events[self.next..];
        let length = rest
            .iter()
            .position(|(event, _)| stop(event))
            .unwrap_or(rest.len());
        self.next += length;
        &rest[..length]
    }
}
