//! A copy of the content, to change as authors and translators would.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The content of this repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

/// A copy that is removed when the test ends.
pub struct Copy(PathBuf);

impl Copy {
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "polder-content-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let copy = Self(std::env::temp_dir().join(name));
        copy_folder(&folder(), &copy.0);
        copy
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Replaces a text, which must be there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).expect(file);
        assert!(text.contains(from), "{file} does not contain {from:?}");
        fs::write(path, text.replacen(from, to, 1)).expect(file);
    }

    /// Renames a file or a folder.
    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.0.join(from), self.0.join(to)).expect(from);
    }

    /// Adds a folder from elsewhere.
    pub fn add(&self, from: &Path, to: &str) {
        copy_folder(from, &self.0.join(to));
    }

    /// Copies a folder.
    pub fn duplicate(&self, from: &str, to: &str) {
        copy_folder(&self.0.join(from), &self.0.join(to));
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target);
        } else {
            fs::copy(&source, &target).expect("a copy");
        }
    }
}
