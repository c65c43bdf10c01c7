//! Design tokens: every colour, distance, radius and type size of the window, in one place.
//!
//! Distances lie on a grid of four points. Text has four sizes. Surfaces are neutral greys, so that
//! the tones of a picture can be judged beside them. The colours that mean something are built on
//! the set of Okabe and Ito, which people with colour-blindness tell apart, and are never the only
//! sign: an icon and a word stand beside them.

use egui::{Color32, Theme};

/// Distances in points, on a grid of four.
pub mod space {
    /// Between parts of one thing: an icon and its text.
    pub const XS: f32 = 4.0;
    /// Between things of one group.
    pub const S: f32 = 8.0;
    /// Inside the border of a panel or window.
    pub const M: f32 = 12.0;
    /// Between groups.
    pub const L: f32 = 16.0;
    /// Around what stands alone, such as the placeholder of an empty pane.
    pub const XL: f32 = 24.0;
}

/// Corner radii in points.
pub mod radius {
    /// Buttons, fields, rows.
    pub const S: u8 = 4;
    /// Windows, menus, toasts.
    pub const M: u8 = 6;
}

/// The four type sizes in points, and what is measured by them.
pub mod size {
    /// Captions, status bar, shortcuts.
    pub const SMALL_PT: f32 = 11.0;
    /// All running text, and the labels of buttons.
    pub const BODY_PT: f32 = 13.0;
    /// Titles of sections and notifications.
    pub const TITLE_PT: f32 = 15.0;
    /// Titles of pages.
    pub const HEADING_PT: f32 = 20.0;
    /// Icons in rows and buttons.
    pub const ICON_PT: f32 = 18.0;
    /// The icon of a placeholder.
    pub const LARGE_ICON_PT: f32 = 48.0;
    /// Least height of whatever can be clicked.
    pub const CLICK_PT: f32 = 24.0;
    /// Height of the status bar.
    pub const STATUS_BAR_PT: f32 = 28.0;
    /// Height of the toolbar.
    pub const TOOLBAR_PT: f32 = 40.0;
    /// Width of a dialog.
    pub const DIALOG_PT: f32 = 560.0;
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Around pictures: the neutral grey half-way between black and white as the eye sees it
    /// (CIE lightness 50), in both themes, so that a picture looks the same in both.
    pub picture_backdrop: Color32,
    /// Panels and bars.
    pub panel: Color32,
    /// Windows, menus and toasts, which lie above panels.
    pub raised: Color32,
    /// Text fields and lists, which lie below panels.
    pub sunken: Color32,
    /// Every other row of a list.
    pub stripe: Color32,
    /// A button at rest.
    pub control: Color32,
    /// A button under the pointer.
    pub control_hovered: Color32,
    /// A button that is pressed.
    pub control_pressed: Color32,
    /// Lines between panels and groups.
    pub separator: Color32,
    /// The outline of fields, windows and menus.
    pub outline: Color32,
    /// Running text.
    pub text: Color32,
    /// What matters less: captions, shortcuts, units.
    pub text_weak: Color32,
    /// Titles, and text under the pointer.
    pub text_strong: Color32,
    /// What is chosen, focused or moving: focus rings, progress, links.
    pub accent: Color32,
    /// Text and icons on a surface of the accent colour.
    pub on_accent: Color32,
    /// The surface of a chosen row or button; running text stays readable on it.
    pub selected: Color32,
    /// Something worth knowing.
    pub info: Color32,
    /// Something went well.
    pub success: Color32,
    /// Something needs a look.
    pub warning: Color32,
    /// Something went wrong.
    pub error: Color32,
    /// The shadow under what is raised.
    pub shadow: Color32,
}

/// Colours for kinds of things drawn over pictures: the set of Okabe and Ito without its black.
pub const CATEGORIES: [Color32; 7] = [
    Color32::from_rgb(0xE6, 0x9F, 0x00), // orange
    Color32::from_rgb(0x56, 0xB4, 0xE9), // sky blue
    Color32::from_rgb(0x00, 0x9E, 0x73), // bluish green
    Color32::from_rgb(0xF0, 0xE4, 0x42), // yellow
    Color32::from_rgb(0x00, 0x72, 0xB2), // blue
    Color32::from_rgb(0xD5, 0x5E, 0x00), // vermilion
    Color32::from_rgb(0xCC, 0x79, 0xA7), // reddish purple
];

/// Grey of CIE lightness 50.
const MIDDLE_GREY: Color32 = Color32::from_gray(0x77);

