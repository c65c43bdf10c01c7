//! What the tests share: a project in a folder of its own, pictures, and a case's tables.

use std::fs::File;
use std::path::{Path, PathBuf};

use imaging::{Limits, Raster, Samples};
use jobs::Work;
use store::{CaseMigrations, Migration, PictureRow, Project, ScanReport};
use tempfile::TempDir;

/// A case with one table, as a real one has.
pub const DEMO: &[CaseMigrations] = &[CaseMigrations {
    case: "demo",
    steps: &[Migration {
        name: "numbers",
        sql: "CREATE TABLE numbers (n INTEGER PRIMARY KEY, filling BLOB NOT NULL) STRICT",
    }],
}];

/// A new project `p.sight` in a folder that goes away with the first value.
pub fn new_project() -> (TempDir, Project) {
    let temp = tempfile::tempdir().unwrap();
    let project = Project::create(temp.path().join("p.sight"), DEMO).unwrap();
    (temp, project)
}

pub fn insert_number(project: &Project, n: i64, filling: Vec<u8>) -> store::Result<()> {
    project.writer().write(move |transaction| {
        transaction.execute(
            "INSERT INTO numbers VALUES (?1, ?2)",
            store::sql::params![n, filling],
        )?;
        Ok(())
    })
}

pub fn numbers(project: &Project) -> Vec<i64> {
    let read = project.reader().read(|connection| {
        connection
            .prepare("SELECT n FROM numbers ORDER BY n")?
            .query_map([], |row| row.get(0))?
            .collect()
    });
    read.unwrap()
}

/// A grey picture whose pixels all have the value `grey`.
pub fn write_png(path: &Path, width_px: u32, height_px: u32, grey: u8) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let samples = Samples::U8(vec![grey; (width_px * height_px) as usize]);
    imaging::save_png(&Raster::new(width_px, height_px, 1, samples), path).unwrap();
}

/// A TIFF with one page for each width; each page is 4 pixels high.
pub fn write_tiff(path: &Path, widths_px: &[u32]) {
    let mut encoder = tiff::encoder::TiffEncoder::new(File::create(path).unwrap()).unwrap();
    for &width_px in widths_px {
        let samples = vec![7_u8; (width_px * 4) as usize];
        encoder
            .write_image::<tiff::encoder::colortype::Gray8>(width_px, 4, &samples)
            .unwrap();
    }
}

pub fn add(project: &Project, inputs: &[impl AsRef<Path>]) -> store::Added {
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| path.as_ref().into()).collect();
    let work = Work::detached();
    project.writer().add_pictures(&inputs, &work).unwrap()
}

pub fn scan(project: &Project) -> ScanReport {
    let limits = Limits::default();
    let work = Work::detached();
    store::scan_pictures(&project.reader(), &project.writer(), &limits, &work).unwrap()
}

pub fn pictures(project: &Project) -> Vec<PictureRow> {
    project.reader().pictures().unwrap()
}

/// Everything in a folder that a refusal must leave alone, by name.
pub fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

pub fn names(dir: &Path) -> Vec<String> {
    contents(dir).into_iter().map(|(name, _)| name).collect()
}
