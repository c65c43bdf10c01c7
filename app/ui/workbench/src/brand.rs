//! The program's own name and icon.

/// The name as it stands in titles.
pub const NAME: &str = "Sightglass";

/// The icon of the window: PNG, 256 × 256 pixels, with transparency.
/// Its drawing is `resources/icons/sightglass.svg`.
pub const ICON_PNG: &[u8] = include_bytes!("../../../../resources/icons/sightglass.png");
