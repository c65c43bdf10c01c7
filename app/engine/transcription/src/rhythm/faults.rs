//! What does not come out in a measure.

use super::event::Quarters;

/// Something in a measure that does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event begins before the one that it follows in its voice has ended.
    Overlap {
        /// The event that begins too early.
        event: usize,
        /// By how much.
        by: Quarters,
    },
    /// Nothing ends where a column begins: something before it is missing or too short.
    Gap {
        /// The first event of the column.
        event: usize,
    },
    /// The measure is longer than its metre says.
    TooLong {
        /// By how much.
        by: Quarters,
    },
    /// No voice fills the measure.
    TooShort {
        /// By how much.
        by: Quarters,
    },
}
