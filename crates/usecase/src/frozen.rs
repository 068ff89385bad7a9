//! What is kept as it was: a value with its digest.

use serde::Serialize;
use serde::de::DeserializeOwned;

use sha2::Digest;

use crate::{Error, Result};

/// The digest of bytes that are published or kept: SHA-256 in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(sha2::Sha256::digest(bytes))
}

/// A value as JSON, and the digest of that.
///
/// # Errors
/// It cannot be written as JSON.
pub fn seal(value: &impl Serialize) -> Result<(String, String)> {
    let json = serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))?;
    let sha256 = digest(json.as_bytes());
    Ok((json, sha256))
}

/// A value out of JSON that was kept with its digest. One that was changed is an error, and no page. The digest lies beside it: it tells of
/// an accident or a careless hand, not of somebody who can write both.
///
/// # Errors
/// It is not as it was kept.
pub fn unsealed<T: DeserializeOwned>(what: &str, of: &str, json: &str, sha256: &str) -> Result<T> {
    check(what, of, json, sha256)?;
    serde_json::from_str(json).map_err(|error| Error::Internal(format!("the {what} of {of}: {error}")))
}

/// Whether JSON is as it was kept with its digest, without reading it.
///
/// # Errors
/// It is not.
pub fn check(what: &str, of: &str, json: &str, sha256: &str) -> Result<()> {
    if digest(json.as_bytes()) == sha256 {
        Ok(())
    } else {
        Err(changed(what, of))
    }
}

fn changed(what: &str, of: &str) -> Error {
    Error::Internal(format!("the {what} of {of} is not as it was kept"))
}
