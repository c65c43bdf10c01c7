//! Which pictures make a series: by their folders, or by a pattern in their names.

use std::collections::BTreeMap;

use regex::Regex;
use store::{PictureId, natural_key};

/// A picture with its path as the project holds it, with forward slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The picture.
    pub picture: PictureId,
    /// Its path.
    pub path: String,
}

/// Pictures that seem to be of one thing, in the order of their shots.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What the series would be called.
    pub name: String,
    /// The pictures, with the angle that their name tells, in degrees.
    pub shots: Vec<(PictureId, Option<f64>)>,
}

/// How pictures are put together.
#[derive(Debug, Clone)]
pub enum Grouping {
    /// Those of one folder are a series.
    Folders,
    /// Those whose names differ in the last number only are a series.
    Numbers,
    /// Those whose paths fit a pattern.
    Pattern(Pattern),
}

/// Why a pattern makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It does not say where the name of the series stands.
    #[error("the pattern names no series: write {{series}} where its name stands")]
    NoSeries,
    /// A placeholder is there twice.
    #[error("{{{0}}} stands in the pattern twice")]
    Twice(String),
    /// There is no such placeholder.
    #[error(
        "there is no placeholder {{{0}}}: use {{series}}, {{shot}}, {{angle}}, and * for anything else"
    )]
    Unknown(String),
}

/// A pattern of paths, such as `{series}/shot-{shot}_{angle}deg.png`: `{series}` is any text,
/// `{shot}` and `{angle}` are numbers, and `*` is anything. It is compared with the end of the path.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it names no series, or a placeholder that is not there, or one twice.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        let mut seen = Vec::new();
        let mut expression = String::from("(?:^|/)");
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if let Some((name, after)) = rest.strip_prefix('{').and_then(|it| it.split_once('}')) {
                let kind = match name {
                    "series" => ".+?",
                    "shot" => r"\d+",
                    "angle" => r"[-+]?\d+(?:\.\d+)?",
                    _ => return Err(PatternError::Unknown(name.to_owned())),
                };
                if seen.contains(&name) {
                    return Err(PatternError::Twice(name.to_owned()));
                }
                seen.push(name);
                expression.push_str(&format!("(?P<{name}>{kind})"));
                rest = after;
                continue;
            }
            if next == '*' {
                expression.push_str(".*?");
            } else {
                expression.push_str(&regex::escape(next.encode_utf8(&mut [0; 4])));
            }
            rest = &rest[next.len_utf8()..];
        }
        if !seen.contains(&"series") {
            return Err(PatternError::NoSeries);
        }
        expression.push('$');
        // Every part of it was written here or escaped, so it is a sound expression.
        Regex::new(&expression)
            .map(Self)
            .map_err(|_| PatternError::NoSeries)
    }

    /// The series, the number of the shot and the angle that a path tells.
    fn read(&self, path: &str) -> Option<(String, Option<u64>, Option<f64>)> {
        let found = self.0.captures(path)?;
        let number = |name| found.name(name).map(|text| text.as_str());
        Some((
            found.name("series")?.as_str().to_owned(),
            number("shot").and_then(|text| text.parse().ok()),
            number("angle").and_then(|text| text.parse().ok()),
        ))
    }
}

impl Grouping {
    /// The way that seems right: folders where each holds some pictures and there are several,
    /// numbers otherwise.
    #[must_use]
    pub fn guess(pictures: &[Named]) -> Self {
        let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
        for named in pictures {
            *folders.entry(folder(&named.path)).or_default() += 1;
        }
        if folders.len() > 1 && folders.values().all(|count| *count > 1) {
            Self::Folders
        } else {
            Self::Numbers
        }
    }

    /// Puts pictures together. Pictures that fit nothing, or that would be alone, are left out.
    #[must_use]
    pub fn groups(&self, pictures: &[Named]) -> Vec<Group> {
        type Found = (Option<u64>, Vec<u8>, PictureId, Option<f64>);
        let mut by_name: BTreeMap<(Vec<u8>, String), Vec<Found>> = BTreeMap::new();
        for named in pictures {
            if let Some((name, shot, angle)) = self.read(&named.path) {
                let key = (natural_key(&name), name);
                let found = (shot, natural_key(&named.path), named.picture, angle);
                by_name.entry(key).or_default().push(found);
            }
        }
        by_name
            .into_iter()
            .filter(|(_, found)| found.len() > 1)
            .map(|((_, name), mut found)| {
                found.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
                let shots = found.into_iter().map(|(_, _, id, angle)| (id, angle));
                Group {
                    name,
                    shots: shots.collect(),
                }
            })
            .collect()
    }

