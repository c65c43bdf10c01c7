//! `sightglass labels`: labels out to other tools and in from them, what is doubtful among them, and
//! how far two people agree.

use std::path::Path;
use std::process::ExitCode;

use annotation::{Document, LayerId, SHARED_LAYER, Session, record};
use anyhow::{Context, bail};
use exchange::{
    Existing, ExportOptions, ImportOptions, OtherSizes, Present, ProjectPictures, Target,
    dataset_of, plan_import, write_labels,
};
use imaging::Limits;
use interchange::{Format, ReadOptions, WriteOptions, detect, losses};
use review::{Changed, Findings, Nothing, agreement};
use serde_json::json;
use store::Project;
use workbench::output::{complain, say, say_json, with_progress};

use crate::cases;
use crate::command_line::{ExportLabelsArgs, ImportLabelsArgs, LabelsVerb};
use crate::verbs::status;

/// The word for a format that is to be found out.
const AUTO: &str = "auto";

/// Carries out one verb.
pub fn run(verb: &LabelsVerb) -> anyhow::Result<ExitCode> {
    match verb {
        LabelsVerb::Export(args) => export(args),
        LabelsVerb::Import(args) => import(args),
        LabelsVerb::Lint {
            project,
            layer,
            json,
        } => lint(project, layer.as_deref(), *json),
        LabelsVerb::Agreement {
            project,
            first,
            second,
            json,
        } => agree(project, first, second, *json),
    }
}

