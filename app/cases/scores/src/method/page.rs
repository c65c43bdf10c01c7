//! A page that can be read as music: staves, symbols, and the strokes between them.

use std::sync::Arc;

use staves::Layout;
use strokes::Strokes;
use transcription::{PageReading, Sign, Symbol};

use crate::subject::Look;

/// A page that can be read as music.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its staves and systems.
    pub layout: Arc<Layout>,
    /// Its symbols.
    pub symbols: Vec<Symbol>,
    /// Stems, beams, slurs and what else is long and thin, found around the symbols.
    pub strokes: Strokes,
}

impl Page {
    /// Finds the strokes between symbols.
    #[must_use]
    pub fn new(layout: Arc<Layout>, symbols: Vec<Symbol>) -> Self {
        let known: Vec<_> = symbols.iter().map(Symbol::known).collect();
        let strokes = strokes::find(&layout, &known);
        Self {
            layout,
            symbols,
            strokes,
        }
    }

    /// What the music is read from.
    #[must_use]
    pub fn reading(&self) -> PageReading<'_> {
        PageReading {
            layout: &self.layout,
            symbols: &self.symbols,
            strokes: &self.strokes,
        }
    }
}

/// The symbols that a model is sure enough of, with numbers from `first_id` on. Classes that are no
/// signs of music are passed over.
#[must_use]
pub fn symbols_of(look: &Look, first_id: u64) -> Vec<Symbol> {
    let found = look.symbols.iter().zip(first_id..);
    found
        .filter_map(|(found, id)| {
            let sign = Sign::of_name(&found.class).filter(|it| *it != Sign::Other)?;
            Some(Symbol {
                others: found.other_signs(),
                ..Symbol::new(id, sign, found.box_px, f64::from(found.score))
            })
        })
        .collect()
}
