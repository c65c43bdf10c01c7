//! An opened pack.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jobs::Work;
use sha2::Digest;

use crate::error::PackError;
use crate::manifest::{MANIFEST_NAME, Manifest, PackPath, Sha256};

/// Longest manifest that is read, in bytes.
const MANIFEST_LIMIT_BYTES: u64 = 4 << 20;

/// Bytes that are hashed or copied at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// A pack whose manifest is right and whose model files are there.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The pack's folder.
    pub dir: PathBuf,
    /// The manifest.
    pub manifest: Manifest,
    model_path: PathBuf,
    classifier_path: Option<PathBuf>,
}

impl Pack {
    /// Opens the pack in the folder `dir`. Hashes are not compared: see [`Pack::check`] and
    /// [`Pack::verify_model`].
    ///
    /// # Errors
    /// When there is no manifest, when it is wrong (every problem is named), or when a model file is
    /// missing or outside the folder.
    pub fn open(dir: &Path) -> Result<Self, PackError> {
        let path = dir.join(MANIFEST_NAME);
        let manifest = Manifest::parse(&read_text(dir, &path)?, &path)?;
        let faults = manifest.faults();
        if !faults.is_empty() {
            return Err(PackError::Manifest {
                path,
                problems: faults.iter().map(ToString::to_string).collect(),
            });
        }
        let model_path = resolve(dir, &manifest.model)?;
        let classifier = manifest.detector.as_ref().map(|it| &it.classifier.model);
        let classifier_path = classifier.map(|path| resolve(dir, path)).transpose()?;
        Ok(Self {
            dir: dir.to_owned(),
            manifest,
            model_path,
            classifier_path,
        })
    }

    /// Where the model file lies.
    #[must_use]
    pub fn model_path(&self) -> PathBuf {
        self.model_path.clone()
    }

    /// Where the classifier of a detector lies; none where the pack is no detector.
    #[must_use]
    pub fn classifier_path(&self) -> Option<PathBuf> {
        self.classifier_path.clone()
    }

    /// Where a file of the pack lies.
    ///
    /// # Errors
    /// When the file is missing, or a link leads out of the pack.
    pub fn file(&self, path: &PackPath) -> Result<PathBuf, PackError> {
        resolve(&self.dir, path)
    }

    /// Compares the hashes of the files that running the model needs: the model, the classifier of a
    /// detector and, where weights stand in other files, those too. Golden files are not looked at.
    ///
    /// # Errors
    /// [`PackError::WrongHash`] when a file was changed, and when one cannot be read or the work
    /// was cancelled.
    pub fn verify_model(&self, work: &Work) -> Result<(), PackError> {
        let golden = |path: &PackPath| {
            self.manifest.golden.iter().any(|golden| {
                golden.input == *path || golden.outputs.values().any(|output| output == path)
            })
        };
        for (path, expected) in &self.manifest.files {
            if !golden(path) {
                self.verify(path, *expected, work)?;
            }
        }
        Ok(())
    }

    /// Compares the hash of one file.
    pub(crate) fn verify(
        &self,
        path: &PackPath,
        expected: Sha256,
        work: &Work,
    ) -> Result<(), PackError> {
        let file = self.file(path)?;
        let found = hash_file(&file, work)?;
        if found == expected {
            Ok(())
        } else {
            Err(PackError::WrongHash {
                path: file,
                expected: expected.to_string(),
                found: found.to_string(),
            })
        }
    }
}

fn read_text(dir: &Path, path: &Path) -> Result<String, PackError> {
    let read_error = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound if !dir.exists() => PackError::NoFolder {
            dir: dir.to_owned(),
        },
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => PackError::NotAPack {
            dir: dir.to_owned(),
        },
        _ => PackError::Read {
            path: path.to_owned(),
            source,
        },
    };
    let mut text = String::new();
    let file = File::open(path).map_err(read_error)?;
    // One byte more than allowed tells a file that is too long from one that just fits.
    let read = file
        .take(MANIFEST_LIMIT_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(read_error)?;
    if read as u64 > MANIFEST_LIMIT_BYTES {
        return Err(PackError::Manifest {
            path: path.to_owned(),
            problems: vec![format!("it is longer than {MANIFEST_LIMIT_BYTES} bytes")],
        });
    }
    Ok(text)
}

/// The file `path` of the pack in `dir`, once it is sure to lie inside.
fn resolve(dir: &Path, path: &PackPath) -> Result<PathBuf, PackError> {
    let inside = dir.join(path);
    let real = |path: &Path| {
        path.canonicalize().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => PackError::Missing {
                path: inside.clone(),
            },
            _ => PackError::Read {
                path: inside.clone(),
                source,
            },
        })
    };
    let real_file = real(&inside)?;
    if !real_file.starts_with(real(dir)?) {
        return Err(PackError::LeavesFolder { path: inside });
    }
    if !real_file.is_file() {
        return Err(PackError::Missing { path: inside });
    }
    Ok(inside)
}

/// The SHA-256 of a file.
pub(crate) fn hash_file(path: &Path, work: &Work) -> Result<Sha256, PackError> {
    hash_and(path, work, |_| Ok(()))
}

/// The SHA-256 of a file, each part of which is also given to `also`.
pub(crate) fn hash_and(
    path: &Path,
    work: &Work,
    mut also: impl FnMut(&[u8]) -> Result<(), PackError>,
) -> Result<Sha256, PackError> {
    let read_error = |source| PackError::Read {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(read_error)?;
    let mut hasher = sha2::Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        work.check()?;
        match file.read(&mut chunk) {
            Ok(0) => return Ok(Sha256(hasher.finalize().into())),
            Ok(len) => {
                hasher.update(&chunk[..len]);
                also(&chunk[..len])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(read_error(error)),
        }
    }
}
