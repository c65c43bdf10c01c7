//! The samples are written as the files of `tests/golden`, which `tests/python/validate.py` checks.

use std::path::Path;

use notation::musicxml;

use crate::samples::samples;

#[test]
fn samples_are_written_as_the_goldens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for (name, score) in samples() {
        let mut written = Vec::new();
        musicxml::write(&score, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        let path = folder.join(format!("{name}.musicxml"));
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        let mut lines = written.lines().zip(golden.lines()).enumerate();
        let different = lines.find(|(_, (a, b))| a != b);
        assert!(
            written == golden,
            "{name} is written otherwise, from here on: {different:?}; if that is wanted, run the \
             example `write_scores` with the folder of goldens and the checks on it"
        );
    }
}
