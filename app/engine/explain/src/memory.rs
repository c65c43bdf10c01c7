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
        let forward: u64 = values.map(|name| value_bytes(graph, name, batch)).sum();
        let system = System::new_with_specifics(
            RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()),
        );
        Self {
            needed_bytes: 2 * forward,
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

/// The bytes of a value. Open sizes count as the batch in front, and as one elsewhere.
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
    sizes.product::<u64>() * bits / 8
}
