//! The only list of cases. A new case study is one line here.

use std::sync::Arc;

use workbench::Case;

/// Every case, in the order in which the window lists them.
pub fn all() -> Vec<Arc<dyn Case>> {
    vec![Arc::new(inspect::Inspect), Arc::new(quality::Quality)]
}

/// The tables of the labels and of every case, for opening and creating projects.
pub fn migrations() -> Vec<store::CaseMigrations> {
    let cases = all();
    let of_cases = cases.iter().map(|case| case.migrations());
    std::iter::once(annotation::record::MIGRATIONS)
        .chain(of_cases)
        .collect()
}
