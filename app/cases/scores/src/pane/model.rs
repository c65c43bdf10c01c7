//! Which model reads the pages: the first pack of the case that finds things.

use packs::Pack;
use workbench::CaseContext;

/// The pack that is used.
pub fn pack<'a>(context: &'a CaseContext<'_>) -> Option<&'a Pack> {
    let mut packs = context.packs.of_case(crate::ID);
    packs.find(|pack| pack.manifest.detector.is_some())
}
