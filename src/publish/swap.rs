//! Puts the new site in the old one's place.
//!
//! Linux and macOS exchange two folders in one step, so there is a whole site at every moment.
//! Where the file system cannot, the old site is renamed away and the new one renamed in. A build
//! that is killed between the two leaves no site; the next one puts the old one back first.

use std::{fs, io, path::Path};

use super::{Error, Place, Workshop};

/// Makes the workshop's new site the site. The old one, if any, is then in the workshop.
pub(super) fn swap(place: &Place, workshop: &Workshop) -> Result<(), Error> {
    match exchange(&workshop.new_site(), &place.real) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => move_in(place, workshop),
        // Kernels, sandboxes and file systems refuse in many ways; a plain rename says it better.
        Err(_) => one_after_the_other(place, workshop),
    }
}

/// Moves the site into the workshop, to be deleted there.
pub(super) fn take_away(place: &Place, workshop: &Workshop) -> Result<(), Error> {
    fs::rename(&place.real, workshop.gone_site()).map_err(|e| refused(place, e))
}

fn one_after_the_other(place: &Place, workshop: &Workshop) -> Result<(), Error> {
    fs::rename(&place.real, workshop.old_site()).map_err(|e| refused(place, e))?;
    // If this fails, the workshop sees that the site is away and puts it back.
    move_in(place, workshop)
}

fn move_in(place: &Place, workshop: &Workshop) -> Result<(), Error> {
    fs::rename(workshop.new_site(), &place.real).map_err(|e| refused(place, e))
}

fn refused(place: &Place, e: io::Error) -> Error {
    match e.kind() {
        // A folder bound onto itself looks like its parent's file system until it is renamed.
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            Error::mount_point(&place.shown)
        }
        _ => Error::io("replace", &place.shown, e),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, to: &Path) -> io::Result<()> {
    to.symlink_metadata()?;
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_that_cannot_exchange_gets_the_new_site_too() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("playbook");
        fs::create_dir(&root).unwrap();
        let place = Place::find(&dir.path().join("site"), &root).unwrap();
        let workshop = Workshop::open(&place).unwrap();
        for (folder, text) in [(place.real.clone(), "old"), (workshop.new_site(), "new")] {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("index.html"), text).unwrap();
        }

        one_after_the_other(&place, &workshop).unwrap();
        workshop.close().unwrap();

        assert_eq!(fs::read_to_string(place.real.join("index.html")).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "something is left over");
    }

    #[test]
    fn a_refused_new_site_brings_the_old_one_back() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("playbook");
        fs::create_dir(&root).unwrap();
        let place = Place::find(&dir.path().join("site"), &root).unwrap();
        let workshop = Workshop::open(&place).unwrap();
        fs::create_dir(&place.real).unwrap();
        fs::write(place.real.join("index.html"), "old").unwrap();

        // There is no new site, so the second rename fails as it would on a broken disk.
        let error = one_after_the_other(&place, &workshop).unwrap_err();
        drop(workshop);

        assert!(error.to_string().starts_with("cannot replace"), "{error}");
        assert_eq!(fs::read_to_string(place.real.join("index.html")).unwrap(), "old");
    }
}
