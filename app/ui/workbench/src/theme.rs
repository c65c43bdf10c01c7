//! The look of the window: the tokens applied to egui, for light and dark, and the fonts.

use std::sync::Arc;

use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak,
    Margin, RichText, Shadow, Stroke, Style, TextStyle, Theme, ThemePreference, Vec2, Visuals,
};
use serde::{Deserialize, Serialize};

use crate::tokens::{Palette, radius, size, space};

/// The name of the font family that titles are set in.
const STRONG_FAMILY: &str = "strong";
/// The name of the font family that signs of music are set in.
const MUSIC_FAMILY: &str = "music";

/// Which theme the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// The system's, followed as it changes.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];
}

/// Gives a context our fonts and both styles. To be called once, before the first frame.
///
/// egui's own shortcuts for zooming the interface and for quitting are turned off: ours stand in
/// the command table, where they are seen and can be changed.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    egui_material_icons::initialize(ctx);
    for theme in [Theme::Dark, Theme::Light] {
        ctx.set_style_of(theme, style(theme));
    }
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        options.quit_shortcuts.clear();
    });
}

/// Switches to the theme chosen.
pub fn set(ctx: &Context, choice: ThemeChoice) {
    ctx.set_theme(match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
}

/// The choice that shows the opposite of what is shown now.
pub fn opposite(ctx: &Context) -> ThemeChoice {
    match ctx.theme() {
        Theme::Dark => ThemeChoice::Light,
        Theme::Light => ThemeChoice::Dark,
    }
}

/// The text of a section's or notification's title.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(title_style())
}

/// Running text in the weight of titles.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).family(FontFamily::Name(STRONG_FAMILY.into()))
}

/// Text that matters less: smaller and paler.
pub fn caption(text: impl Into<String>) -> RichText {
    RichText::new(text).small().weak()
}

/// The text style of titles, which stands between body and heading.
pub fn title_style() -> TextStyle {
    TextStyle::Name("title".into())
}

/// The font for running text, Noto Sans, as a TrueType file.
pub const FONT_REGULAR: &[u8] = include_bytes!("../../../../resources/fonts/NotoSans-Regular.ttf");

/// The font for what stands out, Noto Sans SemiBold, as a TrueType file.
pub const FONT_STRONG: &[u8] = include_bytes!("../../../../resources/fonts/NotoSans-SemiBold.ttf");

/// The font for signs of music, Bravura, as an OpenType file. Its code points are those of SMuFL, and
/// four staff spaces are as high as a letter.
const FONT_MUSIC: &[u8] = include_bytes!("../../../../resources/fonts/Bravura.otf");

/// The font for signs of music at a size: a quarter of it is a staff space.
#[must_use]
pub fn music_font(size_pt: f32) -> FontId {
    FontId::new(size_pt, FontFamily::Name(MUSIC_FAMILY.into()))
}

/// Noto Sans before egui's own fonts, which remain for symbols and for code.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        let data = FontData::from_static(bytes);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    };
    add("noto-sans", FONT_REGULAR);
    add("noto-sans-semibold", FONT_STRONG);
    add("bravura", FONT_MUSIC);
    // Hack is drawn larger than Noto Sans at the same size.
    if let Some(hack) = fonts.font_data.get_mut("Hack") {
        Arc::make_mut(hack).tweak = FontTweak {
            scale: 0.92,
            ..FontTweak::default()
        };
    }
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    // Hack has the arrows that the fonts for running text lack.
    if fonts.font_data.contains_key("Hack") {
        proportional.push("Hack".to_owned());
    }
    let mut strong = proportional.clone();
    proportional.insert(0, "noto-sans".to_owned());
    strong.insert(0, "noto-sans-semibold".to_owned());
    fonts
        .families
        .insert(FontFamily::Name(STRONG_FAMILY.into()), strong);
    let music = vec!["bravura".to_owned()];
    fonts
        .families
        .insert(FontFamily::Name(MUSIC_FAMILY.into()), music);
    fonts
        .families
        .entry(FontFamily::Monospace)
        .or_default()
        .push("noto-sans".to_owned());
    fonts
}

