//! Reads every file below the content directory, once. All else works on what was read here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::problem::{Problems, Source};

/// Larger files are refused: content is prose and small pictures, fetched over slow lines.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The directories and files that are content; anything else beside them is left alone.
const ROOTS: [&str; 8] = [
    "courses",
    "glossary.toml",
    "guides",
    "ids.lock",
    "interventions",
    "models",
    "partners.toml",
    "po",
];

/// The content of all files, by path relative to the content directory, with `/` between the parts.
#[derive(Debug, Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Reads all files below `dir`.
    pub(crate) fn read(dir: &Path, problems: &mut Problems) -> Self {
        let mut files = Self::default();
        if let Err(error) = fs::read_dir(dir) {
            problems.add(
                "",
                1,
                format!("the content directory {} cannot be read: {error}", dir.display()),
            );
            return files;
        }
        for root in ROOTS {
            if dir.join(root).exists() {
                files.walk(dir, root, problems);
            }
        }
        files
    }

    fn walk(&mut self, dir: &Path, name: &str, problems: &mut Problems) {
        if let Err(error) = self.walk_one(dir, name, problems) {
            problems.add(name, 1, format!("this cannot be read: {error}"));
        }
    }

    fn walk_one(&mut self, dir: &Path, name: &str, problems: &mut Problems) -> std::io::Result<()> {
        let path = dir.join(name);
        // Links are not followed: content lies in one place and cannot reach out of it.
        let kind = fs::symlink_metadata(&path)?;
        if kind.is_dir() {
            for entry in fs::read_dir(&path)? {
                let entry = entry?.file_name();
                match entry.to_str() {
                    // Editors and file managers leave hidden files behind.
                    Some(entry) if entry.starts_with('.') => {}
                    Some(entry) => self.walk(dir, &format!("{name}/{entry}"), problems),
                    None => problems.add(name, 1, format!("the name {entry:?} is not valid UTF-8")),
                }
            }
        } else if !kind.is_file() {
            problems.add(
                name,
                1,
                "this is neither a file nor a directory; links are not followed",
            );
        } else if kind.len() > LARGEST_FILE {
            problems.add(
                name,
                1,
                "the file is larger than 1 MiB; make it smaller or split it",
            );
        } else {
            self.0.insert(name.to_owned(), fs::read(&path)?);
        }
        Ok(())
    }

    /// The first 16 digits of a hash over every name and byte: it changes whenever content does.
    pub(crate) fn version(&self) -> String {
        let mut hash = Sha256::new();
        for (name, bytes) in &self.0 {
            for part in [name.as_bytes(), bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        hex::encode(&hash.finalize()[..8])
    }

    pub(crate) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// A file as text. A file that is not UTF-8 is a problem; one that is missing is not.
    pub(crate) fn text(&self, name: &str, problems: &mut Problems) -> Option<Source<'_>> {
        let (name, bytes) = self.0.get_key_value(name)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(Source::whole(name, text)),
            Err(error) => {
                let valid = &bytes[..error.valid_up_to()];
                let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
                problems.add(name, line, "the file is not valid UTF-8; save it as UTF-8");
                None
            }
        }
    }

    /// The names of the files and directories directly in a directory, sorted; a directory ends in `/`.
    pub(crate) fn list(&self, dir: &str) -> Vec<String> {
        let start = format!("{dir}/");
        let mut names: Vec<String> = self
            .0
            .range(start.clone()..)
            .take_while(|(name, _)| name.starts_with(&start))
            .map(|(name, _)| {
                let rest = &name[start.len()..];
                rest.split_once('/')
                    .map_or_else(|| rest.to_owned(), |(dir, _)| format!("{dir}/"))
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The parts of a numbered name such as `01-accounts`: its place and its slug.
pub(crate) fn numbered(name: &str) -> Option<(u32, &str)> {
    let (number, slug) = name.split_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (digits && is_slug(slug)).then_some((number.parse().ok()?, slug))
}

/// Whether the name may stand in an address: lower-case ASCII letters, digits, and single hyphens between them.
pub(crate) fn is_slug(name: &str) -> bool {
    name.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

/// The parts of the name of a domain's file such as `01-GOV`.
pub(crate) fn numbered_code(name: &str) -> Option<(u32, &str)> {
    let (number, code) = name.split_once('-')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let letters = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    (digits && letters).then_some((number.parse().ok()?, code))
}
