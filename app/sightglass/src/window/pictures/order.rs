//! Which pictures are shown, and in which order: computed by a job, whatever their number.

use std::cmp::Ordering;
use std::sync::Arc;

use egui::Ui;
use jobs::{Jobs, Lane, Latest};
use store::{PictureRow, PictureState};
use workbench::{Document, PictureNotes, tr};

/// What the list can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Column {
    /// The order of the project.
    #[default]
    Added,
    /// File name, then page.
    Name,
    /// Number of pixels.
    Size,
    /// Unreadable and missing pictures first.
    State,
    /// What the case found.
    Label,
    /// How sure the case is.
    Confidence,
}

impl Column {
    /// Every column, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Added,
        Self::Name,
        Self::Size,
        Self::State,
        Self::Label,
        Self::Confidence,
    ];

    /// The heading.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Added => tr!("sightglass-column-added"),
            Self::Name => tr!("sightglass-column-name"),
            Self::Size => tr!("sightglass-column-size"),
            Self::State => tr!("sightglass-column-state"),
            Self::Label => tr!("sightglass-column-label"),
            Self::Confidence => tr!("sightglass-column-confidence"),
        }
    }

    /// Whether the column comes from the case's findings.
    #[must_use]
    pub fn is_finding(self) -> bool {
        matches!(self, Self::Label | Self::Confidence)
    }
}

/// What an order is made from; another one means that it is stale.
#[derive(Clone, PartialEq, Default)]
struct Question {
    filter: String,
    column: Column,
    descending: bool,
    pictures: u64,
    notes: u64,
}

/// The order of the pictures.
#[derive(Default)]
pub struct Order {
    wanted: Question,
    asked: Option<Question>,
    places: Arc<Vec<u32>>,
    answer: Latest<Vec<u32>>,
}

impl Order {
    /// The shown pictures, as places in the document's list.
    #[must_use]
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Whether [`Order::places`] answers the newest question.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.answer.is_busy()
    }

    /// The text that names, findings and states must contain.
    pub fn filter_mut(&mut self) -> &mut String {
        &mut self.wanted.filter
    }

    /// The column and direction that sort the list.
    #[must_use]
    pub fn sorting(&self) -> (Column, bool) {
        (self.wanted.column, self.wanted.descending)
    }

    /// Sorts by `column`; a second time turns the direction round.
    pub fn sort_by(&mut self, column: Column) {
        self.wanted.descending = self.wanted.column == column && !self.wanted.descending;
        self.wanted.column = column;
    }

    /// Collects the newest order and asks for another where something changed.
    pub fn logic(&mut self, jobs: &Jobs, document: &Document, notes: Option<&PictureNotes>) {
        self.wanted.pictures = document.revision();
        self.wanted.notes = notes.map_or(0, PictureNotes::revision);
        if self.asked.as_ref() != Some(&self.wanted) {
            self.asked = Some(self.wanted.clone());
            let question = self.wanted.clone();
            let pictures = Arc::clone(document.pictures());
            let needs_notes = question.column.is_finding() || !question.filter.is_empty();
            let notes = notes.filter(|_| needs_notes).cloned().unwrap_or_default();
            self.answer.ask(jobs, Lane::Interactive, "order", move |_| {
                answer(&question, &pictures, &notes)
            });
        }
        if let Some(Ok(places)) = self.answer.poll() {
            self.places = Arc::new(places);
        }
    }

    /// Paints the choice of column and direction.
    pub fn sort_ui(&mut self, ui: &mut Ui, has_notes: bool) {
        let chosen = self.wanted.column;
        let combo = egui::ComboBox::from_id_salt("sort")
            .selected_text(chosen.name())
            .show_ui(ui, |ui| {
                for column in Column::ALL {
                    if has_notes || !column.is_finding() {
                        ui.selectable_value(&mut self.wanted.column, column, column.name());
                    }
                }
            });
        combo.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, tr!("sightglass-sort-by"))
        });
        let (icon, name) = if self.wanted.descending {
            (
                workbench::icons::ICON_ARROW_DOWNWARD,
                tr!("sightglass-descending"),
            )
        } else {
            (
                workbench::icons::ICON_ARROW_UPWARD,
                tr!("sightglass-ascending"),
            )
        };
        if workbench::icons::icon_button_ui(ui, icon, &name).clicked() {
            self.wanted.descending = !self.wanted.descending;
        }
    }
}

fn answer(question: &Question, pictures: &[PictureRow], notes: &PictureNotes) -> Vec<u32> {
    let filter = question.filter.trim().to_lowercase();
    let mut places: Vec<u32> = (0..pictures.len() as u32)
        .filter(|&place| matches(&pictures[place as usize], notes, &filter))
        .collect();
    let compare = |a: &u32, b: &u32| {
        compare(
            question.column,
            &pictures[*a as usize],
            &pictures[*b as usize],
            notes,
        )
    };
    // A stable sort keeps the order of the project among equals, in both directions.
    if question.descending {
        places.sort_by(|a, b| compare(b, a));
    } else {
        places.sort_by(compare);
    }
    if question.column == Column::Added && question.descending {
        places.reverse();
    }
    places
}

fn matches(row: &PictureRow, notes: &PictureNotes, filter: &str) -> bool {
    filter.is_empty()
        || row.relative.to_lowercase().contains(filter)
        || notes
            .get(row.id)
            .is_some_and(|note| note.label.to_lowercase().contains(filter))
}

fn compare(column: Column, a: &PictureRow, b: &PictureRow, notes: &PictureNotes) -> Ordering {
    match column {
        Column::Added => Ordering::Equal,
        Column::Name => {
            store::natural_order(&a.relative, &b.relative).then_with(|| a.page.cmp(&b.page))
        }
        Column::Size => pixels(a).cmp(&pixels(b)),
        Column::State => trouble_rank(&a.state).cmp(&trouble_rank(&b.state)),
        Column::Label => {
            let label = |row: &PictureRow| notes.get(row.id).map(|note| note.label.clone());
            missing_last(label(a), label(b), Ord::cmp)
        }
        Column::Confidence => {
            let confidence = |row: &PictureRow| notes.get(row.id).and_then(|note| note.confidence);
            missing_last(confidence(a), confidence(b), f32::total_cmp)
        }
    }
}

fn pixels(row: &PictureRow) -> u64 {
    u64::from(row.width_px.unwrap_or(0)) * u64::from(row.height_px.unwrap_or(0))
}

fn trouble_rank(state: &PictureState) -> u8 {
    match state {
        PictureState::Broken(_) => 0,
        PictureState::Missing => 1,
        PictureState::Listed => 2,
        PictureState::Ready => 3,
    }
}

fn missing_last<T>(
    a: Option<T>,
    b: Option<T>,
    compare: impl FnOnce(&T, &T) -> Ordering,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(&a, &b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
