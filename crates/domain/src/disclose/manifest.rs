//! The manifest of a release: what was published and by what, in a chain from release to release.
//!
//! Each manifest holds the digest of the one before, so whoever keeps one notices when anything before it is changed, left out or put in
//! afterwards. It holds everything that is shown of bodies in aggregate and nobody by name: every donor may have it, whenever they came.
//! How to check it without this program is in `docs/verify-a-release.md`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::group::Group;
use super::parameters::Parameters;
use super::release::{Release, StoredError};
use super::round::Stratum;
use crate::assess::model::ModelRef;
use crate::id::{DomainCode, RoundId};

/// Raised whenever the written form changes.
const FORMAT: u32 = 1;

/// What a manifest says beside what the release says itself: its place in the chain. Digests are SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The number of the closing, from 1.
    pub number: u64,
    /// The digest of the manifest before; nothing in the first.
    pub previous: Option<String>,
    /// In the first manifest, the digests of the releases that were published before there were manifests, in alphabetical order.
    pub unchained: Vec<String>,
    /// The digest of the release.
    pub release: String,
    /// The version of the program that built it.
    pub code: String,
}

/// A manifest as it is written, key by key.
#[derive(Serialize)]
struct Manifest<'a> {
    manifest: u32,
    #[serde(flatten)]
    link: &'a Link,
    round: &'a RoundId,
    format: u32,
    model: &'a ModelRef,
    parameters: Parameters,
    aggregate_at_least: Option<usize>,
    strata: &'a BTreeSet<Stratum>,
    domains: &'a [DomainCode],
    groups: &'a [Group],
}

impl Link {
    /// The manifest of a release at this place of the chain: the same bytes each time.
    pub fn manifest(&self, release: &Release) -> Vec<u8> {
        let manifest = Manifest {
            manifest: FORMAT,
            link: self,
            round: release.round(),
            format: release.format(),
            model: release.model(),
            parameters: release.parameters(),
            aggregate_at_least: release.coverage().aggregate_at_least,
            strata: release.strata(),
            domains: release.domains(),
            groups: release.groups(),
        };
        serde_json::to_vec(&manifest).expect("a manifest has only names and numbers")
    }

    /// Reads back the place in the chain. What the release says itself is not taken from here: it is compared with
    /// [`Link::manifest`], byte for byte.
    ///
    /// # Errors
    /// The bytes are not those of a manifest, or of one of another version of the program.
    pub fn from_manifest(bytes: &[u8]) -> Result<Self, StoredError> {
        #[derive(Deserialize)]
        struct Read {
            manifest: u32,
            #[serde(flatten)]
            link: Link,
        }
        let read: Read = serde_json::from_slice(bytes)?;
        if read.manifest != FORMAT {
            return Err(StoredError::Format(read.manifest));
        }
        Ok(read.link)
    }
}
