//! What is said of a label beside its class and place.

use annotation::Label;
use interchange::Labelled;

/// Whether a file says something of a label that is there which is not what is said there. What a file
/// does not tell is not against it.
pub(super) fn differs(read: &Labelled, there: &Label) -> bool {
    let says_something =
        !read.attributes.is_empty() || read.is_occluded || read.is_ignored || read.note.is_some();
    let is_same = read.attributes == there.attributes
        && read.is_occluded == there.is_occluded
        && read.is_ignored == there.is_ignored
        && read.note.as_deref().unwrap_or_default() == there.note;
    says_something && !is_same
}

/// Whether a file says something of a label that the project has no place for.
pub(super) fn has_more(read: &Labelled) -> bool {
    read.score.is_some() || read.is_crowd || read.is_truncated || read.group.is_some()
}
