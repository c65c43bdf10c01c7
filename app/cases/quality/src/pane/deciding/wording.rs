//! The words of reports, in the language of the window.

use decision::Wording;
use workbench::text::{Language, language};

/// The words of reports, in the language of the window.
pub fn wording() -> Wording<'static> {
    match language() {
        Language::English => Wording::english(),
        Language::German => Wording::german(),
    }
}