fn export(args: &ExportLabelsArgs) -> anyhow::Result<ExitCode> {
    let project = Project::open(&args.project, &cases::migrations())?;
    let document = record::load(&project.reader())?.document;
    let pictures = pictures_of(&project)?;
    let options = ExportOptions {
        layers: [layer_of(&document, args.layer.as_deref())?].into(),
        with_proposals: args.proposals,
        ..ExportOptions::default()
    };
    let exported = dataset_of(&document, &pictures, &options);
    let format = format_of(&args.format)?;
    let write = WriteOptions::default();
    for forgotten in &exported.forgotten {
        complain(&forgotten.to_string());
    }
    for loss in losses(format, &exported.dataset, &write) {
        complain(&format!("{}: {loss}", format.name()));
    }
    let existing = if args.replace {
        Existing::Replace
    } else {
        Existing::Refuse
    };
    let written = write_labels(
        format,
        &exported.dataset,
        &args.out,
        &write,
        existing,
        &pictures,
    )?;
    let labels = exported
        .dataset
        .pictures
        .iter()
        .flat_map(|picture| &picture.labels)
        .filter(|label| !label.is_outside())
        .count();
    if args.json {
        say_json(&json!({
            "format": format.id(),
            "pictures": exported.dataset.pictures.len(),
            "labels": labels,
            "files": written.files,
        }))?;
    } else {
        say(&format!(
            "{labels} labels of {} pictures written as {}: {}",
            exported.dataset.pictures.len(),
            format.name(),
            args.out.display()
        ))?;
    }
    for stale in &written.stale {
        complain(&format!(
            "this file is there still, though its picture has no labels: {}",
            stale.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn import(args: &ImportLabelsArgs) -> anyhow::Result<ExitCode> {
    let project = Project::open(&args.project, &cases::migrations())?;
    let pictures = pictures_of(&project)?;
    let format = if args.format == AUTO {
        detect(&args.labels).with_context(|| {
            format!(
                "these labels have no format that is known; name one instead of “{AUTO}”: {}",
                args.labels.display()
            )
        })?
    } else {
        format_of(&args.format)?
    };
    let read = ReadOptions {
        pictures: pictures.known(),
        ..ReadOptions::default()
    };
    let imported = interchange::read(format, &args.labels, &read)?;
    for remark in &imported.remarks {
        complain(&remark.to_string());
    }
    let mut session = Session::open(&project, &author())?;
    let plan = plan_import(
        session.document(),
        imported.dataset,
        &pictures,
        import_options(args),
    )?;
    let lines = plan.summary().lines();
    if let Some(obstacle) = plan.obstacle() {
        for line in &lines {
            complain(line);
        }
        bail!(obstacle);
    }
    if args.json {
        say_json(&json!({
            "format": format.id(),
            "added": plan.summary().added,
            "same": plan.summary().same,
            "unknown_pictures": plan.summary().unknown_pictures,
            "dry_run": args.dry_run,
        }))?;
    } else {
        for line in &lines {
            say(line)?;
        }
    }
    if !args.dry_run {
        let edit = session.draft(|document, ids| plan.perform(document, ids))?;
        session.apply(edit)?;
        session.finish()?;
    }
    project.close()?;
    Ok(ExitCode::SUCCESS)
}

fn import_options(args: &ImportLabelsArgs) -> ImportOptions {
    let file = workbench::file_name(&args.labels);
    let mut options = ImportOptions::new(file);
    if let Some(layer) = &args.layer {
        options.target = Target::Named(layer.clone());
    }
    if args.replace_labels {
        options.present = Present::Replace;
    }
    if args.scale {
        options.other_sizes = OtherSizes::Scale;
    }
    options
}

fn lint(dir: &Path, layer: Option<&str>, json: bool) -> anyhow::Result<ExitCode> {
    let project = Project::open(dir, &cases::migrations())?;
    let document = record::load(&project.reader())?.document;
    let layer = layer_of(&document, layer)?;
    let mut findings = Findings::default();
    findings.update(&document, &Changed::all(&document), &Nothing);
    let rows = project.reader().pictures()?;
    let name = |picture| {
        rows.iter()
            .find(|row| row.id == picture)
            .map_or_else(|| picture.0.to_string(), |row| row.relative.clone())
    };
    let found = findings.of_layer(layer);
    if json {
        let list: Vec<_> = found
            .iter()
            .map(|finding| {
                json!({
                    "rule": finding.doubt.rule(),
                    "severity": finding.severity,
                    "picture": name(finding.picture),
                    "label": finding.doubt.label(),
                })
            })
            .collect();
        say_json(&list)?;
    } else {
        for finding in &found {
            say(&format!(
                "{}: {}",
                name(finding.picture),
                finding.doubt.rule()
            ))?;
        }
        say(&format!("{} found", found.len()))?;
    }
    let is_good = found
        .iter()
        .all(|finding| finding.severity < review::Severity::Error);
    Ok(status(is_good))
}

fn agree(dir: &Path, first: &str, second: &str, json: bool) -> anyhow::Result<ExitCode> {
    let project = Project::open(dir, &cases::migrations())?;
    let document = record::load(&project.reader())?.document;
    let layers = [first, second].map(|name| layer_of(&document, Some(name)));
    let [first, second] = layers;
    let series: Vec<_> = document.all_series().map(|series| series.id).collect();
    let found = agreement(&document, &series, first?, second?)?;
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |it| format!("{it:.3}"));
    if json {
        say_json(&json!({
            "pictures": {
                "units": found.pictures.units,
                "kappa": found.pictures.kappa,
                "observed": found.pictures.observed,
            },
            "series": {
                "units": found.series.units,
                "kappa": found.series.kappa,
                "observed": found.series.observed,
            },
            "alpha": found.things.alpha,
            "differences": found.differences.len(),
            "not_by_both": found.not_by_both,
        }))?;
    } else {
        say(&format!(
            "verdicts on {} pictures: Cohen's kappa {}",
            found.pictures.units,
            number(found.pictures.kappa)
        ))?;
        say(&format!(
            "verdicts on {} series: Cohen's kappa {}",
            found.series.units,
            number(found.series.kappa)
        ))?;
        say(&format!(
            "places and names: Krippendorff's alpha {}",
            number(found.things.alpha)
        ))?;
        say(&format!("{} differences", found.differences.len()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The pictures of a project. Those that were never read are read now, because labels fit pictures by
/// their size; those that cannot be read have none, and cannot be used.
fn pictures_of(project: &Project) -> anyhow::Result<ProjectPictures> {
    if project.access().can_write() {
        let (reader, writer) = (project.reader(), project.writer());
        with_progress(|work| store::scan_pictures(&reader, &writer, &Limits::default(), work))?;
    }
    let rows = project.reader().pictures()?;
    let (pictures, unread) = ProjectPictures::of_rows(&rows);
    if !unread.is_empty() {
        complain(&format!(
            "{} pictures cannot be read and are left out; “sightglass project info” names them",
            unread.len()
        ));
    }
    Ok(pictures)
}

fn layer_of(document: &Document, name: Option<&str>) -> anyhow::Result<LayerId> {
    let Some(name) = name.filter(|name| *name != "shared") else {
        return Ok(SHARED_LAYER);
    };
    let found = document.layers().find(|layer| layer.name == name);
    let layer = found.with_context(|| {
        let names: Vec<&str> = document
            .layers()
            .filter(|layer| layer.id != SHARED_LAYER)
            .map(|layer| layer.name.as_str())
            .collect();
        format!(
            "there is no layer “{name}”; there are: shared {}",
            names.join(" ")
        )
    })?;
    Ok(layer.id)
}

fn format_of(name: &str) -> anyhow::Result<Format> {
    Format::from_id(name).with_context(|| {
        let known = Format::ALL.map(Format::id).join(", ");
        format!("there is no format “{name}”; there are: {known}")
    })
}

/// Who labels, as the settings of the window say.
fn author() -> String {
    let folder = workbench::settings::config_dir(None);
    let (settings, _) = workbench::SettingsKeeper::open(folder);
    settings.get().author()
}
