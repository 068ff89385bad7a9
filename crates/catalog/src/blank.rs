//! Places to write on: what runs of underscores become in a form.

use domain::content::Lang;

/// Fewer underscores than these are a part of a name.
const FEWEST: usize = 3;

/// A text, already escaped, with places to write on.
pub(crate) fn places(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let after = rest[at..].trim_start_matches('_');
        let run = rest.len() - at - after.len();
        out.push_str(&rest[..at]);
        if run < FEWEST {
            out.push_str(&rest[at..at + run]);
        } else {
            out.push_str(&blank(width(run), lang));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A place that is as wide as the page.
pub(crate) fn line(lang: Lang) -> String {
    blank("line", lang)
}

/// How wide a place is: a few widths, so that places below each other line up.
fn width(run: usize) -> &'static str {
    match run {
        0..=6 => "short",
        7..=14 => "middle",
        15..=24 => "long",
        _ => "wide",
    }
}

/// Whoever hears the page is told of the place; underscores would be read out one by one, or not at all.
fn blank(width: &str, lang: Lang) -> String {
    format!(
        "<span class=\"blank blank-{width}\"><span class=\"visually-hidden\">{}</span></span>",
        words::text(lang, "content-blank")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_underscores_are_places_and_single_ones_are_not() {
        let html = places("Name: ____ on ____________, a_b", Lang::En);
        let place = |width| {
            format!(
                "<span class=\"blank blank-{width}\"><span class=\"visually-hidden\">to fill in</span></span>"
            )
        };
        assert_eq!(
            html,
            format!("Name: {} on {}, a_b", place("short"), place("middle"))
        );
        assert_eq!(places("__", Lang::En), "__");
        assert_eq!(places(&"_".repeat(60), Lang::Ar).matches("blank-wide").count(), 1);
    }
}
