//! Weights that a model keeps in other files.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::messages::{DataLocation, ModelProto, TensorProto};
use crate::walk::visit_graphs;

/// A constant whose values stand in another file.
#[derive(Clone, PartialEq, Debug)]
pub struct ExternalTensor {
    /// Name of the constant.
    pub tensor: String,
    /// The file as the model names it, relative to the model's folder.
    pub location: String,
    /// Where the values begin in that file.
    pub offset_bytes: u64,
    /// How many bytes the values take.
    pub len_bytes: u64,
    /// What is wrong with the reference; `None` when the values can be read.
    pub fault: Option<ExternalFault>,
}

/// What is wrong with a reference to another file.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ExternalFault {
    /// The reference names no file.
    #[error("the model does not say in which file the weights of {tensor:?} are; export it again")]
    NoLocation {
        /// The constant.
        tensor: String,
    },
    /// `offset`, `length`, shape or type are no usable numbers.
    #[error("the model places the weights of {tensor:?} wrongly ({reason}); export it again")]
    Malformed {
        /// The constant.
        tensor: String,
        /// What is wrong.
        reason: String,
    },
    /// The path is absolute, goes up, or leads out of the folder by a link.
    #[error(
        "the model takes the weights of {tensor:?} from outside its own folder, which is refused; \
         put the file beside the model and name it there: {location}"
    )]
    LeavesFolder {
        /// The constant.
        tensor: String,
        /// The file as the model names it.
        location: String,
    },
    /// There is no such file.
    #[error(
        "the weights of {tensor:?} are missing; put the file beside the model, where the model \
         expects it: {}", path.display()
    )]
    Missing {
        /// The constant.
        tensor: String,
        /// Where the file should be.
        path: PathBuf,
    },
    /// The file ends before the weights do.
    #[error(
        "the file with the weights of {tensor:?} is cut off: it has {byte_len} bytes and needs \
         {needed_bytes}; fetch it again: {}", path.display()
    )]
    TooShort {
        /// The constant.
        tensor: String,
        /// The file.
        path: PathBuf,
        /// Its length.
        byte_len: u64,
        /// Where the weights end.
        needed_bytes: u64,
    },
}

/// Every constant of the model that stands in another file, checked against the files in `folder`.
pub(crate) fn references(model: &ModelProto, folder: &Path) -> Vec<ExternalTensor> {
    let mut found = Vec::new();
    visit_graphs(model, &mut |nodes, graph| {
        let sparse = graph.iter().flat_map(|graph| &graph.sparse_initializer);
        let constants = graph
            .iter()
            .flat_map(|graph| &graph.initializer)
            .chain(sparse.flat_map(|tensor| tensor.values.iter().chain(&tensor.indices)));
        let attributes = nodes.iter().flat_map(|node| &node.attribute);
        let values = attributes.flat_map(|attribute| attribute.t.iter().chain(&attribute.tensors));
        found.extend(
            constants
                .chain(values)
                .filter(|tensor| tensor.data_location() == DataLocation::External)
                .map(|tensor| reference(tensor, folder)),
        );
    });
    found
}

fn reference(tensor: &TensorProto, folder: &Path) -> ExternalTensor {
    let entry = |key: &str| {
        tensor
            .external_data
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| entry.value.as_str())
    };
    let location = entry("location").unwrap_or_default().to_owned();
    let mut reference = ExternalTensor {
        tensor: tensor.name.clone(),
        location,
        offset_bytes: 0,
        len_bytes: 0,
        fault: None,
    };
    reference.fault = place(tensor, &entry, &mut reference)
        .and_then(|()| check_file(&reference, folder))
        .err();
    reference
}

/// Fills in where the values stand.
fn place<'a>(
    tensor: &TensorProto,
    entry: &dyn Fn(&str) -> Option<&'a str>,
    reference: &mut ExternalTensor,
) -> Result<(), ExternalFault> {
    let malformed = |reason: String| ExternalFault::Malformed {
        tensor: tensor.name.clone(),
        reason,
    };
    let number = |key: &str| {
        entry(key)
            .map(|text| {
                text.trim()
                    .parse::<u64>()
                    .map_err(|_| malformed(format!("{key} is {text:?}")))
            })
            .transpose()
    };
    if reference.location.is_empty() {
        return Err(ExternalFault::NoLocation {
            tensor: tensor.name.clone(),
        });
    }
    reference.offset_bytes = number("offset")?.unwrap_or(0);
    let expected =
        byte_len(tensor).ok_or_else(|| malformed("no size follows from its shape".to_owned()))?;
    reference.len_bytes = number("length")?.unwrap_or(expected);
    if reference.len_bytes != expected {
        return Err(malformed(format!(
            "length is {}, but its shape needs {expected} bytes",
            reference.len_bytes
        )));
    }
    Ok(())
}

/// Bytes that the values of a tensor take, where type and shape say so.
fn byte_len(tensor: &TensorProto) -> Option<u64> {
    let bits = tensor.data_type().bits()?;
    tensor
        .dims
        .iter()
        .try_fold(1_u64, |count, dim| {
            count.checked_mul(u64::try_from(*dim).ok()?)
        })?
        .checked_mul(bits)
        .map(|bits| bits.div_ceil(8))
}

fn check_file(reference: &ExternalTensor, folder: &Path) -> Result<(), ExternalFault> {
    let tensor = reference.tensor.clone();
    let leaves = || ExternalFault::LeavesFolder {
        tensor: reference.tensor.clone(),
        location: reference.location.clone(),
    };
    if !stays_inside(&reference.location) {
        return Err(leaves());
    }
    let path = folder.join(&reference.location);
    let missing = || ExternalFault::Missing {
        tensor: reference.tensor.clone(),
        path: path.clone(),
    };
    let real_path = path.canonicalize().map_err(|_| missing())?;
    let real_folder = folder.canonicalize().map_err(|_| missing())?;
    if !real_path.starts_with(&real_folder) {
        return Err(leaves());
    }
    let file = std::fs::metadata(&real_path).map_err(|_| missing())?;
    if !file.is_file() {
        return Err(missing());
    }
    let needed_bytes = reference
        .offset_bytes
        .checked_add(reference.len_bytes)
        .ok_or_else(|| ExternalFault::Malformed {
            tensor: tensor.clone(),
            reason: format!("offset is {}", reference.offset_bytes),
        })?;
    if needed_bytes > file.len() {
        return Err(ExternalFault::TooShort {
            tensor,
            path,
            byte_len: file.len(),
            needed_bytes,
        });
    }
    Ok(())
}

/// Whether a path names something below the folder it starts from, on every operating system.
fn stays_inside(location: &str) -> bool {
    let has_drive = location.as_bytes().get(1) == Some(&b':');
    !has_drive
        && Path::new(&location.replace('\\', "/"))
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_must_stay_below_its_folder() {
        for inside in ["weights.bin", "./a/b.bin", "a..b"] {
            assert!(stays_inside(inside), "{inside}");
        }
        for outside in [
            "../w",
            "a/../../w",
            "/etc/passwd",
            "C:\\w",
            "c:w",
            "..\\w",
            "\\\\host\\w",
        ] {
            assert!(!stays_inside(outside), "{outside}");
        }
    }
}