/// The whole style of a theme.
fn style(theme: Theme) -> Style {
    let mut style = theme.default_style();
    let palette = Palette::of(theme);

    let strong = FontFamily::Name(STRONG_FAMILY.into());
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(size::SMALL_PT)),
        (TextStyle::Body, FontId::proportional(size::BODY_PT)),
        (TextStyle::Button, FontId::proportional(size::BODY_PT)),
        (TextStyle::Monospace, FontId::monospace(size::BODY_PT)),
        (title_style(), FontId::new(size::TITLE_PT, strong.clone())),
        (TextStyle::Heading, FontId::new(size::HEADING_PT, strong)),
    ]
    .into();

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(space::S, space::XS);
    spacing.button_padding = Vec2::new(space::S, space::XS);
    spacing.interact_size = Vec2::new(40.0, size::CLICK_PT);
    spacing.window_margin = margin(space::M);
    spacing.menu_margin = margin(space::XS);
    spacing.indent = space::L;
    spacing.icon_width = space::L;
    spacing.icon_width_inner = space::S;
    spacing.icon_spacing = space::S;
    spacing.combo_width = 160.0;
    spacing.slider_width = 160.0;
    spacing.slider_rail_height = space::XS;
    spacing.text_edit_width = 240.0;
    spacing.menu_width = 320.0;
    spacing.tooltip_width = 320.0;
    spacing.scroll = ScrollStyle::thin();

    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.1;
    style.compact_menu_style = false;
    style.visuals = visuals(theme, palette);
    style
}

/// The same margin on every side.
fn margin(points: f32) -> Margin {
    Margin::same(points as i8)
}

/// The colours, lines and corners of a theme.
fn visuals(theme: Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.widgets = widgets(palette);
    visuals.weak_text_color = Some(palette.text_weak);
    visuals.selection = Selection {
        bg_fill: palette.selected,
        stroke: Stroke::new(1.0, palette.text_strong),
    };
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.stripe;
    visuals.extreme_bg_color = palette.sunken;
    visuals.text_edit_bg_color = Some(palette.sunken);
    visuals.code_bg_color = palette.sunken;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.outline);
    visuals.window_corner_radius = CornerRadius::same(radius::M);
    visuals.menu_corner_radius = CornerRadius::same(radius::M);
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: palette.shadow,
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.indent_has_left_vline = false;
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    visuals
}

/// How controls look at rest, under the pointer, pressed or focused, and open.
fn widgets(palette: &Palette) -> Widgets {
    let state = |fill: Color32, line: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: line,
        corner_radius: CornerRadius::same(radius::S),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let thin = |colour| Stroke::new(1.0, colour);
    Widgets {
        noninteractive: state(palette.panel, thin(palette.separator), palette.text),
        inactive: state(palette.control, Stroke::NONE, palette.text),
        hovered: state(
            palette.control_hovered,
            thin(palette.outline),
            palette.text_strong,
        ),
        // egui paints a focused widget as an active one, so this line is the focus ring.
        active: state(
            palette.control_pressed,
            Stroke::new(2.0, palette.accent),
            palette.text_strong,
        ),
        open: state(
            palette.control_hovered,
            thin(palette.outline),
            palette.text_strong,
        ),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn distances_and_sizes_are_those_of_the_tokens() {
        for theme in [Theme::Dark, Theme::Light] {
            let style = style(theme);
            let sizes = [
                size::SMALL_PT,
                size::BODY_PT,
                size::TITLE_PT,
                size::HEADING_PT,
            ];
            for font in style.text_styles.values() {
                assert!(sizes.contains(&font.size), "{font:?} is a fifth size");
            }
            assert_eq!(style.visuals.dark_mode, theme == Theme::Dark);
            assert_eq!(style.visuals.panel_fill, Palette::of(theme).panel);
        }
    }

    #[test]
    fn every_family_has_a_font_that_is_there() {
        let fonts = fonts();
        assert!(!fonts.families.is_empty());
        for (family, names) in &fonts.families {
            assert!(!names.is_empty(), "{family:?}");
            for name in names {
                assert!(fonts.font_data.contains_key(name), "{family:?}: {name}");
            }
        }
    }

    #[test]
    fn the_opposite_of_a_theme_is_the_other_one() {
        let ctx = Context::default();
        set(&ctx, ThemeChoice::Dark);
        assert_eq!(opposite(&ctx), ThemeChoice::Light);
        set(&ctx, ThemeChoice::Light);
        assert_eq!(opposite(&ctx), ThemeChoice::Dark);
    }
}
