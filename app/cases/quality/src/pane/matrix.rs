//! The matrix of a series: a row for each thing, a column for each shot.

use annotation::{Cell, Document, Matrix, PictureId, Series, TrackId};
use egui::{
    Align2, Color32, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui,
    WidgetInfo, vec2,
};
use marking::{Board, thing_name};
use workbench::tokens::{self, Palette};
use workbench::{CaseContext, Command, icons, text, tr};

const CELL_PT: f32 = 18.0;
/// The side of a cell in the legend.
const LEGEND_PT: f32 = 14.0;

/// Paints the matrix. A click on a cell shows its shot and follows its thing.
pub fn matrix_ui(
    ui: &mut Ui,
    document: &Document,
    series: &Series,
    matrix: &Matrix,
    board: &mut Board,
    context: &CaseContext<'_>,
) {
    let current = context.document.current().map(|row| row.id);
    egui::ScrollArea::horizontal()
        .id_salt("matrix")
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            for (row, track) in matrix.tracks.iter().enumerate() {
                let Some(thing) = document.track(*track) else {
                    continue;
                };
                let name = thing_name(document, thing);
                let colour = document.class(thing.class).map(|class| {
                    let [red, green, blue] = class.colour;
                    Color32::from_rgb(red, green, blue)
                });
                thing_ui(ui, &name, colour, *track, document, board);
                ui.horizontal(|ui| {
                    for (column, shot) in matrix.shots.iter().enumerate() {
                        let cell = matrix.rows[row][column];
                        let what = Place {
                            name: &name,
                            number: column + 1,
                            is_current: current == Some(*shot),
                        };
                        let response = cell_ui(ui, cell, &what);
                        if response.clicked() {
                            board.follow_track(Some(*track), document);
                            context.commands.send(Command::ShowPicture(*shot));
                        }
                    }
                });
            }
            ui.horizontal(|ui| {
                for (column, shot) in series.shots.iter().enumerate() {
                    let is_current = current == Some(shot.picture);
                    let open = open_places(matrix, shot.picture);
                    let response = shot_ui(ui, column + 1, shot.angle_deg, open, is_current);
                    if response.clicked() {
                        context.commands.send(Command::ShowPicture(shot.picture));
                    }
                }
            });
        });
    legend_ui(ui);
}

/// The name of a thing, to be chosen.
fn thing_ui(
    ui: &mut Ui,
    name: &str,
    colour: Option<Color32>,
    track: TrackId,
    document: &Document,
    board: &mut Board,
) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        if let Some(colour) = colour {
            ui.painter().rect_filled(rect, 2.0, colour);
        }
        let is_followed = board.track() == Some(track);
        if ui.selectable_label(is_followed, name).clicked() {
            board.follow_track((!is_followed).then_some(track), document);
        }
    });
}

/// What a cell is of.
struct Place<'a> {
    name: &'a str,
    number: usize,
    is_current: bool,
}

fn cell_ui(ui: &mut Ui, cell: Cell, place: &Place<'_>) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(CELL_PT, CELL_PT), Sense::click());
    let palette = tokens::palette(ui);
    paint_cell(ui, rect, cell, palette);
    if place.is_current || response.has_focus() {
        let stroke = Stroke::new(2.0, palette.accent);
        ui.painter()
            .rect_stroke(rect, 3.0, stroke, StrokeKind::Outside);
    }
    let state = cell_text(cell);
    let name = tr!(
        "quality-cell",
        thing = place.name,
        number = place.number,
        state = state
    );
    icons::named(response, None, &name).on_hover_text(name)
}

fn paint_cell(ui: &Ui, rect: Rect, cell: Cell, palette: &Palette) {
    let painter = ui.painter();
    let (fill, text, colour) = match cell {
        Cell::Labelled(_) => (palette.success, "", palette.on_accent),
        Cell::Proposed(_) => (palette.warning, "?", palette.on_accent),
        Cell::NotVisible => (palette.control, "–", palette.text),
        Cell::PerhapsHidden => (palette.control, "–?", palette.warning),
        Cell::Missing => (palette.sunken, "", palette.text_weak),
    };
    painter.rect_filled(rect, 3.0, fill);
    if cell == Cell::Missing {
        let stroke = Stroke::new(1.0, palette.outline);
        painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Inside);
    }
    if matches!(cell, Cell::Labelled(_)) {
        icons::paint(ui, icons::ICON_CHECK, rect.shrink(2.0), colour);
    }
    let font = FontId::proportional(11.0);
    painter.text(rect.center(), Align2::CENTER_CENTER, text, font, colour);
}

fn cell_text(cell: Cell) -> String {
    match cell {
        Cell::Labelled(_) => tr!("quality-cell-labelled"),
        Cell::Proposed(_) => tr!("quality-cell-proposed"),
        Cell::NotVisible => tr!("quality-cell-not-visible"),
        Cell::PerhapsHidden => tr!("quality-cell-perhaps-hidden"),
        Cell::Missing => tr!("quality-cell-missing"),
    }
}

/// The number of a shot, with a mark below where something is open.
fn shot_ui(
    ui: &mut Ui,
    number: usize,
    angle_deg: Option<f64>,
    open: usize,
    is_current: bool,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(CELL_PT, CELL_PT), Sense::click());
    let palette = tokens::palette(ui);
    let painter = ui.painter();
    if is_current {
        painter.rect_filled(rect, 3.0, palette.selected);
    }
    let colour = if open > 0 {
        palette.text_strong
    } else {
        palette.text_weak
    };
    let font = FontId::proportional(10.0);
    let number_text = number.to_string();
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        number_text,
        font,
        colour,
    );
    if open > 0 {
        let dot = rect.center_bottom() - vec2(0.0, 1.5);
        painter.circle_filled(dot, 2.0, palette.warning);
    }
    let angle = angle_deg.map_or_else(String::new, |angle| format!("{}°", text::number(angle, 0)));
    let name = tr!("quality-shot", number = number, angle = angle, count = open);
    icons::named(response, Some(is_current), &name).on_hover_text(name)
}

fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        let palette = tokens::palette(ui);
        for cell in [
            Cell::Labelled(annotation::LabelId(0)),
            Cell::Proposed(annotation::LabelId(0)),
            Cell::NotVisible,
            Cell::PerhapsHidden,
            Cell::Missing,
        ] {
            legend_entry_ui(ui, cell, palette);
        }
    });
}

/// A cell with what it means, which stay together where the line ends.
fn legend_entry_ui(ui: &mut Ui, cell: Cell, palette: &Palette) {
    let text = cell_text(cell);
    let font = TextStyle::Small.resolve(ui.style());
    let words = ui
        .painter()
        .layout_no_wrap(text.clone(), font, palette.text_weak);
    let gap = tokens::space::XS;
    let size = vec2(LEGEND_PT + gap + words.size().x, LEGEND_PT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let square = Rect::from_min_size(rect.min, vec2(LEGEND_PT, LEGEND_PT));
    paint_cell(ui, square, cell, palette);
    let left = square.right_center() + vec2(gap, -0.5 * words.size().y);
    ui.painter().galley(left, words, palette.text_weak);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
}

/// How much is open on a shot.
fn open_places(matrix: &Matrix, shot: PictureId) -> usize {
    let of_shot = |obstacle: &&annotation::Obstacle| obstacle.picture() == shot;
    matrix.obstacles.iter().filter(of_shot).count()
}
