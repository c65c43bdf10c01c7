//! What a command does to the symbols that are chosen, as wishes for the labels.

use std::collections::BTreeMap;

use annotation::{
    Class, Document, Edit as LabelEdit, Gesture, IdSource, Label, LabelId, LayerId, Refusal,
    Standing, act,
};
use notation::{Accidental, Note, NoteValue};
use shapes::{Point, Rect, Shape};
use store::PictureId;
use transcription::{Edit, Given, Head, Problem, Sign};
use workbench::CaseContext;
use workbench::labels::LabelWish;

use super::selection::{Chosen, Selection};
use crate::method;
use crate::subject::{
    SET_ASIDE, accidental_class, attributes_of, class_of, given_of, head_class, rest_class,
};

/// Width and height of an accidental that is put before a head, and of a dot behind one, in staff
/// spaces; and the room between them and the head.
const ACCIDENTAL: [f64; 2] = [1.0, 2.7];
const DOT: f64 = 0.4;
const ROOM: f64 = 0.3;
/// Accidentals from the flattest to the sharpest.
const ACCIDENTALS: [Accidental; 5] = [
    Accidental::DoubleFlat,
    Accidental::Flat,
    Accidental::Natural,
    Accidental::Sharp,
    Accidental::DoubleSharp,
];

/// Where labels are changed.
#[derive(Clone, Copy)]
pub struct Place {
    /// The page.
    pub picture: PictureId,
    /// The layer that its symbols lie on.
    pub layer: LayerId,
}

/// One change of a symbol.
#[derive(Clone)]
enum Change {
    /// It becomes one of another class.
    Become(String),
    /// It moves downwards by so many pixels.
    Move(f64),
    /// Something more is said about it.
    Say(Given),
    /// It goes.
    Remove,
}

/// A label that is added.
#[derive(Clone)]
struct Added {
    class: String,
    box_px: [f64; 4],
    attributes: BTreeMap<String, String>,
}

impl Added {
    fn new(class: &str, box_px: [f64; 4]) -> Self {
        Self {
            class: class.to_owned(),
            box_px,
            attributes: BTreeMap::new(),
        }
    }
}

/// Several changes of a page that are one gesture.
#[derive(Clone, Default)]
pub struct Changes {
    changes: Vec<(LabelId, Change)>,
    added: Vec<Added>,
}

