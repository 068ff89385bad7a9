//! Pictures of lessons: which files are allowed, and how large they are on the page.

use std::collections::HashMap;

use crate::load::Files;
use crate::problem::Problems;

/// A file that a lesson shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its content type.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Width and height of pictures by file name, where they could be told from the file.
pub(crate) type Sizes = HashMap<String, Option<(u32, u32)>>;

/// What SVG can do beyond being a picture.
const ACTIVE: [&str; 8] = [
    "<script",
    "<foreignobject",
    "<!entity",
    "<!doctype",
    "javascript:",
    "@import",
    "<iframe",
    "<animate",
];

/// Reads the directory `media/` of a module; the second value has each picture's width and height.
pub(crate) fn read(files: &Files, dir: &str, problems: &mut Problems) -> (HashMap<String, Media>, Sizes) {
    let (mut media, mut sizes) = (HashMap::new(), HashMap::new());
    for name in files.list(dir) {
        let file = format!("{dir}/{name}");
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let content_type = match extension {
            "svg" => "image/svg+xml; charset=utf-8",
            "png" => "image/png",
            "webp" => "image/webp",
            "jpg" => "image/jpeg",
            _ => {
                problems.add(&file, 1, "only pictures belong here: .svg, .png, .webp or .jpg");
                continue;
            }
        };
        if !stem
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            || stem.is_empty()
        {
            problems.add(
                &file,
                1,
                "the name may have lower-case letters, digits and hyphens only",
            );
            continue;
        }
        let Some(bytes) = files.bytes(&file) else { continue };
        if !looks_like(extension, bytes) {
            problems.add(
                &file,
                1,
                format!("the content of this file is not that of a .{extension} picture"),
            );
        }
        let mut size = None;
        if extension == "svg" {
            let text = String::from_utf8_lossy(bytes);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                problems.add(&file, 1, "a drawing is served as UTF-8, and this one is not");
            }
            check_svg(&file, &text, problems);
            size = svg_size(&text);
        } else if extension == "png" {
            size = png_size(bytes);
        }
        sizes.insert(name.clone(), size);
        media.insert(
            name,
            Media {
                content_type,
                bytes: bytes.to_vec(),
            },
        );
    }
    (media, sizes)
}

fn looks_like(extension: &str, bytes: &[u8]) -> bool {
    match extension {
        "svg" => String::from_utf8_lossy(bytes).contains("<svg"),
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        _ => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
    }
}

/// A picture opened by itself is a page of its own, so it must not be able to do anything.
fn check_svg(file: &str, text: &str, problems: &mut Problems) {
    for (index, line) in text.lines().enumerate() {
        let lower = line.to_lowercase();
        let handler = lower.split([' ', '\t', '"', '\'']).any(|word| {
            word.strip_prefix("on")
                .and_then(|rest| rest.split_once('='))
                .is_some_and(|(name, _)| {
                    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
                })
        });
        let outside =
            lower.contains("href=\"http") || lower.contains("href='http") || lower.contains("url(http");
        if handler || outside || ACTIVE.iter().any(|active| lower.contains(active)) {
            let message = "the picture must not contain scripts, animations, document types or links to other places; export it as plain SVG";
            problems.add(file, index + 1, message);
        }
    }
}

/// Width and height out of the first chunk of a PNG file.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

/// Width and height out of the view box.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let (_, rest) = text.split_once("viewBox=\"")?;
    let numbers: Vec<f64> = rest
        .split_once('"')?
        .0
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers[..] {
        [_, _, width, height] if width >= 1.0 && height >= 1.0 => {
            Some((width.round() as u32, height.round() as u32))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_the_file() {
        assert_eq!(svg_size("<svg viewBox=\"0 0 640.4 480\">"), Some((640, 480)));
        assert_eq!(svg_size("<svg>"), None);
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80";
        assert_eq!(png_size(png), Some((256, 128)));
    }

    #[test]
    fn active_svg_is_refused() {
        for bad in [
            "<svg onload=\"x()\">",
            "<SCRIPT>",
            "<a xlink:href=\"https://x\">",
            "<!DOCTYPE svg>",
        ] {
            let mut problems = Problems::default();
            check_svg("x.svg", bad, &mut problems);
            assert!(!problems.is_empty(), "{bad}");
        }
        let mut problems = Problems::default();
        check_svg(
            "x.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#one\"/>",
            &mut problems,
        );
        assert!(problems.is_empty());
    }
}
