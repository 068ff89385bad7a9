//! What more or less money would close: a line over budgets.

use std::fmt::Write;

use domain::content::Lang;
use words::{percent, text, text_with};

use crate::escape;

/// A budget with what it closes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrontierPoint {
    /// Percent of the budget that was asked for.
    pub budget: u64,
    /// The share (0–1) that the best package closes.
    pub closes: f64,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 240.0;
/// Room for what is written beside the line.
const SIDE: f64 = 56.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 34.0;

/// Where things are.
struct Frame {
    least: u64,
    most: u64,
    /// Percent at the top of the picture.
    highest: f64,
    is_mirrored: bool,
}

impl Frame {
    fn of(points: &[FrontierPoint], is_mirrored: bool) -> Self {
        let budgets = || points.iter().map(|point| point.budget);
        let closes = points.iter().map(|point| point.closes * 100.0);
        let highest = closes.fold(0.0, f64::max);
        Self {
            least: budgets().min().unwrap_or_default(),
            most: budgets().max().unwrap_or_default(),
            // The next full ten, so that the line has room above it.
            highest: ((highest / 10.0).floor() + 1.0) * 10.0,
            is_mirrored,
        }
    }

    /// Across, from the side on which reading starts.
    fn x(&self, budget: u64) -> f64 {
        let range = (self.most - self.least).max(1) as f64;
        let from_start = SIDE + (WIDTH - 2.0 * SIDE) * (budget - self.least) as f64 / range;
        if self.is_mirrored {
            WIDTH - from_start
        } else {
            from_start
        }
    }

    fn y(&self, percent: f64) -> f64 {
        let ground = HEIGHT - BOTTOM;
        ground - (ground - TOP) * percent / self.highest
    }
}

/// The picture as SVG, with its title and what it shows in words; `id` must be unique on its page. Nothing where there are less than two points.
pub fn svg(lang: Lang, id: &str, points: &[FrontierPoint]) -> Option<String> {
    let (first, last) = (points.first()?, points.last().filter(|_| points.len() > 1)?);
    let frame = Frame::of(points, lang.dir() == "rtl");
    let whole = |share: f64| percent(lang, (share * 100.0).round() as i64);
    let of_budget = |point: &FrontierPoint| percent(lang, i64::try_from(point.budget).unwrap_or(i64::MAX));
    let description = text_with(
        lang,
        "package-figure-text",
        &[
            ("least", of_budget(first).into()),
            ("few", whole(first.closes).into()),
            ("most", of_budget(last).into()),
            ("many", whole(last.closes).into()),
        ],
    );
    let mut svg = format!(
        r#"<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{id}-title {id}-desc" focusable="false"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
        escape(&text(lang, "package-figure-title")),
        escape(&description),
    );
    let (start, end) = (frame.x(frame.least), frame.x(frame.most));
    for level in [0.0, frame.highest / 2.0, frame.highest] {
        let y = frame.y(level);
        let _ = write!(
            svg,
            r#"<line class="frontier-level" x1="{start:.1}" x2="{end:.1}" y1="{y:.1}" y2="{y:.1}"/>"#
        );
        let x = if frame.is_mirrored {
            start + 8.0
        } else {
            start - 8.0
        };
        let label = escape(&whole(level / 100.0));
        let _ = write!(
            svg,
            r#"<text class="frontier-label" x="{x:.1}" y="{:.1}" text-anchor="end">{label}</text>"#,
            y + 5.0
        );
    }
    let mut line = String::new();
    for point in points {
        let step = if line.is_empty() { 'M' } else { 'L' };
        let _ = write!(
            line,
            "{step}{:.1} {:.1} ",
            frame.x(point.budget),
            frame.y(point.closes * 100.0)
        );
    }
    let _ = write!(
        svg,
        r#"<path class="frontier-line" d="{}" fill="none"/>"#,
        line.trim_end()
    );
    for point in points {
        let (x, y) = (frame.x(point.budget), frame.y(point.closes * 100.0));
        let is_asked = point.budget == 100;
        let (class, radius) = if is_asked {
            ("frontier-asked", 7)
        } else {
            ("frontier-point", 3)
        };
        let _ = write!(
            svg,
            r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="{radius}"/>"#
        );
        if is_asked || point.budget == frame.least || point.budget == frame.most {
            let label = escape(&of_budget(point));
            let _ = write!(
                svg,
                r#"<text class="frontier-label" x="{x:.1}" y="{:.1}" text-anchor="middle">{label}</text>"#,
                HEIGHT - 10.0
            );
        }
    }
    svg += "</svg>";
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Vec<FrontierPoint> {
        let point = |budget, closes| FrontierPoint { budget, closes };
        vec![point(50, 0.124), point(100, 0.2), point(200, 0.31)]
    }

    #[test]
    fn it_says_in_words_what_it_shows() {
        let svg = svg(Lang::En, "f", &points()).unwrap();
        assert!(svg.contains(r#"aria-labelledby="f-title f-desc""#));
        for part in ["12", "31", "200"] {
            let told = svg
                .split("<desc")
                .nth(1)
                .unwrap()
                .split("</desc>")
                .next()
                .unwrap();
            assert!(told.contains(part), "{part}: {told}");
        }
        assert_eq!(svg.matches("frontier-asked").count(), 1);
    }

    #[test]
    fn more_money_is_further_on_and_more_closed_is_higher_up() {
        let across = |lang| {
            let svg = svg(lang, "f", &points()).unwrap();
            let path = svg
                .split(r#"class="frontier-line" d="M"#)
                .nth(1)
                .unwrap()
                .to_owned();
            let path = path.split('"').next().unwrap().replace('L', "");
            path.split_whitespace()
                .map(|number| number.parse::<f64>().unwrap())
                .collect::<Vec<_>>()
        };
        let english = across(Lang::En);
        assert!(english[0] < english[2] && english[2] < english[4], "{english:?}");
        assert!(english[1] > english[3] && english[3] > english[5], "{english:?}");
        let arabic = across(Lang::Ar);
        assert!(arabic[0] > arabic[2] && arabic[2] > arabic[4], "{arabic:?}");
    }

    #[test]
    fn one_point_is_no_line() {
        assert_eq!(svg(Lang::En, "f", &points()[..1]), None);
    }
}
