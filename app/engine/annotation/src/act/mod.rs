//! The gestures: what an edit consists of. Each gives the edit or says why it is not possible;
//! none changes the document that it is given.

mod classes;
mod import;
mod labels;
mod layers;
mod pictures;
mod proposals;
mod series;
mod tracks;

pub use classes::{ClassFate, add_class, change_class, remove_class};
pub use import::{Import, import};
pub use labels::{add_labels, change_labels, merge_labels, remove_labels, split_label};
pub use layers::{add_layer, adopt_layer, remove_layer, rename_layer};
pub use pictures::{nothing_to_label, set_review};
pub use proposals::{
    ProposedThing, accept, accept_track, propose_things, propose_track, reject, reject_track,
};
pub use series::{add_series, change_series, close_series, remove_series, reopen_series};
pub use tracks::{
    change_track, draw, join_tracks, not_visible, put_on_track, remove_track, start_track,
    take_off_track,
};
