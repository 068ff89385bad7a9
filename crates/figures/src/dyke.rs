//! The signature picture: the domains side by side as one dyke, as high as its lowest point.
//!
//! The crest (light) is the average, the solid body the gated level, the dashed line the target; where the crest lies below
//! the line, the water stands in.

use std::fmt::Write;

use domain::assess::gap::{GapReport, ReportTexts};
use domain::content::Lang;
use domain::rounding::two_decimals;
use words::text_with;

use crate::escape;

/// A domain of the dyke.
#[derive(Clone, Debug, PartialEq)]
pub struct DykePoint {
    /// The domain's code, which stands below it.
    pub code: String,
    /// The domain's title, for the description.
    pub title: String,
    /// 0–4; nothing: not answered.
    pub average: Option<f64>,
    /// 0–4.
    pub gated: Option<u8>,
    /// 1–4.
    pub target: u8,
}

/// How large the picture is, and how much is written into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DykeSize {
    /// A report: with levels, codes and the lowest point.
    Full,
    /// One of several, side by side: without words.
    Multiple,
    /// In a cell of a table.
    Spark,
}

impl DykeSize {
    /// The classes of what holds the picture, for the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Full => "dyke dyke-full",
            Self::Multiple => "dyke dyke-multiple",
            Self::Spark => "dyke dyke-spark",
        }
    }
}

/// A dyke.
#[derive(Clone, Debug, PartialEq)]
pub struct Dyke {
    /// The domains, in the model's order.
    pub points: Vec<DykePoint>,
    /// The highest level that was asked.
    pub highest: u8,
    /// Which domain is the lowest.
    pub lowest: Option<usize>,
}

impl Dyke {
    /// The dyke of a report.
    pub fn of(report: &GapReport, texts: Option<&ReportTexts>) -> Self {
        let points = report.score.domains.iter().map(|domain| DykePoint {
            code: domain.code.as_str().to_owned(),
            title: texts
                .and_then(|texts| texts.domain(domain.code.as_str()))
                .map_or_else(|| domain.code.as_str().to_owned(), |title| title.text.clone()),
            average: domain.average,
            gated: domain.gated,
            target: domain.target,
        });
        let lowest = report.lowest_domain().map(|lowest| &lowest.code);
        Self {
            lowest: report
                .score
                .domains
                .iter()
                .position(|domain| Some(&domain.code) == lowest),
            points: points.collect(),
            highest: report.scope.max_level(),
        }
    }
}

/// Where things are, in the picture's own units.
struct Frame {
    width: f64,
    height: f64,
    start: f64,
    end: f64,
    top: f64,
    bottom: f64,
    highest: f64,
    column: f64,
    is_mirrored: bool,
}

impl Frame {
    fn new(dyke: &Dyke, size: DykeSize, is_mirrored: bool) -> Self {
        let (width, height, start, end, top, bottom) = match size {
            DykeSize::Full => (960.0, 300.0, 40.0, 4.0, 16.0, 62.0),
            DykeSize::Multiple => (320.0, 96.0, 0.0, 0.0, 6.0, 2.0),
            DykeSize::Spark => (120.0, 30.0, 0.0, 0.0, 3.0, 1.0),
        };
        let column = (width - start - end) / (dyke.points.len().max(1) as f64);
        let highest = f64::from(dyke.highest.max(1));
        Self {
            width,
            height,
            start,
            end,
            top,
            bottom,
            highest,
            column,
            is_mirrored,
        }
    }

    /// Across, from the side on which reading starts.
    fn x(&self, from_start: f64) -> f64 {
        if self.is_mirrored {
            self.width - from_start
        } else {
            from_start
        }
    }

    fn column_start(&self, index: usize) -> f64 {
        self.start + self.column * index as f64
    }

    fn column_middle(&self, index: usize) -> f64 {
        self.column_start(index) + self.column / 2.0
    }

    fn y(&self, level: f64) -> f64 {
        let ground = self.height - self.bottom;
        ground - (ground - self.top) * (level / self.highest).clamp(0.0, 1.0)
    }

    /// A dyke with these heights: a plateau for each domain, short slopes between them.
    fn body(&self, heights: &[f64]) -> String {
        let slope = self.column * 0.09;
        let mut path = format!("M{:.1} {:.1}", self.x(self.start), self.y(0.0));
        for (index, height) in heights.iter().enumerate() {
            let (from, to) = (
                self.column_start(index) + slope,
                self.column_start(index + 1) - slope,
            );
            let _ = write!(path, " L{:.1} {:.1}", self.x(from), self.y(*height));
            let _ = write!(path, " L{:.1} {:.1}", self.x(to), self.y(*height));
        }
        let _ = write!(
            path,
            " L{:.1} {:.1}",
            self.x(self.column_start(heights.len())),
            self.y(0.0)
        );
        path
    }

    fn rectangle(&self, index: usize, class: &str, from: f64, to: f64) -> String {
        let edges = (
            self.x(self.column_start(index)),
            self.x(self.column_start(index + 1)),
        );
        let (left, right) = (edges.0.min(edges.1), edges.0.max(edges.1));
        format!(
            r#"<rect class="{class}" x="{left:.1}" y="{:.1}" width="{:.1}" height="{:.1}"/>"#,
            self.y(to),
            right - left,
            self.y(from) - self.y(to)
        )
    }
}

