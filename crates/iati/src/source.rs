//! The file as UTF-8, whatever its encoding: counted, bounded, with its lines.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::broken::{Broken, Why, quoted};
use crate::limits::Limits;

/// Bytes that are decoded at a time.
const CHUNK: usize = 16 << 10;
/// Within these the declaration of XML stands, if there is one.
const HEAD: u64 = 1 << 10;

/// A file, decoded while it is read. What is wrong with it is an error of reading, and stays here as [`Decoded::fault`].
pub(crate) struct Decoded<R> {
    source: io::Chain<Cursor<Vec<u8>>, R>,
    encoding: &'static Encoding,
    decoder: Decoder,
    has_ended: bool,
    text: Vec<u8>,
    at: usize,
    /// Line ends before what is handed out next.
    line_ends: u64,
    /// Bytes handed out since [`Decoded::begin_piece`].
    piece: usize,
    total: u64,
    limits: Limits,
    fault: Option<Broken>,
}

impl<R: BufRead> Decoded<R> {
    /// Looks at the first bytes for the encoding.
    ///
    /// # Errors
    /// When it is none that is read, or the file is none of XML.
    pub(crate) fn new(mut source: R, limits: Limits) -> Result<Self, Broken> {
        let mut head = Vec::new();
        source
            .by_ref()
            .take(HEAD)
            .read_to_end(&mut head)
            .map_err(|error| Why::Unreadable(error.to_string()).at(1))?;
        let (encoding, mark) = encoding(&head).map_err(|why| why.at(1))?;
        head.drain(..mark);
        Ok(Self {
            source: Cursor::new(head).chain(source),
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            has_ended: false,
            text: Vec::new(),
            at: 0,
            line_ends: 0,
            piece: 0,
            total: 0,
            limits,
            fault: None,
        })
    }

    /// The line of what is handed out next, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line_ends + 1
    }

    /// A new tag or text begins: its bytes are counted from here.
    pub(crate) fn begin_piece(&mut self) {
        self.piece = 0;
    }

    /// What was wrong, if reading failed.
    pub(crate) fn fault(&self) -> Option<&Broken> {
        self.fault.as_ref()
    }

    fn fail<T>(&mut self, why: Why, line: u64) -> io::Result<T> {
        self.fault.get_or_insert(why.at(line));
        Err(io::Error::other("the file is broken"))
    }

    /// Decodes the next piece; there is none if the text stays empty.
    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.text.clear();
        while self.text.is_empty() && !self.has_ended {
            let encoded = match self.source.fill_buf() {
                Ok(encoded) => encoded,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(error) => {
                    let line = self.line();
                    return self.fail(Why::Unreadable(error.to_string()), line);
                }
            };
            let is_last = encoded.is_empty();
            self.text.resize(CHUNK, 0);
            let (result, read, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(encoded, &mut self.text, is_last);
            self.source.consume(read);
            self.text.truncate(written);
            self.total += written as u64;
            if let DecoderResult::Malformed(..) = result {
                let line = self.line() + line_ends(&self.text);
                return self.fail(Why::Bytes(self.encoding.name()), line);
            }
            self.has_ended = is_last && matches!(result, DecoderResult::InputEmpty);
        }
        if self.total > self.limits.file {
            let line = self.line();
            return self.fail(Why::FileTooLong(self.limits.file), line);
        }
        let control = |byte: &u8| *byte < b' ' && !matches!(*byte, b'\t' | b'\n' | b'\r');
        if let Some(at) = self.text.iter().position(control) {
            let line = self.line() + line_ends(&self.text[..at]);
            return self.fail(Why::Character(u32::from(self.text[at])), line);
        }
        Ok(())
    }
}

fn line_ends(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > self.limits.piece {
            let line = self.line();
            return self.fail(self.limits.piece_too_long(), line);
        }
        if self.at == self.text.len() {
            self.refill()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, bytes: usize) {
        let end = self.text.len().min(self.at + bytes);
        self.line_ends += line_ends(&self.text[self.at..end]);
        self.piece += end - self.at;
        self.at = end;
    }
}

