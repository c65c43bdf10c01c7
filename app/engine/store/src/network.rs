//! Whether a folder lies on a network share, where a write-ahead log must not be used.
//!
//! The log's index is memory shared between processes, and two computers do not share memory.

use std::path::Path;

/// Whether the folder is known to lie on a network share or another file system that cannot share
/// memory between its users. An unknown file system counts as local.
pub(crate) fn is_on_network(dir: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        linux::file_system_of(&mounts, dir).is_some_and(linux::is_network_file_system)
    }
    #[cfg(windows)]
    {
        use std::path::{Component, Prefix};
        // A resolved path shows a mapped drive as the share behind it.
        matches!(
            dir.components().next(),
            Some(Component::Prefix(prefix))
                if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
        )
    }
    #[cfg(not(any(target_os = "linux", windows)))]
    {
        let _ = dir;
        false
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::{Path, PathBuf};

    /// The type of the file system that holds `dir`, from the text of `/proc/self/mountinfo`.
    pub(super) fn file_system_of<'a>(mounts: &'a str, dir: &Path) -> Option<&'a str> {
        mounts
            .lines()
            .filter_map(parse_line)
            .filter(|(mount_point, _)| dir.starts_with(mount_point))
            // Of two mounts on one point, the later hides the earlier: `max_by_key` keeps the last.
            .max_by_key(|(mount_point, _)| mount_point.components().count())
            .map(|(_, kind)| kind)
    }

    pub(super) fn is_network_file_system(kind: &str) -> bool {
        matches!(
            kind,
            "nfs"
                | "nfs4"
                | "cifs"
                | "smb3"
                | "smbfs"
                | "afs"
                | "ceph"
                | "9p"
                | "vboxsf"
                | "fuse.sshfs"
                | "fuse.rclone"
                | "fuse.glusterfs"
                | "fuse.davfs"
                | "davfs"
        )
    }

    /// Mount point and type of one line: the point is the fifth field, the type follows a lone dash.
    fn parse_line(line: &str) -> Option<(PathBuf, &str)> {
        let (before, after) = line.split_once(" - ")?;
        let mount_point = unescape(before.split(' ').nth(4)?);
        let kind = after.split(' ').next()?;
        Some((PathBuf::from(mount_point), kind))
    }

    /// Blank, tab, line feed and backslash are written as a backslash and three octal digits.
    fn unescape(field: &str) -> String {
        field
            .replace("\\040", " ")
            .replace("\\011", "\t")
            .replace("\\012", "\n")
            .replace("\\134", "\\")
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used)]

        use super::*;

        const MOUNTS: &str = "\
22 1 252:1 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/team\\040share rw shared:9 - cifs //server/share rw
41 40 0:36 / /mnt/team\\040share/local rw - xfs /dev/vdb rw
";

        #[test]
        fn the_innermost_mount_decides() {
            let kind = |path| file_system_of(MOUNTS, Path::new(path)).unwrap();
            assert_eq!(kind("/home/a.sight"), "ext4");
            assert_eq!(kind("/mnt/team share/a.sight"), "cifs");
            assert_eq!(kind("/mnt/team share/local/a.sight"), "xfs");
            assert_eq!(kind("/mnt/team share2/a.sight"), "ext4");
        }

        #[test]
        fn shares_are_network_and_disks_are_not() {
            assert!(is_network_file_system("cifs"));
            assert!(is_network_file_system("nfs4"));
            assert!(!is_network_file_system("ext4"));
            assert!(!is_network_file_system("overlay"));
        }
    }
}