/// The picture as SVG, mirrored where writing runs from right to left. `id` must be unique on the page.
pub fn svg(lang: Lang, id: &str, name: &str, dyke: &Dyke, size: DykeSize) -> String {
    let frame = Frame::new(dyke, size, lang.dir() == "rtl");
    let mut svg = format!(
        r#"<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{id}-title {id}-desc" focusable="false"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
        frame.width,
        frame.height,
        escape(name),
        escape(&description(lang, dyke)),
    );
    if size == DykeSize::Full {
        levels(lang, &frame, dyke, &mut svg);
    }
    for (index, point) in dyke.points.iter().enumerate() {
        match point.average {
            Some(average) if average < f64::from(point.target) => {
                svg += &frame.rectangle(index, "dyke-water", 0.0, f64::from(point.target));
            }
            Some(_) => {}
            None => svg += &frame.rectangle(index, "dyke-unknown", 0.0, f64::from(point.target)),
        }
    }
    let crest: Vec<f64> = dyke
        .points
        .iter()
        .map(|point| point.average.unwrap_or(0.0))
        .collect();
    let solid: Vec<f64> = dyke
        .points
        .iter()
        .map(|point| f64::from(point.gated.unwrap_or(0)))
        .collect();
    let crest = frame.body(&crest);
    let _ = write!(svg, r#"<path class="dyke-crest" d="{crest} Z"/>"#);
    let _ = write!(svg, r#"<path class="dyke-solid" d="{} Z"/>"#, frame.body(&solid));
    // Once more on top: the gated level can stand above the average.
    let _ = write!(svg, r#"<path class="dyke-crest-line" d="{crest}" fill="none"/>"#);
    let mut line = String::new();
    for (index, point) in dyke.points.iter().enumerate() {
        let (from, to) = (
            frame.x(frame.column_start(index)),
            frame.x(frame.column_start(index + 1)),
        );
        let level = frame.y(f64::from(point.target));
        let step = if line.is_empty() { 'M' } else { 'L' };
        let _ = write!(line, "{step}{from:.1} {level:.1} L{to:.1} {level:.1} ");
    }
    let _ = write!(
        svg,
        r#"<path class="dyke-target" d="{}" fill="none"/>"#,
        line.trim_end()
    );
    if size == DykeSize::Full {
        lettering(lang, &frame, dyke, &mut svg);
    }
    svg + "</svg>"
}

fn levels(lang: Lang, frame: &Frame, dyke: &Dyke, svg: &mut String) {
    for level in 0..=dyke.highest {
        let y = frame.y(f64::from(level));
        let (from, to) = (frame.x(frame.start), frame.x(frame.width - frame.end));
        let _ = write!(
            svg,
            r#"<line class="dyke-level" x1="{from:.1}" y1="{y:.1}" x2="{to:.1}" y2="{y:.1}"/><text class="dyke-number" x="{:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            frame.x(frame.start - 18.0),
            y + 5.0,
            words::number(lang, level.into()),
        );
    }
}

fn lettering(lang: Lang, frame: &Frame, dyke: &Dyke, svg: &mut String) {
    let ground = frame.y(0.0);
    for (index, point) in dyke.points.iter().enumerate() {
        let _ = write!(
            svg,
            r#"<text class="dyke-code" x="{:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            frame.x(frame.column_middle(index)),
            ground + 22.0,
            escape(&point.code),
        );
    }
    let Some(lowest) = dyke.lowest else { return };
    let middle = frame.column_middle(lowest);
    let x = frame.x(middle);
    let _ = write!(
        svg,
        r#"<path class="dyke-lowest" d="M{:.1} {:.1} l7 11 h-14 Z"/>"#,
        x,
        ground + 29.0
    );
    // Kept inside of the picture at both ends.
    let label = frame.x(middle.clamp(frame.start + 70.0, frame.width - frame.end - 90.0));
    let _ = write!(
        svg,
        r#"<text class="dyke-lowest-label" x="{label:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
        ground + 56.0,
        escape(&text_with(
            lang,
            "dyke-lowest",
            &[("domain", dyke.points[lowest].code.clone().into())]
        )),
    );
}

/// The picture in words: every domain with its numbers.
fn description(lang: Lang, dyke: &Dyke) -> String {
    let lines: Vec<String> = dyke
        .points
        .iter()
        .map(|point| {
            let title = ("title", point.title.clone().into());
            let target = ("target", i64::from(point.target).into());
            match (point.average, point.gated) {
                (Some(average), Some(gated)) => {
                    let average = ("average", words::decimal(lang, &two_decimals(average)).into());
                    text_with(
                        lang,
                        "dyke-domain",
                        &[title, average, ("gated", i64::from(gated).into()), target],
                    )
                }
                _ => text_with(lang, "dyke-domain-unanswered", &[title, target]),
            }
        })
        .collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests;