    fn read(&self, path: &str) -> Option<(String, Option<u64>, Option<f64>)> {
        match self {
            Self::Folders => Some((folder(path).to_owned(), None, None)),
            Self::Numbers => {
                let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
                let end = stem.rfind(|letter: char| letter.is_ascii_digit())? + 1;
                let digits = stem[..end]
                    .bytes()
                    .rev()
                    .take_while(u8::is_ascii_digit)
                    .count();
                let (before, number) = stem[..end].split_at(end - digits);
                let name = format!("{before}{}", &stem[end..]);
                let name = name.trim_end_matches(['-', '_', ' ', '.', '/']).to_owned();
                (!name.is_empty()).then(|| (name, number.parse().ok(), None))
            }
            Self::Pattern(pattern) => pattern.read(path),
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn named(paths: &[&str]) -> Vec<Named> {
        let numbered = paths.iter().zip(1..);
        numbered
            .map(|(path, id)| Named {
                picture: PictureId(id),
                path: (*path).to_owned(),
            })
            .collect()
    }

    fn names(groups: &[Group]) -> Vec<(&str, Vec<i64>)> {
        let ids = |group: &Group| group.shots.iter().map(|(id, _)| id.0).collect();
        groups
            .iter()
            .map(|it| (it.name.as_str(), ids(it)))
            .collect()
    }

    #[test]
    fn folders_are_series_in_the_order_of_people() {
        let pictures = named(&["b/10.png", "b/2.png", "a/x.png", "a/y.png"]);
        let grouping = Grouping::guess(&pictures);
        assert!(matches!(grouping, Grouping::Folders));
        let groups = grouping.groups(&pictures);
        assert_eq!(names(&groups), [("a", vec![3, 4]), ("b", vec![2, 1])]);
    }

    #[test]
    fn names_that_differ_in_the_last_number_are_a_series() {
        let pictures = named(&[
            "tube7-shot2.png",
            "tube7-shot10.png",
            "tube8-shot1.png",
            "tube8-shot2.png",
            "dark.png",
            "lone1.png",
        ]);
        let grouping = Grouping::guess(&pictures);
        assert!(matches!(grouping, Grouping::Numbers));
        let groups = grouping.groups(&pictures);
        let expected = [("tube7-shot", vec![1, 2]), ("tube8-shot", vec![3, 4])];
        assert_eq!(names(&groups), expected);
    }

    #[test]
    fn a_pattern_tells_series_shot_and_angle() {
        let pictures = named(&["in/7_030.5deg_2.png", "in/7_000.0deg_1.png", "in/other.png"]);
        let pattern = Pattern::new("{series}_{angle}deg_{shot}.png").unwrap();
        let groups = Grouping::Pattern(pattern).groups(&pictures);
        assert_eq!(groups.len(), 1);
        let shots = [(PictureId(2), Some(0.0)), (PictureId(1), Some(30.5))];
        assert_eq!(groups[0].shots, shots);
        assert_eq!(groups[0].name, "in/7");
    }

    #[test]
    fn letters_of_a_pattern_stand_for_themselves() {
        let pictures = named(&["a+1.png", "aa1.png", "a+2.png"]);
        let pattern = Pattern::new("{series}+{shot}.png").unwrap();
        let groups = Grouping::Pattern(pattern).groups(&pictures);
        assert_eq!(names(&groups), [("a", vec![1, 3])]);
    }

    #[test]
    fn a_pattern_without_sense_is_refused() {
        assert_eq!(Pattern::new("{shot}").unwrap_err(), PatternError::NoSeries);
        let twice = Pattern::new("{series}{shot}{shot}").unwrap_err();
        assert_eq!(twice, PatternError::Twice("shot".to_owned()));
        let unknown = Pattern::new("{series}{tube}").unwrap_err();
        assert_eq!(unknown, PatternError::Unknown("tube".to_owned()));
    }
}
