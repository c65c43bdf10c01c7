//! How much memory a gradient takes, before it is asked for.

use std::fmt;

use graph::messages::DataType;
use graph::{Dim, TypedGraph};
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Bytes in a mebibyte.
const MIB: f64 = 1024.0 * 1024.0;

/// What a run needs, against what there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Memory {
    /// Every value of the model and its gradient at once: more than a run really takes, because
    /// some are given back on the way.
    pub needed_bytes: u64,
    /// What the machine has free.
    pub available_bytes: u64,
}

impl Memory {
    /// Estimates a gradient of so many pictures at once.
    #[must_use]
    pub(crate) fn estimate(graph: &TypedGraph, batch: usize) -> Self {
        let values = graph.graph().node.iter().flat_map(|node| &node.output);
        let forward = values
            .map(|name| value_bytes(graph, name, batch))
            .fold(0, u64::saturating_add);
        let system = System::new_with_specifics(
            RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()),
        );
        Self {
            needed_bytes: forward.saturating_mul(2),
            available_bytes: system.map_or(0, |system| system.available_memory()),
        }
    }

    /// Whether the run should fit. Where the machine does not say what it has, it should.
    #[must_use]
    pub fn fits(self) -> bool {
        self.available_bytes == 0 || self.needed_bytes <= self.available_bytes
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "up to {:.0} MiB, and {:.0} MiB are free",
            self.needed_bytes as f64 / MIB,
            self.available_bytes as f64 / MIB
        )
    }
}

/// The bytes of a value, at most the largest number. Open sizes count as the batch in front, and as one elsewhere.
fn value_bytes(graph: &TypedGraph, name: &str, batch: usize) -> u64 {
    let Some(dims) = graph.dims(name) else {
        return 0;
    };
    let sizes = dims
        .iter()
        .enumerate()
        .map(|(axis, dim)| match (dim, axis) {
            (Dim::Fixed(size), _) => *size,
            (_, 0) => batch as u64,
            _ => 1,
        });
    let bits = graph.element(name).and_then(DataType::bits).unwrap_or(32);
    let elements = sizes.fold(1, u64::saturating_mul);
    elements.saturating_mul(bits) / 8
}

#[cfg(test)]
mod tests {
    use graph::ValueKind;
    use graph::messages::{GraphProto, ModelProto, NodeProto};

    use super::*;

    /// The estimate of a graph of so many values.
    fn estimate(count: usize, dims: &[Dim], batch: usize) -> Memory {
        let names: Vec<String> = (0..count).map(|index| index.to_string()).collect();
        let outputs: Vec<&str> = names.iter().map(String::as_str).collect();
        let graph = GraphProto {
            node: vec![NodeProto::of("Split", &["x"], &outputs)],
            ..GraphProto::default()
        };
        let kind = ValueKind::Tensor {
            element: DataType::Float,
            dims: Some(dims.to_vec()),
        };
        let kinds = names.into_iter().map(|name| (name, kind.clone()));
        Memory::estimate(&TypedGraph::new(ModelProto::of(graph, 18), kinds), batch)
    }

    #[test]
    fn values_count_with_their_gradients_for_each_picture() {
        let dims = [Dim::Unknown, Dim::Fixed(3), Dim::Unknown];
        assert_eq!(estimate(7, &dims, 5).needed_bytes, 7 * 2 * 5 * 3 * 4);
        assert!(estimate(7, &dims, 5).fits());
    }

    #[test]
    fn sizes_beyond_every_number_do_not_fit() {
        let memory = estimate(99, &[Dim::Fixed(1 << 40), Dim::Fixed(1 << 40)], 1);
        assert!(memory.needed_bytes > u64::MAX / 16);
        assert!(!memory.fits());
    }
}
