//! The pictures of a project by the names that label files give them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use annotation::PictureId;
use interchange::{KnownPicture, KnownPictures};
use shapes::PictureSize;
use store::PictureRow;

/// A picture of a project, as label files name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectPicture {
    /// Its number.
    pub id: PictureId,
    /// Where it is below the folder of the pictures, with forward slashes. No other picture has the
    /// same name.
    pub file_name: String,
    /// Where its file is now, absolute.
    pub path: PathBuf,
    /// Its size as displayed, with its orientation applied.
    pub size: PictureSize,
    /// The EXIF orientation of its file, 1 to 8, where it is known.
    pub orientation: Option<u8>,
    /// The SHA-256 of its file as lower-case hexadecimal digits, where it is known.
    pub content: Option<String>,
}

/// The pictures of a project in their order.
#[derive(Debug, Clone, Default)]
pub struct ProjectPictures {
    pictures: Vec<ProjectPicture>,
    by_id: HashMap<PictureId, usize>,
    by_name: Names,
    by_last_part: Names,
    by_lower_name: Names,
    by_lower_last_part: Names,
}

/// By what a picture was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matched {
    /// By its place below the folder of the pictures.
    Name,
    /// By its file name alone, which no other picture has.
    LastPart,
    /// By either of them, but for small and capital letters.
    AnyCase,
}

/// What became of a search for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// There is none.
    None,
    /// It is this one.
    One(&'a ProjectPicture, Matched),
    /// It may be each of so many.
    Several(usize),
}

/// Places in the list of pictures by a name, with how many have it.
type Names = HashMap<String, (usize, usize)>;

impl ProjectPictures {
    /// The pictures in their order. Of two with the same name the first counts.
    pub fn new(pictures: impl IntoIterator<Item = ProjectPicture>) -> Self {
        let mut project = Self::default();
        for picture in pictures {
            let name = &picture.file_name;
            if project.by_name.contains_key(name) {
                continue;
            }
            let place = project.pictures.len();
            let lower = name.to_lowercase();
            for (names, key) in [
                (&mut project.by_last_part, last_part(name)),
                (&mut project.by_lower_last_part, last_part(&lower)),
                (&mut project.by_lower_name, lower.as_str()),
                (&mut project.by_name, name),
            ] {
                let entry = names.entry(key.to_owned()).or_insert((place, 0));
                entry.1 += 1;
            }
            project.by_id.insert(picture.id, place);
            project.pictures.push(picture);
        }
        project
    }

    /// The pictures of a project, named from the deepest folder that holds all of them. A page of a
    /// file with several has its number before the extension, as in `scan#2.tif`. Those whose size
    /// is not known yet are left out, and told.
    #[must_use]
    pub fn of_rows(rows: &[PictureRow]) -> (Self, Vec<PictureId>) {
        let folder = common_folder(rows.iter().map(|row| row.path.as_path()));
        let mut unread = Vec::new();
        let mut pictures = Vec::with_capacity(rows.len());
        for row in rows {
            let (Some(width_px), Some(height_px)) = (row.width_px, row.height_px) else {
                unread.push(row.id);
                continue;
            };
            pictures.push(ProjectPicture {
                id: row.id,
                file_name: name_of(row, &folder),
                path: row.path.clone(),
                size: PictureSize {
                    width_px,
                    height_px,
                },
                orientation: row.orientation,
                content: row.content_hash.map(|hash| hash.to_string()),
            });
        }
        (Self::new(pictures), unread)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[ProjectPicture] {
        &self.pictures
    }

    /// The picture of a number.
    #[must_use]
    pub fn get(&self, id: PictureId) -> Option<&ProjectPicture> {
        self.pictures.get(*self.by_id.get(&id)?)
    }

    /// The picture that a label file names: by its place below the folder of the pictures, else by
    /// its file name, else by either but for small and capital letters.
    #[must_use]
    pub fn find(&self, name: &str) -> Found<'_> {
        let lower = name.to_lowercase();
        let ways = [
            (&self.by_name, name, Matched::Name),
            (&self.by_last_part, last_part(name), Matched::LastPart),
            (&self.by_lower_name, &lower, Matched::AnyCase),
            (
                &self.by_lower_last_part,
                last_part(&lower),
                Matched::AnyCase,
            ),
        ];
        let mut several = None;
        for (names, key, matched) in ways {
            match names.get(key) {
                Some((place, 1)) => return Found::One(&self.pictures[*place], matched),
                Some((_, count)) => several = several.or(Some(*count)),
                None => {}
            }
        }
        several.map_or(Found::None, Found::Several)
    }

