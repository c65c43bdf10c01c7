//! The pictures of the project: filtered and sorted, as a filmstrip or as a list.

mod filmstrip;
mod order;
mod table;
mod thumbnails;

use egui::{RichText, Ui};
use jobs::Jobs;
use store::{PictureId, PictureRow, PictureState};
use workbench::{
    Command, CommandSender, Document, PictureKey, PictureNotes, PictureShelf, ShelfState, tr,
};

use order::{Column, Order};
pub use thumbnails::Thumbnails;

/// How the pictures are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// One row of thumbnails below the picture.
    #[default]
    Filmstrip,
    /// A table with a row a picture.
    List,
}

/// What makes a picture lie elsewhere in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Arrangement {
    layout: Layout,
    column: Column,
    descending: bool,
    shown: usize,
}

/// The panel of pictures.
#[derive(Default)]
pub struct PictureList {
    order: Order,
    layout: Layout,
    thumbnails: Thumbnails,
    /// The picture that was last brought into view, and in which arrangement, so that scrolling by
    /// hand is left alone.
    revealed: Option<(PictureId, Arrangement)>,
    filter_wants_focus: bool,
    has_keyboard: bool,
}

impl PictureList {
    /// Collects the order and the thumbnails, and asks anew where something changed.
    pub fn logic(
        &mut self,
        context: &egui::Context,
        jobs: &Jobs,
        document: &Document,
        notes: Option<&PictureNotes>,
    ) {
        self.order.logic(jobs, document, notes);
        self.thumbnails.logic(context);
    }

    /// Forgets what belongs to the project before.
    pub fn reset(&mut self) {
        self.order = Order::default();
        self.thumbnails = Thumbnails::default();
        self.revealed = None;
    }

    /// The picture `by` places after (or before) the current one, in the order shown.
    #[must_use]
    pub fn neighbour<'a>(&self, document: &'a Document, by: isize) -> Option<&'a PictureRow> {
        let places = self.order.places();
        let rows = document.pictures();
        let current = document.current_index()?;
        let place = match places.iter().position(|&place| place as usize == current) {
            Some(place) => place.checked_add_signed(by)?,
            // The filter hides the current picture: the first one shown is next.
            None => 0,
        };
        rows.get(*places.get(place)? as usize)
    }

    /// The next or previous page of the current file.
    #[must_use]
    pub fn neighbour_page<'a>(
        &self,
        document: &'a Document,
        forwards: bool,
    ) -> Option<&'a PictureRow> {
        let row = document.current()?;
        let page = if forwards {
            row.page + 1
        } else {
            row.page.checked_sub(1)?
        };
        document
            .pictures()
            .iter()
            .find(|other| other.path == row.path && other.page == page)
    }

    /// Whether one of the pictures has the keyboard.
    #[must_use]
    pub fn has_keyboard(&self) -> bool {
        self.has_keyboard
    }

    /// Puts the cursor into the filter.
    pub fn focus_filter(&mut self) {
        self.filter_wants_focus = true;
    }

    /// Paints the panel.
    pub fn ui(&mut self, ui: &mut Ui, lent: &Lent<'_>) {
        let document = lent.document;
        self.header_ui(ui, document, lent.notes);
        let wanted = document.current().map(|row| {
            let (column, descending) = self.order.sorting();
            let arrangement = Arrangement {
                layout: self.layout,
                column,
                descending,
                shown: self.order.places().len(),
            };
            (row.id, arrangement)
        });
        let reveal = wanted.filter(|wanted| self.revealed != Some(*wanted));
        if reveal.is_some() && self.order.is_settled() {
            self.revealed = reveal;
        }
        let reveal = reveal.map(|(id, _)| id);
        let view = View {
            lent,
            reveal,
            had_keyboard: self.has_keyboard,
            may_ask_thumbnails: document.current_key().is_none_or(|key| {
                !matches!(
                    lent.shelf.get(&key),
                    ShelfState::Opening(_) | ShelfState::Absent
                )
            }),
        };
        if self.order.places().is_empty() {
            self.has_keyboard = false;
            view.empty_ui(ui, self.order.is_settled());
            return;
        }
        self.has_keyboard = match self.layout {
            Layout::Filmstrip => filmstrip::ui(ui, &view, &self.order, &mut self.thumbnails),
            Layout::List => table::ui(ui, &view, &mut self.order, &mut self.thumbnails),
        };
    }

    fn header_ui(&mut self, ui: &mut Ui, document: &Document, notes: Option<&PictureNotes>) {
        ui.horizontal_wrapped(|ui| {
            ui.selectable_value(
                &mut self.layout,
                Layout::Filmstrip,
                tr!("sightglass-filmstrip"),
            );
            ui.selectable_value(&mut self.layout, Layout::List, tr!("sightglass-list"));
            ui.separator();
            let filter = egui::TextEdit::singleline(self.order.filter_mut())
                .hint_text(tr!("sightglass-filter-hint"))
                .desired_width((ui.available_width() * 0.3).clamp(80.0, 220.0));
            let response = ui.add(filter);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr!("sightglass-filter"))
            });
            if std::mem::take(&mut self.filter_wants_focus) {
                response.request_focus();
            }
            self.order
                .sort_ui(ui, notes.is_some_and(|notes| !notes.is_empty()));
            let shown = tr!(
                "sightglass-shown",
                shown = self.order.places().len(),
                all = document.pictures().len()
            );
            ui.add(egui::Label::new(RichText::new(shown).weak()).extend());
        });
    }
}