impl Changes {
    /// Whether there is nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.added.is_empty()
    }

    /// A symbol of a class in a box.
    pub fn adding(class: &str, box_px: [f64; 4]) -> Self {
        Self {
            added: vec![Added::new(class, box_px)],
            ..Self::default()
        }
    }

    /// A problem is said to be none.
    pub fn setting_aside(problem: &Problem) -> Self {
        let aside = Added {
            attributes: method::aside_attributes(problem),
            ..Added::new(SET_ASIDE, problem.box_px)
        };
        Self {
            added: vec![aside],
            ..Self::default()
        }
    }

    /// Symbols that become others.
    pub fn becoming(symbols: impl IntoIterator<Item = LabelId>, class: &str) -> Self {
        let other = |id| (id, Change::Become(class.to_owned()));
        Self {
            changes: symbols.into_iter().map(other).collect(),
            ..Self::default()
        }
    }

    /// What would mend a problem.
    pub fn of_fix(edit: &Edit) -> Self {
        let one = |symbol: u64, change| Self {
            changes: vec![(method::label_id(symbol), change)],
            ..Self::default()
        };
        match edit {
            Edit::Remove(symbol) => one(*symbol, Change::Remove),
            Edit::Become(symbol, sign) => class_of(*sign).map_or_else(Self::default, |class| {
                one(*symbol, Change::Become(class.to_owned()))
            }),
            Edit::Say(symbol, given) => one(*symbol, Change::Say(*given)),
            Edit::Add { sign, box_px } => {
                class_of(*sign).map_or_else(Self::default, |class| Self::adding(class, *box_px))
            }
        }
    }

    /// Moves heads and what else stands on the staff by steps upwards. The box of a head stays around its
    /// ink, and it is said on which line or in which space it is; anything else is moved itself.
    pub fn stepping(selection: &Selection<'_>, steps: i32) -> Self {
        let mut all = Self::default();
        for chosen in selection.chosen() {
            let position = chosen.sign.is_timed().then(|| selection.position(chosen));
            let change = match position.flatten() {
                Some(position) => Change::Say(Given {
                    staff_position: Some(position + steps),
                    ..Given::default()
                }),
                None => Change::Move(-f64::from(steps) * selection.interline_px(chosen) / 2.0),
            };
            all.changes.push((chosen.label.id, change));
        }
        all
    }

    /// Makes notes a half tone higher or lower than they sound, by their accidentals; and accidentals
    /// themselves by one.
    pub fn altering(selection: &Selection<'_>, is_sharper: bool) -> Self {
        let mut all = Self::default();
        for chosen in selection.chosen() {
            let (target, now) = match chosen.sign {
                Sign::Accidental(now) => (Some(chosen.label.id), Some(now)),
                Sign::Head { .. } => match selection.own_accidental(chosen) {
                    Some((id, now)) => (Some(id), Some(now)),
                    None => (None, None),
                },
                _ => continue,
            };
            let sounding = selection.note(chosen).map(|it| it.pitch.alter());
            let next = match sounding {
                Some(alter) => altered(alter + if is_sharper { 1 } else { -1 }),
                None => next_accidental(now, is_sharper),
            };
            let Some(class) = next.and_then(accidental_class) else {
                continue;
            };
            match target {
                Some(id) => all.changes.push((id, Change::Become(class.to_owned()))),
                None => {
                    let [width, height] = ACCIDENTAL.map(|it| it * selection.interline_px(chosen));
                    let room = ROOM * selection.interline_px(chosen);
                    let [left, top, _, bottom] = chosen.box_px;
                    let middle = f64::midpoint(top, bottom);
                    let right = left - room;
                    let box_px = [
                        right - width,
                        middle - height / 2.0,
                        right,
                        middle + height / 2.0,
                    ];
                    all.added.push(Added::new(class, box_px));
                }
            }
        }
        all
    }

    /// Takes away the accidentals of notes.
    pub fn without_accidentals(selection: &Selection<'_>) -> Self {
        let own = |chosen: &Chosen<'_>| match chosen.sign {
            Sign::Accidental(_) => Some(chosen.label.id),
            _ => selection.own_accidental(chosen).map(|it| it.0),
        };
        let gone = selection.chosen().iter().filter_map(own);
        Self {
            changes: gone.map(|id| (id, Change::Remove)).collect(),
            ..Self::default()
        }
    }

    /// Makes notes and rests half or twice as long.
    pub fn scaling(selection: &Selection<'_>, is_longer: bool) -> Self {
        let mut all = Self::default();
        for chosen in selection.chosen() {
            match chosen.sign {
                Sign::Rest(value) => {
                    if let Some(class) = next_value(value, is_longer).and_then(rest_class) {
                        let other = Change::Become(class.to_owned());
                        all.changes.push((chosen.label.id, other));
                    }
                }
                Sign::Head { is_small, .. } => {
                    let Some((value, dots)) = selection.length(chosen) else {
                        continue;
                    };
                    let Some(next) = next_value(value, is_longer) else {
                        continue;
                    };
                    let class = head_class(head_of(next), is_small);
                    for head in selection.heads_of_chord(chosen) {
                        all.changes.push((head, Change::Become(class.to_owned())));
                    }
                    let given = Given {
                        length: Some((next, dots)),
                        ..Given::default()
                    };
                    all.changes.push((chosen.label.id, Change::Say(given)));
                }
                _ => {}
            }
        }
        all
    }

    /// Gives notes and rests a dot, or takes away those that they have.
    pub fn dotting(selection: &Selection<'_>) -> Self {
        let mut all = Self::default();
        for chosen in selection.chosen().iter().filter(|it| it.sign.is_timed()) {
            let dots = selection.dots(chosen);
            if !dots.is_empty() {
                let gone = dots.into_iter().map(|id| (id, Change::Remove));
                all.changes.extend(gone);
                continue;
            }
            let interline = selection.interline_px(chosen);
            let [_, top, right, bottom] = chosen.box_px;
            // A head on a line has its dot in the space above.
            let on_line = selection.position(chosen).is_some_and(|it| it % 2 == 0);
            let raised = if on_line { interline / 2.0 } else { 0.0 };
            let middle = f64::midpoint(top, bottom) - raised;
            let (left, half) = (right + ROOM * interline, DOT * interline / 2.0);
            let box_px = [left, middle - half, left + 2.0 * half, middle + half];
            all.added.push(Added::new("augmentationDot", box_px));
        }
        all
    }

    /// Ties notes to the next ones, or no more.
    pub fn tying(selection: &Selection<'_>) -> Self {
        let is_tied = |chosen: &Chosen<'_>| {
            let note: Option<&Note> = selection.note(chosen);
            note.is_some_and(|note| note.is_tied_to_next)
        };
        Self::saying(selection, |chosen| {
            matches!(chosen.sign, Sign::Head { .. }).then(|| Given {
                tie_to_next: Some(!is_tied(chosen)),
                ..Given::default()
            })
        })
    }

    /// Puts notes and rests into the `nth` voice of their staff, from 0.
    pub fn voicing(selection: &Selection<'_>, nth: u8) -> Self {
        Self::saying(selection, |chosen| {
            let staff = selection.staff_of_part(chosen)?;
            let voice = notation::voice_number(staff, nth)?;
            chosen.sign.is_timed().then(|| Given {
                voice: Some(voice),
                ..Given::default()
            })
        })
    }

    fn saying(selection: &Selection<'_>, say: impl Fn(&Chosen<'_>) -> Option<Given>) -> Self {
        let chosen = selection.chosen().iter();
        let said = chosen.filter_map(|it| Some((it.label.id, Change::Say(say(it)?))));
        Self {
            changes: said.collect(),
            ..Self::default()
        }
    }

    /// Sends the changes as one gesture.
    pub fn send(self, place: Place, context: &CaseContext<'_>) {
        if self.is_empty() {
            return;
        }
        context.commands.send(LabelWish::new(move |document, ids| {
            self.edit(document, place, ids)
        }));
    }

    /// The edit for the labels as they are.
    fn edit(
        &self,
        document: &Document,
        place: Place,
        ids: &mut IdSource,
    ) -> Result<LabelEdit, Refusal> {
        let mut new_classes = Vec::new();
        let mut labels: BTreeMap<LabelId, Label> = BTreeMap::new();
        let mut removed = Vec::new();
        for (id, change) in &self.changes {
            let known = document.label(place.picture, *id).ok_or(Refusal::Gone)?;
            if known.is_locked {
                return Err(Refusal::Locked);
            }
            if matches!(change, Change::Remove) {
                removed.push((place.picture, *id));
                continue;
            }
            let label = labels.entry(*id).or_insert_with(|| Label::clone(known));
            change_label(label, change, document, &mut new_classes, ids);
        }
        for added in &self.added {
            let class = method::class_named(document, &added.class, &mut new_classes, ids);
            let [left, top, right, bottom] = added.box_px;
            let bounds = Rect::between(Point::new(left, top), Point::new(right, bottom));
            let id = ids.label();
            let label = Label {
                id,
                attributes: added.attributes.clone(),
                ..Label::drawn(place.picture, place.layer, class, Shape::Box(bounds))
            };
            labels.insert(id, label);
        }
        // Only an import can do all at once; what a person changes is noted as a correction, so that
        // plain changes go the plain way.
        let is_plain = new_classes.is_empty() && removed.is_empty() && self.added.is_empty();
        if is_plain {
            let gesture = self.gesture();
            return act::change_labels(document, gesture, labels.into_values(), ids);
        }
        if labels.is_empty() {
            let gone: Vec<LabelId> = removed.iter().map(|it| it.1).collect();
            return act::remove_labels(document, place.picture, &gone, ids);
        }
        act::import(
            document,
            act::Import {
                classes: new_classes,
                removed,
                labels: labels.into_values().collect(),
                ..act::Import::default()
            },
        )
    }

    fn gesture(&self) -> Gesture {
        let changes = || self.changes.iter().map(|it| &it.1);
        if changes().any(|it| matches!(it, Change::Become(_))) {
            Gesture::Reclassify
        } else if changes().any(|it| matches!(it, Change::Move(_))) {
            Gesture::Reshape
        } else {
            Gesture::Describe
        }
    }
}

