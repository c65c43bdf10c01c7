//! The command line: what may be asked of the program.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::cases;

/// A workbench for vision models in real use.
#[derive(Parser, Debug)]
#[command(name = "sightglass", version, subcommand_precedence_over_arg = true)]
pub struct CommandLine {
    /// A project folder (NAME.sight), or pictures and folders of pictures, to open in the window
    #[arg(value_name = "PROJECT | PICTURE")]
    pub paths: Vec<PathBuf>,

    /// The ONNX Runtime library to load, instead of looking for one
    #[arg(long, value_name = "FILE", global = true)]
    pub onnxruntime: Option<PathBuf>,

    /// What to do instead of opening the window
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// The verbs that belong to no case.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Says what works on this machine, and what to do about what does not
    Doctor {
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Lists, checks and makes model packs
    #[command(subcommand)]
    Pack(PackVerb),
    /// Looks at pictures
    #[command(subcommand)]
    Picture(PictureVerb),
    /// Makes and checks projects
    #[command(subcommand)]
    Project(ProjectVerb),
    /// Takes labels out to other tools and in from them, and looks for what is doubtful
    #[command(subcommand)]
    Labels(LabelsVerb),
}

/// Verbs on labels.
#[derive(Subcommand, Debug)]
pub enum LabelsVerb {
    /// Writes the labels of a project for another tool, and says what it cannot hold
    Export(ExportLabelsArgs),
    /// Reads labels into a project, as one edit that the window can undo
    Import(ImportLabelsArgs),
    /// Lists what the rules find doubtful; fails where something is certainly wrong
    Lint {
        /// The project
        project: PathBuf,
        /// The layer, instead of the one that everybody works on
        #[arg(long)]
        layer: Option<String>,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Says how far two layers agree, over all series
    Agreement {
        /// The project
        project: PathBuf,
        /// One layer; “shared” is the one that everybody works on
        first: String,
        /// The other one
        second: String,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
}

/// What `labels export` takes.
#[derive(Args, Debug)]
pub struct ExportLabelsArgs {
    /// The project
    pub project: PathBuf,
    /// coco, yolo-box, yolo-segment, yolo-oriented, pascal-voc, labelme, cvat-xml, mask-png or csv
    pub format: String,
    /// The file or the folder to write, as the format has it
    pub out: PathBuf,
    /// The layer, instead of the one that everybody works on
    #[arg(long)]
    pub layer: Option<String>,
    /// With proposals that nobody has accepted
    #[arg(long)]
    pub proposals: bool,
    /// Replace label files that are there
    #[arg(long)]
    pub replace: bool,
    /// Machine-readable result on standard output
    #[arg(long)]
    pub json: bool,
}

/// What `labels import` takes.
#[derive(Args, Debug)]
pub struct ImportLabelsArgs {
    /// The project
    pub project: PathBuf,
    /// The format, as for the export; “auto” finds it out
    pub format: String,
    /// The file or the folder to read
    pub labels: PathBuf,
    /// The layer that they go to, made where there is none of its name
    #[arg(long)]
    pub layer: Option<String>,
    /// Labels that are there on the same pictures go
    #[arg(long)]
    pub replace_labels: bool,
    /// Labels of pictures of another size are scaled; otherwise nothing is imported then
    #[arg(long)]
    pub scale: bool,
    /// Only say what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// Machine-readable result on standard output
    #[arg(long)]
    pub json: bool,
}

/// Verbs on packs.
#[derive(Subcommand, Debug)]
pub enum PackVerb {
    /// Lists the packs on this machine
    List {
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Checks a pack's manifest, hashes and graph
    Check {
        /// The pack's folder
        dir: PathBuf,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Makes a pack from a bare model
    New {
        /// The model
        model: PathBuf,
        /// The folder to write, which must not exist yet
        #[arg(long)]
        out: PathBuf,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
}

/// Verbs on pictures.
#[derive(Subcommand, Debug)]
pub enum PictureVerb {
    /// Says what the files hold
    Info {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Writes one page, at one level of the pyramid, as PNG
    Export(ExportArgs),
}

/// What `picture export` takes.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The picture
    pub file: PathBuf,
    /// The page, counted from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub page: u32,
    /// The level of the pyramid: 0 is full size, each next one half of it
    #[arg(long, default_value_t = 0)]
    pub level: u32,
    /// The file to write
    #[arg(short, long, value_name = "OUT.png")]
    pub out: PathBuf,
}

/// Verbs on projects.
#[derive(Subcommand, Debug)]
pub enum ProjectVerb {
    /// Makes a project, with pictures or empty
    New {
        /// The folder to make; `.sight` is appended where it is missing
        dir: PathBuf,
        /// Pictures and folders of pictures
        pictures: Vec<PathBuf>,
        /// With what every case has to try: labels for rendered balloons, for one
        #[arg(long)]
        sample: bool,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Says what a project holds
    Info {
        /// The project
        dir: PathBuf,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
    /// Looks for damage and for missing pictures
    Check {
        /// The project
        dir: PathBuf,
        /// Machine-readable result on standard output
        #[arg(long)]
        json: bool,
    },
}

/// The whole command line, with a subcommand for each case.
pub fn command() -> clap::Command {
    cases::all()
        .iter()
        .fold(CommandLine::command(), |command, case| {
            command.subcommand(case.command_line())
        })
}

/// `--onnxruntime`, wherever on the line it stands.
pub fn onnxruntime(matches: &clap::ArgMatches) -> Option<PathBuf> {
    let here = matches.get_one::<PathBuf>("onnxruntime").cloned();
    here.or_else(|| matches.subcommand().and_then(|(_, sub)| onnxruntime(sub)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }

    #[test]
    fn the_library_can_be_named_before_and_after_a_verb() {
        for line in [
            ["sightglass", "--onnxruntime", "lib.so", "doctor"],
            ["sightglass", "doctor", "--onnxruntime", "lib.so"],
        ] {
            let matches = super::command().try_get_matches_from(line).unwrap();
            assert_eq!(matches.subcommand_name(), Some("doctor"));
            assert_eq!(super::onnxruntime(&matches), Some("lib.so".into()));
        }
    }

    #[test]
    fn pictures_stand_where_a_verb_could() {
        let line = ["sightglass", "a.png", "b.png"];
        let matches = super::command().try_get_matches_from(line).unwrap();
        assert_eq!(matches.subcommand_name(), None);
    }
}
