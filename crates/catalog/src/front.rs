//! Front matter: TOML between two lines `+++`, before a text.

use crate::problem::{Problems, Source};

/// The line before and after the front matter.
const FENCE: &str = "+++";

/// Takes the front matter and the text apart.
pub(crate) fn split<'a>(whole: Source<'a>, problems: &mut Problems) -> Option<(Source<'a>, Source<'a>)> {
    let found = parts(whole);
    if found.is_none() {
        let message = if whole.text.trim_start_matches('\u{feff}').starts_with(FENCE) {
            "the front matter is not closed: a line +++ must follow it"
        } else {
            "the file must begin with its front matter between two lines +++"
        };
        problems.add(whole.file, 1, message);
    }
    found
}

fn parts(whole: Source<'_>) -> Option<(Source<'_>, Source<'_>)> {
    let mut lines = whole.text.split_inclusive('\n').enumerate();
    let (_, first) = lines.next()?;
    if first.trim_start_matches('\u{feff}').trim_end() != FENCE {
        return None;
    }
    let mut end = first.len();
    for (number, line) in lines {
        if line.trim_end() == FENCE {
            let front = Source {
                text: &whole.text[first.len()..end],
                skipped: 1,
                ..whole
            };
            let body = Source {
                text: &whole.text[end + line.len()..],
                skipped: number + 1,
                ..whole
            };
            return Some((front, body));
        }
        end += line.len();
    }
    None
}