fn change_label(
    label: &mut Label,
    change: &Change,
    document: &Document,
    new_classes: &mut Vec<Class>,
    ids: &mut IdSource,
) {
    match change {
        Change::Become(class) => {
            label.class = method::class_named(document, class, new_classes, ids);
        }
        Change::Move(down_px) => {
            if let Some(bounds) = label.shape.bounds() {
                let moved = |at: Point| Point::new(at.x, at.y + down_px);
                label.shape = Shape::Box(Rect::between(moved(bounds.min), moved(bounds.max)));
            }
        }
        Change::Say(given) => {
            let said = given_of(&label.attributes).and(*given);
            label.attributes = attributes_of(&said, &label.attributes);
        }
        Change::Remove => {}
    }
    label.standing = match change {
        // Most of what is said about a symbol does not say that the symbol is right.
        Change::Say(given) if given.staff_position.is_none() => label.standing,
        _ => Standing::Kept,
    };
}

/// The accidental after one; from none, the first sharp or flat.
fn next_accidental(now: Option<Accidental>, is_sharper: bool) -> Option<Accidental> {
    let Some(now) = now else {
        return Some(if is_sharper {
            Accidental::Sharp
        } else {
            Accidental::Flat
        });
    };
    let at = ACCIDENTALS.iter().position(|it| *it == now)?;
    let next = if is_sharper {
        at + 1
    } else {
        at.checked_sub(1)?
    };
    ACCIDENTALS.get(next).copied()
}

