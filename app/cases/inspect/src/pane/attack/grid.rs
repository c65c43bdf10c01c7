//! An attack seen side by side: picture, response and entropy before and behind it, and the change.

use std::sync::Arc;

use canvas::{Canvas, CanvasInput, Interpolation, Look, View};
use egui::{Rect, Ui, UiBuilder, pos2, vec2};
use imaging::Picture;
use jobs::Jobs;
use workbench::tokens::{self, space};
use workbench::{icons, text, tr};

use super::names::attack_name;
use crate::subject::{Attempt, Side};

/// Columns: picture, response, entropy, and the change above the words.
const COLUMNS: usize = 4;

/// How many pictures there are.
const PICTURES: usize = 7;

/// Less height than this, in points, shows nothing of a picture.
const LEAST_HEIGHT_PT: f32 = 40.0;

/// The viewports of an attack, which pan and zoom together.
#[derive(Default)]
pub struct AttemptGrid {
    canvases: [Canvas; PICTURES],
    /// What all were told to show last: showing it is no move of the user's.
    tied: Option<View>,
}

/// A picture with its caption, and where it stands in the grid.
struct Cell<'a> {
    row: usize,
    column: usize,
    caption: String,
    picture: &'a Arc<Picture>,
}

impl AttemptGrid {
    /// Shows all of every picture.
    pub fn fit(&mut self) {
        for canvas in &mut self.canvases {
            canvas.fit();
        }
    }

    /// Paints the pictures of an attack, and what it found in words.
    pub fn ui(&mut self, ui: &mut Ui, jobs: &Jobs, attempt: &Attempt) {
        let area = ui.available_rect_before_wrap().shrink(space::S);
        let mut moved = None;
        for (index, cell) in cells(attempt).into_iter().enumerate() {
            let rect = place(area, cell.row, cell.column);
            let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(index));
            child.add(egui::Label::new(&cell.caption).truncate());
            if child.available_height() < LEAST_HEIGHT_PT {
                continue;
            }
            let look = Look {
                interpolation: Interpolation::Auto,
                ..Look::auto(cell.picture)
            };
            let input = CanvasInput::new(Some(cell.picture), jobs, &look, &cell.caption);
            let output = self.canvases[index].show(&mut child, &input);
            let is_moved = output.view_changed && self.canvases[index].view() != self.tied;
            if is_moved && moved.is_none() {
                moved = Some(index);
            }
        }
        self.tie(moved);
        let rect = place(area, 1, COLUMNS - 1);
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("words"));
        egui::ScrollArea::vertical()
            .id_salt("attack words")
            .show(&mut child, |ui| words_ui(ui, attempt));
        ui.advance_cursor_after_rect(area);
    }

    /// Every viewport follows the one that the user moved.
    fn tie(&mut self, moved: Option<usize>) {
        let Some(leader) = moved else { return };
        let Some(view) = self.canvases[leader].view() else {
            return;
        };
        self.tied = Some(view);
        for (index, canvas) in self.canvases.iter_mut().enumerate() {
            if index != leader {
                canvas.set_view(view);
            }
        }
    }
}

/// The rectangle of a cell, with a gap around.
fn place(area: Rect, row: usize, column: usize) -> Rect {
    let gap = space::S;
    let width = (area.width() - gap * (COLUMNS - 1) as f32) / COLUMNS as f32;
    let height = (area.height() - gap) / 2.0;
    let left = area.left() + column as f32 * (width + gap);
    let top = area.top() + row as f32 * (height + gap);
    Rect::from_min_size(pos2(left, top), vec2(width.max(1.0), height.max(1.0)))
}

fn cells(attempt: &Attempt) -> Vec<Cell<'_>> {
    let mut cells = Vec::with_capacity(PICTURES);
    for (row, side) in [&attempt.before, &attempt.after].into_iter().enumerate() {
        let bits = text::number(side.maps.average_bits, 2);
        let captions = [
            (side_caption(side, row == 0), &side.picture),
            (tr!("inspect-attack-response"), &side.response),
            (tr!("inspect-attack-entropy", bits = bits), &side.entropy),
        ];
        for (column, (caption, picture)) in captions.into_iter().enumerate() {
            cells.push(Cell {
                row,
                column,
                caption,
                picture,
            });
        }
    }
    let factor = text::number(f64::from(attempt.amplification), 1);
    cells.push(Cell {
        row: 0,
        column: COLUMNS - 1,
        caption: tr!("inspect-attack-change", factor = factor),
        picture: &attempt.change,
    });
    cells
}

/// What a side is taken for.
fn side_caption(side: &Side, is_before: bool) -> String {
    let (label, share) = match side.classes.first() {
        Some((label, share)) => (label.as_str(), text::percent(*share, 1)),
        None => ("", String::new()),
    };
    if is_before {
        tr!("inspect-attack-before", label = label, share = share)
    } else {
        tr!("inspect-attack-after", label = label, share = share)
    }
}

fn words_ui(ui: &mut Ui, attempt: &Attempt) {
    let colours = tokens::palette(ui);
    let outcome = &attempt.outcome;
    ui.horizontal_wrapped(|ui| {
        let (icon, colour, words) = if outcome.succeeded {
            (
                icons::ICON_BOLT,
                colours.warning,
                tr!("inspect-attack-turned"),
            )
        } else {
            (
                icons::ICON_SHIELD,
                colours.success,
                tr!("inspect-attack-withstood"),
            )
        };
        icons::icon_ui(ui, icon, colour, 16.0);
        ui.colored_label(colour, words);
    });
    ui.label(tr!(
        "inspect-attack-what",
        attack = attack_name(outcome.attack),
        picture = attempt.picture.as_str()
    ));
    for (side, title) in [
        (&attempt.before, tr!("inspect-figure-before")),
        (&attempt.after, tr!("inspect-figure-after")),
    ] {
        ui.add_space(space::XS);
        ui.strong(title);
        for (label, share) in side.classes.iter().take(3) {
            ui.label(format!("{label}: {}", text::percent(*share, 1)));
        }
        if let Some(judgement) = &side.judgement {
            why::verdict_ui(ui, judgement);
        }
    }
    ui.add_space(space::XS);
    ui.label(tr!(
        "inspect-attack-size",
        linf = text::number(outcome.linf * 255.0, 1),
        rms = text::number(outcome.rms, 5),
        pixels = outcome.changed_pixels
    ));
    ui.weak(tr!(
        "inspect-attack-cost",
        queries = outcome.queries,
        gradients = outcome.gradients
    ));
    for note in &outcome.notes {
        ui.label(note.to_string());
    }
}
