//! How surely the model saw the middle of a symbol at each place, laid over the page.

use std::sync::Arc;

use canvas::{Interpolation, RasterOverlay};
use detection::EnergyMap;
use imaging::{Picture, Raster, Samples};
use jobs::{Lane, Latest};
use workbench::{CaseContext, tr};

/// The colour of energy: reddish, against the black of print.
const COLOUR: [u8; 3] = [230, 60, 0];

/// The map of the page that is looked at.
#[derive(Default)]
pub struct EnergyLayer {
    is_shown: bool,
    map: Option<Arc<EnergyMap>>,
    making: Latest<Arc<Picture>>,
    overlay: Vec<RasterOverlay>,
}

impl EnergyLayer {
    /// Shows the map, or hides it.
    pub fn toggle(&mut self) {
        self.is_shown = !self.is_shown;
    }

    /// Whether the map is wanted.
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Takes up the map of the page that is looked at.
    pub fn logic(&mut self, map: Option<&Arc<EnergyMap>>, context: &CaseContext<'_>) {
        let is_same = match (&self.map, map) {
            (Some(known), Some(map)) => Arc::ptr_eq(known, map),
            (None, None) => true,
            _ => false,
        };
        if self.is_shown && !is_same {
            self.map = map.map(Arc::clone);
            self.overlay.clear();
            self.making.cancel();
            if let Some(map) = map.map(Arc::clone) {
                let title = tr!("scores-job-energy");
                self.making
                    .ask(context.jobs, Lane::Interactive, title, move |_| drawn(&map));
            }
        }
        if let Some(Ok(picture)) = self.making.poll() {
            self.overlay = vec![RasterOverlay {
                picture,
                opacity: 0.85,
                interpolation: Interpolation::Linear,
            }];
        }
    }

    /// What lies over the page.
    pub fn overlays(&self) -> &[RasterOverlay] {
        if self.is_shown { &self.overlay } else { &[] }
    }
}

/// The map as a picture: the more energy, the less transparent.
fn drawn(map: &EnergyMap) -> Arc<Picture> {
    let cells = map.cells();
    let [red, green, blue] = COLOUR;
    let pixels = map
        .levels()
        .iter()
        .flat_map(|level| [red, green, blue, *level]);
    let samples = Samples::U8(pixels.collect());
    let raster = Raster::new(cells.width_px, cells.height_px, 4, samples);
    Arc::new(Picture::from_raster(raster))
}
