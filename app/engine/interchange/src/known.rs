//! The pictures that the caller knows, found by the names that label files give them.

use std::collections::HashMap;

use shapes::PictureSize;

use crate::names;

/// A picture that the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPicture {
    /// Where it is below the folder of the pictures, with forward slashes.
    pub file_name: String,
    /// Its size as displayed, with its orientation applied.
    pub size: PictureSize,
}

/// The pictures that the caller knows, in their order, which is that of the frames of a video.
#[derive(Debug, Clone, Default)]
pub struct KnownPictures {
    pictures: Vec<KnownPicture>,
    by_name: HashMap<String, usize>,
    /// By the last part of the name; none where two pictures have the same.
    by_last_part: HashMap<String, Option<usize>>,
    /// By the name without its extension; none where two pictures have the same.
    by_stem: HashMap<String, Option<usize>>,
    /// By the last part without its extension; none where two pictures have the same.
    by_last_stem: HashMap<String, Option<usize>>,
}

impl KnownPictures {
    /// The pictures in their order. Of two with the same name the first counts.
    pub fn new(pictures: impl IntoIterator<Item = KnownPicture>) -> Self {
        let mut known = Self::default();
        for picture in pictures {
            let name = &picture.file_name;
            if known.by_name.contains_key(name) {
                continue;
            }
            let index = known.pictures.len();
            known.by_name.insert(name.clone(), index);
            let stem = names::stem(name);
            for (map, key) in [
                (&mut known.by_last_part, names::last_part(name)),
                (&mut known.by_stem, stem),
                (&mut known.by_last_stem, names::last_part(stem)),
            ] {
                map.entry(key.to_owned())
                    .and_modify(|it| *it = None)
                    .or_insert(Some(index));
            }
            known.pictures.push(picture);
        }
        known
    }

    /// Whether the caller knows no pictures, so that labels are not compared with them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    /// All pictures in their order.
    #[must_use]
    pub fn all(&self) -> &[KnownPicture] {
        &self.pictures
    }

    /// The picture with this name, or the only one whose name ends in the same last part.
    #[must_use]
    pub fn find(&self, file_name: &str) -> Option<&KnownPicture> {
        let last = || self.by_last_part.get(names::last_part(file_name)).copied();
        let index = self.by_name.get(file_name).copied().or_else(|| last()?)?;
        self.pictures.get(index)
    }

    /// The picture whose name without the extension is one of these, of which the first that fits
    /// counts, or else the only one whose last part is that of the first.
    pub(crate) fn find_stem(&self, stems: &[&str]) -> Option<&KnownPicture> {
        let by_stem = |stem: &&str| self.by_stem.get(*stem).copied().flatten();
        let last = || {
            let last_part = names::last_part(stems.first()?);
            self.by_last_stem.get(last_part).copied().flatten()
        };
        let index = stems.iter().find_map(by_stem).or_else(last)?;
        self.pictures.get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: &[&str]) -> KnownPictures {
        let size = PictureSize {
            width_px: 4,
            height_px: 3,
        };
        KnownPictures::new(names.iter().map(|name| KnownPicture {
            file_name: (*name).to_owned(),
            size,
        }))
    }

    #[test]
    fn a_picture_is_found_by_its_name_or_by_what_is_clear_of_it() {
        let known = known(&["a/1.png", "b/1.png", "b/2.png", "b/3.tif", "b/3.png"]);
        let name = |found: Option<&KnownPicture>| found.map(|it| it.file_name.clone());
        assert_eq!(name(known.find("b/1.png")).as_deref(), Some("b/1.png"));
        assert_eq!(name(known.find("2.png")).as_deref(), Some("b/2.png"));
        assert_eq!(name(known.find("1.png")), None);
        assert_eq!(
            name(known.find_stem(&["x/1", "a/1"])).as_deref(),
            Some("a/1.png")
        );
        assert_eq!(name(known.find_stem(&["2"])).as_deref(), Some("b/2.png"));
        assert_eq!(name(known.find_stem(&["b/3", "3"])), None);
    }
}
