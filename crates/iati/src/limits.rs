//! How much of a file is held at a time.

/// What a file may ask of us. The memory that reading takes follows from these alone, whatever stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole file, counted as UTF-8.
    pub file: u64,
    /// Bytes of one tag, one run of text between tags, or one comment.
    pub piece: usize,
    /// Bytes of a text that is kept: a title, a name, an identifier, a code. A longer one is left out, and that is said.
    pub text: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Bytes, by rough count, that are kept of one activity: its transactions above all.
    pub activity: usize,
    /// Activities in a file: of each a number is kept to find those that come twice.
    pub activities: usize,
    /// Activities that [`read_where`](crate::read_where) keeps.
    pub kept: usize,
    /// Remarks of one sort that are kept with their line. All are counted.
    pub remarks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 256 << 20,
            piece: 1 << 20,
            text: 8 << 10,
            depth: 32,
            attributes: 64,
            activity: 16 << 20,
            activities: 200_000,
            kept: 5_000,
            remarks: 50,
        }
    }
}
