//! Fixes that were tried before, so that none is tried again for a measure that has not changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Fix;
use crate::memo::key;
use crate::reading::Symbol;
use crate::rhythm::{Event, Quarters};

/// Fixes by what they were found from.
#[derive(Debug, Default)]
pub(crate) struct FixMemo {
    fixes: HashMap<u64, (Vec<Fix>, u64)>,
    round: u64,
}

impl FixMemo {
    /// What `find` finds for a measure with these events and symbols, or found before.
    pub fn fixes<'a>(
        &mut self,
        events: &[Event],
        expected: Quarters,
        symbols: impl Iterator<Item = &'a Symbol>,
        find: impl FnOnce() -> Vec<Fix>,
    ) -> Vec<Fix> {
        let mut hasher = DefaultHasher::new();
        key(events, expected).hash(&mut hasher);
        for symbol in symbols {
            (symbol.id, symbol.sign, symbol.given).hash(&mut hasher);
            symbol.score.to_bits().hash(&mut hasher);
            symbol.box_px.map(f64::to_bits).hash(&mut hasher);
            for (sign, score) in &symbol.others {
                (sign, score.to_bits()).hash(&mut hasher);
            }
        }
        let kept = self.fixes.entry(hasher.finish());
        let kept = kept.or_insert_with(|| (find(), 0));
        kept.1 = self.round;
        kept.0.clone()
    }

    /// Forgets what was not asked since the last time that this was called.
    pub fn end_round(&mut self) {
        let round = self.round;
        self.fixes.retain(|_, it| it.1 == round);
        self.round += 1;
    }
}
