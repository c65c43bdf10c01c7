//! What would mend a problem.

use crate::reading::{Given, SURE, Symbol};
use crate::sign::Sign;

/// One edit that would mend a problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What to do.
    pub edit: Edit,
    /// How much speaks for it, from 0 to 1; to rank fixes of one problem by, no probability.
    pub score: f64,
}

/// A change of the symbols of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Take a symbol away.
    Remove(u64),
    /// Make a symbol another sign; or say that it is the one that it is taken for.
    Become(u64, Sign),
    /// Add a symbol.
    Add {
        /// What it is.
        sign: Sign,
        /// Its left, upper, right and lower edge, in pixels of the page.
        box_px: [f64; 4],
    },
    /// Say something about a symbol.
    Say(u64, Given),
}

impl Edit {
    /// Makes the change among the symbols of its page; `new_id` is the id of what it adds, if it adds
    /// something. Nothing is changed where the page has no such symbol. The strokes of the page must be
    /// found again afterwards, as they are found with the symbols.
    pub fn apply(&self, symbols: &mut Vec<Symbol>, new_id: u64) {
        match self {
            Self::Remove(id) => symbols.retain(|it| it.id != *id),
            Self::Become(id, sign) => {
                if let Some(symbol) = symbols.iter_mut().find(|it| it.id == *id) {
                    symbol.sign = *sign;
                    symbol.score = SURE;
                }
            }
            Self::Add { sign, box_px } => symbols.push(Symbol::new(new_id, *sign, *box_px, SURE)),
            Self::Say(id, given) => {
                if let Some(symbol) = symbols.iter_mut().find(|it| it.id == *id) {
                    symbol.given = symbol.given.and(*given);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_one_symbol() {
        let mut symbols = vec![
            Symbol::new(1, Sign::Segno, [0.0; 4], 0.5),
            Symbol::new(2, Sign::Coda, [0.0; 4], 0.5),
        ];
        Edit::Become(2, Sign::Fermata).apply(&mut symbols, 9);
        assert_eq!((symbols[1].sign, symbols[1].score), (Sign::Fermata, SURE));
        let given = Given {
            voice: Some(2),
            ..Given::default()
        };
        Edit::Say(1, given).apply(&mut symbols, 9);
        assert_eq!(symbols[0].given, given);
        let edit = Edit::Add {
            sign: Sign::Arpeggio,
            box_px: [1.0, 2.0, 3.0, 4.0],
        };
        edit.apply(&mut symbols, 9);
        Edit::Remove(1).apply(&mut symbols, 10);
        let ids: Vec<u64> = symbols.iter().map(|it| it.id).collect();
        assert_eq!(ids, [2, 9]);
    }
}
