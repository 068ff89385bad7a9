//! The chain of manifests: what was published, each with the digest of the one before.

use domain::disclose::{Link, Published, Release};
use domain::identity::policy::{Permit, act};
use domain::timestamp::Timestamp;
use store::{Reader, StoredReleaseRow};
use usecase::{Env, Error, Result, digest};

use crate::round::RoundInfo;

/// The manifest of a release, as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// The round.
    pub round: RoundInfo,
    /// The bytes.
    pub bytes: String,
}

/// The manifest of a release: for every donor, whenever they came, since nobody is in it by name.
///
/// # Errors
/// There is none: the round is open, or was closed before there were manifests. Or it was changed where it is stored.
pub async fn manifest(
    _: &Env,
    _: &Permit<act::ReadRelease>,
    reader: &mut Reader,
    round: &str,
) -> Result<ManifestFile> {
    let row = reader.manifest(round).await?.ok_or(Error::NotFound)?;
    if digest(row.manifest.as_bytes()) != row.manifest_sha256 {
        return Err(Error::Internal(format!(
            "the manifest of round {} was changed",
            row.slug
        )));
    }
    Ok(ManifestFile {
        round: RoundInfo {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            opened_at: Timestamp(row.opened_at),
            closed_at: row.closed_at.map(Timestamp),
            model: RoundInfo::model_of(row.model_id, row.model_version),
        },
        bytes: row.manifest,
    })
}

/// The end of the chain, to which the next manifest is joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The digest of the last manifest.
    previous: Option<String>,
    /// The digests of the releases that have none.
    unchained: Vec<String>,
}

/// The end of the chain as it is stored.
pub(crate) async fn chain(reader: &mut Reader) -> Result<Chain> {
    let previous = reader.last_manifest().await?;
    let unchained = match previous {
        Some(_) => Vec::new(),
        None => reader.releases_without_manifest().await?,
    };
    Ok(Chain { previous, unchained })
}

impl Chain {
    /// The manifest of the next release, and its digest. `closings` is the number of closings before.
    pub(crate) fn next(&self, closings: i64, release: &Release, sha256: &str) -> Result<(String, String)> {
        let bytes = self.link(closings, sha256.to_owned(), code()).manifest(release);
        let sha256 = digest(&bytes);
        let text = String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))?;
        Ok((text, sha256))
    }

    fn link(&self, closings: i64, release: String, code: String) -> Link {
        let mut unchained = match self.previous {
            Some(_) => Vec::new(),
            None => self.unchained.clone(),
        };
        unchained.sort();
        Link {
            number: u64::try_from(closings).unwrap_or_default() + 1,
            previous: self.previous.clone(),
            unchained,
            release,
            code,
        }
    }

    /// What is not as it should be with the manifest of the next release in the order in which rounds were closed, which the chain then
    /// ends with. `closings` is the number of closings before; nothing for a release of the first format.
    pub(crate) fn check(&mut self, row: &StoredReleaseRow, closings: Option<i64>) -> Option<&'static str> {
        let release = digest(row.bytes.as_bytes());
        let Some(manifest) = &row.manifest else {
            self.unchained.push(release);
            return self
                .previous
                .is_some()
                .then_some("it has no manifest, and the release before has one");
        };
        let own = digest(manifest.as_bytes());
        let differs = if row.manifest_sha256.as_ref() == Some(&own) {
            self.differs(row, closings, release, manifest)
        } else {
            Some("not the digest that was kept with the manifest")
        };
        self.previous = Some(own);
        differs
    }

    fn differs(
        &self,
        row: &StoredReleaseRow,
        closings: Option<i64>,
        release: String,
        manifest: &str,
    ) -> Option<&'static str> {
        let (Ok(link), Ok(Published::Groups(published)), Some(closings)) = (
            Link::from_manifest(manifest.as_bytes()),
            Published::from_stored(row.bytes.as_bytes()),
            closings,
        ) else {
            return Some("no manifest of this release");
        };
        let expected = self.link(closings, release, link.code.clone());
        if link != expected {
            return Some("not joined to this release and to the manifest before");
        }
        let is_own = expected.manifest(&published) == manifest.as_bytes();
        (!is_own).then_some("it says other than the release")
    }
}

/// The version of the program that builds a release, with the commit where whoever compiled it named one.
fn code() -> String {
    let version = env!("CARGO_PKG_VERSION");
    match option_env!("POLDER_COMMIT") {
        Some(commit) if !commit.is_empty() => format!("{version}+{commit}"),
        _ => version.to_owned(),
    }
}
