//! Reading and writing files: whole, atomic, synced, and with the path in every error.

use std::{
    fs, io,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use crate::fault::{Fault, Faulty};

/// A file or folder that could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`", path.display())]
pub struct DiskError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl DiskError {
    fn new(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self { action, path, source }
    }

    /// What kind of failure the system told.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Faulty for DiskError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        hints_of(&self.source)
    }
}

/// What to do about a failure of the disk.
pub(super) fn hints_of(error: &io::Error) -> Vec<String> {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            vec!["make room on the disk, then run it again; nothing was half written".into()]
        }
        io::ErrorKind::PermissionDenied => vec!["check who owns it and what its permissions are".into()],
        io::ErrorKind::ReadOnlyFilesystem => vec!["the file system is mounted read-only".into()],
        _ => Vec::new(),
    }
}

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// As the user's umask has it; an existing file keeps its permissions.
    Usual,
    /// The user alone (0600).
    Private,
}

/// A whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    #[expect(clippy::disallowed_methods, reason = "this is the door to the disk")]
    fs::read(path).map_err(DiskError::new("read", path))
}

/// A file to be read piece by piece.
pub fn open(path: &Path) -> Result<fs::File, DiskError> {
    fs::File::open(path).map_err(DiskError::new("read", path))
}

/// A whole file, or nothing where there is none.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, DiskError> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A whole file as text; bytes that are not UTF-8 are an error.
pub fn read_text(path: &Path) -> Result<String, DiskError> {
    String::from_utf8(read(path)?)
        .map_err(|error| DiskError::new("read", path)(io::Error::new(io::ErrorKind::InvalidData, error.utf8_error())))
}

/// At most the first `limit` bytes of a file, and whether that is all of it.
pub fn read_beginning(path: &Path, limit: u64) -> Result<(Vec<u8>, bool), DiskError> {
    let told = |error| DiskError::new("read", path)(error);
    let file = fs::File::open(path).map_err(told)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(told)?;
    let whole = bytes.len() as u64 <= limit;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((bytes, whole))
}

/// Writes a whole file, so that after a crash either the old or the new one is there: a temporary file beside it, synced,
/// renamed over it, and the folder synced. Folders on the way are made. A symbolic link is followed.
pub fn write(path: &Path, bytes: &[u8], access: Access) -> Result<(), DiskError> {
    let told = |error| DiskError::new("write", path)(error);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = folder_of(&target);
    create_folder(folder, access)?;
    let mut file = tempfile::Builder::new().prefix(HALF_WRITTEN).tempfile_in(folder).map_err(told)?;
    file.write_all(bytes).map_err(told)?;
    set_access(file.as_file(), &target, access).map_err(told)?;
    file.as_file().sync_all().map_err(told)?;
    file.persist(&target).map_err(|error| told(error.error))?;
    sync_folder(folder).map_err(told)
}

/// How the names of files begin that are being written, until they take the place of the old ones.
const HALF_WRITTEN: &str = ".tminus-";

/// Removes what a [`write`] to this path left beside it when it was killed. Nobody else may be writing in that folder.
pub fn remove_half_written(path: &Path) -> Result<(), DiskError> {
    let folder = folder_of(path);
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(DiskError::new("list the folder", folder))?,
    };
    for entry in found {
        let entry = entry.map_err(DiskError::new("list the folder", folder))?;
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(HALF_WRITTEN));
        let is_ours = rest.is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Writes where a person said: a device or a pipe is written to, never replaced, and the folder has to be there.
pub fn write_at(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let told = |error| DiskError::new("write", path)(error);
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let mut file = fs::OpenOptions::new().write(true).open(path).map_err(told)?;
            file.write_all(bytes).and_then(|()| file.flush()).map_err(told)
        }
        Ok(_) => write(path, bytes, Access::Usual),
        Err(_) => {
            fs::metadata(folder_of(path)).map_err(told)?;
            write(path, bytes, Access::Usual)
        }
    }
}

/// Adds to the end of a file and syncs it. The file is private.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let told = |error| DiskError::new("write", path)(error);
    let folder = folder_of(path);
    create_folder(folder, Access::Private)?;
    let is_new = !path.exists();
    let mut file = open_appending(path).map_err(told)?;
    file.write_all(bytes).map_err(told)?;
    file.sync_all().map_err(told)?;
    if is_new { sync_folder(folder).map_err(told) } else { Ok(()) }
}

/// Makes a folder and those above it; with [`Access::Private`] new ones are the user's alone.
pub fn create_folder(path: &Path, access: Access) -> Result<(), DiskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if access == Access::Private {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(path).map_err(DiskError::new("make the folder", path))
}

