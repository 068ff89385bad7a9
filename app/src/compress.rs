//! Compression of what is known as a whole, and what a browser can read.

use std::cell::RefCell;
use std::io::Read;
use std::sync::OnceLock;

use axum::body::Bytes;
use http::{HeaderMap, header};
use libdeflater::{CompressionLvl, Compressor};

/// The level for what is read once: a tenth larger than at zlib's usual level, in a third of the time.
const QUICK: i32 = 1;

thread_local! {
    /// Kept, since making one costs as much as compressing a short page.
    static COMPRESSOR: RefCell<Compressor> =
        RefCell::new(Compressor::new(CompressionLvl::new(QUICK).unwrap_or_default()));
}

/// Compresses with gzip, at its best: for what is sent many times.
pub fn gzip(content: &[u8]) -> Vec<u8> {
    gzip_with(&mut Compressor::new(CompressionLvl::best()), content)
}

/// Compresses with gzip, quickly: for what one person reads once.
pub fn gzip_quickly(content: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| gzip_with(compressor, content))
}

fn gzip_with(compressor: &mut Compressor, content: &[u8]) -> Vec<u8> {
    let mut compressed = vec![0; compressor.gzip_compress_bound(content.len())];
    let length = compressor
        .gzip_compress(content, &mut compressed)
        .expect("the bound is enough for any content");
    compressed.truncate(length);
    compressed
}

/// Compresses with brotli, well but not for seconds; nothing if it fails, and then the content is sent another way.
pub fn brotli(content: &[u8]) -> Option<Vec<u8>> {
    brotli_from(&mut &content[..])
}

fn brotli_from(content: &mut impl Read) -> Option<Vec<u8>> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..Default::default()
    };
    brotli::BrotliCompress(content, &mut compressed, &params)
        .inspect_err(|error| tracing::warn!(%error, "brotli failed; the content is sent without"))
        .ok()?;
    Some(compressed)
}

/// The encodings in which something is kept, each made when a browser asks for it first: at its best, compressing takes longer than all
/// else at a start.
#[derive(Debug)]
pub struct Encodings<T> {
    content: Bytes,
    brotli: OnceLock<Option<T>>,
    gzip: OnceLock<T>,
    plain: OnceLock<T>,
}

impl<T> Encodings<T> {
    /// Of that content.
    pub fn new(content: Vec<u8>) -> Self {
        Self {
            content: content.into(),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
            plain: OnceLock::new(),
        }
    }

    /// The one to be sent to a browser: the smallest that it can read. `keep` makes what is kept, of the name of the encoding and the bytes.
    pub fn accepted(&self, headers: &HeaderMap, keep: impl Fn(Option<&'static str>, Bytes) -> T) -> &T {
        let brotli = || brotli(&self.content).map(|bytes| keep(Some("br"), bytes.into()));
        if accepts(headers, "br")
            && let Some(brotli) = self.brotli.get_or_init(brotli)
        {
            return brotli;
        }
        if accepts(headers, "gzip") {
            return self
                .gzip
                .get_or_init(|| keep(Some("gzip"), gzip(&self.content).into()));
        }
        self.plain.get_or_init(|| keep(None, self.content.clone()))
    }
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
    fn what_is_compressed_comes_back() {
        for content in [
            String::new(),
            "x".to_owned(),
            "<p>دايك and dyke</p>".repeat(3_000),
        ] {
            for compressed in [gzip(content.as_bytes()), gzip_quickly(content.as_bytes())] {
                let mut back = vec![0; content.len()];
                let length = libdeflater::Decompressor::new()
                    .gzip_decompress(&compressed, &mut back)
                    .unwrap();
                assert_eq!(back[..length], *content.as_bytes());
            }
        }
    }

    #[test]
    fn brotli_gives_back_the_content_or_nothing() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::Other.into())
            }
        }
        for content in [String::new(), "<p>دايك and dyke</p>".repeat(3_000)] {
            let compressed = brotli(content.as_bytes()).expect("it is compressed");
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &compressed[..], &mut back).unwrap();
            assert_eq!(back, content.as_bytes());
        }
        assert_eq!(brotli_from(&mut Broken), None);
    }

    #[test]
    fn what_could_not_be_compressed_is_sent_another_way() {
        let all = Encodings::new(b"text".to_vec());
        let without = Encodings::new(b"text".to_vec());
        assert!(without.brotli.set(None).is_ok());
        let name = |encoding: Option<&'static str>, _: Bytes| encoding.unwrap_or("plain");
        for (accepted, first, second) in [
            ("br, gzip", "br", "gzip"),
            ("br", "br", "plain"),
            ("gzip", "gzip", "gzip"),
            ("identity", "plain", "plain"),
        ] {
            let headers = [(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]
                .into_iter()
                .collect();
            assert_eq!(*all.accepted(&headers, name), first);
            assert_eq!(*without.accepted(&headers, name), second);
        }
        let kept = Encodings::new(b"text".to_vec());
        let asking = |accepted: &'static str| {
            let headers = [(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]
                .into_iter()
                .collect();
            let (encoding, bytes) = kept.accepted(&headers, |encoding, bytes| (encoding, bytes.to_vec()));
            (*encoding, bytes.clone())
        };
        // What nobody asked for is not made.
        assert_eq!(asking("identity"), (None, b"text".to_vec()));
        assert!(kept.gzip.get().is_none() && kept.brotli.get().is_none());
        assert_eq!(asking("gzip"), (Some("gzip"), gzip(b"text")));
        assert!(kept.brotli.get().is_none());
        assert_eq!(
            Some(asking("br")),
            brotli(b"text").map(|bytes| (Some("br"), bytes))
        );
    }

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
