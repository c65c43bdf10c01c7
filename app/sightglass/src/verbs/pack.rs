//! `sightglass pack`: listing, checking and making model packs.

use std::path::Path;
use std::process::ExitCode;

use jobs::Work;
use packs::Pack;

use crate::command_line::PackVerb;
use crate::verbs::status;
use workbench::output;

/// Carries out one verb.
pub fn run(verb: PackVerb) -> anyhow::Result<ExitCode> {
    match verb {
        PackVerb::List { json } => list(json),
        PackVerb::Check { dir, json } => check(&dir, json),
        PackVerb::New { model, out, json } => new(&model, &out, json),
    }
}

/// One pack's line of `pack list --json`.
#[derive(serde::Serialize)]
struct Listed<'a> {
    dir: &'a Path,
    name: Option<&'a str>,
    version: Option<String>,
    case: Option<&'a str>,
    error: Option<String>,
}

fn list(json: bool) -> anyhow::Result<ExitCode> {
    let roots = workbench::pack_roots(workbench::folders::data_dir().as_deref());
    let found = packs::find(&roots);
    let listed: Vec<Listed<'_>> = found
        .iter()
        .map(|found| {
            let manifest = found.pack.as_ref().ok().map(|pack| &pack.manifest);
            Listed {
                dir: &found.dir,
                name: manifest.map(|manifest| manifest.name.as_str()),
                version: manifest.map(|manifest| manifest.version.to_string()),
                case: manifest.map(|manifest| manifest.case.as_str()),
                error: found.pack.as_ref().err().map(ToString::to_string),
            }
        })
        .collect();
    if json {
        output::say_json(&listed)?;
        return Ok(ExitCode::SUCCESS);
    }
    if listed.is_empty() {
        output::complain("no packs were found; make one with `sightglass pack new`");
    }
    for pack in &listed {
        match (&pack.name, &pack.error) {
            (Some(name), _) => output::say(&format!(
                "{}\t{} {}\t{}",
                pack.case.unwrap_or_default(),
                name,
                pack.version.as_deref().unwrap_or_default(),
                pack.dir.display()
            ))?,
            (None, error) => output::complain(error.as_deref().unwrap_or("unreadable")),
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check(dir: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let problems: Vec<String> = match Pack::open(dir) {
        Err(error) => vec![error.to_string()],
        Ok(pack) => match pack.check(&Work::detached()) {
            Ok(()) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        },
    };
    if json {
        output::say_json(&serde_json::json!({
            "dir": dir,
            "good": problems.is_empty(),
            "problems": problems,
        }))?;
    } else if problems.is_empty() {
        output::say(&format!("good: {}", dir.display()))?;
    }
    for problem in &problems {
        output::complain(problem);
    }
    Ok(status(problems.is_empty()))
}

fn new(model: &Path, out: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let proposal = packs::propose(model)?;
    proposal.write(out)?;
    if json {
        output::say_json(&serde_json::json!({
            "dir": out,
            "manifest": proposal.manifest,
            "guesses": proposal.guesses,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for guess in &proposal.guesses {
        output::say(&guess.to_string())?;
    }
    output::complain(&format!(
        "wrote a pack; read its pack.toml and correct what was guessed wrong: {}",
        out.display()
    ));
    Ok(ExitCode::SUCCESS)
}