/// The accidental of a note that is altered by so many half tones.
fn altered(half_tones: i8) -> Option<Accidental> {
    ACCIDENTALS.into_iter().find(|it| it.alter() == half_tones)
}

/// The value that is twice or half as long.
fn next_value(value: NoteValue, is_longer: bool) -> Option<NoteValue> {
    let at = NoteValue::ALL.iter().position(|it| *it == value)?;
    let next = if is_longer {
        at.checked_sub(1)?
    } else {
        at + 1
    };
    NoteValue::ALL.get(next).copied()
}

/// The head of a note of a value.
const fn head_of(value: NoteValue) -> Head {
    match value {
        NoteValue::Breve => Head::DoubleWhole,
        NoteValue::Whole => Head::Whole,
        NoteValue::Half => Head::Half,
        _ => Head::Black,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accidentals_go_up_and_down_and_end_somewhere() {
        let up = |now| next_accidental(now, true);
        let down = |now| next_accidental(now, false);
        assert_eq!(up(None), Some(Accidental::Sharp));
        assert_eq!(down(None), Some(Accidental::Flat));
        assert_eq!(up(Some(Accidental::Flat)), Some(Accidental::Natural));
        assert_eq!(down(Some(Accidental::Sharp)), Some(Accidental::Natural));
        assert_eq!(up(Some(Accidental::DoubleSharp)), None);
        assert_eq!(down(Some(Accidental::DoubleFlat)), None);
    }

    #[test]
    fn notes_are_altered_by_half_tones() {
        let all: Vec<_> = (-3..=3).map(altered).collect();
        let signs = [
            Accidental::DoubleFlat,
            Accidental::Flat,
            Accidental::Natural,
            Accidental::Sharp,
            Accidental::DoubleSharp,
        ];
        assert_eq!(all[1..6], signs.map(Some));
        assert_eq!([all[0], all[6]], [None, None]);
    }

    #[test]
    fn values_are_halved_and_doubled() {
        assert_eq!(next_value(NoteValue::Quarter, true), Some(NoteValue::Half));
        assert_eq!(
            next_value(NoteValue::Quarter, false),
            Some(NoteValue::Eighth)
        );
        assert_eq!(next_value(NoteValue::Breve, true), None);
    }
}
