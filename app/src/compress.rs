//! Compression ahead of time, and what a browser can read.

use std::io::Write;

use http::{HeaderMap, header};

/// Compresses with gzip, at its best.
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

/// Compresses with brotli, well but not for seconds.
pub fn brotli(content: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..Default::default()
    };
    let result = brotli::BrotliCompress(&mut &content[..], &mut compressed, &params);
    if result.is_ok() { compressed } else { Vec::new() }
}

/// Whether the browser says that it can read an encoding. Its order of preference is not asked: brotli is always the smaller.
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = pieces.any(|piece| {
            piece
                .strip_prefix("q=")
                .is_some_and(|quality| quality.parse().unwrap_or(0.0f32) <= 0.0)
        });
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn an_encoding_is_used_only_if_it_is_accepted() {
        let accepts = |value: &'static str, encoding| {
            let headers = [(header::ACCEPT_ENCODING, HeaderValue::from_static(value))]
                .into_iter()
                .collect();
            accepts(&headers, encoding)
        };
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5, BR;q=1.0", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("gzip, brotli", "br"));
        assert!(!super::accepts(&HeaderMap::new(), "gzip"));
    }
}
