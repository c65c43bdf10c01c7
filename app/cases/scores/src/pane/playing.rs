//! Hearing the music: a player on the default sound device, with a cursor on the page.

use std::collections::BTreeSet;
use std::sync::Arc;

use annotation::LabelId;
use egui::Ui;
use jobs::{Lane, Latest};
use notation::ElementId;
use playback::{Instrument, Moment, Piece, Player, State, USUAL_TEMPO, sound_font_folders};
use workbench::{CaseContext, Notification, UserCommand, icons, tr};

use super::music::Music;
use crate::method;

/// Playing.
#[derive(Default)]
pub struct Playing {
    player: Option<Player>,
    opening: Latest<Result<Opened, String>>,
    /// Quarters a minute; none for the usual tempo.
    tempo: Option<f64>,
    /// What is said of the instrument.
    instrument: Option<String>,
    /// What was last said to have failed, so that it is said once.
    said: Option<String>,
}

/// A piece that can be played, and the player where there was none before.
struct Opened {
    player: Option<(Player, Instrument)>,
    piece: Piece,
    from: Moment,
}

impl Playing {
    /// Plays from a note or rest on, or from the beginning; stops where something is played.
    pub fn toggle(
        &mut self,
        music: Option<&Arc<Music>>,
        from: Option<LabelId>,
        context: &CaseContext<'_>,
    ) {
        if self.is_playing() {
            if let Some(player) = &mut self.player {
                player.stop();
            }
            return;
        }
        let Some(music) = music.map(Arc::clone) else {
            context.commands.send(Notification::info(
                tr!("scores-no-music"),
                tr!("scores-no-music-body"),
            ));
            return;
        };
        let element = from.map(|it| ElementId(method::symbol_id(it)));
        let evidence = &music.transcription.evidence;
        let from = element
            .filter(|it| evidence.contains_key(it))
            .map_or(Moment::Start, Moment::Element);
        let needs_player = self.player.is_none();
        self.said = None;
        self.opening.ask(
            context.jobs,
            Lane::Interactive,
            tr!("scores-job-sound"),
            move |_| {
                let piece = Piece::of(&music.transcription.score);
                let piece = piece.map_err(|error| error.to_string())?;
                let player = needs_player.then(|| {
                    let found = Instrument::find(&sound_font_folders());
                    for refused in &found.refused {
                        tracing::warn!(%refused, "a SoundFont cannot be used");
                    }
                    let player =
                        Player::new(&found.instrument).map_err(|error| error.to_string())?;
                    Ok::<_, String>((player, found.instrument))
                });
                Ok(Opened {
                    player: player.transpose()?,
                    piece,
                    from,
                })
            },
        );
    }

    /// Begins what was made ready, and says what has failed.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        match self.opening.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => {}
            Some(Ok(Ok(opened))) => self.begin(opened, context),
            Some(Ok(Err(reason))) => self.say_failed(reason, context),
            Some(Err(stopped)) => self.say_failed(stopped.to_string(), context),
        }
        let failed = self
            .player
            .as_ref()
            .and_then(|player| match player.state() {
                State::Failed(error) => Some(error.to_string()),
                _ => None,
            });
        if let Some(reason) = failed {
            self.player = None;
            self.say_failed(reason, context);
        }
    }

    fn begin(&mut self, opened: Opened, context: &CaseContext<'_>) {
        if let Some((player, instrument)) = opened.player {
            self.instrument = Some(match instrument {
                Instrument::SoundFont(font) => tr!("scores-instrument-font", name = font.name()),
                Instrument::BuiltIn => tr!("scores-instrument-built-in"),
            });
            self.player = Some(player);
        }
        let tempo = self.tempo();
        if let Some(player) = &mut self.player {
            player.set_tempo(tempo);
            if let Err(error) = player.play(Arc::new(opened.piece), opened.from) {
                let reason = error.to_string();
                self.say_failed(reason, context);
            }
        }
    }

    fn say_failed(&mut self, reason: String, context: &CaseContext<'_>) {
        if self.said.as_ref() != Some(&reason) {
            self.said = Some(reason.clone());
            let notification = Notification::warning(tr!("scores-no-sound"), reason);
            context.commands.send(notification);
        }
    }

    /// Whether something is played, or about to be.
    pub fn is_playing(&self) -> bool {
        let is_heard = |player: &Player| player.state() == State::Playing;
        self.opening.is_busy() || self.player.as_ref().is_some_and(is_heard)
    }

    /// The notes that are heard now, and the measure of the music that they stand in.
    pub fn sounding(&self) -> Option<(BTreeSet<LabelId>, usize)> {
        let player = self.player.as_ref()?;
        if player.state() != State::Playing {
            return None;
        }
        let position = player.position()?;
        let sounding = position.sounding.iter();
        let labels = sounding.map(|it| method::label_id(it.0)).collect();
        Some((labels, position.measure))
    }

    fn tempo(&self) -> f64 {
        self.tempo.unwrap_or(USUAL_TEMPO)
    }

    /// Paints the controls.
    pub fn ui(&mut self, ui: &mut Ui, has_music: bool, context: &CaseContext<'_>) {
        let command = UserCommand::PlayMusic;
        let (icon, text) = if self.is_playing() {
            (icons::ICON_STOP_CIRCLE, tr!("scores-stop"))
        } else {
            (command.icon(), command.text())
        };
        let keys = context
            .settings
            .shortcuts
            .label(command)
            .unwrap_or_default();
        let button = egui::Button::new((icons::atom(icon), text)).right_text(keys);
        if ui.add_enabled(has_music, button).clicked() {
            context.commands.send(command);
        }
        let label = ui.label(tr!("scores-tempo"));
        let mut tempo = self.tempo();
        let slider = egui::Slider::new(&mut tempo, playback::TEMPI)
            .logarithmic(true)
            .fixed_decimals(0);
        if ui.add(slider).labelled_by(label.id).changed() {
            self.tempo = Some(tempo);
            if let Some(player) = &mut self.player {
                player.set_tempo(tempo);
            }
        }
        if let Some(instrument) = &self.instrument {
            ui.weak(instrument);
        }
    }
}