/// The encoding that the first bytes of a file show or say, and how many of them are its mark.
fn encoding(head: &[u8]) -> Result<(&'static Encoding, usize), Why> {
    // How files of these sorts begin. The encodings with four bytes come before those with two, which begin alike.
    match head {
        [] => return Err(Why::Empty),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', ..] | [b'<', 0, 0, 0, ..] => {
            return Err(Why::Encoding("UTF-32".to_owned()));
        }
        [0x4C, 0x6F, 0xA7, 0x94, ..] => return Err(Why::Encoding("EBCDIC".to_owned())),
        [0x1F, 0x8B, ..] => return Err(Why::Packed("gzip")),
        [b'P', b'K', 3, 4, ..] => return Err(Why::Packed("zip")),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => return Err(Why::Packed("xz")),
        [0xEF, 0xBB, 0xBF, ..] => return Ok((UTF_8, 3)),
        [0xFE, 0xFF, ..] => return Ok((UTF_16BE, 2)),
        [0xFF, 0xFE, ..] => return Ok((UTF_16LE, 2)),
        [0, b'<', 0, ..] => return Ok((UTF_16BE, 0)),
        [b'<', 0, _, 0, ..] => return Ok((UTF_16LE, 0)),
        _ => {}
    }
    let begins = head.trim_ascii_start();
    if !begins.is_empty() && begins[0] != b'<' {
        return Err(Why::NotXml);
    }
    match declared(head) {
        None => Ok((UTF_8, 0)),
        Some(label) => match Encoding::for_label(label) {
            // Without its mark, and without every second byte being zero, it is not what it says.
            Some(found) if found == UTF_8 || found.is_single_byte() => Ok((found, 0)),
            _ => Err(Why::Encoding(quoted(&String::from_utf8_lossy(label)))),
        },
    }
}

/// What stands after `encoding=` in the declaration.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', declaration)?;
    let declaration = &declaration[..end];
    let at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let value = declaration[at..]
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let (quote, value) = value.split_first()?;
    let end = memchr::memchr(*quote, value)?;
    matches!(*quote, b'"' | b'\'').then_some(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(head: &[u8]) -> Result<&'static str, Why> {
        encoding(head).map(|(encoding, _)| encoding.name())
    }

    #[test]
    fn the_first_bytes_say_the_encoding() {
        assert_eq!(name(b"<a/>"), Ok("UTF-8"));
        assert_eq!(
            name(b"\xEF\xBB\xBF<?xml version='1.0' encoding='latin1'?>"),
            Ok("UTF-8")
        );
        assert_eq!(
            name(b"<?xml version='1.0' encoding = 'ISO-8859-1'?>"),
            Ok("windows-1252")
        );
        assert_eq!(
            name(b"<?xml version=\"1.0\" encoding=\"iso-8859-15\"?>"),
            Ok("ISO-8859-15")
        );
        assert_eq!(name(b"\xFF\xFE<\0"), Ok("UTF-16LE"));
        assert_eq!(name(b"\0<\0?"), Ok("UTF-16BE"));
        for (head, said) in [
            (b"<?xml version='1.0' encoding='utf-16'?>".as_slice(), "utf-16"),
            (b"<?xml version='1.0' encoding='Shift_JIS'?>", "Shift_JIS"),
            (b"<?xml version='1.0' encoding='klingon'?>", "klingon"),
            (b"\xFF\xFE\0\0", "UTF-32"),
        ] {
            assert_eq!(name(head), Err(Why::Encoding(said.to_owned())));
        }
    }

    #[test]
    fn lines_are_counted_where_bytes_are_taken() {
        let mut decoded = Decoded::new(b"<a>\n\n<b/>\n".as_slice(), Limits::default()).unwrap();
        assert_eq!(decoded.line(), 1);
        decoded.fill_buf().unwrap();
        decoded.consume(5);
        assert_eq!(decoded.line(), 3);
    }
}
