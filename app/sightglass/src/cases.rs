//! The only list of cases. A new case study is one line here.

use std::sync::Arc;

use store::Project;
use workbench::Case;

/// Every case, in the order in which the window lists them.
pub fn all() -> Vec<Arc<dyn Case>> {
    vec![Arc::new(inspect::Inspect), Arc::new(quality::Quality)]
}

/// Lets every case add what it has to try to a new sample project; gives what did not work.
pub fn furnish_sample(project: &Project) -> Vec<String> {
    let cases = all();
    let furnished = cases.iter().map(|case| case.furnish_sample(project));
    furnished
        .filter_map(|outcome| outcome.err().map(|error| format!("{error:#}")))
        .collect()
}

/// The tables of the labels and of every case, for opening and creating projects.
pub fn migrations() -> Vec<store::CaseMigrations> {
    let cases = all();
    let of_cases = cases.iter().map(|case| case.migrations());
    std::iter::once(annotation::record::MIGRATIONS)
        .chain(of_cases)
        .collect()
}
