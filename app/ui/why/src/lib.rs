//! The inspector of every case: why a model decided so, as a widget.
//!
//! A case that shows a picture with a model's answer owns a [`WhyPanel`], tells it each frame what
//! was answered ([`WhySubject`]), and paints it in its column at the right. The panel asks the model
//! why without being told to, shows the response or its local spatial entropy over the picture,
//! compares methods in a strip, lists the layers with their maps, says what the detector makes of
//! the picture, and exports all of that as a figure. The detector's threshold is kept with the
//! model in the project ([`CalibrationShelf`]), so that a threshold that was taken in one case
//! serves in all.

mod aim;
mod calibration_shelf;
mod cover;
mod figure;
mod layer_tree;
mod layers;
mod method_names;
mod panel;
mod settings_ui;
mod strip;
mod subject;
mod verdict_ui;

pub use calibration_shelf::CalibrationShelf;
pub use cover::{Cover, cover_ui, legend_ui};
pub use figure::{average_line, captions, explanation_figure, verdict_line};
pub use method_names::{method_name, method_tip};
pub use panel::WhyPanel;
pub use settings_ui::settings_ui;
pub use subject::WhySubject;
pub use verdict_ui::verdict_ui;
