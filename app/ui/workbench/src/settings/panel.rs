//! The settings as the user sees them.

use egui::{ComboBox, Grid, TextEdit, Ui};
use runtime::{Provider, ProviderChoice};

use super::{Settings, ZOOM_RANGE, ZOOM_STEP};
use crate::text::{Language, LanguageChoice};
use crate::theme::{self, ThemeChoice};
use crate::tokens::space;
use crate::{text, tr};

/// Everything that can be set here, in the space there is; shortcuts have an editor of their own.
/// Gives whether anything was changed.
pub fn settings_ui(ui: &mut Ui, settings: &mut Settings) -> bool {
    let before = settings.clone();
    Grid::new("settings")
        .num_columns(2)
        .spacing([space::L, space::S])
        .show(ui, |ui| {
            theme_ui(ui, settings);
            language_ui(ui, settings);
            zoom_ui(ui, settings);
            provider_ui(ui, settings);
            library_ui(ui, settings);
            labeller_ui(ui, settings);
        });
    ui.add_space(space::S);
    ui.label(theme::caption(tr!("settings-restart")));
    *settings != before
}

fn theme_ui(ui: &mut Ui, settings: &mut Settings) {
    let options = ThemeChoice::ALL.map(|choice| {
        let name = match choice {
            ThemeChoice::System => tr!("settings-theme-system"),
            ThemeChoice::Light => tr!("settings-theme-light"),
            ThemeChoice::Dark => tr!("settings-theme-dark"),
        };
        (choice, name)
    });
    choice_ui(ui, &tr!("settings-theme"), &mut settings.theme, &options);
}

fn language_ui(ui: &mut Ui, settings: &mut Settings) {
    let mut options = vec![(LanguageChoice::System, tr!("settings-language-system"))];
    for language in Language::ALL {
        let choice = LanguageChoice::Only(language);
        options.push((choice, language.own_name().to_owned()));
    }
    choice_ui(
        ui,
        &tr!("settings-language"),
        &mut settings.language,
        &options,
    );
}

fn provider_ui(ui: &mut Ui, settings: &mut Settings) {
    let mut options = vec![(ProviderChoice::Auto, tr!("settings-provider-auto"))];
    for provider in Provider::ALL {
        options.push((ProviderChoice::Only(provider), provider.label().to_owned()));
    }
    choice_ui(
        ui,
        &tr!("settings-provider"),
        &mut settings.provider,
        &options,
    );
}

/// The size of the interface in percent, changed when the slider is let go: it would otherwise
/// move under the pointer.
fn zoom_ui(ui: &mut Ui, settings: &mut Settings) {
    let name = tr!("settings-zoom");
    let label = ui.label(&name);
    let id = ui.make_persistent_id("interface-zoom");
    let mut zoom = ui
        .data(|data| data.get_temp(id))
        .unwrap_or(settings.interface_zoom);
    let slider = egui::Slider::new(&mut zoom, ZOOM_RANGE)
        .step_by(f64::from(ZOOM_STEP))
        .custom_formatter(|zoom, _| text::percent(zoom, 0));
    let response = ui.add(slider).labelled_by(label.id);
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, zoom));
    } else {
        ui.data_mut(|data| data.remove::<f32>(id));
        settings.interface_zoom = zoom;
    }
    ui.end_row();
}

/// The path of the ONNX Runtime library; empty means that it is looked for.
fn library_ui(ui: &mut Ui, settings: &mut Settings) {
    let label = ui.label(tr!("settings-library"));
    let path = settings.onnxruntime.as_deref();
    let mut written = path
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let hint = tr!("settings-library-hint");
    let response = ui
        .add(TextEdit::singleline(&mut written).hint_text(hint))
        .labelled_by(label.id);
    if response.changed() {
        let written = written.trim();
        settings.onnxruntime = (!written.is_empty()).then(|| written.into());
    }
    ui.end_row();
}

/// The name under which labels are kept; empty means that of the account.
fn labeller_ui(ui: &mut Ui, settings: &mut Settings) {
    let label = ui.label(tr!("settings-labeller"));
    let account = Settings::default().author();
    let field = TextEdit::singleline(&mut settings.labeller).hint_text(account);
    ui.add(field).labelled_by(label.id);
    ui.end_row();
}

/// One row: a name, and the options to choose from.
fn choice_ui<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    choice: &mut T,
    options: &[(T, String)],
) {
    let label = ui.label(name);
    let chosen = options.iter().find(|(option, _)| option == choice);
    let shown = chosen.map_or("", |(_, name)| name.as_str());
    ComboBox::from_id_salt(name)
        .selected_text(shown)
        .show_ui(ui, |ui| {
            for (option, name) in options {
                ui.selectable_value(choice, option.clone(), name);
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::testing::harness;

    #[test]
    fn the_theme_can_be_chosen() {
        let mut harness = harness(Settings::default(), |ui, settings| {
            settings_ui(ui, settings);
        });
        harness.get_by_label("Theme").hover();
        harness.get_all_by_label("Theme").last().unwrap().click();
        harness.run();
        harness.get_by_label("Dark").click();
        harness.run();
        assert_eq!(harness.state().theme, ThemeChoice::Dark);
    }
}
