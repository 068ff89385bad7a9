//! Pictures of data: data in, SVG out, each with its title and its description in words. Text and nothing else, so that a page and a document can
//! hold the same picture. What a page shows as a table (the heatmap) is none of these: a table is read aloud cell by cell, a picture is not.

pub mod dyke;
pub mod frontier;

pub use dyke::{Dyke, DykePoint, DykeSize};
pub use frontier::FrontierPoint;

/// A text as it may stand in an element or an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
