//! What was found on many pictures, as files for other programs.

use std::io::{self, Write};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;
use attacks::{Attack, Calibration, Goal, Settings, write_roc, write_scores};

use super::InspectError;
use crate::subject::{Attacked, Evaluation};

/// The table of attacked pictures in their folder.
pub const TABLE_NAME: &str = "attacked.csv";

/// Writes a calibration as JSON, all of it or nothing.
///
/// # Errors
/// When the file cannot be written.
pub fn save_calibration(path: &Path, calibration: &Calibration) -> Result<(), InspectError> {
    save(path, |file| {
        serde_json::to_writer_pretty(file, calibration).map_err(io::Error::from)
    })
}

/// Writes `scores.csv` and `roc.csv` into a folder, each all of it or nothing.
///
/// # Errors
/// When a file cannot be written.
pub fn save_evaluation(folder: &Path, evaluation: &Evaluation) -> Result<(), InspectError> {
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    save(&folder.join("scores.csv"), |file| {
        write_scores(file, &evaluation.scores())
    })?;
    save(&folder.join("roc.csv"), |file| {
        write_roc(file, &evaluation.curves())
    })
}

/// Writes `attacked.csv` into a folder: one line a picture, each with what it was attacked by.
///
/// # Errors
/// When the file cannot be written.
pub fn save_attacked(
    folder: &Path,
    (attack, settings): (Attack, &Settings),
    attacked: &[Attacked],
) -> Result<(), InspectError> {
    let target = match settings.goal {
        Goal::Untargeted => String::new(),
        Goal::Towards(class) => class.to_string(),
    };
    save(&folder.join(TABLE_NAME), |file| {
        let mut table = csv::Writer::from_writer(file);
        table.write_record([
            "picture",
            "attack",
            "target",
            "epsilon",
            "before",
            "after",
            "succeeded",
            "rms",
            "l2",
            "linf",
            "changed_pixels",
        ])?;
        for line in attacked {
            table.write_record([
                line.picture.clone(),
                attack.id().to_owned(),
                target.clone(),
                settings.epsilon.to_string(),
                line.before.name(),
                line.after.name(),
                line.succeeded.to_string(),
                line.rms.to_string(),
                line.l2.to_string(),
                line.linf.to_string(),
                line.changed_pixels.to_string(),
            ])?;
        }
        table.flush()
    })
}

fn save(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<&mut AtomicWriteFile>) -> io::Result<()>,
) -> Result<(), InspectError> {
    let written = AtomicWriteFile::open(path).and_then(|mut file| {
        let mut buffered = io::BufWriter::new(&mut file);
        write(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.commit()
    });
    written.map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> InspectError {
    InspectError::Write {
        path: path.to_path_buf(),
        reason: error.to_string(),
    }
}
