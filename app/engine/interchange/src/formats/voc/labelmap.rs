//! The list of classes and colours that CVAT keeps beside VOC files: `name:red,green,blue:parts:`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Class, InterchangeError, Limits, files};

const LABELMAP: &str = "labelmap.txt";
const HEADER: &str = "# label:color_rgb:parts:actions\n";
/// A line that CVAT always writes, for the pixels of no class.
const BACKGROUND: &str = "background:0,0,0::";

/// Whether a class name can stand in the list.
pub(crate) fn is_listable(name: &str) -> bool {
    !name.starts_with('#') && !name.contains([':', '\n', '\r']) && name.trim() == name
}

/// The classes of the list in a folder or in the one above it; none where there is no list.
pub(super) fn read(folder: &Path, limits: &Limits) -> Result<Vec<Class>, InterchangeError> {
    let folders = [Some(folder), folder.parent()];
    let lists = folders.into_iter().flatten().map(|it| it.join(LABELMAP));
    match lists
        .into_iter()
        .find(|it| fs::metadata(it).is_ok_and(|it| it.is_file()))
    {
        Some(path) => Ok(parsed(&files::read_text(&path, limits)?)),
        None => Ok(Vec::new()),
    }
}

fn parsed(text: &str) -> Vec<Class> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#') && *line != BACKGROUND)
        .map(|line| {
            let mut parts = line.split(':');
            Class {
                name: parts.next().unwrap_or_default().to_owned(),
                colour: parts.next().and_then(colour),
                ..Class::default()
            }
        })
        .collect()
}

fn colour(text: &str) -> Option<[u8; 3]> {
    let channels: Option<Vec<u8>> = text.split(',').map(|it| it.trim().parse().ok()).collect();
    channels?.try_into().ok()
}

/// Writes the list and tells its path.
pub(super) fn write(folder: &Path, classes: &[Class]) -> Result<PathBuf, InterchangeError> {
    let path = folder.join(LABELMAP);
    files::write_file(&path, |writer| {
        writer.write_all(HEADER.as_bytes())?;
        for class in classes.iter().filter(|it| is_listable(&it.name)) {
            let colour = class
                .colour
                .map(|it| it.map(|channel| channel.to_string()).join(","));
            writeln!(writer, "{}:{}::", class.name, colour.unwrap_or_default())?;
        }
        Ok(())
    })?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_cvat_are_read() {
        let text = format!("{HEADER}{BACKGROUND}\r\nhole:255,0,10::\r\nÖse:::\n\nbare\n");
        let classes = parsed(&text);
        let named: Vec<(&str, Option<[u8; 3]>)> = classes
            .iter()
            .map(|it| (it.name.as_str(), it.colour))
            .collect();
        assert_eq!(
            named,
            [("hole", Some([255, 0, 10])), ("Öse", None), ("bare", None)]
        );
    }
}
