//! A release as it is read back from where it is stored.

use super::*;

/// A release as it was published, by the rules of its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// Of the first format: every row has figures of its own. Shown as it is, and never read as groups.
    Former(FormerRelease),
    /// Of groups.
    Groups(Release),
}

impl Published {
    /// Reads back what [`Release::to_bytes`] wrote, and nothing else. Whoever stores the bytes keeps their digest and compares
    /// it first, so that damage is noticed.
    pub fn from_stored(bytes: &[u8]) -> Result<Self, StoredError> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        match serde_json::from_slice::<Head>(bytes)?.format {
            FormerRelease::FORMAT => FormerRelease::from_stored(bytes).map(Self::Former),
            SECOND | FORMAT => Release::from_stored(bytes).map(Self::Groups),
            other => Err(StoredError::Format(other)),
        }
    }

    /// The round.
    pub fn round(&self) -> &RoundId {
        match self {
            Self::Former(release) => release.round(),
            Self::Groups(release) => release.round(),
        }
    }

    /// What it was built with.
    pub fn parameters(&self) -> Parameters {
        match self {
            Self::Former(release) => release.parameters(),
            Self::Groups(release) => release.parameters(),
        }
    }

    /// The domains, in the model's order.
    pub fn domains(&self) -> &[DomainCode] {
        match self {
            Self::Former(release) => release.domains(),
            Self::Groups(release) => release.domains(),
        }
    }

    /// Bodies shown by name to every donor.
    pub fn named_bodies(&self) -> usize {
        match self {
            Self::Former(release) => release.coverage().named,
            Self::Groups(release) => release.coverage().named,
        }
    }
}
