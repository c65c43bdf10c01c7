//! The wand, which paints the pixels that are like the one that is clicked.

use workbench::tr;

use crate::tool::{Deed, Event, Sketch, Stage, Tool};

/// Paints pixels that are alike.
#[derive(Debug, Default)]
pub struct WandTool;

impl Tool for WandTool {
    fn take(&mut self, event: Event, stage: &Stage) -> Option<Deed> {
        match event {
            Event::Press(seed) => Some(Deed::Wand {
                seed,
                is_subtracting: stage.is_subtracting,
            }),
            _ => None,
        }
    }

    fn sketch(&self) -> Sketch {
        Sketch::Empty
    }

    fn hint(&self) -> String {
        tr!("marking-hint-wand")
    }

    fn is_idle(&self) -> bool {
        true
    }
}
