//! Parts of pages that are the same for whoever sees them, rendered and compressed once, and put into each of their pages: the content of a
//! lesson, a closed round, a card of the questionnaire.
//!
//! Rendering and compressing the content takes most of the time of a page (docs/adr/0029-where-the-time-goes.md); what differs from person to
//! person is what stands around it. A compressed stream is made of blocks, so that blocks which were made before can stand between those
//! that are made now.
//!
//! A part is kept under a digest of everything that it is made of. Who asks is none of that: it is rendered for a visitor who is made up, and
//! whoever cannot name all that is in it cannot find it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::{Compress, Compression, Crc, FlushCompress};
use sha2::{Digest, Sha256};

/// The most bytes of compressed contents in one of the two generations that are kept.
const MOST: usize = 4 * 1024 * 1024;

/// Stands in a page where a kept part will be. What people write never looks like this: there `<` is written out.
pub(crate) const PLACE: &str = "<template id=\"content-here\"></template>";

/// Under what a content is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The digest of everything that the content is made of.
    pub fn of(parts: &impl Debug) -> Self {
        Self(Sha256::digest(format!("{parts:?}")).into())
    }
}

/// A content.
#[derive(Debug)]
pub struct Fragment {
    /// Whole blocks of a deflate stream, none of them the last.
    blocks: Vec<u8>,
    crc: Crc,
    html: String,
}

impl Fragment {
    pub(crate) fn new(html: String) -> Self {
        let mut blocks = Vec::new();
        deflate(
            &mut Compress::new(Compression::best(), false),
            html.as_bytes(),
            FlushCompress::Sync,
            &mut blocks,
        );
        let mut crc = Crc::new();
        crc.update(html.as_bytes());
        Self { blocks, crc, html }
    }
}

/// A page around parts that are kept: each stands at a [`PLACE`], in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) frame: &'a str,
    pub(crate) kept: &'a [Arc<Fragment>],
}

impl<'a> Around<'a> {
    /// What stands before each part, with that part; at the end what stands behind them, with none.
    fn pieces(self) -> impl Iterator<Item = (&'a str, Option<&'a Fragment>)> {
        let kept = self.kept.iter().map(|part| Some(&**part));
        let none = std::iter::repeat(None);
        self.frame.split(PLACE).zip(kept.chain(none))
    }

    /// The page, as it is.
    pub(crate) fn plain(self) -> Vec<u8> {
        let parts = self
            .pieces()
            .flat_map(|(before, part)| [before, part.map_or("", |part| &part.html)]);
        parts.collect::<String>().into_bytes()
    }

    /// The page, compressed with gzip.
    pub(crate) fn gzip(self) -> Vec<u8> {
        // RFC 1952: deflate, no time, no name, of an unknown system.
        let mut page = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        let kept: usize = self.kept.iter().map(|part| part.blocks.len()).sum();
        page.reserve(kept + self.frame.len() / 2 + 256);
        let mut crc = Crc::new();
        FRAME.with_borrow_mut(|compress| {
            for (before, part) in self.pieces() {
                // A stream of its own each time, since nothing may point back over the blocks of a part.
                if !before.is_empty() {
                    compress.reset();
                    deflate(compress, before.as_bytes(), FlushCompress::Sync, &mut page);
                    let mut own = Crc::new();
                    own.update(before.as_bytes());
                    crc.combine(&own);
                }
                if let Some(part) = part {
                    page.extend_from_slice(&part.blocks);
                    crc.combine(&part.crc);
                }
            }
            compress.reset();
            deflate(compress, &[], FlushCompress::Finish, &mut page);
        });
        page.extend_from_slice(&crc.sum().to_le_bytes());
        page.extend_from_slice(&crc.amount().to_le_bytes());
        page
    }
}

