//! `sightglass picture`: what files hold, and pages of them as PNG.

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use imaging::{FileInfo, Limits, Picture};
use jobs::Work;

use crate::command_line::{ExportArgs, PictureVerb};
use crate::verbs::status;
use workbench::output;

/// Carries out one verb.
pub fn run(verb: PictureVerb) -> anyhow::Result<ExitCode> {
    match verb {
        PictureVerb::Info { files, json } => info(&files, json),
        PictureVerb::Export(args) => export(&args),
    }
}

/// One file's line of `picture info --json`.
#[derive(serde::Serialize)]
struct Report<'a> {
    path: &'a Path,
    #[serde(flatten)]
    info: Option<FileInfo>,
    error: Option<String>,
}

fn info(files: &[std::path::PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let limits = Limits::default();
    let reports: Vec<Report<'_>> = files
        .iter()
        .map(|path| match imaging::probe(path, &limits) {
            Ok(info) => Report {
                path,
                info: Some(info),
                error: None,
            },
            Err(error) => Report {
                path,
                info: None,
                error: Some(error.to_string()),
            },
        })
        .collect();
    if json {
        output::say_json(&reports)?;
    }
    for report in &reports {
        match (&report.info, &report.error) {
            (Some(info), _) if !json => output::say(&line(report.path, info))?,
            (_, Some(error)) => output::complain(error),
            _ => {}
        }
    }
    let all_readable = reports.iter().all(|report| report.error.is_none());
    Ok(status(all_readable))
}

fn line(path: &Path, info: &FileInfo) -> String {
    let page = &info.first_page;
    format!(
        "{}: {}, {} × {} px, {} × {} bit, {} page{}, {} bytes",
        path.display(),
        info.format,
        page.width_px,
        page.height_px,
        page.channels,
        page.bits_per_sample,
        info.page_count,
        if info.page_count == 1 { "" } else { "s" },
        info.byte_len,
    )
}

fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    if args
        .out
        .extension()
        .is_none_or(|extension| !extension.eq_ignore_ascii_case("png"))
    {
        bail!(
            "pages are written as PNG, so give the file a name that ends in .png: {}",
            args.out.display()
        );
    }
    let work = Work::detached();
    let picture = Picture::open(&args.file, args.page, &Limits::default(), &work)?;
    let size = imaging::export_png(&picture, args.level, &args.out, &work)?;
    output::complain(&format!(
        "wrote {} × {} px: {}",
        size.width_px,
        size.height_px,
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}
