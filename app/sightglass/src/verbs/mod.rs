//! The verbs of the command line that belong to no case, one file a noun.

pub mod labels;
pub mod pack;
pub mod picture;
pub mod project;

use std::process::ExitCode;

/// The exit status that says whether all went well.
pub fn status(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
