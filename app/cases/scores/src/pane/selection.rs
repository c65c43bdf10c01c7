//! What is chosen on a page, with what the music says of it.

use std::collections::BTreeSet;

use annotation::{Document, Label, LabelId};
use notation::{Accidental, Chord, Content, ElementId, Entry, Length, Note, NoteValue, RestLength};
use staves::Staff;
use store::PictureId;
use transcription::{AlterRule, Evidence, Sign};

use super::music::Music;
use crate::method::{self, Page};
use crate::subject::given_of;

/// A symbol that is chosen.
pub struct Chosen<'a> {
    /// Its label.
    pub label: &'a Label,
    /// What it is.
    pub sign: Sign,
    /// Left, upper, right and lower edge, in pixels of the page.
    pub box_px: [f64; 4],
}

impl Chosen<'_> {
    /// The middle of its box as column and row.
    pub fn middle_px(&self) -> [f64; 2] {
        let [left, top, right, bottom] = self.box_px;
        [f64::midpoint(left, right), f64::midpoint(top, bottom)]
    }

    fn element(&self) -> ElementId {
        ElementId(method::symbol_id(self.label.id))
    }
}

/// The symbols that are chosen on a page.
pub struct Selection<'a> {
    chosen: Vec<Chosen<'a>>,
    music: Option<&'a Music>,
    page: Option<&'a Page>,
}

impl<'a> Selection<'a> {
    /// The symbols among labels that are chosen on a page.
    pub fn new(
        document: &'a Document,
        picture: PictureId,
        labels: &BTreeSet<LabelId>,
        music: Option<&'a Music>,
    ) -> Self {
        let symbol = |id: &LabelId| {
            let label = document.label(picture, *id)?;
            let bounds = label.shape.bounds()?;
            let class = &document.class(label.class)?.name;
            Some(Chosen {
                label,
                // What says something about the layout is no sign.
                sign: Sign::of_name(class).unwrap_or(Sign::Other),
                box_px: [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y],
            })
        };
        let page = music.and_then(|it| it.page(picture)).map(|it| &**it);
        Self {
            chosen: labels.iter().filter_map(symbol).collect(),
            music,
            page,
        }
    }

    /// The symbols.
    pub fn chosen(&self) -> &[Chosen<'a>] {
        &self.chosen
    }

    /// The symbol, where only one is chosen.
    pub fn only(&self) -> Option<&Chosen<'a>> {
        match &self.chosen[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Why the music says what it says of a note or rest.
    pub fn evidence(&self, chosen: &Chosen<'_>) -> Option<&'a Evidence> {
        self.music?.transcription.evidence.get(&chosen.element())
    }

    /// The note or rest as it stands in the music.
    pub fn entry(&self, chosen: &Chosen<'_>) -> Option<&'a Entry> {
        let measure = self.evidence(chosen)?.measure;
        let parts = self.music?.transcription.score.parts.iter();
        let mut entries = parts
            .filter_map(|part| part.measures.get(measure))
            .flat_map(|it| &it.voices)
            .flat_map(notation::Voice::entries);
        let element = chosen.element();
        entries.find(|entry| entry.ids().any(|id| id == element))
    }

    /// The chord that a head belongs to.
    fn chord(&self, chosen: &Chosen<'_>) -> Option<&'a Chord> {
        self.entry(chosen)?.as_chord()
    }

    /// The note that a head is.
    pub fn note(&self, chosen: &Chosen<'_>) -> Option<&'a Note> {
        let element = chosen.element();
        self.chord(chosen)?.notes.iter().find(|it| it.id == element)
    }

    /// The written length of a note or rest; none of a rest for the whole measure.
    pub fn written(&self, chosen: &Chosen<'_>) -> Option<Length> {
        match &self.entry(chosen)?.content {
            Content::Chord(chord) => Some(chord.length),
            Content::Rest(rest) => match rest.length {
                RestLength::Written(length) => Some(length),
                RestLength::Measure(_) => None,
            },
        }
    }

    /// The value and dots of a note or rest.
    pub fn length(&self, chosen: &Chosen<'_>) -> Option<(NoteValue, u8)> {
        let said = given_of(&chosen.label.attributes).length;
        said.or_else(|| self.written(chosen).map(|it| (it.value(), it.dots())))
    }

    /// All heads of the chord that a head belongs to, itself at least.
    pub fn heads_of_chord(&self, chosen: &Chosen<'_>) -> Vec<LabelId> {
        match self.chord(chosen) {
            Some(chord) => chord
                .notes
                .iter()
                .map(|it| method::label_id(it.id.0))
                .collect(),
            None => vec![chosen.label.id],
        }
    }

    /// The dots behind a note or rest.
    pub fn dots(&self, chosen: &Chosen<'_>) -> Vec<LabelId> {
        let evidence = self.evidence(chosen);
        let dots = evidence.map(|it| &it.dots[..]).unwrap_or_default();
        dots.iter().map(|it| method::label_id(*it)).collect()
    }

    /// The accidental right before a head.
    pub fn own_accidental(&self, chosen: &Chosen<'_>) -> Option<(LabelId, Accidental)> {
        let evidence = self.evidence(chosen)?;
        if evidence.pitch?.alter_from != AlterRule::Own {
            return None;
        }
        let symbol = evidence.accidental?;
        let symbols = &self.page?.symbols;
        let sign = symbols.iter().find(|it| it.id == symbol)?.sign;
        match sign {
            Sign::Accidental(accidental) => Some((method::label_id(symbol), accidental)),
            _ => None,
        }
    }

    /// The staff of its part that a note or rest stands on, from 1.
    pub fn staff_of_part(&self, chosen: &Chosen<'_>) -> Option<u8> {
        let note = self.note(chosen).map(|note| note.staff);
        note.or_else(|| self.entry(chosen)?.staff())
    }

    /// The staff that a symbol is nearest to, with its number on the page.
    fn staff(&self, chosen: &Chosen<'_>) -> Option<(usize, &'a Staff)> {
        let [x, y] = chosen.middle_px();
        let staves = self.page?.layout.staves.iter().enumerate();
        staves.min_by(|a, b| {
            let away = |staff: &Staff| {
                let beside = (staff.left_px() - x).max(x - staff.right_px()).max(0.0);
                (staff.middle_px(x) - y).abs() + beside
            };
            away(a.1).total_cmp(&away(b.1))
        })
    }

    /// The distance from line to line of the staff that a symbol is on, in pixels.
    pub fn interline_px(&self, chosen: &Chosen<'_>) -> f64 {
        let [left, top, right, bottom] = chosen.box_px;
        let staff = self.staff(chosen).map(|it| it.1.scale().interline_px);
        // Without a staff, a head is about as large as a staff space.
        staff.unwrap_or_else(|| (right - left).min(bottom - top))
    }

    /// Where a symbol stands on its staff, in half staff spaces above its middle.
    pub fn position(&self, chosen: &Chosen<'_>) -> Option<i32> {
        let said = given_of(&chosen.label.attributes).staff_position;
        said.or_else(|| {
            let (number, staff) = self.staff(chosen)?;
            let [x, y] = chosen.middle_px();
            let reach_px = staff.scale().interline_px;
            let layout = &self.page?.layout;
            let position = layout.position_by_ledgers(number, x, y, reach_px)?;
            Some(position.round() as i32)
        })
    }
}
