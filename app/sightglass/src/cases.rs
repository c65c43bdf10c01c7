//! The only list of cases. A new case study is one line here.

use std::sync::Arc;

use store::Project;
use workbench::Case;

use crate::last_place::{self, Place};

/// Every case, in the order in which the window lists them.
pub fn all() -> Vec<Arc<dyn Case>> {
    vec![
        Arc::new(inspect::Inspect),
        Arc::new(quality::Quality),
        Arc::new(scores::Scores),
    ]
}

/// Lets every case add what it has to try to a new sample project, which then opens where there is
/// something to do; gives what did not work.
pub fn furnish_sample(project: &Project) -> Vec<String> {
    let mut failed = Vec::new();
    for case in all() {
        match case.furnish_sample(project) {
            Ok(None) => {}
            Ok(picture) => {
                let case = Some(case.id().to_owned());
                if let Err(error) = last_place::keep(project, &Place { picture, case }) {
                    failed.push(error.to_string());
                }
            }
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    failed
}

/// The tables of the labels and of every case, for opening and creating projects.
pub fn migrations() -> Vec<store::CaseMigrations> {
    let cases = all();
    let of_cases = cases.iter().map(|case| case.migrations());
    std::iter::once(annotation::record::MIGRATIONS)
        .chain(of_cases)
        .collect()
}
