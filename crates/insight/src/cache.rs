//! Releases that were read and checked.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::disclose::Published;
use usecase::{Error, Result, digest};

/// The releases that were read and checked, by their digest, each with its bytes: checking one takes a millisecond, and it
/// never changes.
#[derive(Clone, Default)]
pub struct ReleaseCache(Arc<RwLock<BTreeMap<String, Read>>>);

/// The bytes, and what they say.
type Read = (String, Arc<Published>);

impl ReleaseCache {
    /// The release with these bytes.
    pub(crate) fn release(&self, bytes: String, sha256: &str) -> Result<Arc<Published>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, release)) = known.get(sha256).filter(|(known, _)| *known == bytes) {
            return Ok(Arc::clone(release));
        }
        drop(known);
        // The digest lies beside the bytes: it tells of an accident, not of somebody who can write both.
        if digest(bytes.as_bytes()) != sha256 {
            return Err(Error::Internal(format!(
                "the release with digest {sha256} was changed"
            )));
        }
        let release =
            Published::from_stored(bytes.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
        let release = Arc::new(release);
        let entry = (bytes, Arc::clone(&release));
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(sha256.to_owned(), entry);
        Ok(release)
    }
}
