//! By what everything in the score is found again.

use notation::ElementId;

/// The ids of what is no symbol begin here, above those of all symbols.
const NO_SYMBOLS: u64 = 1 << 62;
/// What is added to the id of a head that two voices share, for the second one.
const SHARED: u64 = 1 << 61;

/// Gives out ids to what is no symbol: bar lines and signatures.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    given: u64,
}

impl Ids {
    /// One that nothing else has.
    pub fn next(&mut self) -> ElementId {
        self.given += 1;
        ElementId(NO_SYMBOLS + self.given)
    }

    /// That of a note, by the symbol that is its head. Two voices may share a head: the note of the
    /// second one has an id of its own.
    pub const fn of_head(symbol: u64, is_second: bool) -> ElementId {
        ElementId(symbol + if is_second { SHARED } else { 0 })
    }

    /// The symbol that is the head of a note.
    pub const fn head_of(note: ElementId) -> u64 {
        note.0 & !SHARED
    }
}
