//! The report of the verdicts, written to a file that the user chooses.

use std::sync::Arc;

use annotation::Document;
use jobs::Lane;
use workbench::{CaseContext, Exported, PathKind, tr};

use super::Deciding;
use super::judging::Known;
use super::wording::wording;
use crate::method::{Reporting, write_page};

impl Deciding {
    /// Asks where to, and writes the report there.
    pub(super) fn ask_report(
        &mut self,
        known: &Known,
        document: &Document,
        context: &CaseContext<'_>,
    ) {
        let (Some(point), Some(project)) = (known.point.clone(), context.document.project()) else {
            return;
        };
        let reporting = Reporting {
            document: document.clone(),
            rows: Arc::clone(context.document.pictures()),
            study: known.study.clone(),
            point,
            subject: project.name(),
        };
        let kind = PathKind::NewFile {
            file_name: format!("{}.html", project.name()),
            extensions: &["html"],
        };
        let title = tr!("quality-report");
        self.report
            .ask(context, title, kind, Lane::Background, move |path, work| {
                let report = reporting.report(work).map_err(|error| error.to_string())?;
                let page = report.to_html(&wording());
                write_page(path, &page).map_err(|error| error.to_string())?;
                let path = path.display().to_string();
                Ok(Exported::whole(tr!("quality-report-written", path = path)))
            });
    }
}
