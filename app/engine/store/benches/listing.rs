//! How long 100,000 pictures take from a folder to the list of a project.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fs::{self, File};
use std::time::Instant;

use jobs::Work;
use store::Project;

const FILES: usize = 100_000;
const FILES_A_FOLDER: usize = 1000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    for number in 0..FILES {
        let series = pictures.join(format!("series {}", number / FILES_A_FOLDER));
        if number % FILES_A_FOLDER == 0 {
            fs::create_dir_all(&series).unwrap();
        }
        File::create(series.join(format!("shot {number}.png"))).unwrap();
    }
    let project = Project::create(folder.path().join("bench"), &[]).unwrap();
    let start = Instant::now();
    let added = project
        .writer()
        .add_pictures(&[pictures], &Work::detached())
        .unwrap();
    let rows = project.reader().pictures().unwrap();
    let duration_ms = start.elapsed().as_secs_f64() * 1e3;
    assert_eq!((added.ids.len(), rows.len()), (FILES, FILES));
    println!(r#"{{"name":"list_100k","value":{duration_ms:.1},"unit":"ms"}}"#);
}
