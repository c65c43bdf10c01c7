//! Making, changing and deleting classes.

use crate::draft::Draft;
use crate::{Class, ClassId, Document, Edit, Gesture, IdSource, Label, Refusal, Track};

/// What becomes of the labels of a class that is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassFate {
    /// There are none, or the class stays.
    NoneExpected,
    /// They become this class.
    Become(ClassId),
    /// They are deleted too.
    Delete,
}

/// Makes a class; its number is given here.
///
/// # Errors
/// When the name is empty or taken, or the key is taken.
pub fn add_class(
    document: &Document,
    class: Class,
    ids: &mut IdSource,
) -> Result<(ClassId, Edit), Refusal> {
    let class = Class {
        id: ids.class(),
        ..class
    };
    check(document, &class)?;
    let id = class.id;
    let mut draft = Draft::new(document, Gesture::Classes);
    draft.set(class);
    Ok((id, draft.finish()))
}

/// Changes a class; its number stays.
///
/// # Errors
/// When it is gone, the name is empty or taken, the key is taken, or it would be a kind of itself.
pub fn change_class(document: &Document, class: Class) -> Result<Edit, Refusal> {
    document.class(class.id).ok_or(Refusal::Gone)?;
    check(document, &class)?;
    let id = class.id;
    let mut draft = Draft::new(document, Gesture::Classes);
    draft.set(class);
    if !draft.document().has_sound_parents(id) {
        return Err(Refusal::ParentCircle);
    }
    Ok(draft.finish())
}

/// Deletes a class. Classes that are a kind of it become a kind of its parent.
///
/// # Errors
/// When it is gone, when it is in use and nothing was said about its labels, or when a label that
/// would change is locked.
pub fn remove_class(document: &Document, id: ClassId, fate: ClassFate) -> Result<Edit, Refusal> {
    let class = document.class(id).ok_or(Refusal::Gone)?;
    let mut draft = Draft::new(document, Gesture::Classes);
    let pictures = document.labelled_pictures();
    let labels: Vec<_> = pictures
        .flat_map(|(_, labels)| labels.iter())
        .filter(|label| label.class == id)
        .collect();
    let tracks: Vec<_> = document
        .tracks()
        .filter(|track| track.class == id)
        .collect();
    match fate {
        ClassFate::NoneExpected if labels.is_empty() && tracks.is_empty() => {}
        ClassFate::NoneExpected => {
            let labels = labels.len() + tracks.len();
            return Err(Refusal::ClassInUse { labels });
        }
        _ if labels.iter().any(|label| label.is_locked) => return Err(Refusal::Locked),
        ClassFate::Become(other) => {
            document
                .class(other)
                .filter(|other| other.id != id)
                .ok_or(Refusal::Gone)?;
            for label in labels {
                draft.set(Label {
                    class: other,
                    ..Label::clone(label)
                });
            }
            for track in tracks {
                draft.set(Track {
                    class: other,
                    ..Track::clone(track)
                });
            }
        }
        ClassFate::Delete => {
            for label in labels {
                draft.remove(&**label);
            }
            for track in tracks {
                remove_whole_track(&mut draft, document, track);
            }
        }
    }
    for child in document.classes().filter(|child| child.parent == Some(id)) {
        draft.set(Class {
            parent: class.parent,
            ..Class::clone(child)
        });
    }
    draft.remove(&**class);
    Ok(draft.finish())
}

/// Takes a track away; labels on it that are of another class stay, on no track.
fn remove_whole_track(draft: &mut Draft, document: &Document, track: &Track) {
    for picture in super::tracks::pictures_of(document, track) {
        let label = draft.document().label_of_track(picture, track.id).cloned();
        if let Some(label) = label {
            draft.set(Label {
                track: None,
                ..Label::clone(&label)
            });
        }
    }
    draft.remove(track);
}

pub(super) fn check(document: &Document, class: &Class) -> Result<(), Refusal> {
    if class.name.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    let others = || document.classes().filter(|other| other.id != class.id);
    if others().any(|other| other.name == class.name) {
        return Err(Refusal::NameTaken(class.name.clone()));
    }
    if let Some(parent) = class.parent {
        document.class(parent).ok_or(Refusal::Gone)?;
    }
    match class.key {
        Some(key) if others().any(|other| other.key == Some(key)) => Err(Refusal::KeyTaken(key)),
        _ => Ok(()),
    }
}
