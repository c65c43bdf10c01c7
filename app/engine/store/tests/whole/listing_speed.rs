//! How long a hundred thousand pictures take. The figure is printed and never judged here.

use std::fs;
use std::time::Instant;

use crate::support::{add, new_project, pictures};

const PICTURES: usize = 100_000;

#[test]
#[ignore = "a measurement: run it alone, with --run-ignored and --no-capture"]
fn a_hundred_thousand_pictures_are_listed() {
    let (temp, project) = new_project();
    let dir = temp.path().join("shots");
    for part in 0..100 {
        let part = dir.join(format!("series {part}"));
        fs::create_dir_all(&part).unwrap();
        for n in 0..PICTURES / 100 {
            fs::write(part.join(format!("img{n}.png")), "x").unwrap();
        }
    }
    let start = Instant::now();
    let listing = store::list_paths(std::slice::from_ref(&dir), &jobs::Work::detached());
    let listed = start.elapsed();
    assert_eq!(listing.found.len(), PICTURES);
    let start = Instant::now();
    assert_eq!(add(&project, &[dir]).ids.len(), PICTURES);
    let added = start.elapsed();
    let start = Instant::now();
    assert_eq!(pictures(&project).len(), PICTURES);
    let read = start.elapsed();
    eprintln!(
        "{PICTURES} pictures: listed in {listed:.2?}, listed and added in {added:.2?}, read back in {read:.2?}"
    );
}
