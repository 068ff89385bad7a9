//! What can go wrong when a document is written.

/// A result of writing a document.
pub type Result<T> = std::result::Result<T, Error>;

/// A document could not be written. A file that lacks a part is never given out instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A line of a table.
    #[error("the table could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// The end of a table.
    #[error("the table could not be finished: {0}")]
    Io(#[from] std::io::Error),
    /// A table is text.
    #[error("the table is no text: {0}")]
    Text(#[from] std::string::FromUtf8Error),
    /// A document in JSON.
    #[error("the document could not be written: {0}")]
    Json(#[from] serde_json::Error),
}
