//! The hash of a file's content, by which a moved picture is found again.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use jobs::Work;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::error::{Fault, ImagingError};

const BLOCK_BYTES: usize = 1 << 20;

/// The SHA-256 of a file's bytes. Displays as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Hashes a file. Progress counts bytes.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::NotAFile`], [`Fault::NoPermission`], [`Fault::Read`] and
/// [`Fault::Cancelled`].
pub fn content_hash(path: &Path, work: &Work) -> Result<ContentHash, ImagingError> {
    hash(path, work).map_err(|fault| fault.at(path))
}

fn hash(path: &Path, work: &Work) -> Result<ContentHash, Fault> {
    let metadata = std::fs::metadata(path).map_err(|error| Fault::from(&error))?;
    crate::source::check_is_file(&metadata)?;
    let mut file = File::open(path).map_err(|error| Fault::from(&error))?;
    let mut hasher = Sha256::new();
    let mut block = vec![0; BLOCK_BYTES];
    let mut done = 0;
    loop {
        work.check()?;
        let count = file.read(&mut block).map_err(|error| Fault::from(&error))?;
        if count == 0 {
            return Ok(ContentHash(hasher.finalize().into()));
        }
        hasher.update(&block[..count]);
        done += count as u64;
        work.progress(done, metadata.len(), "hash");
    }
}
