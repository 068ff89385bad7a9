//! The measure: axum and nothing else, answering every request with the same bytes.

use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::routing::any;

use crate::client::Answer;

/// Headers that the connection itself sets.
const OWN: [&str; 4] = ["content-length", "transfer-encoding", "connection", "date"];

/// Writes an answer down for [`serve`].
///
/// # Errors
/// The file cannot be written.
pub fn record(answer: &Answer, file: &Path) -> std::io::Result<()> {
    let mut head = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        if !OWN.contains(&name.as_str()) {
            head.push_str(&format!("{name}: {value}\n"));
        }
    }
    head.push('\n');
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(&answer.body);
    std::fs::write(file, bytes)
}

/// Serves what was written down.
///
/// # Errors
/// The file cannot be read, or the port cannot be taken.
pub async fn serve(port: u16, file: &Path) -> Result<(), String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    let split = bytes
        .windows(2)
        .position(|pair| pair == b"\n\n")
        .ok_or("no headers")?;
    let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.parse::<u16>().ok())
        .ok_or("no status")?;
    let status = StatusCode::from_u16(status).map_err(|error| error.to_string())?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
        headers.append(
            name,
            HeaderValue::from_str(value).map_err(|error| error.to_string())?,
        );
    }
    let body = Bytes::copy_from_slice(&bytes[split + 2..]);
    let router = Router::new().fallback(any(move || {
        let answer = (status, headers.clone(), body.clone());
        async move { answer }
    }));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(|error| error.to_string())?;
    axum::serve(listener, router)
        .await
        .map_err(|error| error.to_string())
}
