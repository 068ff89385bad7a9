//! The files of a SQLite database are its owner's alone, whatever the umask: they hold what bodies know about their own weaknesses.

use std::io;
use std::path::{Path, PathBuf};

/// What SQLite puts beside a database. It gives them the database's own mode when it makes them.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Makes the folder of a database (0700) and the file (0600) if they are not there, and takes from everybody else what they may do with
/// files that are. A folder that is there stays as it is: it may hold other things.
pub(crate) fn prepare(file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    make_file(file)?;
    tighten(file);
    for suffix in BESIDE {
        let mut beside = file.as_os_str().to_owned();
        beside.push(suffix);
        tighten(&PathBuf::from(beside));
    }
    Ok(())
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// An empty file is an empty database.
#[cfg(unix)]
fn make_file(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn make_file(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn tighten(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = std::fs::metadata(file) else {
        return;
    };
    let mode = found.permissions().mode();
    if mode & 0o077 == 0 {
        return;
    }
    let (path, before) = (file.display(), format!("{:o}", mode & 0o777));
    match std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode & 0o700)) {
        Ok(()) => {
            tracing::warn!(%path, before, "a file of the database was open to others, and is no longer");
        }
        Err(error) => tracing::warn!(%path, before, %error, "a file of the database is open to others"),
    }
}

#[cfg(not(unix))]
fn tighten(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use crate::{Store, StoreOptions, testing};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    fn with(file: &Path, suffix: &str) -> PathBuf {
        PathBuf::from(format!("{}{suffix}", file.display()))
    }

    async fn open(file: &Path, who: &str) -> Store {
        let store = Store::open(&StoreOptions {
            url: format!("sqlite:{}", file.display()),
            connections: 2,
        })
        .await
        .expect("a store");
        store.migrate().await.expect("the migrations");
        testing::account(&store, who).await;
        store
    }

    #[tokio::test]
    async fn the_files_of_a_new_database_are_its_owner_s() {
        let folder = tempfile::tempdir().unwrap();
        let outside = mode(folder.path());
        let file = folder.path().join("a/b/polder.db");
        let store = open(&file, "amal").await;
        for suffix in ["", "-wal", "-shm"] {
            assert_eq!(mode(&with(&file, suffix)), 0o600, "{suffix}");
        }
        assert_eq!(mode(&folder.path().join("a/b")), 0o700);
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        assert_eq!(mode(folder.path()), outside);
        store.close().await;
    }

    #[tokio::test]
    async fn files_that_others_could_read_are_theirs_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("polder.db");
        open(&file, "amal").await.close().await;
        let loose = |path: &Path| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).expect("a mode");
        };
        std::fs::write(with(&file, "-wal"), b"").unwrap();
        for path in [&file, &with(&file, "-wal")] {
            loose(path);
        }
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let store = open(&file, "badr").await;
        for suffix in ["", "-wal", "-shm"] {
            assert_eq!(mode(&with(&file, suffix)), 0o600, "{suffix}");
        }
        assert_eq!(mode(folder.path()), 0o755);
        store.close().await;
    }
}