    /// The pictures as the readers of label formats want to know them.
    #[must_use]
    pub fn known(&self) -> KnownPictures {
        KnownPictures::new(self.pictures.iter().map(|picture| KnownPicture {
            file_name: picture.file_name.clone(),
            size: picture.size,
        }))
    }
}

/// The last part of a path with forward slashes.
fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The deepest folder that all files are below.
fn common_folder<'a>(mut files: impl Iterator<Item = &'a Path>) -> PathBuf {
    let folder = |file: &'a Path| file.parent().unwrap_or(file).components().collect();
    let Some(first) = files.next() else {
        return PathBuf::new();
    };
    let mut common: Vec<Component<'_>> = folder(first);
    for file in files {
        let other: Vec<Component<'_>> = folder(file);
        let pairs = common.iter().zip(&other);
        let shared = pairs.take_while(|(a, b)| a == b).count();
        common.truncate(shared);
    }
    common.into_iter().collect()
}

fn name_of(row: &PictureRow, folder: &Path) -> String {
    let below = row.path.strip_prefix(folder).unwrap_or(&row.path);
    let parts: Vec<String> = below
        .components()
        .filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            // A drive of Windows is a folder here, without its colon.
            Component::Prefix(drive) => {
                let drive = drive.as_os_str().to_string_lossy();
                Some(drive.replace([':', '\\', '?'], ""))
            }
            _ => None,
        })
        .collect();
    let name = parts.join("/");
    if row.page_count < 2 {
        return name;
    }
    let last_start = name.len() - last_part(&name).len();
    match name[last_start..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, extension) = name.split_at(last_start + dot);
            format!("{stem}#{}{extension}", row.page)
        }
        _ => format!("{name}#{}", row.page),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use store::PictureState;

    fn row(id: i64, path: &str, pages: (u32, u32)) -> PictureRow {
        PictureRow {
            id: PictureId(id),
            path: PathBuf::from(path),
            relative: String::new(),
            page: pages.0,
            page_count: pages.1,
            byte_len: 1,
            content_hash: None,
            width_px: Some(4),
            height_px: Some(3),
            orientation: Some(1),
            state: PictureState::Ready,
            added_at: Default::default(),
        }
    }

    fn names(rows: &[PictureRow]) -> Vec<String> {
        let (pictures, _) = ProjectPictures::of_rows(rows);
        let all = pictures.all().iter();
        all.map(|picture| picture.file_name.clone()).collect()
    }

    #[test]
    fn pictures_are_named_from_the_folder_that_holds_all() {
        let rows = [
            row(1, "/p/shots/a/1.png", (1, 1)),
            row(2, "/p/shots/b/1.png", (1, 1)),
            row(3, "/p/shots/b/scan.old.tif", (2, 3)),
            row(4, "/p/shots/b/raw", (1, 2)),
        ];
        let expected = ["a/1.png", "b/1.png", "b/scan.old#2.tif", "b/raw#1"];
        assert_eq!(names(&rows), expected);
        assert_eq!(names(&rows[..1]), ["1.png"]);
        assert_eq!(names(&[]), [""; 0]);
    }

    #[test]
    fn a_picture_that_was_not_read_is_told() {
        let mut unread = row(5, "/p/x.png", (1, 1));
        unread.width_px = None;
        let (pictures, left_out) = ProjectPictures::of_rows(&[unread]);
        assert!(pictures.all().is_empty());
        assert_eq!(left_out, [PictureId(5)]);
    }

    #[test]
    fn a_picture_is_found_by_what_is_clear_of_its_name() {
        let rows = [
            row(1, "/p/a/Shot.PNG", (1, 1)),
            row(2, "/p/b/Shot.PNG", (1, 1)),
            row(3, "/p/b/other.png", (1, 1)),
        ];
        let (pictures, _) = ProjectPictures::of_rows(&rows);
        let found = |name: &str| match pictures.find(name) {
            Found::One(picture, matched) => Ok((picture.id.0, matched)),
            Found::Several(count) => Err(count),
            Found::None => Err(0),
        };
        assert_eq!(found("b/Shot.PNG"), Ok((2, Matched::Name)));
        assert_eq!(found("x/other.png"), Ok((3, Matched::LastPart)));
        assert_eq!(found("A/shot.png"), Ok((1, Matched::AnyCase)));
        assert_eq!(found("OTHER.png"), Ok((3, Matched::AnyCase)));
        assert_eq!(found("Shot.PNG"), Err(2));
        assert_eq!(found("shot.png"), Err(2));
        assert_eq!(found("nothing.png"), Err(0));
        assert_eq!(pictures.get(PictureId(3)).unwrap().file_name, "b/other.png");
        assert_eq!(pictures.known().all().len(), 3);
    }
}