thread_local! {
    /// Kept, since making one costs as much as compressing a frame.
    static FRAME: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

fn deflate(compress: &mut Compress, mut content: &[u8], flush: FlushCompress, into: &mut Vec<u8>) {
    loop {
        into.reserve(content.len() / 2 + 128);
        let (read, written) = (compress.total_in(), compress.total_out());
        let status = compress.compress_vec(content, into, flush);
        content = &content[(compress.total_in() - read) as usize..];
        let is_written = compress.total_out() > written;
        // With room left in the buffer, everything that was to be flushed was.
        if content.is_empty() && (into.len() < into.capacity() || !is_written) || status.is_err() {
            return;
        }
    }
}

/// The contents that are kept: those asked for lately. What was not asked for while the newer generation filled is forgotten.
#[derive(Debug, Default)]
pub struct Fragments(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    newer: HashMap<Key, Arc<Fragment>>,
    older: HashMap<Key, Arc<Fragment>>,
    bytes: usize,
}

impl Fragments {
    /// The content that was kept under a key.
    pub fn get(&self, key: &Key) -> Option<Arc<Fragment>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fragment) = kept.newer.get(key) {
            return Some(Arc::clone(fragment));
        }
        let fragment = kept.older.remove(key)?;
        kept.keep(*key, Arc::clone(&fragment));
        Some(fragment)
    }

    /// Keeps a content.
    pub fn keep(&self, key: Key, html: String) -> Arc<Fragment> {
        let fragment = Arc::new(Fragment::new(html));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep(key, Arc::clone(&fragment));
        fragment
    }
}

impl Generations {
    fn keep(&mut self, key: Key, fragment: Arc<Fragment>) {
        if self.bytes > MOST {
            self.older = std::mem::take(&mut self.newer);
            self.bytes = 0;
        }
        self.bytes += fragment.blocks.len() + fragment.html.len();
        self.newer.insert(key, fragment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unzipped(compressed: &[u8], length: usize) -> String {
        let mut back = vec![0; length + 1];
        let length = libdeflater::Decompressor::new()
            .gzip_decompress(compressed, &mut back)
            .expect("a gzip stream with the right digest and length");
        back.truncate(length);
        String::from_utf8(back).expect("text")
    }

    #[test]
    fn what_is_put_together_is_one_stream() {
        let long = "<p>دايك and dyke 7</p>".repeat(4_000);
        let noise: String = (0..30_000_u32)
            .map(|n| char::from(33 + (n.wrapping_mul(2_654_435_761) >> 25) as u8 % 90))
            .collect();
        let parts = ["", "x", &long, &noise];
        let kept = parts.map(|part| Arc::new(Fragment::new(part.to_owned())));
        for number in 0..=parts.len() {
            for between in ["", "<hr>", long.as_str(), noise.as_str()] {
                let mut frame = between.to_owned();
                let mut whole = between.to_owned();
                for part in &parts[..number] {
                    frame.extend([PLACE, between]);
                    whole.extend([*part, between]);
                }
                let page = Around {
                    frame: &frame,
                    kept: &kept[..number],
                };
                assert_eq!(unzipped(&page.gzip(), whole.len()), whole);
                assert_eq!(page.plain(), whole.as_bytes());
            }
        }
    }

    #[test]
    fn what_nobody_asks_for_any_more_is_forgotten() {
        let fragments = Fragments::default();
        let (asked, unasked) = (Key::of(&"asked"), Key::of(&"unasked"));
        fragments.keep(asked, "asked".to_owned());
        fragments.keep(unasked, "unasked".to_owned());
        for number in 0..30 {
            fragments.keep(Key::of(&number), "x".repeat(MOST / 8));
            assert!(fragments.get(&asked).is_some());
        }
        assert!(fragments.get(&unasked).is_none());
        let kept = fragments.0.lock().unwrap();
        assert!(kept.newer.len() + kept.older.len() < 30);
    }

    #[test]
    fn everything_counts_in_a_key() {
        assert_eq!(Key::of(&("a", 1)), Key::of(&("a", 1)));
        assert_ne!(Key::of(&("a", 1)), Key::of(&("a", 2)));
        assert_ne!(Key::of(&("a", "b")), Key::of(&("a\", \"b", "")));
    }
}