/// Removes a file; that there is none is fine.
pub fn remove(path: &Path) -> Result<(), DiskError> {
    #[expect(clippy::disallowed_methods, reason = "this is the door to the disk")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(DiskError::new("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Renames a file and syncs the folder that it is in then.
pub fn rename(from: &Path, to: &Path) -> Result<(), DiskError> {
    let told = |error| DiskError::new("rename", from)(error);
    #[expect(clippy::disallowed_methods, reason = "this is the door to the disk")]
    fs::rename(from, to).map_err(told)?;
    sync_folder(folder_of(to)).map_err(told)
}

/// The names in a folder, in order; none where there is no such folder.
pub fn list(path: &Path) -> Result<Vec<std::ffi::OsString>, DiskError> {
    let told = |error| DiskError::new("list", path)(error);
    let entries = match fs::read_dir(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        other => other.map_err(told)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(DiskError::new("list", path))?.file_name());
    }
    names.sort();
    Ok(names)
}

/// Whether something is there, be it a file, a folder, or a link to either.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// How many bytes a file has; 0 where there is none.
pub fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// The path without links and `..`, which has to exist.
pub fn canonical(path: &Path) -> Result<PathBuf, DiskError> {
    fs::canonicalize(path).map_err(DiskError::new("find", path))
}

/// Whether new files can be written in a folder: it is made, and a file in it written and removed.
pub fn probe_writable(folder: &Path) -> Result<(), DiskError> {
    create_folder(folder, Access::Private)?;
    tempfile::tempfile_in(folder).map(drop).map_err(DiskError::new("write in", folder))
}

/// A folder that is removed, with all in it, when the value is dropped.
pub fn temporary_folder() -> Result<tempfile::TempDir, DiskError> {
    let place = std::env::temp_dir();
    tempfile::Builder::new().prefix("tminus-").tempdir().map_err(DiskError::new("make a folder in", &place))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn open_appending(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn set_access(file: &fs::File, target: &Path, access: Access) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = match access {
        Access::Private => 0o600,
        Access::Usual => match fs::metadata(target) {
            Ok(existing) => existing.permissions().mode() & 0o7777,
            Err(_) => 0o666 & !umask(),
        },
    };
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_access(_file: &fs::File, _target: &Path, _access: Access) -> io::Result<()> {
    Ok(())
}

/// The process's umask. It can only be asked for by setting it, which Linux tells without.
#[cfg(unix)]
fn umask() -> u32 {
    fs::File::open("/proc/self/status")
        .ok()
        .and_then(|file| io::read_to_string(file).ok())
        .and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("Umask:"))?;
            u32::from_str_radix(line.trim(), 8).ok()
        })
        .unwrap_or(0o022)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync a folder; the rename is done all the same.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        // A folder that may be written in but not read cannot be opened to sync it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_reads_back_and_its_folders_are_made() {
        let folder = temporary_folder().unwrap();
        let path = folder.path().join("a/b/file");
        write(&path, b"one", Access::Private).unwrap();
        write(&path, b"two", Access::Private).unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(list(path.parent().unwrap()).unwrap(), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn private_files_are_the_users_alone_and_others_keep_their_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = temporary_folder().unwrap();
        let private = folder.path().join("state/private");
        write(&private, b"x", Access::Private).unwrap();
        assert_eq!(fs::metadata(&private).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(private.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
        let script = folder.path().join("script");
        write(&script, b"x", Access::Usual).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        write(&script, b"y", Access::Usual).unwrap();
        assert_eq!(fs::metadata(&script).unwrap().permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn appending_adds() {
        let folder = temporary_folder().unwrap();
        let path = folder.path().join("log/journal");
        append(&path, b"one\n").unwrap();
        append(&path, b"two\n").unwrap();
        assert_eq!(read_text(&path).unwrap(), "one\ntwo\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_not_replaced() {
        let folder = temporary_folder().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        write(&real, b"one", Access::Usual).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, b"two", Access::Usual).unwrap();
        assert_eq!(read(&real).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn what_is_not_there_reads_as_nothing() {
        let folder = temporary_folder().unwrap();
        assert_eq!(read_if_there(&folder.path().join("no/such")).unwrap(), None);
        assert!(list(&folder.path().join("no")).unwrap().is_empty());
        remove(&folder.path().join("no")).unwrap();
    }

    #[test]
    fn errors_name_the_path() {
        let folder = temporary_folder().unwrap();
        write(&folder.path().join("file"), b"", Access::Usual).unwrap();
        let below = folder.path().join("file/below");
        let error = write(&below, b"x", Access::Usual).unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
        assert_eq!(error.fault(), Fault::Outside);
    }

    #[test]
    fn a_beginning_says_whether_it_is_all() {
        let folder = temporary_folder().unwrap();
        let path = folder.path().join("file");
        write(&path, b"12345", Access::Usual).unwrap();
        assert_eq!(read_beginning(&path, 3).unwrap(), (b"123".to_vec(), false));
        assert_eq!(read_beginning(&path, 5).unwrap(), (b"12345".to_vec(), true));
    }
}
