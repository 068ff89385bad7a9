//! Releases that were read and checked.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::disclose::Published;
use domain::id::RoundId;
use store::Reader;
use usecase::{Error, Result, digest};

/// The releases that were read and checked, by their digest: one that has a digest never changes.
#[derive(Clone, Default)]
pub struct ReleaseCache(Arc<RwLock<BTreeMap<String, Arc<Published>>>>);

impl ReleaseCache {
    /// The release of a round, which has that digest. Its bytes are read and checked the first time.
    pub(crate) async fn release(
        &self,
        reader: &mut Reader,
        round: &RoundId,
        sha256: &str,
    ) -> Result<Arc<Published>> {
        if let Some(release) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(sha256) {
            return Ok(Arc::clone(release));
        }
        let bytes = reader.release_bytes(round).await?.ok_or(Error::NotFound)?;
        // The digest lies beside the bytes: it tells of an accident, not of somebody who can write both.
        if digest(bytes.as_bytes()) != sha256 {
            return Err(Error::Internal(format!(
                "the release with digest {sha256} was changed"
            )));
        }
        let release =
            Published::from_stored(bytes.as_bytes()).map_err(|error| Error::Internal(error.to_string()))?;
        let release = Arc::new(release);
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(sha256.to_owned(), Arc::clone(&release));
        Ok(release)
    }
}