/// What the panel is painted from.
pub struct Lent<'a> {
    /// Makes thumbnails.
    pub jobs: &'a Jobs,
    /// The pictures.
    pub document: &'a Document,
    /// The opened pictures, and those that could not be.
    pub shelf: &'a PictureShelf,
    /// What the case has found.
    pub notes: Option<&'a PictureNotes>,
    /// Where choices are sent.
    pub commands: &'a CommandSender,
}

/// What both layouts are painted from.
struct View<'a> {
    lent: &'a Lent<'a>,
    /// The picture to bring into view in this frame.
    reveal: Option<PictureId>,
    /// Whether the list had the keyboard in the frame before.
    had_keyboard: bool,
    /// Thumbnails wait while the picture in the middle is being opened: it comes first.
    may_ask_thumbnails: bool,
}

impl View<'_> {
    /// The state of a row in words, where it is worth a word. Scanning reads headers; what lies
    /// behind them is known once the picture was to be shown.
    fn trouble(&self, row: &PictureRow) -> Option<String> {
        match &row.state {
            PictureState::Missing => Some(tr!("sightglass-picture-missing")),
            PictureState::Broken(reason) => Some(reason.clone()),
            PictureState::Listed | PictureState::Ready => {
                match self.lent.shelf.get(&PictureKey::of(row)) {
                    ShelfState::Failed(reason) => Some(reason.to_owned()),
                    _ => None,
                }
            }
        }
    }

    /// The thumbnail of a row in view.
    fn thumbnail<'t>(
        &self,
        row: &PictureRow,
        thumbnails: &'t mut Thumbnails,
    ) -> Option<&'t egui::TextureHandle> {
        let project = self.lent.document.project()?;
        thumbnails.get(self.lent.jobs, project, row, self.may_ask_thumbnails)
    }

    /// Fills the panel where no picture is shown, and says why, once that is known.
    fn empty_ui(&self, ui: &mut Ui, is_settled: bool) {
        if !is_settled {
            ui.allocate_space(ui.available_size());
            return;
        }
        let reason = if self.lent.document.pictures().is_empty() {
            tr!("sightglass-no-pictures")
        } else {
            tr!("sightglass-nothing-matches")
        };
        ui.centered_and_justified(|ui| ui.weak(reason));
    }

    /// Carries on with a row's click and focus: a click takes the keyboard, and it moves on with the
    /// picture being looked at. True when the row has the keyboard.
    fn respond(&self, row: &PictureRow, response: &egui::Response) -> bool {
        if response.clicked() {
            response.request_focus();
            self.lent.commands.send(Command::ShowPicture(row.id));
        }
        if self.had_keyboard && self.reveal == Some(row.id) {
            response.request_focus();
        }
        response.has_focus()
    }
}

/// The name of a row, with its page where the file has several.
fn row_name(row: &PictureRow) -> String {
    let name = workbench::file_name(&row.path);
    if row.page_count > 1 {
        tr!("sightglass-page-of-file", name = name, page = row.page)
    } else {
        name
    }
}