/// The dark theme. Status colours are those of Okabe and Ito, lightened until they read as text.
static DARK: Palette = Palette {
    picture_backdrop: MIDDLE_GREY,
    panel: Color32::from_gray(0x26),
    raised: Color32::from_gray(0x2E),
    sunken: Color32::from_gray(0x1B),
    stripe: Color32::from_gray(0x2A),
    control: Color32::from_gray(0x38),
    control_hovered: Color32::from_gray(0x44),
    control_pressed: Color32::from_gray(0x30),
    separator: Color32::from_gray(0x36),
    outline: Color32::from_gray(0x4A),
    text: Color32::from_gray(0xD6),
    text_weak: Color32::from_gray(0xA0),
    text_strong: Color32::from_gray(0xF4),
    accent: Color32::from_rgb(0x56, 0xB4, 0xE9),
    on_accent: Color32::from_gray(0x10),
    selected: Color32::from_rgb(0x1E, 0x48, 0x63),
    info: Color32::from_rgb(0x56, 0xB4, 0xE9),
    success: Color32::from_rgb(0x2C, 0xB8, 0x8C),
    warning: Color32::from_rgb(0xE6, 0x9F, 0x00),
    error: Color32::from_rgb(0xF4, 0x7E, 0x3C),
    shadow: Color32::from_black_alpha(0x70),
};

/// The light theme. Status colours are those of Okabe and Ito, darkened until they read as text.
static LIGHT: Palette = Palette {
    picture_backdrop: MIDDLE_GREY,
    panel: Color32::from_gray(0xF4),
    raised: Color32::from_gray(0xFC),
    sunken: Color32::from_gray(0xFF),
    stripe: Color32::from_gray(0xEE),
    control: Color32::from_gray(0xE4),
    control_hovered: Color32::from_gray(0xD8),
    control_pressed: Color32::from_gray(0xCC),
    separator: Color32::from_gray(0xDA),
    outline: Color32::from_gray(0xBC),
    text: Color32::from_gray(0x2A),
    text_weak: Color32::from_gray(0x5C),
    text_strong: Color32::from_gray(0x0A),
    accent: Color32::from_rgb(0x00, 0x72, 0xB2),
    on_accent: Color32::from_gray(0xFF),
    selected: Color32::from_rgb(0xC4, 0xE2, 0xF5),
    info: Color32::from_rgb(0x00, 0x66, 0xA0),
    success: Color32::from_rgb(0x00, 0x6E, 0x50),
    warning: Color32::from_rgb(0x85, 0x59, 0x00),
    error: Color32::from_rgb(0xA8, 0x44, 0x00),
    shadow: Color32::from_black_alpha(0x28),
};

impl Palette {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Dark => &DARK,
            Theme::Light => &LIGHT,
        }
    }
}

/// The colours that a `Ui` is painted in.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    Palette::of(Theme::from_dark_mode(ui.visuals().dark_mode))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The share of light that a colour reflects, by WCAG 2.
    fn luminance(colour: Color32) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_reads_on_every_surface() {
        for palette in [&DARK, &LIGHT] {
            let surfaces = [
                palette.panel,
                palette.raised,
                palette.sunken,
                palette.stripe,
            ];
            let texts = [
                palette.text,
                palette.text_weak,
                palette.text_strong,
                palette.info,
                palette.success,
                palette.warning,
                palette.error,
            ];
            for surface in surfaces {
                for text in texts {
                    let contrast = contrast(surface, text);
                    assert!(contrast >= 4.5, "{text:?} on {surface:?}: {contrast:.2}");
                }
            }
            for surface in [palette.control, palette.control_hovered, palette.selected] {
                assert!(contrast(surface, palette.text_strong) >= 7.0);
            }
            assert!(contrast(palette.accent, palette.on_accent) >= 4.5);
        }
    }

    #[test]
    fn a_focus_ring_stands_out_from_what_it_surrounds() {
        for palette in [&DARK, &LIGHT] {
            for surface in [palette.panel, palette.raised, palette.control] {
                assert!(contrast(surface, palette.accent) >= 3.0);
            }
        }
    }

    #[test]
    fn greys_are_neutral() {
        for palette in [&DARK, &LIGHT] {
            for grey in [
                palette.picture_backdrop,
                palette.panel,
                palette.raised,
                palette.sunken,
                palette.text,
            ] {
                assert!(grey.r() == grey.g() && grey.g() == grey.b(), "{grey:?}");
            }
        }
    }
}
